"""The parts of the server's room, without a server. Java, Maven and Docker are programs: where a
test needs one that is old, broken or not there, it puts a script of that name on the PATH."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import stat
import subprocess
import sys
from pathlib import Path

import filelock
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.errors import ConfigError, MeuteError, ServerError
from meute.server import LocalServer, ServerFolder, StartOptions, down, java, jvm, status, up
from meute.server.compose import Compose, project
from meute.server.folder import checked_password
from meute.server.ports import require_free
from meute.viz.printing import print_page

from ..neo4j_server import free_port

Programs = Path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Return an empty folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> ServerFolder:
    return ServerFolder(tmp_path / "server")


def program(programs: Programs, name: str, script: str) -> None:
    path = programs / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_392"', 8),
        ('openjdk version "21" 2023-09-19', 21),
        ('Picked up JDK_JAVA_OPTIONS: -Xint\nopenjdk version "22-ea" 2024-03-19', 22),
        ("sh: java: not found", None),
    ],
)
def test_java_says_its_version(text: str, release: int | None) -> None:
    assert java.java_version(text) == release


def test_java_that_is_missing_or_too_old_is_named(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ServerError, match="no Java on this machine"):
        java.find_java()
    program(programs, "java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2")
    with pytest.raises(ServerError, match="is Java 11; Neo4j needs 17"):
        java.find_java()
    program(programs, "java", "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2")
    assert java.find_java() == programs / "java"
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(ServerError, match="JAVA_HOME"):
        java.find_java()


@pytest.mark.parametrize("name", ["java", "mvn", "docker", "chromium"])
def test_no_program_of_others_is_given_the_password(
    programs: Programs, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A server keeps its environment for weeks, and a crash report may show it."""
    monkeypatch.setenv("MEUTE_PASSWORD", "Tr0ub4dor-and-3")
    monkeypatch.setenv("KEPT", "yes")
    said = programs / "said"
    program(programs, name, f"/usr/bin/env > {said}; exit 1")
    with contextlib.suppress(ServerError, MeuteError):
        {
            "java": java.find_java,
            "mvn": java.fetch_jars,
            "docker": Compose.find,
            "chromium": lambda: print_page("page", programs / "page.pdf"),
        }[name]()
    assert "KEPT=yes" in said.read_text()
    assert "Tr0ub4dor" not in said.read_text()


def test_jars_count_only_when_they_came_whole(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ServerError, match="Maven"):
        java.fetch_jars()
    program(programs, "mvn", 'echo "[ERROR] Could not transfer artifact"; exit 1')
    with pytest.raises(ServerError, match="could not fetch Neo4j: Could not transfer artifact"):
        java.fetch_jars()
    assert list(java.jars_folder().parent.iterdir()) == []
    # The folder is the last argument; mkdir and touch are not on this PATH.
    digests = programs / "digests"
    digests.write_text(f"{hashlib.sha256().hexdigest()}  neo4j-5.jar\n")
    monkeypatch.setattr(java, "DIGESTS", digests)
    made = 'for last; do :; done; to="${last#*=}"; /bin/mkdir "$to"; : > "$to/neo4j-5.jar"'
    program(programs, "mvn", made)
    jars = java.fetch_jars()
    assert [jar.name for jar in jars.iterdir()] == ["neo4j-5.jar"]
    program(programs, "mvn", "exit 1")
    assert java.fetch_jars() == jars  # fetched once
    for name, content, told in (
        ("neo4j-5.jar", "changed", "neo4j-5.jar .* is not the one"),
        ("added.jar", "", "added.jar .* does not belong"),
        ("neo4j-5.jar", None, "neo4j-5.jar .* is missing"),
    ):
        kept = jars / name
        before = kept.read_bytes() if kept.exists() else None
        kept.unlink(missing_ok=True)
        if content is not None:
            kept.write_text(content)
        with pytest.raises(ServerError, match=told):
            java.fetch_jars()
        kept.unlink(missing_ok=True)
        if before is not None:
            kept.write_bytes(before)
    assert java.fetch_jars() == jars


def test_every_program_of_neo4j_has_a_digest() -> None:
    lines = java.DIGESTS.read_text().splitlines()
    assert len(lines) > 200
    assert any(line.endswith(f"neo4j-{java.neo4j_version()}.jar") for line in lines)


def test_the_pom_names_the_release_series_that_compose_pins() -> None:
    assert java.neo4j_version().startswith("5.26.")


def test_a_taken_port_is_refused_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=f"Port {port} .* --port {port + 1}"):
            require_free(port, flag="--port")
    require_free(port, flag="--port")


def test_a_process_that_took_over_the_number_is_not_ours(folder: ServerFolder) -> None:
    folder.path.mkdir()
    me = psutil.Process()
    started = {"engine": "maven", "bolt_port": 1, "http_port": 2, "pid": me.pid}
    mine = LocalServer(**started, process_started=me.create_time())
    folder.write(mine)
    assert status(folder) == mine
    folder.write(LocalServer(**started, process_started=me.create_time() - 100))
    assert status(folder) is None
    assert down(folder) is False
    assert folder.read() is None


def test_a_damaged_note_is_an_error(folder: ServerFolder) -> None:
    folder.path.mkdir()
    (folder.path / "started.json").write_bytes(b'{"engine": "maven"')
    with pytest.raises(ServerError, match=r"started\.json cannot be read"):
        status(folder)


def test_two_commands_do_not_work_on_one_server(folder: ServerFolder) -> None:
    folder.path.mkdir()
    with (
        filelock.FileLock(folder.path / "lock"),
        pytest.raises(ServerError, match="Another `meute server` command"),
    ):
        up(folder, StartOptions(via="maven"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerError, match="MEUTE_SERVER_HOME"):
        up(ServerFolder(tmp_path / "file" / "server"), StartOptions(via="maven"))


def test_a_made_password_is_kept_for_its_owner_alone(folder: ServerFolder) -> None:
    folder.path.mkdir()
    made = folder.password(None, has_data=False)
    assert len(made) >= 20
    assert stat.S_IMODE(folder.password_file.stat().st_mode) == 0o600
    assert folder.password(None, has_data=True) == made
    assert folder.password("one of my own", has_data=True) == "one of my own"
    folder.password_file.unlink()
    with pytest.raises(ConfigError, match="MEUTE_PASSWORD"):
        folder.password(None, has_data=True)


@given(st.text(max_size=30))
def test_a_password_is_taken_as_it_is_or_refused(password: str) -> None:
    if len(password) >= 8 and password.isprintable():
        assert checked_password(password) == password
        return
    with pytest.raises(ConfigError) as caught:
        checked_password(password)
    with pytest.raises(ConfigError) as other:
        checked_password("short" if len(password) < 8 else "with a line\nbreak")
    assert str(caught.value) == str(other.value)  # so it does not repeat what it was given


def test_the_heap_is_a_size_that_java_takes() -> None:
    heap = jvm.default_heap()
    assert heap.endswith("m")
    assert 512 <= int(heap[:-1]) <= 4096


class TestCompose:
    """Docker's side, with a script in Docker's place that notes how it is called."""

    def test_it_needs_an_engine_and_compose(self, programs: Programs) -> None:
        assert Compose.find() is None
        program(programs, "docker", "exit 1")
        assert Compose.find() is None
        program(programs, "docker", '[ "$1" = info ]')
        assert Compose.find() is None
        program(programs, "docker-compose", "echo 1.29.2")
        assert Compose.find() is None
        program(programs, "docker-compose", "echo 2.40.0")
        found = Compose.find()
        assert found is not None
        assert found.command == (str(programs / "docker-compose"),)
        program(programs, "docker", "exit 0")
        found = Compose.find()
        assert found is not None
        assert found.command == (str(programs / "docker"), "compose")

    def test_the_password_stays_off_the_command_line(
        self, programs: Programs, folder: ServerFolder, tmp_path: Path
    ) -> None:
        folder.path.mkdir()
        calls = tmp_path / "calls"
        program(
            programs,
            "docker",
            f'echo "$*|$MEUTE_PASSWORD|$MEUTE_BOLT_PORT|$MEUTE_HTTP_PORT|$MEUTE_HEAP" >> "{calls}"'
            '\ncase "$*" in *" ps "*) echo 1f2e;; *logs*) echo boom;; esac',
        )
        compose = Compose.find()
        assert compose is not None
        calls.unlink()
        ports = {"bolt_port": free_port(), "http_port": free_port()}
        started = compose.start(folder, **ports, heap="1g", password="a secret of mine")
        called, *environment = calls.read_text().strip().split("|")
        assert called.endswith(f"--project-name {project(folder)} up --detach")
        assert "docker-compose.yml" in called
        assert "secret" not in called
        assert environment == ["a secret of mine", *map(str, ports.values()), "1g"]
        assert status(folder) == started
        assert compose.log(folder, started) == "boom\n"
        assert down(folder)
        assert calls.read_text().splitlines()[-1].split("|")[0].endswith(" down")
        assert status(folder) is None

    def test_what_docker_says_is_passed_on(self, programs: Programs, folder: ServerFolder) -> None:
        folder.path.mkdir()
        program(programs, "docker", 'case "$*" in *up*) echo "no such image" >&2; exit 1;; esac')
        compose = Compose.find()
        assert compose is not None
        ports = {"bolt_port": free_port(), "http_port": free_port()}
        with pytest.raises(ServerError, match="no such image"):
            compose.start(folder, **ports, heap="1g", password="a secret of mine")
        assert folder.read() is None


def test_servers_in_different_folders_have_different_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEUTE_SERVER_HOME", raising=False)
    assert project(ServerFolder.from_environment()) == "meute"
    monkeypatch.setenv("MEUTE_SERVER_HOME", str(tmp_path))
    folder = ServerFolder.from_environment()
    assert folder.path == tmp_path
    assert project(folder).startswith("meute-")
    assert project(folder) != project(ServerFolder(tmp_path / "other"))


UNREAPED = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
print(child.pid, flush=True)
input()
"""


def test_a_server_that_ended_has_stopped_though_nobody_reaps_it(
    folder: ServerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container whose first process does not: the ended process stays in the table."""
    monkeypatch.setattr(jvm, "STOP_S", 30)
    with subprocess.Popen(
        [sys.executable, "-c", UNREAPED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        begun = psutil.Process(pid).create_time()
        server = LocalServer(
            engine="maven", bolt_port=1, http_port=2, pid=pid, process_started=begun
        )
        jvm.stop(folder, server)
        assert psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
        assert not jvm.is_alive(server)
        parent.communicate("\n")
