"""The key of aliases: a file beside the page that only its owner can read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..errors import UsageError
from ..files import read_small_text, replacing
from .language import message
from .model import Picture, Row
from .pseudonyms import KEY_FORMAT, Aliases

if TYPE_CHECKING:
    from ..graph import Store

Content = TypeVar("Content")

ALIASED = message(
    "Accounts other than the figures’ own have aliases; who is who stands in a file that is kept "
    "apart. Words and times are as posted: whoever can search the platform may find an account by "
    "them."
)


def with_aliases(
    store: Store, content: Content, title: str, path: Path
) -> tuple[Content, str, int]:
    """Return what a page is made of and its title with aliases, and how many the key holds.

    The key is read from ``path`` where it is there, so that aliases stay, and written back.

    Raises:
        UsageError: the file is something else, or cannot be written.
    """
    aliases = Aliases(store, _read(path))
    replaced, heading = aliases.of_content(content), aliases.of_text(title)
    key = aliases.key()
    with replacing(path, private=True) as temporary:
        temporary.write_text(
            json.dumps(key, ensure_ascii=False, indent=1) + "\n", "utf-8", errors="replace"
        )
    return replaced, heading, len(key["aliases"])


def aliased(picture: Picture) -> Picture:
    """Return a picture that says that people have aliases in it."""
    return replace(picture, left_out=(*picture.left_out, ALIASED))


def _read(path: Path) -> Row | None:
    if not path.exists():
        return None
    try:
        key = json.loads(read_small_text(path))
        right = key["format"] == KEY_FORMAT and all("id" in row for row in key["aliases"].values())
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", "Name another file after --key."
        ) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        right = False
    if not right:
        raise UsageError(f"{path} is not a key of aliases", "Name another file after --key.")
    return dict(key)
