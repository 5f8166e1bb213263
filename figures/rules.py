"""Declared figures, the library and cues, as the flat list of terms that a text is searched for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from .declarations import Declarations
from .folding import fold_one
from .library import chosen_sets, library
from .model import (
    Category,
    CombinationRule,
    CueRole,
    CueRule,
    EmojiRule,
    Figure,
    HashtagRule,
    MentionRule,
    Needs,
    PatternRule,
    PhraseRule,
    Stance,
)
from .patterns import compiled
from .phrases import NAME, named

GENERAL = -1
"""The figure of what belongs to none."""

TermKind = Literal["name", "homonym", "handle", "tag", "phrase", "cue"]


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """A rule that can mark a post: what it is called in the evidence, and how it is read."""

    name: str
    stance: Stance
    confidence: float
    category: Category | None
    needs: Needs
    negatable: bool
    set_id: str | None = None
    place: str = ""
    declared_confidence: float | None = None  # the confidence before people judged the rule


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for, and what it means where it is found."""

    kind: TermKind
    figure: int
    phrases: tuple[str, ...]
    rule: MarkingRule | None = None
    role: CueRole | None = None


@dataclass(frozen=True)
class FigureRules:
    """What is known of one figure, apart from the terms of the text."""

    figure: Figure
    handles: frozenset[str]
    sets: frozenset[str]
    mentions: tuple[tuple[MentionRule, MarkingRule], ...]
    patterns: tuple[tuple[regex.Pattern[str], MarkingRule], ...]
    combinations: tuple[tuple[CombinationRule, MarkingRule], ...]
    tags: Mapping[str, tuple[MarkingRule, ...]]
    emoji: tuple[tuple[EmojiRule, MarkingRule], ...] = ()

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words of all its names, folded."""
        return frozenset(
            word
            for name in (self.figure.name, *self.figure.names)
            for word in fold_one(name).split()
        )

    @cached_property
    def long_named(self) -> bool:
        """Whether a name of more than one word tells it from others of its surname."""
        return any(" " in fold_one(name) for name in (self.figure.name, *self.figure.names))


@dataclass(frozen=True)
class RuleBook:
    """All rules of a run; ``words`` and ``signs`` (emoji) are cues that are not searched for."""

    figures: tuple[FigureRules, ...]
    terms: tuple[Term, ...]
    words: Mapping[CueRole, frozenset[str]]
    signs: Mapping[CueRole, tuple[str, ...]]

    @property
    def relearned(self) -> tuple[MarkingRule, ...]:
        """The rules of the text whose confidence people's judgements changed, by name."""
        rules = {term.rule for term in self.terms if term.rule is not None}
        changed = (
            rule for rule in rules if rule.declared_confidence not in (None, rule.confidence)
        )
        return tuple(sorted(changed, key=lambda rule: (rule.name, rule.place)))

    @cached_property
    def phrase_count(self) -> int:
        """How many phrases, tags, names and handles are looked for, before their forms."""
        return sum(len(term.phrases) for term in self.terms)


WORD_ROLES: frozenset[CueRole] = frozenset({"negation", "clause"})
"""Cues too frequent to search for: they are looked up around a match instead."""


def rule_book(declarations: Declarations) -> RuleBook:
    """Turn declarations, the library sets they use, and all cues into one set of rules."""
    figures = tuple(_figure_rules(figure, declarations) for figure in declarations.figures)
    terms = [
        term
        for index, figure in enumerate(declarations.figures)
        for term in _figure_terms(index, figure, declarations)
    ]
    used = frozenset().union(*(rules.sets for rules in figures))
    spoken_there = {"fr", "en", *(name.partition("/")[0] for name in used)}
    cues = [
        rule
        for figure in declarations.figures
        for rule in figure.rules
        if isinstance(rule, CueRule)
    ]
    for rule_set in library().values():
        for rule in rule_set.rules:
            if isinstance(rule, CueRule):
                if rule_set.language in spoken_there:
                    cues.append(rule)
            elif isinstance(rule, EmojiRule):
                continue
            elif rule_set.id in used:
                marking = _marking(
                    rule, f"{rule_set.id}/{rule.id}", declarations, set_id=rule_set.id
                )
                general = tuple(phrase for phrase in rule.phrases if NAME not in phrase)
                terms.append(Term("phrase", GENERAL, general, marking))
    words: dict[CueRole, frozenset[str]] = {}
    signs: dict[CueRole, tuple[str, ...]] = {}
    for cue in cues:
        spoken = tuple(phrase for phrase in cue.phrases if fold_one(phrase))
        if cue.role in WORD_ROLES:
            words[cue.role] = words.get(cue.role, frozenset()).union(map(fold_one, spoken))
        elif spoken:
            terms.append(Term("cue", GENERAL, spoken, role=cue.role))
        shown = tuple(phrase for phrase in cue.phrases if not fold_one(phrase))
        signs[cue.role] = signs.get(cue.role, ()) + shown
    return RuleBook(figures, tuple(terms), words, signs)


def handle_of(text: str) -> str:
    """Return a handle without @, casefolded: handles differ by case in no platform."""
    return text.strip().lstrip("@").casefold()


def _figure_rules(figure: Figure, declarations: Declarations) -> FigureRules:
    mentions, patterns, combinations = [], [], []
    tags: dict[str, tuple[MarkingRule, ...]] = {}
    for rule in figure.rules:
        if isinstance(rule, CueRule):
            continue
        marking = _marking(rule, rule.id, declarations, figure=figure.id)
        if isinstance(rule, MentionRule):
            mentions.append((rule, marking))
        elif isinstance(rule, PatternRule):
            patterns.append((compiled(rule.pattern), marking))
        elif isinstance(rule, CombinationRule):
            combinations.append((rule, marking))
        elif isinstance(rule, HashtagRule):
            for tag in rule.tags:
                folded = fold_one(tag.lstrip("#"))
                tags[folded] = (*tags.get(folded, ()), marking)
    sets = frozenset(chosen_sets(figure.library))
    emoji = [
        (rule, _marking(rule, f"{name}/{rule.id}", declarations, set_id=name))
        for name in sorted(sets)
        for rule in library()[name].rules
        if isinstance(rule, EmojiRule)
    ]
    emoji += [
        (rule, _marking(rule, rule.id, declarations, figure=figure.id))
        for rule in figure.rules
        if isinstance(rule, EmojiRule)
    ]
    handles = (handle_of(account.handle) for account in figure.accounts if account.handle)
    return FigureRules(
        figure,
        frozenset(handles),
        sets,
        tuple(mentions),
        tuple(patterns),
        tuple(combinations),
        tags,
        tuple(emoji),
    )


def _figure_terms(index: int, figure: Figure, declarations: Declarations) -> Iterator[Term]:
    yield Term("name", index, tuple(dict.fromkeys((figure.name, *figure.names))))
    if figure.homonyms:
        yield Term("homonym", index, figure.homonyms)
    handles = tuple(
        f"@{handle_of(account.handle)}" for account in figure.accounts if account.handle
    )
    if handles:
        yield Term("handle", index, handles)
    called = (figure.name, *figure.names, *handles)
    yield from _naming_terms(index, figure, called, declarations)
    for rule in figure.rules:
        if isinstance(rule, HashtagRule):
            tags = tuple(f"#{tag.lstrip('#')}" for tag in rule.tags)
            yield Term("tag", index, tags, _marking(rule, rule.id, declarations, figure=figure.id))
        elif isinstance(rule, PhraseRule):
            phrases = named(rule.phrases, called)
            yield Term(
                "phrase", index, phrases, _marking(rule, rule.id, declarations, figure=figure.id)
            )


def _naming_terms(
    index: int, figure: Figure, names: tuple[str, ...], declarations: Declarations
) -> Iterator[Term]:
    """Yield the phrases of the library with ``{name}`` in them, which are each figure's own."""
    for set_id in sorted(chosen_sets(figure.library)):
        for rule in library()[set_id].rules:
            if not isinstance(rule, PhraseRule):
                continue
            naming = [phrase for phrase in rule.phrases if NAME in phrase]
            if naming:
                marking = _marking(rule, f"{set_id}/{rule.id}", declarations, set_id=set_id)
                yield Term("phrase", index, named(naming, names), marking)


def _marking(
    rule: HashtagRule | MentionRule | PhraseRule | PatternRule | EmojiRule | CombinationRule,
    name: str,
    declarations: Declarations,
    *,
    figure: str | None = None,
    set_id: str | None = None,
) -> MarkingRule:
    # Tags and mentions are references themselves, and combinations are made of what is judged.
    bounded = rule if isinstance(rule, PhraseRule | PatternRule) else None
    judged = declarations.learned.get((figure, name))
    return MarkingRule(
        name,
        rule.stance,
        rule.confidence if judged is None else judged.confidence(rule.confidence),
        rule.category,
        bounded.needs if bounded else "nothing",
        bounded.negatable if bounded else False,
        set_id,
        declarations.places.get((figure or "", name), ""),
        rule.confidence,
    )
