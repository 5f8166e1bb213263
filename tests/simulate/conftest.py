"""The default campaign, planned and written once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from meute.simulate import Campaign, Timeline, write_campaign


@dataclass(frozen=True)
class Written:
    """A campaign's files, and what they hold."""

    timeline: Timeline
    posts_path: Path
    figures_path: Path
    posts: dict[str, Any]
    truth: dict[str, Any]


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Written:
    folder = tmp_path_factory.mktemp("demo")
    posts_path, truth_path = folder / "posts.jsonl", folder / "truth.json"
    figures_path = folder / "figures.yml"
    timeline = write_campaign(Campaign(), posts_path, truth_path, figures_path)
    lines = posts_path.read_bytes().splitlines()
    posts = {post["id"]: post for post in map(msgspec.json.decode, lines)}
    return Written(timeline, posts_path, figures_path, posts, json.loads(truth_path.read_text()))
