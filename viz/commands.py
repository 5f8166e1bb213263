"""``meute viz`` and ``meute report``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..cli.app import App, pass_app
from ..cli.groups import CommandGroup
from ..cli.options import named_values, parameter_option
from ..cli.progress import stages
from ..errors import UsageError
from ..memory import without_collections
from ..terminal import counted
from .audiences import AUDIENCES, audience_of
from .language import LANGUAGES
from .selection import MAX_NODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from .language import Language
    from .model import Picture
    from .report_data import Case


def _output(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "-o", "--output", required=True, type=click.Path(path_type=Path), help=f"Write {kind} here."
    )


def _pseudonym_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--key", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
            help="Who is who, for --pseudonymise: aliases in the file stay, new ones are added.  "
            "[default: the output's name and .key.json]",
        ),
        click.option(
            "--pseudonymise", is_flag=True,
            help="Name nobody but the figures; say who is who in a file that only you can read.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


_notes_option = click.option(
    "--notes", "notes_path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Show the notes that a network page saved into this file.",
)  # fmt: skip


def _language_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--timezone", default="UTC", show_default=True, metavar="ZONE",
            help="Write times in this zone, such as Europe/Paris.",
        ),
        click.option(
            "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True,
            help="Language of the page.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def _key_path(output: Path, key: Path | None, *, pseudonymise: bool) -> Path | None:
    """Return where the key of aliases belongs; None where nobody gets one."""
    if not pseudonymise:
        if key is not None:
            raise UsageError("--key goes with --pseudonymise", "Add --pseudonymise.")
        return None
    path = key or output.with_name(f"{output.name}.key.json")
    if path == output:
        raise UsageError("The key would take the place of the page", "Name another file.")
    return path


def _evidence_folder(output: Path, given: str | None) -> Path | None:
    """Return where the evidence belongs; None where nobody gets it."""
    if given is None:
        return None
    return Path(given) if given else output.with_name(f"{output.stem}.evidence")


def _say_where_the_key_is(app: App, path: Path, aliases: int) -> None:
    app.console.print(
        f"{path}: who is who, {counted(aliases, 'alias', 'aliases')}. Keep it apart from the page.",
        soft_wrap=True,
    )


def _write_page(page: str, output: Path) -> None:
    from ..files import replacing

    with replacing(output) as temporary:
        temporary.write_text(page, encoding="utf-8")


def _print_page(page: str, output: Path) -> None:
    from ..files import replacing
    from .printing import print_page

    with replacing(output) as temporary:
        print_page(page, temporary)


def _write_document(page: str, output: Path) -> None:
    from ..files import replacing
    from .document import document_of

    with replacing(output) as temporary:
        temporary.write_bytes(document_of(page))


def _writer(output: Path, *, pdf: bool, docx: bool) -> Callable[[str, Path], None]:
    """Return what writes a report in the form that is asked for, by flag or by suffix."""
    if pdf and docx:
        raise UsageError("--pdf and --docx are two forms of one file", "Choose one of them.")
    suffix = ".pdf" if pdf else ".docx" if docx else output.suffix.lower()
    return {".pdf": _print_page, ".docx": _write_document}.get(suffix, _write_page)


@click.group(cls=CommandGroup)
def viz() -> None:
    """Draw the network as an interactive page."""


@viz.command()
@click.option(
    "--query",
    "queries",
    multiple=True,
    metavar="NAME",
    help="Draw what this stored query answers; may be repeated.",
)
@parameter_option
@click.option("--run", help="Draw this run.  [default: the latest detection]")
@click.option(
    "--max-nodes",
    type=click.IntRange(min=1),
    default=MAX_NODES,
    show_default=True,
    help="Maximum number of accounts; the page says who is left out.",
)
@click.option("--title", help="Heading.  [default: Network of the case]")
@click.option(
    "--evidence-folder",
    is_flag=False,
    flag_value="",
    metavar="[FOLDER]",
    help="Write all posts behind everything that is drawn into a new folder, which the page links "
    "to.  [default: the output's name and .evidence]",
)
@_notes_option
@_language_options
@_pseudonym_options
@_output("the page")
@pass_app
@without_collections()
def network(
    app: App,
    queries: tuple[str, ...],
    parameters: tuple[str, ...],
    run: str | None,
    max_nodes: int,
    title: str | None,
    evidence_folder: str | None,
    notes_path: Path | None,
    lang: str,
    timezone: str,
    pseudonymise: bool,
    key: Path | None,
    output: Path,
) -> None:
    """Draw accounts, packs, figures and what ties them as one page that needs no connection.

    Example: meute viz network -o network.html
    """
    from ..queries.commands import own_queries
    from .answers import Scope
    from .gathering import gather
    from .language import language_of
    from .notes import read_notes, with_notes
    from .page import NETWORK_TITLE
    from .pseudonym_key import aliased, with_aliases

    folder = _evidence_folder(output, evidence_folder)
    scope = Scope(run, queries, named_values(parameters), max_nodes, whole=folder is not None)
    key_path = _key_path(output, key, pseudonymise=pseudonymise)
    language = language_of(lang, timezone)
    heading = title or language.say(NETWORK_TITLE)
    own_queries(app)
    notes = () if notes_path is None else read_notes(notes_path)
    with stages(app.console) as stage, app.open_graph() as store:
        stage("Reading ties, packs, attackers and what they posted")
        picture = gather(store, scope)
        _refuse_empty(picture, queries)
        picture = with_notes(picture, notes)
        if key_path is not None:
            picture, heading, aliases = with_aliases(store, picture, heading, key_path)
            picture = aliased(picture)
            _say_where_the_key_is(app, key_path, aliases)
    _draw(app, picture, output, folder, title=heading, language=language)


def _draw(
    app: App,
    picture: Picture,
    output: Path,
    folder: Path | None,
    *,
    title: str,
    language: Language,
) -> None:
    """Write the page, and its evidence into a folder beside it where there is one."""
    from .evidence_pages import write_evidence_beside
    from .listing import listed_on_page
    from .page import network_page

    evidence = None
    with stages(app.console) as stage:
        if folder is not None:
            stage("Writing the evidence")
            evidence = write_evidence_beside(
                picture, folder, output, title=title, language=language
            )
            picture = listed_on_page(picture)
        stage(f"Placing {len(picture.actors):,} accounts and figures")
        page = network_page(picture, title=title, language=language, evidence=evidence)
        _write_page(page, output)
    _say_what_is_drawn(app, output, picture)


def _say_what_is_drawn(app: App, output: Path, picture: Picture) -> None:
    figures = sum(actor.figure for actor in picture.actors)
    app.console.print(
        f"{output}: {counted(len(picture.actors) - figures, 'account')}, "
        f"{counted(figures, 'figure')}, "
        f"{counted(len(picture.packs), 'pack')}, {counted(len(picture.edges), 'edge')}",
        soft_wrap=True,
    )
    for sentence in picture.left_out:
        app.console.print(str(sentence), soft_wrap=True)


def _refuse_empty(picture: Picture, queries: tuple[str, ...]) -> None:
    if any(not actor.figure for actor in picture.actors):
        return
    if queries:
        raise UsageError(
            f"{', '.join(queries)} returns no accounts",
            "Try other parameters with -p; ties and reposts are there after `meute detect`.",
        )
    raise UsageError(
        "There is nothing to draw: the graph holds no ties, packs or attackers of several figures",
        "Run `meute detect` and `meute figures load` first; where they found nothing, "
        "`--query superspreaders` draws who is reposted most.",
    )


@click.command()
@click.option("--run", help="Report on this run.  [default: the latest detection]")
@click.option("--title", help="Heading.  [default: Case report]")
@_notes_option
@_language_options
@_pseudonym_options
@click.option(
    "--for",
    "audience",
    type=click.Choice(tuple(AUDIENCES)),
    help="Write what these readers need: for the public, numbers and no names.  "
    "[default: everything]",
)
@click.option(
    "--pdf",
    is_flag=True,
    help="Print it to a PDF file, by the system's Chromium; so does -o FILE.pdf.",
)
@click.option(
    "--docx", is_flag=True,
    help="Write it as a document to edit in Word or LibreOffice; so does -o FILE.docx.",
)  # fmt: skip
@click.option(
    "--manifest",
    "manifest_path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what the report rests on as JSON too; the report holds it in any case.",
)
@_output("the report")
@pass_app
@without_collections()
def report(
    app: App,
    run: str | None,
    title: str | None,
    notes_path: Path | None,
    lang: str,
    timezone: str,
    pseudonymise: bool,
    key: Path | None,
    audience: str | None,
    pdf: bool,
    docx: bool,
    manifest_path: Path | None,
    output: Path,
) -> None:
    """Write the case report: a page to read, print and hand on, without scripts.

    Example: meute report -o report.html
    """
    from .language import language_of
    from .manifest import manifest_of, manifest_text
    from .notes import read_notes
    from .pseudonym_key import with_aliases
    from .report import REPORT_TITLE, report_page
    from .report_data import read_case

    write = _writer(output, pdf=pdf, docx=docx)
    key_path = _key_path(output, key, pseudonymise=pseudonymise)
    language = language_of(lang, timezone)
    notes = () if notes_path is None else read_notes(notes_path)
    heading, readers = title or language.say(REPORT_TITLE), audience_of(audience)
    with stages(app.console) as stage, app.open_graph() as store:
        stage("Reading the burst, packs, attackers and their posts")
        case = replace(read_case(store, run), notes=notes)
        if key_path is not None:
            case, heading, aliases = with_aliases(store, case, heading, key_path)
            _say_where_the_key_is(app, key_path, aliases)
        # It digests the whole graph, which not every report says.
        reads = readers.rules or manifest_path is not None
        manifest = manifest_of(store, case) if reads else None
    page = report_page(
        case, title=heading, language=language, aliased=pseudonymise, manifest=manifest,
        audience=readers,
    )  # fmt: skip
    write(page, output)
    if manifest_path is not None and manifest is not None:
        _write_page(manifest_text(manifest) + "\n", manifest_path)
    app.console.print(f"{output}: {_told(case)}", soft_wrap=True)


def _told(case: Case) -> str:
    """Return what a report tells in numbers; what was not looked for has none."""
    numbers = {
        "bursts": [counted(len(case.bursts), "burst")],
        "coordination": [counted(len(case.packs), "pack")],
        "stance": [
            f"{counted(len(case.attackers), 'attacker')} of several figures",
            counted(len(case.supporters), "supporter"),
        ],
    }
    if not case.has_words:
        numbers["stance"] = ["no words to judge: nobody is known to attack or support"]
    told = [words for method, each in numbers.items() if case.looked_for(method) for words in each]
    missing = [
        f"{what} not looked for: run `{command}`"
        for what, command, methods in (
            ("bursts and packs", "meute detect", ("bursts", "coordination")),
            ("attacks and support", "meute figures load FILE.yml", ("stance",)),
        )
        if not any(map(case.looked_for, methods))
    ]
    return "; ".join(filter(None, (", ".join(told), *missing)))
