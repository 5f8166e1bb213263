"""YAML that people write, with the line of everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import FigureError
from ..files import read_small
from ..own_files import DRAFT, FIGURES, own_file
from ..yaml_bounds import PlainWords, plain_error, refuse_bombs

Place = tuple[str | int, ...]
"""Where something stands in the document: keys and indices from the top."""

_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a line of a file, and what to do."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class FigureFileError(FigureError):
    """Everything that is wrong with figures files; the message tells the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, *others = problems
        more = f" (and {len(others)} more; `meute figures check` lists them)" if others else ""
        super().__init__(f"{first}{more}", first.remedy)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain values, and the line of each key and item."""

    file: str
    data: Any
    lines: dict[Place, int]
    raw: bytes = b""

    def line(self, place: Sequence[str | int]) -> int:
        """Return the line of the deepest known part of a place."""
        nearest: Place = ()
        for part in place:
            # A validator puts names of its own between the keys.
            if (*nearest, part) in self.lines:
                nearest = (*nearest, part)
        return self.lines.get(nearest, 1)

    def problem(self, place: Sequence[str | int], message: str, remedy: str) -> Problem:
        """Return a problem with what stands at a place."""
        return Problem(self.file, self.line(place), message, remedy)


def read_yaml(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        FigureFileError: it cannot be opened, is too large, no text, no YAML, has a key twice, or
            uses aliases, with which a small file can unfold to gigabytes.
    """
    name = str(path)
    try:
        raw = read_small(path, pipe=True)
    except OSError as error:
        raise _only(name, 1, f"cannot be read: {error.strerror}", "Check the path.") from error
    except ValueError as error:
        raise _only(name, 1, f"is {error}", "Split it into several files.") from error
    return parse_yaml(name, raw)


def parse_yaml(name: str, raw: bytes) -> Document:
    """Read YAML from bytes; see :func:`read_yaml`."""
    own = own_file(name, raw)
    if own is not None and own.what not in {FIGURES, DRAFT}:
        raise _only(name, 1, f"is {own.what}, not a file of figures", f"{own.remedy}.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _only(name, line, "is not UTF-8 text", "Save the file as UTF-8.") from error
    document = Document(name, None, {(): 1})
    try:
        refuse_bombs(text)
        loader = PlainWords(text)
        node = loader.get_single_node()
        data = None if node is None else _Reader(loader, document).value(node, ())
    except yaml.MarkedYAMLError as error:
        raise _only(name, *plain_error(text, error)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error) or "nested too deeply"
        raise _only(name, 1, f"is not YAML: {reason}", "Check what was saved there.") from error
    return Document(name, data, document.lines, raw)


def _only(file: str, line: int, message: str, remedy: str) -> FigureFileError:
    return FigureFileError([Problem(file, line, message, remedy)])


class _Reader:
    def __init__(self, loader: PlainWords, document: Document) -> None:
        self._loader = loader
        self._document = document
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self._document.lines.setdefault(place, line)
        if id(node) in self._seen:
            raise self._refusal(line, "uses an alias (*…)", "Write the values out.")
        if len(place) > _DEEPEST:
            raise self._refusal(line, "is nested too deeply", "Compare it with docs/figures.md.")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, n)) for n, item in enumerate(node.value)]
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refusal(line, "has a key that is not a word", "Write plain keys.")
            if key in result:
                raise self._refusal(line, f"has the key {key!r} twice", "Remove one of them.")
            self._document.lines[(*place, key)] = line
            result[key] = self.value(value_node, (*place, key))
        return result

    def _refusal(self, line: int, message: str, remedy: str) -> FigureFileError:
        return _only(self._document.file, line, message, remedy)
