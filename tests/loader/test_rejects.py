"""Rejects of whole loads: counted, named, repaired and loaded again, on each engine."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from meute.errors import UsageError
from meute.graph import Store
from meute.loader.reports import LoadReport

from .conftest import Loading
from .graphs import snapshot
from .making import tweet


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    total = report.counts
    return total.read, total.loaded, total.merged, total.rejected


def test_rejects_are_counted_named_and_can_be_repaired(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    lines = [json.dumps(tweet(n)) for n in range(5)]
    lines[1] = lines[1][:-1]
    lines[3] = '{"id": 5, "author_id": "1", "text": ["a"], "edit_history_tweet_ids": []}'
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines))
    rejects = tmp_path / "rejects.ndjson"

    report = load(path, rejects=rejects)
    assert counts(report) == (5, 3, 0, 2)
    assert [r.reject.line for r in report.files[0].samples] == [2, 4]
    kept = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert [(k["line"], k["record"], k["format"]) for k in kept] == [
        (2, 2, "x-api-v2"),
        (4, 4, "x-api-v2"),
    ]
    assert kept[0]["raw"] == lines[1]
    assert kept[1]["value"]["text"] == ["a"]

    load(path, rejects=rejects, again=True)
    assert len(rejects.read_text().splitlines()) == 2

    kept[0]["raw"] += "}"
    kept[1]["value"] |= {"text": "a", "id": "10000003"}
    repaired = tmp_path / "repaired.ndjson"
    repaired.write_text("".join(json.dumps(k) + "\n" for k in kept))
    assert counts(load(repaired)) == (2, 2, 0, 0)
    assert {f"x/1000000{n}" for n in range(5)} == set(snapshot(store)["Post"])


def test_what_is_still_wrong_keeps_its_origin(load: Loading, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(tweet(1)) + '\n{"id": }\n')
    first, second = tmp_path / "1.ndjson", tmp_path / "2.ndjson"
    load(path, rejects=first)
    assert counts(load(first, rejects=second)) == (1, 0, 0, 1)
    one, two = (json.loads(file.read_text()) for file in (first, second))
    assert (two["format"], two["raw"]) == (one["format"], one["raw"]) == ("x-api-v2", '{"id": }')


def test_rejected_rows_of_a_table_keep_their_header(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "shares.csv"
    path.write_text(
        "object_id,account_id,content_id,timestamp_share\no1,a1,c1,1634700000\no1,a2,c2\n"
    )
    rejects = tmp_path / "rejects.ndjson"
    assert counts(load(path, rejects=rejects)) == (2, 1, 0, 1)
    kept = json.loads(rejects.read_text())
    assert kept["header"].startswith("object_id,")
    kept["raw"] += ",1634700007"
    rejects.write_text(json.dumps(kept))
    assert counts(load(rejects)) == (1, 1, 0, 0)
    assert len([p for p in snapshot(store)["Post"].values() if not p["stub"]]) == 2


_MAP = """platform: tiktok
columns: {id: ident, account_handle: who, created_at: when, text: words}
"""
_ROWS = "ident,who,when,words\n1001,ana,2024-01-01T10:00:00Z,oui\n,bob,2024-01-01T10:01:00Z,non\n"


@pytest.mark.parametrize(
    ("written", "header"),
    [
        (_ROWS, "ident,who,when,words"),
        ("Raport 2024,,,\n\n" + _ROWS, "ident,who,when,words"),
        ("sep=^\n" + _ROWS.replace(",", "^"), "sep=^\nident^who^when^words"),
        ('"Raport\n2024",,,\n' + _ROWS.replace("ident", '"ident"'), '"ident",who,when,words'),
    ],
    ids=["plain", "title", "another delimiter", "title of two lines"],
)
def test_rejected_rows_of_a_mapped_table_are_read_by_its_map(
    load: Loading, store: Store, tmp_path: Path, written: str, header: str
) -> None:
    path, table_map, rejects = (tmp_path / name for name in ("a.csv", "m.yml", "q.ndjson"))
    path.write_text(written)
    table_map.write_text(_MAP)
    assert counts(load(path, table_map=table_map, rejects=rejects)) == (2, 1, 0, 1)
    kept = json.loads(rejects.read_text())
    assert kept["header"] == header
    kept["raw"] = "1002" + kept["raw"]
    rejects.write_text(json.dumps(kept))
    with pytest.raises(UsageError, match="give the map that the records were read with, by --map"):
        load(rejects)
    assert counts(load(rejects, table_map=table_map)) == (1, 1, 0, 0)
    assert {"tiktok/1001", "tiktok/1002"} == set(snapshot(store)["Post"])


def test_rejects_of_mapped_json_are_read_without_the_document_around_them(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    path, table_map, rejects = (tmp_path / name for name in ("a.json", "m.yml", "q.ndjson"))
    posts = [{"ident": n, "who": "ana", "words": "oui"} for n in ("1001", "")]
    path.write_text(json.dumps({"data": posts}))
    table_map.write_text(_MAP.replace("created_at: when, ", "") + "records: data[]\n")
    assert counts(load(path, table_map=table_map, rejects=rejects)) == (2, 1, 0, 1)
    rejects.write_text(rejects.read_text().replace('"ident":""', '"ident":"1002"'))
    assert counts(load(rejects, table_map=table_map)) == (1, 1, 0, 0)
    assert "tiktok/1002" in snapshot(store)["Post"]


def test_rejects_that_the_map_does_not_fit_leave_the_others(load: Loading, tmp_path: Path) -> None:
    table_map, rejects = tmp_path / "m.yml", tmp_path / "q.ndjson"
    table_map.write_text(_MAP)
    line = {"meute_reject": 1, "digest": "a", "record": 1, "line": 1, "format": "mapped"}
    rejects.write_text(
        "\n".join(
            json.dumps(line | {"header": header, "raw": "1002,bob,2024-01-01T10:01:00Z,non"})
            for header in ("number,name,date,title", "ident,who,when,words")
        )
    )
    report = load(rejects, table_map=table_map)
    assert counts(report) == (2, 1, 0, 1)
    assert "has no column" in report.files[0].samples[0].reject.reason


@pytest.mark.parametrize("is_mapped", [False, True])
def test_rejected_rows_of_a_workbook_are_read_again(
    load: Loading, tmp_path: Path, is_mapped: bool
) -> None:
    path, table_map, rejects = (tmp_path / name for name in ("a.xlsx", "m.yml", "q.ndjson"))
    names = ("object_id", "account_id", "content_id", "timestamp_share")
    book = openpyxl.Workbook()
    for row in (
        names,
        ("o1", "a1", "c1", 1634700000),
        ("o1", "a2", 1700000000000000000, 1634700000),
    ):
        book.active.append(row)
    book.save(path)
    table_map.write_text(
        "platform: tiktok\ncolumns: {id: content_id, account_id: account_id, text: object_id}\n"
    )
    options = {"table_map": table_map} if is_mapped else {}
    assert counts(load(path, rejects=rejects, **options)) == (2, 1, 0, 1)
    assert counts(load(rejects, **options)) == (1, 0, 0, 1)
    kept = json.loads(rejects.read_text())
    kept["value"]["content_id"] = "1700000000000000123"
    rejects.write_text(json.dumps(kept))
    assert counts(load(rejects, **options)) == (1, 1, 0, 0)


def test_records_that_are_wrong_beside_others_are_named_and_never_lost(
    load: Loading, tmp_path: Path
) -> None:
    path, table_map, rejects = (tmp_path / name for name in ("a.csv", "m.yml", "q.ndjson"))
    ids = [1_700_000_000_000_000_000 + n * 10**12 for n in range(20)]
    path.write_text(
        "ident,who,when,words\n" + "".join(f"{n},ana,2024-01-01T10:00:00Z,oui\n" for n in ids)
    )
    table_map.write_text(_MAP)
    assert counts(load(path, table_map=table_map, rejects=rejects)) == (20, 0, 0, 20)
    kept = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert [line["record"] for line in kept] == [*range(1, 21)]
    assert all(str(n) in line["reason"] for n, line in zip(ids, kept, strict=True))
    assert not {"value", "raw", "base64"} & kept[0].keys()

    report = load(rejects, table_map=table_map)
    assert counts(report) == (20, 0, 0, 20)
    assert report.files[0].samples[1].reject.reason.endswith(f"correct record 2 of {path}")

    put_in = kept[0] | {"raw": "1700000000000000123,ana,2024-01-01T10:00:00Z,oui"}
    rejects.write_text(json.dumps(put_in))
    assert counts(load(rejects, table_map=table_map)) == (1, 1, 0, 0)


def test_rejects_of_an_export_with_a_map_of_its_platform_take_that_map(
    load: Loading, store: Store, tmp_path: Path
) -> None:
    path, table_map, rejects = (tmp_path / name for name in ("a.csv", "m.yml", "q.ndjson"))
    path.write_text(
        "object_id,account_id,content_id,timestamp_share\no1,a1,c1,1634700000\no1,a2,c2\n"
    )
    table_map.write_text("platform: tiktok\n")
    assert counts(load(path, table_map=table_map, rejects=rejects)) == (2, 1, 0, 1)
    kept = json.loads(rejects.read_text())
    kept["raw"] += ",1634700007"
    rejects.write_text(json.dumps(kept))
    assert counts(load(rejects, table_map=table_map)) == (1, 1, 0, 0)
    assert {key.partition("/")[0] for key in snapshot(store)["Post"]} == {"tiktok"}
