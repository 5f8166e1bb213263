"""The rejects file: every record that could not be used, ready to be repaired and loaded.

One JSON object a line, told apart by its member ``meute_reject``:

- ``file``, ``record``, ``line``, ``reason``: what was wrong, and where;
- ``format``, and ``header`` of a table: how it is read;
- ``value``, the record itself where it is JSON, otherwise ``raw``, its text, or ``base64``, its
  bytes where they are not text. That is what to repair: correct it, and load the file.

None of the three is there where a record is wrong only beside others (rounded ids, an id of two
authors): it has been read by then and its text is gone. ``record`` says which it is.

Lines are added as files are read. A load that is repeated or goes on where another stopped adds
nothing twice, and what somebody has repaired in the file stays.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from ..errors import UsageError
from ..files import written
from ..private import private
from .lines import Oversized, iter_lines
from .records import Rejected

MARK = "meute_reject"
FORMAT = "meute-rejects"

_START = b'{"meute_reject"'

Key = tuple[str, int]


class RejectsFile:
    """Writes rejects to a file. A context manager that closes it."""

    def __init__(self, path: Path) -> None:
        try:
            with private():
                self._file = path.open("a+b")
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written to: {error.strerror}",
                "Choose another path after --rejects.",
            ) from error
        self._path = path
        self._known = self._keys_of(path)

    def add(
        self, digest: str, file: str, format_name: str, header: bytes, rejects: Iterable[Rejected]
    ) -> None:
        """Add the rejects of a file that are not there yet."""
        with written(self._path):
            for rejected in rejects:
                key = (digest, rejected.record)
                if key not in self._known:
                    self._known.add(key)
                    line = _line(digest, file, format_name, header, rejected)
                    self._file.write(msgspec.json.encode(line) + b"\n")
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def _keys_of(self, path: Path) -> set[Key]:
        """What the file holds; a line that a dying load left unfinished is cut off."""
        self._file.seek(0)
        if self._file.read(len(_START)) not in {b"", _START}:
            self._file.close()
            raise UsageError(
                f"{path} is not a file of rejects, and stays as it is",
                "Choose another path after --rejects.",
            )
        self._file.seek(0)
        keys: set[Key] = set()
        last: bytes | Oversized = b""
        for _, last in iter_lines(self._file):
            key = None if isinstance(last, Oversized) else _key(last)
            if key is not None:
                keys.add(key)
        size = self._file.tell()
        if size and os.pread(self._file.fileno(), 1, size - 1) != b"\n":
            if isinstance(last, Oversized) or _decoded(last) is None:
                self._file.truncate(
                    size - (last.size if isinstance(last, Oversized) else len(last))
                )
            else:
                self._file.write(b"\n")
        return keys


def _line(
    digest: str, file: str, format_name: str, header: bytes, rejected: Rejected
) -> dict[str, Any]:
    reject = rejected.reject
    line: dict[str, Any] = {
        MARK: 1,
        "file": file,
        "digest": digest,
        "record": rejected.record,
        "line": reject.line,
        "reason": reject.reason,
        "format": format_name,
    }
    if format_name == FORMAT:
        # Still not right: keep what the line said of its origin.
        origin = _decoded(reject.raw)
        if isinstance(origin, dict):
            kept = ("format", "header", "value", "raw", "base64")
            return line | {name: origin[name] for name in kept if name in origin}
    if header:
        line["header"] = header.decode("utf-8", "replace")
    if not reject.raw:
        return line
    value = _decoded(reject.raw) if not header else None
    if isinstance(value, dict | list):
        return line | {"value": value}
    try:
        return line | {"raw": reject.raw.decode()}
    except UnicodeDecodeError:
        return line | {"base64": base64.b64encode(reject.raw).decode()}


def _decoded(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _key(line: bytes) -> Key | None:
    value = _decoded(line)
    if not isinstance(value, dict):
        return None
    digest, record = value.get("digest"), value.get("record")
    return (digest, record) if isinstance(digest, str) and isinstance(record, int) else None


def raw_of(line: dict[str, Any]) -> tuple[str, bytes]:
    """Return the format and the bytes of a line's record, with a table's header in front.

    Raises:
        ValueError: it is not a line of a rejects file, or holds no record.
    """
    name = line.get("format")
    if not isinstance(name, str):
        raise ValueError(f"no format in a line with {MARK}")  # noqa: TRY004 - one kind for callers
    header = line.get("header")
    if "value" in line:
        raw = msgspec.json.encode(line["value"])
    elif isinstance(line.get("raw"), str) and line["raw"]:
        raw = line["raw"].encode("utf-8", "surrogatepass")
    elif isinstance(line.get("base64"), str):
        raw = base64.b64decode(line["base64"])
    else:
        raise ValueError(
            f"the line holds none; correct record {line.get('record')} of {line.get('file')}"
        )
    return name, f"{header}\n".encode() + raw if isinstance(header, str) else raw
