"""Maps tried on exports: `meute load --check`, presets by name, ids that were made."""

from __future__ import annotations

import json
from pathlib import Path

from .commands import run


def test_a_check_counts_and_shows_and_writes_nothing(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("id,who,text\n1,ana,oui\n1,ana,oui\n,bob,non\n")
    (folder / "m.yml").write_text(
        "platform: chat\ncolumns: {id: id, account_handle: who, text: text}\n"
    )
    code, out, err = run(capsys, "load", "--check", "--map", "m.yml", "t.csv")
    assert code == 3
    assert out == "t.csv  mapped  3 read, 1 usable, 1 repeated, 1 rejected\n"
    assert "no time  original  @ana  id 1  oui" in err
    assert "line 4: a post without id" in err
    assert sorted(path.name for path in folder.iterdir()) == ["m.yml", "t.csv"]


def test_a_check_as_json_of_what_is_refused(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("colour,size\nred,2\n")
    code, out, _ = run(capsys, "load", "--check", "--json", "t.csv")
    assert code == 1
    assert "No format" in json.loads(out)["files"][0]["error"]


def test_a_check_takes_no_rejects_file(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("a,b\n1,2\n")
    assert run(capsys, "load", "--check", "--rejects", "r", "t.csv")[0] == 2


def test_a_preset_is_chosen_by_name(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("id,username,date,text\n5,ana,2024-11-20,oui\n")
    code, out, _ = run(capsys, "load", "--map", "preset:communalytic-bluesky", "t.csv")
    assert code == 0
    assert "communalytic-bluesky" in out
    code, _, err = run(capsys, "load", "--map", "preset:communalytic", "t.csv")
    assert code == 2
    assert "Did you mean communalytic-bluesky" in err
    code, _, err = run(capsys, "load", "--map", "nope.yml", "t.csv")
    assert code == 2
    assert "not a file" in err


def test_a_load_says_that_it_made_the_ids(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("username,created_at,text\nana,2024-11-20,oui\n")
    code, _, err = run(capsys, "load", "--map", "preset:instagram-comments-csv", "t.csv")
    assert code == 0
    assert "Ids were made from username, created_at, text" in err
