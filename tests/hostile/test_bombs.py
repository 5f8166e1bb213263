"""Small files that would unpack, multiply or recurse to far more than they are."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

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

from .bombs import BOMBS, MAP, ODS
from .conftest import in_whole_suite
from .tally import judge

MOST_MEGABYTES = 240
"""Of its own: pages of mapped libraries are 60 to 100 more, by how full the machine's cache is."""
_MOST_SECONDS = 60
"""Of the processor: a machine that is busy is no failure."""

_LOAD = """
import sys
from meute.cli.commands import main
try:
    main(sys.argv[1:])
finally:
    with open("/proc/self/status") as status:
        sizes = dict(line.split(":") for line in status)
    peak, mapped = (int(sizes[name].split()[0]) for name in ("VmHWM", "RssFile"))
    print("MEGABYTES", (peak - mapped) // 1024, file=sys.stderr)
"""

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
        parts.writestr("content.xml", ODS.format(f"<table:table>{sheets}</table:table>"))
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
