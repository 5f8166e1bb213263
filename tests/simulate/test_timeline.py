"""What is planted is there, what is not planted is not, and nothing shows who is who."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from meute.errors import UsageError
from meute.simulate import Campaign, campaign_reposts, plan_campaign
from meute.simulate.ledger import (
    HOSTILE_THEMES,
    SUPPORTING_THEMES,
    Kind,
    Theme,
    snowflakes,
)
from meute.simulate.writing import profiles_of

WEEK_S = 7 * 86_400


def meetings(timeline, accounts, window_ms=60_000):
    """Return, for each pair of the accounts, on how many posts they met within the window."""
    plan = timeline.plan
    code = np.full(len(timeline.population), -1)
    code[accounts] = np.arange(len(accounts))
    rows = np.flatnonzero((plan.kind == Kind.REPOST) & (code[plan.account] >= 0))
    met = np.zeros((len(accounts), len(accounts)), dtype=int)
    for ref in np.unique(plan.ref[rows]):
        mine = rows[plan.ref[rows] == ref]
        who, when = code[plan.account[mine]], plan.ms[mine]
        near = np.abs(when[:, None] - when[None, :]) <= window_ms
        met[np.ix_(who, who)] += near
    return met[np.triu_indices(len(accounts), 1)]


@pytest.fixture(scope="module")
def plain():
    return plan_campaign(Campaign(seed=11))


@pytest.mark.parametrize(
    "knobs",
    [
        {"posts": 10},
        {"homophily": 1.5},
        {"pack_size": 1},
        {"pack_size": -3},
        {"pack_size": 900},
        {"english": 2},
        {"seed": -1},
        {"speeds_sigma": float("nan")},
        {"wording": "other"},
        {"posts": 3_000, "pack_size": 40, "pack_intensity": 20},
    ],
)
def test_what_cannot_be_planted_is_refused_with_a_remedy(knobs):
    with pytest.raises(UsageError) as refused:
        plan_campaign(Campaign(**knobs))
    assert refused.value.remedy.startswith(("Choose", "Ask", "See"))


@settings(max_examples=12)
@given(
    posts=st.integers(500, 4_000),
    seed=st.integers(0, 2**63 - 1),
    pack_size=st.sampled_from([0, 2, 15]),
    burst=st.booleans(),
    counter=st.booleans(),
    rhythm=st.booleans(),
    groups=st.integers(3, 20),
    fans=st.integers(0, 3),
)
def test_every_campaign_is_whole(posts, seed, pack_size, burst, counter, rhythm, groups, fans):
    campaign = Campaign(
        posts=posts, seed=seed, pack_size=pack_size, burst=burst, counter_campaign=counter,
        rhythm=rhythm, groups=groups, fan_communities=fans,
    )  # fmt: skip
    plan = plan_campaign(campaign).plan
    assert len(plan) == posts
    assert len(np.unique(plan.id)) == posts
    assert np.all(np.diff(plan.ms) >= 0)
    assert plan.ms[0] >= campaign.start_ms
    assert plan.ms[-1] < campaign.end_ms
    refers = plan.ref >= 0
    assert np.array_equal(refers, plan.kind != Kind.ORIGINAL)
    assert np.all(plan.ms[refers] // 1000 > plan.ms[plan.ref[refers]] // 1000)
    reposts = plan.kind == Kind.REPOST
    assert not np.any(plan.kind[plan.ref[reposts]] == Kind.REPOST)
    assert not np.any(plan.account[reposts] == plan.account[plan.ref[reposts]])
    pairs = np.stack([plan.ref[reposts], plan.account[reposts]])
    assert len(np.unique(pairs, axis=1).T) == reposts.sum()


def test_nobody_attacks_whom_he_is_not_against_and_supporters_attack_nobody(plain):
    plan, population = plain.plan, plain.population
    hostile = plan.with_themes(HOSTILE_THEMES)
    assert not np.any(plan.targets[hostile] & ~population.against[plan.account[hostile]])
    attackers = np.unique(plan.account[hostile])
    supporters = np.unique(plan.account[plan.with_themes(SUPPORTING_THEMES)])
    assert len(supporters) > 100
    assert not np.intersect1d(attackers, supporters).size


def test_the_pack_meets_again_and_again_over_weeks(plain):
    pack = plain.population.pack
    assert len(pack) == 40
    assert np.median(meetings(plain, pack)) >= 5
    plan = plain.plan
    inside = (plan.kind == Kind.REPOST) & np.isin(plan.account, pack)
    inside &= np.isin(plan.account[plan.ref], pack)
    weeks = np.unique((plan.ms[inside] - plain.campaign.start_ms) // 1000 // WEEK_S)
    assert len(weeks) >= 8


def test_fans_meet_often_too_so_that_counting_alone_accuses_them(plain):
    for fans in plain.population.fans:
        assert np.count_nonzero(meetings(plain, fans) >= 2) > 200


def test_waves_bring_many_together_within_a_minute():
    calm = Campaign(seed=3, pack_size=0, burst=False, episodes=False, fan_communities=0, waves=0)
    stirred = replace(calm, waves=12)
    sharp = []
    for campaign in (calm, stirred):
        plan = plan_campaign(campaign).plan
        reposts = plan.kind == Kind.REPOST
        minutes = plan.ref[reposts].astype(np.int64) << 32 | plan.ms[reposts] // 60_000
        sharp.append(np.count_nonzero(np.unique(minutes, return_counts=True)[1] >= 15))
    assert sharp[0] == 0
    assert sharp[1] >= 12


def test_people_sleep_unless_the_rhythm_is_off():
    def at_night(campaign):
        paris = ZoneInfo("Europe/Paris")
        ms = plan_campaign(campaign).plan.ms[::7]
        hours = [datetime.fromtimestamp(at / 1000, paris).hour for at in ms]
        return np.mean([2 <= hour < 5 for hour in hours])

    assert at_night(Campaign(burst=False)) < 0.06
    assert 0.08 < at_night(Campaign(burst=False, rhythm=False)) < 0.16


def test_activity_is_heavy_tailed_and_reposts_stay_within_groups(plain):
    plan, population = plain.plan, plain.population
    posts = np.sort(np.bincount(plan.account, minlength=len(population)))[::-1]
    assert posts[: len(posts) // 10].sum() > 0.35 * len(plan)
    chatter = (plan.kind == Kind.REPOST) & (plan.theme == Theme.CHATTER)
    same = population.group[plan.account] == population.group[plan.account[plan.ref]]
    assert np.mean(same[chatter]) > 0.75


def test_attacks_on_both_come_in_separate_bursts_weeks_apart(plain):
    plan = plain.plan
    hostile = plan.with_themes(HOSTILE_THEMES)
    for bit in (1, 2):
        days = (
            plan.ms[hostile & ((plan.targets & bit) > 0)] - plain.campaign.start_ms
        ) // 86_400_000
        busy = np.flatnonzero(np.bincount(days) >= 80)
        assert len(busy) >= 2
        assert busy[-1] - busy[0] >= 14


def test_the_spark_is_relayed_by_one_well_followed_account_and_the_burst_follows(plain):
    plan, outbreak = plain.plan, plain.outbreak
    assert plan.theme[outbreak.spark] == Theme.ATTACK
    assert plan.ref[outbreak.repost] == outbreak.spark
    relay = plan.account[outbreak.repost]
    assert plain.population.followers[relay] > 100_000
    hostile = plan.with_themes(HOSTILE_THEMES) & ((plan.targets & 1) > 0)
    hour = 3_600_000
    before = np.count_nonzero(
        hostile & (plan.ms >= outbreak.start - hour) & (plan.ms < outbreak.start)
    )
    after = np.count_nonzero(
        hostile & (plan.ms >= outbreak.start) & (plan.ms < outbreak.start + hour)
    )
    assert before < 20
    assert after > 40 * max(1, before)


def test_without_a_pack_everybody_else_stays_who_he_is():
    planted, null = Campaign(seed=4), Campaign(seed=4, pack_size=0)
    with_pack, without = plan_campaign(planted).population, plan_campaign(null).population
    assert not len(without.pack)
    for name in ("hostile", "supporters", "prominent", "stars", "journalists", "speed", "group"):
        assert np.array_equal(getattr(with_pack, name), getattr(without, name))
    reposts = campaign_reposts(null)
    assert not len(reposts.truth)
    assert len(reposts.object_ids) == len(reposts.account_ids) == len(reposts.seconds)
    assert campaign_reposts(planted).truth.tolist() == with_pack.pack.tolist()


def test_no_field_of_a_profile_tells_the_pack_from_its_neighbours():
    pack, others = [], []
    for seed in range(20):
        timeline = plan_campaign(Campaign(posts=2_000, accounts=2_000, seed=seed))
        population, profiles = timeline.population, profiles_of(timeline)
        columns = np.stack([
            np.arange(len(population)), profiles.ids, profiles.created_ms, profiles.following,
            profiles.posted, profiles.app, population.followers, population.activity,
            population.speed, population.shift_ms, population.english,
            [len(profiles.handle(code)) for code in range(len(population))],
            [len(profiles.description(code)) for code in range(len(population))],
            [hash_free(profiles.handle(code)) for code in range(len(population))],
        ]).astype(float)  # fmt: skip
        ordinary = np.setdiff1d(population.hostile, population.prominent)
        pack.append(columns[:, population.pack])
        others.append(columns[:, ordinary])
    pack, others = np.concatenate(pack, axis=1), np.concatenate(others, axis=1)
    for number, (mine, theirs) in enumerate(zip(pack, others, strict=True)):
        assert ks_2samp(mine, theirs).pvalue > 0.001, f"column {number} gives the pack away"


def hash_free(text):
    """Return a number that depends on the text alone, so that equal texts compare equal."""
    return int.from_bytes(text.encode()[:4], "big")


def test_handles_and_ids_are_unique():
    timeline = plan_campaign(Campaign(posts=200_000, seed=8))
    profiles = profiles_of(timeline)
    count = len(timeline.population)
    assert len(np.unique(profiles.ids)) == count
    handles = {profiles.handle(code).casefold() for code in range(count)}
    assert len(handles) == count
    assert max(map(len, handles)) <= 16


def test_ids_of_one_millisecond_differ_and_keep_the_time():
    ms = np.repeat([1_700_000_000_000, 1_700_000_000_001], 4_000)
    ids = snowflakes(ms, np.random.default_rng(0))
    assert len(np.unique(ids)) == len(ms)
    assert np.array_equal((ids >> 22) + 1_288_834_974_657, ms)
