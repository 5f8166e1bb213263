"""``meute copy``: a whole case from one graph into another, whatever engines hold them.

Both graphs are read in the same order, page by page, and what differs is written. So a copy that
was interrupted goes on by itself, and a second one writes nothing. In the end the target is read
once more, and its digest of each type compared with the source's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from ..cli.app import App, pass_app
from ..errors import StoreError, UsageError
from ..graph import Store
from ..graph.addresses import same_graph
from ..graph.contents import TYPES, TypeReader, stored_properties, undeclared
from ..graph.digests import GrowingDigest, TypeDigest, digest_of
from ..graph.schema import NODES, RELATIONSHIPS
from ..graph.tables import write_table
from ..terminal import counted

if TYPE_CHECKING:
    import pyarrow as pa

_HELD = " held"
"""Ends the names of the target's columns where they stand beside the source's."""

Advance = Callable[[str, int], None]
"""Is told of a type and how many more of it are done."""


@dataclass(slots=True)
class CopyReport:
    """What became of a copy: rows by type, how many were written, and what the target holds.

    ``undeclared`` names what the source holds beside the schema, which is not copied.
    """

    source: dict[str, TypeDigest] = field(default_factory=dict)
    target: dict[str, TypeDigest] = field(default_factory=dict)
    written: int = 0
    undeclared: set[str] = field(default_factory=set)

    @property
    def differing(self) -> list[str]:
        """The types that are not the same in both."""
        return [name for name, digest in self.source.items() if self.target[name] != digest]


def copy_graph(
    source: Store, target: Store, advance: Advance = lambda _name, _count: None
) -> CopyReport:
    """Copy what the target lacks or holds otherwise, and compare the digests of every type.

    What the target held before stays, and what both hold takes the source's values.

    Raises:
        StoreError: something of the source is not in the target after all.
    """
    report = CopyReport()
    there = target.counts().by_type
    stored, stored_before = stored_properties(source), stored_properties(target)
    report.undeclared = set(source.counts().by_type) - {held.type_name for held in TYPES}
    with target.exclusive():
        for row_type in TYPES:
            name = row_type.type_name
            report.undeclared |= {f"{name}.{extra}" for extra in undeclared(row_type, stored)}
            digest = GrowingDigest()
            held = TypeReader(target, row_type, stored_before)
            for page in TypeReader(source, row_type, stored).pages():
                digest.add(page)
                missing = (
                    _missing(page, held.like(page), row_type.identity) if there.get(name) else page
                )
                write_table(target, row_type, missing)
                report.written += len(missing)
                advance(name, len(page))
            report.source[name] = digest.result()
    stored_now = stored_properties(target)
    held_now = [TypeReader(target, row_type, stored_now) for row_type in TYPES]
    for held in held_now:
        report.target[held.row_type.type_name] = digest_of(held.pages())
    for held in held_now:
        if held.row_type.type_name in report.differing:
            _check_contained(TypeReader(source, held.row_type, stored), held)
    return report


def _missing(page: pa.Table, held: pa.Table, identity: Sequence[str]) -> pa.Table:
    """Return the rows of a page that a target, which holds those of its keys, has not just so.

    A value that the source does not know may be any in the target.
    """
    import polars as pl

    ours, theirs = pl.DataFrame(page), pl.DataFrame(held).with_columns(pl.lit(True).alias(_HELD))
    beside = ours.join(theirs, on=identity, how="left", suffix=_HELD, maintain_order="left")
    same = [
        pl.col(name).is_null() | pl.col(name).eq_missing(pl.col(f"{name}{_HELD}"))
        for name in page.column_names
        if name not in identity
    ]
    lacking = beside.select(~pl.all_horizontal(pl.col(_HELD).is_not_null(), *same))
    return page.filter(lacking.to_series().to_arrow())


def _check_contained(source: TypeReader, target: TypeReader) -> None:
    """See that a type differs only by what the target held before.

    Raises:
        StoreError: it does not.
    """
    identity = source.row_type.identity
    lacking = sum(len(_missing(page, target.like(page), identity)) for page in source.pages())
    if lacking:
        raise StoreError(
            f"{lacking:,} {source.row_type.type_name} of {source.store.address} are not in "
            f"{target.store.address} as they are there: something else wrote to one of them "
            "meanwhile",
            "Run the same command again: it writes what differs.",
        )


@click.command()
@click.option("--to", "destination", required=True, metavar="URL", help="The other graph.")
@pass_app
def copy(app: App, destination: str) -> None:
    """Copy the whole case into another graph, a local file into a server or back.

    The same command goes on where an interrupted one stopped. Finally the digests of every
    type in both graphs are compared; what the other graph held before stays there, and is listed.

    Example: meute --graph case.kgl copy --to bolt://localhost:7687
    """
    if same_graph(destination, app.settings.graph):
        raise UsageError("A graph cannot be copied into itself", "Name another graph after --to.")
    with (
        app.open_graph() as source,
        app.open_graph(write=True, create=True, url=destination) as target,
        app.console.status("Copying") as status,
    ):
        done: dict[str, int] = {}

        def advance(name: str, count: int) -> None:
            done[name] = done.get(name, 0) + count
            status.update(f"Copying {name}: {done[name]:,}; {sum(done.values()):,} in all")

        report = copy_graph(source, target, advance)
    for line in _told(report, destination):
        app.console.print(line, soft_wrap=True)


def _told(report: CopyReport, destination: str) -> Iterator[str]:
    nodes = sum(report.source[node.type_name].count for node in NODES)
    relationships = sum(report.source[tie.type_name].count for tie in RELATIONSHIPS)
    yield (
        f"{counted(nodes, 'node')} and {counted(relationships, 'relationship')}, of which "
        f"{report.written:,} were written and the others were there already"
    )
    if not report.differing:
        yield "Both graphs hold the same: the digests of all types are equal."
    for name in report.differing:
        before, now = report.source[name].count, report.target[name].count
        yield (
            f"{destination} holds all {before:,} {name} of the case, and more that it held before: "
            f"{now:,} in all"
            if now > before
            else f"{destination} holds all {before:,} {name} of the case, with values that it held "
            "before"
        )
    if report.undeclared:
        names = ", ".join(sorted(report.undeclared))
        yield f"Not copied, because they are not part of the graph's schema: {names}"
