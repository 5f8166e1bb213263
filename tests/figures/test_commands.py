from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from meute.cli import main
from meute.graph import open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.simulate import Campaign, write_campaign

from .figures_text import FIGURES, written
from .planted import plant


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        plant(store)
    return tmp_path


class Ran(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(case: Path, *arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(["--graph", str(case / "case.kgl"), "figures", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        assert not list(case.glob(".*")), "nothing half-written"
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return ran


def test_load_list_remove(case: Path, run: Run) -> None:
    path = str(written(case))
    loaded = run(case, "load", path)
    assert loaded.exit_code == 0, loaded.stderr
    assert loaded.stdout.splitlines()[0].split() == [
        "figure", "attacks", "reposted", "supports", "reposted", "unclear", "concerns", "changed",
    ]  # fmt: skip
    assert loaded.stdout.splitlines()[2].split() == ["vernon", "4", "4", "2", "1", "0", "1", "12"]
    assert "12 posts read" in loaded.stderr
    again = json.loads(run(case, "load", path, "--json").stdout)
    assert again["changes"] == {"vernon": {}, "belkacemi": {}}
    listed = run(case, "list", "--format", "json")
    assert [row["target"] for row in json.loads(listed.stdout)] == ["belkacemi", "vernon"]
    assert run(case, "remove", "vernon").exit_code == 0
    assert run(case, "remove", "vernon").exit_code == 2


def test_changes_are_told(case: Path, run: Run) -> None:
    run(case, "load", str(written(case)))
    changed = run(case, "load", str(written(case, FIGURES.replace("VernonDehors", "Nothing"))))
    assert "vernon: 1 from concern to none, such as x/f1" in changed.stderr


def test_an_account_that_nobody_names_is_told(case: Path, run: Run) -> None:
    account = 'id: "1001", handle: camillevernon'
    assert account in FIGURES
    text = FIGURES.replace(account, "handle: CamilleVernom")
    loaded = run(case, "load", str(written(case, text)))
    assert loaded.exit_code == 0, loaded.stderr
    told = "vernon: no post is by x/@camillevernom or mentions that account; check its handle"
    assert told in loaded.stderr
    assert "vernon: no post" not in run(case, "load", str(written(case))).stderr


def test_a_case_without_posts_is_told(tmp_path: Path, run: Run) -> None:
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        store.prepare()
    loaded = run(tmp_path, "load", str(written(tmp_path)))
    assert loaded.exit_code == 0
    assert "The case holds no posts. Run `meute load EXPORT` first." in loaded.stderr


def test_check_tells_every_mistake(case: Path, run: Run) -> None:
    path = written(case, FIGURES.replace("kind: person", "kind: ghost").replace("attack,", "axe,"))
    checked = run(case, "check", str(path))
    assert checked.exit_code == 2
    lines = checked.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{path}:4", f"{path}:8", f"{path}:11", f"{path}:18",
    ]  # fmt: skip


def test_check_against_a_graph_stores_nothing(case: Path, run: Run) -> None:
    path = str(written(case))
    checked = run(case, "check", path, "--against", str(case / "case.kgl"), "--format", "json")
    assert checked.exit_code == 0, checked.stderr
    rows = json.loads(checked.stdout)
    assert {(row["post"], row["figure"], row["stance"]) for row in rows} >= {
        ("x/a1", "vernon", "attack"), ("x/e1", "vernon", "support"), ("x/f1", "vernon", "concern"),
    }  # fmt: skip
    assert "vernon: 8 posts attack" in checked.stderr
    assert json.loads(run(case, "list", "--format", "json").stdout) == []


def test_check_counts_what_a_load_counts(tmp_path: Path, run: Run) -> None:
    """Whoever supports a figure as often as he attacks it jests, which no post alone can tell."""
    posts = [("1", "Hoch lebe #AvecVernon"), ("2", "Vernon ist ein Thema #VernonDehors")]
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        store.prepare()
        write_rows(store, s.Account, [{"id": "x/7", "platform": "x", "stub": False}])
        rows = [
            {"id": f"x/{post}", "platform": "x", "kind": "original", "text": text, "ts": 1,
             "stub": False}
            for post, text in posts
        ]  # fmt: skip
        write_rows(store, s.Post, rows)
        write_rows(store, s.POSTED, [{"source": "x/7", "target": row["id"]} for row in rows])
        tags = [("1", "avecvernon"), ("2", "vernondehors")]
        write_rows(store, s.Hashtag, [{"id": tag} for _, tag in tags])
        write_rows(store, s.TAGGED, [{"source": f"x/{p}", "target": tag} for p, tag in tags])
    path = str(written(tmp_path))
    checked = run(tmp_path, "check", path, "--against", str(tmp_path / "case.kgl"))
    assert "vernon: 1 post support, reposts included" in checked.stderr
    assert "vernon: 1 post unclear, reposts included" in checked.stderr
    assert "post attack" not in checked.stderr
    loaded = run(tmp_path, "load", path).stdout.splitlines()[2].split()
    assert loaded == ["vernon", "0", "0", "1", "0", "1", "0", "2"]


def test_check_against_an_export(tmp_path: Path, run: Run) -> None:
    export, figures = tmp_path / "posts.jsonl", tmp_path / "sim.yml"
    write_campaign(Campaign(posts=2_000, seed=3, pack_size=10), export, None, figures)
    checked = run(tmp_path, "check", str(figures), "--against", str(export), "--limit", "6")
    assert checked.exit_code == 0, checked.stderr
    assert "attack" in checked.stdout
    assert not (tmp_path / "case.kgl").exists()
    refused = run(tmp_path, "check", str(figures), "--against", str(figures))
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-1].startswith("meute: ")


def test_sample_and_evaluate(case: Path, run: Run) -> None:
    run(case, "load", str(written(case)))
    sample = case / "sample.csv"
    assert run(case, "sample", "-o", str(sample), "-n", "100").exit_code == 0
    empty = run(case, "evaluate", str(sample))
    assert empty.exit_code == 2
    assert "No row" in empty.stderr
    lines = sample.read_text("utf-8-sig").splitlines()
    lines = [
        line[: -len(",,,,")] + (",none,,,a joke" if line.startswith("x/u1,vernon") else ",,,,")
        for line in lines[1:]
    ]
    sample.write_text(sample.read_text("utf-8-sig").splitlines()[0] + "\n" + "\n".join(lines))
    nobody = run(case, "evaluate", str(sample), "--keep", str(case / "o.yml"))
    assert nobody.exit_code == 2
    kept = run(case, "evaluate", str(sample), "--keep", str(case / "o.yml"), "--by", "Zoe")
    assert kept.exit_code == 0, kept.stderr
    assert kept.stdout.splitlines()[1].split() == ["attack", "1", "0.000"]
    assert kept.stderr == f"1 corrections new or changed in {case / 'o.yml'}\n"
    assert json.loads(run(case, "evaluate", str(sample), "--json").stdout)["judged"] == 1
    loaded = run(case, "load", str(case / "figures.yml"), str(case / "o.yml"))
    assert "vernon: 1 from attack to none, such as x/u1" in loaded.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["load", "none.yml"], 2, "cannot be read"),
        (["load", "overrides.yml"], 2, "declare no figure"),
        (["sample", "-o", "s.csv"], 2, "no figures"),
        (["evaluate", "none.csv"], 1, "cannot be read"),
    ],
)
def test_errors_are_one_line(
    case: Path,
    run: Run,
    arguments: list[str],
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(case)
    written(
        case,
        "overrides:\n  - {post: x/1, figure: a, stance: none, by: b, at: c, why: d}\n",
        "overrides.yml",
    )
    result = run(case, *arguments)
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr


def test_a_graph_that_is_not_there(tmp_path: Path, run: Run) -> None:
    result = run(tmp_path, "load", str(written(tmp_path)))
    assert result.exit_code == 1
    assert "There is no graph" in result.stderr
