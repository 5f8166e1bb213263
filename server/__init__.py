"""A local Neo4j: through Docker, or from Maven artifacts."""
