"""Write what derives from the code: pages of docs/, and the lists of traces in stored queries.

``python docs/generate.py`` writes them; ``--check`` only says which are out of date. A stored query
that lists several traces lists all of them: it can be pasted into Neo4j Browser as it stands.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import metadata
from pathlib import Path

import click
import drawings

from meute.cli import meute
from meute.graph.schema import NODES, RELATIONSHIPS
from meute.graph.traces import ANY_TIE, TRACES, Reading
from meute.graph.types import Merge, Property
from meute.loader.page import formats_page
from meute.queries.catalogue import CATEGORIES, Query, catalogue
from meute.queries.manual import domain

ROOT = Path(__file__).resolve().parents[1]

_MADE = "<!-- Written by docs/generate.py; change what it reads, then run `make docs`. -->"


def main() -> int:
    """Write the pages, or check them; returns the exit code."""
    fresh = {**pages(), **queries_with_all_traces()}
    stale = [name for name, page in fresh.items() if _read(ROOT / name) != page]
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"{name} is out of date: run `make docs`.", file=sys.stderr)  # noqa: T201
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(fresh[name], "utf-8")
        print(name)  # noqa: T201 - the pages written are what this command answers
    return 0


def pages() -> dict[str, str]:
    """Return every generated page and drawing by its path from the root."""
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "docs/cli.md": _cli,
        "docs/dependencies.md": _dependencies,
        "docs/schema.md": _schema,
        "docs/queries.md": _queries,
    }
    made = {name: "\n".join([_MADE, "", *write()]) + "\n" for name, write in writers.items()}
    return made | {
        "docs/formats.md": f"{_MADE}\n\n{formats_page()}",
        "docs/rooms.svg": drawings.rooms(),
        "docs/schema.svg": drawings.graph(),
    }


def queries_with_all_traces() -> dict[str, str]:
    """Return the stored queries that list several traces, with all of them, by path."""
    several = re.compile(r"(?<=:)CO_\w+(\|CO_\w+)+")
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "cypher").rglob("*.cypher"))}
    return {
        path.relative_to(ROOT).as_posix(): several.sub(ANY_TIE, text)
        for path, text in texts.items()
        if several.search(text)
    }


def commands() -> dict[str, click.Context]:
    """Return every command, with its context, by its full name; groups before their commands."""
    top = click.Context(meute, info_name="meute", terminal_width=88, **meute.context_settings)
    return dict(_from(top))


def _from(context: click.Context) -> Iterator[tuple[str, click.Context]]:
    yield context.command_path, context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                yield from _from(click.Context(command, info_name=name, parent=context))


def _cli() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Standard output carries data, standard error carries messages. Exit codes: 0 done,"
    yield "1 failed, 2 wrong usage, 3 done but some records were rejected."
    yield ""
    yield "The shell completes commands and options once `~/.bashrc` says"
    yield '`eval "$(_MEUTE_COMPLETE=bash_source meute)"`, or `~/.zshrc` with `zsh_source`;'
    yield "for fish,"
    yield "`_MEUTE_COMPLETE=fish_source meute > ~/.config/fish/completions/meute.fish`."
    for name, context in commands().items():
        yield ""
        yield f"## {name}"
        yield ""
        yield "```"
        yield context.get_help()
        yield "```"


def _dependencies() -> Iterator[str]:
    """Each dependency with its licence, and what `pyproject.toml` says that it is for."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = text.partition("\ndependencies = [\n")[2].partition("\n]\n")[0]
    yield "# Dependencies"
    yield ""
    yield "What an installation of meute needs, by `pyproject.toml`, and the licence that each"
    yield "package states, never the GPL. `constraints.txt` pins the versions that are tested, with"
    yield "their hashes."
    yield ""
    yield "An installation without the tools of development takes 820 MB on Linux (`make pythons`"
    yield "prints it for each Python): polars 170, pyarrow 165, scipy 115, networkit 55, pandas 45."
    yield "Each of these is used by every load, detection or page, so none is an extra; py2neo and"
    yield "PySpark are."
    yield ""
    yield "| package | what for | licence |"
    yield "|---|---|---|"
    for name, purpose in re.findall(r'^ *"([\w.-]+)[^"]*", # (.+)$', listed, re.MULTILINE):
        yield f"| {name} | {purpose} | {_licence(name)} |"


def _licence(package: str) -> str:
    """Return the licence that a package's metadata state: an expression, a class, or words."""
    stated = metadata(package)
    classified = [
        kind.rpartition(" :: ")[2]
        for kind in stated.get_all("Classifier") or []
        if kind.startswith("License :: ")
    ]
    return stated.get("License-Expression") or ", ".join(classified) or stated["License"]


def _schema() -> Iterator[str]:
    yield "# The graph"
    yield ""
    yield "Every node has an `id`, which is its key: `<platform>/<native id>` for accounts and"
    yield "posts. Times are ISO 8601 text for people and epoch seconds (`…ts`, `…_at` of type"
    yield "integer) for computation. The last column says how two observations of one value become"
    yield "one; where it says nothing, the greater one stays."
    yield ""
    yield "![Labels as boxes, relationship types as arrows between them](schema.svg)"
    yield ""
    yield "## Nodes"
    for node in NODES:
        yield ""
        yield f"### {node.label}"
        yield ""
        yield node.doc
        yield from _properties(node.properties)
    yield ""
    yield "## Relationships"
    for relationship in RELATIONSHIPS:
        ends = f"(:{relationship.source.label})-[:{relationship.kind}]->"
        yield ""
        yield f"### {relationship.kind}"
        yield ""
        yield f"`{ends}(:{relationship.target.label})`"
        yield ""
        yield relationship.doc
        if relationship.key:
            yield ""
            yield f"One for each {' and '.join(f'`{name}`' for name in relationship.key)}."
        yield from _properties(relationship.properties)
    yield ""
    yield "## Traces"
    yield ""
    yield "What two accounts can share; `meute detect --trace NAME` looks for it. The window holds"
    yield "where `--window` says nothing."
    yield ""
    yield "| trace | tie | both … | what is shared | window, seconds |"
    yield "|---|---|---|---|---|"
    for trace in TRACES.values():
        plain = trace.reading is Reading.OBJECT
        shared = trace.english.objects if plain else trace.reading.value
        yield (
            f"| `{trace.name}` | `{trace.kind}` | {trace.english.act} | {shared} | "
            f"{trace.window_s} |"
        )


def _properties(properties: Mapping[str, Property]) -> Iterator[str]:
    if not properties:
        return
    yield ""
    yield "| property | type | meaning | two become one |"
    yield "|---|---|---|---|"
    for name, held in properties.items():
        merge = held.merge.value.replace("`by`", f"`{held.by}`")
        merge = "" if held.merge is Merge.GREATEST else merge
        kind = f"{held.kind.value}, indexed" if held.index else held.kind.value
        yield f"| `{name}` | {kind} | {_cell(held.doc)} | {_cell(merge)} |"


def _queries() -> Iterator[str]:
    yield "# Stored queries"
    yield ""
    yield "Run one with `meute query run NAME -p parameter=value`; read its text with"
    yield "`meute query show NAME`. Each gives the same rows on Neo4j and on a local file."
    for category in CATEGORIES:
        names = [query.name for query in catalogue().values() if query.category == category]
        yield ""
        yield f"**{category}:** {', '.join(f'[{name}](#{name})' for name in names)}"
    for query in catalogue().values():
        yield ""
        yield f"## {query.name}"
        yield ""
        yield f"*{query.question}*"
        yield ""
        yield f"**{query.title}.** {' '.join(query.description.split())}"
        for heading, text in (
            ("How to read a row", query.reading),
            ("What it does not say", query.caveats),
            ("What it takes", query.cost),
        ):
            if text:
                yield ""
                yield f"{heading}: {' '.join(text.split())}"
        yield ""
        yield f"See also: {', '.join(f'[{name}](#{name})' for name in query.companions)}."
        yield from _parameters(query)
        yield ""
        yield "| column | type | meaning |"
        yield "|---|---|---|"
        for name, column in query.columns.items():
            yield f"| `{name}` | {column.type} | {_cell(column.description)} |"
    yield from _times()


def _times() -> Iterator[str]:
    """The table of what each query takes, as `make bench-queries` measured it."""
    engines = {"local": "local file", "neo4j": "Neo4j"}
    with (ROOT / "docs" / "query-times.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    posts = {row["engine"]: f"{int(row['posts']):,}" for row in rows}
    times = {(row["engine"], row["query"]): row["processor_s"] for row in rows}
    yield ""
    yield "## What they take"
    yield ""
    yield "Seconds of the processor, of the engine's process, the first time that each is asked;"
    yield 'measured by `make bench-queries ARGS="--case case.kgl --neo4j --write"` on a simulated'
    yield "case, while other work ran on the machine. Most grow in proportion to the case."
    if "neo4j" in posts:
        yield "Neo4j has a heap of 1 GB and a page cache of 512 MB."
    yield ""
    heads = [f"{title}, {posts[name]} posts" for name, title in engines.items() if name in posts]
    yield f"| query | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * len(heads)}"
    for query in catalogue():
        held = [times.get((name, query), "") for name in engines if name in posts]
        yield f"| [{query}](#{query}) | {' | '.join(held)} |"


def _parameters(query: Query) -> Iterator[str]:
    if not query.parameters:
        return
    yield ""
    yield "| parameter | type | values | meaning |"
    yield "|---|---|---|---|"
    for name, parameter in query.parameters.items():
        yield (
            f"| `{name}` | {parameter.type} | {_cell(domain(parameter))} | "
            f"{_cell(parameter.description)} |"
        )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
