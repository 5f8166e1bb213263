"""Measure pictures: reading a graph, writing the page, and opening it in headless Chromium.

``make bench-pages`` makes up a case of packs in which every tie rests on reposts, and prints for
each size of picture the seconds of processor beside those of the clock, and the size of the file.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from meute.graph import open_store
from meute.graph import schema as s
from meute.graph.store import Store
from meute.graph.tables import write_rows
from meute.viz.answers import Scope
from meute.viz.gathering import gather
from meute.viz.page import network_page
from meute.viz.printing import system_browser

SIZES = ((3_000, 15_000), (50_000, 200_000))
PACK = 50
START = 1_700_000_000
RUN = "coordination-bench"
POSTS = 4
"""Posts that every account of a pack reposts."""
_RUNS = 3


def plant(store: Store, accounts: int, ties: int) -> None:
    """Write packs of accounts that each repost the same posts, and ties within them."""
    store.prepare()
    ids = [f"x/{number}" for number in range(accounts)]
    write_rows(
        store, s.Account,
        [{"id": one, "platform": "x", "native_id": one[2:], "handle": f"account_{one[2:]}",
          "followers": number * 7 % 9000, "stub": False} for number, one in enumerate(ids)],
    )  # fmt: skip
    packs = range(-(-accounts // PACK))
    posts, acts, reposts = [], [], []
    for pack in packs:
        for post in range(POSTS):
            original = f"x/p{pack}.{post}"
            first = START + 3600 * post + pack
            posts.append(_post(original, first, "original"))
            acts.append({"source": ids[pack * PACK], "target": original})
            for member in range(pack * PACK, min(accounts, (pack + 1) * PACK)):
                repost = f"{original}.{member}"
                posts.append(_post(repost, first + member % PACK, "repost"))
                acts.append({"source": ids[member], "target": repost})
                reposts.append({"source": repost, "target": original})
    write_rows(store, s.Post, posts)
    write_rows(store, s.POSTED, acts)
    write_rows(store, s.REPOSTS, reposts)
    each = ties // accounts
    write_rows(
        store, s.CO_REPOSTS,
        [{"source": min(a, b), "target": max(a, b), "run": RUN, "window_s": 60, "shared": POSTS,
          "pairs": POSTS, "median_gap_s": 3.0, "q": 0.001, "first_ts": START, "last_ts": START}
         for number, a in enumerate(ids) for step in range(1, each + 1)
         for b in [ids[number // PACK * PACK + (number + step) % PACK]] if a != b],
    )  # fmt: skip
    write_rows(
        store, s.Pack,
        [{"id": f"{RUN}/pack-{pack + 1}", "run": RUN, "rank": pack + 1, "size": PACK}
         for pack in packs],
    )  # fmt: skip
    write_rows(
        store, s.MEMBER_OF,
        [{"source": one, "target": f"{RUN}/pack-{number // PACK + 1}", "ties": each}
         for number, one in enumerate(ids)],
    )  # fmt: skip
    write_rows(
        store, s.Run,
        [{"id": RUN, "method": "coordination", "parameters": "{}", "version": "bench",
          "finished_at": "2023-11-14T22:13:20Z", "summary": "{}"}],
    )  # fmt: skip


def _post(identity: str, ts: int, kind: str) -> dict[str, Any]:
    return {
        "id": identity, "platform": "x", "native_id": identity[2:], "kind": kind, "stub": False,
        "ts": ts, "created_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ts)),
        "text": "Made up", "url": f"https://x.com/i/status/{ts}",
    }  # fmt: skip


def _processor() -> float:
    return sum(os.times()[:4])


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print the seconds of processor, children's too once they ended, and of the clock."""
    processor, clock = _processor(), time.monotonic()
    yield
    print(
        f"  {what:28} {_processor() - processor:7.1f} s of processor "
        f"{time.monotonic() - clock:7.1f} s",
        flush=True,
    )


def opening(page: Path) -> None:
    """Open a page until it says that it is ready; the least of a few runs is told."""
    from playwright.sync_api import sync_playwright

    browser = system_browser()
    if browser is None:
        print("  no Chromium to open it with")
        return
    arguments = ["--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as driver:
        figures = []
        for _ in range(_RUNS):
            chromium = driver.chromium.launch(executable_path=browser, args=arguments)
            visit = chromium.new_page()
            visit.goto("about:blank")
            before, clock = _of_tree(), time.monotonic()
            visit.goto(page.as_uri())
            visit.wait_for_selector("html[data-ready]", state="attached", timeout=300_000)
            figures.append((_of_tree() - before, time.monotonic() - clock))
            chromium.close()
    processor, clock = min(figures)
    print(f"  {'opening':28} {processor:7.1f} s of processor {clock:7.1f} s", flush=True)


def _of_tree() -> float:
    """Seconds of processor of everything that this process started and that still runs."""
    ticks = os.sysconf("SC_CLK_TCK")
    parents, used = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        used[int(folder.name)] = (int(fields[11]) + int(fields[12])) / ticks
    ours = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(used[process] for process in ours if process in used and process != os.getpid())


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the smaller picture alone")
    options = parser.parse_args()
    for accounts, ties in SIZES[:1] if options.small else SIZES:
        print(f"{accounts:,} accounts, {ties:,} ties")
        with tempfile.TemporaryDirectory(prefix="meute-bench-pages-") as name:
            page = Path(name) / "network.html"
            with open_store(str(Path(name) / "case.kgl"), write=True) as store:
                plant(store, accounts, ties)
                with measured("gathering"):
                    picture = gather(store, Scope())
                with measured("layout and page"):
                    text = network_page(picture, title="Bench")
            page.write_text(text, encoding="utf-8")
            print(f"  {'file':28} {page.stat().st_size / 1e6:7.1f} MB")
            opening(page)


if __name__ == "__main__":
    main()
