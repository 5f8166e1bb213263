"""One sentence a pack and a tie: what else could explain it."""

from __future__ import annotations

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

DOUBTFUL = 0.01
"""Chances of a tie from here on are said in words."""
MENTIONED = 0.5
"""Shares from here on are worth a word."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOUR_S, MINUTE_S = 3_600, 60


def pack_sentence(explanation: Explanation, names: Names, inside_share: float | None) -> str:
    """Return what else could explain a pack, the weightiest first."""
    said = list(_habits(explanation, names))
    if inside_share is not None and inside_share >= MENTIONED:
        said.append("they mostly repost one another: so does a circle of friends")
    if explanation.days == 1:
        said.append("all of it is of one day")
    if explanation.known_beginnings < 1:
        said.append(_unknown(explanation.known_beginnings))
    if explanation.weak:
        said.append(_weak(explanation.weak))
    if not said:
        said.append("no leader, author or hour explains it")
    if explanation.sharpness is not None:
        said.append(_sharp(explanation.sharpness))
    return _sentence(said)


def _unknown(known_beginnings: float) -> str:
    return (
        f"of {1 - known_beginnings:.0%} of what they share the beginning is unknown, and the first "
        "act stands for it"
    )


def _weak(weak: float) -> str:
    return (
        f"of {weak:.0%} of what they share no original is named, and the reposted account and the "
        "words stand for it"
    )


def _sharp(sharpness: float) -> str:
    return (
        f"of their gaps of up to {FAR} windows {sharpness:.0%} are within one "
        f"({1 / FAR:.0%} would be no sharpness)"
    )


def _habits(explanation: Explanation, names: Names) -> Iterator[str]:
    """Yield what audiences, fans and habits would explain."""
    if explanation.led < LED and explanation.led_in_turn >= LED_IN_TURN:
        leaders = ", ".join(str(names[leader]) for leader in explanation.leaders)
        yield (
            f"in {explanation.led_in_turn:.0%} of what they share one of {leaders} acted first: "
            "their audience would look the same"
        )
    elif explanation.leader is not None and explanation.led >= MENTIONED:
        yield (
            f"in {explanation.led:.0%} of what they share {names[explanation.leader]} acted first: "
            "its audience would look the same"
        )
    if explanation.authored < AUTHORED and explanation.authored_in_turn >= LED_IN_TURN:
        authors = ", ".join(str(names[author]) for author in explanation.authors)
        yield (
            f"one of {authors} wrote {explanation.authored_in_turn:.0%} of what they share: their "
            "fans would look the same"
        )
    elif explanation.author is not None and explanation.authored >= MENTIONED:
        yield (
            f"of what they share {names[explanation.author]} wrote {explanation.authored:.0%}: "
            "its fans would look the same"
        )
    if explanation.at_once >= AT_ONCE and explanation.outside >= OUTSIDE:
        yield (
            f"on {explanation.at_once:.0%} of what they share they were there at once (within "
            f"{AT_ONCE_S:.0f} s of the beginning, or of the first act): alerts for its authors "
            "would look the same"
        )
    if explanation.scheduled >= MENTIONED:
        rhythm = explanation.rhythm
        slot = _slot(rhythm.length, rhythm.slot, explanation.slots)
        yield f"{explanation.scheduled:.0%} of the occasions fall {slot}"
    if explanation.clocked >= CLOCKED:
        yield (
            f"{explanation.clocked:.0%} of them keep to the clock, as programs do that look every "
            "so many minutes: those with one source would look the same"
        )


def salvo_sentence(salvo: Salvo, names: Names) -> str:
    """Return what a salvo rests on, and what else could explain it."""
    said = [
        f"of the times they came to these within a quarter of an hour of one another, "
        f"{salvo.close:.0%} were within a minute, where the pace would give {salvo.expected:.0%}"
    ]
    if salvo.own_lag is not None and salvo.own_lag >= OWN_LAG:
        said.append(
            "each came with a lag of its own to all of it: readers of one list or thread do"
        )
    said += _habits(salvo.explanation, names)
    if salvo.explanation.known_beginnings < 1:
        unknown = 1 - salvo.explanation.known_beginnings
        said.append(f"of {unknown:.0%} of what they share the beginning is unknown")
    if salvo.explanation.weak:
        said.append(_weak(salvo.explanation.weak))
    said.append("whoever is sent the same posts at the same moment does the same")
    return _sentence(said)


def _sentence(said: Sequence[str]) -> str:
    sentence = "; ".join(said)
    return sentence[0].upper() + sentence[1:] + "."


def _slot(turn: float, slot: float, begins: Sequence[float]) -> str:
    clocks = " and ".join(
        f"{int(second) % int(DAY_S) // HOUR_S:02}:{int(second) % HOUR_S // MINUTE_S:02}"
        for second in begins
    )
    within = f"in the {slot / MINUTE_S:.0f} minutes after {clocks} UTC"
    if turn == DAY_S:
        return f"{within}: so does a daily habit"
    return f"on {WEEKDAYS[int(begins[0] // DAY_S)]} {within}: so does a weekly habit"


def tie_sentences(ties: Ties, explanations: TieExplanations, names: Names, p: Floats) -> list[str]:
    """Return of each tie what else could explain it, the weightiest first; ``p`` with doubt."""
    columns = {
        field.name: getattr(explanations, field.name).tolist() for field in fields(explanations)
    }
    rows = zip(*columns.values(), strict=True)
    told = (_Tie(**dict(zip(columns, row, strict=True))) for row in rows)
    ends = zip(ties.a.tolist(), ties.b.tolist(), strict=True)
    return [
        _sentence([*_of_tie(tie, a, b, names), *_doubt(chance)])
        for tie, (a, b), chance in zip(told, ends, p.tolist(), strict=True)
    ]


def _doubt(p: float) -> Iterator[str]:
    if p >= DOUBTFUL:
        yield f"taken by itself it says little: with doubt allowed for, its chance is {p:.0%}"


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


def _of_tie(tie: _Tie, a: int, b: int, names: Names) -> Iterator[str]:
    plain = True
    for said in _habits_of_tie(tie, a, b, names):
        plain = False
        yield said
    if plain:
        yield "no leader, author or hour explains it"
    if tie.known_beginnings < 1:
        yield _unknown(tie.known_beginnings)
    if tie.weak:
        yield _weak(tie.weak)
    if tie.sharpness >= 0:
        yield _sharp(tie.sharpness)


def _habits_of_tie(tie: _Tie, a: int, b: int, names: Names) -> Iterator[str]:
    if max(tie.first, 1 - tie.first) >= LED:
        who, share = (a, tie.first) if tie.first >= LED else (b, 1 - tie.first)
        yield f"in {share:.0%} {names[who]} came first: the other may only follow it"
    if tie.led >= MENTIONED:
        yield (
            f"in {tie.led:.0%} of what they share {names[tie.leader]} acted shortly before both: "
            "its audience would look the same"
        )
    if tie.authored >= MENTIONED:
        yield (
            f"of what they share {names[tie.author]} wrote {tie.authored:.0%}: its fans would look "
            "the same"
        )
    if tie.scheduled >= MENTIONED:
        slot = _slot(tie.turn, tie.slot, (tie.begins,))
        yield f"{tie.scheduled:.0%} of the occasions fall {slot}"
    if tie.days == 1:
        yield "all of it is of one day"
