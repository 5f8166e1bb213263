"""Map files: what is wrong in one, maps on top of others, presets."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.errors import ConfigError, UsageError
from meute.loader.maps import Columns, load_map, preset_path


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("platform: x\ncolumns:\n  id: a\n  acount_id: b\n", r"line 4: columns\.acount_id.*acco"),
        ("platform: x\ncolumns: {id: a}\nrepost whn: b\n", r"line 3: repost whn.*repost when"),
        ("platform: x\ncolumns: {id: 'a[b'}\n", r"line 2.*not a path"),
        ("platform: x\ncolumns: {id: a}\nzone: Paris\n", r"line 3: zone.*Europe/Paris"),
        ("platform: x\ncolumns: {text: a}\n", "id made from"),
        ("columns: {id: a}\n", "platform is needed"),
        ("base: preset:nope\n", "no preset 'nope'"),
        ("base: map.yml\n", "builds on itself"),
        ("- a\n", "is not a map: it has no settings"),
    ],
)
def test_a_wrong_map_is_told_by_line_key_and_cure(tmp_path: Path, yaml: str, message: str) -> None:
    file = tmp_path / "map.yml"
    file.write_text(yaml, encoding="utf-8")
    with pytest.raises((ConfigError, UsageError), match=message):
        load_map(file)


def test_a_map_on_top_of_another(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("platform: x\ncolumns: {id: a, text: t}\n")
    (tmp_path / "map.yml").write_text("base: base.yml\ncolumns: {text: b}\nzone: Europe/Paris\n")
    declared = load_map(tmp_path / "map.yml")
    assert declared.columns == Columns(id="a", text="b")
    assert declared.zone == "Europe/Paris"


def test_there_is_no_such_preset() -> None:
    with pytest.raises(UsageError, match="meute formats"):
        preset_path("nope")
