"""axe-core finds no violation of WCAG 2.2 AA: light and dark, wide and on a phone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meute.graph import open_store
from meute.viz.answers import Scope
from meute.viz.gathering import gather
from meute.viz.page import network_page
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from .made_up import picture
from .planted import plant

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHANGED = 3
"""Exit code of axe.sh: what came is not what it was."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENS = [
    pytest.param((scheme, width, height), id=f"{scheme}-{width}")
    for scheme in ("light", "dark")
    for width, height in ((1280, 800), (380, 760))
]


@pytest.fixture(scope="module")
def axe() -> str:
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine to fetch axe-core with")
    script = Path(__file__).with_name("axe.sh")
    found = subprocess.run(
        [script, ROOT / "build"], capture_output=True, text=True, check=False, timeout=300
    )
    assert found.returncode != CHANGED, found.stderr
    if found.returncode:
        said = found.stderr.strip().splitlines() or ["it says nothing"]
        pytest.skip(f"npm did not fetch axe-core: {said[-1]}")
    return Path(found.stdout.strip()).read_text("utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    with open_store(str(folder / "case.kgl"), write=True) as store:
        plant(store)
        texts = {
            "network": network_page(gather(store, Scope()), title="Case", drawn_at="today"),
            "report": report_page(read_case(store), title="Case", drawn_at="today"),
        }
    texts["crowd"] = network_page(picture((12,) * 14), title="Case", drawn_at="today")
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture(params=SCREENS)
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Yield an empty page on a screen of that scheme and size."""
    scheme, width, height = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": height}, bypass_csp=True
    )
    yield context.new_page()
    context.close()


_FAULTS = """async (tags) => {
  const options = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
  const found = await axe.run(document, options);
  return found.violations.flatMap((fault) => fault.nodes.map((node) =>
    `${fault.id} (${fault.impact}): ${node.html.slice(0, 160)} ${JSON.stringify(node.any[0])}`));
}"""
"""Only the faults leave the browser: all that was tried is megabytes for every state of a page."""


def violations(page: Any) -> list[str]:
    return list(page.evaluate(_FAULTS, RULES))


_FIGURE = "meute.data.actors.findIndex((actor) => actor.figure)"
PANELS = {
    "overview": "0",
    "account": "meute.select(0)",
    "figure": f"meute.select({_FIGURE})",
    "grouped": "document.querySelector('#packs-grouped').click()",
    "tie": "meute.details.showEdge(meute.data.ties.findIndex((_, at) => meute.isTie(at)))",
    "span": "meute.time.choose && meute.time.choose(0, 3)",
}
SHOWN = {"network": tuple(PANELS), "crowd": ("overview", "account", "grouped")}
"""A crowd has lists, colours and groups that a few accounts lack; its other panels are theirs."""


def test_every_panel_of_the_page(page: Any, axe: str, pages: dict[str, Path]) -> None:
    faults = {}
    for name, panels in SHOWN.items():
        page.goto(pages[name].as_uri())
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        page.evaluate(axe)
        for panel in panels:
            page.evaluate(PANELS[panel])
            faults[name, panel] = violations(page)
    assert [(*panel, *found) for panel, found in faults.items() if found] == []


def test_the_report(page: Any, axe: str, pages: dict[str, Path]) -> None:
    page.goto(pages["report"].as_uri())
    page.evaluate(axe)
    assert violations(page) == []
