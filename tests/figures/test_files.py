from __future__ import annotations

from pathlib import Path

import pytest

from meute.figures.declarations import read_figures
from meute.figures.source import FigureFileError

from .figures_text import FIGURES, written

HEAD = "figures:\n  - id: vernon\n    name: Vernon\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("figures: [", 2, "is not YAML"),
        ("figures:\n  - id: a\n   name: b\n", 3, "is not YAML"),
        ("", 1, "holds no figures"),
        ("- a\n", 1, "holds no figures"),
        ("figures: []\n", 1, "neither figures nor overrides"),
        ("figures:\n  - id: a\n    id: b\n", 3, "'id' twice"),
        ("figures:\n  - &a {id: a, name: n}\n  - *a\n", 2, "alias"),
        ("figures: !!python/object:os.system x\n", 1, "is not YAML"),
        (HEAD + "    colour: red\n", 4, "colour is not a known key"),
        ("figures:\n  - name: Vernon\n", 2, "id is missing"),
        ("figures:\n  - id: 12\n    name: Vernon\n", 2, "id"),
        (HEAD + "    kind: ghost\n", 4, "kind"),
        (HEAD + "    names: ['🐀']\n", 4, "no letters"),
        (HEAD + "    library: [klingon]\n", 4, "no set 'klingon'"),
        (HEAD + "    accounts:\n      - {platform: x}\n", 5, "give the account's id"),
        (HEAD + "    rules:\n      - {id: a, kind: telepathy, stance: attack}\n", 5,
         "no rule kind 'telepathy'"),
        (HEAD + "    rules:\n      - {id: a, stance: attack}\n", 5, "nothing of its kind"),
        (HEAD + "    rules:\n      - id: a\n        kind: hashtag\n        stance: attack\n", 5,
         "tags is missing"),
        (HEAD + "    rules:\n      - {id: a, kind: hashtag, tags: ['two words'], stance: attack}\n",
         5, "not a hashtag"),
        (HEAD + "    rules:\n      - {id: a, kind: hashtag, tags: [T], stance: hostile}\n", 5,
         "stance"),
        (HEAD + "    rules:\n      - {id: a, kind: mention, stance: attack, confidence: 1.5}\n", 5,
         "confidence"),
        (HEAD + "    rules:\n      - id: a\n        kind: pattern\n        stance: attack\n"
         "        pattern: '(a+)+$'\n", 8, "catastrophic"),
        (HEAD + "    rules:\n      - {id: a, kind: phrase, phrases: ['(x'], stance: attack}\n", 5,
         "close every bracket"),
        (HEAD + "    rules:\n      - {id: a, kind: mention, stance: attack}\n"
         "      - {id: a, kind: mention, stance: attack}\n", 6, "two rules 'a'"),
        (HEAD + "    rules:\n      - {id: a, kind: combination, all: [name, b], stance: attack}\n",
         5, "names 'b'"),
        (HEAD + "    rules:\n      - {id: name, kind: mention, stance: attack}\n", 5, "is taken"),
        (HEAD + "    rules:\n      - {id: a, kind: combination, all: [name, 'library:fr/x'],"
         " stance: attack}\n", 5, "'library:fr/x'"),
        ("overrides:\n  - {post: x/1, figure: a, stance: attack, by: b, at: c}\n", 2,
         "why is missing"),
        (HEAD + "overrides:\n  - {post: x/1, figure: a, stance: none, by: b, at: c, why: d}\n", 5,
         "figure 'a', which no file declares"),
        (HEAD + "overrides:\n  - {post: x/1, figure: vernon, stance: none, by: b, at: c, why: d}\n"
         "  - {post: x/1, figure: vernon, stance: none, by: b, at: c, why: d}\n", 6,
         "corrected twice"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FigureFileError) as caught:
        read_figures([path])
    assert f"{path}:{line}: " in str(caught.value)
    assert words in str(caught.value)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("figures:\n  - {id: vernon, name: B}\n", "id 'vernon'"),
        ("figures:\n  - id: b\n    name: B\n    accounts:\n"
         "      - {platform: x, handle: '@CamilleVernon'}\n", "handle @camillevernon"),
        ("figures:\n  - id: b\n    name: B\n    accounts:\n"
         "      - {platform: x, id: '1001'}\n", "account 1001"),
    ],
)  # fmt: skip
def test_two_figures_cannot_share(tmp_path: Path, other: str, words: str) -> None:
    first, second = written(tmp_path), written(tmp_path, other, "second.yml")
    with pytest.raises(FigureFileError) as caught:
        read_figures([first, second])
    assert words in str(caught.value)
    assert f"{second}:" in str(caught.value)
    assert f"{first}:" in str(caught.value)


def test_all_mistakes_are_kept_and_the_first_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "    colour: red\n    kind: ghost\n")
    with pytest.raises(FigureFileError) as caught:
        read_figures([path])
    assert [problem.line for problem in caught.value.problems] == [4, 5]
    assert "1 more" in caught.value.message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"figures: \x00", b"a" * 5_000_001])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "figures.yml"
    path.write_bytes(content)
    with pytest.raises(FigureFileError):
        read_figures([path])


def test_a_missing_file_and_a_deep_one(tmp_path: Path) -> None:
    with pytest.raises(FigureFileError, match="cannot be read"):
        read_figures([tmp_path / "none.yml"])
    with pytest.raises(FigureFileError):
        read_figures([written(tmp_path, "figures: " + "[" * 5000 + "]" * 5000)])


def test_a_sound_file(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + FIGURES)
    found = read_figures([path])
    assert [figure.id for figure in found.figures] == ["vernon", "belkacemi"]
    assert found.places["vernon", "slur"] == f"{path}:11"
    assert found.digest == read_figures([path]).digest
