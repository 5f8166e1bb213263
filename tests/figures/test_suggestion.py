"""The draft of a figures file: proposals with counts, and nothing decided."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import UsageError
from meute.figures.declarations import read_figures
from meute.figures.suggestion import draft
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows

FIGURE = {"id": "x/900", "platform": "x", "handle": "CVernon", "display_name": "Camille Vernon"}
HOSTILE = {"id": "x/901", "handle": "trap", "display_name": 'Trap"\n  - id: {x\x1b[31m\u2028}: #'}


def plant_mentions(store: Store) -> None:
    """Four accounts mention the figure, two spellings of a tag among their posts; one is alone."""
    store.prepare()
    authors = [f"x/{n}" for n in range(4)]
    write_rows(store, s.Account, [{"id": a, "handle": f"a{a[2:]}"} for a in authors])
    write_rows(store, s.Account, [FIGURE, HOSTILE])
    posts = [f"x/p{n}" for n in range(8)]
    write_rows(store, s.Post, [{"id": p, "kind": "original", "ts": n, "text": "t"}
                               for n, p in enumerate(posts)])  # fmt: skip
    write_rows(store, s.POSTED, [{"source": authors[n % 4], "target": p}
                                 for n, p in enumerate(posts)])  # fmt: skip
    write_rows(store, s.MENTIONS, [{"source": p, "target": FIGURE["id"]} for p in posts[:4]])
    write_rows(store, s.MENTIONS, [{"source": p, "target": HOSTILE["id"]} for p in posts[4:7]])
    tags = ("vernondegage", "vernondégage", "rando")
    write_rows(store, s.Hashtag, [{"id": tag} for tag in tags])
    write_rows(store, s.TAGGED, [{"source": posts[0], "target": tags[0]},
                                 {"source": posts[1], "target": tags[0]},
                                 {"source": posts[5], "target": tags[1]},
                                 {"source": posts[7], "target": tags[2]}])  # fmt: skip


def uncommented(text: str) -> str:
    lines = (line[2:] for line in text.splitlines() if line.startswith("# "))
    return "\n".join(lines) + "\n"


def test_a_draft_decides_nothing_as_it_stands(store: Store) -> None:
    plant_mentions(store)
    for text in (draft(store), draft(store, "Camille Vernon")):
        assert yaml.safe_load(text) is None
        assert all(not line or line.startswith("#") for line in text.splitlines())


def test_what_is_kept_of_a_draft_is_a_sound_file(store: Store, tmp_path: Path) -> None:
    plant_mentions(store)
    kept = tmp_path / "kept.yml"
    kept.write_text(uncommented(draft(store)), "utf-8")
    figures = {figure.id: figure for figure in read_figures([kept]).figures}
    vernon = figures["camille-vernon"]
    assert [(a.platform, a.id, a.handle) for a in vernon.accounts] == [("x", "900", "CVernon")]
    (rule,) = vernon.rules
    assert (rule.stance, set(rule.tags)) == ("concern", {"vernondegage", "vernondégage"})
    assert len(figures) == 2


def test_counts_stand_beside_each_proposal(store: Store) -> None:
    plant_mentions(store)
    text = draft(store, "camille vérnon")
    assert "mentioned in 4 posts of 4 accounts" in text
    assert "#vernondegage 2 posts of 2 accounts, 2 beside a mention" in text
    assert "#vernondégage 1 post of 1 account, 0 beside a mention" in text
    assert "rando" not in text.split("## ")[-1]


def test_no_name_leaves_its_line(store: Store) -> None:
    plant_mentions(store)
    text = draft(store)
    assert "\x1b" not in text
    assert "\u2028" not in text
    assert text.rstrip("\n").split("\n") == text.splitlines()


def test_an_id_keeps_the_digits_and_signs_of_a_name(store: Store) -> None:
    plant_mentions(store)
    write_rows(store, s.Account, [FIGURE | {"display_name": "Éla@home:3000"}])
    assert "id: ela-home-3000\n" in draft(store)


def test_nothing_like_the_name_is_said(store: Store) -> None:
    plant_mentions(store)
    with pytest.raises(UsageError, match="resembles 'Zoran'"):
        draft(store, "Zoran")


def test_bursts_that_were_looked_for_are_not_advised_again(store: Store) -> None:
    plant_mentions(store)
    assert "## Bursts were not looked for: `meute detect` does." in draft(store)
    write_rows(store, s.Run, [{"id": "bursts-1", "method": "bursts"}])
    assert "## No hashtag has a burst." in draft(store)


def test_an_empty_case_names_what_to_do(store: Store) -> None:
    store.prepare()
    with pytest.raises(UsageError, match=r"holds no posts\. Run `meute load EXPORT` first"):
        draft(store)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "No words were loaded, so nothing could be judged: whom the posts mention is unkn"),
        ("hello", "The posts mention nobody and have no hashtags. Write the file by hand"),
    ],
)
def test_posts_that_give_nothing_are_told_apart(store: Store, text: str | None, told: str) -> None:
    write_rows(store, s.Post, [{"id": "x/1", "kind": "original", "text": text}])
    with pytest.raises(UsageError) as refused:
        draft(store)
    assert told in str(refused.value)
    assert "Load the case first" not in str(refused.value)


def test_the_command_writes_a_file_and_overwrites_none(tmp_path: Path) -> None:
    case, file = str(tmp_path / "case.kgl"), tmp_path / "draft.yml"
    with open_store(case, write=True) as store:
        plant_mentions(store)
    arguments = ["--graph", case, "figures", "suggest", "Vernon", "-o", str(file)]
    first = CliRunner().invoke(meute, arguments)
    assert first.exit_code == 0, first.output
    assert "camille-vernon" not in file.read_text("utf-8")
    assert "- id: vernon" in file.read_text("utf-8")
    assert "is there already" in str(CliRunner().invoke(meute, arguments).exception)
