"""A page in a real browser, with everything it complains about and asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_DRIVER = "GL Driver Message"
"""How Chromium's WebGL without a graphics card says that it is slow."""


class Visit:
    """A page that was opened, with everything it complained about or asked for."""

    def __init__(self, context: Any) -> None:
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self._complain(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def _complain(self, text: str) -> None:
        if _DRIVER not in text:
            self.complaints.append(text)

    def open(self, text: str, folder: Path) -> Visit:
        path = folder / "page.html"
        path.write_text(text, encoding="utf-8")
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return self

    def saved_picture(self, folder: Path) -> bytes:
        """Return the picture that the page's button saves."""
        with self.page.expect_download() as waiting:
            self.page.locator("#png").click()
        saved = folder / "network.png"
        waiting.value.save_as(saved)
        return saved.read_bytes()

    def shown(self) -> int:
        """Return how many accounts and figures the drawing shows."""
        return int(self.page.evaluate(
            "meute.network.body.data.nodes.get({filter: (n) => !n.hidden}).length"
        ))  # fmt: skip

    def details(self) -> str:
        return str(self.page.inner_text("#details-body"))

    def click_account(self, number: int) -> None:
        box = self.page.locator("#network").bounding_box()
        at = self.page.evaluate(f"meute.drawing.pixel(meute.drawing.place({number}))")
        self.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        self.page.wait_for_timeout(400)  # the library waits for a second click


def settled(page: Any, expression: str, expected: object) -> bool:
    """Wait for a value; Playwright's own way evaluates strings, which the page's policy forbids."""
    for _ in range(50):
        if page.evaluate(expression) == expected:
            return True
        page.wait_for_timeout(100)
    return False
