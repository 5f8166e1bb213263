"""Lists of a record: hashtags, mentions, links and pictures, from columns or from the words."""

from __future__ import annotations

import re
from typing import Any

from ..formats import cells
from ..formats.listings import written
from ..formats.marks import handles_in, tags_in
from ..formats.x_common import reference
from ..records import Account
from ..unread import note
from .handles import handle_of
from .items import Item, Paths
from .paths import Path, entered
from .values import HANDLE_MEMBERS, ID_MEMBERS, LINK_MEMBERS, TAG_MEMBERS, from_object

_SEPARATORS = re.compile(r"[,;|]\s*")
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?:https?://|(?<![\w@./-])www\.)[^\s<>\"«»]+")
_BEFORE_ADDRESS = re.compile(r"(?<![\s,;|])[\s,;|]++(?=https?://)")
_ENDS_OF_ADDRESS = ".,;:!?…)]}'|*"


class Lists:
    """Reads the lists of the records of one map."""

    def __init__(self, paths: Paths, separator: str | None) -> None:
        self._paths, self._separator = paths, separator

    def hashtags(self, item: Item, words: str | None) -> list[str]:
        """Hashtags without ``#``."""
        if not self._stands(item, "hashtags"):
            return tags_in(_whole_words(words))
        tags = [from_object(v, TAG_MEMBERS) for v in self._values(item, "hashtags", spaced=True)]
        own = (
            part.strip()
            for tag in tags
            if tag and not tag.startswith("@")
            for part in tag.replace("\uff03", "#").split("#")
        )
        return list(dict.fromkeys(tag for tag in own if tag))

    def mentions(self, item: Item, words: str | None, platform: str) -> list[Account]:
        """Accounts that are named, each with what the record says of it."""
        if not (self._stands(item, "mentions") or self._stands(item, "mentioned_ids")):
            handles = handles_in(_whole_words(words), platform)
            return [Account(platform=platform, handle=handle) for handle in handles]
        # ActivityPub keeps hashtags and mentions in one list.
        pairs = dict.fromkeys(p for p in self._pairs(item) if not (p[1] or "").startswith("#"))
        named = (
            reference(native, self._handle(handle_part, platform), platform)
            for native, handle in pairs
            for handle_part in _apart(handle, platform)
        )
        return [account for account in named if account]

    @staticmethod
    def _handle(written: str | None, platform: str) -> str | None:
        handle = handle_of(written, platform) if written else None
        if written and handle is None:
            note("mentions", written)
        return handle

    def links(self, item: Item, words: str | None) -> list[str]:
        """Addresses of pages."""
        if not self._stands(item, "links"):
            spoken = _ADDRESS.findall(_whole_words(words))
            return list(dict.fromkeys(url.rstrip(_ENDS_OF_ADDRESS) for url in spoken))
        values = [from_object(v, LINK_MEMBERS) for v in self._values(item, "links")]
        return list(dict.fromkeys(url for url in values if url))

    def media(self, item: Item) -> list[str]:
        """Addresses or hashes of pictures and videos."""
        values = [from_object(v, LINK_MEMBERS) for v in self._values(item, "media")]
        return list(dict.fromkeys(key for key in values if key))

    def _stands(self, item: Item, field: str) -> bool:
        """Whether the record has the list, were it empty; otherwise the words tell."""
        for place in self._paths.get(field, ()):
            parts = place.split()
            if parts is None and place.stands(item.record, item.root):
                return True
            if parts is not None and parts[0].value(item.record, item.root) is not None:
                return True
        return False

    def _values(self, item: Item, field: str, *, spaced: bool = False) -> list[Any]:
        for place in self._paths.get(field, ()):
            value = entered(place.value(item.record, item.root))
            if isinstance(value, list):
                inner = [v for v in value if v is not None and v != ""]
            elif isinstance(value, dict):
                inner = [value]
            else:
                inner = self._parts(value, field, spaced=spaced)
            if inner:
                return inner
        return []

    def _parts(self, value: Any, field: str, *, spaced: bool) -> list[Any]:
        joined = cells.word(value) or ""
        listed = written(joined)
        if listed is not None:
            return listed if isinstance(listed, list) else [listed]
        if self._separator is not None:
            return list(cells.parts(joined, self._separator))
        if field in {"links", "media"}:  # addresses may hold commas
            parts = (
                _BEFORE_ADDRESS.split(joined) if "://" in joined else re.split(r"[\s,;|]+", joined)
            )
            return [part.rstrip(",;|") for part in parts if part.strip(" ,;|")]
        parts = [part.strip() for part in _SEPARATORS.split(joined) if part.strip()]
        if len(parts) == 1 and (spaced or "@" in joined):
            return _SPACES.split(joined)
        return list(parts)

    def _pairs(self, item: Item) -> list[tuple[str | None, str | None]]:
        """Id and handle of each account that is named."""
        names, ids = self._paths.get("mentions", ()), self._paths.get("mentioned_ids", ())
        if len(names) == len(ids) == 1 and _same_list(names[0], ids[0]):
            within_id, within_name = ids[0].split(), names[0].split()
            assert within_id and within_name  # noqa: S101, PT018 - both go through the same list
            return [
                (cells.word(within_id[1].value(element)), cells.word(within_name[1].value(element)))
                for element, _ in item.elements(names[0])
            ]
        named = self._values(item, "mentions", spaced=True)
        if any(isinstance(value, dict) for value in named):
            return [_of_object(value) for value in named]
        handles = [cells.word(value) for value in named]
        listed = [cells.word(value) for value in self._values(item, "mentioned_ids", spaced=True)]
        if listed and len(listed) != len(handles):
            return [(element, None) for element in listed]
        return list(zip(listed or [None] * len(handles), handles, strict=True))


def _same_list(first: Path, second: Path) -> bool:
    parts = first.split(), second.split()
    return parts[0] is not None and parts[1] is not None and parts[0][0].steps == parts[1][0].steps


def _of_object(value: Any) -> tuple[str | None, str | None]:
    if not isinstance(value, dict):
        return None, cells.word(value)
    return from_object(value, ID_MEMBERS), from_object(value, HANDLE_MEMBERS)


def _apart(handle: str | None, platform: str) -> list[str | None]:
    """The handles of ``@eve@dan``, which on Mastodon is one, of another instance."""
    parts = [part.strip() for part in (handle or "").split("@") if part.strip()]
    return (
        [*parts] if len(parts) > 1 and platform != "mastodon" and "/" not in parts[0] else [handle]
    )


def _whole_words(words: str | None) -> str:
    """The words without the last one where the text is cut in it."""
    if not words or not words.endswith("…"):
        return words or ""
    return words.removesuffix(words.rsplit(None, 1)[-1])
