"""Two addresses of one graph are told from those of two."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.errors import ConfigError
from meute.graph import open_store
from meute.graph.addresses import same_graph


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bolt://localhost", "neo4j://127.0.0.1:7687", True),
        ("bolt://LOCALHOST.:7687/", "bolt://[::1]", True),
        ("bolt://localhost", "bolt://localhost:7688", False),
        ("bolt://localhost", "bolt://localhost.example.org", False),
        ("bolt://localhost", "localhost.kgl", False),
        ("case.kgl", "./folder/../case.kgl", True),
        ("case.kgl", "folder/case.kgl", False),
    ],
)
def test_addresses_of_one_graph(
    one: str, other: str, same: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert same_graph(one, other) is same_graph(other, one) is same


@pytest.mark.parametrize("link", ["soft", "hard", "folder", "dangling"])
def test_links_lead_to_the_same_file(link: str, tmp_path: Path) -> None:
    case, other = tmp_path / "case.kgl", tmp_path / "link.kgl"
    if link != "dangling":
        case.write_bytes(b"")
    if link == "hard":
        other.hardlink_to(case)
    elif link == "folder":
        (tmp_path / "here").symlink_to(tmp_path, target_is_directory=True)
        other = tmp_path / "here" / "case.kgl"
    else:
        other.symlink_to(case)
    assert same_graph(str(case), str(other))


@pytest.mark.parametrize(
    "place",
    ["[", "[::1", "][", "a:port", "a:70000", "a:-1", "a:\u0663", "\u2100.com", "a\u202eb", "a\0b",
     "a\x1b[2J", "a..b", ".", "a" * 80],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_anything_is_asked(place: str) -> None:
    for scheme in ("bolt", "neo4j+s"):
        with pytest.raises(ConfigError, match="is not an address"):
            open_store(f"{scheme}://{place}")


def test_no_path_holds_a_zero_byte() -> None:
    with pytest.raises(ConfigError, match="is not an address"):
        open_store("a\0b.kgl")
