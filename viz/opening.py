"""The opening of a report, for somebody who reads half a screen, and what limits this case.

Every sentence follows from counts of the case. What was not looked for is among what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .model import values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .report_data import Case

NAMED_FIGURES = 3
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Opening:
    """What happened, how sure that is, and what is not known, in sentences."""

    happened: tuple[str, ...]
    sure: tuple[str, ...]
    unknown: tuple[str, ...]


def opening_of(case: Case, number: Callable[[Any], str], moment: Callable[[Any], str]) -> Opening:
    """Return the opening; ``number`` and ``moment`` write numbers and times for people."""
    limits = list(limits_of(case, number))
    unsought = [
        sentence
        for method, sentence in (
            ("stance", "Whether anybody is attacked was not looked for: no figure is loaded."),
            ("coordination", "Packs were not looked for."),
            ("bursts", "Bursts were not looked for."),
        )
        if not case.looked_for(method)
    ]
    always = "Who is behind the accounts, and whether anybody gave an order, posts cannot tell."
    return Opening(
        tuple(_happened(case, number, moment)),
        tuple(_sure(case, number)),
        (*unsought, *limits[: max(1, 3 - len(unsought))], always),
    )


def _count(count: int, one: str, many: str, number: Callable[[Any], str]) -> str:
    return f"{number(count)} {one if count == 1 else many}"


def _happened(
    case: Case, number: Callable[[Any], str], moment: Callable[[Any], str]
) -> Iterator[str]:
    if case.overview is None:
        yield "The graph holds no posts."
        return
    attacked = sorted(
        (row for row in case.targets if row["stance"] == "ATTACKS"),
        key=lambda row: (-row["posts"], row["target"]),
    )
    for row in attacked[:NAMED_FIGURES]:
        posts = _count(row["posts"], "post attacks", "posts attack", number)
        accounts = _count(row["accounts"], "account", "accounts", number)
        yield (
            f"{posts} {row['display_name'] or row['target']}, of {accounts}, "
            f"{number(row['own'])} in own words, from {moment(row['first_at'])} to "
            f"{moment(row['last_at'])}."
        )
    if not attacked and case.looked_for("stance"):
        yield "No post attacks a figure, by the rules of the case."
    if case.story is not None:
        burst, core = case.story.burst, case.story.core
        within = (
            f", {round(100 * core.share)} % of them within {number(core.minutes)} minutes"
            if core is not None
            else ""
        )
        yield (
            f"#{burst['hashtag']} rose to {number(burst['posts'])} posts of "
            f"{number(burst['accounts'])} accounts{within}; its rhythm would give "
            f"{number(burst['expected'])}."
        )
    if case.packs:
        sizes = sum(pack["size"] or 0 for pack in case.packs)
        packs = _count(len(case.packs), "group", "groups", number)
        yield f"{packs} of accounts, {number(sizes)} in all, acted together in time."
    if case.attackers:
        yield (
            f"{_count(len(case.attackers), 'account attacks', 'accounts attack', number)} two "
            "figures or more."
        )


def _sure(case: Case, number: Callable[[Any], str]) -> Iterator[str]:
    for row in case.runs:
        if row["run"] == case.run and row["method"] == "coordination":
            fdr = values_of(row["parameters"], {}).get("fdr")
            if fdr is not None:
                yield (
                    f"Of the ties between accounts, at most {number(100 * fdr)} % are expected to "
                    "be accidents, by a model of chance that knows each account’s pace."
                )
        if row["method"] == "stance":
            corrected = values_of(row["summary"], {}).get("overrides") or 0
            decisions = _count(corrected, "decision", "decisions", number)
            yield (
                "Attack and support are told from words, by rules that are printed here or kept "
                f"with the case; a person corrected {decisions}."
            )
    explained = sum(bool(pack.get("explanation")) for pack in case.packs)
    if explained:
        yield (
            f"{_count(explained, 'group has', 'groups have', number)} another explanation beside "
            "its measures: read it before anything else."
        )


def limits_of(case: Case, number: Callable[[Any], str]) -> Iterator[str]:
    """Yield the limits that apply to this case, those that weigh most first."""
    for one in case.unfinished:
        yield str(one)
    held = case.limits
    if not held or not held["posts"]:
        return
    loaded = held["posts"] - held["stubs"]
    for count, sentence in (
        (held["untimed"], "posts have no time: they are in no tie and in no burst."),
        (held["coarse"], "posts have a time to the minute or day alone."),
        (held["weak"], "reposts name no original, and were compared by author and words."),
        (held["silent"], "posts have no text at hand, so that no rule could read them."),
        (held["stubs"], "posts are only referred to: what they say, and often when, is unknown."),
    ):
        if count:
            yield f"{number(count)} of {number(held['posts'])} {sentence}"
    if len(held["platforms"]) == 1:
        yield f"All posts are of one platform, {held['platforms'][0]}: others were not collected."
    if loaded and held["uncounted"] == loaded:
        yield ("When the posts were collected is unknown, and so what had been deleted by then.")
    low = [
        pack for pack in case.packs
        if pack.get("known_share") is not None and pack["known_share"] < _MOSTLY
    ]  # fmt: skip
    if low:
        yield (
            f"Of what {_count(len(low), 'pack shares', 'packs share', number)}, most beginnings "
            "are unknown: an audience of one author looks the same."
        )
