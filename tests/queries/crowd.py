"""A made-up case full of ties: equal times, equal counts, unknown values, two runs, three figures.

What the small graphs leave open is decided here: whichever key of an order, limit or fallback a
query loses, some answer changes. The draws are those of ``random.Random.random``, which gives the
same numbers on every version of Python.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any, TypeVar

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

START = 1_699_999_200
POSTS = 150
DAY = 86_400
ACCOUNTS = "ponmlkjihgfedcba"
"""Written from the last to the first, so that no answer is in order by accident."""
QUIET = "jkl"
"""Accounts that neither attack nor support."""
FIGURES = ("zoe", "yan", "xia")
TAGS = ("stop", "out", "in", "shame", "also")
PAGES = {f"https://{host}.example/{n}": f"{host}.example" for host in "dcba" for n in (2, 1)}
TEXTS = (
    "The very same words, which are longer than forty characters",
    "Other words that several of them copied from one another, too",
    "short",
    " THE VERY SAME WORDS, WHICH ARE LONGER THAN FORTY CHARACTERS ",
    None,
)
RUNS = ("run-1", "run-2")
Item = TypeVar("Item")


class Draws:
    """The draws of one graph, in a fixed order."""

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random

    def one(self, *items: Item) -> Item:
        return items[int(self._next() * len(items))]

    def some(self, items: Any, chance: float) -> list[Any]:
        return [item for item in items if self._next() < chance]

    def whether(self, chance: float) -> bool:
        return self._next() < chance


def iso(ts: int) -> str:
    return datetime.fromtimestamp(ts, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plant(store: Store, seed: int) -> None:
    """Write the case of a seed into an empty graph."""
    draw = Draws(seed)
    write_rows(store, s.Account, [_account(draw, name) for name in ACCOUNTS])
    write_rows(store, s.Target, [{"id": f, "display_name": f.title()} for f in FIGURES])
    own = {"zoe": "a", "yan": "b"}
    write_rows(store, s.HAS_ACCOUNT, [{"source": f, "target": f"x/{a}"} for f, a in own.items()])
    tags = [{"id": tag, "display": tag.title()} for tag in TAGS]
    write_rows(store, s.Hashtag, tags)
    write_rows(store, s.Link, [{"id": page} for page in PAGES])
    write_rows(store, s.Domain, [{"id": host} for host in dict.fromkeys(PAGES.values())])
    write_rows(store, s.ON, [{"source": page, "target": host} for page, host in PAGES.items()])
    media = [{"id": f"m/{n}", "url": f"https://pic.example/{n}"} for n in (3, 2, 1)]
    write_rows(store, s.Media, media)
    _plant_posts(store, draw)
    _plant_findings(store, draw)
    _plant_salvoes(store, draw)


def _account(draw: Draws, name: str) -> dict[str, object]:
    made = START - draw.one(1, 1, 20, 3000) * DAY + draw.one(0, 3600)
    handles = draw.some((name, f"old_{name}", f"{name}{name}"), 0.6)
    row: dict[str, object] = {"id": f"x/{name}", "stub": False, "handles": handles}
    row |= {"created_at": iso(made)} if draw.whether(0.8) else {}
    row |= {"handle": f"h{name}"} if draw.whether(0.7) else {}
    row |= {"display_name": name.upper()} if draw.whether(0.5) else {}
    row |= {"followers": draw.one(0, 10, 10, 500)} if draw.whether(0.8) else {}
    row |= {"first_seen_at": iso(START), "last_seen_at": iso(START + DAY)}
    return row | ({"verified": True} if draw.whether(0.3) else {})


def _plant_posts(store: Store, draw: Draws) -> None:
    posts: list[dict[str, object]] = []
    ties: dict[Any, list[dict[str, object]]] = {
        kind: [] for kind in (s.POSTED, s.REPOSTS, s.QUOTES, s.REPLIES_TO, s.TAGGED, s.LINKS_TO,
                              s.SHOWS, s.ATTACKS, s.SUPPORTS, s.CONCERNS, s.MENTIONS)
    }  # fmt: skip
    originals: list[str] = []
    for n in range(POSTS, 0, -1):
        name = f"x/p{n:03}"
        account = draw.one(*ACCOUNTS[: draw.one(4, 9, 16)])
        kind = draw.one("original", "original", "reply", "quote", "repost", "repost", "repost")
        other = draw.one(*originals[-9:]) if len(originals) > 2 else None
        kind = kind if other else "original"
        posts.append(_post(draw, name, kind, n))
        if draw.whether(0.95):
            ties[s.POSTED].append({"source": f"x/{account}", "target": name})
        if kind == "original":
            originals.append(name)
        else:
            tie = {"reply": s.REPLIES_TO, "quote": s.QUOTES, "repost": s.REPOSTS}[kind]
            ties[tie].append({"source": name, "target": other})
        for kind_of, ends, chance in (
            (s.TAGGED, TAGS, 0.25), (s.LINKS_TO, PAGES, 0.08), (s.SHOWS, ("m/3", "m/2", "m/1"), 0.1)
        ):  # fmt: skip
            ties[kind_of] += [{"source": name, "target": end} for end in draw.some(ends, chance)]
        for figure in draw.some(() if account in QUIET else FIGURES, 0.4):
            stance = draw.one(s.ATTACKS, s.ATTACKS, s.SUPPORTS, s.CONCERNS)
            ties[stance].append(_mark(draw, name, figure, unclear=stance is s.CONCERNS))
    for n in (1, 2, 3):
        lost: dict[str, object] = {"id": f"x/lost{n}", "stub": True, "ts": START + (n + 20) * DAY}
        posts.append(lost | {"url": f"https://x.com/i/status/l{n}"})
        ends = draw.some([f"x/p{m:03}" for m in range(1, 40)], 0.1)
        kind = draw.one(s.REPOSTS, s.QUOTES, s.REPLIES_TO)
        ties[kind] += [{"source": end, "target": f"x/lost{n}"} for end in ends]
        if n > 1:
            ties[s.POSTED].append({"source": f"x/{ACCOUNTS[n]}", "target": f"x/lost{n}"})
    write_rows(store, s.Post, posts)
    for kind, rows in ties.items():
        write_rows(store, kind, rows)


def _post(draw: Draws, name: str, kind: str, n: int) -> dict[str, object]:
    days = draw.one(0, 0, 0, 0, 1, 40)
    ts = START + days * DAY + draw.one(0, 600, 1200, 3600) + draw.one(0, 0, 5, 30, 59)
    row: dict[str, object] = {"id": name, "kind": kind, "stub": False}
    row |= {"ts": ts, "created_at": iso(ts)} if draw.whether(0.95) else {}
    row |= {"url": f"https://x.com/i/status/{n}"} if draw.whether(0.9) else {}
    row |= {"lang": draw.one("fr", "en", "de", "es", "it")} if draw.whether(0.7) else {}
    row |= {"app": draw.one("Web", "Bot", "App", "Fox", "Zen")} if draw.whether(0.7) else {}
    text = draw.one(*TEXTS)
    without = kind == "repost" and draw.whether(0.7)
    return row if without or text is None else row | {"text": text}


def _mark(draw: Draws, post: str, figure: str, *, unclear: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "source": post, "target": figure, "run": "stance-1", "rule": draw.one("tag", "slur"),
        "confidence": draw.one(0.4, 0.5, 0.7, 0.9),
    }  # fmt: skip
    row |= {"own_words": draw.whether(0.6)} if draw.whether(0.9) else {}
    row |= {"matched": draw.one("out", "shame")} if draw.whether(0.9) else {}
    row |= {"category": draw.one("threat", "slur", "slur + threat")} if draw.whether(0.6) else {}
    return row | ({"unclear": draw.whether(0.5)} if unclear and draw.whether(0.8) else {})


def _plant_findings(store: Store, draw: Draws) -> None:
    packs = [f"{run[-1]}-{letter}" for run in RUNS for letter in "DCBA"]
    rows = [_pack(draw, pack) for pack in packs]
    write_rows(store, s.Pack, rows)
    members = [
        {"source": f"x/{a}", "target": pack, "ties": draw.one(1, 2, 2), "inside_share": 0.5}
        | ({"bridge": draw.whether(0.7)} if draw.whether(0.8) else {})
        for pack in packs
        for a in draw.some(ACCOUNTS, 0.35)
    ]
    write_rows(store, s.MEMBER_OF, members)
    pairs = [(a, b) for a in ACCOUNTS for b in ACCOUNTS if a != b]
    for tie, kind in s.TIES.items():
        ties = [
            {"source": f"x/{min(a, b)}", "target": f"x/{max(a, b)}", "run": run, "window_s": 60,
             "shared": draw.one(1, 2, 2, 3), "pairs": 3, "q": 0.01,
             "median_gap_s": draw.one(5.0, 5.0, 20.0)}
            for run in RUNS for a, b in draw.some(pairs, 0.25 if tie == "repost" else 0.05) if a < b
        ]  # fmt: skip
        write_rows(store, kind, ties)
    amplified = [
        {"source": f"x/{a}", "target": f"x/{b}", "run": run, "reposts": draw.one(1, 2, 3, 3),
         "first_at": iso(START + draw.one(0, 10)), "last_at": iso(START + draw.one(50, 60)),
         "median_delay_s": draw.one(10.0, 30.0, 30.0, 90.0)}
        for run in RUNS for a, b in draw.some(pairs, 0.25)
    ]  # fmt: skip
    write_rows(store, s.AMPLIFIES, amplified)
    bursts = [_burst(draw, run, tag) for run in RUNS for tag in TAGS]
    write_rows(store, s.Burst, bursts)
    inside = [
        {"source": f"x/p{n:03}", "target": burst["id"]}
        for burst in bursts for n in draw.some(range(POSTS, 0, -1), 0.2)
    ]  # fmt: skip
    write_rows(store, s.IN_BURST, inside)
    runs = [
        {"id": run, "method": "coordination", "parameters": "{}", "version": "0.1.0",
         "finished_at": iso(START), "summary": "{}"}
        for run in ("run-2", "run-3", "run-1")
    ]  # fmt: skip
    write_rows(store, s.Run, [*runs, {"id": "run-0", "method": "stance"}])


def _plant_salvoes(store: Store, draw: Draws) -> None:
    salvoes = [f"{run[-1]}-{letter}" for run in RUNS for letter in "ZYX"]
    rows = [
        {"id": salvo, "run": f"run-{salvo[0]}", "rank": draw.one(1, 2, 2),
         "kind": draw.one("salvo", "salvo", "readers"), "size": draw.one(2, 5, 6), "shared": 4,
         "days": 1, "start_ts": START + draw.one(0, 600), "end_ts": START + draw.one(700, 3630),
         "start_at": iso(START), "end_at": iso(START + 600), "median_gap_s": 20.0,
         "close_share": 0.9, "expected_share": 0.1, "max_q": 0.001, "explanation": "one list"}
        for salvo in salvoes
    ]  # fmt: skip
    write_rows(store, s.Salvo, rows)
    members = [
        {"source": f"x/{a}", "target": salvo, "shared": draw.one(4, 5, 5)}
        for salvo in salvoes for a in draw.some(ACCOUNTS, 0.6)
    ]  # fmt: skip
    write_rows(store, s.IN_SALVO, members)


def _pack(draw: Draws, pack: str) -> dict[str, object]:
    row: dict[str, object] = {
        "id": pack, "run": f"run-{pack[0]}", "rank": draw.one(1, 2, 2), "size": draw.one(2, 3, 5),
        "tightness": 0.5, "density": 1.0, "reciprocity": 0.5, "inside_share": 0.25,
        "median_gap_s": 10.0, "shared": draw.one(2, 3), "max_q": 0.01, "explanation": "an hour",
        "led_by": "x/a", "led_share": 0.5, "author": "x/b", "author_share": 0.4,
        "scheduled_share": 0.3,
    }  # fmt: skip
    kind = draw.one(None, "pack", "pack", "audience", "schedule")
    return row if kind is None else row | {"kind": kind}


def _burst(draw: Draws, run: str, tag: str) -> dict[str, object]:
    start = START + draw.one(0, 60)
    row: dict[str, object] = {
        "id": f"{run}/{tag}", "run": run, "hashtag": tag, "start_ts": start,
        "end_ts": start + draw.one(90, 150), "start_at": iso(start), "end_at": iso(start + 90),
        "posts": draw.one(19, 20, 20, 30), "accounts": 4, "expected": 1.5,
        "surprise": draw.one(3.0, 5.0, 5.0), "half_accounts": 2,
    }  # fmt: skip
    row |= {"first_post": f"x/p{draw.one(3, 7, 200):03}"} if draw.whether(0.8) else {}
    return row | ({"first_account": f"x/{draw.one('a', 'b', 'q')}"} if draw.whether(0.8) else {})
