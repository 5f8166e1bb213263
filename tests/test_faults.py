"""A wrong value in a file that people write is told in plain words, with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.errors import ConfigError
from meute.figures.declarations import read_figures
from meute.figures.source import FigureFileError
from meute.loader.maps import load_map

FIGURE = """\
figures:
  - id: {id}
    name: {name}
    kind: {kind}
    names: {names}
    rules:
      - {{id: t, kind: hashtag, stance: {stance}, confidence: {confidence}, tags: {tags}}}
"""
SOUND = {
    "id": "ana", "name": "Ana", "kind": "person", "names": "[Ana]", "stance": "attack",
    "confidence": "0.8", "tags": "[Out]",
}  # fmt: skip
PROGRAMMERS = ("tuple", "valid", "dictionary", "instance", "string", "Input", "pydantic")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("tags", "Out", "tags must be a list. Write it in brackets: [Out]."),
        ("tags", "{a: b}", "tags must be a list. Begin each of its entries with a hyphen: - KEY"),
        ("tags", "", "tags is empty. Write its entries below it, each after a hyphen."),
        ("tags", "[]", "tags is empty or too short. Write something there, or remove the line."),
        ("names", "Ana B", "names must be a list. Write it in brackets: [Ana B]."),
        ("name", "5", 'name must be text. Write it in quotation marks: "5".'),
        ("name", "[a]", "name must be text. Write one word there."),
        ("kind", "human", "kind cannot be human. Use one of: person, group, organisation."),
        ("stance", "hate", "stance cannot be hate. Use one of: attack, support, concern."),
        ("confidence", "high", "confidence must be a number, not high. Write digits alone."),
        ("confidence", "2", "confidence must be 1 or less. Correct the value on that line."),
        ("confidence", "0", "confidence must be more than 0. Correct the value on that line."),
        ("id", "a b", "id cannot be 'a b'. Write letters, digits and hyphens"),
    ],
)
def test_a_figures_file(tmp_path: Path, key: str, value: str, told: str) -> None:
    path = tmp_path / "figures.yml"
    path.write_text(FIGURE.format(**SOUND | {key: value}))
    with pytest.raises(FigureFileError) as refused:
        read_figures([path])
    assert told in str(refused.value)
    assert not any(word in str(refused.value) for word in PROGRAMMERS)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("columns: id", "columns must have keys with values"),
        ("platform: X of Elon", "write a name in small letters, such as x or facebook"),
        ("platform: [x]", "platform must be text"),
        ("precision: hour", "precision cannot be hour. Use one of: second, minute, day."),
        ("values: x", "values must have keys with values"),
        ('separator: ""', "separator is empty or too short"),
    ],
)
def test_a_map(tmp_path: Path, line: str, told: str) -> None:
    sound = {"platform": "platform: x", "columns": "columns: {id: id}"}
    path = tmp_path / "map.yml"
    path.write_text("\n".join((sound | {line.partition(":")[0]: line}).values()) + "\n")
    with pytest.raises(ConfigError) as refused:
        load_map(path)
    assert told in str(refused.value)
    assert not any(word in str(refused.value) for word in PROGRAMMERS)


@pytest.mark.parametrize(
    ("written", "platform"),
    [
        ("twitter", "x"), ("Twitter", "x"), ("X", "x"), ("Twitter/X", "x"), ("Bsky", "bluesky"),
        ("Truth Social", "truthsocial"), ("facebook", "facebook"),
    ],
)  # fmt: skip
def test_a_platform_has_one_name_however_it_is_written(
    tmp_path: Path, written: str, platform: str
) -> None:
    table_map, figures = tmp_path / "map.yml", tmp_path / "figures.yml"
    table_map.write_text(f"platform: {written}\ncolumns: {{id: id}}\n")
    assert load_map(table_map).platform == platform
    account = f"    accounts: [{{platform: {written}, handle: ana}}]\n"
    figures.write_text(f"figures:\n  - id: ana\n    name: Ana\n{account}")
    (figure,) = read_figures([figures]).figures
    assert figure.accounts[0].platform == platform


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        ("    tags: [#Out]\n    a: b", 3, "has a # in a list, and what follows it is a comment"),
        ("    handle: @ana", 3, "has a value that begins with @. Write it in quotation marks."),
        ("\thandle: ana", 3, "is indented with a tab. Indent with spaces."),
        ("    name: Ana: the mayor", 3, "has a colon within a value"),
        ("    name: [Ana", 4, "is not YAML"),
    ],
)
def test_what_is_not_yaml(tmp_path: Path, lines: str, line: int, told: str) -> None:
    path = tmp_path / "file.yml"
    path.write_text(f"figures:\n  - id: ana\n{lines}\n")
    with pytest.raises(FigureFileError) as refused:
        read_figures([path])
    assert f"{path}:{line}: {told}" in str(refused.value)
    path.write_text(f"platform: x\ncolumns:\n{lines}\n")
    with pytest.raises(ConfigError) as refused_map:
        load_map(path)
    assert f"{path}, line {line}: it {told}" in str(refused_map.value)
