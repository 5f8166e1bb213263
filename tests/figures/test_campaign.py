"""The whole way on a planted campaign: load, mark, ask; the targets of the project hold."""

from __future__ import annotations

import json
from pathlib import Path

from meute.figures.declarations import read_figures
from meute.figures.marking import load_figures
from meute.graph import open_store
from meute.loader.pipeline import load_files
from meute.queries.runner import run_query
from meute.simulate import Campaign, write_campaign


def test_attacks_are_found_and_supporters_are_not_accused(tmp_path: Path) -> None:
    export, known, figures = (tmp_path / name for name in ("p.jsonl", "truth.json", "f.yml"))
    write_campaign(Campaign(posts=4_000, seed=77, pack_size=20), export, known, figures)
    truth = json.loads(known.read_text(encoding="utf-8"))
    case = str(tmp_path / "case.kgl")
    load_files([str(export)], lambda: open_store(case, write=True))
    with open_store(case, write=True) as store:
        load_figures(store, read_figures([figures]))
        found = set(store.read("MATCH (p:Post)-[:ATTACKS]->(t:Target) RETURN p.id, t.id").rows)
        listed = {row["account"] for row in run_query(store, "multi-target-attackers").dicts()}
    true = {(post, one) for post, figures_of in truth["attacks"].items() for one in figures_of}
    supporting = {(post, one) for post, some in truth["supports"].items() for one in some}
    assert len(found & true) / len(found) >= 0.97
    assert len(found & true) / len(true) >= 0.9
    assert len(found & supporting) / len(supporting) <= 0.01
    attackers = {account for some in truth["attackers"].values() for account in some}
    assert listed <= attackers
    assert len(listed & set(truth["multi_target_attackers"])) / len(listed) >= 0.97
