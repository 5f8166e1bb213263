"""The messages of the pages: ``python -m tests.viz.messages`` brings viz/locale/*.po up to date.

What is new comes in without a translation, which a test then asks for; what is gone goes out.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
VIZ = ROOT / "viz"
PLURAL = (1, 2)
KEYWORDS = {
    "python": {
        "say": None, "message": None, "marked": None, "count": PLURAL,
        "counted_message": PLURAL,
    },
    "javascript": {"t": None, "said": None, "tn": PLURAL},
    "jinja2.ext.babel_extract": {"_": None, "gettext": None, "ngettext": PLURAL},
}  # fmt: skip
SOURCES = {
    "python": "*.py", "javascript": "templates/*.js",
    "jinja2.ext.babel_extract": "templates/*.j2",
}  # fmt: skip
OPTIONS = {
    "javascript": {"parse_template_string": True},
    "jinja2.ext.babel_extract": {"trimmed": "false", "newstyle_gettext": "true", "silent": "false"},
}


HEADER = r"""# French of the network page and the case report. Spaces before : ; ? ! and within « »
# are no-break ones; the vocabulary is that of docs/terms.md.
msgid ""
msgstr ""
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=n > 1;\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def messages() -> Catalog:
    """Return every message that the pages use, with the files that use it."""
    catalogue = Catalog(project="meute", charset="utf-8")
    for method, pattern in SOURCES.items():
        for path in sorted(VIZ.glob(pattern)):
            with path.open("rb") as file:
                found = list(extract(method, file, KEYWORDS[method], [], OPTIONS.get(method, {})))
            for _, text, _, _ in found:
                catalogue.add(text, locations=[(path.relative_to(ROOT).as_posix(), None)])
    return catalogue


def translations(code: str) -> Catalog:
    """Return what a language has."""
    path = VIZ / "locale" / f"{code}.po"
    if not path.exists():
        return Catalog(locale=code, project="meute")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def main() -> None:
    held, fresh = translations("fr"), Catalog()  # without a locale: two forms
    for entry in messages():
        if entry.id:
            same = held.get(entry.id)
            string = same.string if same else ""
            fresh.add(entry.id, string, locations=sorted(set(entry.locations)))
    with (VIZ / "locale" / "fr.po").open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, fresh, width=100, sort_output=True, omit_header=True)


if __name__ == "__main__":
    main()
