"""Two observations of one node or relationship become one, by the policies of the schema.

This is the only implementation, used for both engines: the loader reads what is stored, merges
here, and writes plain values. :class:`~meute.graph.types.Merge` says what each policy means and
why whole rows, and not only single values, merge independently of their order.

A row must be well-formed: a time, flag or precision that others go by (``at`` in the schema) is
there only together with one of them, and a list is sorted and free of duplicates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ..graph.store import Row, Values
from ..graph.tables import row_of, values_of
from ..graph.types import Merge, NodeType, RelationshipType

News = dict[int, Any]
"""What changes in a row: new values by their columns' positions, None for what it no longer has."""

Rule = Callable[[Values, Values, News], None]
"""Reads an old row and a new one, and adds what changes in the old one."""

_UNKNOWN = -1
"""Stands for a time that is not known: older than any that is."""


def merge_rows(declared: NodeType | RelationshipType, old: Row, new: Row) -> Row:
    """Return one row for both; the arguments stay as they are."""
    rows = values_of(declared, old), values_of(declared, new)
    return row_of(declared, merge_values(declared, *rows))


def merge_values(declared: NodeType | RelationshipType, old: Values, new: Values) -> Values:
    """Return one row for both, as :func:`merge_rows`, of rows that are tuples."""
    return changed(old, news_of(declared, old, new))


def changed(old: Values, news: News) -> Values:
    """Return a row with its news."""
    if not news:
        return old
    values = list(old)
    for at, value in news.items():
        values[at] = value
    return tuple(values)


def news_of(declared: NodeType | RelationshipType, old: Values, new: Values) -> News:
    """Return what merging changes in ``old``.

    Only the rules of what differs are asked: most looks at an account differ in their time alone.
    """
    rules, bookkeeping = _rules(declared)
    asked = dict.fromkeys(
        [
            rule
            for rule, held, seen in zip(rules, old, new, strict=True)
            if seen is not None and held != seen
        ]
    )
    for at in bookkeeping:
        if old[at] is not None:
            asked[rules[at]] = None
    news: News = {}
    for rule in asked:
        rule(old, new, news)
    return news


@cache
def _rules(declared: NodeType | RelationshipType) -> tuple[tuple[Rule, ...], tuple[int, ...]]:
    """The rule of each column, and the columns that LATEST keeps for itself."""
    position = {name: at for at, name in enumerate(declared.columns)}
    rules: dict[str, Rule] = dict.fromkeys(declared.columns, _nothing)
    leading: dict[tuple[Merge, str], list[str]] = {}
    older = {p.at: name for name, p in declared.properties.items() if p.merge is Merge.OLDER}
    for name, property_ in declared.properties.items():
        if property_.at is not None:
            if property_.merge is not Merge.OLDER:
                leading.setdefault((property_.merge, property_.at), []).append(name)
        elif name not in _times_of(declared):
            rules[name] = _SINGLE[property_.merge](position[name])
    for (policy, at), names in leading.items():
        led = [position[name] for name in names]
        if policy is Merge.LONGEST:
            rules.update((name, _longest(position[name], position[at])) for name in names)
        elif policy is Merge.FINEST:
            rules.update(dict.fromkeys((*names, at), _finest(led, position[at])))
        else:
            keeps = [older[at]] if at in older else []
            kept_at = position[keeps[0]] if keeps else None
            rule = _latest(dict(zip(led, names, strict=True)), position[at], kept_at)
            rules.update(dict.fromkeys((*names, at, *keeps), rule))
    return tuple(rules.values()), tuple(position[name] for name in older.values())


def _nothing(old: Values, new: Values, news: News) -> None:
    """A key stays as it is."""


@cache
def _times_of(declared: NodeType | RelationshipType) -> frozenset[str]:
    """The properties that others go by in LATEST and FINEST."""
    return frozenset(
        p.at
        for p in declared.properties.values()
        if p.at is not None and p.merge in {Merge.LATEST, Merge.FINEST}
    )


def _greater(at: int) -> Rule:
    def rule(old: Values, new: Values, news: News) -> None:
        if old[at] is None or new[at] > old[at]:
            news[at] = new[at]

    return rule


def _lesser(at: int) -> Rule:
    def rule(old: Values, new: Values, news: News) -> None:
        if old[at] is None or new[at] < old[at]:
            news[at] = new[at]

    return rule


def _union(at: int) -> Rule:
    def rule(old: Values, new: Values, news: News) -> None:
        held = old[at] or ()
        if old[at] is None or not set(new[at]).issubset(held):
            news[at] = sorted({*held, *new[at]})

    return rule


_SINGLE: dict[Merge, Callable[[int], Rule]] = {
    Merge.GREATEST: _greater,
    Merge.LEAST: _lesser,
    Merge.UNION: _union,
    # False is less than true, and an unseen flag is left out of the comparison.
    Merge.ANY: _greater,
    Merge.ALL: _lesser,
}
"""Rules that are asked only about a value that was seen."""


def _longest(at: int, flag: int) -> Rule:
    def rank(row: Values) -> tuple[bool, int, str]:
        text = row[at]
        return not row[flag], len(text), text

    def rule(old: Values, new: Values, news: News) -> None:
        if old[at] is None or rank(new) > rank(old):
            news[at] = new[at]

    return rule


def _finest(led: list[int], precision: int) -> Rule:
    def rule(old: Values, new: Values, news: News) -> None:
        fine, known = new[precision] or "", old[precision] or ""
        if fine < known:
            return
        if fine > known:
            news[precision] = fine
        for at in led:
            seen, held = new[at], old[at]
            if seen is not None and (fine > known or held is None or seen < held):
                news[at] = seen

    return rule


def _latest(led: dict[int, str], time_at: int, older: int | None) -> Rule:
    def rule(old: Values, new: Values, news: News) -> None:
        last = max(_time(old[time_at]), _time(new[time_at]))
        old_times, times = _times(old, led, time_at, older), _times(new, led, time_at, older)
        stale = []
        for at, name in led.items():
            held, seen = old[at], new[at]
            time = old_times.get(at, _UNKNOWN)
            if seen is not None and (held is None or (times[at], seen) > (time, held)):
                time = times[at]
                if seen != held:
                    news[at] = seen
            if time != last and not (held is None and seen is None):
                stale.append(f"{name} {time}" if time != _UNKNOWN else name)
        if last > _time(old[time_at]):
            news[time_at] = last
        if older is not None:
            noted = ", ".join(sorted(stale)) or None
            if noted != old[older]:
                news[older] = noted

    return rule


def _time(value: int | None) -> int:
    return _UNKNOWN if value is None else value


def _times(row: Values, led: dict[int, str], time_at: int, older: int | None) -> dict[int, int]:
    """When each value that is there was seen."""
    last = _time(row[time_at])
    times = {at: last for at in led if row[at] is not None}
    if older is not None and row[older] is not None:
        noted = dict(entry.partition(" ")[::2] for entry in row[older].split(", "))
        for at, name in led.items():
            if name in noted:
                times[at] = int(noted[name]) if noted[name] else _UNKNOWN
    return times
