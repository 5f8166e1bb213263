"""The shell in a real terminal: completion, width, and Ctrl-C that ends the question alone."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from meute.graph import open_store
from meute.queries.table import fitted

from .worked import plant

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
PATIENCE_S = 30


class Terminal:
    """A shell on a pseudo-terminal of that width."""

    def __init__(self, case: str, folder: Path, width: int) -> None:
        import fcntl
        import pty
        import termios

        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))

        def lead() -> None:  # its terminal sends Ctrl-C to it alone
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        # Where tests run in several processes, COLUMNS says how wide those are.
        environment = {name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "LINES"}}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "meute", "--graph", case, "shell"],
            stdin=slave, stdout=slave, stderr=slave, cwd=folder,
            preexec_fn=lead,  # noqa: PLW1509 - no thread is there yet
            env=environment | {"XDG_STATE_HOME": str(folder), "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(slave)
        self.text = ""

    def until(self, pattern: str) -> str:
        """Return what was shown up to there, without what steers the terminal."""
        limit = time.monotonic() + PATIENCE_S
        while not re.search(pattern, self.text):
            assert time.monotonic() < limit, self.text[-2000:]
            if select.select([self._master], [], [], 0.2)[0]:
                read = os.read(self._master, 65_536).decode("utf-8", "replace")
                if "\x1b[6n" in read:  # where is the cursor?
                    os.write(self._master, b"\x1b[1;1R")
                self.text += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r", "", read)
        shown, self.text = self.text, ""
        return shown

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)


@pytest.fixture(params=[80, 160])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    case = str(tmp_path / "case.kgl")
    with open_store(case, write=True) as store:
        plant(store)
    opened = Terminal(case, tmp_path, request.param)
    opened.width = request.param
    yield opened
    opened.close()


def test_a_session(terminal: Terminal) -> None:
    terminal.until("meute>")
    terminal.type(":run renamed-a\t")
    terminal.until("ccounts")
    terminal.type("\r")
    told = terminal.until(r"1 row\n")
    assert "old_eli" in told
    terminal.type(":run attacking-quotes\r")
    told = terminal.until(r"1 row\n")
    table = [line for line in told.splitlines() if "x/dee" in line]
    assert table
    assert max(map(len, told.splitlines())) <= terminal.width
    assert ("Left out: " in told) == (terminal.width == 80)
    endless = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b RETURN sum(a * b) AS n;"
    terminal.type(f"{endless}\r")
    time.sleep(2)
    terminal.type("\x03")
    terminal.until("Cancelled")
    terminal.type("RETURN 6 * 7 AS answer;\r")
    assert "42" in terminal.until(r"1 row\n")
    terminal.type(":shcema\r")
    terminal.until("Did you mean :schema")
    terminal.type("\x04")


def test_columns_that_fit() -> None:
    assert fitted([5, 5, 5], 80) == {0: 5, 1: 5, 2: 5}
    assert fitted([10, 100, 10], 40) == {0: 10, 1: 14, 2: 10}
    assert fitted([30, 100, 100, 4], 30) == {0: 14, 1: 12}
    assert fitted([90], 40) == {0: 38}
