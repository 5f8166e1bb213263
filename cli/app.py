"""What every command has at hand: settings, the graph, and a place to talk."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from ..errors import StoreCorruptError

if TYPE_CHECKING:
    from rich.console import Console

    from ..config import Settings
    from ..graph import Store


@dataclass
class App:
    """The flags before the command, and what follows from them; built on first use."""

    graph: str | None = None
    user: str | None = None
    database: str | None = None
    debug: bool = False
    library: str | None = None
    ca: str | None = None
    arguments: Sequence[str] | None = None
    """What the process was called with; None where a program runs a command."""

    @cached_property
    def settings(self) -> Settings:
        """Flags over environment over file."""
        from ..config import load_settings

        return load_settings(
            {
                "graph": self.graph,
                "user": self.user,
                "database": self.database,
                "library": self.library,
                "ca": self.ca,
            }
        )

    @cached_property
    def console(self) -> Console:
        """Standard error, where all talk goes; standard output is for data."""
        from .console import Talk

        return Talk()

    def open_graph(
        self,
        *,
        write: bool = False,
        create: bool = False,
        bulk: bool = False,
        url: str | None = None,
    ) -> Store:
        """Open the graph of the settings, or another one; see :func:`meute.graph.open_store`.

        Whoever reads it is warned of imports and runs that are unfinished; a load or a copy, which
        may create the graph, is about to finish them.

        Raises:
            StoreError: it cannot be opened.
        """
        from ..graph import open_store

        password = self.settings.password
        store = open_store(
            url or self.settings.graph,
            write=write,
            create=create,
            bulk=bulk,
            user=self.settings.user,
            password=None if password is None else password.get_secret_value(),
            database=self.settings.database,
            retry_s=self.settings.retry_s,
            ca=self.settings.ca,
        )
        if self.arguments is not None:
            store.command = command_text(self.arguments)
        if not create:
            self._warn_of_unfinished_work(store)
        return store

    def explain(self, error: Exception) -> None:
        """Say whether values that meute never writes are what a command failed on.

        Raises:
            StoreCorruptError: the graph holds some.
        """
        from ..graph.foreign import foreign_value

        try:
            with self.open_graph() as store:
                told = foreign_value(store)
        except Exception:
            return  # the first error is what its user has to hear of
        if told:
            raise StoreCorruptError(
                f"The graph at {self.settings.graph} holds what meute does not write: {told}",
                "Load the exports into a new graph, and ask who changed this one.",
            ) from error

    def _warn_of_unfinished_work(self, store: Store) -> None:
        from ..graph.unfinished import unfinished_work

        try:
            for unfinished in unfinished_work(store):
                self.console.print(str(unfinished), soft_wrap=True)
        except BaseException:
            store.close()
            raise


def command_text(arguments: Sequence[str]) -> str:
    """Return a command as it can be shown to others: no folders, no passwords in addresses."""
    return shlex.join(["meute", *map(_shown_argument, arguments)])


def _shown_argument(argument: str) -> str:
    if "://" in argument:
        return _PASSWORD.sub("://", argument)
    name, separator, value = argument.rpartition("=") if argument[:1] == "-" else ("", "", argument)
    return f"{name}{separator}{PurePath(value).name or value}"


_PASSWORD = re.compile(r"://[^/@\s]*@")
pass_app = click.make_pass_decorator(App)
