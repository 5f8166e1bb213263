"""Six accounts that repost the same posts within seconds, among thirty that do so within hours."""

from __future__ import annotations

from collections.abc import Iterator

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

START = 1_600_000_000
COPIES = 10
"""Texts that the pack posts within seconds, and half of the others hours before or later."""
PACK = [f"x/p{number:02}" for number in range(6)]

Row = dict[str, object]


def acts_of_all() -> Iterator[tuple[str, int, int]]:
    """Yield who reposted which of fifteen posts, and when."""
    for post in range(15):
        began = START + 86_400 * post
        for number, account in enumerate(PACK):
            if (post + number) % 4:
                hours = 2 + post * 5 % 7
                yield account, post, began + hours * 3_600 + 5 * ((number + post) % 6)
        for other in range(30):
            if (post * 7 + other) % 3:
                yield f"x/o{other:02}", post, began + 300 + 1_409 * ((other * 11 + post * 17) % 30)


def plant(store: Store) -> None:
    """Write them into an empty graph, with texts that are copied and a hashtag's burst."""
    acts = list(acts_of_all())
    accounts = sorted({account for account, _, _ in acts} | {"x/author"})
    store.prepare()
    write_rows(store, s.Account,
        [
            {"id": name, "platform": "x", "native_id": name, "stub": False,
             "created_at": "2020-01-01T00:00:00Z"}
            for name in accounts
        ],
    )  # fmt: skip
    originals = [
        _post(f"post{n}", START + 86_400 * n)
        | {"text": f"Number {n} of the texts that everybody should read and share"}
        for n in range(15)
    ]
    reposts = [_post(f"r{n}", ts, "repost") for n, (_, _, ts) in enumerate(acts)]
    # One post and its reposts are a thread; a burst takes more.
    cried_at = min(ts for _, post, ts in acts if post == 3)
    cries = [_post(f"cry{n}", cried_at + 9 * n) for n in range(40)]
    copies = list(_copies())
    write_rows(store, s.Post, originals + reposts + [post for _, post in copies] + cries)
    write_rows(store, s.Hashtag, [{"id": "été"}])
    authors = [(PACK[n % 6] if n < 6 else "x/author", f"x/post{n}") for n in range(15)]
    authors += [(account, f"x/r{n}") for n, (account, _, _) in enumerate(acts)]
    authors += [(account, post["id"]) for account, post in copies]
    authors += [(f"x/o{n % 30:02}", f"x/cry{n}") for n in range(40)]
    write_rows(store, s.POSTED, [{"source": who, "target": post} for who, post in authors])
    write_rows(
        store,
        s.REPOSTS,
        [{"source": f"x/r{n}", "target": f"x/post{post}"} for n, (_, post, _) in enumerate(acts)],
    )
    tagged = ["x/post3", *(post["id"] for post in cries)]
    write_rows(store, s.TAGGED, [{"source": post, "target": "été"} for post in tagged])


def plant_reposts_of_accounts(store: Store) -> None:
    """Write the reposts as exports do that name the reposted account and no original."""
    acts = list(acts_of_all())
    store.prepare()
    accounts = sorted({account for account, _, _ in acts} | {"x/author"})
    write_rows(store, s.Account, [{"id": name, "platform": "x"} for name in accounts])
    write_rows(
        store,
        s.Post,
        [
            _post(f"w{n}", ts, "repost") | {
                "repost_key": "weak",
                "text": f"{'Saying' if n % 2 else 'SAYING'} number {post} again!",
            }
            for n, (_, post, ts) in enumerate(acts)
        ],
    )  # fmt: skip
    short = _post("short", START, "repost") | {"repost_key": "weak", "text": "Bravo !"}
    nobody = short | {"id": "x/nobody", "text": "Words that nobody is known to have written"}
    write_rows(store, s.Post, [short, short | {"id": "x/bare", "text": None}, nobody])
    posted = [{"source": who, "target": f"x/w{n}"} for n, (who, _, _) in enumerate(acts)]
    posted += [{"source": PACK[0], "target": f"x/{n}"} for n in ("short", "bare", "nobody")]
    write_rows(store, s.POSTED, posted)
    write_rows(
        store,
        s.REPOSTS_ACCOUNT,
        [
            {"source": f"x/{name}", "target": "x/author"}
            for name in ("short", "bare", *(f"w{n}" for n in range(len(acts))))
        ],
    )


def _post(name: str, ts: int, kind: str = "original") -> Row:
    return {"id": f"x/{name}", "platform": "x", "kind": kind, "ts": ts, "ts_precision": "second",
            "stub": False}  # fmt: skip


def _copies() -> Iterator[tuple[str, Row]]:
    for n in range(COPIES):
        text = {"text": f"Copy number {n}, word for word, please"}
        began = START + 500_000 * n
        for number, account in enumerate(PACK):
            yield account, _post(f"c{n}{number}", began + number) | text
        for other in range(30):
            if (n + other) % 2:
                posted_at = began - 40_000 + 9_000 * other
                yield f"x/o{other:02}", _post(f"c{n}o{other}", posted_at) | text
