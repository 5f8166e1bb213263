"""Small files that would unpack, multiply or recurse to far more than they are."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from meute.errors import BrokenInputError, InputError
from meute.figures.patterns import compiled
from meute.loader.formats import ReadContext, opendocument, peek, tables
from meute.loader.formats.day_order import dated_columns
from meute.loader.formats.html_text import HtmlText
from meute.loader.formats.listings import written
from meute.loader.formats.twitwi import _part_quote
from meute.loader.limits import MAX_MEMBERS, MAX_READ_AGAIN, MAX_TEXT_CHARACTERS
from meute.loader.maps import Columns, Map
from meute.loader.maps.mapped import records_of
from meute.loader.maps.paths import path as path_of
from meute.loader.records import Post, Reject
from meute.loader.sources import sources_of
from meute.loader.streams import digest_of
from meute.yaml_bounds import refuse_bombs

from .conftest import in_whole_suite
from .tally import judge

Write = Callable[[Path], None]

MOST_MEGABYTES = 300
_MOST_SECONDS = 60
"""Of the processor: a machine that is busy is no failure."""
MAP = "platform: x\ncolumns:\n  id: id\n  account_handle: by\n  text: text\n"

_LOAD = """
import sys
from meute.cli.commands import main
try:
    main(sys.argv[1:])
finally:
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print("MEGABYTES", int(peak) // 1024, file=sys.stderr)
"""


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
        parts.writestr("content.xml", _ODS.format(table))


_ODS = (
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

ALWAYS = ("JSON of empty lists", "gzip of 40,000 parts", "Parquet of lists", "Excel of one text")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak")
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name in ALWAYS else in_whole_suite()) for name in BOMBS],
)
def test_a_small_file_takes_little_memory(name: str, tmp_path: Path) -> None:
    file, write = BOMBS[name]
    write(tmp_path / file)
    assert (tmp_path / file).stat().st_size < 2_000_000
    (tmp_path / "map.yml").write_text(MAP)
    options = ["--map", str(tmp_path / "map.yml")]
    arguments = ["--graph", str(tmp_path / "case.kgl"), "load", *options, str(tmp_path / file)]
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, *arguments],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS)),
    )
    said, _, peak = done.stderr.partition("MEGABYTES")
    killed = [said] if done.returncode not in {0, 1, 2, 3} or "defect" in said else []
    killed += [f"{peak} MB"] if int(peak or 0) >= MOST_MEGABYTES else []
    judge("small files, memory", 1, killed=killed)


WORDS = (
    "a", "a…", "#", "@a", "@a@b", "#a\u200c", "www.", "https://", "RT @a: ", "(c,dtype=", "<a ",
    "&amp;", "a.", "1,", "é", "\U0001f600", "@", "a\u0301", "[", "{'a':", "\u202e", " ", "1", "à ",
    "« a: ", " — https://a »",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_a_post_of_one_word_takes_linear_work(words: str) -> None:
    """Where it does not, this takes minutes: 250,000 characters are two hundred times as long."""
    columns = Columns(id="id", account_handle="by", text="text", created_at="at", links="links")
    declared = Map(platform="mastodon", columns=columns)
    for ends in ("", "…", "://)"):
        text = (words * 250_000)[: 250_000 - len(ends)] + ends
        line = json.dumps({"id": "1", "by": "a", "text": text, "at": text, "links": text})
        head, stream = peek(io.BytesIO(line.encode()), "a.jsonl")
        (post,) = records_of(stream, ReadContext(head), declared)
        assert isinstance(post, Post | Reject)
        written(text)
        dated_columns(["at"], [[text]])
        _part_quote(Post(platform="x", native_id="1", text=text), Post(platform="x", native_id="2"))


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("[{[]: 1}]", None),
        ("[1()]", ["1()"]),
        ("[{{}}]", None),
        (f"[{'-' * 50_000}1]", [f"{'-' * 50_000}1"]),
        ("(1, b'x', ...)", [1, b"x", ...]),
    ],
    ids=["key", "call", "set", "signs", "tuple"],
)
def test_what_looks_like_a_printed_list_is_read_or_left(
    cell: str, values: list[object] | None
) -> None:
    assert written(cell) == values


_ROW = (
    "<table:table-row{}><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
)


def rows_of_all(file: io.BytesIO) -> list[object]:
    return [
        row
        for place in range(len(opendocument.titles(file)))
        for row in opendocument.rows(file, place)
    ]


_OFTEN = ' table:number-rows-repeated="1000000000"'
_SHEETS = {
    "a row": (_ROW.format(_OFTEN), "repeats a row"),
    "an empty row": (f"<table:table-row{_OFTEN}/>{_ROW.format('')}", "repeats a row"),
    "sheets": ("</table:table><table:table>" * 5_000, "more than 100 sheets"),
}


@pytest.mark.parametrize(("sheets", "told"), _SHEETS.values(), ids=list(_SHEETS))
def test_a_repeating_opendocument_table_is_refused(sheets: str, told: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", _ODS.format(f"<table:table>{sheets}</table:table>"))
    with pytest.raises(ValueError, match=told):
        rows_of_all(file)


def test_a_table_of_very_many_columns_is_read_or_refused_in_words() -> None:
    for columns, refused in ((2_001, False), (20_000, False), (100_000, True)):
        names = ",".join(map(str, range(columns)))
        stream = io.BytesIO(f"{names}\n{'1,' * (columns - 1)}1\n".encode())
        if refused:
            with pytest.raises(BrokenInputError, match="header is longer than 262,144 bytes"):
                peek(stream, "a.csv")
        else:
            assert len(peek(stream, "a.csv")[0].header) == columns


def archive(path: Path, members: int, body: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(members):
            out.writestr(f"{number}.jsonl", body)
    return path


TOO_MUCH = "is the maximum|in all"


def test_an_archive_is_bounded_in_all(tmp_path: Path) -> None:
    for members, body in ((MAX_MEMBERS + 1, b""), (20, b"0" * 20_000_000)):
        path = archive(tmp_path / "a.zip", members, body)
        with sources_of([str(path)]) as [source], pytest.raises(BrokenInputError, match=TOO_MUCH):
            digest_of(source)


def test_an_archives_directory_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    directory = zipfile.ZipFile._RealGetContents
    monkeypatch.setattr(
        zipfile.ZipFile, "_RealGetContents", lambda self: (read.append(1), directory(self))[1]
    )
    with sources_of([str(archive(tmp_path / "a.zip", 300, b"{}"))]) as sources:
        assert len({digest_of(source) for source in sources}) == 1
    assert len(read) == 1


QUOTES = ('x","', '"', '","', '"""', 'x","""', '""x,"', "'", 'a"b')
"""Lines of which many, read as CSV, take in what follows them."""


@pytest.mark.parametrize("line", QUOTES)
def test_quotes_that_close_in_another_row_take_linear_work(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, read = 3_000, [0]
    following = tables._Lines.__next__

    def counting(lines: tables._Lines) -> str:
        read[0] += 1
        return following(lines)

    monkeypatch.setattr(tables._Lines, "__next__", counting)
    head, stream = peek(io.BytesIO(b"id,by,text\n" + f"{line}\n".encode() * count), "a.csv")
    items = list(tables.read_rows(stream, ReadContext(head)))
    assert sum(item.raw.count(b"\n") + 1 for item in items) >= count
    assert read[0] < 2 * (MAX_READ_AGAIN + 2) * count


@pytest.mark.parametrize("part", ["<a ", "<b>", "<!--", "&", '<a "', "<p class=quote-inline>"])
def test_a_post_in_html_takes_linear_work(part: str) -> None:
    HtmlText(part * (1_000_000 // len(part)))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdefg")),
        "a0: &a0 {k: v}\n"
        + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)),
        "a: " + "1:" * 100_000 + "1",
        "a: " + "9" * 100_000,
        "[" * 100_000,
        "- " * 100_000,
        "x" * 5_000_000,
    ],
    ids=["aliases", "merge keys", "base 60", "digits", "flow depth", "block depth", "length"],
)
def test_yaml_is_bounded_before_it_is_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"more than|longer than"):
        refuse_bombs(text)


def test_a_path_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="a path of over 500 characters"):
        path_of("a[]." * 900 + "b")


@pytest.mark.parametrize("pattern", ["a(?R)?b", "(a|b(?1)c)", "(?P<n>x(?&n)?)y", "(?:a(?-1))"])
def test_a_pattern_that_calls_itself_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="calls itself"):
        compiled(pattern)


def test_what_never_ends_is_not_copied() -> None:
    with pytest.raises(InputError, match="is a device"), sources_of(["/dev/zero"]):
        pass


def test_a_text_over_the_bound_is_a_reject(tmp_path: Path) -> None:
    post = {"author_id": "2", "created_at": "2021-10-20T00:00:00.000Z"}
    texts = ["x", "x" * (MAX_TEXT_CHARACTERS + 1)]
    data = [post | {"id": str(n), "text": text} for n, text in enumerate(texts, 1)]
    (tmp_path / "a.json").write_text(json.dumps({"data": data}))
    arguments = ["--graph", str(tmp_path / "case.kgl"), "load", str(tmp_path / "a.json")]
    done = subprocess.run(
        [sys.executable, "-m", "meute", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 3, done.stderr
    assert f"{MAX_TEXT_CHARACTERS:,} is the maximum" in done.stderr
