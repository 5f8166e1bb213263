"""A post as the stance rules read it: what surrounds a match, and whose words it is in."""

# ruff: noqa: RUF001 - quotation marks and dashes as people type them

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

import numpy as np

from .matcher import Hit, Searched
from .model import CueRole
from .rules import RuleBook, Term

NEGATION_WORDS = 6
REPORT_WORDS = 3

_QUOTED = re.compile(
    r"«[^«»]{1,2000}(?:»|$)|“[^“”]{1,2000}(?:”|$)|„[^„“”]{1,2000}[“”]|‹[^‹›]{1,2000}›"
    r'|"[^"\n]{1,2000}"|(?<!\w)‘[^‘\n]{1,500}’(?!\w)|(?<!\w)\'[^\'\n]{2,500}\'(?!\w)'
    r"|^>[^\n]*|\bRT @\w+:.*",
    re.MULTILINE | re.DOTALL,
)
_CLAUSE_END = re.compile(r"[,;:!?…\n()–—]|\.(?!\w)")
_SENTENCE_END = re.compile(r"[?!\n]|[.…](?!\w)")
_LEADING_HANDLES = re.compile(r"\s*(?:@\w[\w.@-]*\s+)*")
_HANDLE = re.compile(r"(?<!\w)@\w[\w.-]*")
_NOT_WORDS = re.compile(r"https?://\S+|[@#]\w[\w.-]*")

_JOINED = re.compile(r"[\w\s:'’\"«»“”-]*")
_VOTE = re.compile(r"\+\s?\d+|\d+\s?%")

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
"""Words that make the hashtag behind them a part of the sentence: it is named, not used."""
COMPANY = frozenset({"avec", "contre", "devant", "chez", "with", "against"})
COPULAS = frozenset({"est", "sont", "is", "are"})
PRONOUNS = frozenset(
    {"elle", "elles", "il", "ils", "on", "qui", "tu", "vous", "he", "she", "they", "you"}
)


class Scene:
    """One searched text with its cues."""

    def __init__(self, found: Searched, book: RuleBook) -> None:
        self.text = found.text
        self.folded = found.folded
        self.hits = [hit for hit in found.hits if hit.term.kind != "cue"]
        self._origin = found.origin
        self._book = book
        self._cues: dict[CueRole, list[Hit]] = {}
        cues = [hit for hit in found.hits if hit.term.role is not None]
        for hit in cues:
            # « On ne lâche rien » rallies attackers, « ne lâche rien » stands by somebody.
            if hit.term.role is not None and not any(
                other.term.role == "rally" and _within(hit, other) for other in cues
            ):
                self._cues.setdefault(hit.term.role, []).append(hit)

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def quoted(self, start: int, end: int) -> bool:
        """Whether the span stands within quotation marks, a quoted line or a manual repost."""
        return any(first <= start and end <= last for first, last in self._quotations)

    @cached_property
    def leading_handles_end(self) -> int:
        """Where the handles end that a platform puts in front of a reply."""
        match = _LEADING_HANDLES.match(self.text)
        return match.end() if match else 0

    @cached_property
    def handles(self) -> list[str]:
        """All handles in the text, casefolded, without @."""
        return [match.group()[1:].rstrip(".-").casefold() for match in _HANDLE.finditer(self.text)]

    def words_between(self, hit: Hit, other: Hit) -> int:
        """How many words stand between two hits; 0 if they touch or overlap."""
        first, last = sorted((hit, other), key=lambda one: one.begin)
        return max(0, self.folded.count(" ", first.stop, last.begin) - 1)

    def cues(self, *roles: CueRole) -> list[Hit]:
        """Return the author's own cues of those roles: quoted ones are left out."""
        found = [hit for role in roles for hit in self._cues.get(role, ())]
        return [hit for hit in found if not self.quoted(hit.start, hit.end)]

    def shows(self, role: CueRole) -> bool:
        """Whether there is a cue of the role, or an emoji that stands for it."""
        return bool(self.cues(role)) or any(
            sign in self.text for sign in self._book.signs.get(role, ())
        )

    def negated(self, hit: Hit) -> bool:
        """Whether a negation stands before the hit in its clause."""
        negations = self._book.words.get("negation", frozenset())
        for word in reversed(self._words_before(hit, NEGATION_WORDS)):
            if word in COMPANY:  # « on ne discute pas avec la vermine » calls somebody vermin
                return False
            if word in negations:
                return True
        return False

    def reported(self, hit: Hit) -> bool:
        """Whether the words before the hit say that others use it."""
        return any(
            cue.stop <= hit.begin
            and self.words_between(cue, hit) <= REPORT_WORDS
            and not self._clause_ends(cue.end, hit.start, (",", ":", "\n", "(", ")"))
            for cue in self.cues("report")
        )

    def praised(self, hit: Hit) -> bool:
        """Whether a hit is a part of praise, which may be sarcasm: courage in « quel courage »."""
        return any(_within(hit, cue) for cue in self.cues("praise"))

    def spoken_of(self, tag: Hit) -> bool:
        """Whether a hashtag is what the sentence is about: it is named there and not used."""
        if self._governed(tag) or "?" in self._sentence_rest(tag):
            return True
        for cue in self.cues("before-tag"):
            between = self.folded[cue.stop : tag.begin].split()
            joined = _JOINED.fullmatch(self.text, cue.end, max(cue.end, tag.start))
            if cue.stop <= tag.begin and joined and FILLERS.issuperset(between):
                return True
        return any(
            tag.stop <= cue.begin and self.words_between(tag, cue) <= 1
            for cue in self.cues("after-tag")
        )

    @cached_property
    def own_words(self) -> list[str]:
        """The folded words outside quotations, without links, handles and tags."""
        kept = _NOT_WORDS.sub(" ", _QUOTED.sub(" ", self.text))
        return re.findall(r"\w+", kept.casefold())

    @cached_property
    def bare(self) -> bool:
        """Whether the author added nothing: no words, no emoji, at most « +1 » or « 100 % »."""
        rest = _VOTE.sub("", _NOT_WORDS.sub("", _QUOTED.sub("", self.text)))
        return not any(unicodedata.category(sign)[0] in "LNS" for sign in rest)

    def located(self, term: Term, start: int, end: int) -> Hit:
        """Return a span of the original text as a hit."""
        begin, stop = np.searchsorted(self._origin[:-1], (start, end)).tolist()
        return Hit(term, start, end, begin, stop)

    def _governed(self, tag: Hit) -> bool:
        words = self.folded[: tag.begin].split()
        if not self.text[: tag.start].rstrip()[-1:].isalnum():
            return False
        if words[-1] in COPULAS:  # « la honte c'est #X », but not « la traîtresse qu'elle est #X »
            return bool(words[:-1]) and words[-2] not in PRONOUNS
        return words[-1] in GOVERNING

    def _sentence_rest(self, tag: Hit) -> str:
        """The rest of the sentence behind the hashtag, with its end."""
        match = _SENTENCE_END.search(self.text, tag.end)
        return self.text[tag.end : match.end() if match else None]

    def same_clause(self, hit: Hit, other: Hit) -> bool:
        """Whether no sign that ends a clause stands between two hits."""
        first, last = sorted((hit, other), key=lambda one: one.begin)
        return _CLAUSE_END.search(self.text, first.end, max(first.end, last.start)) is None

    def negated_towards(self, hit: Hit, reference: Hit) -> bool:
        """Whether a negation stands between attacking words and the name behind them."""
        negations = self._book.words.get("negation", frozenset())
        between = self.folded[hit.stop : reference.begin].split()
        return hit.stop <= reference.begin and not negations.isdisjoint(between)

    def _words_before(self, hit: Hit, count: int) -> list[str]:
        ends = [match.end() for match in _CLAUSE_END.finditer(self.text, 0, hit.start)]
        begin = int(np.searchsorted(self._origin, ends[-1])) if ends else 0
        words = self.folded[begin : hit.begin].split()[-count:]
        breaks = self._book.words.get("clause", frozenset())
        for index in range(len(words) - 1, -1, -1):
            if words[index] in breaks:
                return words[index + 1 :]
        return words

    def _clause_ends(self, start: int, end: int, allowed: tuple[str, ...]) -> bool:
        return any(
            match.group() not in allowed for match in _CLAUSE_END.finditer(self.text, start, end)
        )


def _within(hit: Hit, other: Hit) -> bool:
    """Whether a hit is a part of another, longer one."""
    return (
        other.begin <= hit.begin
        and hit.stop <= other.stop
        and other.stop - other.begin > hit.stop - hit.begin
    )
