"""The py2neo layer reads the same graph, by its own Bolt, from a real server."""

from __future__ import annotations

import gc

import pytest

from meute.errors import StoreUnreachableError
from meute.graph import open_store
from meute.graph.schema import NODES

from ..queries.planted import plant

pytestmark = [
    # py2neo leaves its sockets to the garbage collector, and upstream no longer mends it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
pytest.importorskip("py2neo", reason="the extra meute[py2neo] is not installed")


@pytest.mark.neo4j
def test_the_mapping_reads_what_the_driver_wrote(
    neo4j_url: str, neo4j_password: str | None
) -> None:
    from meute.graph.notebook import connect, mapped

    with open_store(neo4j_url, write=True, password=neo4j_password) as store:
        store.execute("MATCH (n) DETACH DELETE n")
        plant(store)
    graph = connect(neo4j_url, password=neo4j_password)
    ana = mapped("Account").match(graph, "x/ana").first()
    assert (ana.handle, ana.followers) == ("ana", 10)
    assert {post.id for post in ana.posted} == {"x/o2", "x/r1", "x/r7"}
    post = mapped("Post").match(graph, "x/o2").first()
    assert {account.handle for account in post.posted_from} == {"ana"}
    assert {post.id for post in post.reposts_from} == {"x/r5", "x/r6"}
    assert graph.run("MATCH (a:Account) RETURN count(a)").evaluate() == 6
    graph.service.connector.close()


def test_every_label_is_mapped() -> None:
    from meute.graph.notebook import mapped

    for node in NODES:
        assert mapped(node.label).__primarylabel__ == node.label


def test_no_server_is_told() -> None:
    from meute.graph.notebook import connect

    with pytest.raises(StoreUnreachableError, match="py2neo cannot reach"):
        connect("bolt://127.0.0.1:1")
    gc.collect()  # while its unclosed socket is still forgiven
