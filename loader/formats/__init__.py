"""One export format a file; each registers itself."""

from __future__ import annotations

from . import (  # noqa: F401 - importing a format registers it
    auto_archiver,
    bluesky,
    coordination_table,
    fourcat_csv,
    information_operations,
    ira_538,
    jetstream,
    mastodon,
    rejects_file,
    scraped,
    telegram_desktop,
    telethon,
    twarc_csv,
    twitwi,
    twitwi_bluesky,
    x_api_v1,
    x_api_v2,
    zeeschuimer,
)
from .head import Head, look_at
from .registry import FORMATS, Format, ReadContext, detect_format, format_named
from .table_rows import peek

__all__ = [
    "FORMATS",
    "Format",
    "Head",
    "ReadContext",
    "detect_format",
    "format_named",
    "look_at",
    "peek",
]
