"""A small made-up case, with which the answers to the next questions of a case can be worked out.

Ana and Ben (pack K1), Cam and Dee (pack K2) attack Vernon in one evening; Ana and Ben turn to
Belka forty days later. Eli, who once had another handle, supports Vernon. Ana, Ben and Cam made
their accounts on one day. One post that Eli and Dee repost was never collected.
"""

from __future__ import annotations

from datetime import UTC, datetime

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

START = 1_699_999_200
"""22:00:00 UTC, on the hour."""
LATER = 40 * 86_400
RUN = "coordination-0001"

ACCOUNTS = {
    "ana": {"followers": 100, "created_at": "2021-10-01T08:00:00Z"},
    "ben": {"followers": 50, "created_at": "2021-10-01T09:00:00Z"},
    "cam": {"followers": 10, "created_at": "2021-10-01T23:59:59Z"},
    "dee": {"followers": 5, "created_at": "2015-01-01T00:00:00Z"},
    "eli": {"created_at": "2016-01-01T00:00:00Z", "handles": ["eli", "old_eli"]},
    "fig": {},
}
COPY = "https://archive.example/q1 sha256:ab12"
# id, author, second, kind, and what else is known
POSTS = [
    ("v1", "fig", 0, "original", {"text": "Thanks to all of you"}),
    ("a1", "ana", 600, "original", {"text": "Out with her", "lang": "fr", "app": "Web"}),
    ("b1", "ben", 660, "original", {"text": "Shame on her", "lang": "fr", "app": "Bot"}),
    ("c1", "cam", 720, "original", {"text": "Look at this", "lang": "en", "app": "Bot"}),
    ("e1", "eli", 900, "original", {"text": "I stand with her", "lang": "fr"}),
    ("q1", "dee", 1200, "quote", {"text": "She thanks herself", "archive": COPY}),
    ("y1", "ana", 1260, "reply", {"text": "Nobody thanks you"}),
    ("y2", "eli", 1300, "reply", {"text": "We do"}),
    ("b2", "ben", LATER, "original", {"text": "Belka too"}),
    ("a2", "ana", LATER + 100, "original", {"text": "And Belka"}),
]
# id, author, second, original
REPOSTS = [
    ("r1", "ben", 610, "a1"), ("r2", "cam", 620, "a1"), ("r3", "dee", 4000, "a1"),
    ("r4", "cam", 665, "b1"), ("r5", "eli", 5000, "b1"), ("r6", "ana", 700, "b1"),
    ("m1", "eli", 2000, "lost"), ("m2", "dee", 2010, "lost"),
]  # fmt: skip
ATTACKS = [
    ("a1", "vernon", True), ("b1", "vernon", True), ("q1", "vernon", True), ("y1", "vernon", True),
    ("r1", "vernon", False), ("r2", "vernon", False), ("b2", "belka", True), ("a2", "belka", True),
]  # fmt: skip


def iso(second: int) -> str:
    return datetime.fromtimestamp(START + second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plant(store: Store) -> None:
    """Write the case into an empty graph."""
    accounts = [
        {"id": f"x/{name}", "handle": name, "stub": False, **more}
        for name, more in ACCOUNTS.items()
    ]
    write_rows(store, s.Account, accounts)
    posts = [_post(name, second, kind) | more for name, _, second, kind, more in POSTS]
    posts += [_post(name, second, "repost") for name, _, second, _ in REPOSTS]
    posts.append({"id": "x/lost", "stub": True, "url": "https://x.com/i/status/lost"})
    write_rows(store, s.Post, posts)
    acts = [(post[0], post[1]) for post in (*POSTS, *REPOSTS)]
    write_rows(store, s.POSTED, [_edge(author, post) for post, author in acts])
    write_rows(store, s.REPOSTS, [_edge(name, original) for name, _, _, original in REPOSTS])
    write_rows(store, s.QUOTES, [_edge("q1", "v1")])
    write_rows(store, s.REPLIES_TO, [_edge("y1", "v1"), _edge("y2", "v1")])
    _plant_objects(store)
    _plant_stance(store)
    _plant_findings(store)


def _post(name: str, second: int, kind: str) -> dict[str, object]:
    return {
        "id": f"x/{name}", "kind": kind, "ts": START + second, "created_at": iso(second),
        "stub": False, "url": f"https://x.com/i/status/{name}",
    }  # fmt: skip


def _edge(source: str, target: str) -> dict[str, object]:
    return {"source": f"x/{source}", "target": f"x/{target}"}


def _plant_objects(store: Store) -> None:
    write_rows(store, s.Hashtag, [{"id": "out"}, {"id": "shame"}])
    tagged = [("a1", "out"), ("a1", "shame"), ("b1", "out"), ("b1", "shame"), ("e1", "out")]
    write_rows(store, s.TAGGED, [{"source": f"x/{p}", "target": tag} for p, tag in tagged])
    pages = ["https://paper.example/1", "https://paper.example/2"]
    write_rows(store, s.Link, [{"id": page} for page in pages])
    write_rows(store, s.Domain, [{"id": "paper.example"}])
    write_rows(store, s.ON, [{"source": page, "target": "paper.example"} for page in pages])
    links = [("a1", 0), ("b1", 0), ("b1", 1), ("c1", 0), ("e1", 1)]
    write_rows(store, s.LINKS_TO, [{"source": f"x/{p}", "target": pages[n]} for p, n in links])
    write_rows(store, s.Media, [{"id": "m/1", "url": "https://pic.example/1"}])
    shown = [{"source": f"x/{p}", "target": "m/1"} for p in ("a1", "b1", "c1")]
    write_rows(store, s.SHOWS, shown)


def _plant_stance(store: Store) -> None:
    write_rows(store, s.Target, [{"id": "vernon"}, {"id": "belka"}])
    write_rows(store, s.HAS_ACCOUNT, [{"source": "vernon", "target": "x/fig"}])
    mark = {"run": "stance-0001", "matched": "her", "confidence": 0.9}
    write_rows(
        store,
        s.ATTACKS,
        [{"source": f"x/{p}", "target": t, "own_words": own, **mark} for p, t, own in ATTACKS],
    )
    supports = [
        {"source": f"x/{p}", "target": "vernon", "own_words": True, **mark} for p in ("e1", "y2")
    ]
    write_rows(store, s.SUPPORTS, supports)


def _plant_findings(store: Store) -> None:
    packs = [{"id": pack, "run": RUN, "size": 2} for pack in ("K1", "K2")]
    write_rows(store, s.Pack, packs)
    members = [("ana", "K1"), ("ben", "K1"), ("cam", "K2"), ("dee", "K2")]
    write_rows(store, s.MEMBER_OF, [{"source": f"x/{a}", "target": k} for a, k in members])
    write_rows(store, s.Burst, [{"id": "B1", "run": "bursts-0001", "hashtag": "out"}])
    in_burst = [{"source": f"x/{p}", "target": "B1"} for p in ("a1", "b1", "r1", "r2")]
    write_rows(store, s.IN_BURST, in_burst)
