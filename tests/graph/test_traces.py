"""A trace is declared once: its ties, its marks and the queries that list traces follow from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meute.detect.commands import detect
from meute.detect.traces import KEYS
from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.graph.traces import TRACES, Reading, Trace, trace_table
from meute.queries.catalogue import catalogue, defects, parse
from meute.queries.runner import run_query
from meute.viz import marks

RUN = "coordination-01"


@pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)
def test_a_trace_is_told_by_its_own_words_everywhere(trace: Trace) -> None:
    tie = s.RELATIONSHIP_BY_KIND[trace.kind]
    assert (tie.source, tie.target, tie.key) == (s.Account, s.Account, ("run",))
    assert trace.english.act in tie.doc
    mark = marks.TRACES[trace.kind]
    assert (mark.title, mark.directed) == (trace.english.title, False)
    assert trace.english.act in mark.meaning
    assert trace.query in catalogue(internal=True)
    assert trace.reading is Reading.OBJECT or trace.reading in KEYS
    choice = next(option for option in detect.params if option.name == "traces").type
    assert trace.name in choice.choices
    words = (trace.english, trace.french)
    assert all(w.title and w.act and w.objects for w in words)
    others = [other for other in TRACES.values() if other is not trace]
    for language in ("english", "french"):
        acts = {getattr(other, language).act for other in others}
        assert getattr(trace, language).act not in acts


def test_colours_of_traces_differ() -> None:
    colours = [marks.TRACES[trace.kind].colour for trace in TRACES.values()]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("field", ["name", "kind"])
def test_two_traces_cannot_share_a_name_or_a_type(field: str) -> None:
    one, other = list(TRACES.values())[:2]
    with pytest.raises(ValueError, match="two traces are declared with it"):
        trace_table(one, replace(other, **{field: getattr(one, field)}))


def test_a_query_that_lists_traces_lists_them_all() -> None:
    text = (
        "// ---\n// title: T\n// description: D\n// no_limit: one row\n// columns:\n"
        "//   n: {type: integer, description: N.}\n// ---\n"
        "MATCH ()-[r:CO_REPOSTS | CO_LINKS]-() RETURN count(r) AS n"
    )
    told = " ".join(defects(parse("t", text)))
    assert "lists traces without CO_DOMAINS" in told
    assert "lists traces without CO_REPOSTS" not in told


@pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)
def test_a_bridge_by_any_trace_is_found(store: Store, trace: Trace) -> None:
    """Two packs and an account of one that shares something with an account of the other."""
    write_rows(store, s.Account, [{"id": "x/a"}, {"id": "x/b"}])
    write_rows(store, s.Pack, [{"id": "p1", "run": RUN}, {"id": "p2", "run": RUN}])
    write_rows(
        store,
        s.MEMBER_OF,
        [
            {"source": "x/a", "target": "p1", "bridge": True},
            {"source": "x/b", "target": "p2", "bridge": False},
        ],
    )
    tie = {"source": "x/a", "target": "x/b", "run": RUN, "shared": 3}
    write_rows(store, s.TIES[trace.name], [tie])
    assert run_query(store, "bridge-accounts").rows == [("x/a", None, "p1", "p2", 1)]
    assert [row["trace"] for row in run_query(store, "picture-ties").dicts()] == [trace.kind]
