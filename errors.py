"""The error tree.

::

    MeuteError                     exit 1
    ├── UsageError                 exit 2   a wrong flag, value or combination
    │   ├── ConfigError                     a wrong setting in the file or the environment
    │   ├── QueryUsageError                 no such stored query, a wrong parameter
    │   ├── FigureError                     a figures file that cannot be used
    │   └── ColumnsError                    a map of columns that the input lacks
    ├── InputError                 exit 1   an export that cannot be read
    │   ├── UnknownFormatError              no format, or several, recognise it
    │   └── BrokenInputError                truncated, a bomb
    │       └── ForeignInputError           empty, a picture, an office document
    │           └── OwnFileError            a case, figures or a page of meute's own
    ├── StoreError                 exit 1   the graph cannot be used
    │   ├── StoreUnreachableError           no server, no file
    │   ├── StoreAuthError                  a wrong user or password
    │   ├── StoreLockedError                another process writes to it
    │   ├── StoreCorruptError               not a graph, or a damaged one
    │   └── StatementError                  the engine refuses a statement
    ├── OutputError                exit 1   the disk is full or fails while a result is written
    ├── DetectError                exit 1   the data does not allow the detection asked for
    └── ServerError                exit 1   the local server cannot be started or stopped

The library raises these; the command line prints ``message`` and ``remedy`` as one line and
exits with ``exit_code``. A partial success is not an error: the command returns exit code 3.
"""

from __future__ import annotations

import errno
from typing import ClassVar, Self

__all__ = [
    "BrokenInputError",
    "ColumnsError",
    "ConfigError",
    "DetectError",
    "FigureError",
    "ForeignInputError",
    "InputError",
    "MeuteError",
    "OutputError",
    "OwnFileError",
    "QueryUsageError",
    "ServerError",
    "StatementError",
    "StoreAuthError",
    "StoreCorruptError",
    "StoreError",
    "StoreLockedError",
    "StoreUnreachableError",
    "UnknownFormatError",
    "UsageError",
]

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_SOME_REJECTED = 0, 1, 2, 3


class MeuteError(Exception):
    """What went wrong (``message``) and what to do next (``remedy``), one sentence each.

    Full stops are put here, so that no line lacks one or has two.
    """

    exit_code: ClassVar[int] = EXIT_FAILED

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message.rstrip(".")
        self.remedy = f"{remedy}." if remedy and remedy[-1] not in ".!?" else remedy

    def __str__(self) -> str:
        """One line, whatever the engine's own message looked like."""
        return " ".join(f"{self.message}. {self.remedy}".split())


class UsageError(MeuteError):
    """A wrong flag, value or combination of them."""

    exit_code = EXIT_USAGE


class ConfigError(UsageError):
    """A wrong setting in the settings file or the environment."""


class QueryUsageError(UsageError):
    """No such stored query, or a parameter it does not take."""


class FigureError(UsageError):
    """A figures file that cannot be used; the message names file and line."""


class ColumnsError(UsageError):
    """A map names columns or members that the input lacks."""


class InputError(MeuteError):
    """An export that cannot be read."""


class UnknownFormatError(InputError):
    """No format recognises the input, or several do; the message names the candidates."""


class BrokenInputError(InputError):
    """Truncated, binary, empty, or unpacking beyond all measure."""


class ForeignInputError(BrokenInputError):
    """Nothing that posts can be read from: empty, a picture, an office document."""


class OwnFileError(ForeignInputError):
    """A file that meute itself reads or writes: a case, figures, a map, a page."""


class StoreError(MeuteError):
    """The graph cannot be used."""


class StoreUnreachableError(StoreError):
    """There is no server, or no file, at that address."""


class StoreAuthError(StoreError):
    """The server refuses the user or the password."""


class StoreLockedError(StoreError):
    """Another process writes to the local file."""


class StoreCorruptError(StoreError):
    """The file is not a graph, or a damaged one."""


class StatementError(StoreError):
    """The engine refuses a statement: wrong, too slow, or a write where only reads may run."""


class OutputError(MeuteError):
    """The disk is full or fails while a result is written."""

    @classmethod
    def of(cls, error: OSError, what: object) -> Self | None:
        """Return what to say of a disk's error while ``what`` is written; None of other errors."""
        if error.errno not in _DISK_ERRORS:
            return None
        return cls(
            f"{what} cannot be written: {error.strerror}",
            "Make room, or choose another disk, and run the same command again.",
        )


_DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})


class DetectError(MeuteError):
    """The data does not allow the detection that was asked for."""


class ServerError(MeuteError):
    """The local server cannot be started or stopped."""
