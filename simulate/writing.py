"""A campaign's files: the export, the truth and the figures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from ..files import replacing
from .campaign import Campaign
from .figures_file import figures_yaml
from .profiles import Profiles
from .timeline import Timeline, plan_campaign
from .truth import truth
from .x_api import Lines

PROFILE_STREAM = 0x50524F46
"""Keeps what an account looks like apart from everything that the knobs change."""

Progress = Callable[[int], None]


def write_campaign(
    campaign: Campaign,
    posts: Path | BinaryIO,
    truth_path: Path | None = None,
    figures_path: Path | None = None,
    progress: Progress | None = None,
) -> Timeline:
    """Write a campaign as X API v2 JSON lines, its truth and its figures file; return its plan.

    ``posts`` is a path or an open binary stream; files appear whole or not at all. ``progress``
    is called with numbers of posts just written.

    Raises:
        UsageError: the campaign cannot be planted, or a file cannot be written.
    """
    timeline = plan_campaign(campaign)
    profiles = profiles_of(timeline)
    with ExitStack() as files:
        if truth_path is not None:
            known = msgspec.json.encode(truth(timeline, profiles))
            text = msgspec.json.format(known, indent=1)
            files.enter_context(replacing(truth_path)).write_bytes(text + b"\n")
        if figures_path is not None:
            text = figures_yaml(timeline.population, profiles).encode()
            files.enter_context(replacing(figures_path)).write_bytes(text)
        if isinstance(posts, Path):
            posts = files.enter_context(files.enter_context(replacing(posts)).open("wb"))
        for count, chunk in Lines(timeline, profiles).chunks():
            posts.write(chunk)
            if progress is not None:
                progress(count)
    return timeline


def profiles_of(timeline: Timeline) -> Profiles:
    """Return the profiles of a campaign's accounts."""
    rng = np.random.default_rng([timeline.campaign.seed, PROFILE_STREAM])
    return Profiles(timeline.campaign, timeline.population, rng)
