from __future__ import annotations

import pytest

from meute.errors import StatementError
from meute.graph.reach import refuse_reach
from meute.queries.catalogue import catalogue

REACHING = [
    "LOAD CSV FROM 'http://127.0.0.1/' + a.handle AS line RETURN line",
    "load\n// of\ncsv FROM 'x' AS l RETURN l",
    "LOAD/* of */CSV FROM 'x' AS l RETURN l",
    "LOAD\u180eCSV FROM 'x' AS l RETURN l",
    r"\u004cOAD CSV FROM 'x' AS l RETURN l",
    r"RETURN '\u0027 AS a UNION LOAD CSV FROM \u0027x\u0027 AS a RETURN a",
    "RETURN 1 // \x0b ' \nLOAD CSV FROM 'x' AS l RETURN l",
    "RETURN 1 // ' \r LOAD CSV FROM 'x' AS l RETURN l",
    "EXPLAIN CYPHER 25 LOAD CSV FROM 'x' AS l RETURN l",
    "CALL { LOAD CSV FROM 'x' AS l RETURN l } RETURN l",
    "CALL apoc.load.json('http://127.0.0.1/')",
    "OPTIONAL CALL `apoc` . `export`.csv.all('x', {}) YIELD file RETURN file",
    "MATCH (a) WHERE EXISTS { CALL apoc.x() } RETURN a",
    "RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV FROM \"x\" AS l RETURN l', {})",
    "RETURN `apoc`.util.sleep (1)",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
]
STAYING = [
    "RETURN 'LOAD CSV', \"CALL apoc.x()\", `LOAD CSV`",
    "// LOAD CSV FROM 'x'\nRETURN 1 /* CALL apoc.x() */",
    r"RETURN 'it\'s LOAD CSV'",
    "MATCH (load:Account)-[csv:POSTED]->() RETURN load, csv",
    "CALL db.labels() YIELD label RETURN label",
    "MATCH (a) CALL (a) { RETURN 1 AS n } RETURN n",
    "RETURN date.truncate('day', date()), duration.inSeconds(x, y), point.distance(p, q)",
    "MATCH (a) WHERE a.id IN ['x'] AND (a.handle) = 'b' RETURN a.id AS call ORDER BY call",
    "CALL pagerank() YIELD node, score RETURN score",
]


@pytest.mark.parametrize("statement", REACHING)
def test_a_statement_that_reaches_out_is_refused(statement: str) -> None:
    with pytest.raises(StatementError, match="inside the graph"):
        refuse_reach(statement)


@pytest.mark.parametrize("statement", STAYING)
def test_others_are_not(statement: str) -> None:
    refuse_reach(statement)


def test_stored_queries_stay_inside() -> None:
    for query in catalogue(internal=True).values():
        refuse_reach(query.statement)


@pytest.mark.parametrize("part", ["'", "`", "a.", "/*", "//", "\\u004c", "LOAD ", '"\\'])
def test_long_statements_take_linear_work(part: str) -> None:
    refuse_reach(part * 50_000 + "x")
