"""The encoding of a text that is not UTF-8 and does not say what it is."""

from __future__ import annotations

import codecs

_SAMPLE = 1 << 16
_MANY = 0.3
_CP1252_MARKS = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\x9c")
"""Euro, dots, quotation marks, dashes and the French ligature in that encoding."""

_CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f\x1b")
_JSON = (b"{", b"[")


def guessed_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark, Windows-1252 or Mac Roman; None of UTF-8 and of what is not text.

    A text is of one byte per character where no two bytes of it are a character of UTF-8.
    """
    sample = data[:_SAMPLE]
    nulls = sample.count(b"\0")
    if nulls > _MANY * len(sample):
        return _utf16(sample)
    if nulls or sample.isascii() or sample.lstrip().startswith(_JSON):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        pass
    else:
        return None
    text = sample.decode("utf-8", "ignore")
    if not text.isascii() or _CONTROLS.intersection(sample):
        return None
    high = [byte for byte in sample if byte > 0x7F]  # noqa: PLR2004 - beyond ASCII
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
