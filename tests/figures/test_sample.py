from __future__ import annotations

import csv
from pathlib import Path

import pytest

from meute.errors import FigureError, InputError, UsageError
from meute.figures.declarations import read_figures
from meute.figures.marking import load_figures
from meute.figures.sample import (
    COLUMNS,
    confusion,
    draw_sample,
    keep_judgements,
    measures,
    read_sample,
    refuse_judged,
    write_sample,
)
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows

from .figures_text import FIGURES, declared, written
from .planted import plant


@pytest.fixture
def marked(tmp_path: Path) -> Store:
    store = open_store(str(tmp_path / "case.kgl"), write=True)
    plant(store)
    load_figures(store, declared(tmp_path))
    return store


def judged(path: Path, judgements: dict[tuple[str, str], dict[str, str]]) -> Path:
    """Fill in a sample as a person would, with a spreadsheet's own delimiter."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")
        writer.writeheader()
        for row in rows:
            writer.writerow(row | judgements.get((row["post"], row["figure"]), {}))
    return path


def test_sample_is_balanced_and_weighted(marked: Store) -> None:
    rows = draw_sample(marked, 100, seed=1)
    of = {(row["post"], row["figure"]): row for row in rows}
    assert of["x/a1", "vernon"]["decision"] == "attack"
    assert of["x/f2", "vernon"]["decision"] == "none"
    assert ("x/r1", "vernon") not in of, "own words only"
    assert ("x/c1", "vernon") not in of
    assert of["x/a1", "vernon"] | {"text": ""} == of["x/a1", "vernon"] | {"text": "", "weight": 1}
    few = draw_sample(marked, 8, seed=1)
    attacks = [row for row in few if row["decision"] == "attack" and row["figure"] == "vernon"]
    assert len(attacks) == 1
    assert attacks[0]["weight"] == 4
    assert few == draw_sample(marked, 8, seed=1)
    assert draw_sample(marked, 20, seed=2) != draw_sample(marked, 20, seed=1)


def test_no_figures_no_sample(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.kgl"), write=True) as store, pytest.raises(FigureError):
        draw_sample(store, 10, seed=1)


def test_hostile_text_is_no_formula(marked: Store, tmp_path: Path) -> None:
    write_rows(marked, s.Post, [{"id": "x/a2", "text": '=HYPERLINK("x") Vernon vendue'}])
    path = tmp_path / "sample.csv"
    write_sample(draw_sample(marked, 100, seed=1), path)
    text = path.read_text("utf-8-sig")
    assert "\"'=HYPERLINK" in text
    assert "'@camillevernon" in text


def test_measures_by_hand(marked: Store, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(draw_sample(marked, 100, seed=1), path)
    agreed = {
        key: {"correct": stance}
        for key, stance in {
            ("x/a1", "vernon"): "attack",
            ("x/a2", "vernon"): "attack",
            ("x/u1", "vernon"): "Concern ",
            ("x/e1", "vernon"): "support",
            ("x/f2", "vernon"): "none",
            ("x/v1", "vernon"): "attack",
        }.items()
    }
    rows = read_sample(judged(path, agreed))
    found = {one.name: one for one in measures(rows)}
    assert found["attack"].precision == pytest.approx(2 / 3)
    weight = next(row.weight for row in rows if row.post == "x/v1")
    assert found["attack"].recall == pytest.approx(2 / (2 + weight))
    assert found["support"].precision == found["support"].recall == 1
    assert found["concern"].precision is None
    assert found["fr/insults/insult"].precision == 0
    assert found["slur"].judged == 2
    assert confusion(rows)["attack", "concern"] == 1


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        ({"correct": "perhaps"}, "'perhaps' is not a stance"),
        ({"correct": "attack", "weight": "many"}, "not a number"),
    ],
)
def test_wrong_judgements_are_told_with_their_line(
    marked: Store, tmp_path: Path, judgement: dict[str, str], words: str
) -> None:
    path = tmp_path / "sample.csv"
    write_sample(draw_sample(marked, 100, seed=1), path)
    with pytest.raises(InputError, match=words) as caught:
        read_sample(judged(path, {("x/a1", "vernon"): judgement}))
    assert f"{path}:" in str(caught.value)


def test_what_is_no_sample(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="is missing"):
        read_sample(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_sample(tmp_path / "none.csv")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_sample(path)


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("cp1252", ";"), ("mac-roman", ","), ("utf-16", "\t"), ("utf-8-sig", ",")],
)
def test_a_sample_is_read_however_a_spreadsheet_saved_it(
    marked: Store, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "sample.csv"
    write_sample(draw_sample(marked, 100, seed=1), path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    why = "« à côté », écrit-elle"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, "text": "été à la plage", "why": why, "correct": "none"}
                         for row in rows)  # fmt: skip
    assert {(row.correct, row.why) for row in read_sample(path)} == {("none", why)}


def test_corrections_are_kept_and_used(marked: Store, tmp_path: Path) -> None:
    path, kept = tmp_path / "sample.csv", tmp_path / "overrides.yml"
    write_sample(draw_sample(marked, 100, seed=1), path)
    wrong = {"correct": "concern", "why": "=another Vernon", "by": "Zoe"}
    rows = read_sample(judged(path, {("x/u1", "vernon"): wrong}))
    assert keep_judgements(rows, kept, "Max", "2024-05-06") == 1
    assert keep_judgements(rows, kept, "Max", "2024-05-06") == 0
    (override,) = read_figures([kept]).overrides
    assert override.model_dump() == {
        "post": "x/u1", "figure": "vernon", "stance": "concern", "by": "Zoe",
        "at": "2024-05-06", "why": "=another Vernon",
    }  # fmt: skip
    report = load_figures(marked, read_figures([written(tmp_path), kept]))
    assert report.changes["vernon"].as_dict() == {"attack -> concern": 1}


def test_a_correction_needs_a_reason(marked: Store, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(draw_sample(marked, 100, seed=1), path)
    rows = read_sample(judged(path, {("x/u1", "vernon"): {"correct": "none"}}))
    with pytest.raises(FigureError, match="gives no reason"):
        keep_judgements(rows, tmp_path / "o.yml", "Max", "2024-05-06")
    assert not (tmp_path / "o.yml").exists()


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_sample_that_was_filled_in_is_not_written_over(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "sample.csv"
    refuse_judged(path)
    write_sample([{"post": "x/1", "figure": "f", "decision": "attack"}], path)
    refuse_judged(path)
    rows = path.read_text("utf-8-sig").splitlines()
    place = rows[0].split(",").index("correct")
    cells = rows[1].split(",")
    cells[place] = "support"
    text = "\n".join([rows[0], ",".join(cells)]).replace(",", delimiter)
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="holds what people judged"):
        refuse_judged(path)


def test_corrections_do_not_take_the_place_of_figures(tmp_path: Path) -> None:
    path = tmp_path / "figures.yml"
    path.write_text(FIGURES, "utf-8")
    with pytest.raises(FigureError, match="declares figures"):
        keep_judgements([], path, "Ana", "2024-05-06")
    assert path.read_text("utf-8") == FIGURES
