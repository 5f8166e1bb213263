"""The network of a case as GEXF, GraphML and JSON, read back by those who have to read it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from lxml import etree

from meute.errors import UsageError
from meute.exports.network import CaseNetwork
from meute.exports.registry import targets
from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

from ..viz.planted import HOSTILE, PACK, RUN, iso, plant

KINDS = {"CO_REPOSTS": 3, "AMPLIFIES": 3, "ATTACKS": 8, "SUPPORTS": 1, "HAS_ACCOUNT": 1}
HOUR = "2023-11-14T22:00:00Z"


@pytest.fixture
def case(store: Store) -> Store:
    plant(store)
    write_rows(store, s.HAS_ACCOUNT, [{"source": "vernon", "target": "x/lone"}])
    write_rows(
        store,
        s.CO_REPOSTS,
        [{"source": "x/ana", "target": "x/bob", "run": RUN, "first_ts": 1_700_000_070,
          "last_ts": 1_700_000_110}],
    )  # fmt: skip
    return store


def written(case: Store, name: str, folder: Path, run: str | None = None) -> Path:
    path = folder / f"network.{name}"
    targets()[name].write(case, path, run)
    return path


def networkx_graph(case: Store, name: str, folder: Path) -> nx.MultiDiGraph:
    path = written(case, name, folder)
    if name == "json-graph":
        return nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="links")
    read = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}[name]
    return nx.MultiDiGraph(read(path))


def kinds_of(graph: nx.MultiDiGraph) -> Counter[str]:
    return Counter(data["kind"] for *_, data in graph.edges(data=True))


def edge(graph: nx.MultiDiGraph, source: str, target: str, kind: str) -> dict[str, Any]:
    (held,) = [data for data in graph[source][target].values() if data["kind"] == kind]
    return held


def test_igraph_reads_equal_counts_and_dates(case: Store, tmp_path: Path) -> None:
    reason = "igraph is GPL and no dependency of ours; uv pip install igraph brings it for this"
    igraph = pytest.importorskip("igraph", reason=reason)
    graph = igraph.Graph.Read_GraphML(str(written(case, "graphml", tmp_path)))
    other = networkx_graph(case, "graphml", tmp_path)
    assert Counter(graph.vs["kind"]) == Counter(kind for _, kind in other.nodes(data="kind"))
    names = graph.vs["id"]
    assert set(names) == set(other)
    dated = Counter(
        (names[edge.source], names[edge.target], edge["kind"], edge["start"], edge["end"],
         edge["weight"])
        for edge in graph.es
    )  # fmt: skip
    assert dated == Counter(
        (source, target, data["kind"], data.get("start", ""), data.get("end", ""), data["weight"])
        for source, target, data in other.edges(data=True)
    )
    assert any(start for *_, start, _, _ in dated)


@pytest.mark.parametrize("name", ["gexf", "graphml", "json-graph"])
def test_networkx_reads_equal_counts_and_dates(case: Store, tmp_path: Path, name: str) -> None:
    graph = networkx_graph(case, name, tmp_path)
    accounts = case.counts().nodes["Account"]
    assert Counter(data["kind"] for _, data in graph.nodes(data=True)) == {
        "account": accounts,
        "figure": 3,
    }
    assert kinds_of(graph) == KINDS
    tie = edge(graph, "x/ana", "x/bob", "CO_REPOSTS")
    assert (tie["shared"], tie["weight"], tie["q"], tie["run"]) == (2, 2.0, 0.004, RUN)
    assert (tie["start"], tie["end"], tie["directed"]) == (iso(70), iso(110), False)
    reposts = edge(graph, "x/cy", "x/relay", "AMPLIFIES")
    assert (reposts["reposts"], reposts["start"], reposts["end"]) == (3, iso(70), iso(90))
    hers = "MATCH (:Account {id: 'x/ana'})-[:POSTED]->(p:Post) RETURN min(p.id)"
    ((post,),) = case.read(hers).rows
    write_rows(case, s.CONCERNS, [{"source": post, "target": "vernon", "unclear": True}])
    unclear = networkx_graph(case, name, tmp_path)
    assert (unclear.nodes["x/ana"]["unclear"], unclear.nodes["vernon"]["unclear"]) == (1, 1)
    assert kinds_of(unclear) == KINDS, "what is unclear ties nobody"
    attack = edge(graph, "x/ana", "vernon", "ATTACKS")
    assert (attack["posts"], attack["own"], attack["directed"]) == (2, 1, True)
    assert (attack["start"], attack["end"]) == (iso(70), iso(100))
    assert "start" not in edge(graph, "vernon", "x/lone", "HAS_ACCOUNT")


@pytest.mark.parametrize("name", ["gexf", "graphml", "json-graph"])
def test_nodes_have_typed_values_and_outlive_their_edges(
    case: Store, tmp_path: Path, name: str
) -> None:
    graph = networkx_graph(case, name, tmp_path)
    ana = graph.nodes["x/ana"]
    assert (ana["display_name"], ana["pack"], ana["pack_rank"]) == (HOSTILE, PACK, 1)
    assert ana["inside_share"] == 0.5
    assert ana["followers"] == 30
    assert "followers" not in graph.nodes["x/cy"]
    assert graph.nodes["x/relay"]["verified"] is True
    assert graph.nodes["vernon"]["display_name"] == "Camille Vernon"
    for source, target, data in graph.edges(data=True):
        for end in (graph.nodes[source], graph.nodes[target]):
            if "start" in data:
                assert end["start"] <= data["start"]
                assert end["end"] >= data["end"]


def test_hours_add_up_to_the_posts_behind_an_edge(case: Store, tmp_path: Path) -> None:
    graph = networkx_graph(case, "gexf", tmp_path)
    attack = edge(graph, "x/ana", "vernon", "ATTACKS")
    assert attack["by_hour"] == [(2, HOUR, HOUR.replace(":00:00Z", ":59:59Z"))]
    for *_, data in graph.edges(data=True):
        if data["kind"] in ("ATTACKS", "SUPPORTS"):
            assert sum(count for count, *_ in data["by_hour"]) == data["posts"]
    tie = edge(graph, "x/ana", "x/bob", "CO_REPOSTS")
    assert sum(count for count, *_ in tie["by_hour"]) == 1  # of s2; a1 is ana's own
    as_json = networkx_graph(case, "json-graph", tmp_path)
    assert edge(as_json, "x/ana", "vernon", "ATTACKS")["by_hour"] == {HOUR: 2}
    as_text = networkx_graph(case, "graphml", tmp_path)
    assert edge(as_text, "x/ana", "vernon", "ATTACKS")["by_hour"] == f'{{"{HOUR}": 2}}'


def test_igraph_reads_graphml_with_equal_counts_and_dates(case: Store, tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written(case, "graphml", tmp_path)))
    assert graph.is_directed()
    assert graph.vcount() == case.counts().nodes["Account"] + 3
    assert Counter(graph.es["kind"]) == KINDS
    places = {graph.vs[e.source]["id"]: e for e in graph.es if e["kind"] == "AMPLIFIES"}
    assert places["x/cy"]["start"] == iso(70)
    assert places["x/cy"]["weight"] == 3.0


def test_gephi_tells_edges_by_kind_and_ties_without_direction(case: Store, tmp_path: Path) -> None:
    for name, undirected in (("gexf", 0), ("gexf-mixed", 3)):
        root = etree.parse(written(case, name, tmp_path)).getroot()
        space = {"g": "http://gexf.net/1.3"}
        assert Counter(root.xpath("//g:edge/@kind", namespaces=space)) == KINDS
        types = root.xpath("//g:edge[@type='undirected']/@kind", namespaces=space)
        assert types == ["CO_REPOSTS"] * undirected
        (graph,) = root.xpath("//g:graph", namespaces=space)
        assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")


def test_no_two_nodes_lie_on_each_other(case: Store, tmp_path: Path) -> None:
    graph = networkx_graph(case, "gexf", tmp_path)
    places = {
        (data["viz"]["position"]["x"], data["viz"]["position"]["y"])
        for _, data in graph.nodes(data=True)
    }
    assert len(places) == len(graph)


def test_who_supports_at_least_as_often_is_no_attacker(case: Store, tmp_path: Path) -> None:
    graph = networkx_graph(case, "gexf", tmp_path)
    assert [data["kind"] for data in graph["x/paul"]["vernon"].values()] == ["SUPPORTS"]


def test_what_xml_cannot_hold_is_replaced(case: Store, tmp_path: Path) -> None:
    write_rows(case, s.Account, [{"id": "x/ana", "display_name": "a\x00\x0b\ufffe</node>&"}])
    for name in ("gexf", "graphml"):
        shown = networkx_graph(case, name, tmp_path).nodes["x/ana"]["display_name"]
        assert shown.endswith("</node>&")
        assert not {"\x00", "\x0b", "\ufffe"} & set(shown)


def test_runs_stand_beside_each_other(case: Store) -> None:
    write_rows(
        case, s.CO_REPOSTS,
        [{"source": "x/ana", "target": "x/bob", "run": "coordination-00", "shared": 7}],
    )  # fmt: skip
    write_rows(case, s.Run, [{"id": "coordination-00", "method": "coordination",
                              "finished_at": "2020-01-01T00:00:00Z"}])  # fmt: skip
    assert {tie.values["run"] for tie in CaseNetwork(case).ties} == {RUN}
    assert [tie.weight for tie in CaseNetwork(case, "coordination-00").ties] == [7]


def test_a_case_before_detection_holds_its_accounts(store: Store, tmp_path: Path) -> None:
    store.prepare()
    with pytest.raises(UsageError, match="no accounts"):
        written(store, "gexf", tmp_path)
    write_rows(store, s.Account, [{"id": "x/a", "handle": "a"}])
    for name in ("gexf", "graphml", "json-graph"):
        assert set(networkx_graph(store, name, tmp_path)) == {"x/a"}
