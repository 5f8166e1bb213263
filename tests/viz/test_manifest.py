"""Custody: what a report rests on, and what of it still matches the case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meute.cli import meute
from meute.errors import MeuteError, UsageError
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.runs import delete_run, replace_run
from meute.graph.tables import write_rows
from meute.viz.manifest import manifest_of, manifest_text, read_manifest
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from .planted import RUN, plant

FIGURES = """# Rules of a made-up case
figures:
  - id: vernon
    name: Camille Vernon
    rules:
      - {id: tag, stance: attack, kind: hashtag, tags: [Out]}
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(meute, list(arguments), obj=list(arguments))


def states(case: str, file: Path, *more: str) -> dict[tuple[str, str], str]:
    answer = run("--graph", case, "verify", str(file), "--format", "ndjson", *more)
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    held = {(row["kind"], row["what"]): row["state"] for row in rows}
    assert (answer.exit_code == 0) == (set(held.values()) == {"same"}), answer.output
    return held


def report(case: str, folder: Path) -> Path:
    written = folder / "report.html"
    made = run("--graph", case, "report", "-o", str(written),
               "--manifest", str(folder / "manifest.json"))  # fmt: skip
    assert made.exit_code == 0, made.output
    return written


def test_everything_matches_until_the_case_changes(case: str, tmp_path: Path) -> None:
    written = report(case, tmp_path)
    for file in (written, tmp_path / "manifest.json"):
        held = states(case, file)
        assert {("file", "ab" * 32), ("run", RUN), ("contents", "Post")} <= held.keys()
    with open_store(case, write=True) as store:
        write_rows(store, s.Post, [{"id": "x/a1", "text": "Other words"}])
        write_rows(store, s.Import, [{"id": "sha256:cd", "file": "later", "digest": "cd" * 32}])
        store.execute("MATCH (r:Run {id: 'bursts-01'}) DETACH DELETE r")
    changed = {key: state for key, state in states(case, written).items() if state != "same"}
    assert changed == {
        ("contents", "Post"): "different",
        ("contents", "Import"): "different",
        ("contents", "Run"): "different",
        ("file", "cd" * 32): "new",
        ("run", "bursts-01"): "missing",
    }


def test_a_changed_word_of_the_page_is_noticed(case: str, tmp_path: Path) -> None:
    written = report(case, tmp_path)
    page = written.read_text("utf-8")
    written.write_text(page.replace("Camille Vernon", "Camille Ferron", 1), "utf-8")
    assert states(case, written)["page", "report.html"] == "different"


def test_signs_in_a_post_do_not_take_the_place_of_the_digest(store: Store) -> None:
    plant(store)
    write_rows(store, s.Post, [{"id": "x/a1", "text": f'{"0" * 64} "page": "{"0" * 64}"'}])
    told = read_case(store)
    page = report_page(told, title="t", drawn_at="d", manifest=manifest_of(store, told))
    assert page.count("0" * 64) >= 2
    assert "0" * 64 not in page[page.index('<pre id="manifest"') :]


def test_a_loaded_file_is_told_from_another(case: str, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_bytes(b"{}\n")
    with open_store(case, write=True) as store:
        digest = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
        write_rows(store, s.Import, [{"id": "sha256:x", "file": "export.jsonl", "digest": digest}])
    written = report(case, tmp_path)
    assert states(case, written, "--input", str(export))["input", "export.jsonl"] == "same"
    export.write_bytes(b"{} \n")
    assert states(case, written, "--input", str(export))["input", "export.jsonl"] == "different"


def test_what_holds_no_manifest_is_refused(case: str, tmp_path: Path) -> None:
    for content in (b"", b"{}", b"<html></html>", b"\xff\xfe", b'{"format": "other"}'):
        (tmp_path / "file").write_bytes(content)
        with pytest.raises(UsageError, match="holds no manifest"):
            raise_of(run("--graph", case, "verify", str(tmp_path / "file")))
    with pytest.raises(UsageError, match="cannot be read"):
        raise_of(run("--graph", case, "verify", str(tmp_path / "missing")))


def raise_of(result: Result) -> None:
    assert isinstance(result.exception, MeuteError)
    raise result.exception


def test_equal_cases_make_equal_bytes_but_for_the_date(store: Store) -> None:
    plant(store)
    first, second = (
        report_page(told, title="t", drawn_at=date, manifest=manifest_of(store, told))
        for told, date in ((read_case(store), "2026-01-01"), (read_case(store), "2026-02-02"))
    )
    assert first != second
    assert len(first) == len(second)
    page = first.replace("2026-01-01", "2026-02-02")
    assert page.partition('<pre id="manifest"')[0] == second.partition('<pre id="manifest"')[0]


def test_a_stated_date_makes_equal_files(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = report(case, tmp_path).read_bytes()
    assert b"2023-11-14 22:13 UTC" in first
    assert report(case, tmp_path).read_bytes() == first


def test_provenance_can_repeat_the_decision(case: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yml"
    rules.write_text(FIGURES, "utf-8")
    with open_store(case, write=True) as store:
        delete_run(store, "stance-01")
    loaded = run("--graph", case, "figures", "load", str(rules))
    assert loaded.exit_code == 0, loaded.output
    page = report(case, tmp_path).read_text("utf-8")
    for text in (
        "# Rules of a made-up case", "<dt>python</dt>", "<dt>engine</dt><dd><bdi>KGLite",
        "meute --graph case.kgl figures load rules.yml", "0 decisions corrected",
    ):  # fmt: skip
        assert text in page, text
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    (stance,) = [one for one in manifest["runs"] if one["inputs"]]
    assert [one["file"] for one in stance["inputs"]] == ["rules.yml"]
    assert str(tmp_path) not in page


def test_runs_remember_the_command_and_no_password(store: Store) -> None:
    store.prepare()
    store.command = "meute detect"
    replace_run(store, method="m", parameters={}, summary={})
    (row,) = store.read("MATCH (r:Run) RETURN r.command AS c, r.environment AS e").rows
    assert row[0] == "meute detect"
    assert {"meute", "python", "engine", "numpy"} <= json.loads(row[1]).keys()


def test_manifests_are_the_same_text_for_the_same_case(store: Store) -> None:
    plant(store)
    one, other = (manifest_text(manifest_of(store, read_case(store))) for _ in range(2))
    assert one == other


FORGED = [
    {"files": 3}, {"files": [{}]}, {"files": [None]}, {"runs": [{"run": []}]}, {"contents": []},
    {"contents": {"Post": {}}}, {"contents": {"Post": {"count": "1"}}}, {"page": ""}, {"page": 1},
    {"runs": [{"run": "r", "inputs": [1]}]}, {"format": 1},
]  # fmt: skip


@pytest.mark.parametrize("change", FORGED, ids=str)
@pytest.mark.parametrize("whole", ["{}", '<pre id="manifest">{}</pre>'], ids=["file", "page"])
def test_a_forged_manifest_is_none(change: dict[str, object], whole: str, tmp_path: Path) -> None:
    path = tmp_path / "forged"
    path.write_text(whole.replace("{}", json.dumps({"format": "meute-manifest-1"} | change)))
    with pytest.raises(UsageError, match="holds no manifest"):
        read_manifest(path)


def test_a_manifest_nested_without_end_is_none(tmp_path: Path) -> None:
    (tmp_path / "deep").write_text("[" * 200_000)
    with pytest.raises(UsageError, match="holds no manifest"):
        read_manifest(tmp_path / "deep")
