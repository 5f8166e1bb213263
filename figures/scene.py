"""A post as the stance rules read it: what surrounds a match, and whose words it is in."""

# ruff: noqa: RUF001 - quotation marks and dashes as people type them

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from . import grammar as g
from .attribution import REPORT_WORDS, Attribution
from .matcher import Hit, Searched
from .model import CueRole, Needs
from .plain_words import REACTIONS
from .rules import RuleBook, Term
from .words import NONE, Words

_QUOTED = re.compile(
    r"«[^«»]{1,2000}(?:»|$)|“[^“”]{1,2000}(?:”|$)|„[^„“”]{1,2000}[“”]|‹[^‹›]{1,2000}›"
    r'|"[^"\n]{1,2000}"|(?<!\w)‘[^‘\n]{1,500}’(?!\w)|(?<!\w)\'[^\'\n]{2,500}\'(?!\w)'
    r"|^>[^\n]*|\bRT @\w+:.*",
    re.MULTILINE | re.DOTALL,
)
_LEADING_HANDLES = re.compile(r"\s*(?:@\w[\w.@-]*\s+)*")
_HANDLE = re.compile(r"(?<!\w)@\w[\w.-]*")
_NOT_WORDS = re.compile(r"https?://\S+|[@#]\w[\w.-]*")

_TURNED_TAG = re.compile(r"\s*(?:→|➡|⇒|->|=>|>|≠|<)")
SIGNED_WORDS, HEADED_WORDS = 1, 6
"""Fewer words than these follow a hashtag that a post is signed with, or that it begins with."""
_JOINED = re.compile(r"[\w\s:'’\"«»“”-]*")
_VOTE = re.compile(r"\+\s?\d++|(?<!\d)\d++\s?%")

_FILLERS = """
    a au aux ce cet cette ces d de des du en est et hashtag l la le les leur leurs mot mots ou
    qui que sous sur tag un une vos votre
    an at by for in is it of on or so that the their these this those to with your
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that may stand between a cue and the hashtag it speaks of."""

_GOVERNING = """
a au aux avec ce cet contre d dans de derriere des devant du entre l la le les leur leurs par
pour sous sur un une votre
about against at behind by for from in of on the their this that to under with your
"""
GOVERNING = frozenset(_GOVERNING.split())
"""Words that make the hashtag after them a part of the sentence: it is named, not used."""
SETTING = frozenset({"today", "tonight", "tomorrow", "aujourd", "demain", "sous", "for", "to"})
"""Further words with which a sentence goes on that a hashtag begins: « #XOut for a pint »."""
LAUGHS = frozenset({"lol", "mdr", "ptdr", "haha", "hahaha", "lmao", "rofl", "mdrr", "xd"})
COPULAS = frozenset({"est", "sont", "is", "are"})
PRONOUNS = frozenset(
    {"elle", "elles", "il", "ils", "on", "qui", "tu", "vous", "he", "she", "they", "you"}
)


class Scene(Attribution):
    """One searched text with its cues."""

    def __init__(self, searched: Searched, book: RuleBook) -> None:
        self.text = searched.text
        self.folded = searched.folded
        self.hits = [hit for hit in searched.hits if hit.term.kind != "cue"]
        self.strangers: list[tuple[int, int]] = []  # where somebody else's like name stands
        self._origin = searched.origin
        self._book = book
        cues = [hit for hit in searched.hits if hit.term.role is not None]
        # « On ne lâche rien » rallies attackers, « ne lâche rien » stands by somebody.
        rallies = _longest_ends(hit for hit in cues if hit.term.role == "rally")
        self._cues: dict[CueRole, list[Hit]] = {}
        for hit in cues:
            role = hit.term.role
            if role is not None and not self.quoted(hit.start, hit.end) and (
                role == "rally" or not _covered(hit, rallies)
            ):  # fmt: skip
                self._cues.setdefault(role, []).append(hit)

    @cached_property
    def words(self) -> Words:
        """The words in order."""
        return Words(self.text, self.folded, self._origin)

    @cached_property
    def hits_of(self) -> dict[int, list[Hit]]:
        """The hits by the figure whose term they are; those of the library by ``GENERAL``."""
        hits: dict[int, list[Hit]] = {}
        for hit in self.hits:
            hits.setdefault(hit.term.figure, []).append(hit)
        return hits

    @cached_property
    def epithets(self) -> frozenset[int]:
        """The words that attacking phrases cover: « a liar and a fraud » is one predicate."""
        return self._covered_by("near", "reference", "nothing") | self.common

    @cached_property
    def common(self) -> frozenset[int]:
        """Those of them that only phrases cover which count where they are tied."""
        return self._covered_by("tie") - self._covered_by("near", "reference", "nothing")

    def _covered_by(self, *needs: Needs) -> frozenset[int]:
        return frozenset(
            index
            for hit in self.hits
            if hit.term.kind == "phrase" and hit.term.rule and hit.term.rule.stance == "attack"
            if hit.term.rule.needs in needs
            for index in range(*self.words.span(hit))
        )

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def quoted(self, start: int, end: int) -> bool:
        """Whether the span stands within quotation marks, a quoted line or a manual repost."""
        at = bisect_right(self._quotations, (start, len(self.text))) - 1
        return at >= 0 and end <= self._quotations[at][1]

    @cached_property
    def leading_handles_end(self) -> int:
        """Where the handles end that a platform puts in front of a reply."""
        match = _LEADING_HANDLES.match(self.text)
        return match.end() if match else 0

    @cached_property
    def handles(self) -> list[str]:
        """All handles in the text, casefolded, without @."""
        return [match.group()[1:].rstrip(".-").casefold() for match in _HANDLE.finditer(self.text)]

    @cached_property
    def distinct_handles(self) -> int:
        """How many handles the text names."""
        return len(set(self.handles))

    def words_between(self, hit: Hit, other: Hit) -> int:
        """How many words stand between two hits; 0 if they touch or overlap."""
        (_, stop), (first, _) = sorted((self.words.span(hit), self.words.span(other)))
        return max(0, first - stop)

    def cues(self, *roles: CueRole) -> list[Hit]:
        """Return the author's own cues of those roles: quoted ones are left out."""
        return [hit for role in roles for hit in self._cues.get(role, ())]

    def cue_before(self, role: CueRole, begin: int) -> Hit | None:
        """Return the last cue of a role that ends at or before a place in the folded text."""
        cues = self._cues.get(role, [])
        at = bisect_right(cues, begin, key=lambda cue: cue.begin) - 1
        for cue in reversed(cues[max(0, at - 3) : at + 1]):
            if cue.stop <= begin:
                return cue
        return None

    def shows(self, role: CueRole) -> bool:
        """Whether there is a cue of the role, or an emoji that stands for it."""
        return bool(self._cues.get(role)) or any(
            sign in self.text for sign in self._book.signs.get(role, ())
        )

    @cached_property
    def friendly(self) -> bool:
        """Whether a heart, a kiss or a pet name makes rude words banter."""
        return (
            any(sign in self.text for sign in g.AFFECTION)
            or self.words.texts[-1:] in (["x"], ["xx"], ["xxx"])  # kisses
            or any(not self.negated(hit) for hit in self.cues("affection"))
        )

    @cached_property
    def tells_of_good(self) -> bool:
        """Whether the author tells of good done: attacks beside it are as often irony."""
        return any(not self.negated(hit) for hit in self.cues("deed"))

    @cached_property
    def laughing(self) -> bool:
        """Whether the author laughs."""
        shown = any(sign in self.text for sign in g.LAUGHTER)
        return shown or not LAUGHS.isdisjoint(self.words.texts)

    def praised(self, hit: Hit) -> bool:
        """Whether a hit is a part of praise, which may be sarcasm: courage in « quel courage »."""
        return _covered(hit, self._praises)

    def thanks(self, hit: Hit | None) -> bool:
        """Whether a hit holds no more than praise does."""
        return hit is not None and any(
            cue.begin <= hit.begin and hit.stop <= cue.stop for cue in self._cues.get("praise", ())
        )

    @cached_property
    def _praises(self) -> list[tuple[int, int]]:
        return _longest_ends(self._cues.get("praise", ()))

    def spoken_of(self, tag: Hit) -> bool:
        """Whether a hashtag is what the sentence is about: it is named there and not used."""
        words = self.words
        first, last = words.span(tag)
        if self._governed(first) or words.asks[words.sentence_of[first]] or self._refused(tag):
            return True
        cue = self.cue_before("before-tag", tag.begin)
        if cue is not None:
            between = words.texts[words.span(cue)[1] : first][: REPORT_WORDS * 2]
            joined = _JOINED.fullmatch(self.text, cue.end, max(cue.end, tag.start))
            if joined and FILLERS.issuperset(between):
                return True
        after = self._cues.get("after-tag", [])
        at = bisect_left(after, tag.stop, key=lambda cue: cue.begin)
        return at < len(after) and words.span(after[at])[0] - last <= 1

    def _refused(self, tag: Hit) -> bool:
        """« Not #XOut », « #XOut lol no », « #XOut never »."""
        words = self.words
        first, last = words.span(tag)
        if first and words.breaks[first] == NONE and words.texts[first - 1] in g.DENIALS | {"not"}:
            return True
        if _TURNED_TAG.match(self.text, tag.end):
            return True  # « #XOut → #XStays »
        rest = (word for word in words.texts[last : last + 3] if word not in LAUGHS)
        return next(rest, "") in g.DENIALS | g.TURNS

    def continued(self, tag: Hit) -> bool:
        """Whether a sentence is built on a hashtag: « #XOut of hospital », « #XDehors à -30 »."""
        words = self.words
        last = words.span(tag)[1]
        if words.texts[last : last + 1] and words.texts[last] in g.THIRD_SUBJECT:
            return False  # « #XOut he has to go » is another sentence
        if not words.ends_clause(last) and words.texts[last] in GOVERNING | SETTING:
            return True
        return last + 2 < len(words.texts) and not any(
            words.breaks[at] != NONE or words.texts[at].startswith(("#", "@", "http"))
            for at in range(last, last + 3)
        )

    @cached_property
    def _word_starts(self) -> list[int]:
        """Where the author's words begin, without links, handles and tags."""
        plain = _NOT_WORDS.sub(lambda match: " " * len(match.group()), self.text)
        return [match.start() for match in re.finditer(r"\w+", plain)]

    def signs(self, tag: Hit) -> bool:
        """Whether a hashtag stands under what was said, or in front of hardly anything."""
        before = bisect_left(self._word_starts, tag.start)
        after = len(self._word_starts) - before
        return after < (SIGNED_WORDS if before else HEADED_WORDS)

    @cached_property
    def own_words(self) -> list[str]:
        """The folded words outside quotations, without links, handles and tags."""
        kept = _NOT_WORDS.sub(" ", _QUOTED.sub(" ", self.text))
        return re.findall(r"\w+", kept.casefold())

    @cached_property
    def strange(self) -> int:
        """How many words are in no list and belong to nothing that was looked for."""
        read = {at for hit in self.hits for at in range(*self.words.span(hit))}
        return sum(at not in read for at in self.words.unlisted)

    @cached_property
    def reacts(self) -> bool:
        """Whether nothing is said but a remark: « lol #XOut », « jamais de la vie #XDehors »."""
        said = {word for word in self.words.texts if not word.startswith(("#", "@", "http"))}
        return bool(said) and said <= REACTIONS

    @cached_property
    def bare(self) -> bool:
        """Whether the author added nothing: no words, no emoji, at most « +1 » or « 100 % »."""
        rest = _VOTE.sub("", _NOT_WORDS.sub("", _QUOTED.sub("", self.text)))
        return not any(unicodedata.category(sign)[0] in "LNS" for sign in rest)

    def located(self, term: Term, start: int, end: int) -> Hit:
        """Return a span of the original text as a hit."""
        begin, stop = np.searchsorted(self._origin[:-1], (start, end)).tolist()
        return Hit(term, start, end, begin, stop)

    def _governed(self, first: int) -> bool:
        words = self.words
        if not first or words.breaks[first] != NONE or words.texts[first - 1].startswith("#"):
            return False
        if (
            not self.text[max(0, words.starts[first] - 3) : words.starts[first]]
            .rstrip()[-1:]
            .isalnum()
        ):
            return False
        word = words.texts[first - 1]
        if word in COPULAS:  # « la honte c'est #X », but not « la traîtresse qu'elle est #X »
            return first > 1 and words.texts[first - 2] not in PRONOUNS
        return word in GOVERNING


def _longest_ends(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    """Return where hits begin, in order, each with the furthest end so far."""
    ends: list[tuple[int, int]] = []
    for hit in hits:
        ends.append((hit.begin, max(hit.stop, ends[-1][1] if ends else 0)))
    return ends


def _covered(hit: Hit, ends: list[tuple[int, int]]) -> bool:
    """Whether a hit is a part of another, longer one."""
    at = bisect_right(ends, (hit.begin, 10**12)) - 1
    if at < 0 or ends[at][1] < hit.stop:
        return False
    return ends[at][0] < hit.begin or ends[at][1] > hit.stop
