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

from ..graph.store import Row
from ..graph.tables import Values, row_of, values_of
from ..graph.types import Merge, NodeType, RelationshipType

Rule = Callable[[Row, Row, Row], None]
"""Reads an old row and a new one, and writes into the third what changes in the old one."""

_UNKNOWN = -1
"""Stands for a time that is not known: older than any that is."""


def merge_rows(declared: NodeType | RelationshipType, old: Row, new: Row) -> Row:
    """Return one row for both; the arguments stay as they are."""
    news = news_of(declared, old, new)
    merged = old | news
    if None in news.values():
        return {name: value for name, value in merged.items() if value is not None}
    return merged


def merge_values(node_type: NodeType, old: Values, new: Values) -> Values:
    """Return one row for both, as :func:`merge_rows`, of rows that are tuples."""
    rows = row_of(node_type, old), row_of(node_type, new)
    return values_of(node_type, merge_rows(node_type, *rows))


def news_of(declared: NodeType | RelationshipType, old: Row, new: Row) -> Row:
    """Return what merging changes in ``old``: new values, and None for what it no longer has.

    Only the rules of what differs are asked: most looks at an account differ in their time alone.
    """
    rules, bookkeeping = _rules(declared)
    asked = {
        rules[name]: None
        for name, value in new.items()
        if name in rules and (name not in old or old[name] != value)
    }
    for name in bookkeeping:
        if name in old:
            asked[rules[name]] = None
    news: Row = {}
    for rule in asked:
        rule(old, new, news)
    return news


@cache
def _rules(declared: NodeType | RelationshipType) -> tuple[dict[str, Rule], tuple[str, ...]]:
    """The rule of each property, and those properties that LATEST keeps for itself."""
    rules: dict[str, Rule] = {}
    leading: dict[tuple[Merge, str], list[str]] = {}
    older = {p.at: name for name, p in declared.properties.items() if p.merge is Merge.OLDER}
    for name, property_ in declared.properties.items():
        if property_.at is not None:
            if property_.merge is not Merge.OLDER:
                leading.setdefault((property_.merge, property_.at), []).append(name)
        elif name not in _times_of(declared):
            rules[name] = _SINGLE[property_.merge](name)
    for (policy, at), names in leading.items():
        if policy is Merge.LONGEST:
            rules.update((name, _longest(name, at)) for name in names)
        elif policy is Merge.FINEST:
            rules.update(dict.fromkeys((*names, at), _finest(names, at)))
        else:
            keeps = [older[at]] if at in older else []
            rule = _latest(names, at, older.get(at))
            rules.update(dict.fromkeys((*names, at, *keeps), rule))
    return rules, tuple(older.values())


@cache
def _times_of(declared: NodeType | RelationshipType) -> frozenset[str]:
    """The properties that others go by in LATEST and FINEST."""
    return frozenset(
        p.at
        for p in declared.properties.values()
        if p.at is not None and p.merge in {Merge.LATEST, Merge.FINEST}
    )


def _greater(name: str) -> Rule:
    def rule(old: Row, new: Row, news: Row) -> None:
        if name in new and (name not in old or new[name] > old[name]):
            news[name] = new[name]

    return rule


def _lesser(name: str) -> Rule:
    def rule(old: Row, new: Row, news: Row) -> None:
        if name in new and (name not in old or new[name] < old[name]):
            news[name] = new[name]

    return rule


def _union(name: str) -> Rule:
    def rule(old: Row, new: Row, news: Row) -> None:
        if name in new and not (name in old and set(new[name]).issubset(old[name])):
            news[name] = sorted({*old.get(name, ()), *new[name]})

    return rule


_SINGLE: dict[Merge, Callable[[str], Rule]] = {
    Merge.GREATEST: _greater,
    Merge.LEAST: _lesser,
    Merge.UNION: _union,
    # False is less than true, and an unseen flag is left out of the comparison.
    Merge.ANY: _greater,
    Merge.ALL: _lesser,
}


def _longest(name: str, flag: str) -> Rule:
    def rank(row: Row) -> tuple[bool, int, str]:
        text = row[name]
        return not row.get(flag, False), len(text), text

    def rule(old: Row, new: Row, news: Row) -> None:
        if name in new and (name not in old or rank(new) > rank(old)):
            news[name] = new[name]

    return rule


def _finest(names: list[str], precision: str) -> Rule:
    def rule(old: Row, new: Row, news: Row) -> None:
        fine, known = new.get(precision, ""), old.get(precision, "")
        if fine < known:
            return
        if fine > known:
            news[precision] = fine
        for name in names:
            if name in new and (fine > known or name not in old or new[name] < old[name]):
                news[name] = new[name]

    return rule


def _latest(names: list[str], at: str, older: str | None) -> Rule:
    def rule(old: Row, new: Row, news: Row) -> None:
        last = max(_time(old, at), _time(new, at))
        seen, times = _times(old, names, at, older), _times(new, names, at, older)
        stale = []
        for name in names:
            time = seen.get(name, _UNKNOWN)
            if name in times and (name not in old or (times[name], new[name]) > (time, old[name])):
                time = times[name]
                if name not in old or new[name] != old[name]:
                    news[name] = new[name]
            if time != last and (name in old or name in new):
                stale.append(f"{name} {time}" if time != _UNKNOWN else name)
        if last > _time(old, at):
            news[at] = last
        if older is not None:
            noted = ", ".join(sorted(stale)) or None
            if noted != old.get(older):
                news[older] = noted

    return rule


def _time(row: Row, at: str) -> int:
    time: int = row.get(at, _UNKNOWN)
    return time


def _times(row: Row, names: list[str], at: str, older: str | None) -> dict[str, int]:
    """When each value that is there was seen."""
    last = _time(row, at)
    times = {name: last for name in names if name in row}
    if older is not None:
        for entry in filter(None, row.get(older, "").split(", ")):
            name, _, time = entry.partition(" ")
            times[name] = int(time) if time else _UNKNOWN
    return times
