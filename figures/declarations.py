"""Figures files, read and checked together: what a run of the matcher is given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from .checks import notation_problems, phrase_problems, validation_problems
from .learning import Learned, RuleKey, learned
from .library import LANGUAGES, chosen_sets, library
from .model import CombinationRule, CueRule, Figure, FiguresFile, Judgement, Override
from .source import Document, FigureFileError, Place, Problem, read_yaml

REFERENCE_PARTS = ("name", "account", "reference")
LIBRARY_PART = "library:"


@dataclass(frozen=True)
class Declarations:
    """Figures, overrides, judgements, and each rule's place: ``file:line`` by figure and rule."""

    figures: tuple[Figure, ...]
    overrides: tuple[Override, ...]
    places: Mapping[tuple[str, str], str]
    judgements: tuple[Judgement, ...] = ()
    files: tuple[Mapping[str, str], ...] = ()
    """The files themselves: name, SHA-256 of the bytes, text."""

    @cached_property
    def learned(self) -> Mapping[RuleKey, Learned]:
        """What people's judgements say of each rule."""
        return learned(self.judgements)

    @property
    def digest(self) -> str:
        """A short digest of everything that bears on a decision, the library too."""
        content = [figure.model_dump_json() for figure in self.figures]
        content += [override.model_dump_json() for override in self.overrides]
        content += [judgement.model_dump_json() for judgement in self.judgements]
        content += [rule_set.model_dump_json() for rule_set in library().values()]
        return hashlib.sha256("\n".join(content).encode()).hexdigest()[:12]


def read_figures(paths: Sequence[Path]) -> Declarations:
    """Read and check figures files together.

    Raises:
        FigureFileError: something is wrong in one of them; it holds every problem with its line.
    """
    problems: list[Problem] = []
    figures: list[tuple[Document, int, Figure]] = []
    overrides: list[tuple[Document, int, Override]] = []
    judgements: dict[tuple[str, str], Judgement] = {}
    files: list[Mapping[str, str]] = []
    for path in paths:
        try:
            document, content = _read(path)
        except FigureFileError as error:
            problems.extend(error.problems)
            continue
        for index, figure in enumerate(content.figures):
            figures.append((document, index, figure))
            problems.extend(_figure_problems(document, index, figure))
        files.append(_file(path.name, document.raw))
        overrides.extend(
            (document, index, override) for index, override in enumerate(content.overrides)
        )
        judgements.update(
            {(judgement.post, judgement.figure): judgement for judgement in content.judgements}
        )
    problems.extend(_account_problems(figures))
    if figures:  # a file of overrides may be read by itself, to be added to
        problems.extend(_override_problems(overrides, {figure.id for _, _, figure in figures}))
    if problems:
        raise FigureFileError(problems)
    places = {
        (figure.id, rule.id): f"{document.file}:{document.line(('figures', n, 'rules', m))}"
        for document, n, figure in figures
        for m, rule in enumerate(figure.rules)
    }
    return Declarations(
        tuple(figure for _, _, figure in figures),
        tuple(override for _, _, override in overrides),
        places,
        tuple(judgements.values()),
        tuple(files),
    )


def _file(name: str, raw: bytes) -> Mapping[str, str]:
    digest = hashlib.sha256(raw).hexdigest()
    return {"file": name, "sha256": digest, "text": raw.decode("utf-8-sig")}


def _read(path: Path) -> tuple[Document, FiguresFile]:
    document = read_yaml(path)
    if not isinstance(document.data, dict):
        raise FigureFileError(
            [document.problem((), "holds no figures", "Begin the file with `figures:`.")]
        )
    try:
        return document, FiguresFile.model_validate(document.data)
    except ValidationError as error:
        raise FigureFileError(validation_problems(document, error)) from error


def _figure_problems(document: Document, index: int, figure: Figure) -> Iterator[Problem]:
    """Yield what is wrong within one figure."""
    here: Place = ("figures", index)
    for number, name in enumerate((figure.name, *figure.names)):
        place = (*here, "names", number - 1) if number else (*here, "name")
        yield from phrase_problems(document, place, name)
    for number, name in enumerate(figure.homonyms):
        yield from phrase_problems(document, (*here, "homonyms", number), name)
    yield from notation_problems(document, (*here, "rules"), figure.rules)
    yield from _library_problems(document, here, figure)
    usable = {rule.id for rule in figure.rules if not isinstance(rule, CombinationRule | CueRule)}
    for number, rule in enumerate(figure.rules):
        if rule.id in REFERENCE_PARTS or rule.id.startswith(LIBRARY_PART):
            yield document.problem(
                (*here, "rules", number, "id"),
                f"{rule.id!r} is taken: combinations use it for something else",
                "Choose another id.",
            )
        if isinstance(rule, CombinationRule):
            yield from _part_problems(document, (*here, "rules", number, "all"), rule.all, usable)


def _library_problems(document: Document, here: Place, figure: Figure) -> Iterator[Problem]:
    for number, name in enumerate(figure.library):
        if not _is_set(name):
            yield document.problem(
                (*here, "library", number),
                f"the library has no set {name!r}",
                f"Use one of: {_known_sets()}.",
            )


def _part_problems(
    document: Document, place: Place, parts: Iterable[str], usable: set[str]
) -> Iterator[Problem]:
    for number, part in enumerate(parts):
        if part.startswith(LIBRARY_PART):
            if _is_set(part.removeprefix(LIBRARY_PART)):
                continue
            remedy = f"Use library: and one of {_known_sets()}."
        elif part in usable or part in REFERENCE_PARTS:
            continue
        else:
            remedy = f"Use a rule of this figure, {', '.join(REFERENCE_PARTS)}, or library:SET."
        yield document.problem(
            (*place, number), f"a combination names {part!r}, which is none of its parts", remedy
        )


def _is_set(name: str) -> bool:
    try:
        return bool(chosen_sets([name]))
    except KeyError:
        return False


def _known_sets() -> str:
    return ", ".join((*LANGUAGES, *library()))


def _account_problems(figures: Sequence[tuple[Document, int, Figure]]) -> Iterator[Problem]:
    """Yield ids, accounts and handles that two figures claim."""
    owners: dict[tuple[str, ...], str] = {}
    for document, index, figure in figures:
        claims: list[tuple[Place, tuple[str, ...], str]] = [
            (("id",), ("figure", figure.id), f"id {figure.id!r}")
        ]
        for number, account in enumerate(figure.accounts):
            place: Place = ("accounts", number)
            if account.id is not None:
                claims.append(
                    ((*place, "id"), ("id", account.platform, account.id), f"account {account.id}")
                )
            if account.handle is not None:
                handle = account.handle.lstrip("@").casefold()
                claims.append(
                    ((*place, "handle"), ("handle", account.platform, handle), f"handle @{handle}")
                )
        for place, claim, words in claims:
            if claim in owners:
                yield document.problem(
                    ("figures", index, *place),
                    f"the {words} of figure {figure.id!r} is already that of {owners[claim]}",
                    "Two figures cannot share it: correct one of them.",
                )
            else:
                line = document.line(("figures", index, *place))
                owners[claim] = f"{figure.id!r} ({document.file}:{line})"


def _override_problems(
    overrides: Sequence[tuple[Document, int, Override]], figures: set[str]
) -> Iterator[Problem]:
    """Yield overrides of unknown figures, and two for one post and figure."""
    seen: dict[tuple[str, str], str] = {}
    for document, index, override in overrides:
        place: Place = ("overrides", index)
        if override.figure not in figures:
            yield document.problem(
                (*place, "figure"),
                f"an override names figure {override.figure!r}, which no file declares",
                "Name the file that declares it too.",
            )
        key = (override.post, override.figure)
        if key in seen:
            yield document.problem(
                place,
                f"the post {override.post} is corrected twice for {override.figure!r}, first at "
                f"{seen[key]}",
                "Keep one of them.",
            )
        seen[key] = f"{document.file}:{document.line(place)}"
