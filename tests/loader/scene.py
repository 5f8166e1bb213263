"""One made-up scene as every export writes it: a post, its repost, a quote, a reply.

Ana posts the spark with a hashtag, a mention of Eve and a link; Bob reposts it, Cleo quotes it,
Dan answers it, each half a minute later. A scene says which of that its export cannot hold.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

BEGIN = 1_732_104_000  # 20 November 2024, 12:00: every platform existed
WORDS = "une bête #VernonDehors @eve https://example.org/page"
LINK = "https://example.org/page"
PEOPLE = ("ana", "bob", "cleo", "dan", "eve")
ROLES = ("spark", "repost", "quote", "reply")
AUTHORS = dict(zip(ROLES, PEOPLE, strict=False))
SECONDS = {role: BEGIN + 30 * number for number, role in enumerate(ROLES)}
IDS = {role: str((seconds * 1000 - 1288834974657) << 22) for role, seconds in SECONDS.items()}
TIKTOK_IDS = {role: str(seconds << 32 | 305_419_897) for role, seconds in SECONDS.items()}
UIDS = {name: str(9001 + number) for number, name in enumerate(PEOPLE)}
TEXTS = {"spark": WORDS, "repost": f"RT @ana: {WORDS}", "quote": "lisez", "reply": "@ana oui"}


@dataclass(frozen=True)
class Scene:
    """An export of the scene, under the name of the format that recognises it.

    ``posts`` and ``people`` are the native ids (or ``@handle``) in the graph; ``lacks`` names
    what the export cannot hold: a role, or ``strong`` (the id of the reposted post), ``replied``
    and ``answered`` (the post and the account that are answered); ``root`` says that a comment
    answers what it stands under.
    """

    data: bytes
    platform: str = "x"
    posts: dict[str, str] = field(default_factory=lambda: IDS)
    people: dict[str, str] = field(default_factory=lambda: UIDS)
    lacks: frozenset[str] = frozenset()
    map: str = ""
    named: bool = False


def lines(*values: Any) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def table(*rows: dict[str, Any]) -> bytes:
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def iso(role: str, end: str = "Z") -> str:
    return datetime.fromtimestamp(SECONDS[role], UTC).isoformat()[:19] + end


def v1_time(role: str) -> str:
    return datetime.fromtimestamp(SECONDS[role], UTC).strftime("%a %b %d %H:%M:%S +0000 %Y")


def handles(**more: str) -> dict[str, str]:
    return {name: f"@{name}" for name in PEOPLE} | more


def without(*lacks: str) -> frozenset[str]:
    return frozenset(lacks)


ENTITIES = {
    "hashtags": [{"text": "VernonDehors"}],
    "user_mentions": [{"id_str": UIDS["eve"], "screen_name": "eve"}],
    "urls": [{"expanded_url": LINK, "url": "https://t.co/a"}],
}
