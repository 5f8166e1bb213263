"""Pages of a hostile case in a real browser: every panel is opened, nothing runs or asks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree

import meute as face
from meute.viz import selection
from meute.viz.answers import Scope
from meute.viz.document import document_of
from meute.viz.evidence_pages import write_evidence
from meute.viz.gathering import gather
from meute.viz.language import ENGLISH
from meute.viz.page import network_page

from . import payloads
from .conftest import WHOLE
from .graphs import hostile_case, texts_of_the_graph
from .tally import judge

pytestmark = pytest.mark.browser

TEXTS = payloads.TEXTS if WHOLE else payloads.TEXTS[::20]
_EVERY = len(TEXTS) * texts_of_the_graph()
_OPEN_EVERY_PANEL = """() => {
  let opened = 0;
  for (const [id] of meute.data.actors.entries()) { meute.select(id); opened += 1; }
  for (const [id] of meute.data.edges.entries()) { meute.details.showEdge(id); opened += 1; }
  for (const [id] of meute.data.packs.entries()) { meute.showPack(id); opened += 1; }
  for (const [id] of meute.data.posts.entries()) {
    if (meute.charts.repostsOf(id).length) { meute.details.showSpread(id); opened += 1; }
  }
  meute.details.showSpan();
  document.getElementById("pictures").open = true;
  return opened;
}"""
_ADDRESSES = """async (addresses) => {
  for (const address of addresses) {
    location.hash = address;
    await new Promise((done) => setTimeout(done));
  }
  meute.select(0);
  return [document.querySelectorAll("script").length, document.querySelectorAll("body *").length];
}"""
_NAMES = (
    "without", "figure", "least", "edges", "around", "among", "hidden", "pinned", "chosen", "time",
    "__proto__", "constructor", "",
)  # fmt: skip
_ODD = ("-1", "1e9", "NaN", "0.0.0", "999999999", "0x1", "1.2.999", "-1.-1", "%", "%00", "%ff")
_CONTROL = "<script>window.pwned = 1</script><img src=x onerror='pwned = 1'>"


class Visit:
    """A page that was opened, what it ran and what it asked for."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)

    def executed(self) -> list[str]:
        ran = [frame.url for frame in self.page.frames if frame.evaluate("'pwned' in window")]
        return [*ran, *self.complaints]

    def leaked(self) -> list[str]:
        own = ("file:", "blob:", "data:", "about:")
        return [url for url in self.requests if not url.startswith(own)]


@pytest.fixture(scope="module")
def context(browser: Any) -> Iterator[Any]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[face.Case]:
    path = hostile_case(tmp_path_factory.mktemp("hostile") / "case.kgl", TEXTS)
    with face.open_case(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def network(case: face.Case) -> Any:
    return case.network()


@pytest.fixture(scope="module")
def report(case: face.Case) -> Any:
    return case.report()


def visited(context: Any, folder: Path, text: str, after: str = "") -> Visit:
    path = folder / "page.html"
    path.write_text(text, "utf-8")
    return Visit(context.new_page(), path.as_uri() + after)


def test_every_panel_of_the_network(context: Any, network: Any, tmp_path: Path) -> None:
    visit = visited(context, tmp_path, network.page)
    visit.page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    assert visit.page.evaluate(_OPEN_EVERY_PANEL) > 3 * len(TEXTS)
    judge("network, every panel", _EVERY, executed=visit.executed(), leaked=visit.leaked())


def test_no_address_steers_the_page(context: Any, network: Any, tmp_path: Path) -> None:
    """What stands behind # is written by whoever sends the link; it is more than filters can be."""
    texts = (*TEXTS[:: 1 if WHOLE else 10], *_ODD)
    told = [quote(text) for text in texts]
    names = cycle(_NAMES)
    addresses = [f"{name}={text}" for name, text in zip(names, told, strict=False)] + told
    visit = visited(context, tmp_path, network.page, f"#chosen={told[0]}&{told[1]}")
    visit.page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    scripts, elements = visit.page.evaluate(_ADDRESSES, ["none=1"])
    assert elements > 100
    assert visit.page.evaluate(_ADDRESSES, [*addresses, "none=1"]) == [scripts, elements]
    judge("addresses of a page", len(addresses), executed=visit.executed(), leaked=visit.leaked())


def test_the_report(context: Any, report: Any, tmp_path: Path) -> None:
    visit = visited(context, tmp_path, report)
    visit.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    visit.page.wait_for_timeout(300)
    judge("report in a browser", _EVERY, executed=visit.executed(), leaked=visit.leaked())


def test_every_panel_of_a_large_network(
    context: Any, case: face.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same panels where WebGL draws."""
    monkeypatch.setattr(selection, "PYVIS_NODES", 1)
    page = network_page(gather(case.store, Scope()), title=TEXTS[0])
    visit = visited(context, tmp_path, page)
    visit.page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    assert visit.page.evaluate("'webgl' in window && !('vis' in window)")
    assert visit.page.evaluate(_OPEN_EVERY_PANEL) > 3 * len(TEXTS)
    judge("network by WebGL", _EVERY, executed=visit.executed(), leaked=visit.leaked())


def test_every_page_of_the_evidence(context: Any, case: face.Case, tmp_path: Path) -> None:
    picture = gather(case.store, Scope(whole=True))
    write_evidence(picture, tmp_path, title=TEXTS[0], language=ENGLISH)
    executed, leaked = [], []
    for path in sorted(tmp_path.glob("*.html")):
        visit = Visit(context.new_page(), path.as_uri())
        visit.page.wait_for_timeout(100)
        executed += visit.executed()
        leaked += visit.leaked()
        visit.page.close()
    judge("evidence in a browser", _EVERY, executed=executed, leaked=leaked)


def test_the_document_to_edit(report: Any) -> None:
    """Nothing in it is a field but the page numbers, and nothing leads outside."""
    executed, leaked = [], []
    with zipfile.ZipFile(io.BytesIO(document_of(report))) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content)  # whole, whatever the texts hold
            executed += re.findall(rb"<w:(?:instrText|object|altChunk|hyperlink)", content)
            executed += set(re.findall(rb'w:instr="([^"]*)"', content)) - {b"PAGE", b"NUMPAGES"}
            leaked += re.findall(rb'TargetMode="External"', content)
    judge("report as a document", _EVERY, executed=executed, leaked=leaked)


@pytest.mark.parametrize("kind", ["network", "report"])
def test_in_a_notebook(
    context: Any, case: face.Case, network: Any, report: Any, tmp_path: Path, kind: str
) -> None:
    page = {"network": network, "report": report}[kind]
    frame = case.cypher("MATCH (n:Post) RETURN n.text, n.url, n.app")
    text = f"<!doctype html><meta charset=utf-8>{page._repr_html_()}{frame._repr_html_()}"
    visit = visited(context, tmp_path, text)
    visit.page.wait_for_timeout(300)
    judge("notebook in a browser", _EVERY, executed=visit.executed(), leaked=visit.leaked())


def test_the_policy_blocks_live_markup(context: Any, report: Any, tmp_path: Path) -> None:
    """A control: what a page would do if something were not escaped, and without its policy."""
    for text, blocked in (
        (report.replace("</body>", f"{_CONTROL}</body>"), True),
        (f"<!doctype html>{_CONTROL}", False),
    ):
        visit = visited(context, tmp_path, text)
        visit.page.wait_for_timeout(300)
        assert bool(visit.executed()) is not blocked
