"""The ids and handles that stand in the addresses of posts and profiles, by platform.

People and scrapers write ``https://www.tiktok.com/@ana/video/7021…?lang=fr`` where another export
of the same post has ``7021…``; only the id makes the two one post. The ids are those that the
readers of each platform's exports give. An address of another form (a shortened one, a page of
Facebook, a status of Mastodon) holds no id, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Form(NamedTuple):
    """How an address is written after its host, and what the part of it makes.

    ``made`` holds ``{}`` for the part, of which several are joined by ``/``.
    """

    platform: str
    pattern: re.Pattern[str]
    made: str


def _forms(*written: tuple[str, str, str]) -> tuple[Form, ...]:
    return tuple(
        Form(platform, re.compile(rf"(?:https?://)?(?:[\w-]+\.)*?{form}", re.IGNORECASE), made)
        for platform, form, made in written
    )


_END = r"/?(?:[?#].*)?$"
_PAGES_OF_X = "home|search|hashtag|i|intent|share|explore|settings|notifications|messages"
_YOUTUBE = r"(?:youtube\.com/(?:watch\?(?:\S*&)?v=|shorts/|live/|embed/)|youtu\.be/)"

_POSTS = _forms(
    ("x", r"(?:twitter|x)\.com/[^?#]*?/status(?:es)?/(\d+)", "{}"),
    ("tiktok", r"tiktok\.com/[^?#]*?/?(?:video|photo|v|embed(?:/v2)?)/(\d+)", "{}"),
    ("instagram", r"instagram\.com/(?:[\w.]+/)?(?:p|reels?|tv)/([\w-]+)", "{}"),
    ("threads", r"threads\.(?:net|com)/(?:[^?#]*?/post|t)/([\w-]+)", "{}"),
    ("youtube", rf"{_YOUTUBE}\S*[?&]lc=([\w.-]+)", "{}"),
    ("youtube", rf"{_YOUTUBE}([\w-]{{11}})(?![\w-])", "{}"),
    ("reddit", r"reddit\.com/(?:r|user|u)/[\w-]+/comments/\w+/[^/?#]*/(\w+)", "t1_{}"),
    ("reddit", r"(?:reddit\.com/(?:(?:r|user|u)/[\w-]+/)?comments|redd\.it)/(\w+)", "t3_{}"),
    ("truthsocial", r"truthsocial\.com/[^?#]*?/(\d+)(?![^/?#])", "{}"),
    ("gab", r"gab\.com/[\w.-]+/posts/(\d+)", "{}"),
    ("discord", r"discord(?:app)?\.com/channels/(?:@me|\d+)/\d+/(\d+)", "{}"),
    ("telegram", r"t(?:elegram)?\.me/c/(\d+)/(?:\d+/)?(\d+)(?!\d*/)", "{}"),
    ("telegram", r"t(?:elegram)?\.me/(?:s/)?([a-z]\w+)/(?:\d+/)?(\d+)(?!\d*/)", "{}"),
    ("bluesky", r"bsky\.app/profile/([\w:%.-]+)/post/(\w+)", "at://{}"),
)
"""Platform, form, and the id of the post."""

_PROFILES = _forms(
    ("x", r"(?:twitter|x)\.com/(?:\S*?user_id=|i/user/)(\d+)", "{}"),
    ("x", rf"(?:twitter|x)\.com/@?(?!(?:{_PAGES_OF_X}){_END})(\w{{1,30}}){_END}", "@{}"),
    ("tiktok", rf"tiktok\.com/@([\w.]+){_END}", "@{}"),
    ("instagram", rf"instagram\.com/([\w.]+){_END}", "@{}"),
    ("threads", rf"threads\.(?:net|com)/@([\w.]+){_END}", "@{}"),
    ("youtube", r"youtube\.com/channel/(UC[\w-]+)", "{}"),
    ("youtube", r"youtube\.com/(?:@|user/|c/)([^/?#\s]+)", "@{}"),
    ("reddit", rf"(?:reddit\.com)?/?(?:u|user)/([\w-]+){_END}", "@{}"),
    ("truthsocial", rf"truthsocial\.com/@(\w+){_END}", "@{}"),
    ("gab", rf"gab\.com/(\w+){_END}", "@{}"),
    ("telegram", rf"t(?:elegram)?\.me/(?:s/)?([a-z]\w+){_END}", "@{}"),
    ("bluesky", r"bsky\.app/profile/(did:[\w:%.-]+)", "{}"),
    ("bluesky", rf"bsky\.app/profile/([\w.-]+){_END}", "@{}"),
    ("facebook", r"facebook\.com/profile\.php\?(?:\S*&)?id=(\d+)", "{}"),
    ("facebook", rf"facebook\.com/([\w.-]+){_END}", "@{}"),
)
"""The same of accounts; ``@`` marks what is a handle, not an id."""

_MASTODON = re.compile(r"https?://([\w.-]+)/@([\w.-]+)/?", re.ASCII)
_ACTOR = re.compile(r"https?://([\w.-]+)/(?:users/|@)([\w.-]+)/?", re.ASCII)


def _made(address: str, forms: tuple[Form, ...], platform: str = "") -> Iterator[tuple[str, str]]:
    """Platform and id of each form that an address has."""
    for form in forms:
        if platform in {"", form.platform} and (match := form.pattern.match(address)) is not None:
            yield form.platform, form.made.format(_joined(form.platform, match.groups()))


def _joined(platform: str, parts: tuple[str, ...]) -> str:
    if platform == "bluesky" and len(parts) > 1:
        return "/app.bsky.feed.post/".join(parts)
    return "/".join(parts).lower() if platform == "telegram" else "/".join(parts)


def post_in(address: str, platform: str) -> str | None:
    """The id of a post in its address; None where the platform's addresses hold none."""
    return next((made for _, made in _made(address, _POSTS, platform)), None)


def any_post_in(address: str) -> tuple[str, str] | None:
    """The platform of the post that an address leads to, and the post's id."""
    return next(_made(address, _POSTS), None) if "://" in address else None


def account_in(address: str, platform: str) -> str | None:
    """The id of an account in the address of its profile, or ``@`` and its handle."""
    if platform == "mastodon":
        match = _MASTODON.fullmatch(address)
        return f"@{match[2]}@{match[1].lower()}" if match else None
    return next((made for _, made in _made(address, _PROFILES, platform)), None)


def handle_in(address: str, platform: str) -> str | None:
    """``@`` and the handle in the address of a profile, or its id; on Mastodon of its id as well.

    There ``https://one.example/users/ana`` is the id itself, and says who that is.
    """
    match = _ACTOR.fullmatch(address) if platform == "mastodon" else None
    return f"@{match[2]}@{match[1].lower()}" if match else account_in(address, platform)
