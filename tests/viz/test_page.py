"""The network page as text: nothing of a stranger's is markup, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from meute.viz import page as page_module
from meute.viz.language import ENGLISH, language_of, message
from meute.viz.page import described_run, inert_json, network_page

from . import hostile
from .made_up import picture


class Page(HTMLParser):
    """Elements, attributes, scripts and styles of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, str, str]] = []
        self._open: tuple[str, str] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open = tag, dict(attrs).get("type") or ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.blocks.append((*self._open, data))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._open = None

    def policy(self) -> str:
        return next(
            attributes["content"] or ""
            for tag, attributes in self.elements
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_of_hostile_text_has_the_elements_of_a_harmless_one() -> None:
    calm = Page(network_page(picture(), title="Case", drawn_at="today"))
    wild = Page(network_page(hostile.picture(), title=hostile.SCRIPT, drawn_at="today"))
    allowed = {tag for tag, _ in calm.elements}
    assert {tag for tag, _ in wild.elements} <= allowed
    assert not any(name.startswith("on") for _, attributes in wild.elements for name in attributes)
    scripts = [block for block in wild.blocks if block[0] == "script"]
    assert len(scripts) == len([block for block in calm.blocks if block[0] == "script"])


def test_the_policy_allows_just_the_scripts_and_styles_of_the_page() -> None:
    page = Page(network_page(hostile.picture(), title="Case", drawn_at="today"))
    policy = page.policy()
    for tag, kind, text in page.blocks:
        if kind != "application/json":
            assert digest(text) in policy, tag
    assert policy.count("'sha256-") == len([b for b in page.blocks if b[1] == ""])
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("http-equiv", "")


def test_nothing_is_fetched() -> None:
    page = Page(network_page(picture(), title="Case", drawn_at="today"))
    for tag, attributes in page.elements:
        assert "src" not in attributes, tag
        assert "srcset" not in attributes, tag
        assert not (attributes.get("href") or "#").startswith(("http", "//")), tag
        assert "style" not in attributes, tag
    assert not any("sourceMappingURL" in text for _, _, text in page.blocks)
    assert not any(
        re.search(r"url\(|@import", text) for tag, _, text in page.blocks if tag == "style"
    )


def test_the_data_survives_the_way_and_keeps_only_web_addresses() -> None:
    page = Page(network_page(hostile.picture(), title="Case", drawn_at="today"))
    data = json.loads(next(text for _, kind, text in page.blocks if kind == "application/json"))
    assert data["actors"][0]["name"] == hostile.SCRIPT
    assert data["actors"][4]["name"] == "\ufffdgnp.exe\ufffd"
    assert len(data["actors"][7]["name"]) == 200
    addresses = [post["url"] for post in data["posts"] if "url" in post]
    assert addresses == ["https://x.com/i/status/1"]
    assert data["actors"][0]["pack"] == 0  # the first pack is a pack


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_json_stays_in_its_block(value: object) -> None:
    text = str(inert_json(value))
    assert not set(text) & set("<>&\u2028\u2029")
    encoded = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    assert json.loads(text) == json.loads(encoded)


def test_scripts_never_write_markup() -> None:
    from meute.viz.page import SCRIPTS, template_text

    banned = (
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
        'setAttribute("style"', "fetch(", "XMLHttpRequest",
    )  # fmt: skip
    for name in SCRIPTS:
        text = template_text(name)
        assert [word for word in banned if word in text] == [], name


def test_runs_are_told_in_lines() -> None:
    told = described_run({
        "run": "r", "method": "m", "version": None, "finished_at": None, "summary": "[1]",
        "parameters": '{"windows": {"repost": 60}, "fdr": 0.01, "none": null}',
    }, ENGLISH)  # fmt: skip
    assert told["parameters"] == [("windows · repost", "60"), ("fdr", "0.01")]
    assert told["summary"] == told["caveats"] == []


def test_a_run_says_what_became_of_reposts_that_name_no_original() -> None:
    summary = '{"weak_reposts": 1200, "weak_reposts_left_out": 7}'
    one = {"run": "r", "method": "coordination", "summary": summary, "parameters": "{}"}
    page = network_page(replace(picture(), runs=(one,)), title="Case", drawn_at="today")
    assert "1,200 were compared by the reposted account and the words" in page
    assert "7 were left out" in page
    french = described_run(one, language_of("fr", "UTC"))
    assert french["caveats"][1].endswith("les liens qui reposeraient sur eux manquent.")


def test_the_page_names_method_uncertainty_and_what_is_left_out() -> None:
    page = network_page(
        replace(picture(), left_out=(message("7 of 9 accounts are left out."),)),
        title="Case",
        drawn_at="today",
    )
    for words in ("not a verdict", "window s", "0.01", "co-reposts-0a1b2c3d4e", "7 of 9 accounts"):
        assert words in page, words


def test_the_scripts_of_others_are_what_they_were() -> None:
    folder = Path(page_module.__file__).with_name("vendor")
    for line in (folder / "vendor.sha256").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
