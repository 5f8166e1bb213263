"""``meute load --bulk``: exports into an empty server through Neo4j's own import.

The exports are read, checked and merged as in every load, but into files on disk (:mod:`.spool`),
in bounded memory; these become the files of the import, which takes a small part of the time that
transactions take.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import rmtree

from ..config import Settings
from ..errors import ServerError, UsageError
from ..graph import Counts, Store
from ..server.importing import import_files, importable_server
from .pipeline import Options, Progress, load_files
from .reports import LoadReport
from .spool import Spool


def load_in_bulk(
    files: Sequence[str],
    settings: Settings,
    open_graph: Callable[[], Store],
    options: Options,
    progress: Progress,
) -> LoadReport:
    """Load exports into the empty graph of a local server.

    Args:
        files: files, folders and patterns.
        settings: name the server and its password; without one, it keeps one itself.
        open_graph: opens its graph for writing, which makes the constraints.
        options: of the load.
        progress: is told how it goes on.

    Raises:
        UsageError: the graph is not empty.
        ServerError: no such server runs here, or its import fails.
    """
    from ..graph.admin_files import ARGUMENTS
    from .spooled import write_spooled

    url, password = settings.graph, settings.password
    folder = importable_server(url)
    with open_graph() as target:
        if target.counts() != Counts({}, {}):
            raise UsageError(f"The graph at {url} is not empty", "Load without --bulk.")
    with tempfile.TemporaryDirectory(prefix="meute-bulk-", dir=folder.path) as temporary:
        spooled, written = Path(temporary) / "spool", Path(temporary) / "files"
        spooled.mkdir()
        written.mkdir()
        spool = Spool(spooled)
        report = load_files(files, lambda: spool, options, progress)
        if not spool.journal.entries:
            return report
        expected = write_spooled(spool, written)
        rmtree(spooled)
        import_files(folder, written, ARGUMENTS, password.get_secret_value() if password else None)
    with open_graph() as target:
        if target.counts() != expected:
            raise ServerError(
                f"The imported graph does not hold what was read: {target.counts()} instead of "
                f"{expected}",
                "Empty it (meute server down --erase) and load without --bulk.",
            )
    return report
