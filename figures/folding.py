"""Folding: accents, case, look-alike letters and l33t away, with the way back to the text.

The scheme, per character: NFKC, then case folding, then marks removed (NFD without ``Mn``), then
the tables of look-alikes below; letters and digits of any other script stay themselves. Invisible
characters (``Cf``, variation selectors) vanish, everything else becomes a space; ``#`` and ``@``
stay, because they begin tags and handles. Then, over the text:

- digits and signs that stand for letters become those letters (``n4z1``, ``$alope``, ``s@lope``);
  signs only inside a word, so that a mention stays a mention;
- ``*`` stays inside a word, for self-censored words (``p*te``);
- a letter three times or more in a row is kept once (``saaaale``), spaces likewise;
- four or more single letters in a row become a word (``s.a.l.e.s``).

Many texts are folded at once, as one array of code points: a Python loop over characters would
take 60 times as long.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Offsets = NDArray[np.int64]

SPACE, SEPARATOR = ord(" "), ord("\n")

_CYRILLIC = ("авекмнорстухіјѕһԁԛԝӏү", "abekmhopctyxijshdqwly")
_GREEK = ("αβεζηικμνορτυχ", "abezhikmnoptyx")  # by the capitals' shapes, so that case folding holds
_LATIN = ("ıłøđħŧɑɡɩƅƿ", "ilodhtagibp")  # letters without a decomposition
_SMALL_CAPITALS = ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
LOOK_ALIKES = {
    ord(letter): plain
    for letters, plains in (_CYRILLIC, _GREEK, _LATIN, _SMALL_CAPITALS)
    for letter, plain in zip(letters, plains, strict=True)
} | {ord("œ"): "oe", ord("æ"): "ae"}
"""A small table of what attackers really use, after Unicode's confusables (UTS 39)."""

DIGIT_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
SIGN_LETTERS = {"@": "a", "$": "s", "!": "i", "€": "e"}

_ASTRAL_LETTERS = ((0x1F150, 26), (0x1F170, 26))  # white letters on black, without decomposition
_RANGES = ((0, 0x3100), (0xA640, 0xAB70), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F100, 0x1F18A))
_KEPT = "#@"
_UNFOLDED = 0x110000


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded texts, one after another: each between two spaces, then a line feed.

    ``origin[i]`` is the offset in the joined original texts of folded character ``i``;
    ``starts[n]`` the offset there of text ``n``.
    """

    text: str
    origin: Offsets
    starts: Offsets

    def texts_of(self, positions: Offsets) -> Offsets:
        """Return which text each folded position belongs to."""
        return np.searchsorted(self.starts, self.origin[positions], side="right") - 1


def fold(texts: Sequence[str]) -> Folded:
    """Fold texts together."""
    # Surrogates of damaged input cannot be encoded strictly; they fold to a space.
    joined = " " + " \n ".join(texts) + " "
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.concatenate(([1], 1 + np.cumsum(lengths + 3)[:-1])) if len(texts) else lengths
    folded = _table()[0][codes]
    folded[(starts - 2)[1:]] = SEPARATOR  # by position: texts hold line feeds of their own
    _read_signs(codes, folded)
    origin: Offsets | None = None
    if (folded == _UNFOLDED).any():
        folded, origin = _expanded(codes, folded)
    if (present := folded != 0).all():
        origin = np.arange(len(folded)) if origin is None else origin
    else:
        origin = np.flatnonzero(present) if origin is None else origin[present]
        folded = folded[present]
    kept = _without_runs(folded)
    folded, origin = folded[kept], origin[kept]
    spelled = _spelled_out(folded, codes[origin])
    if spelled is not None:
        folded, origin = folded[spelled], origin[spelled]
    return Folded(folded.tobytes().decode("utf-32-le"), origin, starts)


def fold_each(texts: Sequence[str]) -> list[str]:
    """Return each folded text, without outer spaces."""
    return [part.strip(" ") for part in fold(texts).text.split("\n")] if texts else []


def fold_one(text: str) -> str:
    """Return the folded text without outer spaces."""
    return fold_each([text])[0]


def _read_signs(codes: Codes, folded: Codes) -> None:
    """Turn signs inside words into the letters they stand for, in place."""
    _, letters, signs = _table()
    where = np.flatnonzero(signs[np.minimum(codes, len(signs) - 1)])
    where = where[(where > 0) & (where < len(codes) - 1)]
    if not len(where):
        return
    before = letters[np.minimum(folded[where - 1], len(letters) - 1)]
    after = letters[np.minimum(folded[where + 1], len(letters) - 1)]
    inside = before & after
    leading_dollar = (codes[where] == ord("$")) & after
    for sign, letter in (*SIGN_LETTERS.items(), ("*", "*")):
        chosen = where[(codes[where] == ord(sign)) & (inside | leading_dollar)]
        folded[chosen] = ord(letter)


def _expanded(codes: Codes, folded: Codes) -> tuple[Codes, Offsets]:
    """Write letters that fold to several, such as œ, out in full."""
    where = np.flatnonzero(folded == _UNFOLDED)
    long = {int(code): _fold_character(chr(code)) for code in np.unique(codes[where])}
    lengths = np.ones(len(folded), np.int64)
    lengths[where] = [len(long[int(code)]) for code in codes[where]]
    origin = np.repeat(np.arange(len(folded)), lengths)
    result = folded[origin]
    result[result == _UNFOLDED] = np.fromiter(
        (ord(letter) for code in codes[where] for letter in long[int(code)]), np.uint32
    )
    return result, origin


def _without_runs(folded: Codes) -> NDArray[np.bool_]:
    """Keep one space of several, and one letter of three or more."""
    kept = np.ones(len(folded), bool)
    same = folded[1:] == folded[:-1]
    kept[1:] = ~(same & (folded[1:] == SPACE))
    third = np.flatnonzero(same[1:] & same[:-1]) + 2
    kept[third] = kept[third - 1] = False
    return kept


def _spelled_out(folded: Codes, written: Codes) -> NDArray[np.bool_] | None:
    """Drop what parts four or more single letters in one way; None if there are none.

    ``written`` are the codes before folding: in « a s.e.l.l.o.u.t » the *a* is a word.
    """
    space = folded == SPACE
    single = np.zeros(len(folded), bool)
    single[1:-1] = space[:-2] & space[2:] & (folded[1:-1] > SPACE)
    alike = written[1:-4] == written[3:-2]
    alike &= written[3:-2] == written[5:]
    four = np.flatnonzero(single[:-6] & single[2:-4] & single[4:-2] & single[6:] & alike[:-1])
    if not len(four):
        return None
    kept = np.ones(len(folded), bool)
    for gap in (1, 3, 5):
        kept[four + gap] = False
    return kept


def _fold_character(character: str) -> str:
    """Fold one character without regard to its neighbours."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf") or character == "\0":
        return ""
    if character in DIGIT_LETTERS:
        return DIGIT_LETTERS[character]
    plain = unicodedata.normalize("NFKC", character).casefold()
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", plain)
        if not unicodedata.combining(letter)
    )
    folded = unicodedata.normalize("NFC", bare).translate(LOOK_ALIKES)
    folded = "".join(DIGIT_LETTERS.get(letter, letter) for letter in folded)
    return "".join(letter if letter.isalnum() or letter in _KEPT else " " for letter in folded)


@cache
def _table() -> tuple[Codes, NDArray[np.bool_], NDArray[np.bool_]]:
    """Folded code by code point, which codes are letters, and which are signs to be read.

    Only ranges where folding changes anything are computed one by one; building takes about
    50 ms, once a process.
    """
    table = np.full(0x110000, SPACE, np.uint32)
    for first, last in (
        (0x3040, 0xD7A4),
        (0x10000, 0x1D000),
        (0x1E000, 0x1F000),
        (0x20000, 0x32000),
    ):
        table[first:last] = np.arange(first, last)  # letters of scripts without case
    for first, last in _RANGES:
        for code in range(first, last):
            folded = _fold_character(chr(code))
            table[code] = _UNFOLDED if folded[1:] else ord(folded or "\0")
    for first, count in _ASTRAL_LETTERS:
        table[first : first + count] = [ord(letter) for letter in string.ascii_lowercase[:count]]
    table[0xFE00:0xFE10] = table[0xE0000:0xE0FFF] = 0  # variation selectors and tags
    table[0xD800:0xE000] = SPACE
    letters = np.array([chr(code).isalnum() for code in range(0x3100)])
    signs = np.zeros(0x3100, bool)
    signs[[ord(sign) for sign in (*SIGN_LETTERS, "*")]] = True
    return table, letters, signs
