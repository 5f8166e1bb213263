"""The words and links of a post that is written in HTML."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = {"p", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div"}


class HtmlText(HTMLParser):
    """Plain text and links of Mastodon's ``content``: mentions and hashtags are no links."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._skipped: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """The words, with paragraphs apart."""
        return "".join(self._parts).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element: a paragraph, a line, a link."""
        known = dict(attrs)
        classes = (known.get("class") or "").split()
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
            href = known.get("href")
            if href and href.startswith(("http://", "https://")):
                self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        """End an element; what is skipped ends with its own element."""
        if self._skipped and tag in self._skipped:
            while self._skipped.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._skipped:
            self._parts.append(data)
