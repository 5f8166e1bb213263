"""The pages of the public face: every argument of ``Case.network`` and ``Case.report``."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyvis.network import Network

import meute
from meute.errors import QueryUsageError, StoreError, UsageError
from meute.viz.audiences import AUDIENCES, PARTS

from ..conftest import ENGINES, opened
from .planted import ACCOUNTS, HOSTILE, RUN, plant

TIED = {"x/ana", "x/bob", "x/cy"}
PACK = {"@ana", "@bob", "@cy"}


@pytest.fixture(scope="module", params=ENGINES)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[meute.Case]:
    folder = tmp_path_factory.mktemp("case")
    with opened(request, folder) as graph:
        plant(graph)
    with pytest.MonkeyPatch.context() as patch:
        address = str(folder / "case.kgl")
        if request.param == "neo4j":
            address = request.getfixturevalue("neo4j_url")
            patch.setenv("MEUTE_PASSWORD", request.getfixturevalue("neo4j_password") or "")
        with meute.open_case(address) as planted:
            yield planted


def people(network: Network) -> set[str]:
    """Whom a network shows, figures left out."""
    return {str(node["label"]) for node in network.nodes if str(node["label"]).startswith("@")}


def unnoted(parts: Iterable[str]) -> list[str]:
    """Return the parts of a report of a case on which nobody wrote a note."""
    return [part for part in parts if part != "notes"]


def parts(page: str) -> list[str]:
    return [part for part in PARTS if f'<h2 id="{part}">' in page]


def test_every_argument_is_one_that_a_test_here_gives() -> None:
    given = {"queries", "run", "title", "lang", "timezone", "key", "parameters"}
    assert set(inspect.signature(meute.Case.network).parameters) - {"self"} == given
    told = {"run", "title", "lang", "timezone", "audience", "key"}
    assert set(inspect.signature(meute.Case.report).parameters) - {"self"} == told


def test_a_network_is_of_the_latest_run_or_of_that_one(case: meute.Case) -> None:
    latest = case.network()
    assert people(latest) >= PACK
    assert people(case.network(run=RUN)) == people(latest)
    with pytest.raises(UsageError, match="nothing-01"):
        case.network(run="nothing-01")


def test_a_network_is_of_what_queries_answer(case: meute.Case) -> None:
    attackers = case.network("multi-target-attackers")
    assert people(attackers) == {"@ana", "@bob"}
    both = case.network("multi-target-attackers", "pack-members", limit=1)
    assert len(people(both)) < len(people(case.network("multi-target-attackers", "pack-members")))
    for wrong in ({"nothing": 1}, {"limit": "many"}):
        with pytest.raises((UsageError, QueryUsageError)):
            case.network("pack-members", **wrong)
    with pytest.raises(UsageError, match="goes with"):
        case.network(limit=1)
    with pytest.raises(QueryUsageError, match="no stored query"):
        case.network("pack-member")


@pytest.mark.parametrize("page", ["network", "report"])
def test_title_language_and_zone(case: meute.Case, page: str) -> None:
    def drawn(**arguments: str) -> str:
        made = getattr(case, page)(**arguments)
        return made if isinstance(made, str) else made.generate_html()

    plain = drawn()
    assert '<html lang="en"' in plain
    assert HOSTILE not in plain
    other = drawn(title="A <b>title", lang="fr", timezone="Europe/Paris")
    assert "<title>A &lt;b&gt;title" in other
    assert '<html lang="fr"' in other
    assert "Europe/Paris" in other
    assert "Europe/Paris" not in plain
    for wrong in ({"lang": "xx"}, {"timezone": "Mars/Olympus"}):
        with pytest.raises(UsageError):
            drawn(**wrong)


@pytest.mark.parametrize("page", ["network", "report"])
def test_a_key_hides_people_and_says_who_is_who_in_its_file(
    case: meute.Case, page: str, tmp_path: Path
) -> None:
    key = tmp_path / "key.json"
    made = getattr(case, page)(key=key, title="About relay_handle")
    text = made if isinstance(made, str) else made.generate_html()
    for account in ACCOUNTS:
        assert f"x/{account}" not in text
    held = json.loads(key.read_text("utf-8"))["aliases"]
    assert {row["id"] for row in held.values()} >= TIED
    assert key.stat().st_mode & 0o077 == 0
    again = getattr(case, page)(key=str(key))
    assert json.loads(key.read_text("utf-8"))["aliases"].items() >= held.items()
    assert any(alias in (again if page == "report" else again.generate_html()) for alias in held)
    (tmp_path / "other.json").write_text("[]")
    with pytest.raises(UsageError, match="not a key"):
        getattr(case, page)(key=tmp_path / "other.json")


def test_a_report_is_on_the_latest_run_or_on_that_one(case: meute.Case) -> None:
    page = case.report(run=RUN)
    assert RUN in page
    assert parts(page) == unnoted(PARTS)
    with pytest.raises(UsageError, match="nothing-01"):
        case.report(run="nothing-01")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_is_for_its_audience(case: meute.Case, audience: str) -> None:
    page = case.report(audience=audience)
    assert parts(page) == unnoted(AUDIENCES[audience].parts)
    assert ('<pre id="manifest">' in page) == AUDIENCES[audience].rules
    if audience == "public":
        assert not re.search(r"x/(ana|bob|cy)\b", page)


def test_wrong_readers_and_a_closed_case(case: meute.Case) -> None:
    with pytest.raises(UsageError, match="Choose one of"):
        case.report(audience="nobody")
    case.close()
    assert parts(case.report()) == unnoted(PARTS)
    with meute.open_case("not-there.kgl") as absent, pytest.raises(StoreError):
        absent.report()
