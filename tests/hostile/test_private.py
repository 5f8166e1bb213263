"""A case is its owner's: modes, links, leftovers of killed processes, passwords in addresses."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from meute.cli.commands import main
from meute.errors import ConfigError, ServerError
from meute.graph import open_store
from meute.graph.schema import Hashtag
from meute.graph.tables import write_rows
from meute.private import mode_of, private
from meute.server import ServerFolder

from ..queries.planted import plant
from .conftest import POST, meute

pytestmark = pytest.mark.usefixtures("ordinary_umask")

OUTPUTS = {
    "query run runs --format csv -o {out}/rows.csv",
    "query run runs --format json -o {out}/rows.json",
    "query run runs --format xlsx -o {out}/rows.xlsx",
    "query run runs --format parquet -o {out}/rows.parquet",
    "query new mine -o {out}",
    "query export --browser -o {out}/browser",
    "viz network -o {out}/network.html",
    "report -o {out}/report.html",
    "export gexf -o {out}/case.gexf",
    "export graphml -o {out}/case.graphml",
    "export csv -o {out}/csv",
    "export parquet -o {out}/parquet",
    "export neo4j-admin -o {out}/admin",
    "copy --to {out}/other.kgl",
    "simulate --posts 500 -o {out}/posts.jsonl",
    "figures load {in}/figures.yml",
    "figures sample --size 3 -o {out}/sample.csv",
    "load {in}/posts.jsonl {in}/broken.jsonl --rejects {out}/rejects.jsonl",
}


def modes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): stat.filemode(path.stat().st_mode)
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("command", sorted(OUTPUTS))
def test_what_a_command_makes_is_its_owners(case: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "posts.jsonl").write_text(json.dumps({"data": [POST]}) + "\n")
    (tmp_path / "broken.jsonl").write_text(json.dumps({"data": [POST, {"id": "2"}]}) + "\n")
    (tmp_path / "figures.yml").write_text(
        "figures:\n  - id: vernon\n    display_name: Vernon\n    names: [Vernon]\n"
    )
    out = tmp_path / "out"
    out.mkdir()
    meute(case, *command.format(out=out, **{"in": tmp_path}).split())
    made = modes(out) | modes(case.parent)
    assert len(made) > (0 if "load" in command else 3)
    assert set(made.values()) <= {"-rw-------", "drwx------"}, made


def test_the_mask_is_restored_by_the_last_that_leaves(tmp_path: Path) -> None:
    with private():
        with private():
            pass
        (tmp_path / "inside").touch()
    (tmp_path / "after").touch()
    assert modes(tmp_path) == {"inside": "-rw-------", "after": "-rw-r--r--"}


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664])
def test_a_mode_that_somebody_gave_stays(case: Path, tmp_path: Path, mode: int) -> None:
    case.chmod(mode)
    page = tmp_path / "report.html"
    page.touch()
    page.chmod(mode)
    for _ in range(2):
        assert meute(case, "cypher", "--write", "MERGE (h:Hashtag {id: 'new'})") == 0
        with open_store(str(case), write=True, bulk=True) as store:
            write_rows(store, Hashtag, [{"id": "bulk"}])
            store.checkpoint()
            assert mode_of(case) == mode
    assert meute(case, "report", "-o", str(page)) == 0
    assert {mode_of(path) for path in (*case.parent.iterdir(), page)} == {mode}


@pytest.mark.parametrize(
    "address",
    [
        "neo4j://neo4j:s3cret@localhost:7687",
        "bolt+s://s3cret@localhost",
        "neo4j://a:s3cret@b@localhost",
        "neo4j://a:s3/cret@localhost",
        "http://a:s3cret@localhost",
        "a:s3cret@localhost:7687",
    ],
)
def test_no_password_is_taken_in_an_address(
    address: str, case: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from meute.graph.notebook import connect

    assert meute(Path(address), "query", "run", "runs") == 2
    assert meute(case, "copy", "--to", address) == 2
    monkeypatch.setenv("MEUTE_GRAPH", address)
    with pytest.raises(SystemExit):
        main(["shell"])
    monkeypatch.delenv("MEUTE_GRAPH")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "meute.toml").write_text(f'graph = "{address}"\n')
    with pytest.raises(SystemExit):
        main(["query", "run", "runs"])
    with pytest.raises(ConfigError) as refused:
        connect(address)
    told = "".join(capfd.readouterr()) + str(refused.value)
    assert told.count("holds a user or a password") == 5
    assert "MEUTE_PASSWORD" in told
    assert "s3" not in told
    assert "cret" not in told


def test_a_case_may_have_an_at_sign_in_its_name(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a:b@c.kgl"), write=True) as store:
        plant(store)


def test_a_servers_folder_is_closed_and_is_its_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    with ServerFolder(home).locked():
        assert mode_of(home) == 0o700
    home.chmod(0o755)
    with ServerFolder(home).locked():
        assert mode_of(home) == 0o700
    (tmp_path / "precious").touch()
    tmp_path.chmod(0o755)
    with pytest.raises(ServerError, match="holds other things"), ServerFolder(tmp_path).locked():
        pass
    assert mode_of(tmp_path) == 0o755
