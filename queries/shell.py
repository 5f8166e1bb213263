"""The shell: question after question of one open case, whatever it is read from.

A line that begins with a colon is a command; everything else is Cypher, up to a semicolon.
"""

from __future__ import annotations

import difflib
import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from ..cli.options import named_values
from ..errors import MeuteError, QueryUsageError
from ..graph.schema import NODES, RELATIONSHIPS
from ..graph.store import Result, Store
from ..terminal import counted, lines_safe
from .catalogue import catalogue, find
from .empty import NO_VALUES, why_empty
from .manual import manual
from .output import FORMATS, write
from .runner import DEFAULT_TIMEOUT_S, run_query
from .search import matching

SHOWN_ROWS = 50
"""Rows of an answer that are shown; ``:export`` writes all of them."""
_SUFFIXES = {f".{form}": form for form in FORMATS if form != "table"} | {".md": "markdown"}


class Shell:
    """One session on an open graph.

    Args:
        store: the graph.
        output: where answers go.
        may_write: whether statements may change the graph.
    """

    def __init__(self, store: Store, output: TextIO, *, may_write: bool = False) -> None:
        """Begin a session."""
        self.parameters: dict[str, Any] = {}
        self.ended = False
        self._store = store
        self._output = output
        self._may_write = may_write
        self._answer: Result | None = None
        self._wide = False

    def obey(self, text: str) -> None:
        """Run a command or a statement; an error is one line, and the session goes on."""
        try:
            if text.lstrip().startswith(":"):
                self._command(text.strip()[1:])
            elif statement := text.strip().rstrip(";").strip():
                self._statement(statement)
        except MeuteError as error:
            self._say(str(error))
        except KeyboardInterrupt:
            self._say("Cancelled.")

    def _say(self, line: str) -> None:
        self._output.write(f"{lines_safe(line)}\n")

    def _command(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        command = COMMANDS.get(name)
        if command is None:
            near = difflib.get_close_matches(name, COMMANDS, 1)
            told = f"Did you mean :{near[0]}? " if near else ""
            raise QueryUsageError(f"There is no command :{name}", f"{told}:help lists them.")
        command(self, rest.strip())

    def _statement(self, statement: str) -> None:
        if self._may_write:
            result, changes = self._store.execute(statement, self.parameters, once=True)
            told = ", ".join(f"{name}: {count:,}" for name, count in changes.items() if count)
            self._say(told or "no changes")
        else:
            result = self._store.read(statement, self.parameters, timeout_s=DEFAULT_TIMEOUT_S)
        self._show(result)

    def _show(
        self, result: Result, name: str | None = None, values: Mapping[str, Any] = NO_VALUES
    ) -> None:
        self._answer = result
        if not result.columns:
            return
        if result.rows or name is None:
            rows = Result(result.columns, result.rows[:SHOWN_ROWS])
            write(rows, "table", None, self._output, wide=self._wide)
        else:
            self._say(why_empty(self._store, find(name), values))
            return
        count = len(result.rows)
        if count > SHOWN_ROWS:
            self._say(f"{SHOWN_ROWS} of {count:,} rows shown; `:export FILE.csv` writes all.")
        else:
            self._say(counted(count, "row"))

    def _queries(self, words: str) -> None:
        entries = matching(catalogue().values(), words) if words else list(catalogue().values())
        width = max((len(query.name) for query in entries), default=0)
        for query in entries:
            self._say(f"{query.name:<{width}}  {query.question or query.title}")
        if not entries:
            self._say(f"No stored query matches {words!r}; `:queries` lists all.")

    def _manual(self, name: str) -> None:
        for line in manual(find(name)):
            self._say(line)

    def _run(self, text: str) -> None:
        name, *given = _words(text) or [""]
        query = find(name)
        parameters = {
            key: self.parameters[key] for key in query.parameters if key in self.parameters
        }
        values = parameters | named_values(given)
        rows = run_query(self._store, name, values, bounded=True, watched=True)
        self._show(rows, name, values)

    def _param(self, text: str) -> None:
        name, _, value = text.partition(" ")
        if not name or not value:
            raise QueryUsageError("A parameter has a name and a value", "Write :param NAME VALUE.")
        try:
            self.parameters[name] = json.loads(value)
        except ValueError:
            self.parameters[name] = value

    def _params(self, _: str) -> None:
        for name, value in self.parameters.items():
            self._say(f"{name} = {json.dumps(value, ensure_ascii=False)}")

    def _schema(self, _: str) -> None:
        for node in NODES:
            self._say(f"(:{node.label} {{{', '.join(node.columns)}}})")
        for tie in RELATIONSHIPS:
            held = f" {{{', '.join(tie.properties)}}}" if tie.properties else ""
            ends = tie.source.label, tie.target.label
            self._say(f"(:{ends[0]})-[:{tie.kind}{held}]->(:{ends[1]})")

    def _explain(self, statement: str) -> None:
        plan = self._store.read(f"EXPLAIN {statement.rstrip(';')}", self.parameters)
        if plan.rows:
            self._show(plan)
        else:
            self._say("The engine accepts the statement and shows no plan here.")

    def _export(self, text: str) -> None:
        if self._answer is None:
            raise QueryUsageError("There is no answer to export", "Ask something first.")
        path = Path(text)
        form = _SUFFIXES.get(path.suffix)
        if form is None:
            raise QueryUsageError(
                f"{text or 'no file'} does not say which format",
                f"End the name in {', '.join(_SUFFIXES)}.",
            )
        write(self._answer, form, path, self._output)
        self._say(f"{path}: {counted(len(self._answer.rows), 'row')}")

    def _widen(self, _: str) -> None:
        self._wide = not self._wide
        self._say("Tables show all columns." if self._wide else "Tables fit the width.")

    def _help(self, _: str) -> None:
        for name, command in COMMANDS.items():
            self._say(f":{name:<8}  {_HELP[command]}")
        self._say("Everything else is Cypher, up to a semicolon. Ctrl-C cancels, Ctrl-D ends.")

    def _quit(self, _: str) -> None:
        self.ended = True


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise QueryUsageError(f"{text!r}: {error}", "Close the quotation mark.") from error


_HELP: Mapping[Callable[[Shell, str], None], str] = {
    Shell._queries: "list the stored queries, or those that match WORDS",
    Shell._manual: "show a stored query as a page of a manual",
    Shell._run: "run a stored query: :run NAME key=value …",
    Shell._param: "set a parameter for Cypher and stored queries: :param NAME VALUE",
    Shell._params: "list the parameters that are set",
    Shell._schema: "list labels, relationship types and properties",
    Shell._explain: "let the engine check and plan a statement without running it",
    Shell._export: "write the whole last answer: :export FILE.csv, .json, .xlsx, …",
    Shell._widen: "show all columns of tables, or again those that fit",
    Shell._help: "list the commands",
    Shell._quit: "end the session",
}
COMMANDS: Mapping[str, Callable[[Shell, str], None]] = {
    "queries": Shell._queries,
    "show": Shell._manual,
    "run": Shell._run,
    "param": Shell._param,
    "params": Shell._params,
    "schema": Shell._schema,
    "explain": Shell._explain,
    "export": Shell._export,
    "wide": Shell._widen,
    "help": Shell._help,
    "quit": Shell._quit,
}


def is_complete(text: str) -> bool:
    """Whether a text can be obeyed: a command, nothing, or a statement with its semicolon."""
    bare = text.strip()
    return not bare or bare.startswith(":") or bare.endswith(";")


def inputs(lines: Iterator[str]) -> Iterator[str]:
    """Yield the commands and statements of a script, whose last one may lack its semicolon."""
    held = ""
    for line in lines:
        held += line
        if is_complete(held):
            yield held
            held = ""
    if held.strip():
        yield held


def completions(before: str) -> list[str]:
    """Return what could come next, whole words: commands, queries, their parameters, the schema."""
    words = before.split(" ")
    last = words[-1]
    if before.startswith(":"):
        if len(words) == 1:
            choices = [f":{name}" for name in COMMANDS]
        elif words[0] in (":run", ":show") and len(words) == 2:  # noqa: PLR2004 - command and name
            choices = list(catalogue())
        elif words[0] == ":run" and words[1] in catalogue():
            choices = [f"{name}=" for name in catalogue()[words[1]].parameters]
        else:
            choices = []
        return [choice for choice in choices if choice.startswith(last)]
    part = last_name(last)
    return [name for name in _NAMES if part and name.lower().startswith(part.lower())]


def last_name(word: str) -> str:
    """Return what of a word of Cypher is still being written: the name after the last mark."""
    for mark in "([:.|{,$":
        word = word.rpartition(mark)[2]
    return word


_CLAUSES = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER BY", "LIMIT", "DISTINCT",
    "EXISTS", "COUNT", "CALL", "count(", "collect(", "coalesce(", "min(", "max(", "sum(", "avg(",
    "size(", "toLower(", "substring(", "range(",
)  # fmt: skip
_NAMES = sorted(
    {
        *_CLAUSES,
        *(node.label for node in NODES),
        *(tie.kind for tie in RELATIONSHIPS),
        *(name for node in NODES for name in node.columns),
        *(name for tie in RELATIONSHIPS for name in tie.properties),
    }
)
