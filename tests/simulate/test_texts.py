"""Texts: never the same across stance, and what they disguise can be read again."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from meute.simulate import templates_en, templates_fr
from meute.simulate.cast import TARGETS
from meute.simulate.figures_file import HOSTILE_PHRASES
from meute.simulate.ledger import Form, Theme
from meute.simulate.texts import CYRILLIC, LEET, WORDINGS, Composer, twisted

ATTACKING = ("ATTACK", "SARCASM_ATTACK", "TAGGED_ATTACK", "MENTIONING_ATTACK", "PUSH", "ENDORSE")
SUPPORTING = ("SUPPORT", "DENOUNCE_TAG", "DENOUNCE_QUOTE")
NEUTRAL = ("REPORT", "BYSTANDER", "DISSENT", "OWN", "HOMONYM", "STAR", "FAN", "MATCH", "TALK")


def sentences(language, names):
    return {text.casefold() for name in names for text in getattr(language, name)}


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("english", [False, True])
def test_no_template_serves_two_stances(wording, english):
    language = WORDINGS[wording][english]
    chatter = {text.casefold() for texts, _ in language.GROUPS for text in texts}
    attacking, supporting = sentences(language, ATTACKING), sentences(language, SUPPORTING)
    neutral = sentences(language, NEUTRAL) | chatter
    assert not attacking & supporting
    assert not attacking & neutral
    assert not supporting & neutral


@pytest.mark.parametrize("wording", WORDINGS)
def test_no_text_is_written_in_two_stances(wording):
    composer, rng = Composer(wording), np.random.default_rng(2)
    stance_of = {}
    stances = {Theme.ATTACK: "attack", Theme.PUSH: "attack", Theme.SUPPORT: "support",
               Theme.DENOUNCE: "support"}  # fmt: skip
    for variant in rng.integers(0, 2**63, 30_000).tolist():
        theme = list(Theme)[variant % len(Theme)]
        form = variant % 3 if theme in (Theme.ATTACK, Theme.PUSH) else variant % 5
        targets = 1 + variant // 7 % 3
        text = composer.compose(theme, targets, form, variant % 5 == 0, variant % 10, variant // 15)
        stance = stances.get(theme, "none" if theme != Theme.ENDORSE else "endorse")
        assert stance_of.setdefault(text.casefold(), stance) == stance


def test_the_reserved_sentences_occur_nowhere_else():
    names = ATTACKING + SUPPORTING + ("REPORT", "BYSTANDER", "DISSENT", "OWN", "HOMONYM")
    for number in range(2):
        open_, reserved = WORDINGS["open"][number], WORDINGS["reserved"][number]
        assert not sentences(open_, names) & sentences(reserved, names)


def test_the_figures_file_copies_no_sentence():
    phrases = {phrase.casefold() for phrase in HOSTILE_PHRASES}
    for language in (templates_fr, templates_en):
        assert not phrases & sentences(language, ATTACKING + SUPPORTING)


@pytest.mark.parametrize("targets", [1, 2, 3])
def test_the_form_decides_how_the_target_is_named(targets):
    composer, rng = Composer("open"), np.random.default_rng(5)
    chosen = [target for bit, target in enumerate(TARGETS) if targets & (1 << bit)]
    for variant in rng.integers(0, 2**63, 500).tolist():

        def written(theme, form, variant=variant):
            return composer.compose(theme, targets, form, False, 0, variant)

        attack = written(Theme.ATTACK, Form.TAGGED).casefold()
        for target in chosen:
            assert any("#" + tag.casefold() in attack for tag in target.hate_tags)
            assert f"@{target.handle}" in written(Theme.ATTACK, Form.MENTIONING)
        assert "#" not in written(Theme.ATTACK, Form.NAMED)
        denial = written(Theme.SUPPORT, Form.BOTH_TAGS).casefold()
        assert any("#" + tag.casefold() in denial for t in chosen for tag in t.hate_tags)
        for target in chosen:
            assert any("#" + tag.casefold() in denial for tag in target.own_tags)


def test_look_alikes_are_other_letters_that_look_the_same():
    for plain, other in CYRILLIC.items():
        assert unicodedata.name(chr(other)).startswith("CYRILLIC")
        assert unicodedata.name(chr(plain)).startswith("LATIN")
    assert "Vernon".translate(LEET) == "V3rn0n"


def test_some_attacks_are_disguised_and_supporters_never_are():
    composer, rng = Composer("open"), np.random.default_rng(6)
    variants = rng.integers(0, 2**63, 3_000).tolist()
    attacks = [composer.compose(Theme.ATTACK, 1, Form.NAMED, False, 0, v) for v in variants]
    supports = [composer.compose(Theme.SUPPORT, 1, Form.NAMED, False, 0, v) for v in variants]

    def cyrillic(texts):
        return np.mean([any("CYRILLIC" in unicodedata.name(c, "") for c in text) for text in texts])

    assert 0.03 < cyrillic(attacks) < 0.1
    assert cyrillic(supports) == 0
    assert 0.01 < np.mean(["\u200b" in text for text in attacks]) < 0.04


def test_a_copied_text_is_changed_only_a_little():
    assert {twisted("Dehors, et vite", n) for n in range(4)} == {
        "Dehors, et vite", "Dehors, et vite !", "Dehors, et vite 🔥", "Dehors,  et vite",
    }  # fmt: skip
