"""A made-up case in a graph: a pack of three that attacks two figures, a spark, a relay, support.

``paul`` reposts one attack to show it, and supports the figure three times: he is not an attacker.
"""

from __future__ import annotations

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

START = 1_700_000_000
RUN, AMPLIFIED, BURSTS = "coordination-01", "amplification-01", "bursts-01"
PACK = f"{RUN}/pack-1"
SALVO = f"{RUN}/salvo-1"
HOSTILE = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("https://evil.example")'

ACCOUNTS = {
    "ana": {"followers": 30, "display_name": HOSTILE, "created_at": "2021-01-01T00:00:00Z"},
    "bob": {"followers": 50, "display_name": FORMULA},
    "cy": {"description": "two\nlines \"quoted\", with, commas", "handles": ["cy", "old_cy"]},
    "relay": {"followers": 90_000, "verified": True},
    "spark": {"followers": 4},
    "paul": {"followers": 700},
    "lone": {"followers": 9},
}  # fmt: skip
# id, account, second, kind, text, attacks, supports
POSTS = [
    ("s1", "spark", 0, "original", f"{HOSTILE} #Out", ["vernon"], []),
    ("s2", "relay", 60, "quote", "Look at this #Out", ["vernon"], []),
    ("a1", "ana", 100, "original", "Out with both #Out", ["vernon", "benaly"], []),
    ("b1", "bob", 150, "original", FORMULA, ["benaly"], []),
    ("p1", "paul", 200, "original", "I stand with her #Out", [], ["vernon"]),
    ("p2", "paul", 300, "original", "And again", [], ["vernon"]),
    ("p3", "paul", 310, "original", "And again, #Out", [], ["vernon"]),
    ("l1", "lone", 320, "original", "Out #Out", ["vernon"], []),
]
# id, account, second, original, attacks
REPOSTS = [
    ("r1", "relay", 50, "s1", ["vernon"]),
    ("r2", "ana", 70, "s2", ["vernon"]),
    ("r3", "bob", 75, "s2", ["vernon"]),
    ("r4", "cy", 90, "s2", ["vernon"]),
    ("r5", "bob", 110, "a1", ["vernon", "benaly"]),
    ("r6", "cy", 115, "a1", ["vernon", "benaly"]),
    ("r7", "paul", 400, "s1", ["vernon"]),
]
TIES = [("ana", "bob", 2, 5.0), ("ana", "cy", 2, 20.0), ("bob", "cy", 2, 10.0)]


def iso(second: int) -> str:
    """Return the second of the plot as ISO 8601."""
    hours, rest = divmod(22 * 3600 + 13 * 60 + 20 + second, 3600)
    return f"2023-11-14T{hours:02d}:{rest // 60:02d}:{rest % 60:02d}Z"


def _post(post: str, second: int, kind: str) -> dict[str, object]:
    return {
        "id": f"x/{post}", "platform": "x", "native_id": post, "kind": kind, "stub": False,
        "ts": START + second, "created_at": iso(second), "url": f"https://x.com/i/status/{post}",
    }  # fmt: skip


def plant(store: Store) -> None:
    """Write the case into an empty graph."""
    store.prepare()
    write_rows(
        store,
        s.Account,
        [
            {"id": f"x/{a}", "platform": "x", "native_id": a, "handle": a, "stub": False, **more}
            for a, more in ACCOUNTS.items()
        ],
    )
    write_rows(
        store,
        s.Post,
        [_post(p, second, kind) | {"text": text} for p, _, second, kind, text, *_ in POSTS]
        + [_post(p, second, "repost") for p, _, second, *_ in REPOSTS],
    )
    write_rows(store, s.Hashtag, [{"id": "out", "display": "Out"}])
    write_rows(
        store,
        s.Target,
        [
            {"id": "vernon", "display_name": "Camille Vernon", "kind": "person"},
            {"id": "benaly", "display_name": "Idris <Benaly>", "kind": "person"},
            {"id": "quiet", "display_name": "Nobody Attacks", "kind": "person"},
        ],
    )
    acts = [(post, account) for post, account, *_ in [*POSTS, *REPOSTS]]
    write_rows(
        store,
        s.POSTED,
        [{"source": f"x/{account}", "target": f"x/{post}"} for post, account in acts],
    )
    write_rows(
        store, s.REPOSTS, [{"source": f"x/{p}", "target": f"x/{o}"} for p, _, _, o, _ in REPOSTS]
    )
    write_rows(store, s.QUOTES, [{"source": "x/s2", "target": "x/s1"}])
    write_rows(
        store,
        s.TAGGED,
        [{"source": f"x/{p}", "target": "out"} for p, *_, text, _, _ in POSTS if "#Out" in text],
    )
    _plant_stance(store)
    _plant_findings(store)


def _mark(post: str, target: str, own: bool) -> dict[str, object]:
    return {
        "source": f"x/{post}", "target": target, "run": "stance-01", "rule": "tag",
        "matched": "#Out", "confidence": 0.8, "own_words": own,
    }  # fmt: skip


def _plant_stance(store: Store) -> None:
    attacks = [_mark(p, t, True) for p, *_, targets, _ in POSTS for t in targets]
    attacks += [_mark(p, t, False) for p, *_, targets in REPOSTS for t in targets]
    write_rows(store, s.ATTACKS, attacks)
    write_rows(store, s.SUPPORTS, [_mark(p, t, True) for p, *_, targets in POSTS for t in targets])


def _plant_findings(store: Store) -> None:
    write_rows(store, s.Pack,
        [{"id": PACK, "run": RUN, "rank": 1, "size": 3, "density": 1.0, "tightness": 0.9,
          "median_gap_s": 10.0, "shared": 2, "max_q": 0.004, "traces": ["repost"]}],
    )  # fmt: skip
    write_rows(store, s.MEMBER_OF,
        [{"source": f"x/{a}", "target": PACK, "ties": 2, "inside_share": 0.5}
         for a in ("ana", "bob", "cy")],
    )  # fmt: skip
    write_rows(store, s.Salvo,
        [{"id": SALVO, "run": RUN, "rank": 1, "kind": "salvo", "size": 5, "shared": 2, "days": 1,
          "start_ts": START, "end_ts": START + 500, "start_at": iso(0), "end_at": iso(500),
          "median_gap_s": 12.0, "close_share": 0.96, "expected_share": 0.08, "max_q": 0.003,
          "explanation": f"One list, perhaps{HOSTILE}"}],
    )  # fmt: skip
    write_rows(store, s.IN_SALVO,
        [{"source": f"x/{a}", "target": SALVO, "shared": 2} for a in ("ana", "bob", "cy")],
    )  # fmt: skip
    write_rows(store, s.CO_REPOSTS,
        [{"source": f"x/{a}", "target": f"x/{b}", "run": RUN, "window_s": 60, "shared": n,
          "pairs": n, "median_gap_s": gap, "q": 0.004} for a, b, n, gap in TIES],
    )  # fmt: skip
    write_rows(store, s.AMPLIFIES,
        [{"source": f"x/{a}", "target": "x/relay", "run": AMPLIFIED, "reposts": n,
          "first_at": iso(70), "last_at": iso(90)} for n, a in enumerate(("ana", "bob", "cy"), 1)],
    )  # fmt: skip
    write_rows(store, s.Burst,
        [{"id": f"{BURSTS}/out", "run": BURSTS, "hashtag": "out", "start_ts": START + 50,
          "end_ts": START + 400, "start_at": iso(50), "end_at": iso(400), "posts": 13,
          "accounts": 7, "expected": 0.5, "surprise": 20.0, "half_accounts": 3,
          "first_post": "x/r1", "first_account": "x/relay"}],
    )  # fmt: skip
    runs = {
        RUN: "coordination",
        AMPLIFIED: "amplification",
        BURSTS: "bursts",
        "stance-01": "stance",
    }
    write_rows(store, s.Run,
        [{"id": run, "method": method, "parameters": '{"fdr": 0.01, "windows": {"repost": 60}}',
          "version": "0.1.0", "finished_at": iso(500), "summary": "{}"}
         for run, method in runs.items()],
    )  # fmt: skip
    write_rows(store, s.Import,
        [{"id": "sha256:ab", "file": f"{HOSTILE}.jsonl", "digest": "ab" * 32, "format": "x-api-v2",
          "read": 16, "loaded": 15, "merged": 0, "rejected": 1, "finished_at": iso(450)}],
    )  # fmt: skip
