"""The stored queries: their metadata, read from the comment in front of each, and their checks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, get_args

import msgspec
import yaml

from ..errors import QueryUsageError
from ..graph.attackers import decides_otherwise
from ..graph.schema import NODE_BY_LABEL, RELATIONSHIP_BY_KIND
from ..graph.traces import TRACE_BY_KIND
from ..yaml_bounds import PARSER

ValueType = Literal["string", "integer", "float", "boolean", "list", "map"]
Category = Literal["overview", "amplification", "coordination", "targets", "narrative", "evidence"]
CATEGORIES: tuple[Category, ...] = get_args(Category)

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FENCE = "// ---"
SUFFIX = ".cypher"


Text = Annotated[str, msgspec.Meta(min_length=1)]


class _Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Parameter(_Metadata, frozen=True, kw_only=True):
    """What a query may be asked with; one without a default must be given."""

    type: ValueType
    description: Text
    default: str | int | float | bool | list[str] | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    source: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]*\.[a-z][a-z0-9_]*\Z")] | None = (
        None
    )
    """Where a value can be found: QUERY.COLUMN."""

    def __post_init__(self) -> None:
        if self.required and self.default is not None:
            raise ValueError("a required parameter has no default")
        limited = self.minimum is not None or self.maximum is not None
        if limited and self.type not in ("integer", "float"):
            raise ValueError("minimum and maximum go with numbers")
        if self.choices and self.type != "string":
            raise ValueError("choices go with a string")

    def admits(self, value: Any) -> bool:
        """Whether a value of the right type is among those that are declared."""
        if self.minimum is not None and value < self.minimum:
            return False
        if self.maximum is not None and value > self.maximum:
            return False
        return not self.choices or value in self.choices


class Column(_Metadata, frozen=True, kw_only=True):
    """What a query answers."""

    type: ValueType
    description: Text


class Query(_Metadata, frozen=True, kw_only=True):
    """One stored query: the metadata in front of it, and its text."""

    name: Annotated[str, msgspec.Meta(pattern=rf"^{NAME.pattern}\Z")]
    title: Text
    description: Text
    question: Annotated[str, msgspec.Meta(pattern=r"\?\Z")] | None = None
    """What an editor would ask, in plain words."""
    category: Category | None = None
    reading: str | None = None
    """How to read a row."""
    caveats: str | None = None
    """What a row does not say."""
    method: Annotated[str, msgspec.Meta(pattern=r"^docs/[a-z-]+\.md\Z")] | None = None
    """The page that explains the method."""
    companions: tuple[str, ...] = ()
    """Queries to run beside it: the denominator, the evidence, the next question."""
    cost: Annotated[str, msgspec.Meta(min_length=20)] | None = None
    """What to expect at a million posts, where that is more than seconds."""
    parameters: dict[str, Parameter] = {}
    columns: Annotated[dict[str, Column], msgspec.Meta(min_length=1)]
    no_limit: str | None = None
    statement: Text


class MetadataError(ValueError):
    """The metadata in front of a query are wrong: ``faults`` are settings, each with a reason."""

    def __init__(self, name: str, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__(f"{name}: " + "; ".join(f"{key}: {reason}" for key, reason in faults))


def parse(name: str, text: str) -> Query:
    """Read a stored query's file.

    Raises:
        ValueError: the metadata is missing or wrong; the message names the query.
    """
    before, _, rest = text.partition(_FENCE)
    commented, fence, statement = rest.partition(_FENCE)
    if before.strip() or not fence:
        raise ValueError(f"{name}: begin with metadata between two lines `{_FENCE}`")
    front = "\n".join(line.removeprefix("//").removeprefix(" ") for line in commented.splitlines())
    try:
        metadata = yaml.load(front, _UniqueKeys) or {}  # noqa: S506 - a safe loader
        values = dict(name=name, statement=statement.strip(), **metadata)
    except (yaml.YAMLError, TypeError) as error:
        raise ValueError(f"{name}: {error}") from error
    try:
        return msgspec.convert(values, Query)
    except msgspec.ValidationError as error:
        raise MetadataError(name, list(_faults(values))) from error


def _faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every setting that is wrong, where msgspec stops at the first."""
    settings = {field.name: field for field in msgspec.structs.fields(Query)}
    for name, setting in settings.items():
        if setting.required and name not in values:
            yield name, "is missing"
    for name, value in values.items():
        if name not in settings:
            yield name, "there is no such setting"
        elif name in _TABLES and isinstance(value, dict) and value:
            for key, entry in value.items():
                yield from _fault(f"{name}.{key}", entry, _TABLES[name])
        else:
            yield from _fault(name, value, settings[name].type)


_TABLES: Mapping[str, type] = {"parameters": Parameter, "columns": Column}


def _fault(name: str, value: Any, kind: Any) -> Iterator[tuple[str, str]]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        unknown = re.search(r"unknown field `(.*)`", reason)
        inner = f".{unknown[1]}" if unknown else re.sub(r"\W+$", "", path)
        yield f"{name}{inner}", reason


class _UniqueKeys(PARSER):  # type: ignore[misc] # of no declared type
    """A safe loader that refuses a key given twice, of which YAML would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            raise yaml.YAMLError(f"a key is given twice{node.start_mark}")
        return mapping


_LIBRARY = files(__package__.rpartition(".")[0] + ".cypher")


@cache
def _shipped(*, internal: bool) -> Mapping[str, Query]:
    folders = [_LIBRARY, _LIBRARY / "internal"] if internal else [_LIBRARY]
    entries = [entry for folder in folders for entry in folder.iterdir()]
    queries = [
        parse(entry.name.removesuffix(SUFFIX), entry.read_text("utf-8"))
        for entry in entries
        if entry.name.endswith(SUFFIX)
    ]
    by_name = {query.name: query for query in sorted(queries, key=lambda query: query.name)}
    if len(by_name) < len(queries):
        raise ValueError("a stored query and an internal one have the same name")
    return by_name


_own: dict[str, Query] = {}


def use_library(queries: Mapping[str, Query]) -> None:
    """Put a library of one's own beside the stored queries, in place of an earlier one.

    Raises:
        QueryUsageError: a stored query has the name of one of them.
    """
    if taken := sorted(queries.keys() & _shipped(internal=True).keys()):
        raise QueryUsageError(
            f"There is a stored query {taken[0]!r} already", "Give your own query another name."
        )
    _own.clear()
    _own.update(queries)


def is_shipped(query: Query) -> bool:
    """Whether a query comes with meute; one of a library may be a stranger's."""
    return _shipped(internal=True).get(query.name) == query


def catalogue(*, internal: bool = False) -> Mapping[str, Query]:
    """Return the stored queries by name, sorted; ``internal`` adds those that only code runs.

    Internal queries feed pages, reports, detection and stance: nothing about them is promised.
    """
    return dict(sorted({**_shipped(internal=internal), **_own}.items()))


def find(name: str) -> Query:
    """Return the stored query of that name, an internal one too.

    Raises:
        QueryUsageError: there is none.
    """
    try:
        return catalogue(internal=True)[name]
    except KeyError:
        near = difflib.get_close_matches(name, catalogue(), 2)
        raise QueryUsageError(
            f"There is no stored query {name!r}",
            f"Did you mean {' or '.join(near)}? `meute query list` lists all."
            if near
            else "List them with `meute query list`, or `--search` in words of your own.",
        ) from None


def teaching_defects(query: Query) -> Iterator[str]:
    """Yield what a query that people run lacks to explain itself."""
    for name in ("question", "category", "reading", "caveats"):
        if not getattr(query, name):
            yield f"says nothing under {name}"
    if not query.companions:
        yield "names no companions: the denominator, the evidence or the next question"


def defects(query: Query) -> Iterator[str]:
    """Yield what is wrong with a query against its own metadata and the schema."""
    text = _without_strings(query.statement)
    used = set(re.findall(r"\$(\w+)", text))
    for name in sorted(used - query.parameters.keys()):
        yield f"uses ${name}, which it does not declare"
    for name in sorted(query.parameters.keys() - used):
        yield f"declares {name}, which it does not use"
    for label in sorted(
        set(re.findall(r"[(:|&]\s*:?([A-Z][a-z]\w*)", text)) - NODE_BY_LABEL.keys()
    ):
        yield f"names the label {label}, which the schema lacks"
    kinds = {
        kind for group in re.findall(r"\[\w*\s*:([A-Z_|:\s]+)", text) for kind in _split(group)
    }
    for kind in sorted(kinds - RELATIONSHIP_BY_KIND.keys()):
        yield f"names the relationship {kind}, which the schema lacks"
    for group in re.findall(r":\s*(CO_\w+(?:\s*\|\s*:?\s*CO_\w+)+)", text):
        for kind in sorted(TRACE_BY_KIND.keys() - _split(group)):
            yield f"lists traces without {kind}; `make docs` completes such lists"
    if decides_otherwise(query.statement):
        yield (
            "weighs attacks or takes own_words in its own way; write it as graph/attackers.py does"
        )
    limited = re.search(r"\bLIMIT\b(?![\s\S]*\bRETURN\b)", text)
    if limited is None and query.no_limit is None:
        yield "has no LIMIT after its last RETURN; add one, or say why not under no_limit"
    if "ORDER BY" not in text and query.no_limit is None:
        yield "has no ORDER BY, so that its LIMIT picks at random"


def _split(group: str) -> list[str]:
    return [kind.strip(" :") for kind in group.split("|") if kind.strip(" :")]


def _without_strings(statement: str) -> str:
    without_comments = re.sub(r"//[^\n]*", "", statement)
    return re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "''", without_comments)
