"""What stands in a text: hashtags, mentions, and the short addresses of what a post shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from .cast import NEWS_SITES, RELAY_SITE
from .ledger import OWN_PICTURE, PICTURES, SNOWFLAKE_EPOCH
from .pack import FIRST_MONTAGE, FIRST_PAGE

_MARKS = re.compile(r"[#@](\w+)")
_WORD = 0xFFFF_FFFF_FFFF_FFFF
_SCATTER = 0x9E37_79B9_7F4A_7C15

MADE_EARLIER_MS = 20_000
"""A picture is uploaded this long before the post that shows it first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with the addresses it ends in, their entities, and the pictures, as JSON."""

    text: str
    urls: str = ""
    attachments: str = ""


def quoted(text: str) -> str:
    """Return a JSON string."""
    return msgspec.json.encode(text).decode()


def short_address(number: int) -> str:
    """Return the short address of something with a number."""
    return f"https://t.co/{(number * _SCATTER & _WORD) >> 24:010x}"


def page(number: int) -> str:
    """Return the address of a made-up page, now and then with a campaign parameter."""
    if number >= FIRST_PAGE - 1:
        return f"https://{RELAY_SITE}/2023/article-{number - FIRST_PAGE + 2}"
    site = NEWS_SITES[number % len(NEWS_SITES)]
    query = "?utm_source=social" if number % 5 == 0 else ""
    return f"https://{site}/{2020 + number % 4}/{number}{query}"


def media_key(shown: int, own_id: int, start_ms: int) -> str:
    """Return the key of a picture: of the post's own, or of one that others show too."""
    if shown == OWN_PICTURE:
        return f"3_{own_id - (MADE_EARLIER_MS << 22)}"
    made = start_ms - SNOWFLAKE_EPOCH - (shown - PICTURES + 1) * 3_600_000
    return f"{7 if shown >= FIRST_MONTAGE else 3}_{(made << 22) | 4_096}"


def with_page(text: str, number: int) -> Shown:
    """Append a page."""
    short, long = short_address(number), page(number)
    start = len(text) + 1
    urls = (
        f'{{"start":{start},"end":{start + len(short)},"url":"{short}","expanded_url":"{long}",'
        f'"display_url":"{long.removeprefix("https://")[:30]}"}}'
    )
    return Shown(f"{text} {short}", urls)


def with_picture(text: str, key: str, own_id: int, handle: str) -> Shown:
    """Append a picture; its entity leads to the post itself."""
    short = short_address(own_id)
    start = len(text) + 1
    kind = "photo" if key.startswith("3_") else "video"
    name = key[2:]
    urls = (
        f'{{"start":{start},"end":{start + len(short)},"url":"{short}",'
        f'"expanded_url":"https://twitter.com/{handle}/status/{own_id}/{kind}/1",'
        f'"display_url":"pic.twitter.com/{short[-10:]}","media_key":"{key}"}}'
    )
    address = "url" if kind == "photo" else "preview_image_url"
    attachments = (
        f'"attachments":{{"media_keys":["{key}"],"media":[{{"media_key":"{key}","type":"{kind}",'
        f'"{address}":"https://pictures.example/media/{name}.jpg","width":1080,"height":720}}]}},'
    )
    return Shown(f"{text} {short}", urls, attachments)


def with_quote(shown: Shown, quoted_id: int, handle: str) -> Shown:
    """Append the address of the quoted post, as the platform does."""
    short = short_address(quoted_id)
    start = len(shown.text) + 1
    address = f"https://twitter.com/{handle}/status/{quoted_id}"
    urls = (
        f'{{"start":{start},"end":{start + len(short)},"url":"{short}",'
        f'"expanded_url":"{address}","display_url":"{address[8:35]}…"}}'
    )
    joint = f"{shown.urls},{urls}" if shown.urls else urls
    return Shown(f"{shown.text} {short}", joint, shown.attachments)


def entities(text: str, mentioned: Mapping[str, str], urls: str = "") -> str:
    """Return the entities of a text as JSON; a hashtag that is cut off is none."""
    tags, mentions = [], []
    for mark in _MARKS.finditer(text):
        start, end = mark.span()
        word = mark.group(1)
        if text[end : end + 1] == "…":
            continue
        if text[start] == "#":
            tags.append(f'{{"start":{start},"end":{end},"tag":{quoted(word)}}}')
        elif word in mentioned:
            mentions.append(
                f'{{"start":{start},"end":{end},"username":"{word}","id":"{mentioned[word]}"}}'
            )
    parts = []
    if tags:
        parts.append(f'"hashtags":[{",".join(tags)}]')
    if mentions:
        parts.append(f'"mentions":[{",".join(mentions)}]')
    if urls:
        parts.append(f'"urls":[{urls}]')
    return "{" + ",".join(parts) + "}"
