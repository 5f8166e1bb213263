"""The encoding of a text that is not UTF-8 and does not say what it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_HIGH = bytes(range(0x80, 0x100))
_SAMPLE = 1 << 16
_MANY = 0.3
_CP1252_MARKS = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\x9c")
"""Euro, dots, quotation marks, dashes and the French ligature in that encoding."""

_CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f\x1b")
_FEW = 2
_CUT = 3
"""So many bytes of JSON may be out of order because something cut a character in two."""

_ALONE = re.compile("(?<=[A-Za-z])[\u0180-\u1fff](?=[A-Za-z\ufffd])")
"""A letter of another script in a word of Latin ones: two bytes that make one by chance."""

_RUNS = re.compile(rb"[\x80-\xff]{3,}")
UNKNOWN = "unknown"
_JSON = (b"{", b"[")

_SHARE = 0.9
_FOLLOWING = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "\x81\x8d\x8f\x90\x9d"
_TWICE = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}|[\u00f0-\u00f4][{_FOLLOWING}]{{3}}"
)
"""A character whose bytes of UTF-8 were taken for characters of Windows-1252: ``Ã©``, ``â€™``."""


def guessed_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark, Windows-1252 or Mac Roman; None of UTF-8 and of what is not text.

    In a text of UTF-8 that is damaged most bytes beyond ASCII still are in order; in one of another
    encoding few are, by chance (``’é`` of Mac Roman). Where they mostly stand side by side, the
    text is of another script, whose encoding is :data:`UNKNOWN`.
    """
    sample = data[:_SAMPLE]
    nulls = sample.count(b"\0")
    if nulls > _MANY * len(sample):
        return _utf16(sample)
    if nulls or sample.isascii():
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        pass
    else:
        return None
    return None if _is_damaged(sample) or _CONTROLS.intersection(sample) else _western(sample)


def _is_damaged(sample: bytes) -> bool:
    """Whether a text that is not all UTF-8 is so for the most part."""
    text = sample.decode("utf-8", "replace")
    strange = text.count("\ufffd")
    ours = sum(1 for character in text if not character.isascii()) - strange
    ours -= len(_ALONE.findall(text))
    if sample.lstrip().startswith(_JSON):
        return ours > 0 or strange <= _CUT
    return strange <= _FEW * ours


def _western(sample: bytes) -> str:
    high = [byte for byte in sample if byte > 0x7F]  # noqa: PLR2004 - beyond ASCII
    if sum(map(len, _RUNS.findall(sample))) > len(high) / 2:
        return UNKNOWN
    low_half = sum(1 for byte in high if byte < 0xA0 and byte not in _CP1252_MARKS)  # noqa: PLR2004
    return "mac-roman" if low_half > len(high) / 2 else "windows-1252"


def _utf16(sample: bytes) -> str | None:
    even, odd = sample[::2].count(b"\0"), sample[1::2].count(b"\0")
    if not min(even, odd) * 4 < max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None
    return encoding if text.isprintable() or "\n" in text or "\r" in text else None


def is_encoded_twice(data: bytes) -> bool:
    """Whether a program took the bytes for Windows-1252, and saved what it saw as UTF-8."""
    text = data[:_SAMPLE].decode("utf-8", "ignore")
    if text.isascii():
        return False
    strange = sum(1 for character in text if not character.isascii())
    twice = [word for word in _TWICE.findall(text) if _once(word) != word]
    return len(twice) > 1 and sum(map(len, twice)) > _SHARE * strange


def decoded_once(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """UTF-8 without what was encoded twice; anything else stays as it is."""
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        end = len(data.rstrip(_HIGH))  # no character goes on beyond one of ASCII
        yield _mended(data[:end])
        rest = data[end:]
    yield _mended(rest)


def _mended(data: bytes) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    text = _TWICE.sub(lambda match: _once(match[0]), text)
    return text.encode("utf-8", "surrogateescape")


def _once(characters: str) -> str:
    """The character that these stand for, or themselves."""
    raw = b"".join(
        bytes([ord(character)]) if ord(character) < 0x100 else character.encode("cp1252")  # noqa: PLR2004 - a byte
        for character in characters
    )
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return characters
