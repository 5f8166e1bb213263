"""Files for ``neo4j-admin database import full``; see :mod:`meute.graph.admin_files`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...files import new_folder
from ..registry import Target

if TYPE_CHECKING:
    from ...graph import Store


class AdminFiles(Target):
    """Headers, data and the arguments of the import in a new folder."""

    name = "neo4j-admin"
    writes = "a new folder: headers, data, `import.args`"
    readers = "a large case into a server"

    def write(self, store: Store, path: Path, run: str | None) -> str:  # noqa: ARG002 - every run
        """Write the folder; returns how many types it holds, and the command of the import."""
        from ...graph.admin_files import ARGUMENTS, write_admin_files

        with new_folder(path) as folder:
            types = write_admin_files(store, folder)
        return (
            f"{types} types. On the server, in this folder: "
            f"neo4j-admin database import full neo4j @{ARGUMENTS}"
        )
