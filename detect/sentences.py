"""One sentence a pack and a tie: what else could explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from .acts import Floats, Names
from .clocks import CLOCKED
from .explanations import (
    AT_ONCE,
    AT_ONCE_S,
    AUTHORED,
    DAY_S,
    FAR,
    LED,
    LED_IN_TURN,
    OUTSIDE,
    Explanation,
)
from .salvoes import OWN_LAG, Salvo
from .tie_explanations import TieExplanations
from .ties import Ties

_HANDLE = re.compile(r"@?[\w.@-]{1,80}")
"""A stranger chose it: what holds a space or a sign could pass for words of the sentence."""

DOUBTFUL = 0.01
"""Chances of a tie from here on are said in words."""
MENTIONED = 0.5
"""Shares from here on are worth a word."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOUR_S, MINUTE_S = 3_600, 60


def pack_sentence(explanation: Explanation, called: Names, inside_share: float | None) -> str:
    """Return what else could explain a pack, the weightiest first."""
    said = list(_habits(explanation, called))
    if inside_share is not None and inside_share >= MENTIONED:
        said.append("they mostly repost one another: so does a circle of friends")
    if explanation.days == 1:
        said.append("all of it happened on one day")
    if explanation.known_beginnings < 1:
        said.append(_unknown(explanation.known_beginnings))
    if explanation.weak:
        said.append(_weak(explanation.weak))
    if not said:
        said.append("no account that leads, no author and no hour explains it")
    if explanation.sharpness is not None:
        said.append(_sharp(explanation.sharpness))
    return _sentence(said)


def _unknown(known_beginnings: float) -> str:
    return (
        f"when {1 - known_beginnings:.0%} of what they share began is unknown, and the first act "
        "is taken for it"
    )


def _weak(weak: float) -> str:
    return (
        f"for {weak:.0%} of what they share the export names no original, and the reposted account "
        "and the words are taken for it"
    )


def _sharp(sharpness: float) -> str:
    return (
        f"of the times they came within {FAR} windows of one another, {sharpness:.0%} were within "
        f"one (if nothing drew them together, about {1 / FAR:.0%} would be)"
    )


def _habits(explanation: Explanation, called: Names) -> Iterator[str]:
    """Yield what audiences, fans and habits would explain."""
    if explanation.led < LED and explanation.led_in_turn >= LED_IN_TURN:
        yield (
            f"in {explanation.led_in_turn:.0%} of what they share, "
            f"{_alternatives(explanation.leaders, called)} acted first: their audience would act "
            "the same way"
        )
    elif explanation.leader is not None and explanation.led >= MENTIONED:
        yield (
            f"in {explanation.led:.0%} of what they share, {called[explanation.leader]} acted "
            "first: that account's audience would act the same way"
        )
    if explanation.authored < AUTHORED and explanation.authored_in_turn >= LED_IN_TURN:
        yield (
            f"{explanation.authored_in_turn:.0%} of what they share was written by "
            f"{_alternatives(explanation.authors, called)}: their fans would act the same way"
        )
    elif explanation.author is not None and explanation.authored >= MENTIONED:
        yield (
            f"{explanation.authored:.0%} of what they share was written by "
            f"{called[explanation.author]}, whose fans would act the same way"
        )
    if explanation.at_once >= AT_ONCE and explanation.outside >= OUTSIDE:
        yield (
            f"in {explanation.at_once:.0%} of what they share, they came within {AT_ONCE_S:.0f} s "
            "of its beginning or of the first act: people with alerts for its authors do the same"
        )
    if explanation.scheduled >= MENTIONED:
        rhythm = explanation.rhythm
        slot = _slot(rhythm.length, rhythm.slot, explanation.slots)
        yield f"{explanation.scheduled:.0%} of the occasions fall {slot}"
    if explanation.clocked >= CLOCKED:
        yield (
            f"{explanation.clocked:.0%} of the members keep to the clock, as programs do that look "
            "every so many minutes: programs with one source do the same"
        )


def _alternatives(accounts: Sequence[int], called: Names) -> str:
    *others, last = (str(called[account]) for account in accounts)
    return f"{', '.join(others)} or {last}" if others else last


def salvo_sentence(salvo: Salvo, called: Names) -> str:
    """Return what a salvo rests on, and what else could explain it."""
    said = [
        f"of the times they came to these within a quarter of an hour of one another, "
        f"{salvo.close:.0%} were within a minute (at their usual pace it would be "
        f"{salvo.expected:.0%})"
    ]
    if salvo.own_lag is not None and salvo.own_lag >= OWN_LAG:
        said.append(
            "each came to all of it after a delay of its own, as readers of one list or thread do"
        )
    said += _habits(salvo.explanation, called)
    if salvo.explanation.known_beginnings < 1:
        unknown = 1 - salvo.explanation.known_beginnings
        said.append(f"when {unknown:.0%} of what they share began is unknown")
    if salvo.explanation.weak:
        said.append(_weak(salvo.explanation.weak))
    said.append("whoever is sent the same posts at the same moment does the same")
    return _sentence(said)


def _sentence(said: Sequence[str]) -> str:
    sentence = "; ".join(said)
    return sentence[0].upper() + sentence[1:] + "."


def spoken_names(names: Names, accounts: Names, handles: Sequence[str | None]) -> Names:
    """Return what accounts are called in a sentence: a handle where it is one word, else the id.

    Args:
        names: the ids of all accounts, sorted.
        accounts: ids with handles, shape (n,).
        handles: their handles, shape (n,).
    """
    called = names.copy()
    handle_of = dict(zip(accounts, handles, strict=True))
    for place, name in enumerate(names):
        handle = handle_of.get(name)
        if isinstance(handle, str) and _HANDLE.fullmatch(handle):
            called[place] = f"@{handle.removeprefix('@')}"
    return called


def _slot(turn: float, slot: float, begins: Sequence[float]) -> str:
    clocks = " and ".join(
        f"{int(second) % int(DAY_S) // HOUR_S:02}:{int(second) % HOUR_S // MINUTE_S:02}"
        for second in begins
    )
    within = f"in the {slot / MINUTE_S:.0f} minutes after {clocks} UTC"
    if turn == DAY_S:
        return f"{within}: so does a daily habit"
    return f"on {WEEKDAYS[int(begins[0] // DAY_S)]} {within}: so does a weekly habit"


def tie_sentences(ties: Ties, explanations: TieExplanations, called: Names, p: Floats) -> list[str]:
    """Return of each tie what else could explain it, the weightiest first; ``p`` with doubt."""
    columns = {
        field.name: getattr(explanations, field.name).tolist() for field in fields(explanations)
    }
    rows = zip(*columns.values(), strict=True)
    told = (_Tie(**dict(zip(columns, row, strict=True))) for row in rows)
    ends = zip(ties.a.tolist(), ties.b.tolist(), strict=True)
    return [
        _sentence([*_of_tie(tie, a, b, called), *_doubt(chance)])
        for tie, (a, b), chance in zip(told, ends, p.tolist(), strict=True)
    ]


def _doubt(p: float) -> Iterator[str]:
    if p >= DOUBTFUL:
        yield (
            f"taken by itself this tie says little: with doubt allowed for, the chance of an "
            f"accident is {p:.0%}"
        )


@dataclass(frozen=True, slots=True)
class _Tie:
    """A row of :class:`.TieExplanations`."""

    first: float
    days: int
    leader: int
    led: float
    author: int
    authored: float
    turn: float
    slot: float
    begins: float
    scheduled: float
    known_beginnings: float
    weak: float
    sharpness: float


def _of_tie(tie: _Tie, a: int, b: int, called: Names) -> Iterator[str]:
    plain = True
    for said in _habits_of_tie(tie, a, b, called):
        plain = False
        yield said
    if plain:
        yield "no account that leads, no author and no hour explains it"
    if tie.known_beginnings < 1:
        yield _unknown(tie.known_beginnings)
    if tie.weak:
        yield _weak(tie.weak)
    if tie.sharpness >= 0:
        yield _sharp(tie.sharpness)


def _habits_of_tie(tie: _Tie, a: int, b: int, called: Names) -> Iterator[str]:
    if max(tie.first, 1 - tie.first) >= LED:
        who, share = (a, tie.first) if tie.first >= LED else (b, 1 - tie.first)
        yield f"in {share:.0%}, {called[who]} came first: the other may simply follow that account"
    if tie.led >= MENTIONED:
        yield (
            f"in {tie.led:.0%} of what they share, {called[tie.leader]} acted shortly before both: "
            "that account's audience would act the same way"
        )
    if tie.authored >= MENTIONED:
        yield (
            f"{tie.authored:.0%} of what they share was written by {called[tie.author]}, whose "
            "fans would act the same way"
        )
    if tie.scheduled >= MENTIONED:
        slot = _slot(tie.turn, tie.slot, (tie.begins,))
        yield f"{tie.scheduled:.0%} of the occasions fall {slot}"
    if tie.days == 1:
        yield "all of it happened on one day"
