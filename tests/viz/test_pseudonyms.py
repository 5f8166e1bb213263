"""Aliases for people: nobody but the figures is left in a page, wherever their name stood."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.cli import meute
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.viz.answers import Scope
from meute.viz.gathering import gather
from meute.viz.page import network_page
from meute.viz.pseudonyms import ADDRESS, SOMEBODY, Aliases
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from .planted import ACCOUNTS, POSTS, REPOSTS, plant

FIGURE_ACCOUNT = "x/vernon_account"
TEXTS = {
    "x/s1": "Dixit ana quillfeather: @bob_kestrel and @stranger99, see "
            "https://x.com/bob_kestrel/status/1700000000000000001 "
            "https://web.archive.org/web/2023/https://twitter.com/ana_kestrel #AnaQuillfeatherOut",
    "x/s2": "RT @cy_kestrel: “Bób Quillfeather said so”. "
            "Call +33 6 12 34 56 78, bob@mail.example #Out",
    "x/a1": "OLD_CY_KESTREL is cy_kestrel; @camille_vernon resign! 1700000000000000001 #Out",
    "x/b1": "did:plc:abcdefghijkl www.quillfeather.example/bob \uff20paul_kestrel",
}  # fmt: skip


def plant_people(store: Store) -> None:
    """Plant the made-up case with names that the pages' own words do not contain."""
    plant(store)
    write_rows(store, s.Account, [
        {"id": f"x/{a}", "native_id": f"90000000{n}", "handle": f"{a}_kestrel",
         "handles": [f"{a}_kestrel", f"old_{a}_kestrel"], "display_name": f"{a} Quillfeather",
         "created_at": "2019-05-17T11:22:33Z"}
        for n, a in enumerate(ACCOUNTS, 10)
    ])  # fmt: skip
    write_rows(store, s.Account, [
        {"id": FIGURE_ACCOUNT, "platform": "x", "native_id": "777777777",
         "handle": "camille_vernon", "display_name": "Camille Vernon"},
        *({"id": f"x/twin{n}", "handle": f"twin{n}", "display_name": "Former Plumwick"}
          for n in (1, 2)),
    ])  # fmt: skip
    write_rows(store, s.HAS_ACCOUNT, [{"source": "vernon", "target": FIGURE_ACCOUNT}])
    write_rows(store, s.Post, [{"id": post, "text": text} for post, text in TEXTS.items()])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("case") / "case.kgl")
    with open_store(path, write=True) as store:
        plant_people(store)
    return path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(meute, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return " ".join(result.stderr.split())


def written(case: str, folder: Path, command: str) -> str:
    page = folder / "page.html"
    run("--graph", case, *command.split(), "--pseudonymise", "-o", str(page))
    return page.read_text("utf-8")


@pytest.mark.parametrize("command", ["report", "viz network"])
def test_no_name_handle_id_or_address_is_left(case: str, tmp_path: Path, command: str) -> None:
    page = written(case, tmp_path, command).casefold()
    people = ["kestrel", "quillfeather", "plumwick", "stranger99", "12 34 56", "mail.example"]
    ids = [f"x/{a}" for a in ACCOUNTS] + [f"90000000{n}" for n in range(10, 20)]
    posts = [post for post, *_ in [*POSTS, *REPOSTS]]
    addresses = [f"status/{post}" for post in posts] + ["web.archive", "x.com", "did:plc"]
    for text in (*people, *ids, *(f'"x/{post}"' for post in posts), *addresses, "2019-05"):
        assert text not in page, text
    for figure in ("camille vernon", "idris "):
        assert figure in page


def test_figures_keep_their_names_and_accounts(case: str, tmp_path: Path) -> None:
    page = written(case, tmp_path, "report")
    assert "@camille_vernon resign!" in page


def test_the_key_says_who_is_who_and_only_to_its_owner(case: str, tmp_path: Path) -> None:
    first = written(case, tmp_path, "report")
    key = tmp_path / "page.html.key.json"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    told = json.loads(key.read_text("utf-8"))["aliases"]
    assert {"x/ana", "x/bob", "x/cy", "x/relay"} <= {entry["id"] for entry in told.values()}
    assert not {"x/vernon_account"} & {entry["id"] for entry in told.values()}
    drawn = tmp_path / "network.html"
    said = run(
        "--graph", case, "viz", "network", "--pseudonymise", "--key", str(key), "-o", str(drawn)
    )
    assert str(key) in said
    again = json.loads(key.read_text("utf-8"))["aliases"]
    assert {alias: again[alias] for alias in told} == told
    ana = next(alias for alias, entry in told.items() if entry["id"] == "x/ana")
    assert f"@{ana}" in first
    assert f"@{ana}" in drawn.read_text("utf-8")


def test_a_file_that_is_no_key_is_refused(case: str, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    for text in ("not JSON", "[]", '{"format": "other"}'):
        key.write_text(text, "utf-8")
        result = CliRunner().invoke(meute, [
            "--graph", case, "report", "--pseudonymise", "--key", str(key),
            "-o", str(tmp_path / "r.html"),
        ])  # fmt: skip
        assert result.exit_code != 0
        assert "is not a key" in str(result.exception)
        assert not (tmp_path / "r.html").exists()


def test_a_key_without_pseudonyms_is_refused(case: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        meute, ["--graph", case, "report", "--key", "k.json", "-o", str(tmp_path / "r.html")]
    )
    assert "--pseudonymise" in str(result.exception)


NAMES = (
    [f"{a}_kestrel" for a in ACCOUNTS]
    + [f"{a} Quillfeather" for a in ACCOUNTS]
    + [f"{a}Quillfeather" for a in ACCOUNTS]
    + [f"old_{a}_kestrel" for a in ACCOUNTS]
    + [f"x/{a}" for a in ACCOUNTS]
    + ["https://x.com/ana_kestrel", "@nobody_here_knows"]
)
GLUE = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@pytest.fixture(scope="module")
def aliases(case: str) -> Aliases:
    with open_store(case) as store:
        return Aliases(store)


@settings(max_examples=200)
@given(parts=st.lists(st.tuples(GLUE, st.sampled_from(NAMES), st.booleans()), max_size=5))
def test_no_name_is_left_whatever_stands_around_it(
    aliases: Aliases, parts: list[tuple[str, str, bool]]
) -> None:
    text = " ".join(
        glue + " " + (name.upper() if loud else name) + " " + glue for glue, name, loud in parts
    )
    shown = aliases.of_text(text).casefold()
    for word in ("kestrel", "quillfeather", "nobody_here"):
        assert word not in shown


def test_shared_names_stand_for_nobody(aliases: Aliases) -> None:
    assert aliases.of_text("Former Plumwick") == SOMEBODY
    assert aliases.of_text("See https://a.example/x now") == f"See {ADDRESS} now"


def test_digests_and_runs_stay(aliases: Aliases) -> None:
    for text in ("ab" * 32, "1234567890" * 6 + "1234", "coordination-0123456789", "2023-11-14"):
        assert aliases.of_text(text, free=False) == text


OUR_WORDS = (
    "coordination", "stance", "bursts", "ATTACKS", "SUPPORTS", "CO_REPOSTS", "AMPLIFIES", "repost",
    "quote", "posts", "account", "handle", "fdr", "60", "0.01", "parameters", "pack", "figure",
)  # fmt: skip


def test_accounts_called_by_words_of_ours_change_no_finding(store: Store) -> None:
    plant(store)
    plain = report_page(read_case(store), title="t", drawn_at="d")
    write_rows(store, s.Account, [
        {"id": f"x/word{n}", "handle": word, "display_name": word.upper()}
        for n, word in enumerate(OUR_WORDS)
    ])  # fmt: skip
    aliases = Aliases(store)
    case = aliases.of_content(read_case(store))
    report = report_page(case, title="t", drawn_at="d")
    for words in ("not looked for", "were not", 'class="attack-word"', 'class="support-word"'):
        assert report.count(words) == plain.count(words), words
    assert "at most 1 % are expected" in report
    assert "windows · repost</dt><dd><bdi>60" in report
    picture = gather(store, Scope())
    aliased = aliases.of_content(picture)
    assert [edge.trace for edge in aliased.edges] == [edge.trace for edge in picture.edges]
    assert '"kind":"repost"' in network_page(aliased, title="t", drawn_at="d")
