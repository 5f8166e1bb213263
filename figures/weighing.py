"""What all that counts in a post makes together: its stance, why, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

from . import grammar as g
from .matcher import Hit
from .matches import OPEN, TURNED, Match
from .model import Outcome, Stance
from .rules import MarkingRule
from .scene import Scene

SARCASTIC = 0.8
TAGGED_WORDS, MOCKING_WORDS = 3, 8
"""Beside how many words in no list an attack's hashtag by itself still makes one; with mockery."""

UNDECIDED = "nothing decides"
_OPEN_WORDS: dict[str, str] = {
    "unbound": "nothing ties them to the figure",
    "undirected": "nothing ties them to the figure",
    "many": "for several people",
    "asked": "in a question",
    "conditional": "on a condition",
    "the author's own": "the author's name for themselves",
    "banter": "among friends, or in jest",
    "irony": "ironic",
    "unframed": "in a clause that is not understood",
    "elaborated": "with much after them that may turn them",
}
# Below what decides: praise by itself is as often sarcasm.
PRAISE = MarkingRule("praise", "support", 0.45, None, "near", negatable=True)


def weighed(scene: Scene, counted: list[Match], matches: list[Match]) -> tuple[Outcome, str, float]:
    """Return the stance, why, and a factor on the confidence."""
    words = [m for m in of_stance(counted, "attack") if not m.tag]
    tags = [m for m in of_stance(counted, "attack") if m.tag]
    praised = any(m.rule is PRAISE for m in counted)
    support = [m for m in of_stance(counted, "support") if m.rule is not PRAISE]
    said = any(not m.tag for m in support)
    mocked = scene.shows("mock")
    denounced = bool(scene.cues("denounce", "solidarity"))
    # « Bravo X, championne de l'imposture »: thanks beside an attack are as often sarcasm.
    thanked = bool(support) and all(scene.thanks(m.hit) for m in support if not m.tag)
    thanked = thanked and not any(m.tag for m in support)
    open_reason = next(
        (m.aside for m in matches if m.rule.stance == "attack" and m.aside in OPEN), None
    )
    stance: Outcome = "unclear"
    factor = 1.0
    turns = (
        (scene.shows("retraction"), "taken back"),
        (scene.tells_of_good, "good done too"),
        (bool(support) or denounced, "support or denunciation too"),
        (praised and not tags and not mocked, "praise too"),
    )
    turn = next((why for turned, why in turns if turned), "")
    if words and turn:
        reason = f"attacking words, but {turn}"
    elif words:
        stance, reason = "attack", "attacking words"
        factor = SARCASTIC if praised else 1.0
    elif tags and ((said and not thanked) or (support and denounced)):
        stance, reason = "support", "support, which uses the attack's hashtag"
    elif tags:
        doubt = _doubt(scene, matches, bool(support), denounced, praised and not mocked)
        stance, reason = ("unclear", doubt) if doubt else ("attack", "the attack's hashtag")
    elif (support or praised) and mocked and not said:
        reason = "support, but mockery too"
    elif support and thanked and open_reason is not None:
        reason = "praise, which may be sarcasm"
    elif support:
        stance = reason = "support"
    elif praised:
        reason = "praise, which may be sarcasm"
    elif open_reason is not None:
        reason = f"attacking words, but {_OPEN_WORDS[open_reason]}"
    else:
        stance, reason = "concern", UNDECIDED
    return stance, reason, factor


def _doubt(
    scene: Scene, matches: list[Match], supported: bool, denounced: bool, praised: bool
) -> str:
    """Say why the attack's hashtag alone is not an attack; empty if nothing speaks against it."""
    tags = [m.hit for m in matches if m.tag and m.hit and m.rule.stance == "attack"]
    begins = {tag.begin for tag in tags}  # « #XLies » is « X lies » too
    words = [
        m
        for m in matches
        if m.rule.stance == "attack" and not (m.tag or (m.hit and m.hit.begin in begins))
    ]
    most = MOCKING_WORDS if scene.shows("mock") else TAGGED_WORDS
    if supported:
        return "the hashtags of both sides"
    doubts = (
        (denounced or praised, "but denunciation or praise too"),
        (scene.tells_of_good, "but good done too"),
        (scene.friendly or scene.cues("hijack"), "but used in another sense"),
        (_answered(tags, scene), "but beside one that answers it"),
        (tags and not any(map(scene.signs, tags)), "but not at the end of what is said"),
        (scene.strange > most and not scene.cues("rally"), "but many words that attack nobody"),
        (
            any(match.aside in TURNED for match in words),
            "but its words are denied, reported or another's",
        ),
        (any(match.aside == "many" for match in words), "but its words are for several people"),
        (
            any(_of_the_tag(match, tags, scene) for match in words),
            "but its words may be about the hashtag",
        ),
        (not scene.own_words and scene.laughing, "but laughter alone"),
        (scene.reacts, "but a remark that may be about it"),
        (scene.cues("irony") or (scene.shows("irony") and not scene.own_words), "but in jest"),
        (tags and not words and all(map(scene.continued, tags)), "but as a word of a sentence"),
        (scene.cues("neutral") and not scene.cues("rally"), "but asked about or reported"),
    )
    return next((f"the attack's hashtag, {why}" for doubted, why in doubts if doubted), "")


def _answered(tags: list[Hit], scene: Scene) -> bool:
    """Whether another hashtag answers the attack's: « #XOut mais surtout #HaineDehors »."""
    listed = {scene.folded[hit.begin : hit.stop] for hit in scene.hits if hit.term.kind == "tag"}
    others = (word for word in scene.words.texts if word.startswith("#") and word not in listed)
    return bool(tags) and any(part in word for word in others for part in g.COUNTER_TAGS)


def _of_the_tag(match: Match, tags: list[Hit], scene: Scene) -> bool:
    """« #XOut, pathetic », « vile #XOut »: words that nothing ties may be said of the hashtag.

    « Quelle honte #XOut » signs with it; what outrages people is said of it there too.
    """
    hit = match.hit
    if hit is None or match.aside != "unbound":
        return False
    said = scene.words.texts[slice(*scene.words.span(hit))]
    headed = any(tag.begin < hit.begin for tag in tags)
    return not (g.THINGS if headed else g.OUTRAGES).isdisjoint(said)


def of_stance(matches: Iterable[Match], stance: Stance) -> list[Match]:
    """Return the matches of rules of a stance."""
    return [match for match in matches if match.rule.stance == stance]


def noisy_or(matches: Iterable[Match]) -> float:
    """Combine what was found, each place in the text and each rule counted once.

    Two rules on the same word are one piece of evidence: the surer one counts.
    """
    chosen = sorted(matches, key=lambda m: (m.rule.name, -m.rule.confidence * m.strength))
    surest = {match.rule.name: match for match in reversed(chosen)}.values()
    beside = [m.rule.confidence * m.strength for m in surest if m.span is None]
    doubt = 1.0
    for confidence in beside:
        doubt *= 1 - confidence
    end, best = -1, 0.0
    placed = ((m.span, m.rule.confidence * m.strength) for m in surest if m.span is not None)
    for (start, stop), confidence in sorted(placed):
        if start >= end:
            doubt *= 1 - best
            best = 0.0
        end, best = max(end, stop), max(best, confidence)
    return 1 - doubt * (1 - best)
