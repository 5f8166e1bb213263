"""The report as a document to edit: the page's own elements as headings, paragraphs and tables.

It is made from the page, so that it says the same sentences in the same language, with the same
aliases and manifest. Nothing in it is a field, a link or a script of anybody's: texts are runs of
characters, and addresses stand there to be read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lxml import html

from .moments import now

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.html import HtmlElement

_HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
_LISTS = {"ul": "List Bullet", "ol": "List Number"}
_INLINE: Mapping[str, str] = {"strong": "bold", "i": "italic", "em": "italic", "code": "code"}
_PASSED_OVER = {"nav", "script", "style", "svg", "template"}
_NO_PRINT = {"skip", "open"}
"""Classes of what is on a screen only: paper has no links to click."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can state: the same case makes the same bytes."""
_SMALL_PT, _CODE_PT = 9, 8
_CODE_FACE = "Consolas"


def document_of(page: str) -> bytes:
    """Return a report's page as a document of Word's (Office Open XML)."""
    import docx

    tree = html.document_fromstring(page)
    document = docx.Document()
    _prepare(document, tree)
    writer = _Writer(document)
    writer.blocks(tree.body, document)
    saved = io.BytesIO()
    document.save(saved)
    return _without_times(saved.getvalue())


def _prepare(document: Document, tree: HtmlElement) -> None:
    """Set title, language, margins and the footer with the page's number."""
    from docx.shared import Cm, Pt

    properties = document.core_properties
    properties.title = _text(tree.findtext(".//title") or "")
    properties.author = properties.last_modified_by = "meute"
    properties.comments = ""
    properties.created = properties.modified = now().replace(tzinfo=None, microsecond=0)
    for element in document.styles.element.xpath("//w:lang"):
        element.set(_qualified("w:val"), _LOCALES.get(tree.get("lang", ""), "en-GB"))
    document.styles["Normal"].font.size = Pt(10)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        footer = section.footer.paragraphs[0]
        _field(footer, "PAGE")
        footer.add_run(" / ")
        _field(footer, "NUMPAGES")


class _Writer:
    """Goes through the elements of a page; where they go, a document or a cell, is given."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: Mapping[str, Callable[[HtmlElement, Any], None]] = {
            "p": self._paragraph, "footer": self._paragraph, "figcaption": self._paragraph,
            "summary": self._paragraph, "pre": self._code, "dl": self._facts,
            "figure": self._figure, "table": self._table, "ul": self._list, "ol": self._list,
            **dict.fromkeys(_HEADINGS, self._heading),
        }  # fmt: skip

    def blocks(self, element: HtmlElement, place: Any) -> None:
        for child in _elements(element):
            self._blocks.get(child.tag, self.blocks)(child, place)

    def _heading(self, element: HtmlElement, place: Any) -> None:
        words = " ".join(element.text_content().split())
        level = _HEADINGS[element.tag]
        if place is self._document:
            place.add_heading(_text(words), level)
        else:
            place.add_paragraph(_text(words)).runs[0].bold = True

    def _paragraph(self, element: HtmlElement, place: Any) -> None:
        quoted = element.getparent().tag == "blockquote"
        classes = element.get("class", "").split()
        style = "Quote" if quoted else "Intense Quote" if "caution" in classes else None
        paragraph = place.add_paragraph(style=style)
        small = element.tag in ("footer", "figcaption") or "quiet" in classes
        self._runs(element, paragraph, frozenset({"small"} if small else ()))
        if element.tag == "summary":
            paragraph.runs[0].bold = True
        if not paragraph.text.strip():
            paragraph._element.getparent().remove(paragraph._element)

    def _figure(self, element: HtmlElement, place: Any) -> None:
        """Write what a picture shows in words: nobody can edit a picture."""
        title, caption = element.findtext("svg/title") or "", element.text_content()
        if title and title not in caption.replace(title, "", 1):
            _look(place.add_paragraph().add_run(_text(title)), frozenset({"small", "italic"}))
        self.blocks(element, place)

    def _code(self, element: HtmlElement, place: Any) -> None:
        run = place.add_paragraph().add_run(_text(element.text_content()))
        _look(run, frozenset({"code"}))

    def _list(self, element: HtmlElement, place: Any) -> None:
        for item in element.iterchildren("li"):
            self._runs(item, place.add_paragraph(style=_LISTS[element.tag]), frozenset())

    def _facts(self, element: HtmlElement, place: Any) -> None:
        """Write a list of names and values as a table of two columns."""
        names = [name for name in element.iter("dt") if name.getnext() is not None]
        alone = [name for name in names if name.getnext().tag != "dd"]
        for name in alone:
            place.add_paragraph(_text(name.text_content())).runs[0].bold = True
        pairs = [name for name in names if name not in alone]
        table = _new_table(place, len(pairs), 2)
        for row, name in enumerate(pairs):
            for column, part in enumerate((name, name.getnext())):
                self._runs(part, table[row, column].paragraphs[0], frozenset({"small"}))

    def _table(self, element: HtmlElement, place: Any) -> None:
        rows = [list(row.iterchildren("th", "td")) for row in element.iter("tr")]
        width = max(sum(int(cell.get("colspan", 1)) for cell in row) for row in rows)
        table = _new_table(place, len(rows), width)
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                span = int(cell.get("colspan", 1))
                target = table[number, column]
                if span > 1:
                    target = target.merge(table[number, column + span - 1])
                look = {"small", "bold"} if cell.tag == "th" else {"small"}
                self._runs(cell, target.paragraphs[0], frozenset(look))
                self.blocks(cell, target)
                column += span

    def _runs(self, element: HtmlElement, paragraph: Paragraph, styles: frozenset[str]) -> None:
        """Add the words of an element, but not those of the blocks in it."""
        for words, inner in _pieces(element, styles):
            shown = re.sub(r"\s+", " ", words)
            if shown and (shown != " " or paragraph.text):
                _look(paragraph.add_run(_text(shown)), inner)


_BLOCKS = frozenset(
    {"p", "footer", "pre", "dl", "table", "ul", "ol", "blockquote", "div", "figure"}
)


def _pieces(
    element: HtmlElement, styles: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:  # fmt: skip
    yield element.text or "", styles
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and not _passed_over(child):
            inner = styles | {_INLINE[child.tag]} if child.tag in _INLINE else styles
            yield from _pieces(child, inner)
        yield child.tail or "", styles


def _elements(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if isinstance(child.tag, str) and not _passed_over(child):
            yield child


def _passed_over(element: HtmlElement) -> bool:
    return element.tag in _PASSED_OVER or bool(_NO_PRINT & set(element.get("class", "").split()))


def _new_table(place: Any, rows: int, columns: int) -> Mapping[tuple[int, int], Any]:
    """Add a table; returns its cells by row and column, which the library looks up slowly."""
    table = place.add_table(rows, columns)
    table.style = "Table Grid"
    return {
        (row, column): cell
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
    }


def _look(run: Any, styles: frozenset[str]) -> None:
    from docx.shared import Pt

    run.bold = True if "bold" in styles else None
    run.italic = True if "italic" in styles else None
    if "code" in styles:
        run.font.name, run.font.size = _CODE_FACE, Pt(_CODE_PT)
    elif "small" in styles:
        run.font.size = Pt(_SMALL_PT)


def _text(words: str) -> str:
    """Return text that XML can hold."""
    return _NOT_XML.sub("\ufffd", words)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _field(paragraph: Paragraph, name: str) -> None:
    """Add a number that the reader's program works out."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_qualified("w:instr"), name)
    paragraph._p.append(field)


def _without_times(archive: bytes) -> bytes:
    """Return a zip archive whose members have no times of their own."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            target.writestr(
                zipfile.ZipInfo(member.filename, _EPOCH), source.read(member), zipfile.ZIP_DEFLATED
            )
    return result.getvalue()
