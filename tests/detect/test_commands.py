"""``meute detect`` from the graph to the graph, on each engine."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from meute.cli.app import App
from meute.detect.bursts import Activity
from meute.detect.commands import NULL_NAMES
from meute.detect.detection import bursts
from meute.detect.sentences import spoken_names
from meute.detect.significance import NULLS
from meute.errors import DetectError, UsageError
from meute.graph import open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.queries.runner import run_query

from ..conftest import ENGINES
from .planted import COPIES, PACK, START, acts_of_all, plant, plant_reposts_of_accounts
from .running import planted_app, read, run


@pytest.fixture(params=ENGINES)
def case(request, tmp_path):
    """Return the app on a planted graph, closed again."""
    with planted_app(request, tmp_path) as app:
        yield app


def test_asking_again_replaces_and_another_window_stands_beside(case):
    assert run(case).stdout == ""
    first = read(case, "MATCH ()-[r:CO_REPOSTS]->() RETURN count(r) AS n")
    run(case)
    assert read(case, "MATCH ()-[r:CO_REPOSTS]->() RETURN count(r) AS n") == first
    run(case, "--window", "60", "--window", "30")
    runs = read(
        case, "MATCH (r:Run) WHERE r.method = 'coordination' RETURN r.parameters AS p ORDER BY p"
    )
    assert [json.loads(row[0])["windows"]["repost"] for row in runs] == [30, 60]
    assert read(case, "MATCH (k:Pack) RETURN count(k) AS n") == [(2,)]


def test_several_traces_make_one_pack(case):
    result = run(case, "--trace", "repost", "--trace", "text", "--fdr", "0.05")
    assert "text: " in result.stderr
    ((traces, size),) = read(case, "MATCH (k:Pack) RETURN k.traces AS t, k.size AS n")
    assert size == 6
    assert "repost" in traces
    text = read(case, "MATCH ()-[r:CO_TEXTS]->() RETURN count(r) AS n, max(r.shared) AS m")
    assert text == [(15, COPIES)]


@pytest.mark.parametrize("tool", ["coortweet", "cnt"])
def test_compat_edges(case, tool):
    result = run(case, "--compat", tool, "--window", "60", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    edges = [row for row in rows if row["finding"] == "CO_REPOSTS"]
    together = [row for row in edges if row["source"] in PACK and row["target"] in PACK]
    assert len(together) == 15
    assert all(row.get("pairs", 0) + row.get("from_a", 0) >= 7 for row in together)
    assert read(case, "MATCH (k:Pack) RETURN count(k) AS n") == [(0,)]


def test_reposts_without_an_original_are_compared_by_account_and_words(tmp_path):
    app = App(str(tmp_path / "weak.kgl"))
    acts = list(acts_of_all())
    with open_store(app.graph, write=True) as store:
        plant_reposts_of_accounts(store)
    result = run(app)
    assert "on 15 posts" in result.stderr
    assert f"{len(acts):,} of the reposts name no original" in result.stderr
    assert "3 reposts that name no original were left out" in result.stderr
    assert "names no original, and the reposted account" in result.stderr
    compared = run(app, "--compat", "cnt")
    assert f"{len(acts) + 3:,} reposts that name no original were left out" in compared.stderr
    with app.open_graph() as store:
        (group,) = run_query(store, "explained-groups").dicts()
        tie = run_query(store, "co-repost-pairs").dicts()[0]
    assert (group["kind"], group["author"], group["size"]) == ("audience", "x/author", 6)
    for row in (group, tie):
        assert (
            "for 100% of what they share the export names no original" in row["explanation"].lower()
        )
    with pytest.raises(DetectError, match="no dated text") as refused:
        run(app, "--trace", "text")
    assert f"{len(acts):,} reposts count for --trace repost only" in refused.value.remedy


def test_posts_that_are_only_quoted_do_not_stretch_the_period():
    own = np.arange(START, START + 86_400, 240)
    quoted = START - 86_400 * np.arange(1, 300)
    hours, posts = np.unique(own // 3_600, return_counts=True)
    activity = Activity(own[0], own[-1], hours, posts)
    tagged = pd.DataFrame(
        {"account": "x/a", "object": "tag", "ts": own, "post": [f"x/{n}" for n in own]}
    )
    reposts = pd.DataFrame({"account": [], "object": [], "ts": [], "post": []})
    assert bursts(tagged, reposts, activity, 0.01).summary["bursts"] == 0
    times = np.concatenate([own, quoted])
    hours, posts = np.unique(times // 3_600, return_counts=True)
    stretched = bursts(tagged, reposts, Activity(times.min(), own[-1], hours, posts), 0.01)
    assert stretched.summary["bursts"] == 1


def test_a_graph_with_nothing_to_compare_is_refused(tmp_path):
    with open_store(str(tmp_path / "empty.kgl"), write=True) as store:
        store.prepare()
    with pytest.raises(DetectError, match="nothing to compare: no dated repost"):
        run(App(str(tmp_path / "empty.kgl")))


@pytest.mark.parametrize(
    ("ts", "told"),
    [(None, "No post of the case has a time: load an export that states them"),
     (START, "Compare it by --trace text.")],
)  # fmt: skip
def test_posts_that_cannot_be_compared_say_why(tmp_path, ts, told):
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        write_rows(store, s.Account, [{"id": "x/a", "platform": "x"}])
        write_rows(store, s.Post, [{"id": "x/1", "kind": "original", "text": "oui", "ts": ts}])
        write_rows(store, s.POSTED, [{"source": "x/a", "target": "x/1"}])
    with pytest.raises(DetectError) as refused:
        run(App(str(tmp_path / "case.kgl")))
    assert told in str(refused.value)


def test_a_collection_without_reposts_is_still_searched_for_bursts(tmp_path):
    path = str(tmp_path / "case.kgl")
    quiet = [START + 40_000 * n for n in range(60)]
    loud = [START + 1_000_000 + 11 * n for n in range(40)]
    with open_store(path, write=True) as store:
        store.prepare()
        write_rows(store, s.Account, [{"id": "x/a", "platform": "x", "native_id": "a"}])
        write_rows(store, s.Hashtag, [{"id": "colère"}])
        posts = [f"x/{n}" for n in range(100)]
        write_rows(store, s.Post, [
            {"id": post, "platform": "x", "kind": "original", "ts": ts, "ts_precision": "second"}
            for post, ts in zip(posts, quiet + loud, strict=True)
        ])  # fmt: skip
        write_rows(store, s.POSTED, [{"source": "x/a", "target": post} for post in posts])
        tagged = [{"source": post, "target": "colère"} for post in posts[55:]]
        write_rows(store, s.TAGGED, tagged)
    app = App(path)
    told = run(app).stderr
    assert "no dated repost: who acts together was not looked for" in told
    assert "The case can be compared by --trace hashtag, --trace text." in told
    assert "No burst" not in told
    assert read(app, "MATCH (b:Burst) RETURN b.hashtag, b.posts") == [("colère", 40)]
    methods = read(app, "MATCH (r:Run) RETURN r.method")
    assert methods == [("bursts",)], "packs were not looked for"


def test_nothing_there_is_told_from_nothing_looked_for(tmp_path):
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        store.prepare()
        write_rows(store, s.Account, [{"id": f"x/{a}", "platform": "x"} for a in "ab"])
        write_rows(store, s.Hashtag, [{"id": "calme"}])
        posts = [
            {"id": f"x/{n}", "platform": "x", "kind": kind, "ts": START + n,
             "ts_precision": "second"}
            for n, kind in enumerate(("original", "repost"))
        ]  # fmt: skip
        write_rows(store, s.Post, posts)
        write_rows(store, s.POSTED, [{"source": f"x/{a}", "target": f"x/{n}"} for n, a in
                                     enumerate("ab")])  # fmt: skip
        write_rows(store, s.REPOSTS, [{"source": "x/1", "target": "x/0"}])
        write_rows(store, s.TAGGED, [{"source": "x/0", "target": "calme"}])
    told = run(App(path)).stderr
    assert "No pack and no salvo." in told
    assert "No burst in the use of 1 hashtag." in told


def test_compat_knows_reposts_only(tmp_path):
    with pytest.raises(UsageError, match="reposts only"):
        run(App(str(tmp_path / "x.kgl")), "--compat", "cnt", "--trace", "text")


@pytest.mark.parametrize(
    "arguments",
    [("--window", "0"), ("--fdr", "0"), ("--fdr", "2"), ("--trace", "x"), ("--min-shared", "0")],
)
def test_wrong_usage_exits_with_two(arguments, tmp_path):
    assert run(App(str(tmp_path / "x.kgl")), *arguments).exit_code == 2


def test_the_command_offers_every_null():
    assert NULLS == NULL_NAMES


@pytest.mark.parametrize("null", ["popularity", "disparity"])
def test_other_nulls_stand_beside(null, tmp_path):
    app = App(str(tmp_path / "case.kgl"))
    with open_store(app.graph, write=True) as store:
        plant(store)
    assert run(app).exit_code == 0
    assert run(app, "--null", null).exit_code == 0
    ((runs,),) = read(app, "MATCH (r:Run) WHERE r.method = 'coordination' RETURN count(r) AS n")
    assert runs == 2


def test_what_one_account_leads_is_an_audience_and_no_pack(case):
    """A relay acts just before the six do, on every post."""
    when = {}
    for _, post, at in [row for row in acts_of_all() if row[0] in PACK]:
        when[post] = min(at, when.get(post, at))
    with case.open_graph(write=True) as store:
        relay = {"id": "x/relay", "platform": "x", "handle": "the_relay", "stub": False}
        write_rows(store, s.Account, [relay])
        write_rows(
            store,
            s.Post,
            [
                {"id": f"x/relayed{post}", "platform": "x", "kind": "repost", "ts": at - 20,
                 "ts_precision": "second", "stub": False}
                for post, at in when.items()
            ],
        )  # fmt: skip
        links = [(f"x/relayed{post}", f"x/post{post}") for post in when]
        write_rows(
            store, s.POSTED, [{"source": "x/relay", "target": repost} for repost, _ in links]
        )
        write_rows(store, s.REPOSTS, [{"source": a, "target": b} for a, b in links])
    assert "audience 1: " in run(case).stderr
    with case.open_graph() as store:
        assert not run_query(store, "pack-members").rows
        (group,) = run_query(store, "explained-groups").dicts()
    assert (group["kind"], group["led_by"]) == ("audience", "x/relay")
    assert "@the_relay acted first" in group["explanation"]


def test_one_evening_is_told_as_a_salvo_and_as_no_pack(tmp_path):
    """Sixteen accounts repost twelve older posts, one after another, within ten minutes."""
    app = App(str(tmp_path / "evening.kgl"))
    random = np.random.default_rng(3)
    acts = [(f"x/m{who:02}", post, START + 30 * post + int(random.integers(0, 40)))
            for post in range(12) for who in range(16) if random.random() < 0.7]  # fmt: skip
    acts += [(f"x/o{who}", post, START - 7_200 + int(random.integers(60, 90_000)))
             for post in range(12) for who in range(40) if random.random() < 0.2]  # fmt: skip
    with open_store(app.graph, write=True) as store:
        store.prepare()
        write_rows(store, s.Account, [{"id": name} for name in sorted({who for who, *_ in acts})])
        made = [
            {"id": f"x/post{n}", "ts": START - 7_200 + 60 * n, "kind": "original"}
            for n in range(12)
        ]
        made += [{"id": f"x/r{n}", "ts": at, "kind": "repost"} for n, (*_, at) in enumerate(acts)]
        write_rows(store, s.Post, made)
        posted = [{"source": who, "target": f"x/r{n}"} for n, (who, *_) in enumerate(acts)]
        write_rows(store, s.POSTED, posted)
        links = [
            {"source": f"x/r{n}", "target": f"x/post{post}"} for n, (_, post, _) in enumerate(acts)
        ]
        write_rows(store, s.REPOSTS, links)
    result = run(app, "--json")
    assert "salvo 1: " in result.stderr, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert sum(row["finding"] == "IN_SALVO" for row in found) >= 15
    with app.open_graph() as store:
        assert not run_query(store, "tight-amplification-clusters").rows
        (salvo,) = run_query(store, "salvoes").dicts()
        evidence = run_query(store, "salvo-evidence", {"salvo": salvo["salvo"]}).dicts()
    assert (salvo["kind"], salvo["shared"], salvo["days"]) == ("salvo", 12, 1)
    assert all(member.startswith("x/m") for member in salvo["members"])
    assert salvo["explanation"] in result.stderr
    assert [row["post"] for row in evidence] == [f"x/post{n}" for n in range(12)]


@pytest.mark.parametrize(
    ("handle", "called"),
    [
        ("ana", "@ana"), ("@ana", "@ana"), ("ana@server.example", "@ana@server.example"),
        ("ana.bsky.social", "@ana.bsky.social"), (None, "x/1"), ("a; no author", "x/1"),
        ("a\nb", "x/1"), ("", "x/1"), ("\u202eana", "x/1"),
    ],
)  # fmt: skip
def test_sentences_call_accounts_by_handles_that_are_one_word(
    handle: str | None, called: str
) -> None:
    names = np.array(["x/0", "x/1"], object)
    assert list(spoken_names(names, names[1:], [handle])) == ["x/0", called]
    assert names[1] == "x/1"
