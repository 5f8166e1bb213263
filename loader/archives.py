"""Zip archives: their directory is read once, and bounded before anything is unpacked."""

from __future__ import annotations

import os
import zipfile
from typing import Any

from .limits import FREE_BYTES, MAX_MEMBERS, MAX_RATIO

_DIRECTORY = ("filelist", "NameToInfo", "start_dir", "_comment", "_data_offset")
_last_read: dict[tuple[int, ...], dict[str, Any]] = {}
"""The directory of the archive that was opened last: each member opens it anew, and reading all of
it each time would take the square of their number."""


class Archive(zipfile.ZipFile):
    """A zip archive that knows its directory if it was the last one to be opened."""

    def _RealGetContents(self) -> None:  # noqa: N802 - zipfile's own name
        stat = os.fstat(self.fp.fileno())  # type: ignore[union-attr] # it is open
        key = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if key not in _last_read:
            super()._RealGetContents()  # type: ignore[misc] # not in the type stubs
            _last_read.clear()
            _last_read[key] = {name: vars(self)[name] for name in _DIRECTORY if name in vars(self)}
        vars(self).update(_last_read[key])


def too_much(archive: zipfile.ZipFile) -> str | None:
    """Say what is too much in an archive: its files, or what they unpack to in all.

    What the directory says of sizes holds: a member that unpacks to more fails its checksum.
    """
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        return f"holds {len(infos):,} files, and {MAX_MEMBERS:,} is the maximum"
    unpacked = sum(info.file_size for info in infos)
    size = os.fstat(archive.fp.fileno()).st_size  # type: ignore[union-attr] # it is open
    if unpacked > FREE_BYTES and unpacked > MAX_RATIO * size:
        return f"unpacks to more than {MAX_RATIO} times its size in all, as only bombs do"
    return None
