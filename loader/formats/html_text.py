"""The words and links of a post that is written in HTML."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import HTMLParser

_BLOCKS = {"p", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div"}


class HtmlText:
    """Plain text and links of Mastodon's ``content``: mentions and hashtags are not links.

    Elements are read as they come, without a tree: a hundred thousand that nobody closes take as
    long as any other text of their length.
    """

    def __init__(self, html: str) -> None:
        self._parts: list[str] = []
        self._skipped: list[str] = []
        self.links: list[str] = []
        self._link: tuple[str, int] | None = None
        parser = HTMLParser(target=self, encoding="utf-8", huge_tree=True)
        # Without an element in front, the parser takes what begins with a sign for a document.
        parser.feed(f"<div>{html}</div>".encode("utf-8", "replace"))
        parser.close()

    @property
    def text(self) -> str:
        """The words, with paragraphs apart."""
        return "".join(self._parts).strip()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element: a paragraph, a line, a link."""
        classes = attributes.get("class", "").split()
        if self._skipped or "quote-inline" in classes:  # repeats the address of a quoted post
            if tag not in {"br", "img"}:
                self._skipped.append(tag)
        elif tag == "br":
            self._parts.append("\n")
        elif tag in _BLOCKS and self._parts:
            self._parts.append("\n\n")
        elif tag == "li":
            self._parts.append("\n")
        elif tag == "a" and not {"mention", "hashtag"}.intersection(classes):
            href = attributes.get("href", "")
            if href.startswith(("http://", "https://")):
                self._link = href, len(self._parts)

    def end(self, tag: str) -> None:
        """End an element; what is skipped ends with its own element."""
        if tag == "a" and self._link is not None:
            href, start = self._link
            self._link = None
            # Some exports have lost the classes that tell mentions and hashtags from links.
            if "".join(self._parts[start:]).lstrip()[:1] not in {"@", "#"}:
                self.links.append(href)
        if self._skipped and self._skipped[-1] == tag:  # the parser closes what nobody did
            self._skipped.pop()

    def data(self, data: str) -> None:
        """Keep words."""
        if not self._skipped:
            self._parts.append(data)

    def close(self) -> None:
        """Nothing is left to do."""
