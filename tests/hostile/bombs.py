"""Small files that unpack, multiply or recurse to far more than they are."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

Write = Callable[[Path], None]
MAP = "platform: x\ncolumns:\n  id: id\n  account_handle: by\n  text: text\n"


def parts_of_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(b"") * 40_000 + gzip.compress(b'{"id": "1"}'))


def gzip_of_one_post(path: Path) -> None:
    path.write_bytes(gzip.compress(json.dumps({"id": "1", "text": "a" * 90_000_000}).encode()))


def json_of_values(part: str, before: str = '{"id": "1", "by": "a", "text": "x", "z": [') -> Write:
    def write(path: Path) -> None:
        count = 20_000_000 // len(part)
        path.write_bytes(gzip.compress(f"{before}{part * count}0]}}\n".encode()))

    return write


def json_of_names(path: Path) -> None:
    """As many names as a value may have, of which a reader might remember each."""
    names = ",".join(f'"{number:x}":0' for number in range(290_000))
    path.write_bytes(gzip.compress(f'{{"id": "1", "by": "a", "text": "x", {names}}}\n'.encode()))


def zstd_of_a_wide_window(path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    line = b'{"id": "1", "by": "a", "text": "x"%s}\n' % (b" " * 1_000_000)
    path.write_bytes(b"".join(packer.compress(line) for _ in range(95)) + packer.flush())


def parquet_of_lists(path: Path) -> None:
    texts = pa.array([[["a"] * 1000] * 100] * 100)
    table = pa.table({"id": list(map(str, range(100))), "by": ["a"] * 100, "text": texts})
    pq.write_table(table, path, compression="zstd")


def parquet_of_one_text(path: Path) -> None:
    rows = 100_000
    ids, names = [str(n) for n in range(rows)], ["a"] * rows
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["a" * 4_000_000])
    table = pa.table({"id": ids, "by": names, "text": texts})
    pq.write_table(table, path, compression="zstd")


def parquet_of_nothing(path: Path) -> None:
    pq.write_table(
        pa.table(dict.fromkeys(["id", "by", "text"], pa.nulls(30_000_000, pa.null()))),
        path,
        compression="zstd",
    )


def workbook(sheet: str, texts: str = "") -> Write:
    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.append(["id", "by", "text"])  # type: ignore[union-attr]
        plain = io.BytesIO()
        book.save(plain)
        parts = zipfile.ZipFile(plain)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name in parts.namelist():
                part = parts.read(name).decode()
                if name.endswith("sheet1.xml"):
                    part = part.replace("</sheetData>", f"{sheet}</sheetData>")
                    part = part.replace('ref="A1:C1"', 'ref="A1:XFD1048576"')
                if name.endswith("sharedStrings.xml") and texts:
                    part = part.replace("</sst>", f"<si><t>{texts}</t></si></sst>")
                out.writestr(name, part)

    return write


def zip_of_one_member(path: Path) -> None:
    """All entries of the directory lead to the same bytes."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.jsonl", json.dumps({"id": "1", "by": "a", "text": "x" * 200_000}) + "\n")
    data = plain.getvalue()
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = data[begin:end] * 9_000
    counts = struct.pack("<HHII", 9_000, 9_000, len(entries), begin)
    path.write_bytes(data[:begin] + entries + data[end : end + 8] + counts + data[end + 20 :])


def csv_of_a_wide_header(path: Path) -> None:
    names = ",".join(f"column{number}" for number in range(100_000))
    rows = f"1,a,x{',b' * 100_000}\n" * 300
    path.write_bytes(gzip.compress(f"id,by,text,{names}\n{rows}".encode()))


def xz_of_a_wide_window(path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 300 << 20}]
    packer = lzma.LZMACompressor(filters=filters)
    line = b'{"id": "1", "by": "a", "text": "x"%s}\n' % (b" " * 1_000_000)
    path.write_bytes(b"".join(packer.compress(line) for _ in range(95)) + packer.flush())


def parquet_of_one_page(path: Path) -> None:
    texts = pa.array(["1"]).take(pa.array(np.zeros(10_000_000, dtype="int32")))
    table = pa.table({"id": texts, "by": texts, "text": texts})
    pq.write_table(
        table, path, compression="zstd", use_dictionary=False, write_statistics=False,
        data_page_size=1 << 30, row_group_size=len(texts),
    )  # fmt: skip


def ods_of_long_cells(path: Path) -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    long = cell.format(' table:number-columns-repeated="1900"', "z" * 900_000)
    rows = "".join(cell.format("", name) for name in ("id", "by", "text"))
    row = f'<table:table-row table:number-rows-repeated="900">{long}</table:table-row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        table = f"<table:table><table:table-row>{rows}</table:table-row>{row}</table:table>"
        parts.writestr("content.xml", ODS.format(table))


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    "<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)

BOMBS: dict[str, tuple[str, Write]] = {
    "JSON of empty lists": ("a.jsonl.gz", json_of_values("[],")),
    "JSON of small objects": ("a.jsonl.gz", json_of_values('{"a": {}},')),
    "JSON of one member": ("a.jsonl.gz", json_of_values("1,")),
    "JSON of text beyond Latin": ("a.jsonl.gz", json_of_values("a", '{"id": "\U0001f600", "z": [')),
    "zstd of a wide window": ("a.jsonl.zst", zstd_of_a_wide_window),
    "Parquet of lists": ("a.parquet", parquet_of_lists),
    "gzip of 40,000 parts": ("a.jsonl.gz", parts_of_gzip),
    "gzip of one long post": ("a.jsonl.gz", gzip_of_one_post),
    "Parquet of one text": ("a.parquet", parquet_of_one_text),
    "Parquet of nothing": ("a.parquet", parquet_of_nothing),
    "Excel of wide rows": (
        "a.xlsx",
        workbook('<row r="1048000"><c r="XFD1048000" t="n"><v>1</v></c></row>' * 20_000),
    ),
    "Excel of one text": (
        "a.xlsx",
        workbook('<row><c r="A2" t="s"><v>3</v></c></row>' * 100_000, "a" * 1_000_000),
    ),
    "Excel of long texts": ("a.xlsx", workbook("", "a" * 150_000_000)),
    "Excel of no texts": (
        "a.xlsx",
        workbook("", "</t></si>" + "<si><t/></si>" * 600_000 + "<si><t>"),
    ),
    "JSON of names": ("a.jsonl.gz", json_of_names),
    "xz of a wide window": ("a.jsonl.xz", xz_of_a_wide_window),
    "zip of one member": ("a.zip", zip_of_one_member),
    "Parquet of one page": ("a.parquet", parquet_of_one_page),
    "OpenDocument of long cells": ("a.ods", ods_of_long_cells),
    "CSV of a wide header": (
        "a.csv.gz",
        csv_of_a_wide_header,
    ),
}
