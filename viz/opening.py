"""The opening of a report, for somebody who reads half a screen, and what limits this case.

Every sentence follows from counts of the case. What was not looked for is among what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.unfinished import UnfinishedImport, UnfinishedRun
from .language import Language, Message, marked, message
from .model import values_of
from .text import one_line

if TYPE_CHECKING:
    from .report_data import BurstStory, Case

NAMED_FIGURES = 3
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Opening:
    """What happened, how sure that is, and what is not known, in sentences."""

    happened: tuple[str, ...]
    sure: tuple[str, ...]
    unknown: tuple[str, ...]


def opening_of(case: Case, language: Language) -> Opening:
    """Return the opening."""
    say = language.say
    limits = list(limits_of(case, language))
    unsought = [
        sentence
        for method, sentence in (
            ("stance", say("Whether anybody is attacked was not looked for: no figure is loaded.")),
            ("coordination", say("Packs were not looked for.")),
            ("bursts", say("Bursts were not looked for.")),
        )
        if not case.looked_for(method)
    ]
    always = say(
        "Who is behind the accounts, and whether anybody gave an order, posts cannot tell."
    )
    return Opening(
        tuple(_happened(case, language)) or tuple(_nothing(case, language)),
        tuple(_sure(case, language)),
        (*unsought, *limits[: max(1, 3 - len(unsought))], always),
    )


def _nothing(case: Case, language: Language) -> Iterator[str]:
    """Yield what to say of a case in which nothing was found, or looked for."""
    overview = case.overview or {}
    yield language.count(
        "%(count)s post, from %(first)s to %(last)s.",
        "%(count)s posts, from %(first)s to %(last)s.",
        overview.get("posts", 0),
        first=language.moment(overview.get("first_at")),
        last=language.moment(overview.get("last_at")),
    )
    if case.methods:
        yield language.say("Nothing of what was looked for was found.")


def _happened(case: Case, language: Language) -> Iterator[str]:
    say, count = language.say, language.count
    if case.overview is None:
        yield say("The graph holds no posts.")
        return
    attacked = sorted(
        (row for row in case.targets if row["stance"] == "ATTACKS"),
        key=lambda row: (-row["posts"], row["target"]),
    )
    for row in attacked[:NAMED_FIGURES]:
        yield count(
            "%(count)s post attacks %(figure)s, by %(accounts)s, %(own)s in own words, from "
            "%(first)s to %(last)s.",
            "%(count)s posts attack %(figure)s, by %(accounts)s, %(own)s in own words, from "
            "%(first)s to %(last)s.",
            row["posts"],
            figure=row["display_name"] or row["target"],
            accounts=count("%(count)s account", "%(count)s accounts", row["accounts"]),
            own=row["own"],
            first=language.moment(row["first_at"]),
            last=language.moment(row["last_at"]),
        )
    if not attacked and case.looked_for("stance"):
        yield (
            say("No post attacks a figure, by the rules of the case.")
            if case.has_words
            else say("No words were loaded, so whether anybody is attacked could not be judged.")
        )
    if case.story is not None:
        yield _burst(case.story, language)
    if case.packs:
        yield count(
            "One group, of %(members)s accounts, acted together in time.",
            "%(count)s groups of accounts, %(members)s in all, acted together in time.",
            len(case.packs),
            members=sum(pack["size"] or 0 for pack in case.packs),
        )
    volleys = [salvo for salvo in case.salvoes if salvo["kind"] == "salvo"]
    if volleys:
        yield count(
            "%(count)s salvo: accounts came together within minutes, on a few days at most.",
            "%(count)s salvoes: accounts came together within minutes, on a few days at most.",
            len(volleys),
        )
    if case.attackers:
        yield count(
            "%(count)s account attacks two figures or more.",
            "%(count)s accounts attack two figures or more.",
            len(case.attackers),
        )


def _burst(story: BurstStory, language: Language) -> str:
    burst, core = story.burst, story.core
    values = {
        "tag": f"#{burst['hashtag']}",
        "posts": burst["posts"],
        "accounts": burst["accounts"],
        "expected": language.number(burst["expected"]),
    }
    if core is None:
        return language.say(
            "%(tag)s rose to %(posts)s posts of %(accounts)s accounts; its rhythm would give "
            "%(expected)s.",
            **values,
        )
    return language.say(
        "%(tag)s rose to %(posts)s posts of %(accounts)s accounts, %(share)s of them within "
        "%(minutes)s; its rhythm would give %(expected)s.",
        share=language.share(core.share),
        minutes=language.count("%(count)s minute", "%(count)s minutes", round(core.minutes)),
        **values,
    )


def _sure(case: Case, language: Language) -> Iterator[str]:
    for row in case.runs:
        if row["run"] == case.run and row["method"] == "coordination":
            fdr = values_of(row["parameters"], {}).get("fdr")
            if fdr is not None:
                yield language.say(
                    "Of the ties between accounts, at most %(percent)s %% are expected to be "
                    "accidents, by a model of chance that knows each account’s pace.",
                    percent=100 * fdr,
                )
        if row["method"] == "stance":
            yield language.say(
                "Attack and support are inferred from words, by rules that are printed here or "
                "kept with the case."
            )
            yield (
                language.count(
                    "A person corrected %(count)s decision.",
                    "People corrected %(count)s decisions.",
                    corrected,
                )
                if (corrected := values_of(row["summary"], {}).get("overrides") or 0)
                else language.say("Nobody has corrected a decision of the rules.")
            )
    explained = sum(bool(pack.get("explanation")) for pack in case.packs)
    if explained:
        yield language.count(
            "For %(count)s group, another explanation is given beside its measures: read that "
            "first.",
            "For %(count)s groups, another explanation is given beside their measures: read that "
            "first.",
            explained,
        )


def unfinished_message(unfinished: UnfinishedImport | UnfinishedRun) -> Message:
    """Return the warning about a file or a run that is not whole."""
    if isinstance(unfinished, UnfinishedImport):
        return message(
            "%(file)s is not loaded whole: its first %(records)s records are in the graph, and "
            "findings rest on these alone. Load the same file again: `meute load` goes on where it "
            "stopped.",
            file=one_line(unfinished.file, 120),
            records=unfinished.records,
        )
    run = one_line(unfinished.run, 120)
    if not unfinished.command:
        return message(
            "The findings of the run %(run)s are not written whole: some of them may be missing, "
            "or of the run before. Wait for it, or run it again: it replaces them.",
            run=run,
        )
    return message(
        "The findings of the run %(run)s are not written whole: some of them may be missing, or of "
        "the run before. Wait for it, or run `%(command)s` again: it replaces them.",
        run=run,
        command=one_line(unfinished.command, 200),
    )


def weak_reposts(run: Mapping[str, Any]) -> Iterator[Message]:
    """Yield what a run did with reposts that name no original, by its row of the query ``runs``."""
    summary = values_of(run.get("summary"), {})
    for name, sentence in _WEAK.items():
        if count := summary.get(name):
            yield message(sentence, count=count)


_WEAK = {
    "weak_reposts": marked(
        "Of the reposts that name no original, %(count)s were compared by the reposted account and "
        "the words: whoever is always among the first cannot be told from that account’s fans."
    ),
    "weak_reposts_left_out": marked(
        "Of the reposts that name no original, %(count)s were left out: ties that rest on them are "
        "missing."
    ),
}
"""What the summary of a run counts of them."""
_LIMITS = {
    "untimed": marked(
        "%(count)s of %(posts)s posts have no time: they are in no tie and in no burst."
    ),
    "coarse": marked(
        "%(count)s of %(posts)s posts have a time that is exact only to the minute or the day."
    ),
    "weak": marked("%(count)s of %(posts)s posts are reposts that name no original."),
    "silent": marked(
        "%(count)s of %(posts)s posts have no text at hand, so that no rule could read them."
    ),
    "stubs": marked(
        "%(count)s of %(posts)s posts are only referred to: what they say, and often when, is "
        "unknown."
    ),
}
"""What a row of ``report-limits`` counts, in the order of weight."""


def limits_of(case: Case, language: Language) -> Iterator[str]:
    """Yield the limits that apply to this case, those that weigh most first."""
    for unfinished in case.unfinished:
        yield language.of(unfinished_message(unfinished))
    held = case.limits
    if not held or not held["posts"]:
        return
    loaded = held["posts"] - held["stubs"]
    for name, sentence in _LIMITS.items():
        if held[name]:
            yield language.say(sentence, count=held[name], posts=held["posts"])
    for run in case.runs:
        if run["run"] == case.run:
            yield from map(language.of, weak_reposts(run))
    if len(held["platforms"]) == 1:
        yield language.say(
            "All posts are of one platform, %(platform)s: others were not collected.",
            platform=held["platforms"][0],
        )
    if loaded and held["uncounted"] == loaded:
        yield language.say(
            "When the posts were collected is unknown, and so what had been deleted by then."
        )
    low = sum(
        pack.get("known_share") is not None and pack["known_share"] < _MOSTLY for pack in case.packs
    )
    if low:
        yield language.count(
            "Of what %(count)s pack shares, most beginnings are unknown: an audience of one author "
            "looks the same.",
            "Of what %(count)s packs share, most beginnings are unknown: an audience of one author "
            "looks the same.",
            low,
        )
