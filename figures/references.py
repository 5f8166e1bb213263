"""A post as it is judged, and how it refers to each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .folding import fold_one
from .matcher import Hit
from .names import strange_names
from .rules import GENERAL, FigureRules
from .scene import Scene

folded_tag = lru_cache(maxsize=1 << 14)(fold_one)


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as it is judged. Accounts are graph ids (``x/1001``), of figures only.

    ``replied_account`` and ``quoted_account`` are whom the post answers and quotes, whoever that
    is; ``mentions`` the figures' accounts among the mentioned; ``quoted_text`` what it quotes.
    """

    id: str
    text: str
    kind: str = "original"
    account: str | None = None
    hashtags: tuple[str, ...] = ()
    mentions: frozenset[str] = frozenset()
    replied_account: str | None = None
    quoted: str | None = None
    quoted_account: str | None = None
    quoted_text: str | None = None


@dataclass(slots=True)
class Reference:
    """How a post refers to a figure.

    ``spans`` are names, handles and tags in the text; ``spoken_of`` attacking hashtags that the
    sentence is about, which is another thing than the figure; ``direct``: the post answers or
    quotes the figure; ``weak``: only as one of those whom a platform puts in front of an answer;
    ``quoted``: what it quotes refers to the figure. ``places`` and ``tag_places`` are ``spans`` and
    ``spoken_of`` as words, in order; ``spoken_at`` where the latter begin in the folded text.
    """

    spans: list[Hit] = field(default_factory=list)
    spoken_of: list[Hit] = field(default_factory=list)
    direct: list[str] = field(default_factory=list)
    mentioned: bool = False
    weak: bool = False
    quoted: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)
    tag_places: list[tuple[int, int]] = field(default_factory=list)
    spoken_at: frozenset[int] = frozenset()

    @property
    def any(self) -> bool:
        """Whether the post itself refers to the figure, in what can direct words at it."""
        return bool(self.spans or self.direct or self.mentioned)


class References:
    """Finds how posts refer to figures; ``accounts`` are graph ids and the index of the figure."""

    def __init__(self, figures: tuple[FigureRules, ...], accounts: Mapping[str, int]) -> None:
        self._figures = figures
        self._accounts = accounts

    def of(self, post: PostView, scene: Scene) -> dict[int, Reference]:
        """Return how the post refers to each figure it refers to."""
        references: dict[int, Reference] = {}
        answered = self._accounts.get(post.replied_account or "")
        if post.kind == "reply" and post.replied_account is None and scene.handles:
            answered = self._owner(scene.handles[0])
        strange = strange_names(scene, self._figures)
        for hit in scene.hits:
            figure = hit.term.figure
            if (
                figure == GENERAL
                or hit.term.kind in ("phrase", "homonym")
                or (hit.term.kind == "name" and (figure, hit.begin, hit.stop) in strange)
            ):
                continue
            reference = references.setdefault(figure, Reference())
            _add(reference, hit, scene, answers=answered == figure, post=post)
        for account in post.mentions:
            figure = self._accounts[account]
            reference = references.setdefault(figure, Reference())
            if post.kind == "reply" and answered != figure:
                reference.weak = True
            else:
                reference.mentioned = True
        if answered is not None:
            references.setdefault(answered, Reference()).direct.append("reply")
        quoted = self._accounts.get(post.quoted_account or "")
        if quoted is not None:
            references.setdefault(quoted, Reference()).direct.append("quote")
        self._tags_beside_the_text(post, scene, references)
        for reference in references.values():
            reference.places = sorted({scene.words.span(hit) for hit in reference.spans})
            reference.tag_places = sorted({scene.words.span(hit) for hit in reference.spoken_of})
            reference.spoken_at = frozenset(hit.begin for hit in reference.spoken_of)
        return references

    def _owner(self, handle: str) -> int | None:
        return next((n for n, rules in enumerate(self._figures) if handle in rules.handles), None)

    def _tags_beside_the_text(
        self, post: PostView, scene: Scene, references: dict[int, Reference]
    ) -> None:
        """Count tags that the export lists and a text that was cut lacks."""
        written = {scene.folded[hit.begin : hit.stop] for hit in scene.hits}
        for tag in post.hashtags:
            folded = folded_tag(tag)
            if f"#{folded}" in written:
                continue
            for figure, rules in enumerate(self._figures):
                if folded in rules.tags:
                    references.setdefault(figure, Reference()).mentioned = True


def _add(reference: Reference, hit: Hit, scene: Scene, *, answers: bool, post: PostView) -> None:
    # A platform puts everybody of the thread in front of an answer.
    leading = post.kind == "reply" and hit.start < scene.leading_handles_end
    if hit.term.kind == "handle" and leading and not answers:
        reference.weak = True
    elif is_attacking_tag(hit) and scene.spoken_of(hit):
        reference.spoken_of.append(hit)
    else:
        reference.spans.append(hit)


def is_attacking_tag(hit: Hit) -> bool:
    """Whether a hit is a hashtag of the attack."""
    rule = hit.term.rule
    return hit.term.kind == "tag" and rule is not None and rule.stance == "attack"


def known_accounts(figures: tuple[FigureRules, ...]) -> dict[str, int]:
    """Return the graph ids of the accounts whose platform id is declared, with their figure."""
    return {
        f"{account.platform}/{account.id}": index
        for index, rules in enumerate(figures)
        for account in rules.figure.accounts
        if account.id is not None
    }
