"""``meute demo``: a planted campaign through every step, and how well it was found.

It runs the very commands that a case of one's own takes, one after another, and shows each.
"""

from __future__ import annotations

import csv
import json
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ..errors import EXIT_SOME_REJECTED, MeuteError, UsageError
from ..terminal import say
from .app import App, pass_app

DEMO_POSTS = 20_000


@dataclass(frozen=True, slots=True)
class Score:
    """How well a set of accounts was found: sizes, precision and recall (0 to 1)."""

    name: str
    planted: int
    found: int
    right: int

    @classmethod
    def of(cls, name: str, planted: Iterable[str], found: Iterable[str]) -> Score:
        """Compare what was found with what was planted."""
        truth, answer = set(planted), set(found)
        return cls(name, len(truth), len(answer), len(truth & answer))

    @property
    def precision(self) -> float:
        """Return the share of what was found that was planted."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the share of what was planted that was found."""
        return self.right / self.planted if self.planted else 1.0

    def __str__(self) -> str:
        return (
            f"{self.name}: precision {self.precision:.3f}, recall {self.recall:.3f} "
            f"({self.found} found, {self.right} of {self.planted} planted among them)"
        )


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Folder for everything that the demo makes.",
)
@click.option(
    "--posts", type=click.IntRange(min=2_000), default=DEMO_POSTS, show_default=True,
    help="Number of posts in the campaign.",
)  # fmt: skip
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Same seed, same campaign.",
)
@pass_app
def demo(app: App, output: Path, posts: int, seed: int) -> None:
    """Plant a campaign, load it, find its pack and attackers, draw it, and tell how well it went.

    Needs nothing else: no server, no data, no network. All names in it are made up.
    """
    _empty_folder(output)
    for arguments in _steps(output, posts, seed):
        app.console.print("$ meute " + shlex.join(arguments), style="bold", soft_wrap=True)
        _run(arguments, debug=app.debug)
    for line in _scores(output):
        say(line)
    app.console.print(f"Open {output / 'report.html'} and {output / 'network.html'} in a browser.")


def _steps(folder: Path, posts: int, seed: int) -> Iterator[list[str]]:
    """Yield the commands of a case, in order."""
    export, figures, case = folder / "posts.jsonl", folder / "figures.yml", folder / "case.kgl"
    graph = ["--graph", str(case)]
    yield [
        "simulate", "-o", str(export), "--truth", str(folder / "truth.json"),
        "--figures", str(figures), "--posts", str(posts), "--seed", str(seed),
    ]  # fmt: skip
    yield [*graph, "load", str(export)]
    yield [*graph, "figures", "load", str(figures)]
    yield [*graph, "detect"]
    for name, file in (("pack-members", "packs.csv"), ("multi-target-attackers", "attackers.csv")):
        query = ["query", "run", name, "-p", "limit=100000", "--format", "csv"]
        yield [*graph, *query, "-o", str(folder / file)]
    yield [*graph, "viz", "network", "-o", str(folder / "network.html")]
    yield [*graph, "report", "-o", str(folder / "report.html")]


def _run(arguments: list[str], *, debug: bool) -> None:
    from .commands import meute  # the command line imports this module

    flags = ["--debug"] if debug else []
    called = [*flags, *arguments]
    code = meute.main(called, prog_name="meute", standalone_mode=False, obj=called)
    if code == EXIT_SOME_REJECTED:
        raise MeuteError(
            "Some of the planted posts were rejected",
            "This is a defect of meute: run the step by itself with --rejects FILE and report it.",
        )


def _scores(folder: Path) -> Iterator[str]:
    """Compare the written tables with the truth; these are the files that people would use."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    members = _column(folder / "packs.csv", "account")
    yield str(Score.of("pack", truth["pack"], members))
    attackers = _column(folder / "attackers.csv", "account")
    targets = Score.of("accounts with several targets", truth["multi_target_attackers"], attackers)
    yield str(targets)
    supporters = set(truth["supporters"])
    accused = supporters & {*members, *attackers}
    yield (
        f"supporters: {len(accused) or 'none'} of the {len(supporters)} planted supporters "
        f"{'is' if len(accused) == 1 else 'are'} among these accounts (the report counts others: "
        "accounts whose posts support more often than they attack, as far as the rules tell)"
    )


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def _empty_folder(folder: Path) -> None:
    """Make the folder, and take away an earlier demo's case, which would mix with this one.

    A folder with anything else in it is refused: a case of one's own may be among that.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / "truth.json").is_file():
            raise UsageError(
                f"{folder} is not empty and holds no earlier demo", "Name a new folder after -o."
            )
        for leftover in folder.glob("case.kgl*"):
            leftover.unlink()
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be used: {error.strerror}", "Choose another folder after -o."
        ) from error
