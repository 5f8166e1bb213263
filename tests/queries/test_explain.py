"""Neo4j plans every stored query without knowing a name in it that nothing writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest

from meute.graph.schema import NODES, RELATIONSHIPS
from meute.graph.types import PropertyType
from meute.queries.catalogue import catalogue

VALUES: dict[PropertyType, Any] = {
    PropertyType.STRING: "x", PropertyType.INTEGER: 1, PropertyType.FLOAT: 0.5,
    PropertyType.BOOLEAN: True, PropertyType.STRINGS: ["x"],
}  # fmt: skip


@pytest.fixture(scope="module")
def session(neo4j_url: str, neo4j_password: str | None) -> Iterator[neo4j.Session]:
    """Yield a session on a server that has heard every name of the schema once."""
    auth = None if neo4j_password is None else ("neo4j", neo4j_password)
    with neo4j.GraphDatabase.driver(neo4j_url, auth=auth) as driver, driver.session() as opened:
        for node in NODES:
            held = {"id": "schema"} | {n: VALUES[p.kind] for n, p in node.properties.items()}
            opened.run(f"CREATE (n:{node.label}) SET n = $held", held=held).consume()
        for tie in RELATIONSHIPS:
            held = {name: VALUES[p.kind] for name, p in tie.properties.items()}
            opened.run(
                f"MATCH (a:{tie.source.label} {{id: 'schema'}}), "
                f"(b:{tie.target.label} {{id: 'schema'}}) "
                f"CREATE (a)-[r:{tie.kind}]->(b) SET r = $held",
                held=held,
            ).consume()
        opened.run("MATCH (n {id: 'schema'}) DETACH DELETE n").consume()
        yield opened


def unknown(session: neo4j.Session, statement: str, values: dict[str, Any]) -> list[str]:
    """Return what the server says of names that it does not know."""
    summary = session.run(f"EXPLAIN {statement}", values).consume()
    return [
        status.status_description
        for status in summary.gql_status_objects
        if status.gql_status in ("01N50", "01N51", "01N52")
    ]


@pytest.mark.neo4j
def test_every_name_in_a_stored_query_is_one_that_is_written(session: neo4j.Session) -> None:
    told = {}
    for name, query in catalogue(internal=True).items():
        values = {key: p.default for key, p in query.parameters.items()}
        if found := unknown(session, query.statement, values):
            told[name] = found
    assert told == {}


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "statement",
    ["MATCH (a:Acount) RETURN a", "MATCH ()-[r:POSTET]->() RETURN r", "MATCH (a) RETURN a.handel"],
)
def test_a_name_that_nothing_writes_is_told(session: neo4j.Session, statement: str) -> None:
    assert len(unknown(session, statement, {})) == 1
