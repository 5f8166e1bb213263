"""A made-up graph, small enough to work out every mark and every query's answer by hand.

Ana and Bob attack both figures, Ana in waves; Cy attacks Vernon only, Dan only by reposts; Eve
supports Vernon, uses the hate hashtag to say so, and reposts an attack to show it; Vernon reposts
one to show it too. Fay is bystander. Uma's account was made the day before she attacks.
"""

from __future__ import annotations

from datetime import UTC, datetime

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

DAY = 86_400
START = 1_700_000_000
SETTINGS = {"ana": 500, "bob": 20, "cy": 3, "dan": 9_000, "eve": 70, "fay": 1, "uma": 0}
HANDLES = {**{name: name for name in SETTINGS}, "1001": "camillevernon", "1002": "nbelkacemi"}

# id, author, seconds after START, kind, text, hashtags, what it refers to
POSTS = [
    ("a1", "ana", 0, "original", "Dégage vendue #VernonDehors", ["vernondehors"], None),
    ("a2", "ana", 40 * DAY, "original", "Vernon toujours aussi vendue", [], None),
    ("a3", "ana", 40 * DAY + 60, "original", "#StopBelkacemi", ["stopbelkacemi"], None),
    ("b1", "bob", 30, "original", "Belkacemi, on sait où tu habites", [], None),
    ("b2", "bob", 60, "reply", "@camillevernon retourne dans ton pays", [], "v1"),
    ("c1", "cy", 90, "quote", "👏", [], "a1"),
    ("e1", "eve", 120, "original", "#VernonDehors est une honte, soutien à Vernon",
     ["vernondehors"], None),
    ("e2", "eve", 150, "quote", "C'est du harcèlement", [], "a1"),
    ("f1", "fay", 180, "original", "C'est quoi #VernonDehors ?", ["vernondehors"], None),
    ("f2", "fay", 200, "original", "Beau temps", [], None),
    ("u1", "uma", 10, "original", "Vernon est une ordure", [], None),
    ("v1", "1001", -50, "original", "Merci à tous", [], None),
]  # fmt: skip
# id, author, seconds after START, original
REPOSTS = [
    ("r1", "dan", 20, "a1"),
    ("r2", "dan", 70, "b1"),
    ("r3", "bob", 25, "a1"),
    ("r4", "eve", 130, "a1"),
    ("r5", "1001", 140, "a1"),
    ("r6", "fay", 300, "e1"),
    ("r7", "fay", 310, "f2"),
]


def iso(second: int) -> str:
    return datetime.fromtimestamp(START + second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plant(store: Store) -> None:
    store.prepare()
    write_rows(store, s.Account, [_account(name) for name in HANDLES])
    tags = sorted({tag for post in POSTS for tag in post[5]})
    write_rows(store, s.Hashtag, [{"id": tag, "display": tag} for tag in tags])
    write_rows(
        store,
        s.Post,
        [_post(p[0], p[2], p[3], p[4]) for p in POSTS]
        + [_post(p[0], p[2], "repost") for p in REPOSTS],
    )
    write_rows(store, s.POSTED, [_tie(f"x/{p[1]}", p[0]) for p in (*POSTS, *REPOSTS)])
    write_rows(store, s.REPOSTS, [_tie(f"x/{p[0]}", p[3]) for p in REPOSTS])
    write_rows(
        store, s.TAGGED, [{"source": f"x/{p[0]}", "target": tag} for p in POSTS for tag in p[5]]
    )
    quotes = [_tie(f"x/{p[0]}", p[6]) for p in POSTS if p[6] and p[3] == "quote"]
    write_rows(store, s.QUOTES, quotes)
    answers = [_tie(f"x/{p[0]}", p[6]) for p in POSTS if p[6] and p[3] == "reply"]
    write_rows(store, s.REPLIES_TO, answers)
    write_rows(store, s.MENTIONS, [{"source": "x/b2", "target": "x/1001", "implicit": False}])


def _account(name: str) -> dict[str, object]:
    row: dict[str, object] = {
        "id": f"x/{name}", "platform": "x", "native_id": name, "handle": HANDLES[name],
        "created_at": iso(-DAY) if name == "uma" else "2012-01-01T00:00:00Z", "stub": False,
    }  # fmt: skip
    return row | ({"followers": SETTINGS[name]} if name in SETTINGS else {})


def _post(post: str, second: int, kind: str, text: str | None = None) -> dict[str, object]:
    row: dict[str, object] = {
        "id": f"x/{post}", "platform": "x", "native_id": post, "kind": kind, "stub": False,
        "ts": START + second, "created_at": iso(second), "url": f"https://x.com/i/status/{post}",
    }  # fmt: skip
    return row if text is None else row | {"text": text}


def _tie(source: str, target: str) -> dict[str, object]:
    return {"source": source, "target": f"x/{target}"}
