"""Tables are read back as others read them: no cell is a formula, and every row keeps its cells."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.spreadsheet import FORMULA, GUARD, CsvWriter, spreadsheet_safe

SPLITS = ["\r", "\n", "\r\n", ";", "\t", "|", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"]
HOSTILE = [
    f"{before}{split}{trimmed}{start}cmd|' /C calc'!A0"
    for before in ("", "Vernon dehors !", 'dit "non"')
    for split in ("", *SPLITS)
    for trimmed in ("", " ", '"', "\u200b", "\xa0", "\ufeff")
    for start in "=+-@＝＋－＠\u2212"
    if split or not before
]
TRIMMED = re.compile(r'^[\s"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u2064\ufeff]+')


def table(texts: list[str]) -> str:
    file = io.StringIO()
    writer = CsvWriter(file)
    writer.write_row(["post", "text", "n"])
    for number, text in enumerate(texts):
        writer.write_row([f"x/{number}", text, number])
    return file.getvalue()


def is_formula(cell: str) -> bool:
    return TRIMMED.sub("", cell)[:1] in set(FORMULA)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["", "\r", "\n", "\x85"], ids=["quoted", "CR", "LF", "NEL"])
def test_no_cell_is_a_formula_under_any_separator(delimiter: str, ends: str) -> None:
    text = table(HOSTILE)
    if delimiter == "," and not ends:
        lines = io.StringIO(text, newline="")
    else:  # a reader that cuts lines before it looks at quotes
        lines = io.StringIO(text.replace(ends, "\n") if ends else text, newline=None)
    rows = list(csv.reader(lines, delimiter=delimiter))
    assert [cell for row in rows for cell in row if is_formula(cell)] == []


def test_every_row_keeps_its_cells() -> None:
    rows = list(csv.reader(io.StringIO(table(HOSTILE), newline="")))
    assert {len(row) for row in rows} == {3}
    assert [row[1] for row in rows[1:]] == [spreadsheet_safe(text) for text in HOSTILE]
    frame = pd.read_csv(io.StringIO(table(HOSTILE)), keep_default_na=False)
    assert list(frame["n"]) == list(range(len(HOSTILE)))
    assert list(frame["post"]) == [f"x/{number}" for number in range(len(HOSTILE))]


@given(st.text(alphabet=st.sampled_from("a=+-@;,\t\r\n\"' \u2028\u200b＝\x00\ud800"), max_size=40))
def test_any_text_is_one_cell_and_no_formula(text: str) -> None:
    written = table([text])
    [_, (post, cell, number)] = csv.reader(io.StringIO(written, newline=""))
    assert (post, number) == ("x/0", "0")
    assert cell.replace(GUARD, "") == re.sub("[\x00\ud800]", "\ufffd", text).replace(GUARD, "")
    for delimiter in ";\t":
        rows = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)
        assert not any(is_formula(cell) for row in rows for cell in row)


def test_what_is_harmless_stays() -> None:
    for text in ("a = b", "x;y", "l'été, - et après", "a\nb", "#tag", "", "https://a.example/?a=1"):
        assert spreadsheet_safe(text) == text
    assert spreadsheet_safe(-1) == -1
    assert table(["x"]) == "post,text,n\nx/0,x,0\n"


def test_the_signs_are_all_that_normalise_to_a_formula() -> None:
    alike = {
        c for c in map(chr, range(0x110000)) if unicodedata.normalize("NFKC", c) in set("=+-@")
    }
    assert alike <= set(FORMULA)


def test_long_runs_take_linear_work() -> None:
    for text in ("\t" * 2_000_000 + "a", ";=" * 500_000, "=\t " * 300_000, '"' * 1_000_000):
        assert len(spreadsheet_safe(text)) >= len(text)


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("separator", [44, 59, 9], ids=["comma", "semicolon", "tab"])
def test_libreoffice_calculates_nothing(tmp_path: Path, separator: int) -> None:
    import openpyxl

    (tmp_path / "t.csv").write_text(table(HOSTILE), "utf-8", newline="")
    command = [
        str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
        # Separator, quote, UTF-8, from line 1, all columns, and: evaluate formulas.
        f"--infilter=Text - txt - csv (StarCalc):{separator},"
        "34,76,1,,0,false,true,false,false,false,-1,true",
        "--convert-to", "xlsx", "--outdir", str(tmp_path), str(tmp_path / "t.csv"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert len(cells) > len(HOSTILE)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
