"""What a figures file and a file of the rule library may say.

The names here are those of the YAML; ``docs/figures.md`` explains them to people who do not
program. What pydantic cannot see (references, handles, notations) is checked in ``checks.py``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ..graph.platforms import platform_named

Stance = Literal["attack", "support", "concern"]
Outcome = Stance | Literal["unclear"]
"""What a post is towards a figure; *unclear* where words may attack or support and may not."""
Needs = Literal["nothing", "reference", "near", "tie"]
Category = Literal["slur", "insult", "threat", "deportation", "dehumanising", "dogpile", "other"]
CueRole = Literal[
    "negation", "clause", "report", "denounce", "solidarity", "praise", "mock", "endorse",
    "neutral", "rally", "before-tag", "after-tag", "affection", "irony", "hijack",
    "retraction", "deed",
]  # fmt: skip

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}$")]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Confidence = Annotated[float, Field(gt=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FigureAccount(_Strict):
    """An account of the figure, by the platform's id, by its handle, or by both."""

    platform: Annotated[
        str, BeforeValidator(platform_named), StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")
    ]
    id: _Text | None = None
    handle: _Text | None = None

    @model_validator(mode="after")
    def _is_known(self) -> FigureAccount:
        if self.id is None and self.handle is None:
            raise ValueError("give the account's id, its handle, or both")
        return self


class _Rule(_Strict):
    id: _Id
    stance: Stance
    confidence: _Confidence = 0.8
    category: Category | None = None


class HashtagRule(_Rule):
    """One of the tags is in the post."""

    kind: Literal["hashtag"]
    tags: tuple[_Text, ...] = Field(min_length=1)


class MentionRule(_Rule):
    """The post mentions, answers or quotes an account of the figure."""

    kind: Literal["mention"]
    how: tuple[Literal["mention", "reply", "quote"], ...] = ("mention", "reply", "quote")


class PhraseRule(_Rule):
    """One of the phrases is in the post, and what the rule needs besides.

    ``reference``: the post refers to the figure anywhere; ``near``: within a few words, or by
    addressing it; ``tie``: the figure is called so or told so (« X is a rat »), for words that mean
    other things elsewhere; ``nothing``: the phrase is enough.
    """

    kind: Literal["phrase"]
    phrases: tuple[_Text, ...] = Field(min_length=1)
    needs: Needs = "reference"
    negatable: bool = True


class PatternRule(_Rule):
    """A regular expression matches; case is ignored, nothing else is folded."""

    kind: Literal["pattern"]
    pattern: Annotated[str, StringConstraints(min_length=1)]
    needs: Needs = "reference"
    negatable: bool = True


class EmojiRule(_Rule):
    """One of the signs beside the figure's name or in an answer to it, with hardly any words.

    ``words`` is the maximum number of other words: a zoo visit has a monkey and a sentence.
    """

    kind: Literal["emoji"]
    signs: tuple[_Text, ...] = Field(min_length=1)
    words: Annotated[int, Field(ge=0, le=20)] = 3


class CombinationRule(_Rule):
    """Several things together: rules of the figure, sets of the library, name, account, reference.

    ``within`` is the maximum number of words between the first and the last of them.
    """

    kind: Literal["combination"]
    all: tuple[_Id, ...] = Field(min_length=2, max_length=5)
    within: Annotated[int, Field(ge=0, le=100)] | None = None


class CueRule(_Strict):
    """Words that say how other words are meant; they mark nothing by themselves."""

    id: _Id
    kind: Literal["cue"]
    role: CueRole
    phrases: tuple[_Text, ...] = Field(min_length=1)


Rule = Annotated[
    HashtagRule | MentionRule | PhraseRule | PatternRule | EmojiRule | CombinationRule | CueRule,
    Field(discriminator="kind"),
]
RULE_KINDS = ("hashtag", "mention", "phrase", "pattern", "emoji", "combination", "cue")


class Figure(_Strict):
    """A targeted figure: how it is called, where it posts, and what marks a post about it."""

    id: _Id
    name: _Text
    kind: Literal["person", "group", "organisation"] = "person"
    names: tuple[_Text, ...] = ()
    homonyms: tuple[_Text, ...] = ()
    accounts: tuple[FigureAccount, ...] = ()
    library: tuple[_Text, ...] = ("fr", "en")
    rules: tuple[Rule, ...] = ()


class Override(_Strict):
    """A person's correction of one decision."""

    post: _Text
    figure: _Id
    stance: Literal["attack", "support", "concern", "none"]
    by: _Text
    at: _Text
    why: _Text


class Judgement(_Strict):
    """What a person said of one decision, right or wrong, and by which rules it was made."""

    post: _Text
    figure: _Id
    rules: tuple[_Text, ...]
    decision: Outcome | Literal["none"]
    correct: Literal["attack", "support", "concern", "none"]


class FiguresFile(_Strict):
    """A file of figures, or of what people corrected and judged, or of both."""

    figures: tuple[Figure, ...] = ()
    overrides: tuple[Override, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> FiguresFile:
        if not self.figures and not self.overrides and not self.judgements:
            raise ValueError("declares neither figures nor overrides")
        return self


class LibraryRule(PhraseRule):
    """A general rule: it says nothing of any figure until one is near."""

    needs: Needs = "near"
    category: Category


class LibraryFile(_Strict):
    """One set of the rule library, with where it comes from and how not to use it."""

    id: _Id
    language: Literal["fr", "en", "es", "ar", "any"]
    about: _Text
    sources: tuple[_Text, ...] = Field(min_length=1)
    misuse: Annotated[str, StringConstraints(min_length=20)]
    rules: tuple[Annotated[LibraryRule | EmojiRule | CueRule, Field(discriminator="kind")], ...] = (
        Field(min_length=1)
    )
