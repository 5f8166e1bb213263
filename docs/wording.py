"""Look for wording that this project does not use: ``python docs/wording.py``, in ``make lint``.

Reads every document, message, help text, docstring, comment and description of a stored query, and
prints each place that a rule of ``docs/wording.yml`` matches, with what to write instead. Code,
quoted and linked names are left out. Posts and word lists are data, and are not read.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "docs" / "wording.yml"
GENERATED = {"docs/cli.md", "docs/queries.md", "docs/schema.md", "docs/formats.md"}
ROOMS_OF_DATA = ("benchmarks/hard_posts/", "figures/library/", "simulate/", "build/", "tests/")

_CODE = re.compile(r"``.*?``|`[^`\n]*`|\]\([^)]*\)|https?://\S+|<[^>\n]*>|\{[^}\n]*\}")
_FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)


class Passage(NamedTuple):
    """Some words that somebody will read, with the file and line where they begin."""

    path: str
    line: int
    text: str


class Rule(NamedTuple):
    """A pattern that is not to be written, and what is written instead."""

    pattern: re.Pattern[str]
    instead: str


def main() -> int:
    """Print what the rules match; returns the exit code."""
    rules = read_rules()
    places = [
        f"{passage.path}:{passage.line}: «{match.group()}»: write {rule.instead}."
        for passage in passages()
        for rule in rules
        for match in rule.pattern.finditer(passage.text)
    ]
    for place in places:
        print(place, file=sys.stderr)  # noqa: T201 - what this command answers
    return 1 if places else 0


def read_rules() -> list[Rule]:
    """Return the rules; raises ValueError for one that its own example does not break."""
    rules = []
    for entry in yaml.safe_load(RULES.read_text("utf-8")):
        rule = Rule(re.compile(entry["not"], re.IGNORECASE), entry["instead"])
        if not rule.pattern.search(entry["example"]):
            message = f"The rule {entry['not']!r} does not match its example."
            raise ValueError(message)
        rules.append(rule)
    return rules


def passages(root: Path = ROOT) -> Iterator[Passage]:
    """Yield everything that is written to be read, without the code in it."""
    readers = {".md": _markdown, ".py": _python, ".cypher": _cypher, ".html": _template}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if hidden or name in GENERATED or name.startswith(ROOMS_OF_DATA):
            continue
        reader = readers.get(path.suffix)
        if reader is not None:
            for line, text in reader(path.read_text("utf-8")):
                yield Passage(name, line, " ".join(_CODE.sub("·", text).split()))


def _markdown(text: str) -> Iterator[tuple[int, str]]:
    prose = _FENCE.sub(lambda fence: "\n" * fence.group().count("\n"), text)
    return _paragraphs(prose)


def _python(text: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "·" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            for line, paragraph in _paragraphs(node.value):
                yield node.lineno + line - 1, paragraph
    yield from _comments(text)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Comments of consecutive lines as one passage."""
    begun, words, last = 0, "", -1
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            line = token.start[0]
            if line != last + 1 and words:
                yield begun, words
                words = ""
            begun = begun if words else line
            words, last = f"{words} {token.string.lstrip('# ')}", line
    if words:
        yield begun, words


def _cypher(text: str) -> Iterator[tuple[int, str]]:
    comments = "\n".join(
        re.sub(r"^// ?", "", line) if line.startswith("//") else "" for line in text.splitlines()
    )
    return _paragraphs(comments)


def _template(text: str) -> Iterator[tuple[int, str]]:
    blank = re.sub(
        r"<(script|style)\b.*?</\1>|\{[{%#].*?[}%#]\}|<[^>]*>",
        lambda code: "\n" * code.group().count("\n") or "·",
        text,
        flags=re.DOTALL,
    )
    return _paragraphs(blank)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    line = 1
    for paragraph in re.split(r"(\n(?:[ \t]*\n)+)", text):
        if paragraph.strip():
            yield line, paragraph
        line += paragraph.count("\n")


if __name__ == "__main__":
    sys.exit(main())
