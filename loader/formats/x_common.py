"""What all exports from X share: ids, addresses, escaping, and the mark of a repost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..records import Account, Post
from .addresses import account_in, handle_in
from .cells import NOTHING
from .ids import account_id
from .marks import handles_in
from .times import Moment

PLATFORM = "x"

_HANDLE = re.compile(r"\w{1,30}", re.ASCII)
_REPOST = re.compile(r"RT @(\w{1,30}): ?(.*)", re.DOTALL | re.ASCII)
_MARK = re.compile(r"RT @(\w{1,30}):? ?(.*)", re.DOTALL | re.ASCII)
_STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/([^/]+)/status(?:es)?/(\d+)(/(?:photo|video)/)?",
    re.IGNORECASE,
)
MEDIA_PREFIX = {"photo": "3_", "video": "7_", "animated_gif": "16_"}
"""What API v2 puts before a media id of API v1.1 to make its media key."""

_APP = re.compile(r"<a [^>]*>([^<]*)</a>")


def reference(
    account: str | float | None, handle: str | None, platform: str = PLATFORM
) -> Account | None:
    """A mere reference to an account, or None when nothing names it.

    Raises:
        IdError: the account's id cannot be one.
    """
    if handle and "/" in handle:
        handle, account = _in_profile(handle, account, platform)
    handle = bare_handle(handle)
    if type(account) is str and "/" in account and (owner := account_in(account, platform)):
        # The address of a profile, which may hold no id.
        handle, account = (handle or owner[1:], None) if owner[0] == "@" else (handle, owner)
    native_id = account_id(account, platform)
    if native_id is None and not handle:
        return None
    return Account(platform=platform, native_id=native_id, handle=handle)


def new_post(
    native_id: str,
    account: Account | None,
    moment: Moment | tuple[None, None],
    *,
    damaged: bool,
) -> Post:
    """A post that stands in an export itself, and has an address by its author's handle."""
    created_at, ts = moment
    return Post(
        platform=PLATFORM,
        native_id=native_id,
        account=account,
        kind="original",
        created_at=created_at,
        ts=ts,
        url=post_url(native_id, account.handle if account else None),
        damaged=damaged,
    )


def bare_handle(handle: str | None) -> str | None:
    """A handle without ``@``; words for nothing are none."""
    if not handle:
        return None
    bare = handle.strip().removeprefix("@")
    return None if bare in NOTHING else bare


def _in_profile(
    address: str, account: str | float | None, platform: str
) -> tuple[str | None, str | float | None]:
    """Handle and id, where what should be a handle is the address of a profile."""
    owner = handle_in(address.strip(), platform)
    if owner is None:
        return address, account
    return (owner[1:], account) if owner[0] == "@" else (None, account or owner)


def leads(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    """By address the page that it leads to, where that is another."""
    return {url: page for url, page in pairs if url and page and url != page}


def post_url(post_id: str, handle: str | None) -> str | None:
    """Where a post can be opened; X redirects from ``i`` when the handle is unknown."""
    return f"https://x.com/{_in_path(handle)}/status/{post_id}" if post_id.isdecimal() else None


@lru_cache(maxsize=1 << 15)  # authors recur
def _in_path(handle: str | None) -> str:
    return handle if handle and _HANDLE.fullmatch(handle) else "i"


def unescaped(text: str | None) -> str | None:
    """The text with the three characters that X escapes."""
    if not text:
        return None
    if "&" in text:
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text


def without_mark(text: str | None, handle: str | None) -> tuple[str | None, str | None]:
    """Handle and text of what is known to be a repost, with or without a colon in its mark."""
    match = _MARK.match(text) if text else None
    if match is None or (handle and match[1].lower() != handle.lower().lstrip("@")):
        return handle, text
    return handle or match[1], match[2] or None


def split_repost(text: str | None) -> tuple[str, str] | None:
    """Handle and text of the original, from ``RT @handle: text``."""
    match = _REPOST.match(text) if text else None
    return (match[1], match[2]) if match else None


def is_cut(text: str | None) -> bool:
    """Whether X shortened the text, as it does with the text of reposts."""
    return text is not None and text.endswith("…")


def named_in(text: str | None) -> list[Account]:
    """Who is named in a text of X whose source does not list them."""
    return [Account(platform=PLATFORM, handle=handle) for handle in handles_in(text)]


def is_own_link(url: str, quoted_id: str | None) -> bool:
    """Whether a link only stands for the post's own media or for the post it quotes."""
    if "/status" not in url:
        return False
    match = _STATUS.match(url)
    return match is not None and (match[3] is not None or match[2] == quoted_id)


def status_handle(url: str | None) -> str | None:
    """The handle in a post's address."""
    match = _STATUS.match(url) if url else None
    return (
        match[1] if match and _HANDLE.fullmatch(match[1]) and match[1] not in {"i", "_"} else None
    )


def app_name(source: str | None) -> str | None:
    """The program's name, out of its HTML link."""
    if not source:
        return None
    match = _APP.match(source) if source.startswith("<") else None
    return unescaped(match[1] if match else source)
