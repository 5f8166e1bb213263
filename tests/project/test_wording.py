"""Wording that the project does not use is noticed wherever people read, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from .scripts import script

WORDING = script("wording")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.md", "A line.\n\nParquet is no\ntext.\n"),
        ("room.py", '"""What it is.\n\nParquet is no\ntext.\n"""\n'),
        ("room.py", "ONE = 1\n# Parquet is no\n# text.\nTWO = 2\n"),
        ("room.py", 'def say(name):\n    return f"{name} is no text."\n'),
        ("query.cypher", "// description: >\n//   Parquet is no\n//   text.\nRETURN 1\n"),
        ("page.html", "<p>Parquet\n  is no <b>x</b> text</p><p>It is no text</p>"),
    ],
)
def test_a_fault_is_noticed_across_lines(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    passages = [passage.text for passage in WORDING.passages(tmp_path)]
    assert any(
        rule.pattern.search(passage) for rule in WORDING.read_rules() for passage in passages
    ), passages


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.md", "```\nParquet is no text\n```\n\nAs in `is no text`.\n"),
        ("room.py", "is_no_text = lambda: ...  # what it answers\n"),
        ("page.html", "<script>// it is no text</script><p>{{ '«is no text»' }}</p>"),
        ("data.csv", "Parquet is no text\n"),
    ],
)
def test_code_and_data_are_left_alone(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    passages = [passage.text for passage in WORDING.passages(tmp_path)]
    assert not any(
        rule.pattern.search(passage) for rule in WORDING.read_rules() for passage in passages
    ), passages


def test_the_line_is_that_of_the_paragraph(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("One.\n\nTwo is\nthere.\n\n\nThree.\n", "utf-8")
    assert [(p.line, p.text) for p in WORDING.passages(tmp_path)] == [
        (1, "One."),
        (3, "Two is there."),
        (7, "Three."),
    ]
