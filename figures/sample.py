"""A balanced sample of decisions for people to correct, and what the corrections say."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import FigureError, InputError, UsageError
from ..files import replacing
from ..graph.store import Store
from ..loader.formats.encodings import guessed_encoding
from ..spreadsheet import GUARD, CsvWriter
from .declarations import read_figures
from .model import Judgement, Override

STANCES = ("attack", "support", "concern", "none")
DECISIONS = ("unclear", *STANCES)
"""What rules decide; people may not answer *unclear*."""
COLUMNS = (
    "post", "figure", "decision", "rule", "matched", "confidence", "weight", "account", "url",
    "text", "correct", "by", "at", "why",
)  # fmt: skip

_MARKED = """
MATCH (t:Target {id: $figure})<-[r:ATTACKS|SUPPORTS|CONCERNS]-(p:Post)
WHERE r.own_words
RETURN p.id AS post, CASE WHEN r.unclear THEN 'UNCLEAR' ELSE type(r) END AS kind,
       r.rule AS rule, r.matched AS matched, r.confidence AS confidence
"""
_UNMARKED = """
MATCH (p:Post)
WHERE p.text IS NOT NULL AND coalesce(p.kind, '') <> 'repost'
  AND NOT EXISTS { (p)-[:ATTACKS|SUPPORTS|CONCERNS]->(:Target {id: $figure}) }
RETURN p.id AS post
"""
_CONTENT = """
UNWIND $posts AS id
MATCH (p:Post {id: id})
RETURN p.id AS post, p.text AS text, p.url AS url,
       head([(p)<-[:POSTED]-(a:Account) | coalesce(a.handle, a.id)]) AS account
"""
_DECISIONS = {
    "ATTACKS": "attack", "SUPPORTS": "support", "UNCLEAR": "unclear", "CONCERNS": "concern",
}  # fmt: skip


def draw_sample(store: Store, size: int, seed: int) -> list[dict[str, Any]]:
    """Draw about ``size`` decisions in own words, as many of each figure and stance as can be.

    Within a stance, rules take turns, so that a rare rule is seen too. ``weight`` is how many
    posts of its stratum a row stands for. The unclear come first, because nothing is decided of
    them until somebody reads them; the others in an order that says nothing.
    """
    figures = [row[0] for row in store.read("MATCH (t:Target) RETURN t.id AS id ORDER BY id").rows]
    if not figures:
        raise FigureError(
            "The graph has no figures", "Load them first: `meute figures load FILE.yml`."
        )
    rows: list[dict[str, Any]] = []
    for figure in figures:
        strata: dict[str, list[dict[str, Any]]] = {stance: [] for stance in DECISIONS}
        for row in store.read(_MARKED, {"figure": figure}).dicts():
            decision = _DECISIONS[row.pop("kind")]
            strata[decision].append(row | {"figure": figure, "decision": decision})
        strata["none"] = [
            row | {"figure": figure, "decision": "none"}
            for row in store.read(_UNMARKED, {"figure": figure}).dicts()
        ]
        share = max(1, size // (len(figures) * len(DECISIONS)))
        for stratum in strata.values():
            rows.extend(_weighted(_in_turns(stratum, seed, share), len(stratum)))
    content: dict[str, dict[str, Any]] = {
        row["post"]: row
        for row in store.read(_CONTENT, {"posts": sorted({row["post"] for row in rows})}).dicts()
    }
    return sorted(
        (row | content[row["post"]] for row in rows),
        key=lambda row: (row["decision"] != "unclear", _draw(row, seed)),
    )


def _weighted(rows: list[dict[str, Any]], of: int) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield row | {"weight": round(of / len(rows), 3)}


def _in_turns(rows: list[dict[str, Any]], seed: int, size: int) -> list[dict[str, Any]]:
    by_rule: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: _draw(row, seed)):
        by_rule[row.get("rule") or ""].append(row)
    order = [(turn, rule, row) for rule, some in by_rule.items() for turn, row in enumerate(some)]
    return [row for _, _, row in sorted(order, key=lambda row: row[:2])[:size]]


def _draw(row: Mapping[str, Any], seed: int) -> str:
    """A random order that is the same on every machine."""
    return hashlib.sha256(f"{seed}\n{row['post']}\n{row['figure']}".encode()).hexdigest()


def refuse_judged(path: Path) -> None:
    """Refuse a sample that people have filled in as a place to write to.

    Raises:
        UsageError: it is one.
    """
    if not path.is_file():
        return
    judged = False
    with (
        suppress(csv.Error),  # no table, so that nobody filled it in
        path.open(encoding="utf-8-sig", errors="replace", newline="") as file,
    ):
        judged = any((row.get("correct") or "").strip() for row in _table(file))
    if judged:
        raise UsageError(
            f"{path} holds what people judged, and would be lost", "Name another file after -o."
        )


def write_sample(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write a sample as CSV for a spreadsheet; text that looks like a formula gets a ``'``."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as out:
        writer = CsvWriter(out)
        writer.write_row(COLUMNS)
        for row in rows:
            writer.write_row(row.get(name) or "" for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A row of a sample that a person has judged."""

    post: str
    figure: str
    decision: str
    rule: str
    correct: str
    weight: float
    by: str
    at: str
    why: str
    line: int

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that decided, by name; none where nothing did."""
        return tuple(filter(None, self.rule.split(" + ")))


def read_sample(path: Path) -> list[Corrected]:
    """Read a sample; rows without a judgement are left out.

    Raises:
        InputError: it cannot be read, lacks a column, or a judgement is none; names the line.
    """
    try:
        data = path.read_bytes()
        # A spreadsheet may save what it read as UTF-8 in the encoding of its system.
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if marked else guessed_encoding(data) or "utf-8-sig")
        return _read_rows(path, io.StringIO(text, newline=""))
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(
            f"{path} cannot be read: it is not a table of text", "Save the sample as CSV in UTF-8."
        ) from error
    except (OSError, csv.Error) as error:
        raise InputError(
            f"{path} cannot be read: {error}", "Save the sample as CSV in UTF-8."
        ) from error


def _table(lines: Iterable[str]) -> csv.DictReader[str]:
    """Return the rows of a sample, whichever delimiter a spreadsheet chose."""
    head = list(lines)
    delimiter = max(",;\t", key=head[0].count) if head else ","
    return csv.DictReader(head, delimiter=delimiter, strict=True)


def _read_rows(path: Path, lines: Iterable[str]) -> list[Corrected]:
    reader = _table(lines)
    missing = sorted(set(COLUMNS) - set(reader.fieldnames or ()))
    if missing:
        raise InputError(
            f"{path}:1: the column {missing[0]!r} is missing",
            "Correct a file that `meute figures sample` wrote, and keep its columns.",
        )
    rows = []
    for row in reader:
        correct = (row["correct"] or "").strip().lower()
        if not correct:
            continue
        if correct not in STANCES:
            raise InputError(
                f"{path}:{reader.line_num}: {correct!r} is not a stance",
                f"Write one of: {', '.join(STANCES)}; or leave the cell empty.",
            )
        plain = {name: (row[name] or "").strip().removeprefix(GUARD) for name in COLUMNS}
        rows.append(
            Corrected(
                plain["post"], plain["figure"], plain["decision"], plain["rule"], correct,
                _number(path, reader.line_num, plain["weight"]),
                plain["by"], plain["at"], plain["why"], reader.line_num,
            )
        )  # fmt: skip
    return rows


def _number(path: Path, line: int, text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(
            f"{path}:{line}: the weight {text!r} is not a number", "Do not change that column."
        ) from None


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision and recall of a stance or a rule; None where nothing was judged.

    Precision is the share of the judged decisions that were right; recall weighs each row by the
    posts that it stands for, because a balanced sample is not a random one.
    """

    name: str
    judged: int
    precision: float | None
    recall: float | None


def measures(rows: Sequence[Corrected]) -> list[Measure]:
    """Measure each stance, then each rule that decided (precision only)."""
    lines = []
    for stance in STANCES[:3]:
        decided = [row for row in rows if row.decision == stance]
        right = sum(row.weight for row in decided if row.correct == stance)
        weight = sum(row.weight for row in rows if row.correct == stance)
        total = sum(row.weight for row in decided)
        lines.append(
            Measure(
                stance, len(decided), right / total if total else None,
                right / weight if weight else None,
            )
        )  # fmt: skip
    by_rule: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        for rule in row.rules:
            by_rule[rule].append(row.decision == row.correct)
    lines.extend(
        Measure(rule, len(right), sum(right) / len(right), None)
        for rule, right in sorted(by_rule.items())
    )
    return lines


def confusion(rows: Sequence[Corrected]) -> Counter[tuple[str, str]]:
    """Count decisions (first) against judgements (second)."""
    return Counter((row.decision, row.correct) for row in rows)


def keep_judgements(rows: Sequence[Corrected], path: Path, by: str, at: str) -> int:
    """Add what people judged to a file; return how many corrections are new or changed.

    Who and when come from the row where it says so. A row that agrees with the rules is not
    an override, but one that was corrected before keeps its correction. Every judgement is kept,
    once per post and figure, because it says how often each rule is right.

    Raises:
        FigureError: a correction says no reason, or the file is not a file of overrides.
    """
    kept: dict[tuple[str, str], Override] = {}
    judged: dict[tuple[str, str], Judgement] = {}
    if path.exists():
        earlier = read_figures([path])
        if earlier.figures:
            raise FigureError(
                f"{path} declares figures, which corrections would replace",
                "Name a file of its own for the corrections.",
            )
        kept = {(override.post, override.figure): override for override in earlier.overrides}
        judged = {(judgement.post, judgement.figure): judgement for judgement in earlier.judgements}
    before = dict(judged)
    added = 0
    for row in rows:
        if (row.post, row.figure) not in kept:  # a correction that stands decides by itself
            judged[row.post, row.figure] = Judgement.model_validate(
                {"post": row.post, "figure": row.figure, "rules": row.rules,
                 "decision": row.decision, "correct": row.correct}
            )  # fmt: skip
        if row.correct == row.decision:
            continue
        if not row.why:
            raise FigureError(
                f"Line {row.line}: the correction of {row.post} gives no reason",
                "Fill in the column `why`: somebody will ask.",
            )
        new = Override(
            post=row.post, figure=row.figure, stance=row.correct,  # type: ignore[arg-type]
            by=row.by or by, at=row.at or at, why=row.why,
        )  # fmt: skip
        if kept.get((row.post, row.figure)) != new:
            kept[row.post, row.figure] = new
            added += 1
    if added or judged != before:
        _write_judgements(path, kept, judged)
    return added


def _write_judgements(
    path: Path, kept: Mapping[Any, Override], judged: Mapping[Any, Judgement]
) -> None:
    content = {
        "overrides": [override.model_dump() for _, override in sorted(kept.items())],
        "judgements": [
            judgement.model_dump(mode="json") for _, judgement in sorted(judged.items())
        ],
    }
    with replacing(path) as temporary:
        temporary.write_text(
            yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100), "utf-8"
        )
