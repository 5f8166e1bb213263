"""Libraries of one's own: the same checks as for the stored queries, with file, line and cure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..errors import QueryUsageError
from ..files import read_small_text
from .catalogue import SUFFIX, MetadataError, Query, defects, parse, teaching_defects

TEMPLATE = """\
// ---
// title: What the query is about
// question: "What would an editor ask?"
// category: overview
// description: >
//   What is counted, and what is left out.
// reading: >
//   How to read a row.
// caveats: >
//   What a row does not say.
// companions: [post-evidence]
// parameters:
//   min_posts: {type: integer, default: 10, minimum: 1, description: Minimum number of posts.}
//   limit: {type: integer, default: 100, minimum: 0, description: Maximum number of accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   posts: {type: integer, description: Its posts.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WITH a, count(p) AS posts
WHERE posts >= $min_posts
RETURN a.id AS account, a.handle AS handle, posts
ORDER BY posts DESC, account
LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, and where; lines count from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def read_library(folder: Path) -> Mapping[str, Query]:
    """Return the queries of a folder by name.

    Raises:
        QueryUsageError: the folder cannot be read, or a file in it is not a sound query.
    """
    if not folder.is_dir():
        raise QueryUsageError(f"{folder} is not a folder", "Name the folder of your queries.")
    queries = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        for problem in problems(path):
            raise QueryUsageError(f"{problem}", f"`meute query check {path}` lists all problems.")
        queries[path.name.removesuffix(SUFFIX)] = _parsed(path)
    return queries


def problems(path: Path) -> Iterator[Problem]:
    """Yield what is wrong with a query's file, by the rules that the stored queries keep."""
    try:
        text = read_small_text(path)
        query = parse(path.name.removesuffix(SUFFIX), text)
    except ValueError as error:
        yield from _problems_of(path, error)
        return
    except OSError as error:
        yield Problem(path, 1, f"cannot be read: {error.strerror}")
        return
    for message in (*defects(query), *teaching_defects(query)):
        yield Problem(path, _line_of(text, message), message)


def _parsed(path: Path) -> Query:
    return parse(path.name.removesuffix(SUFFIX), read_small_text(path))


def _problems_of(path: Path, error: ValueError) -> Iterator[Problem]:
    if isinstance(error, MetadataError):
        text = read_small_text(path)
        for name, reason in error.faults:
            line = _line_of(text, name.rpartition(".")[2])
            yield Problem(path, line, f"{name}: {reason}")
        return
    cause = error.__cause__
    mark = getattr(cause, "problem_mark", None) if isinstance(cause, yaml.YAMLError) else None
    message = " ".join(str(error).split())
    yield Problem(path, 1 if mark is None else mark.line + 1, message)


def _line_of(text: str, message: str) -> int:
    """Return the line that a message is about, by the names in it; 1 where there is none.

    A name of Cypher or of the schema is looked for anywhere, a plain word as a key only.
    """
    names = re.findall(r"\$?\w+", message)
    telling = [name for name in names if not name.islower() or name.startswith("$")]
    patterns = [rf"(?<![\w$]){re.escape(name)}(?!\w)" for name in telling]
    patterns += [rf"^// +{re.escape(name)}:" for name in names]
    for pattern in patterns:
        if place := re.search(pattern, text, re.MULTILINE):
            return text.count("\n", 0, place.start()) + 1
    return 1
