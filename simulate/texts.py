"""Texts from templates: what a post says, given its theme, its form and the bits of its variant.

A text is a pure function of those, so that a post can be written again wherever it is embedded
without keeping it.
"""

from __future__ import annotations

from types import ModuleType

from . import reserved_en, reserved_fr, templates_en, templates_fr
from .cast import GROUP_TAGS, MATCH_TAG, TARGETS, TargetName
from .ledger import Form, Theme
from .population import BELKACEMI, BOTH

WORDINGS: dict[str, tuple[ModuleType, ModuleType]] = {
    "open": (templates_fr, templates_en),
    "reserved": (reserved_fr, reserved_en),
}
"""French and English sentences; the reserved ones are for evaluation only."""

CYRILLIC = str.maketrans("aceopxyi", "асеорхуі")  # noqa: RUF001 - look-alikes on purpose
LEET = str.maketrans("aeiost", "431057")
ZERO_WIDTH = "\u200b"

# Members of an IntEnum cost a slow look-up each; these are read for every post.
CHATTER, ATTACK, PUSH = int(Theme.CHATTER), int(Theme.ATTACK), int(Theme.PUSH)
SUPPORT, DENOUNCE, MATCH = int(Theme.SUPPORT), int(Theme.DENOUNCE), int(Theme.MATCH)
TAGGED, MENTIONING = int(Form.TAGGED), int(Form.MENTIONING)
HATE_TAGGED, BOTH_TAGS = int(Form.HATE_TAGGED), int(Form.BOTH_TAGS)

_SIMPLE: dict[int, str] = {
    Theme.PUSH: "PUSH",
    Theme.ENDORSE: "ENDORSE",
    Theme.DENOUNCE: "DENOUNCE_QUOTE",
    Theme.REPORT: "REPORT",
    Theme.BYSTANDER: "BYSTANDER",
    Theme.DISSENT: "DISSENT",
    Theme.OWN: "OWN",
    Theme.HOMONYM: "HOMONYM",
    Theme.STAR: "STAR",
    Theme.FAN: "FAN",
    Theme.MATCH: "MATCH",
    Theme.TALK: "TALK",
}
_FRAMED = {ATTACK, CHATTER, SUPPORT, int(Theme.DISSENT)}
"""Themes whose sentences stand between an opener and a closer."""


class Bits:
    """Spends the bits of a variant, one choice after another."""

    __slots__ = ("_left",)

    def __init__(self, variant: int) -> None:
        self._left = variant

    def below(self, bound: int) -> int:
        """Return a number from 0 up to ``bound``."""
        self._left, chosen = divmod(self._left, bound)
        return chosen

    def pick(self, choices: tuple[str, ...]) -> str:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def percent(self, share: int) -> bool:
        """Return true in ``share`` of a hundred cases."""
        return self.below(100) < share


class Composer:
    """Writes texts in one wording."""

    def __init__(self, wording: str) -> None:
        self._words = WORDINGS[wording]

    def compose(
        self, theme: int, targets: int, form: int, english: bool, group: int, variant: int
    ) -> str:
        """Return the text of a post, without the links and pictures it shows."""
        bits = Bits(variant)
        words = self._words[english]
        target = _first_target(targets, bits)
        sentence = _sentence(theme, form, words, group, bits)
        opener = closer = ""
        if theme in _FRAMED:
            opener, closer = bits.pick(words.OPENERS), bits.pick(words.CLOSERS)
        if "{" in sentence:
            name, short = _names(targets, target, english, bits)
            sentence = sentence.format(
                n=name, s=short, t=_written(target.hate_tags, bits),
                h=bits.pick(words.HOSTILE_WORDS), k=2 + bits.below(97),
            )  # fmt: skip
        if not opener or opener.endswith(". "):
            sentence = sentence[0].upper() + sentence[1:]
        text = opener + sentence
        if theme == ATTACK:
            text = _disguised(text, bits)
        return _addressed(text + closer, theme, form, targets, group, target, bits)


def _sentence(theme: int, form: int, words: ModuleType, group: int, bits: Bits) -> str:
    if theme == CHATTER:
        sentences, subjects = words.GROUPS[group % len(words.GROUPS)]
        return bits.pick(sentences).replace("{x}", bits.pick(subjects))
    if theme == ATTACK:
        return _attack(form, words, bits)
    if theme == SUPPORT:
        denounces = form in (HATE_TAGGED, BOTH_TAGS)
        return bits.pick(words.DENOUNCE_TAG if denounces else words.SUPPORT)
    choices: tuple[str, ...] = getattr(words, _SIMPLE[theme])
    return bits.pick(choices)


def _attack(form: int, words: ModuleType, bits: Bits) -> str:
    if form == MENTIONING:
        return bits.pick(words.MENTIONING_ATTACK)
    kind = bits.below(100)
    if kind < 6:  # noqa: PLR2004 - six of a hundred attacks are sarcasm
        return bits.pick(words.SARCASM_ATTACK)
    if form == TAGGED and kind < 40:  # noqa: PLR2004 - the hashtag says whom
        return bits.pick(words.TAGGED_ATTACK)
    return bits.pick(words.ATTACK)


def _first_target(targets: int, bits: Bits) -> TargetName:
    if targets == BOTH:
        return TARGETS[bits.below(2)]
    return TARGETS[1] if targets == BELKACEMI else TARGETS[0]


def _all(targets: int, target: TargetName) -> tuple[TargetName, ...]:
    """Return everybody a post is about, the first one in front."""
    if targets != BOTH:
        return (target,)
    return (target, TARGETS[1] if target is TARGETS[0] else TARGETS[0])


def _names(targets: int, target: TargetName, english: bool, bits: Bits) -> tuple[str, str]:
    """Return a full and a short name; of both targets where the post is about both."""
    if targets != BOTH:
        return (target.name if bits.percent(55) else target.short), target.short
    first, second = _all(targets, target)
    joint = f"{first.short} {'and' if english else 'et'} {second.short}"
    return joint, joint


def _written(tags: tuple[str, ...], bits: Bits) -> str:
    """Return the usual hashtag, now and then in another case or another one."""
    kind = bits.below(100)
    if kind < 86:  # noqa: PLR2004
        return tags[0]
    if kind < 91:  # noqa: PLR2004
        return tags[0].lower()
    return tags[0].upper() if kind < 94 else tags[1]  # noqa: PLR2004


def _disguised(text: str, bits: Bits) -> str:
    """Return the text with look-alike letters, l33t or invisible signs in one case of eight."""
    kind = bits.below(100)
    if kind < 6:  # noqa: PLR2004
        return text.translate(CYRILLIC)
    if kind < 10:  # noqa: PLR2004
        return " ".join(
            word.translate(LEET) if number % 2 else word
            for number, word in enumerate(text.split(" "))
        )
    if kind < 12:  # noqa: PLR2004
        return " ".join(ZERO_WIDTH.join((word[:2], word[2:])) for word in text.split(" "))
    return text


def _addressed(
    text: str, theme: int, form: int, targets: int, group: int, target: TargetName, bits: Bits
) -> str:
    """Add the hashtags or the handle that the form asks for."""
    if theme == CHATTER:
        tags = GROUP_TAGS[group % len(GROUP_TAGS)]
        return f"{text} #{bits.pick(tags)}" if bits.percent(17) else text
    if theme == MATCH:
        return f"{text} #{MATCH_TAG}"
    if theme in (ATTACK, PUSH) and form == TAGGED:
        return text + "".join(
            f" #{_written(figure.hate_tags, bits)}" for figure in _all(targets, target)
        )
    if theme in (ATTACK, SUPPORT) and form == MENTIONING:
        handles = " ".join(f"@{figure.handle}" for figure in _all(targets, target))
        return f"{handles} {text}"
    if theme in (SUPPORT, DENOUNCE) and form in (TAGGED, BOTH_TAGS):
        return text + "".join(
            f" #{_written(figure.own_tags, bits)}" for figure in _all(targets, target)
        )
    return text


def twisted(text: str, twist: int) -> str:
    """Return a copied text changed a little, as those do who copy by hand."""
    return (text, f"{text} !", f"{text} 🔥", text.replace(" ", "  ", 1))[twist]
