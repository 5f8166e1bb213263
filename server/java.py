"""Java, Maven, and the jars of Neo4j that Maven fetches once."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import platformdirs

from ..errors import ServerError
from ..private import environment_of_others

LEAST_JAVA = 17
"""What Neo4j 5.26 asks for."""

POM = Path(__file__).with_name("pom.xml")
DIGESTS = Path(__file__).with_name("jars.sha256")
"""The digest of every jar, as ``sha256sum`` writes them: what does not match is not run."""

_DOWNLOAD_S = 1800


def neo4j_version() -> str:
    """Return the version of Neo4j that the pom names."""
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    # Our own file, shipped with the package.
    version = ET.parse(POM).find(  # noqa: S314
        "m:dependencies/m:dependency[m:artifactId='neo4j']/m:version", space
    )
    if version is None or not version.text:
        raise ServerError(f"{POM} names no version of Neo4j", "Install meute again.")
    return version.text


def find_java() -> Path:
    """Return a Java that can run Neo4j: that of JAVA_HOME, otherwise that of the PATH.

    Raises:
        ServerError: there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if program is None:
        where = f"in JAVA_HOME ({home})" if home else "on this machine"
        raise ServerError(
            f"There is no Java {where}",
            f"Install Java {LEAST_JAVA} or later, or Docker; a local file (--graph case.kgl) "
            "needs neither.",
        )
    version = java_version(_output([program, "-version"]))
    if version is None or version < LEAST_JAVA:
        raise ServerError(
            f"{program} is Java {version or 'of an unknown version'}; Neo4j needs {LEAST_JAVA}",
            f"Install Java {LEAST_JAVA} or later, or set JAVA_HOME to one.",
        )
    return Path(program)


def java_version(text: str) -> int | None:
    """Return the feature release that ``java -version`` printed: 8 for 1.8.0_392, 17 for 17.0.15.

    >>> java_version('openjdk version "17.0.15" 2025-04-15')
    17
    """
    match = re.search(r'version "(\d+)(?:\.(\d+))?', text)
    if match is None:
        return None
    first, second = match.groups()
    return int(second) if first == "1" and second else int(first)


def jars_folder() -> Path:
    """Return where the jars are kept, whichever server uses them."""
    cache = platformdirs.user_cache_path("meute", appauthor=False)
    return cache / f"neo4j-{neo4j_version()}"


def fetch_jars() -> Path:
    """Return the folder with Neo4j's jars; Maven fetches them the first time (about 140 MB).

    Raises:
        ServerError: there is no Maven, it cannot fetch them, or they are not those of
            :data:`DIGESTS`.
    """
    folder = jars_folder()
    if folder.is_dir():
        _compare_digests(folder)
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerError(
            "Maven, which fetches Neo4j, is not on this machine",
            "Install it (package maven), or Docker; a local file (--graph case.kgl) needs neither.",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Fetched beside its place and moved there whole, so that a broken download never counts.
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".neo4j-") as partial:
        target = Path(partial) / "jars"
        command = [maven, "--batch-mode", "--quiet", "--file", str(POM)]
        command += ["dependency:copy-dependencies", "-DincludeScope=runtime"]
        output = _output([*command, f"-DoutputDirectory={target}"], timeout_s=_DOWNLOAD_S)
        if not any(target.glob("neo4j-*.jar")):
            raise ServerError(
                f"Maven could not fetch Neo4j: {_first_error(output)}",
                "Check the connection and Maven's settings, then try again.",
            )
        _compare_digests(target)
        if not folder.is_dir():
            target.rename(folder)
    return folder


def _compare_digests(folder: Path) -> None:
    """Compare what Java is about to run, all of the folder, with the digests shipped with meute.

    140 MB take 0.1 to 0.3 s.

    Raises:
        ServerError: a jar is missing, is another, or was added.
    """
    expected = {}
    for line in DIGESTS.read_text("utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        expected[name] = digest
    names = {path.name for path in folder.iterdir()}
    for name in sorted(expected.keys() | names):
        if name not in names:
            reason = "is missing"
        elif name not in expected:
            reason = "does not belong there"
        elif _digest(folder / name) != expected[name]:
            reason = "is not the one that meute was made with"
        else:
            continue
        raise ServerError(
            f"{name} among Neo4j's programs {reason}",
            f"Delete {folder} and start again; if that changes nothing, do not run it, and ask "
            "whoever serves Maven's artifacts to this machine.",
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_error(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "ERROR" in line]
    return (errors or lines or ["it said nothing"])[0].removeprefix("[ERROR]").strip()


def _output(command: list[str], *, timeout_s: float = 60) -> str:
    """Return what a program wrote on both of its streams, whatever its exit code."""
    try:
        done = subprocess.run(  # noqa: S603 - Java or Maven, found on the user's own PATH
            command,
            env=environment_of_others(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerError(
            f"{command[0]} cannot be run: {error}", "Check that it works when you call it yourself."
        ) from error
    return done.stdout
