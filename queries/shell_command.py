"""``meute shell``: the shell in a terminal, with history, completion and colours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..cli.app import App, pass_app
from .commands import own_queries

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession


@click.command()
@click.option("--write", "may_write", is_flag=True, help="Let statements change the graph.")
@pass_app
def shell(app: App, may_write: bool) -> None:
    """Ask question after question of a case that is opened once.

    Commands begin with a colon (:help lists them), everything else is Cypher up to a semicolon.
    Without a terminal the commands are read from standard input.

    Example: meute --graph case.kgl shell
    """
    from .shell import Shell, inputs

    own_queries(app)
    with app.open_graph(write=may_write) as store:
        session = Shell(store, sys.stdout, may_write=may_write)
        typed = sys.stdin.isatty()
        for text in _typed(app) if typed else inputs(sys.stdin):
            session.obey(text)
            if session.ended:
                return


def _typed(app: App) -> Iterator[str]:
    """Yield what is typed; Ctrl-C drops a line, Ctrl-D ends."""
    app.console.print(f"{app.settings.graph}: :help lists the commands.", soft_wrap=True)
    session = prompt_session()
    while True:
        try:
            yield session.prompt("meute> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def prompt_session() -> PromptSession[str]:
    """Return the line editor: Enter sends what is complete, and begins a new line otherwise."""
    from platformdirs import user_state_path
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.lexers import PygmentsLexer
    from pygments.lexers.graph import CypherLexer

    from .shell import completions, is_complete, last_name

    class Names(Completer):
        def get_completions(
            self,
            document: Document,
            complete_event: CompleteEvent,  # noqa: ARG002
        ) -> Iterator[Completion]:
            before = document.current_line_before_cursor
            word = before.split(" ")[-1]
            length = len(word) if before.startswith(":") else len(last_name(word))
            for choice in completions(before):
                yield Completion(choice, start_position=-length)

    try:
        folder = user_state_path("meute", ensure_exists=True)
        history: FileHistory | InMemoryHistory = FileHistory(str(folder / "shell-history"))
    except OSError:
        history = InMemoryHistory()
    session: PromptSession[str] = PromptSession(
        history=history,
        completer=Names(),
        lexer=PygmentsLexer(CypherLexer),
        complete_while_typing=False,
    )
    session.multiline = Condition(lambda: not is_complete(session.default_buffer.text))
    return session
