"""A case is its owner's: modes, links, leftovers of killed processes, passwords in addresses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from meute.cli.commands import main
from meute.config import load_settings
from meute.errors import ConfigError, ServerError, StoreUnreachableError, UsageError
from meute.files import replacing
from meute.graph import open_store
from meute.graph.schema import Hashtag
from meute.graph.tables import write_rows
from meute.private import PARTIAL, mode_of, partial_folder, private
from meute.server import ServerFolder

from ..queries.planted import plant

POST = {"id": "1", "text": "x", "author_id": "2", "created_at": "2021-10-20T00:00:00.000Z"}
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


@pytest.fixture(autouse=True)
def ordinary_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def meute(case: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--graph", str(case), *arguments])
    code = ended.value.code
    return code if isinstance(code, int) else 0


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


def test_a_case_that_is_a_link_is_written_where_it_points(case: Path, tmp_path: Path) -> None:
    disk = tmp_path / "encrypted"
    disk.mkdir()
    target = Path(shutil.move(case, disk / "real.kgl"))
    case.symlink_to(target)
    assert meute(case, "cypher", "--write", "CREATE (h:Hashtag {id: 'through'})") == 0
    assert case.is_symlink()
    with open_store(str(target)) as store:
        assert store.read("MATCH (h:Hashtag {id: 'through'}) RETURN h.id").rows == [("through",)]
    assert {path.name for path in disk.iterdir()} >= {"real.kgl", "real.kgl-wal"}
    page = tmp_path / "page.html"
    page.symlink_to(disk / "page.html")
    for _ in range(2):
        assert meute(case, "report", "-o", str(page)) == 0
        assert page.is_symlink()
        assert mode_of(disk / "page.html") == 0o600


def test_a_new_case_through_a_link_is_made_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "case.kgl").symlink_to(tmp_path / "disk" / "new.kgl")
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        plant(store)
    assert (tmp_path / "disk" / "new.kgl").is_file()
    assert (tmp_path / "case.kgl").is_symlink()
    (tmp_path / "circle.kgl").symlink_to(tmp_path / "circle.kgl")
    with pytest.raises(StoreUnreachableError):
        open_store(str(tmp_path / "circle.kgl"))


@pytest.mark.parametrize("end", ["-wal", ".lock", ".lock-owner", ".tmp.1.0"])
def test_no_link_beside_a_case_is_written_through(case: Path, tmp_path: Path, end: str) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    beside = case.with_name(case.name + end)
    beside.unlink(missing_ok=True)
    beside.symlink_to(precious)
    with pytest.raises(StoreUnreachableError, match="is a link"):
        open_store(str(case), write=True)
    assert precious.read_text() == "mine"


def no_files(path: Path) -> Iterator[Path]:
    """Put what is no file in a path's place: a folder, a pipe, a device."""
    path.unlink(missing_ok=True)
    for put in (path.mkdir, partial(os.mkfifo, path), partial(path.symlink_to, "/dev/zero")):
        put()
        yield path
        path.rmdir() if path.is_dir() else path.unlink()


def test_what_is_no_file_is_not_a_case(tmp_path: Path) -> None:
    """The engine would wait for ever, or read for ever."""
    for path in no_files(tmp_path / "case.kgl"):
        for write in (False, True):
            with pytest.raises(StoreUnreachableError, match=r"not a file|There is no graph"):
                open_store(str(path), write=write, create=write)


@pytest.mark.parametrize("end", ["-wal", ".lock", ".lock-owner", ".tmp.1.0"])
def test_what_is_no_file_beside_a_case_stalls_nothing(case: Path, end: str) -> None:
    for _ in no_files(case.with_name(case.name + end)):
        with pytest.raises(StoreUnreachableError, match=r"is not a file|is a link"):
            open_store(str(case), write=True)
        if end == "-wal":
            with pytest.raises(StoreUnreachableError, match="is not a file"):
                open_store(str(case))


@pytest.mark.parametrize("end", ["-wal", ".lock", ".lock-owner"])
def test_no_other_name_of_a_file_is_written_through(case: Path, tmp_path: Path, end: str) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    precious.chmod(0o644)
    beside = case.with_name(case.name + end)
    beside.unlink(missing_ok=True)
    beside.hardlink_to(precious)
    with pytest.raises(StoreUnreachableError, match="has another name elsewhere"):
        open_store(str(case), write=True)
    assert (precious.read_text(), mode_of(precious)) == ("mine", 0o644)
    beside.unlink()
    open_store(str(case), write=True).close()


def test_what_a_killed_writer_was_publishing_is_removed(case: Path) -> None:
    partial = case.with_name("case.kgl.tmp.4711.0")
    partial.write_text("posts")
    with open_store(str(case)):
        assert partial.exists()  # a reader changes nothing
    with open_store(str(case), write=True):
        assert not partial.exists()


def killed(program: str, *arguments: str, env: dict[str, str] | None = None, data: bytes = b""):
    """Run a program until it says that it is there, and kill it."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | (env or {}),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if data:
            process.stdin.write(data)
            process.stdin.flush()
        assert process.stdout.readline()
        process.kill()
    assert process.returncode == -signal.SIGKILL


REPLACING = """
import sys, time
from pathlib import Path
from meute.files import replacing
with replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("posts")
    print("written", flush=True)
    time.sleep(600)
"""


def test_a_killed_result_is_removed_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    killed(REPLACING, str(path))
    (left,) = tmp_path.iterdir()
    assert stat.filemode(left.stat().st_mode) == "-rw-------"
    kept = [tmp_path / f".report.html.bak{PARTIAL}.txt", tmp_path / f".other.html.x{PARTIAL}"]
    for other in kept:
        other.write_text("mine")
    with replacing(path) as first, replacing(path) as second:
        first.write_text("first")
        second.write_text("second")
        assert not left.exists()
        assert first.exists()  # a living process holds it
    assert path.read_text() == "first"
    assert sorted(tmp_path.iterdir()) == sorted([path, *kept])


def test_standard_input_leaves_nothing_when_killed(tmp_path: Path) -> None:
    program = (
        "import shutil, sys, time\n"
        "from meute.loader import sources\n"
        "def usage(place, real=shutil.disk_usage):\n"
        "    print('copying', flush=True)\n"
        "    return real(place)\n"
        "sources.shutil.disk_usage = usage\n"
        "with sources.sources_of(['-']): pass\n"
    )
    posts = json.dumps({"data": [POST]}).encode() * 20_000
    killed(program, env={"TMPDIR": str(tmp_path)}, data=posts)
    assert [path.name for path in tmp_path.iterdir()] == []


def test_standard_input_is_read_whole_and_several_times(tmp_path: Path) -> None:
    posts = "".join(
        json.dumps({"data": [POST | {"id": str(n), "text": "x" * 500}]}) + "\n"
        for n in range(1, 3001)
    )
    graph = str(tmp_path / "case.kgl")
    for told in ("3,000", "loaded already"):
        done = subprocess.run(
            [sys.executable, "-m", "meute", "--graph", graph, "load", "-"],
            check=False,
            input=posts,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert told in done.stdout + done.stderr


def test_a_temporary_folder_is_removed_by_the_next_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = (
        "import sys, time\n"
        "from meute.private import partial_folder\n"
        "with partial_folder(None, 'meute') as folder:\n"
        "    (folder / 'check.kgl').write_text('posts')\n"
        "    print('there', flush=True)\n"
        "    time.sleep(600)\n"
    )
    killed(program, env={"TMPDIR": str(tmp_path)})
    (tmp_path / "meute-notes").mkdir()
    with partial_folder(None, "meute") as folder:
        assert set(tmp_path.iterdir()) == {folder, tmp_path / "meute-notes"}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["meute-notes"]


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


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make a file or link somebody else's."""

    def give(path: Path) -> None:
        if os.getuid() == 0:
            os.lchown(path, 12_345, 12_345)
        else:
            monkeypatch.setattr(os, "getuid", lambda: 12_345)

    return give


@pytest.mark.parametrize("name", ["report.html", "case.kgl"])
def test_a_link_of_somebody_else_is_not_written_through(
    name: str, tmp_path: Path, others: Callable[[Path], None]
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / "first").symlink_to(precious)
    (tmp_path / name).symlink_to("first")
    others(tmp_path / "first")
    opens: Callable[[], Any] = replacing(tmp_path / name).__enter__
    if name == "case.kgl":
        opens = partial(open_store, str(tmp_path / name), write=True)
    with pytest.raises(UsageError, match="is a link that somebody else made"):
        opens()
    assert precious.read_text() == "mine"


def test_settings_of_somebody_else_are_not_obeyed(
    tmp_path: Path, others: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("meute.toml").write_text('graph = "bolt://canary.invalid"')
    others(Path("meute.toml"))
    with pytest.raises(ConfigError, match="belongs to somebody else"):
        load_settings({})


def test_a_result_that_somebody_else_prepared_is_for_its_writer_alone(
    tmp_path: Path, others: Callable[[Path], None]
) -> None:
    """Neither the mode of their file nor their pipe lets them read it."""
    page, pipe = tmp_path / "report.html", tmp_path / "rows.csv"
    page.touch()
    page.chmod(0o666)
    os.mkfifo(pipe)
    for path in (page, pipe):
        others(path)
    with replacing(page) as temporary:
        temporary.write_text("posts")
    assert mode_of(page) == 0o600
    with pytest.raises(UsageError, match="is a pipe that somebody else made"):
        replacing(pipe).__enter__()
