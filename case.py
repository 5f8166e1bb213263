"""A case for notebooks and programs: load, detect, ask and draw, as the command line does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from .config import load_settings
from .graph import Store, open_store
from .viz.notebook import Page

if TYPE_CHECKING:
    import pandas as pd

    from .figures.marking import Report
    from .loader.reports import LoadReport
    from .queries.methods import Queries
    from .viz.drawing import Drawing


class Case:
    """A graph to work in; use it as a context manager, or close it.

    Reading keeps the graph open. Writing opens it for that step alone, so that a local file is not
    held against other programs in between.
    """

    def __init__(self, settings: dict[str, str | None]) -> None:
        """Take the settings; the graph is opened on first use."""
        self._settings = load_settings(settings)
        self._reading: Store | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the graph; the next question opens it again."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    @property
    def store(self) -> Store:
        """The graph, open for reading."""
        if self._reading is None:
            self._reading = self._open()
        return self._reading

    def _open(self, *, write: bool = False, bulk: bool = False) -> Store:
        password = self._settings.password
        return open_store(
            self._settings.graph,
            write=write,
            create=write,
            bulk=bulk,
            user=self._settings.user,
            password=None if password is None else password.get_secret_value(),
            database=self._settings.database,
            retry_s=self._settings.retry_s,
            ca=self._settings.ca,
        )

    def load(
        self,
        *files: str | Path,
        form: str | None = None,
        table_map: str | Path | None = None,
        rejects: str | Path | None = None,
        zone: str | None = None,
    ) -> LoadReport:
        """Load exports, as ``meute load`` does; the report counts what became of each record.

        Args:
            files: files, folders and patterns.
            form: read them as this format; None recognises it by the content.
            table_map: the file that says which column of a table is what, or ``preset:NAME``.
            rejects: keep rejected records in this file.
            zone: the posts' times are local times there, whatever they say.

        Raises:
            InputError: there is no such file.
            UsageError: the format, the map or the rejects file cannot be used.
            StoreError: the graph fails; the same load goes on from there.
        """
        from .loader.options import map_named, zone_named
        from .loader.pipeline import Options, load_files

        self.close()
        form, path = map_named(None if table_map is None else str(table_map), form)
        kept = None if rejects is None else Path(rejects)
        options = Options(form, path, kept, zone=zone_named(zone))
        return load_files(
            [str(file) for file in files], lambda: self._open(write=True, bulk=True), options
        )

    def load_figures(self, *files: str | Path) -> Report:
        """Write figures and mark every post's stance, as ``meute figures load`` does.

        Raises:
            FigureError: something is wrong in the files.
            StoreError: the graph cannot be read or written.
        """
        from .figures.declarations import read_figures
        from .figures.marking import load_figures

        figures = read_figures([Path(file) for file in files])
        self.close()
        with self._open(write=True, bulk=True) as store:
            return load_figures(store, figures)

    def find_coordination(
        self,
        traces: Sequence[str] = ("repost",),
        *,
        window_s: int | None = None,
        fdr: float = 0.01,
        min_shared: int = 2,
    ) -> list[str]:
        """Find ties, packs, bursts and amplification, as ``meute detect`` does.

        Args:
            traces: what accounts can share, by the names of ``meute detect --trace``.
            window_s: maximum time between two acts, seconds; None is each trace's own.
            fdr: maximum expected share of accidents among the ties that are kept.
            min_shared: minimum number of objects that two accounts share within the window.

        Returns:
            The ids of the runs, which hold what was found in the graph.

        Raises:
            UsageError: no such trace.
            DetectError: there is nothing to compare, or the times do not allow it.
            StoreError: the graph cannot be read or written.
        """
        from .detect.detection import Question
        from .detect.running import detection_runs, write_findings
        from .detect.traces import chosen

        question = Question(chosen(traces), window_s, fdr, min_shared)
        self.close()
        with self._open(write=True, bulk=True) as store:
            return [
                write_findings(store, findings) for findings in detection_runs(store, [question])
            ]

    def query(self, name: str, **parameters: Any) -> pd.DataFrame:
        """Run a stored query; see ``meute query list``. Times of ISO 8601 become timestamps.

        Raises:
            QueryUsageError: no such query, or a parameter that it does not take.
            StoreError: the engine cannot answer.
        """
        from .queries.frames import typed_frame
        from .queries.runner import run_query

        return typed_frame(name, run_query(self.store, name, parameters))

    @property
    def queries(self) -> Queries:
        """The stored queries as methods, whose names and parameters a notebook completes.

        ``case.queries.pack_members(limit=10)`` asks what ``case.query("pack-members", limit=10)``
        does.
        """
        from .queries.methods import Queries

        return Queries(self.query)

    def compare(
        self, other: Case, name: str, *, on: str | None = None, **parameters: Any
    ) -> pd.DataFrame:
        """Return the rows of a stored query that another case has too, as ``meute query compare``.

        Args:
            other: the other case; its columns end in ``_elsewhere``.
            name: the stored query that is asked of both.
            on: the column by which rows belong together; None is account, or the first one.
            parameters: those of the stored query.

        Raises:
            QueryUsageError: no such query, parameter or column.
            StoreError: an engine cannot answer.
        """
        from .queries.comparison import compare

        return compare(self.store, other.store, name, parameters, on).frame()

    def cypher(self, statement: str, **parameters: Any) -> pd.DataFrame:
        """Run a Cypher statement, which may only read; values come as they are.

        Raises:
            StoreError: the engine refuses the statement or cannot answer.
        """
        return self.store.read(statement, parameters).frame()

    def network(
        self, *queries: str, run: str | None = None, title: str | None = None, lang: str = "en",
        timezone: str = "UTC", key: str | Path | None = None, **parameters: Any,
    ) -> Drawing:  # fmt: skip
        """Draw the network, or what stored queries answer, as ``meute viz network`` does.

        Args:
            queries: names of stored queries.
            run: draw this run; None is the latest detection.
            title: heading of the page.
            lang: its language, ``en`` or ``fr``.
            timezone: that of its times, as ``Europe/Paris``.
            key: give people aliases and say who is who in this file, which only you can read.
            parameters: those of the stored queries.

        Returns:
            A pyvis network. Shown in a notebook or saved, it is our page, not that of pyvis.

        Raises:
            UsageError: no such run, query, language or time zone, or rows that cannot be drawn.
            StoreError: the engine cannot answer.
        """
        from .viz.answers import Scope
        from .viz.drawing import draw
        from .viz.gathering import gather
        from .viz.language import language_of
        from .viz.page import NETWORK_TITLE
        from .viz.pseudonym_key import aliased, with_aliases
        from .viz.selection import PYVIS_EDGES, PYVIS_NODES

        language = language_of(lang, timezone)
        heading = title or language.say(NETWORK_TITLE)
        # pyvis's own network, which a notebook works with, has to stay small.
        scope = Scope(run, queries, parameters, PYVIS_NODES, PYVIS_EDGES)
        picture = gather(self.store, scope)
        if key is not None:
            picture, heading, _ = with_aliases(self.store, picture, heading, Path(key))
            picture = aliased(picture)
        return draw(picture, title=heading, language=language)

    def report(
        self, *, run: str | None = None, title: str | None = None, lang: str = "en",
        timezone: str = "UTC", audience: str | None = None, key: str | Path | None = None,
    ) -> Page:  # fmt: skip
        """Write the case report, as ``meute report`` does.

        Args:
            run: report on this run; None is the latest detection.
            title: heading of the page.
            lang: its language, ``en`` or ``fr``.
            timezone: that of its times, as ``Europe/Paris``.
            audience: for whom it is, as ``meute report --for`` takes it; None tells everything.
            key: give people aliases and say who is who in this file, which only you can read.

        Raises:
            UsageError: no such run, language, time zone or audience.
            StoreError: the engine cannot answer.
        """
        from .viz.audiences import audience_of
        from .viz.language import language_of
        from .viz.manifest import manifest_of
        from .viz.pseudonym_key import with_aliases
        from .viz.report import REPORT_TITLE, report_page
        from .viz.report_data import read_case

        language, readers = language_of(lang, timezone), audience_of(audience)
        heading = title or language.say(REPORT_TITLE)
        case = read_case(self.store, run)
        if key is not None:
            case, heading, _ = with_aliases(self.store, case, heading, Path(key))
        return Page(
            report_page(
                case, title=heading, language=language, audience=readers, aliased=key is not None,
                manifest=manifest_of(self.store, case) if readers.rules else None,
            )
        )  # fmt: skip


def open_case(
    graph: str | Path | None = None, *, user: str | None = None, database: str | None = None
) -> Case:
    """Return the case at a path that ends in ``.kgl`` or a server's address.

    What is not given comes from the environment (``MEUTE_GRAPH``, ``MEUTE_USER``,
    ``MEUTE_PASSWORD``, ``MEUTE_DATABASE``), then from ``meute.toml`` in this folder.

    Raises:
        ConfigError: the settings are wrong.
    """
    path = None if graph is None else str(graph)
    return Case({"graph": path, "user": user, "database": database})
