"""Whose the files of a case are, and the password: their owner's, until the owner says otherwise.

A new file has mode 0600 and a new folder 0700, whatever the shell's umask; what is replaced keeps
the mode that somebody gave it. What a killed process left half written is removed by the next one
that writes there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import UsageError

FILE_MODE, FOLDER_MODE = 0o600, 0o700
PARTIAL = ".meute-partial"
"""Ends the name of what is being written; no process holds the lock of a leftover."""

PASSWORD = "MEUTE_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable that holds it."""

_UMASK = 0o077
_MOST_LINKS = 40
"""As many as Linux follows."""
_lock = threading.Lock()
_umask = {"depth": 0, "before": 0}


def environment_of_others(**more: str) -> dict[str, str]:
    """Return this process's environment, without the password, for a program of somebody else.

    A server or a browser keeps it as long as it runs, and shows it where it shows its own.
    """
    return {name: value for name, value in os.environ.items() if name != PASSWORD} | more


@contextmanager
def private() -> Iterator[None]:
    """Create files for their owner alone inside the block, also those that libraries create.

    The mask is the process's: threads share it, and the last one that leaves restores it.
    """
    with _lock:
        if not _umask["depth"]:
            _umask["before"] = os.umask(_UMASK)
        _umask["depth"] += 1
    try:
        yield
    finally:
        with _lock:
            _umask["depth"] -= 1
            if not _umask["depth"]:
                os.umask(_umask["before"])


def target_of(path: Path) -> Path:
    """Return what a link points to, at its end, whether that is there or not; or the path.

    Raises:
        UsageError: somebody else made the link, as in a folder where everybody may write.
    """
    link = path
    for _ in range(_MOST_LINKS):
        if not link.is_symlink():
            break
        if is_of_others(link):
            raise UsageError(
                f"{link} is a link that somebody else made, to {link.readlink()}",
                "Delete it, or name another path.",
            )
        link = link.parent / link.readlink()
    # Path.resolve fails where links go in a circle.
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def is_of_others(path: Path) -> bool:
    """Whether a file, folder or link belongs to neither this user nor the administrator."""
    if not hasattr(os, "getuid"):
        return False
    with contextlib.suppress(OSError):
        return path.lstat().st_uid not in {os.getuid(), 0}
    return False


def mode_of(path: Path) -> int:
    """Return the permissions of a file, or those that a new one gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return FILE_MODE


def set_mode(path: Path, mode: int) -> None:
    """Give a file these permissions if it is there, has others, and is ours to change."""
    if mode_of(path) != mode:
        with contextlib.suppress(OSError):
            path.chmod(mode)


@contextmanager
def partial_file(folder: Path, name: str) -> Iterator[Path]:
    """Yield a new private file in the folder, which is removed unless it was moved away.

    Raises:
        OSError: nothing can be written there.
    """

    def make() -> Path:
        handle, path = tempfile.mkstemp(prefix=f".{name}.", suffix=PARTIAL, dir=folder)
        os.close(handle)
        return Path(path)

    with _held(folder, f".{name}.", make) as path:
        yield path


@contextmanager
def partial_folder(folder: Path | None, name: str) -> Iterator[Path]:
    """Yield a new private folder likewise; None is where the system keeps temporary files.

    Raises:
        OSError: nothing can be written there.
    """
    place = Path(tempfile.gettempdir()) if folder is None else folder

    def make() -> Path:
        return Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=PARTIAL, dir=place))

    with _held(place, f".{name}.", make) as path, private():
        yield path


@contextmanager
def _held(folder: Path, prefix: str, make: Callable[[], Path]) -> Iterator[Path]:
    for left in folder.glob(f"{_literal(prefix)}*{PARTIAL}"):
        _remove_leftover(left)
    while True:
        path = make()
        lock = _locked(path)
        if lock is None or path.exists():
            break
        os.close(lock)  # taken for a leftover in between
    try:
        yield path
    finally:
        _remove(path)
        if lock is not None:
            os.close(lock)


def _remove_leftover(path: Path) -> None:
    """Remove what no living process holds, if it is ours."""
    with contextlib.suppress(OSError):
        if path.is_symlink() or path.stat().st_uid != os.getuid():
            return
    lock = _locked(path)
    if lock is not None:
        _remove(path)
        os.close(lock)


def _locked(path: Path) -> int | None:
    """Return a descriptor that holds the lock of a file or folder; None where that cannot be."""
    try:
        import fcntl  # not on Windows, where leftovers stay
    except ImportError:
        return None
    handle = None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _literal(text: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)
