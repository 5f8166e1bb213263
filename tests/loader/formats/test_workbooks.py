from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from meute.errors import UsageError
from meute.loader import unread
from meute.loader.maps import Columns, Map

from .reading import posts, read, rejects

MAP = Map(platform="tiktok", columns=Columns(id="Numéro", account_handle="Auteur", text="Texte"))
HEADER = ["Numéro", "Auteur", "Texte"]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_sheets_with_the_same_columns_are_one_table() -> None:
    unread.taken()
    data = workbook(
        Lisezmoi=[["Export du 20 octobre"]],
        Un=[HEADER, ["1", "ana", "a"]],
        Deux=[HEADER, ["2", "bob", "b"]],
        Bilan=[["jour", "nombre", "part", "rang"], ["1", 2, 3, 4]],
    )
    assert [post.native_id for post in posts(read(data, table_map=MAP))] == ["1", "2"]
    left_out = unread.taken()["(sheet)"]
    assert (left_out.count, "Lisezmoi" in str(left_out.example)) == (2, True)


def test_titles_and_repeated_headers_of_a_sheet() -> None:
    rows = [["Export du 20 octobre"], [], HEADER, ["1", "ana", "a"], HEADER, ["2", "bob", "b"]]
    items = read(workbook(Feuil1=rows), table_map=MAP)
    assert [post.native_id for post in posts(items)] == ["1", "2"]
    assert [(reject.line, reject.reason) for reject in rejects(items)] == [
        (5, "the header once more")
    ]


def test_a_workbook_of_nothing() -> None:
    with pytest.raises(UsageError, match="no column"):
        read(workbook(Vide=[]), table_map=MAP)
