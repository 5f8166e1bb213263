"""Maps from files: read, checked, and every error with its line and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ...errors import ConfigError, UsageError
from ...faults import plain_fault
from ...files import read_small, read_small_text
from ...own_files import MAP, own_file
from ...yaml_bounds import PlainWords, plain_error, refuse_bombs
from .model import Columns, Map, Shape

PRESET = "preset:"
PRESETS = Path(__file__).parent / "presets"

_HELP = "See docs/formats.md for what a map holds"
_MOST_BASES = 5
_KINDS_OF_ERROR = {"extra_forbidden", "missing"}


def load_map(path: Path) -> Map:
    """Read a map, and the map that it builds on.

    Raises:
        ConfigError: it cannot be read, is not YAML, or names fields that there are not.
    """
    return _validated(path, _merged(path, 0))


@cache
def preset_names() -> tuple[str, ...]:
    """The names of the shipped maps."""
    return tuple(sorted(path.stem for path in PRESETS.glob("*.yml")))


def preset_path(name: str) -> Path:
    """The file of a shipped map.

    Raises:
        UsageError: there is none of that name.
    """
    if name in preset_names():
        return PRESETS / f"{name}.yml"
    near = difflib.get_close_matches(name, preset_names(), 3, 0.4)
    remedy = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"There is no preset {name!r}", f"{remedy}meute formats lists them")


def _merged(path: Path, depth: int) -> dict[str, Any]:
    content = _content(path)
    base = content.get("base")
    if not isinstance(base, str):
        return content
    if depth >= _MOST_BASES:
        raise ConfigError(f"{path} builds on a map that builds on itself", "Remove its base")
    is_preset = base.startswith(PRESET)
    file = preset_path(base.removeprefix(PRESET)) if is_preset else path.parent / base
    below = _merged(file, depth + 1)
    merged = below | {k: v for k, v in content.items() if k != "base"}
    for name in ("columns", "values", "platforms"):
        parts = below.get(name), content.get(name)
        if all(isinstance(part, dict) for part in parts):
            merged[name] = dict(parts[0]) | dict(parts[1])  # type: ignore[arg-type]
    return merged


def _content(path: Path) -> dict[str, Any]:
    try:
        own = own_file(str(path), read_small(path))
        if own is not None and own.what != MAP:
            raise ConfigError(f"{path} is {own.what}, not a map", own.remedy)
        text = read_small_text(path)
        refuse_bombs(text)
        content: Any = yaml.load(text, PlainWords)  # noqa: S506 - safe
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}", "Give the map's path") from error
    except yaml.MarkedYAMLError as error:
        line, message, remedy = plain_error(text, error)
        raise ConfigError(f"{path}, line {line}: it {message}", remedy) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path} is not YAML: {_first_line(error)}", _HELP) from error
    if not isinstance(content, dict):
        raise ConfigError(f"{path} is not a map: it has no settings, such as columns:", _HELP)
    return content


def _validated(path: Path, content: dict[str, Any]) -> Map:
    try:
        return Map.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        keys = tuple(part for part in first["loc"] if isinstance(part, str | int))
        field = ".".join(str(key) for key in keys)
        message, remedy = plain_fault(field, first) or (
            _message(first["type"], first["msg"], keys),
            _cure(first["type"], keys),
        )
        raise ConfigError(f"{path}{_line_of(path, keys)}: {message}", remedy) from error


def _message(kind: str, message: str, keys: tuple[str | int, ...]) -> str:
    where = ".".join(str(key) for key in keys)
    if kind == "extra_forbidden":
        return f"{where}: there is no such {'field' if len(keys) > 1 else 'setting'}"
    if kind == "string_pattern_mismatch":
        return f"{where}: write a name in small letters, such as x or facebook"
    message = message.removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _cure(kind: str, keys: tuple[str | int, ...]) -> str:
    if kind != "extra_forbidden" or not keys:
        return _HELP
    names = list(Columns.model_fields) if keys[0] == "columns" else _setting_names()
    if keys[0] == "shapes":
        names = list(Shape.model_fields)
    near = difflib.get_close_matches(str(keys[-1]), names, 1, 0.5)
    return f"Did you mean {near[0]}? {_HELP}" if near else f"Use one of: {', '.join(names)}"


def _setting_names() -> list[str]:
    return [field.alias or name for name, field in Map.model_fields.items()]


def _line_of(path: Path, keys: tuple[str | int, ...]) -> str:
    """``, line 4``, where a setting stands; nothing when it is in a map that this builds on."""
    try:
        node = yaml.compose(read_small_text(path), PlainWords)
    except (OSError, ValueError, yaml.YAMLError):
        return ""
    line = None
    for key in keys:
        inner = next((part for name, part in _parts(node) if name == key), None)
        if inner is None:
            break
        line, node = inner.start_mark.line + 1, inner
    return "" if line is None else f", line {line}"


def _parts(node: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
