"""What is wrong with rules, each with its line: form, phrases, tags and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from ..faults import plain_fault
from .folding import fold_one
from .model import (
    RULE_KINDS,
    CueRule,
    HashtagRule,
    PatternRule,
    PhraseRule,
    Rule,
)
from .patterns import compiled
from .phrases import forms
from .source import Document, Place, Problem

WHOLE = "the file"
_REMEDIES = {
    "value_error": "Correct it; docs/figures.md says what each key takes.",
    "missing": "Add it; docs/figures.md lists what each kind of rule needs.",
    "extra_forbidden": "Remove it, or correct its spelling.",
    "string_pattern_mismatch": "Write letters, digits and hyphens, without spaces or accents.",
    "union_tag_invalid": f"Use one of: {', '.join(RULE_KINDS)}.",
    "union_tag_not_found": f"Add kind: one of {', '.join(RULE_KINDS)}.",
}


def validation_problems(document: Document, error: ValidationError) -> list[Problem]:
    """Translate what pydantic found into lines and plain words."""
    problems = []
    for detail in error.errors():
        place, kind = detail["loc"], detail["type"]
        field = next((part for part in reversed(place) if isinstance(part, str)), WHOLE)
        remedy = _REMEDIES.get(kind, "Correct the value on that line.")
        told = plain_fault(field, detail) or (_plain(field, kind, detail), remedy)
        problems.append(document.problem(place, *told))
    return sorted(problems, key=lambda problem: problem.line)


def _plain(field: str, kind: str, detail: Any) -> str:
    if kind == "union_tag_invalid":
        return f"there is no rule kind {detail['ctx']['tag']!r}"
    if kind == "union_tag_not_found":
        return "a rule says nothing of its kind"
    if kind == "missing":
        return f"{field} is missing"
    if kind == "extra_forbidden":
        return f"{field} is not a known key here"
    if kind == "string_pattern_mismatch":
        return f"{field} cannot be {str(detail['input'])[:40]!r}"
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    colon = "" if field == WHOLE else ":"
    return f"{field}{colon} {message[0].lower()}{message[1:]}"


def notation_problems(document: Document, place: Place, rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield phrases, tags and patterns that cannot be looked for, and ids used twice."""
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        here = (*place, index)
        if rule.id in seen:
            yield document.problem(
                (*here, "id"), f"there are two rules {rule.id!r}", "Rename one of them."
            )
        seen.add(rule.id)
        if isinstance(rule, PhraseRule | CueRule):
            # A cue may be an emoji: it is looked for as it stands.
            for number, phrase in enumerate(rule.phrases):
                if isinstance(rule, PhraseRule) or fold_one(phrase):
                    yield from phrase_problems(document, (*here, "phrases", number), phrase)
        elif isinstance(rule, HashtagRule):
            for number, tag in enumerate(rule.tags):
                folded = fold_one(tag.lstrip("#").replace("_", ""))
                if " " in folded or not folded:
                    yield document.problem(
                        (*here, "tags", number),
                        f"{tag!r} is not a hashtag",
                        "Write one word of letters, digits and _, without spaces or other signs.",
                    )
        elif isinstance(rule, PatternRule):
            try:
                compiled(rule.pattern)
            except ValueError as error:
                yield document.problem(
                    (*here, "pattern"),
                    f"the pattern of rule {rule.id!r} {error}",
                    "Simplify it: no repetition within a repetition; or use a phrase rule.",
                )


def phrase_problems(document: Document, place: Place, phrase: str) -> Iterator[Problem]:
    """Yield what is wrong with the notation of a phrase."""
    try:
        forms(phrase, evasions=False)
    except ValueError as error:
        yield document.problem(place, str(error), "The notation is explained in docs/figures.md.")
