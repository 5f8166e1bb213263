"""What a server refuses is one line, and no output repeats a password."""

from __future__ import annotations

import os
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from meute.graph import Store, open_store
from meute.simulate import Campaign, write_campaign

from .. import processes
from .proxy import Faults, Proxy

SECRET = "Tr0ub4dor-and-3"
NOWHERE = "bolt://127.0.0.1:1"


def run(
    folder: Path, *arguments: str | Path, password: str | None = SECRET, **environment: str
) -> subprocess.CompletedProcess[str]:
    settings = processes.without_settings()
    if password is not None:
        settings["MEUTE_PASSWORD"] = password
    return processes.run(*arguments, folder=folder, environment=settings | environment)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    path = tmp_path / "posts.jsonl"
    write_campaign(Campaign(posts=500, seed=1), path)
    return path


def silent(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode in {1, 2}, done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.stderr


def test_no_failing_run_repeats_a_password(tmp_path: Path, posts: Path) -> None:
    within = f"bolt://neo4j:{SECRET}@127.0.0.1:1"
    local = str(tmp_path / "case.kgl")
    assert run(tmp_path, "--graph", local, "load", posts).returncode == 0
    for graph in (NOWHERE, within):
        silent(run(tmp_path, "--debug", "--graph", graph, "load", posts))
        silent(run(tmp_path, "--debug", "--graph", graph, "load", "--bulk", posts))
        silent(run(tmp_path, "--debug", "--graph", graph, "query", "run", "runs"))
        silent(run(tmp_path, "--debug", "--graph", graph, "detect", "--engine", "spark"))
        silent(run(tmp_path, "--debug", "--graph", graph, "report", "-o", tmp_path / "r.html"))
        silent(run(tmp_path, "--debug", "--graph", local, "copy", "--to", graph))
    told = silent(run(tmp_path, "--graph", within, "query", "run", "runs"))
    assert "MEUTE_PASSWORD" in told
    for text in (f"password = ['{SECRET}']", f"passwort = '{SECRET}'", f"password = '{SECRET}"):
        (tmp_path / "meute.toml").write_text(text)
        silent(run(tmp_path, "--debug", "query", "run", "runs", password=None))


@pytest.mark.neo4j
def test_a_refused_password_is_not_repeated(
    neo4j_url: str, neo4j_password: str | None, tmp_path: Path, posts: Path
) -> None:
    if neo4j_password is None:
        pytest.skip("the test server asks for no password")
    told = silent(run(tmp_path, "--debug", "--graph", neo4j_url, "load", posts))
    assert "Traceback" in told
    assert "refuses the user or the password" in told
    with open_store(neo4j_url, write=True, password=neo4j_password) as store:
        store.execute("DROP USER expired IF EXISTS", once=True)
        store.execute(
            "CREATE USER expired SET PASSWORD $word CHANGE REQUIRED", {"word": SECRET}, once=True
        )
        try:
            command = ("--debug", "--graph", neo4j_url, "--user", "expired", "load", posts)
            assert "has expired" in silent(run(tmp_path, *command))
            missing = ("--graph", neo4j_url, "--database", "nosuch", "query", "run", "runs")
            done = run(tmp_path, *missing, password=neo4j_password)
            assert done.returncode == 1
            assert "no such database" in done.stderr
            assert len(done.stderr.splitlines()) == 1
        finally:
            store.execute("DROP USER expired", once=True)


@pytest.fixture
def secret_user(neo4j_url: str, neo4j_password: str | None) -> Iterator[Store]:
    with open_store(neo4j_url, write=True, password=neo4j_password) as store:
        store.execute("MATCH (n) DETACH DELETE n")
        store.execute("DROP USER quiet IF EXISTS", once=True)
        store.execute(
            "CREATE USER quiet SET PASSWORD $word CHANGE NOT REQUIRED", {"word": SECRET}, once=True
        )
        yield store
        store.execute("DROP USER quiet", once=True)


@pytest.mark.neo4j
def test_a_load_that_breaks_leaves_no_password_behind(
    secret_user: Store, neo4j_url: str, tmp_path: Path, posts: Path
) -> None:
    rejects = tmp_path / "rejects.ndjson"
    with posts.open("a") as file:
        print("{broken", file=file)
    with Proxy(neo4j_url, Faults(cuts=1_000, bytes_between=(30_000, 60_000))) as proxy:
        process = processes.Command(
            "--debug", "--graph", proxy.url, "--user", "quiet", "load", posts, "--rejects", rejects,
            environment=os.environ | {"MEUTE_PASSWORD": SECRET, "MEUTE_RETRY_S": "0"},
        )  # fmt: skip
        seen = set()
        while process.poll() is None:
            try:
                family = [psutil.Process(process.pid)]
                family += family[0].children(recursive=True)
                seen |= {" ".join(one.cmdline()) for one in family}
            except psutil.Error:
                continue
        data, talk = process.communicate()
    assert seen
    written = rejects.read_text() if rejects.exists() else ""
    journal = str(secret_user.read("MATCH (n) RETURN properties(n)").rows)
    for text in (data, talk, written, journal, *seen):
        assert SECRET not in text
    assert process.returncode != 0


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    key, chain = tmp_path / "key.pem", tmp_path / "chain.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key,
         "-out", chain, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl is not on this machine, which makes the test's certificate")
    return key, chain


@pytest.mark.neo4j
def test_a_certificate_is_checked(
    neo4j_url: str, neo4j_password: str | None, tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    key, chain = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    with Proxy(neo4j_url, Faults(), tls=context) as proxy:
        url = proxy.url.replace("bolt://127.0.0.1", "bolt+s://localhost")
        asked = ("query", "run", "runs")
        unknown = run(tmp_path, "--graph", url, *asked, password=neo4j_password)
        assert unknown.returncode == 1
        assert "--ca FILE" in unknown.stderr
        known = run(tmp_path, "--graph", url, "--ca", chain, *asked, password=neo4j_password)
        assert known.returncode == 0, known.stderr
        other = url.replace("localhost", "127.0.0.1")
        wrong = run(tmp_path, "--graph", other, "--ca", chain, *asked, password=neo4j_password)
        assert wrong.returncode == 1
        assert "certificate" in wrong.stderr
