"""A campaign's files: the export, the truth and the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
            content = msgspec.json.format(msgspec.json.encode(truth(timeline, profiles)), indent=1)
            files.enter_context(_output(truth_path)).write(content + b"\n")
        if figures_path is not None:
            text = figures_yaml(timeline.population, profiles)
            files.enter_context(_output(figures_path)).write(text.encode())
        stream = files.enter_context(_output(posts)) if isinstance(posts, Path) else posts
        for count, chunk in Lines(timeline, profiles).chunks():
            stream.write(chunk)
            if progress is not None:
                progress(count)
    return timeline


def profiles_of(timeline: Timeline) -> Profiles:
    """Return the profiles of a campaign's accounts."""
    rng = np.random.default_rng([timeline.campaign.seed, PROFILE_STREAM])
    return Profiles(timeline.campaign, timeline.population, rng)


@contextmanager
def _output(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears whole or not at all; a device or a pipe is written to as it is."""
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as device:
            yield device
        return
    with replacing(path) as temporary, temporary.open("wb") as file:
        yield file
