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
from ..graph.types import Merge, NodeType, RelationshipType

Rule = Callable[[Row, Row, Row], None]
"""Reads two rows and writes the merged properties into the third, a copy of the first."""

_UNKNOWN = -1
"""Stands for a time that is not known: older than any that is."""


def merge_rows(declared: NodeType | RelationshipType, old: Row, new: Row) -> Row:
    """Return one row for both; the arguments stay as they are.

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
    if not asked:
        return old
    merged = new | old
    for rule in asked:
        rule(old, new, merged)
    return merged


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
    def rule(old: Row, new: Row, merged: Row) -> None:
        if name in old and name in new and new[name] > old[name]:
            merged[name] = new[name]

    return rule


def _lesser(name: str) -> Rule:
    def rule(old: Row, new: Row, merged: Row) -> None:
        if name in old and name in new and new[name] < old[name]:
            merged[name] = new[name]

    return rule


def _union(name: str) -> Rule:
    def rule(old: Row, new: Row, merged: Row) -> None:
        if name in old and name in new and new[name] != old[name]:
            merged[name] = sorted({*old[name], *new[name]})

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

    def rule(old: Row, new: Row, merged: Row) -> None:
        if name in old and name in new and rank(new) > rank(old):
            merged[name] = new[name]

    return rule


def _finest(names: list[str], precision: str) -> Rule:
    def rule(old: Row, new: Row, merged: Row) -> None:
        if precision not in new:
            return
        coarse, fine = sorted((old, new), key=lambda row: row.get(precision, ""))
        merged[precision] = fine[precision]
        same = coarse.get(precision) == fine[precision]
        for name in names:
            if name not in fine:
                continue
            merged[name] = fine[name]
            if same and name in coarse and coarse[name] < fine[name]:
                merged[name] = coarse[name]

    return rule


def _latest(names: list[str], at: str, older: str | None) -> Rule:
    def rule(old: Row, new: Row, merged: Row) -> None:
        if older is not None and (older in old or older in new):
            pass
        elif all(name in new for name in names if name in old) and _time(new, at) > _time(old, at):
            # The common case: a later look at all that was known.
            merged.update((name, new[name]) for name in names if name in new)
            merged[at] = new[at]
            return
        times_old, times_new = _times(old, names, at, older), _times(new, names, at, older)
        last = max(_time(old, at), _time(new, at))
        stale = []
        for name in names:
            time = times_old.get(name, _UNKNOWN)
            if name in times_new:
                candidates = [(times_new[name], new[name])]
                if name in times_old:
                    candidates.append((time, old[name]))
                time, merged[name] = max(candidates)
            if name in merged and time != last:
                stale.append(f"{name} {time}" if time != _UNKNOWN else name)
        if last != _UNKNOWN:
            merged[at] = last
        if older is not None and stale:
            merged[older] = ", ".join(sorted(stale))
        elif older is not None:
            merged.pop(older, None)

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
