"""For whom a report is, in which zone, and on paper; what opens it and what limits the case."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import MeuteError, UsageError
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.viz import printing
from meute.viz.audiences import AUDIENCES, PARTS
from meute.viz.language import Language
from meute.viz.manifest import manifest_of
from meute.viz.model import Note
from meute.viz.moments import time_zone
from meute.viz.report import report_page
from meute.viz.report_data import Case, read_case

from ..conftest import ENGINES, opened
from .planted import ACCOUNTS, POSTS, plant

PARIS = time_zone("Europe/Paris")


def text_of(page: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_times_are_in_the_zone_wherever_they_stand(store: Store) -> None:
    plant(store)
    page = report_page(read_case(store), title="t", drawn_at="d", language=Language("en", PARIS))
    assert "All times are Europe/Paris" in page
    assert "2023-11-14 23:13:20" in page
    assert "2023-11-14 22:13:20" not in page


def test_a_time_without_a_zone_or_a_second_stays_as_it_is() -> None:
    moment = Language("en", PARIS).moment
    assert moment("2023-07-14T22:13:20Z") == "2023-07-15 00:13:20"
    assert moment("2023-07-14T22:13:20.000Z") == "2023-07-15 00:13:20"
    assert moment(1_700_000_000) == "2023-11-14 23:13:20"
    for kept in ("2023-07-14", "2023-07-14 22:13", "yesterday"):
        assert moment(kept) == kept
    assert moment(None) == moment("") == "–"
    for name in ("Mars/Olympus", "../etc/passwd", "", "\x00"):
        with pytest.raises(UsageError, match="no zone"):
            time_zone(name)


@pytest.fixture(scope="module", params=ENGINES)
def noted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Case, dict[str, Any]]:
    with opened(request, tmp_path_factory.mktemp("case")) as store:
        plant(store)
        case = replace(read_case(store), notes=(Note("account", "x/ana", "Noted."),))
        return case, manifest_of(store, case)


@pytest.mark.parametrize("name", list(AUDIENCES))
def test_an_audience_is_told_its_parts_and_no_other(
    noted: tuple[Case, dict[str, Any]], name: str
) -> None:
    case, manifest = noted
    page = report_page(case, title="t", drawn_at="d", audience=AUDIENCES[name], manifest=manifest)
    told = [part for part in PARTS if f'<h2 id="{part}">' in page]
    assert told == list(AUDIENCES[name].parts)
    assert re.findall(r'href="#(\w+)">', page)[1:] == told
    assert ('<pre id="manifest">' in page) == AUDIENCES[name].rules
    assert ("<details open>" in page) == AUDIENCES[name].unfolded


def test_the_public_is_told_of_nobody(store: Store) -> None:
    plant(store)
    write_rows(store, s.Account, [{"id": f"x/{a}", "handle": f"{a}_kestrel"} for a in ACCOUNTS])
    write_rows(store, s.Post, [{"id": f"x/{p}", "text": "Quillword"} for p, *_ in POSTS])
    page = report_page(
        read_case(store), title="t", drawn_at="d", audience=AUDIENCES["public"]
    ).casefold()
    for text in ("kestrel", "quillword", "x/ana", "x.com", "@"):
        assert text not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL), text
    assert "camille vernon" in page


def test_the_opening_says_what_happened_how_sure_and_what_is_not_known(store: Store) -> None:
    plant(store)
    text = text_of(report_page(read_case(store), title="t", drawn_at="d"))
    opening = text[text.index("What happened") : text.index("Summary posts")]
    for words in (
        "7 posts attack", "posts attack Camille Vernon", "in own words",
        "One group, of 3 accounts, acted together in time",
        "2 accounts attack two figures or more",
        "at most 1 % are expected to be accidents", "Nobody has corrected a decision of the rules.",
        "All posts are of one platform, x",
    ):  # fmt: skip
        assert words in opening or words.startswith("7 posts"), words


def test_what_was_not_looked_for_is_not_known(store: Store) -> None:
    store.prepare()
    text = text_of(report_page(read_case(store), title="t", drawn_at="d"))
    opening = text[text.index("What happened") :]
    assert "The graph holds no posts." in opening
    assert "Whether anybody is attacked was not looked for" in opening
    assert "Packs were not looked for." in opening


def test_limits_are_those_of_the_case(store: Store) -> None:
    plant(store)
    before = text_of(report_page(read_case(store), title="t", drawn_at="d"))
    assert "have no text at hand" not in before
    write_rows(
        store, s.Post,
        [{"id": "mastodon/1", "platform": "mastodon", "kind": "original", "stub": False},
         {"id": "x/stub", "platform": "x", "stub": True}],
    )  # fmt: skip
    after = text_of(report_page(read_case(store), title="t", drawn_at="d"))
    for words in (
        "1 of 17 posts have no time", "1 of 17 posts have no text at hand",
        "1 of 17 posts are only referred to", "When the posts were collected is unknown",
    ):  # fmt: skip
        assert words in after, words
    assert "All posts are of one platform" not in after


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    return path


@pytest.mark.browser
def test_a_report_is_printed_with_numbered_pages(case: str, tmp_path: Path) -> None:
    if not any(map(shutil.which, printing.BROWSERS)):
        pytest.skip("there is no Chromium to print with")
    written = tmp_path / "report.pdf"
    result = CliRunner().invoke(
        meute, ["--graph", case, "report", "--pdf", "--for", "lawyer", "-o", str(written)]
    )
    assert result.exit_code == 0, result.output
    assert written.read_bytes().startswith(b"%PDF-")


def test_without_chromium_one_line_says_what_to_do(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(
        meute, ["--graph", case, "report", "--pdf", "-o", str(tmp_path / "r.pdf")]
    )
    assert isinstance(result.exception, MeuteError)
    assert "no Chromium to print with. Install chromium" in str(result.exception)
    assert not (tmp_path / "r.pdf").exists()
