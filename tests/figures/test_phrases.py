from __future__ import annotations

import pytest

from meute.figures.patterns import compiled
from meute.figures.phrases import forms, starred_forms


def spelled(phrase: str) -> set[str]:
    return {form.text for form in forms(phrase, evasions=False)}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("honte à Vernon", {"honte a vernon"}),
        ("vendu(e)(s)", {"vendu", "vendue", "vendus", "vendues"}),
        ("[sale|gros] rat", {"sale rat", "gros rat"}),
        ("[sale|maudit(e)] traître", {"sale traitre", "maudit traitre", "maudite traitre"}),
        ("(très )vendu", {"tres vendu", "vendu"}),
        ("vend(u|eur)", {"vend", "vendu", "vendeur"}),
    ],
)
def test_notation(phrase: str, expected: set[str]) -> None:
    assert spelled(phrase) == expected


def test_star_is_a_stem() -> None:
    (form,) = forms("remigr*", evasions=False)
    assert (form.text, form.stem) == ("remigr", True)


def test_evasions() -> None:
    texts = {form.text for form in (*forms("sale connasse"), *starred_forms("sale connasse"))}
    assert {"#saleconnasse", "s*le connasse", "sale conn*sse", "sale conasse"} <= texts
    assert "sae connasse" not in texts
    assert not any(form.text.startswith("#@") for form in forms("@handle"))


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("(a", "close every bracket"),
        ("a)", "close every bracket"),
        ("[a|b", "close every bracket"),
        ("a*b", "close every bracket"),
        ("🐀", "kind pattern"),
        ("!?", "kind pattern"),
        ("abc*", "at least 4 letters"),
        ("[a|b|c|d|e|f|g|h|i|j][a|b|c|d|e|f|g|h|i|j][a|b|c|d|e|f|g|h|i|j]", "over 256"),
    ],
)
def test_wrong_notation_says_why(phrase: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        forms(phrase)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(x+x+)+y", r"(\w+\s?)*!$", "(a|aa)+$", r"(\d+)*x$", "(vernon ?)+(vernon ?)+z"],
)
def test_catastrophic_patterns_are_refused_in_bounded_time(pattern: str) -> None:
    with pytest.raises(ValueError, match="catastrophic"):
        compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("(a", "not a regular expression"), ("a*", "empty text"), ("a" * 1001, "longer than")],
)
def test_useless_patterns_are_refused(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        compiled(pattern)


@pytest.mark.parametrize("pattern", [r"\bvernon\b.{0,20}\bdehors\b", "(?:🐀|🐍)", r"^RT @\w+"])
def test_sound_patterns_pass(pattern: str) -> None:
    assert compiled(pattern).search("Vernon, dehors 🐀 ") is not None or pattern.startswith("^")
