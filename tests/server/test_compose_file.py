"""docker-compose.yml: valid by the Compose specification, and safe by what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from meute.server.jvm import REACHES_NOTHING, transaction_memory

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"


@pytest.fixture
def service() -> dict[str, Any]:
    compose = yaml.safe_load(FILE.read_text("utf-8"))
    return dict(compose["services"]["neo4j"])


@pytest.fixture
def cores() -> dict[str, dict[str, Any]]:
    services = yaml.safe_load(FILE.read_text("utf-8"))["services"]
    return {name: held for name, held in services.items() if name != "neo4j"}


def test_one_server_is_the_default_and_a_cluster_is_off(
    service: dict[str, Any], cores: dict[str, dict[str, Any]]
) -> None:
    assert "profiles" not in service
    assert set(cores) == {"core1", "core2", "core3"}
    for name, core in cores.items():
        settings = core["environment"]
        assert core["profiles"] == ["cluster"]
        assert settings["NEO4J_ACCEPT_LICENSE_AGREEMENT"] == "${NEO4J_ACCEPT_LICENSE_AGREEMENT:-no}"
        assert settings["NEO4J_server_default__advertised__address"] == name
        (port,) = core["ports"]
        assert port.startswith("127.0.0.1:")
        assert port.rpartition(":")[0] == settings["NEO4J_server_bolt_advertised__address"]
    ports = [core["ports"][0] for core in cores.values()]
    assert len(set(ports)) == 3


def test_a_cluster_is_as_closed_as_one_server(
    service: dict[str, Any], cores: dict[str, dict[str, Any]]
) -> None:
    # Members look one another up, so their names are not closed to them.
    own = {
        name
        for name in service["environment"]
        if "advertised" not in name and name != "JDK_JAVA_OPTIONS"
    }
    for core in cores.values():
        for name in own:
            assert core["environment"][name] == service["environment"][name]


def test_it_is_valid_by_the_specification() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", FILE],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_this_machine_reaches_it(service: dict[str, Any]) -> None:
    assert [port.split(":")[0] for port in service["ports"]] == ["127.0.0.1"] * 2
    assert {port.rsplit(":", 1)[1] for port in service["ports"]} == {"7474", "7687"}


def test_the_password_is_asked_for_and_has_no_default(service: dict[str, Any]) -> None:
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${MEUTE_PASSWORD:?")


def test_the_image_is_of_the_long_term_release(service: dict[str, Any]) -> None:
    assert service["image"] == "neo4j:5.26-community"


def test_volumes_are_named_and_queries_cannot_be_written(service: dict[str, Any]) -> None:
    declared = set(yaml.safe_load(FILE.read_text("utf-8"))["volumes"])
    named = [volume for volume in service["volumes"] if not volume.startswith(".")]
    assert {volume.split(":")[0] for volume in named} == declared
    assert [volume for volume in service["volumes"] if volume.startswith(".")] == [
        "./cypher:/cypher:ro"
    ]
    assert (ROOT / "cypher").is_dir()


def test_it_says_when_it_is_healthy(service: dict[str, Any]) -> None:
    assert "7474" in " ".join(service["healthcheck"]["test"])


def test_both_ways_of_starting_keep_statements_inside(service: dict[str, Any]) -> None:
    named = {
        "NEO4J_" + name.replace("_", "__").replace(".", "_"): value
        for name, value in REACHES_NOTHING.items()
    }
    assert named.items() <= service["environment"].items()
    assert service["environment"]["JDK_JAVA_OPTIONS"] == "-Djdk.net.hosts.file=/etc/hosts"
    assert service["environment"]["NEO4J_db_memory_transaction_max"].endswith(
        f":-{transaction_memory('1g')}}}"
    )
