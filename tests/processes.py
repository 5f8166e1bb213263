"""The command line in a process of its own, forked from one that has imported what takes long.

Most of the time of a short command is the import of pandas, Polars and Arrow; the fork server pays
it once. What is forked is a process like any other: it has its own environment and folder, can be
killed, and leaves an exit code. That `python -m meute` starts it is for ``test_cli`` to show.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

FORKS = multiprocessing.get_context("forkserver")
# Nothing of meute itself: some of it is read from the environment when it is imported.
FORKS.set_forkserver_preload(
    ["click", "ijson", "kglite", "neo4j", "pandas", "polars", "pyarrow.compute", "pydantic",
     "regex", "rich.progress", "tldextract", "yaml"]
)  # fmt: skip


class Command:
    """A run of ``meute``, with the ways of :class:`subprocess.Popen`."""

    def __init__(
        self, *arguments: str | Path, folder: Path | None = None, environment: Mapping[str, str]
    ) -> None:
        self._talk = tempfile.TemporaryDirectory()
        self.arguments = [str(argument) for argument in arguments]
        self._output, self._errors = (Path(self._talk.name) / name for name in ("out", "err"))
        self._process = FORKS.Process(
            target=_run,
            args=(self.arguments, dict(environment), str(folder or Path.cwd()),
                  self._output, self._errors),
        )  # fmt: skip
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired(self.arguments, timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        self.wait(timeout)
        told = self._output.read_text("utf-8"), self._errors.read_text("utf-8")
        self._talk.cleanup()
        return told


def run(
    *arguments: str | Path, folder: Path | None = None, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = Command(*arguments, folder=folder, environment=environment)
    output, errors = command.communicate()
    return subprocess.CompletedProcess(command.arguments, command.wait(), output, errors)


def without_settings() -> dict[str, str]:
    """Return the environment without meute's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MEUTE_")}


def _run(
    arguments: list[str], environment: dict[str, str], folder: str, output: Path, errors: Path
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    # What an interpreter does when it starts: meute itself is not imported yet.
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    with (
        Path(os.devnull).open("rb") as nothing, output.open("wb") as out, errors.open("wb") as err
    ):  # fmt: skip
        for number, file in enumerate((nothing, out, err)):
            os.dup2(file.fileno(), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - not a path
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["meute", *arguments]
    from meute.cli import main

    try:
        main()
    except SystemExit:
        raise
    except BaseException:
        sys.excepthook(*sys.exc_info())  # as the interpreter does in the end
        sys.exit(1)
