"""How much of the hostile suite runs: a part with the tests, all of it with MEUTE_HOSTILE=whole."""

from __future__ import annotations

import os

import pytest

WHOLE = os.environ.get("MEUTE_HOSTILE") == "whole"


def in_whole_suite() -> pytest.MarkDecorator:
    """Mark what takes long and differs little from what runs always."""
    return pytest.mark.skipif(
        not WHOLE, reason="MEUTE_HOSTILE=whole runs it; others like it run here"
    )
