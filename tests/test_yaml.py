"""Words of YAML stay words, in maps and in figures files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from meute.figures.source import parse_yaml
from meute.loader.maps import load_map
from meute.yaml_bounds import PlainWords


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("y", "y"), ("true", True), ("False", False),
        ("2026-03-01", "2026-03-01"), ("2026-03-01 20:15:00", "2026-03-01 20:15:00"),
        ("010", "010"), ("20:15", "20:15"), ("1:30.5", "1:30.5"), ("0x1f", "0x1f"),
        ("1_000", "1_000"), ("0", 0), ("-3", -3), ("1450907210", 1450907210), ("0.75", 0.75),
        (".5", 0.5), ("1e3", "1e3"), ("~", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_value_means(written: str, value: Any) -> None:
    text = f"a: {written}\n"
    assert yaml.load(text, PlainWords) == {"a": value}
    assert parse_yaml("figures.yml", text.encode()).data == {"a": value}


def test_columns_called_no_and_2026(tmp_path: Path) -> None:
    file = tmp_path / "map.yml"
    file.write_text(
        "platform: forum\nvalues: {lang: no}\ncolumns: {id: no, text: 2026, account_id: [on, 7]}\n"
    )
    declared = load_map(file)
    assert declared.columns.id == ("no",)
    assert declared.columns.text == ("2026",)
    assert declared.columns.account_id == ("on", "7")
    assert declared.values == {"lang": "no"}
