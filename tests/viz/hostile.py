"""What attackers write where a name, a post or an address is expected. All made up."""

from __future__ import annotations

from itertools import pairwise

from meute.viz.language import message
from meute.viz.model import Actor, Edge, Evidence, Pack, Picture

SCRIPT = "<script>window.pwned = 1</script>"
IMAGE = '"><img src=x onerror="window.pwned = 2">'
CLOSING = "</script><script>window.pwned = 3</script><!--"
TEMPLATE = "{{ 7 * 7 }}{% raw %}${7*7}"
TURNED = "\u202egnp.exe\u202c"
SEPARATORS = "a\u2028b\u2029c\x00d\ud800e"
PILED = "z" + "\u0301" * 400
LONG = "<b>" + "x" * 10_000
ADDRESSES = (
    "javascript:window.pwned=4",
    "JaVaScRiPt:window.pwned=4",
    "data:text/html,<script>window.pwned=5</script>",
    "https://known.example@evil.example/",
    "https://evil.example/\u2028",
    "file:///etc/passwd",
    "//evil.example/",
    "vbscript:x",
    'https://evil.example/"onmouseover="window.pwned=6',
)
TEXTS = (SCRIPT, IMAGE, CLOSING, TEMPLATE, TURNED, SEPARATORS, PILED, LONG)


def picture() -> Picture:
    """Return a picture in which every text and address is hostile."""
    actors = [
        Actor(
            f"x/{text[:40]}{number}", handle=text, display_name=text, created_at=text,
            followers=number, pack=f"{IMAGE}pack", bridge=True,
        )
        for number, text in enumerate(TEXTS)
    ]  # fmt: skip
    actors.append(Actor("figure", figure=True, display_name=SCRIPT))
    posts = {
        address: Evidence(address, IMAGE, SCRIPT, address, CLOSING, SCRIPT) for address in ADDRESSES
    }
    posts["good"] = Evidence("good", "ana", LONG, "https://x.com/i/status/1", "2021", "#a")
    ids = tuple(posts)
    edges = [
        Edge(one.id, other.id, "CO_REPOSTS", 3, q=0.001, window_s=60, run=SCRIPT, posts=ids)
        for one, other in pairwise(actors[:-1])
    ]
    edges += [
        Edge(one.id, "figure", "ATTACKS", 2, own=1, first_at=IMAGE, last_at=IMAGE, posts=ids)
        for one in actors[:-1]
    ]
    run = {
        "run": SCRIPT, "method": IMAGE, "version": SCRIPT, "finished_at": CLOSING,
        "parameters": '{"<img src=x onerror=alert(1)>": "</script>"}', "summary": "not JSON",
    }  # fmt: skip
    return Picture(
        tuple(actors), tuple(edges), (Pack(f"{IMAGE}pack", 1, 8, {"tightness": 0.5}),),
        posts, (run,), (message("%(file)s", file=CLOSING),), (message("%(file)s", file=SCRIPT),),
    )  # fmt: skip
