"""What the repository may not hold, and what its pins must."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]

# In parts, so that this file does not hold what it looks for.
HOSTS = ("pypi" + ".org", "python" + "hosted", "repo1" + ".maven", "repo.maven" + ".apache",
         "registry." + "npmjs", "deb." + "debian")  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/[\w.-]+")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("not a clone: git does not know which files belong to the project")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts(paths: list[Path]) -> list[tuple[str, str]]:
    """Return name and text of each; what is not text is passed over."""
    found = []
    for path in paths:
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_registry_or_a_path_of_some_machine(tracked: list[Path]) -> None:
    hits = [
        f"{name}: {hit}"
        for name, text in texts(tracked)
        for hit in [*(host for host in HOSTS if host in text), *MACHINE_PATH.findall(text)]
    ]
    assert hits == []


def test_nothing_made_is_tracked(tracked: list[Path]) -> None:
    names = {path.relative_to(ROOT).as_posix() for path in tracked}
    assert "uv.lock" not in names
    made = re.compile(r"(^|/)(__pycache__|build|dist|demo|\.venv)/|\.(pyc|kgl|whl)$|\.egg-info/")
    assert [name for name in names if made.search(name)] == []


def test_make_and_ci_run_the_commands_that_the_readme_names() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    for command in ("make demo", "make test"):
        assert command in readme
        assert command in ci


def pins(name: str) -> dict[str, list[tuple[Requirement, int]]]:
    """Return each package's pins with how many hashes each has."""
    found: dict[str, list[tuple[Requirement, int]]] = {}
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text, f"{name} holds an address"
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        lines = block.splitlines()
        requirement = Requirement(lines[0].rstrip(" \\"))
        hashes = sum("--hash=sha256:" in line for line in lines)
        found.setdefault(canonicalize_name(requirement.name), []).append((requirement, hashes))
    return found


@pytest.mark.parametrize(
    ("file", "groups"), [("constraints.txt", ["dev"]), ("constraints-bench.txt", ["bench"])]
)
def test_every_dependency_is_pinned_as_declared_and_has_hashes(
    file: str, groups: list[str]
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = [*project["project"]["dependencies"]]
    declared += [line for group in groups for line in project["dependency-groups"][group]]
    pinned = pins(file)
    for requirement in map(Requirement, declared):
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"{name} is not in {file}: run `make constraints`"
        for pin, _ in pinned[name]:
            version = next(iter(pin.specifier)).version
            assert requirement.specifier.contains(Version(version), prereleases=True), pin
    for name, versions in pinned.items():
        for pin, hashes in versions:
            assert [s.operator for s in pin.specifier] == ["=="], name
            assert hashes > 0, name


UNIMPORTED = {"neo4j-rust-ext": "the driver finds it and encodes 11 to 18 times faster"}


EXTRAS = {"py2neo", "pyspark"}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    """An unused dependency costs every user a download: numba alone, with llvmlite, is 200 MB."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    imported: set[str] = set()
    for package in project["tool"]["setuptools"]["packages"]:
        for path in ROOT.joinpath(*package.split(".")[1:]).glob("*.py"):
            text = path.read_text("utf-8")
            imported |= set(re.findall(r"^\s*(?:import|from) ([A-Za-z_]\w*)", text, re.MULTILINE))
    provided = packages_distributions()
    used = {canonicalize_name(name) for module in imported for name in provided.get(module, ())}
    declared = {canonicalize_name(Requirement(d).name) for d in project["project"]["dependencies"]}
    assert declared - used == UNIMPORTED.keys()
    assert used - declared - EXTRAS == {"meute"} & used


def test_both_pin_files_agree() -> None:
    main, bench = pins("constraints.txt"), pins("constraints-bench.txt")
    for name in main.keys() & bench.keys():
        assert {str(p.specifier) for p, _ in bench[name]} <= {
            str(p.specifier) for p, _ in main[name]
        }, name


MOST_LINES, MOST_OF_A_FUNCTION = 400, 50
"""Lines of a module, and of a function after its signature and docstring."""


def test_modules_and_functions_are_short(tracked: list[Path]) -> None:
    long = []
    for path in tracked:
        if path.suffix != ".py":
            continue
        text = path.read_text("utf-8")
        long += [(path.name, "")] * (text.count("\n") > MOST_LINES)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                long += [(path.name, node.name)] * (lines > MOST_OF_A_FUNCTION)
    assert long == []
