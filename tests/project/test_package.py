"""What is shipped: the wheel holds all that runs, and runs from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = (
    "cypher/**/*.cypher",
    "figures/library/**/*.yml",
    "server/jars.sha256",
    "server/pom.xml",
    "viz/locale/*.po",
    "viz/templates/**/*",
    "viz/vendor/LICENSE-*",
    "viz/vendor/*.js",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what would be shipped, so that nothing is left behind."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    ignored = {"build", "demo", "dist"}
    for path in ROOT.iterdir():
        hidden = path.name.startswith(".") or path.name.endswith(".egg-info")
        if not hidden and path.name not in ignored:
            (source / path.name).parent.mkdir(exist_ok=True)
            _copy(path, source / path.name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(
        [*build, str(source)], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        target.mkdir()
        for path in source.iterdir():
            if path.name != "__pycache__":
                _copy(path, target / path.name)
    elif source.is_file():
        target.write_bytes(source.read_bytes())


def test_every_folder_with_code_is_a_declared_package() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = {
        ".".join(("meute", *path.parent.relative_to(ROOT).parts))
        for path in ROOT.glob("**/__init__.py")
        if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        and path.relative_to(ROOT).parts[0] not in {"build", "tests"}
    }
    assert set(declared["tool"]["setuptools"]["packages"]) == rooms


def test_the_wheel_holds_what_the_code_reads_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for pattern in DATA:
        wanted = {
            f"meute/{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob(pattern) if p.is_file()
        }
        assert wanted, f"{pattern} matches nothing"
        assert wanted <= names
    assert {"meute/py.typed", "meute/docker-compose.yml"} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    rooms = {name.split("/")[0] for name in names if not name.split("/")[0].endswith(".dist-info")}
    assert rooms == {"meute"}
    strays = ("meute/tests/", "meute/benchmarks/", "meute/docs/", "meute/build/")
    assert not [name for name in names if name.startswith(strays)]


@pytest.mark.slow
def test_the_installed_command_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """An environment of its own, which borrows only the dependencies of this one."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    (site,) = home.glob("lib/python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MEUTE_", "PYTHON"))}

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel)
    where = run(python, "-c", "import meute; print(meute.__file__)")
    assert Path(where.strip()).is_relative_to(home)
    meute = home / "bin" / "meute"
    assert run(meute, "--version").startswith("meute, version ")
    listed = run(meute, "query", "list")
    assert "tight-amplification-clusters" in listed
    assert run(meute, "formats")
    read_pom = "from meute.server.java import neo4j_version; print(neo4j_version())"
    assert run(python, "-c", read_pom).startswith("5.26.")
