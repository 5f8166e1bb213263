"""The table of parts: it adds up, and the one in the documentation is true."""

from __future__ import annotations

from pathlib import Path

from meute.simulate import Campaign, plan_campaign
from meute.simulate.composition import composition

PAGE = Path(__file__).resolve().parents[2] / "docs" / "simulate.md"


def test_every_post_is_in_exactly_one_part():
    for campaign in (Campaign(seed=3), Campaign(posts=900, pack_size=0)):
        assert (
            sum(posts for _, posts, _, _ in composition(plan_campaign(campaign))) == campaign.posts
        )


def test_the_table_in_the_documentation_is_that_of_the_default_campaign():
    rows = [
        f"| {part} | {posts:,} | {reposts:,} | {accounts:,} |"
        for part, posts, reposts, accounts in composition(plan_campaign(Campaign()))
    ]
    page = PAGE.read_text("utf-8").splitlines()
    heading = page.index("| part | posts | of them reposts | accounts |")
    assert page[heading + 2 : heading + 2 + len(rows)] == rows
