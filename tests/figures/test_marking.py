from __future__ import annotations

import json
from pathlib import Path

import pytest

from meute.errors import FigureError
from meute.figures.declarations import read_figures
from meute.figures.marking import Report, load_figures, remove_figures
from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows

from .figures_text import FIGURES, declared, written
from .planted import plant

MARKS = {
    ("x/a1", "vernon"): "ATTACKS",
    ("x/a2", "vernon"): "ATTACKS",
    ("x/a3", "belkacemi"): "ATTACKS",
    ("x/b1", "belkacemi"): "ATTACKS",
    ("x/b2", "vernon"): "ATTACKS",
    ("x/c1", "vernon"): "ATTACKS",
    ("x/u1", "vernon"): "ATTACKS",
    ("x/r1", "vernon"): "ATTACKS",
    ("x/r2", "belkacemi"): "ATTACKS",
    ("x/r3", "vernon"): "ATTACKS",
    ("x/r4", "vernon"): "ATTACKS",
    ("x/e1", "vernon"): "SUPPORTS",
    ("x/e2", "vernon"): "SUPPORTS",
    ("x/r6", "vernon"): "SUPPORTS",
    ("x/f1", "vernon"): "CONCERNS",
}
OVERRIDES = """\
overrides:
  - {post: x/a1, figure: vernon, stance: concern, by: Zoe, at: "2024-01-02", why: it is a joke}
  - {post: x/u1, figure: vernon, stance: none, by: Zoe, at: "2024-01-02", why: another Vernon}
  - {post: x/f2, figure: vernon, stance: attack, by: Zoe, at: "2024-01-02", why: a code word}
  - {post: x/none, figure: vernon, stance: attack, by: Zoe, at: "2024-01-02", why: lost}
"""


def marks(store: Store) -> dict[tuple[str, str], str]:
    rows = store.read(
        "MATCH (p:Post)-[r:ATTACKS|SUPPORTS|CONCERNS]->(t:Target) "
        "RETURN p.id AS post, t.id AS target, type(r) AS kind"
    ).rows
    found = {(post, target): kind for post, target, kind in rows}
    assert len(found) == len(rows), "one mark for each post and figure"
    return found


def mark(store: Store, post: str, kind: str) -> dict[str, object]:
    ((row,),) = store.read(
        f"MATCH (:Post {{id: $post}})-[r:{kind}]->(:Target) RETURN properties(r) AS row",
        {"post": post},
    ).rows
    return dict(row)


def load(store: Store, folder: Path, text: str = FIGURES, *more: str) -> Report:
    paths = [written(folder, text)]
    paths += [written(folder, one, f"more{n}.yml") for n, one in enumerate(more)]
    return load_figures(store, read_figures(paths))


def test_every_mark_is_as_worked_out_by_hand(store: Store, tmp_path: Path) -> None:
    plant(store)
    report = load(store, tmp_path)
    assert marks(store) == MARKS
    assert report.posts == 12
    assert report.summary["marks"]["vernon"] == {
        "attack": 4, "attack_inherited": 4, "concern": 1, "support": 2, "support_inherited": 1,
    }  # fmt: skip


def test_evidence_of_a_mark(store: Store, tmp_path: Path) -> None:
    plant(store)
    report = load(store, tmp_path)
    own = mark(store, "x/a1", "ATTACKS")
    text = "Dégage vendue #VernonDehors"
    assert own["matched"] == "vendue"
    assert text[own["start"] : own["end"]] == "vendue"  # type: ignore[misc]
    assert own["own_words"] is True
    assert own["run"] == report.run
    assert own["category"] == "insult"
    assert own["rule"] == "fr/insults/begone + fr/insults/traitor + hate-tag + slur"
    assert json.loads(str(own["evidence"]))["decision"] == "attacking words"
    passed_on = mark(store, "x/r1", "ATTACKS")
    assert passed_on == own | {"own_words": False}
    assert mark(store, "x/c1", "ATTACKS")["own_words"] is False
    assert mark(store, "x/b1", "ATTACKS")["category"] == "threat"


def test_targets_and_their_accounts(store: Store, tmp_path: Path) -> None:
    plant(store)
    load(store, tmp_path)
    rows = store.read(
        "MATCH (t:Target)-[:HAS_ACCOUNT]->(a:Account) "
        "RETURN t.id, t.display_name, t.kind, a.id ORDER BY t.id"
    ).rows
    assert rows == [
        ("belkacemi", "Nadia Belkacemi", "person", "x/1002"),
        ("vernon", "Camille Vernon", "person", "x/1001"),
    ]


def test_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    plant(store)
    first = load(store, tmp_path)
    counts = store.counts()
    again = load(store, tmp_path)
    assert (again.run, store.counts()) == (first.run, counts)
    assert [changes.total for changes in again.changes.values()] == [0, 0]


def test_changed_rules_replace_the_marks_and_say_so(store: Store, tmp_path: Path) -> None:
    plant(store)
    load(store, tmp_path)
    without_words = FIGURES.replace('"vendu(e)(s)", ', "").replace("name: Camille", "library: []\n"
        "    name: Camille")  # fmt: skip
    report = load(store, tmp_path, without_words)
    assert report.changes["vernon"].as_dict() == {"attack -> concern": 3}
    assert report.changes["vernon"].examples["attack", "concern"] == ("x/a2", "x/b2", "x/u1")
    assert report.changes["belkacemi"].total == 0
    assert marks(store)["x/a2", "vernon"] == "CONCERNS"
    assert store.read("MATCH (r:Run) RETURN count(r) AS n").rows == [(1,)]


def test_figures_of_other_loads_keep_their_marks(store: Store, tmp_path: Path) -> None:
    plant(store)
    first, second = FIGURES.split("  - id: belkacemi")
    load(store, tmp_path, "figures:\n  - id: belkacemi" + second)
    load(store, tmp_path, first)
    assert marks(store) == MARKS
    assert store.read("MATCH (r:Run) RETURN count(r) AS n").rows == [(2,)]
    load(store, tmp_path)
    assert marks(store) == MARKS
    assert store.read("MATCH (r:Run) RETURN count(r) AS n").rows == [(1,)]
    remove_figures(store, ["vernon"])
    assert marks(store) == {key: kind for key, kind in MARKS.items() if key[1] == "belkacemi"}
    assert store.read("MATCH (t:Target) RETURN t.id").rows == [("belkacemi",)]
    with pytest.raises(FigureError, match="no figure 'vernon'"):
        remove_figures(store, ["vernon"])


@pytest.mark.parametrize("parameters", [None, "{}", "not JSON", "[]", '{"figures": 3}'])
def test_a_run_that_does_not_say_its_figures_goes_with_its_last_mark(
    store: Store, tmp_path: Path, parameters: str | None
) -> None:
    plant(store)
    run: dict[str, object] = {"id": "stance-old", "method": "stance"}
    write_rows(store, s.Run, [run if parameters is None else run | {"parameters": parameters}])
    write_rows(store, s.Target, [{"id": "vernon"}, {"id": "other"}])
    old = {"source": "x/a1", "run": "stance-old"}
    write_rows(store, s.ATTACKS, [old | {"target": "vernon"}, old | {"target": "other"}])
    load(store, tmp_path)
    assert marks(store) == MARKS | {("x/a1", "other"): "ATTACKS"}
    runs = "MATCH (r:Run {id: 'stance-old'}) RETURN count(r) AS n"
    assert store.read(runs).rows == [(1,)]
    remove_figures(store, ["other"])
    assert store.read(runs).rows == [(0,)]


def test_overrides_of_people_come_before_rules(store: Store, tmp_path: Path) -> None:
    plant(store)
    report = load(store, tmp_path, FIGURES, OVERRIDES)
    assert (report.overrides, report.unused_overrides) == (3, 1)
    found = marks(store)
    assert found["x/a1", "vernon"] == found["x/r1", "vernon"] == "CONCERNS", "reposts inherit it"
    assert ("x/u1", "vernon") not in found
    assert found["x/f2", "vernon"] == found["x/r7", "vernon"] == "ATTACKS"
    row = mark(store, "x/a1", "CONCERNS")
    assert row["rule"] == "override"
    assert json.loads(str(row["evidence"])) == {
        "decision": "override", "by": "Zoe", "at": "2024-01-02", "why": "it is a joke",
        "was": "attack",
    }  # fmt: skip
    assert load(store, tmp_path).dropped_overrides == 2
    assert marks(store) == MARKS


def test_accounts_by_handle_and_unknown_ones(store: Store, tmp_path: Path) -> None:
    plant(store)
    write_rows(store, s.Account, [{"id": "x/@nbelkacemi", "platform": "x", "handle": "NBelkacemi"}])
    text = FIGURES.replace('{platform: x, id: "1001", handle: camillevernon}', (
        "{platform: x, handle: '@CamilleVernon'}, {platform: bluesky, handle: v.example},"
        "{platform: x, id: '77'}"))  # fmt: skip
    load(store, tmp_path, text)
    rows = store.read(
        "MATCH (t:Target)-[:HAS_ACCOUNT]->(a:Account) RETURN t.id, a.id ORDER BY a.id"
    ).rows
    assert rows == [
        ("vernon", "bluesky/@v.example"),
        ("vernon", "x/1001"),
        ("belkacemi", "x/1002"),
        ("vernon", "x/77"),
        ("belkacemi", "x/@nbelkacemi"),
    ]
    assert marks(store) == MARKS


def test_one_account_by_id_and_by_handle(store: Store, tmp_path: Path) -> None:
    plant(store)
    text = FIGURES.replace('id: "1002", handle: nbelkacemi', "id: '1001'").replace(
        'id: "1001", ', ""
    )
    with pytest.raises(FigureError, match="x/1001 belongs to both"):
        load_figures(store, declared(tmp_path, text))
    assert marks(store) == {}
