"""Where a local server keeps itself: its folder, its password, and the note that it runs."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import filelock
import msgspec
import platformdirs

from ..errors import ConfigError, ServerError
from ..private import FOLDER_MODE, private

LEAST_PASSWORD = 8
"""Neo4j's own minimum length."""

_LOCK = "lock"
"""Is in every folder of a server, from its first start on."""

Engine = Literal["docker", "maven"]


class LocalServer(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a server that was started."""

    engine: Engine
    bolt_port: int
    http_port: int
    pid: int | None = None
    process_started: float | None = None
    """Epoch seconds; a process with the same id but another start is not ours."""
    heap: str | None = None

    @property
    def url(self) -> str:
        """The address for ``--graph``."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser(self) -> str:
        """The address of Neo4j Browser."""
        return f"http://127.0.0.1:{self.http_port}/browser/"


class ServerFolder:
    """The folder of one local server; nobody but its owner can read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.neo4j = path / "neo4j"
        self.log = path / "console.log"
        self.password_file = path / "password"
        self._note = path / "started.json"

    @classmethod
    def from_environment(cls) -> ServerFolder:
        """Return the folder of MEUTE_SERVER_HOME, otherwise the one in the user's data."""
        named = os.environ.get("MEUTE_SERVER_HOME")
        if named:
            return cls(Path(named).absolute())
        return cls(platformdirs.user_data_path("meute", appauthor=False) / "server")

    @property
    def is_default(self) -> bool:
        """Whether it is the one in the user's data."""
        return not os.environ.get("MEUTE_SERVER_HOME")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other starts and stops of this server away.

        Raises:
            ServerError: another one goes on, or the folder cannot be made.
        """
        try:
            with private():
                self.path.mkdir(parents=True, exist_ok=True)
            self._require_own()
            self.path.chmod(FOLDER_MODE)
            with filelock.FileLock(self.path / _LOCK, blocking=False):
                yield
        except filelock.Timeout as error:
            raise ServerError(
                "Another `meute server` command is at work on this server",
                "Wait until it has finished.",
            ) from error
        except OSError as error:
            raise ServerError(
                f"The server's folder {self.path} cannot be used: {error.strerror or error}",
                "Name another one in MEUTE_SERVER_HOME.",
            ) from error

    def _require_own(self) -> None:
        """Check that the folder may be closed to others, and later be erased with all in it."""
        info = self.path.stat()
        if hasattr(os, "getuid") and info.st_uid != os.getuid():
            raise ServerError(
                f"The server's folder {self.path} belongs to somebody else",
                "Name another one in MEUTE_SERVER_HOME.",
            )
        entries = {entry.name for entry in self.path.iterdir()}
        if entries and entries.isdisjoint({_LOCK, self._note.name}):
            raise ServerError(
                f"{self.path} holds other things, and a server's folder is its own",
                "Name a new or an empty folder in MEUTE_SERVER_HOME.",
            )

    def read(self) -> LocalServer | None:
        """Return the note on the server that was started last, if it was not stopped since."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=LocalServer)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            raise ServerError(
                f"{self._note} cannot be read: {error}", "Stop the server by hand, then delete it."
            ) from error

    def write(self, server: LocalServer) -> None:
        """Note that the server runs."""
        _write_privately(self._note, msgspec.json.encode(server))

    def clear(self) -> None:
        """Note that it does not."""
        self._note.unlink(missing_ok=True)

    def kept_password(self) -> str | None:
        """Return the password that was generated earlier, if one was."""
        try:
            return self.password_file.read_text("utf-8").strip()
        except FileNotFoundError:
            return None

    def password(self, given: str | None, *, has_data: bool) -> str:
        """Return the password to start with: the given, the kept, or a new one, which is kept.

        Args:
            given: by the settings.
            has_data: the server's data are there already, and with them a password.

        Raises:
            ConfigError: it is too short, or nobody knows it.
        """
        if given is not None:
            return checked_password(given)
        if kept := self.kept_password():
            return kept
        if has_data:
            raise ConfigError(
                "This server was first started with a password of yours",
                "Set MEUTE_PASSWORD to it.",
            )
        new = secrets.token_urlsafe(18)
        _write_privately(self.password_file, f"{new}\n".encode())
        return new

    def erase(self) -> None:
        """Delete the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=False)


def checked_password(password: str) -> str:
    """Return the password if Neo4j takes it.

    Raises:
        ConfigError: it is too short or not printable.
    """
    if len(password) < LEAST_PASSWORD:
        raise ConfigError(
            f"The password has fewer than {LEAST_PASSWORD} characters, which Neo4j refuses",
            "Set MEUTE_PASSWORD to a longer one, or leave it out and one is made.",
        )
    if not password.isprintable():
        raise ConfigError(
            "The password holds a character that cannot be typed",
            "Set MEUTE_PASSWORD to one without line breaks or control characters.",
        )
    return password


def _write_privately(path: Path, content: bytes) -> None:
    """Replace the file at once; its mode is 0600 from the first byte."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    partial.replace(path)
