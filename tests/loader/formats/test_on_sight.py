"""Workbooks and Parquet are recognised by their columns, like delimited text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pandas as pd
import pytest

from meute.errors import UnknownFormatError
from meute.loader.maps import Columns, Map

from ..built_in_scenes import BUILT_IN
from ..platform_scenes import PLATFORMS
from ..scenes import SCENES
from .reading import SPARK, posts, read, rejects

Rows = list[list[Any]]
HEADER = ["id", "author_id", "text", "created_at", "referenced_tweets.retweeted.id"]
ROWS: Rows = [
    HEADER,
    [SPARK, "9001", "été", "2021-10-20T17:13:20.000Z", None],
    ["1450870083886080001", 9002.0, "RT @ana: été", datetime(2021, 10, 20, 17, 13, 40), SPARK],
]


def excel(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(rows: Rows) -> bytes:
    texts = [[None if cell is None else str(cell) for cell in row] for row in rows]
    file = io.BytesIO()
    pd.DataFrame(texts[1:], columns=texts[0]).to_parquet(file)
    return file.getvalue()


def ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, datetime):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        return f"<table:table-cell {kind}><text:p>20/10/21 17:13</text:p></table:table-cell>"
    if isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{float(cell):.15g}"'
        return f"<table:table-cell {kind}><text:p>9 002</text:p></table:table-cell>"
    words = escape(cell).replace("  ", '<text:s text:c="2"/>')
    return (
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    )


def ods(rows: Rows, *, rest: str = "") -> bytes:
    spaces = "".join(
        f" xmlns:{name}={quoteattr(f'urn:oasis:names:tc:opendocument:xmlns:{name}:1.0')}"
        for name in ("office", "table", "text")
    )
    lines = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )
    empty = '<table:table-row table:number-rows-repeated="1048570"/>'
    body = f'<table:table table:name="Feuille1">{lines}{empty}</table:table>{rest}'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {"xlsx": excel, "ods": ods, "parquet": parquet}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_built_in_format_is_recognised_by_its_columns(kind: str) -> None:
    spark, repost = posts(read(WRITERS[kind](ROWS)))
    assert (spark.native_id, spark.text, spark.ts) == (SPARK, "été", 1634750000)
    assert repost.repost_of is not None
    assert (repost.account.native_id, repost.repost_of.native_id) == ("9002", SPARK)
    assert repost.ts == 1634750020


def semicolons(rows: Rows) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode("utf-16")


TABLES = {
    name: scene
    for name, scene in (SCENES | BUILT_IN | PLATFORMS).items()
    if scene.data[:1] not in b"{[" and not scene.map
}


@pytest.mark.parametrize("kind", WRITERS | {"semicolons": semicolons})
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_recognised_and_reads_the_same_in_every_form(name: str, kind: str) -> None:
    scene = TABLES[name]
    named = name if scene.named else None
    rows = list(csv.reader(io.StringIO(scene.data.decode())))
    cells: Rows = [rows[0], *([cell or None for cell in row] for row in rows[1:])]
    written = (WRITERS | {"semicolons": semicolons})[kind](cells)
    assert read(written, format=named) == read(scene.data, format=named)


@pytest.mark.parametrize("write", [excel, ods])
def test_a_number_of_which_no_cell_holds_all_digits_is_rejected(
    write: Callable[[Rows], bytes],
) -> None:
    rows = [HEADER, [int(SPARK), "9001", "a", "2021-10-20T17:13:20.000Z", None]]
    assert "rounded" in rejects(read(write(rows)))[0].reason
    table_map = Map(platform="tiktok", columns=Columns(id="id", account_id="author_id"))
    assert "rounded" in rejects(read(write(rows), table_map=table_map))[0].reason


def test_columns_that_no_format_has_are_named() -> None:
    with pytest.raises(UnknownFormatError, match="Numéro, Auteur, Texte"):
        read(excel([["Numéro", "Auteur", "Texte"], ["1", "ana", "a"]]))


def test_the_words_and_the_repeated_rows_of_an_open_document() -> None:
    more = (
        '<table:table table:name="Deux"><table:table-row><table:table-cell '
        'table:number-columns-repeated="3"/></table:table-row></table:table>'
    )
    rows: Rows = [
        ["Export"],
        [],
        ["id", "who", "text"],
        ["1", "ana", "a  b"],
        [],
        ["2", "bob", "c"],
    ]
    table_map = Map(platform="tiktok", columns=Columns(id="id", account_handle="who", text="text"))
    items = posts(read(ods(rows, rest=more), table_map=table_map))
    assert [(post.native_id, post.text) for post in items] == [("1", "a  b"), ("2", "c")]
