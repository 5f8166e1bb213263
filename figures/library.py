"""The rule library that ships with the package: sets of general rules and cues, as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from .checks import notation_problems, validation_problems
from .model import LibraryFile
from .source import FigureFileError, parse_yaml

LANGUAGES = ("fr", "en", "es", "ar")


@cache
def library() -> Mapping[str, LibraryFile]:
    """Return every set by its id, sorted.

    Raises:
        FigureFileError: a file of the library is wrong.
    """
    folder = files(__package__) / "library"
    sets = [
        parse_set(f"library/{language}/{entry.name}", entry.read_bytes())
        for language in LANGUAGES
        for entry in _yaml_files(folder / language)
    ]
    return {rule_set.id: rule_set for rule_set in sorted(sets, key=lambda held: held.id)}


def parse_set(name: str, raw: bytes) -> LibraryFile:
    """Read one set.

    Raises:
        FigureFileError: it is wrong; each problem with its line.
    """
    document = parse_yaml(name, raw)
    try:
        file = LibraryFile.model_validate(document.data)
    except ValidationError as error:
        raise FigureFileError(validation_problems(document, error)) from error
    problems = list(notation_problems(document, ("rules",), file.rules))
    if problems:
        raise FigureFileError(problems)
    return file


def chosen_sets(names: Iterable[str]) -> list[str]:
    """Return the ids of the hostile sets that names stand for: a language or a set's id.

    Raises:
        KeyError: a name stands for none.
    """
    chosen: dict[str, None] = {}
    for name in names:
        matching = [known for known in library() if known == name or known.startswith(f"{name}/")]
        if not matching:
            raise KeyError(name)
        chosen.update(dict.fromkeys(matching))
    return list(chosen)


def _yaml_files(folder: Traversable) -> list[Traversable]:
    return sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yml")),
        key=lambda entry: entry.name,
    )
