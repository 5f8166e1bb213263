"""A made-up graph, small enough to work out every query's answer by hand.

Ana, Bob and Cy repost Zoe's and Ana's posts within seconds of each other; Dan once did so too.
Eve supports the figure. Ana, Bob and Cy form pack P1, Dan and Eve pack P2; Cy is tied to Dan.
"""

from __future__ import annotations

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

RUN = "co-reposts-0001"
START = 1_700_000_000

ACCOUNTS = {
    "ana": {"followers": 10, "display_name": "Ana"},
    "bob": {"followers": 20},
    "cy": {},
    "dan": {"followers": 5},
    "eve": {},
    "zoe": {"followers": 900},
}
# original posts: id, author, second, text, hashtag
ORIGINALS = [
    ("o1", "zoe", 0, "Read this before they take it down, all of it, now", "out"),
    ("o2", "ana", 100, "Second thing that everybody should know about them", "out"),
    ("o3", "zoe", 200, "short", None),
    ("c1", "bob", 300, "Copy this text into your own post and send it on", None),
    ("c2", "cy", 310, "copy this text into your own post and send it on ", None),
    ("c3", "dan", 320, "COPY THIS TEXT INTO YOUR OWN POST AND SEND IT ON", None),
    ("s1", "eve", 400, "I stand with her", "in"),
]
# reposts: id, account, second, original
REPOSTS = [
    ("r1", "ana", 10, "o1"),
    ("r2", "bob", 20, "o1"),
    ("r3", "cy", 30, "o1"),
    ("r4", "dan", 900, "o1"),
    ("r5", "bob", 110, "o2"),
    ("r6", "cy", 150, "o2"),
    ("r7", "ana", 210, "o3"),
    ("r8", "bob", 215, "o3"),
]


def iso(second: int) -> str:
    """Return the second of the plot as ISO 8601."""
    minutes, seconds = divmod(800 + second, 60)
    hours, minutes = divmod(minutes + 13, 60)
    return f"2023-11-14T{22 + hours:02d}:{minutes:02d}:{seconds:02d}Z"


def _post(post: str, second: int, kind: str, text: str | None = None) -> dict[str, object]:
    row: dict[str, object] = {
        "id": f"x/{post}", "platform": "x", "native_id": post, "kind": kind,
        "ts": START + second, "created_at": iso(second), "stub": False,
        "url": f"https://x.com/i/status/{post}",
    }  # fmt: skip
    return row if text is None else row | {"text": text}


def _tie(a: str, b: str, shared: int, gap: float, run: str = RUN) -> dict[str, object]:
    return {
        "source": f"x/{a}", "target": f"x/{b}", "run": run, "window_s": 60, "shared": shared,
        "pairs": shared, "median_gap_s": gap, "q": 0.001,
    }  # fmt: skip


def _amplifies(a: str, b: str, reposts: int, delay: float) -> dict[str, object]:
    return {
        "source": f"x/{a}", "target": f"x/{b}", "run": RUN, "reposts": reposts,
        "first_at": iso(10), "last_at": iso(20 * reposts), "median_delay_s": delay,
    }  # fmt: skip


def plant(store: Store) -> None:
    """Write the plot into an empty graph."""
    write_rows(
        store,
        s.Account,
        [{"id": f"x/{a}", "handle": a, "stub": False, **more} for a, more in ACCOUNTS.items()],
    )
    write_rows(
        store,
        s.Post,
        [_post(post, second, "original", text) for post, _, second, text, _ in ORIGINALS]
        + [_post(post, second, "repost") for post, _, second, _ in REPOSTS],
    )
    write_rows(store, s.Hashtag, [{"id": "out", "display": "Out"}, {"id": "in"}])
    write_rows(store, s.Link, [{"id": "https://example.org/a"}])
    write_rows(store, s.Target, [{"id": "vernon", "display_name": "Camille Vernon"}])
    acts = [(post, account) for post, account, *_ in [*ORIGINALS, *REPOSTS]]
    write_rows(
        store,
        s.POSTED,
        [{"source": f"x/{account}", "target": f"x/{post}"} for post, account in acts],
    )
    write_rows(
        store, s.REPOSTS, [{"source": f"x/{post}", "target": f"x/{o}"} for post, _, _, o in REPOSTS]
    )
    write_rows(
        store,
        s.TAGGED,
        [{"source": f"x/{post}", "target": tag} for post, *_, tag in ORIGINALS if tag],
    )
    write_rows(
        store,
        s.LINKS_TO,
        [{"source": f"x/{p}", "target": "https://example.org/a"} for p in ("c1", "c2", "s1")],
    )
    _plant_stance(store)
    _plant_groups(store)
    _plant_ties(store)


def _plant_stance(store: Store) -> None:
    mark = {"run": "stance-0001", "rule": "tag", "matched": "#Out", "confidence": 0.9}
    write_rows(
        store,
        s.ATTACKS,
        [
            {"source": "x/o1", "target": "vernon", "own_words": True, **mark},
            {"source": "x/r1", "target": "vernon", "own_words": False, **mark},
        ],
    )
    write_rows(
        store, s.SUPPORTS, [{"source": "x/s1", "target": "vernon", **mark, "matched": "I stand"}]
    )


def _plant_groups(store: Store) -> None:
    pack = {"run": RUN, "density": 1.0, "reciprocity": 0.5, "inside_share": 0.25, "max_q": 0.001}
    write_rows(store, s.Pack,
        [
            {"id": "P1", "rank": 1, "size": 3, "tightness": 0.9, "shared": 3,
             "median_gap_s": 10.0, **pack},
            {"id": "P2", "rank": 2, "size": 2, "tightness": 0.2, "shared": 1,
             "median_gap_s": 40.0, **pack},
            {"id": "Q1", "rank": 1, "size": 2, "tightness": 0.5, "shared": 2,
             "median_gap_s": 5.0, **pack, "run": "co-reposts-0002"},
        ],
    )  # fmt: skip
    members = [
        ("ana", "P1", 2, False), ("bob", "P1", 2, False), ("cy", "P1", 3, True),
        ("dan", "P2", 1, False), ("eve", "P2", 1, False),
        ("ana", "Q1", 1, False), ("bob", "Q1", 1, False),
    ]  # fmt: skip
    write_rows(
        store,
        s.MEMBER_OF,
        [
            {"source": f"x/{a}", "target": k, "ties": n, "inside_share": 0.5, "bridge": bridge}
            for a, k, n, bridge in members
        ],
    )
    write_rows(store, s.Salvo,
        [{"id": "S1", "run": RUN, "rank": 1, "kind": "salvo", "size": 5, "shared": 3, "days": 1,
          "start_ts": START, "end_ts": START + 120, "start_at": iso(0), "end_at": iso(120),
          "median_gap_s": 8.0, "close_share": 0.95, "expected_share": 0.1, "max_q": 0.002,
          "explanation": "One list."}],
    )  # fmt: skip
    write_rows(
        store,
        s.IN_SALVO,
        [{"source": f"x/{a}", "target": "S1", "shared": n} for a, n in (("ana", 2), ("bob", 3))],
    )


def _plant_ties(store: Store) -> None:
    write_rows(store, s.CO_REPOSTS,
        [_tie("ana", "bob", 2, 7.5), _tie("ana", "cy", 1, 20.0), _tie("bob", "cy", 2, 25.0),
         _tie("cy", "dan", 1, 40.0), _tie("ana", "bob", 3, 5.0, "co-reposts-0002")],
    )  # fmt: skip
    write_rows(store, s.TIES["link"], [_tie("bob", "cy", 1, 10.0, "co-links-0001")])
    write_rows(store, s.AMPLIFIES,
        [_amplifies("ana", "zoe", 2, 10.0), _amplifies("bob", "zoe", 2, 17.5),
         _amplifies("cy", "zoe", 1, 30.0), _amplifies("bob", "ana", 3, 10.0),
         _amplifies("ana", "bob", 2, 90.0), _amplifies("dan", "zoe", 1, 900.0)],
    )  # fmt: skip
    write_rows(store, s.Burst,
        [
            {"id": "B1", "run": "bursts-0001", "hashtag": "out", "start_ts": START,
             "end_ts": START + 150, "start_at": iso(0), "end_at": iso(150), "posts": 30,
             "accounts": 4, "expected": 1.5, "surprise": 12.0, "half_accounts": 2,
             "first_post": "x/o1", "first_account": "x/zoe"},
            {"id": "B2", "run": "bursts-0001", "hashtag": "in", "start_ts": START,
             "end_ts": START, "posts": 1, "surprise": 0.1},
        ],
    )  # fmt: skip
    write_rows(store, s.Run,
        [{"id": RUN, "method": "co-reposts", "parameters": "{}", "version": "0.1.0",
          "finished_at": iso(0), "summary": "{}"}],
    )  # fmt: skip
