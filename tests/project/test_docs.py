"""The documents say what is there: generated pages, help texts, links and commands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.queries.catalogue import find

from .scripts import ROOT, script

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
GENERATE = script("generate")
COMMANDS: dict[str, click.Context] = GENERATE.commands()


def test_generated_pages_are_fresh() -> None:
    # In a process of its own: click keeps the help options of commands that other tests ran alone.
    check = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    command = COMMANDS[name].command
    assert command.help, f"{name} says nothing"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} says nothing"
    shown = CliRunner().invoke(meute, [*name.split()[1:], "--help"])
    assert shown.exit_code == 0
    assert command.help.split(".")[0].split()[0] in shown.output


def test_commands_without_arguments_show_help_or_a_line() -> None:
    for name, context in COMMANDS.items():
        if isinstance(context.command, click.Group):
            shown = CliRunner().invoke(meute, name.split()[1:])
            assert "Usage:" in shown.output
            assert shown.exit_code == 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith("#"):
            assert (page.parent / target.partition("#")[0]).exists(), target


def shown_commands() -> list[tuple[str, str]]:
    """Return every `meute …` and `make …` line of the pages' code, with its page."""
    found = []
    for page in PAGES:
        if page.name in {"cli.md", "CONTRIBUTING.md"}:
            # Usage lines are not commands; the worked examples are run in test_contributing.py.
            continue
        text = page.read_text("utf-8").replace("\\\n", " ")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            lines = [line.partition(" #")[0].strip() for line in block.splitlines()]
            found += [
                (page.relative_to(ROOT).as_posix(), line)
                for line in lines
                if line.startswith(("meute ", "make "))
            ]
    return found


@pytest.mark.parametrize(("page", "line"), shown_commands())
def test_commands_in_the_pages_exist(page: str, line: str) -> None:
    words = shlex.split(re.split(r"[|>]", line)[0])
    if words[0] == "make":
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for target in words[1:]:
            assert "=" in target or re.search(rf"^{target}:", makefile, re.MULTILINE), target
        return
    name, options = "meute", set()
    for parameter in COMMANDS[name].command.params:
        options |= set(parameter.opts + parameter.secondary_opts)
    arguments = iter(words[1:])
    for word in arguments:
        if word.startswith("-") and word != "-":
            flag = word.partition("=")[0]
            assert flag in options | {"--help", "-h"}, f"{name} has no {flag}"
            if flag in {"--graph", "--user", "--database"}:
                next(arguments)
        elif f"{name} {word}" in COMMANDS:
            name = f"{name} {word}"
            for parameter in COMMANDS[name].command.params:
                options |= set(parameter.opts + parameter.secondary_opts)
        else:
            assert not isinstance(COMMANDS[name].command, click.Group), f"{name} has no {word}"
    if name == "meute query run":
        check_query(words[words.index("run") + 1 :])


def check_query(words: list[str]) -> None:
    """Check the name of a stored query and the parameters that a page gives it."""
    query = find(words[0])
    given = [value for flag, value in pairwise(words) if flag in {"-p", "--parameter"}]
    assert {value.partition("=")[0] for value in given} <= query.parameters.keys()
    required = {name for name, parameter in query.parameters.items() if parameter.required}
    assert required <= {value.partition("=")[0] for value in given}


def test_the_readme_is_read_here() -> None:
    assert ("README.md", "make demo") in shown_commands()
