"""The whole graph for other tools, and copies of it."""
