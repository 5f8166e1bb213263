"""Links, pipes and other names in the place of a case or a result, and files of somebody else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from meute.config import load_settings
from meute.errors import ConfigError, StoreUnreachableError, UsageError
from meute.files import replacing
from meute.graph import open_store
from meute.private import mode_of

from ..queries.planted import plant
from .conftest import meute

pytestmark = pytest.mark.usefixtures("ordinary_umask")


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
