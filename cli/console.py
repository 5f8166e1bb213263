"""Standard error, where all talk goes."""

from __future__ import annotations

import textwrap
from typing import Any

from rich.console import Console

from ..terminal import lines_safe

_HANGING = "  "


class Talk(Console):
    """A console on standard error that no text can steer."""

    def __init__(self) -> None:
        super().__init__(stderr=True, highlight=False, markup=False, emoji=False)

    def print(self, *objects: Any, **options: Any) -> None:
        """Print; see :meth:`rich.console.Console.print`.

        A line that may be of any length (``soft_wrap``) breaks between words on a terminal, which
        would break it anywhere.
        """
        safe = [lines_safe(o) if isinstance(o, str) else o for o in objects]
        if options.get("soft_wrap") and self.is_terminal:
            safe = [_between_words(o, self.width) if isinstance(o, str) else o for o in safe]
        super().print(*safe, **options)


def _between_words(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines += textwrap.wrap(
            line,
            width,
            subsequent_indent=f"{indent}{_HANGING}",
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines)
