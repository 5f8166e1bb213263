"""What a report rests on, in a form that can be checked years later.

A manifest names the loaded files with their digests, the runs with everything they were asked, the
stored queries and versions, and the digest of every type of the graph. It stands in the report,
with the digest of the page itself, and can be a file of its own.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from ..errors import UsageError
from ..graph.digests import digests
from ..graph.runs import environment
from ..queries.catalogue import catalogue
from .model import Row, values_of

if TYPE_CHECKING:
    from ..graph import Store
    from .report_data import Case

FORMAT = "meute-manifest-1"
NO_DIGEST = "0" * 64
"""Stands for the page's own digest while that is computed."""
_BLOCK = re.compile(r'<pre id="manifest"[^>]*>(.*?)</pre>', re.DOTALL)
_LARGEST = 200_000_000
SAME, DIFFERENT, MISSING, NEW = "same", "different", "missing", "new"


class _Digest(msgspec.Struct):
    sha256: str | None


class _Count(_Digest):
    count: int


class _Run(msgspec.Struct):
    run: str
    inputs: list[_Digest] = []


class _Manifest(msgspec.Struct):
    """What a manifest must hold to be compared; strangers write others."""

    format: Annotated[str, msgspec.Meta(pattern=f"^{FORMAT}$")]
    page: Annotated[str, msgspec.Meta(min_length=1)] = NO_DIGEST
    files: list[_Digest] = []
    runs: list[_Run] = []
    contents: dict[str, _Count] = {}


def manifest_of(store: Store, case: Case) -> Row:
    """Return the manifest of a case as a report tells of it.

    Raises:
        StoreError: the engine cannot answer.
    """
    return {
        "format": FORMAT,
        "page": NO_DIGEST,
        "environment": environment(store),
        "run": case.run,
        "files": [_file(row) for row in case.imports],
        "runs": [_run(row) for row in case.runs],
        "queries": queries_digest(),
        "contents": {
            name: {"count": digest.count, "sha256": digest.sha256}
            for name, digest in sorted(digests(store).items())
        },
    }


def _file(row: Row) -> Row:
    names = ("file", "format", "read", "loaded", "merged", "rejected", "finished_at")
    return {"sha256": row["digest"]} | {name: row[name] for name in names}


def _run(row: Row) -> Row:
    names = ("run", "method", "version", "finished_at", "command")
    return {name: row.get(name) for name in names} | {
        "parameters": values_of(row["parameters"], {}),
        "environment": row["environment"],
        "inputs": [
            {name: file.get(name) for name in ("file", "sha256")}
            for file in row["inputs"]
            if isinstance(file, dict)
        ],
    }


def queries_digest() -> str:
    """Return the SHA-256 of all stored queries that ship with this version."""
    held = {**catalogue(), **catalogue(internal=True)}
    statements = "\n".join(f"{name}\n{held[name].statement}" for name in sorted(held))
    return hashlib.sha256(statements.encode()).hexdigest()


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """Return a manifest as text, the same for equal manifests."""
    return json.dumps(manifest, ensure_ascii=True, indent=1, sort_keys=True)


def sealed(page: str) -> str:
    """Return a page that holds a manifest with the page's own digest in it."""
    return _with_digest(page, NO_DIGEST, _digest(page))


def _with_digest(page: str, old: str, new: str) -> str:
    """Replace the digest in the manifest, which comes last: a post may hold the same signs."""
    before, digest, after = page.rpartition(old)
    return before + new + after if digest else page


def _digest(page: str) -> str:
    return hashlib.sha256(page.encode("utf-8")).hexdigest()


def read_manifest(path: Path) -> tuple[Row, str | None]:
    """Return the manifest in a file or a report; and SAME or DIFFERENT for the report's page.

    Raises:
        UsageError: there is none in it, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Check the path.") from error
    except UnicodeDecodeError:
        text = ""
    block = _BLOCK.search(text)
    manifest = values_of(html.unescape(block[1]) if block else text, {})
    try:
        msgspec.convert(manifest, _Manifest)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{path} holds no manifest",
            "Name a report of `meute report`, or what it wrote with --manifest.",
        ) from error
    if not block:
        return manifest, None
    stated = str(manifest.get("page"))
    return manifest, SAME if _digest(_with_digest(text, stated, NO_DIGEST)) == stated else DIFFERENT


def compared(then: Row, now: Row) -> Iterator[tuple[str, str, str, str]]:
    """Yield what was checked: its kind, what it is, whether it is the same, and how it differs."""
    yield from _by_key("file", "sha256", then, now, ("read", "loaded", "merged", "rejected"))
    yield from _by_key("run", "run", then, now, ("parameters", "version", "finished_at", "inputs"))
    held, holds = then.get("contents", {}), now["contents"]
    for name in sorted({*held, *holds}):
        was, is_ = held.get(name, {"count": 0}), holds.get(name, {"count": 0})
        state = SAME if was == is_ else DIFFERENT
        counts = f"{was['count']:,} then, {is_['count']:,} now"
        yield "contents", name, state, f"{was['count']:,}" if was == is_ else counts
    for name in ("queries", "environment"):
        was, is_ = then.get(name), now[name]
        detail = "" if was == is_ else _difference(was, is_)
        yield name, name, SAME if was == is_ else DIFFERENT, detail


def _by_key(
    kind: str, key: str, then: Row, now: Row, values: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    held = {row[key]: row for row in then.get(f"{kind}s", [])}
    holds = {row[key]: row for row in now[f"{kind}s"]}
    for identity, was in held.items():
        is_ = holds.get(identity)
        if is_ is None:
            yield kind, str(identity), MISSING, "not in the graph"
            continue
        changes = [name for name in values if _value(was, name) != _value(is_, name)]
        yield kind, str(identity), DIFFERENT if changes else SAME, ", ".join(changes)
    for identity in holds.keys() - held.keys():
        yield kind, str(identity), NEW, "came after the report"


def _value(row: Row, name: str) -> Any:
    """Return a value; of the files that a run decided by, the digests: names may be aliases."""
    value = row.get(name)
    return [file["sha256"] for file in value or []] if name == "inputs" else value


def _difference(was: Any, is_: Any) -> str:
    if not isinstance(was, dict) or not isinstance(is_, dict):
        return "another version"
    return "; ".join(
        f"{name} {was.get(name, 'absent')} then, {is_.get(name, 'absent')} now"
        for name in sorted({*was, *is_})
        if was.get(name) != is_.get(name)
    )
