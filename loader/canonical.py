"""Canonical ids: the same hashtag, page or host is one node, however a post wrote it.

A URL's canonical form: scheme and host in lower case, the host in its ASCII form without a
trailing dot, user names and default ports removed; an empty path becomes ``/``, any other path
loses its trailing slashes; escapes are upper-case (``%c3`` becomes ``%C3``), and characters that
must be escaped are; the parameters that only say where a reader came from (:data:`TRACKING`) and
the fragment are removed, unless it is an address of its own (``#!…``); of an address of a
platform's that only leads to another page, the page's stays. The scheme, ``www.``, the
order of parameters and their case stay, because pages may differ by them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

TRACKING = re.compile(
    r"utm_.*|at_(?:medium|campaign|custom\d|format|link.*)|mtm_.*|pk_.*|hsa_.*|_hs.*|mc_[ce]id|"
    r"(?:fb|g|dc|ms|tt|tw|ya|y|wb?ra|gb?ra)clid|[gw]braid|fb_(?:action_.*|source|ref)|igsh(?:id)?|"
    r"mibextid|ref_(?:src|url)|xtor|lmd_.*|cmpid|wt_mc|s_kwcid|__twitter_impression|_ga|oly_(?:anon|enc)_id",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, not what the page shows."""

_SHARING = {
    "x.com": {"s", "t", "ref_src"}, "twitter.com": {"s", "t", "ref_src"},
    "youtube.com": {"si", "feature", "pp"}, "youtu.be": {"si", "feature"},
    "open.spotify.com": {"si"}, "facebook.com": {"mibextid", "rdid", "share_url"},
    "instagram.com": {"img_index", "hl"}, "threads.net": {"xmt", "slof"},
    "threads.com": {"xmt", "slof"}, "tiktok.com": {"_r", "_t", "is_from_webapp", "sender_device"},
    "reddit.com": {"share_id", "rdt"}, "linkedin.com": {"trk", "rcm", "trackingId"},
}  # fmt: skip
"""The same where a short name means that on one host only."""

_REDIRECT = re.compile(
    r"https?://(?:lm?\.(?:facebook|instagram|threads)\.\w+/|(?:www\.)?google(?:\.\w+){1,2}/url\?|"
    r"(?:www\.)?youtube\.com/redirect\?|out\.reddit\.com/|(?:m\.)?vk\.com/away\.php\?|"
    r"t\.umblr\.com/redirect\?)",
    re.IGNORECASE,
)
"""Addresses that platforms put before those in a post; the page's own stands in a parameter."""

MAX_ID_BYTES = 4_000
"""Half of what an index entry of Neo4j can hold; longer ids end in their digest instead."""

_CODE = re.compile(r"/[\w-]{2,16}/?", re.ASCII)
_GATE = re.compile(
    r"\w+://(?:(?:consent|login|signin|auth|accounts?|sso|id)\.|[^?#]*/(?:log-?in|sign-?in|consent)\b)",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443, "ftp": 21}
_BARE = re.compile(r"((?:[\w-]+\.)+[^\W\d_]{2,24})(?::\d{1,5})?(?=[/?#]|$)")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_KEPT_IN_PATH = "/:@!$&'()*+,;=~%"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?[]|"
_HASH = "#\N{FULLWIDTH NUMBER SIGN}\N{MUSIC SHARP SIGN}"


def bounded(key: str) -> str:
    """Return an id that every engine can index: long ones keep their start and a digest."""
    if (
        len(key) * 4 <= MAX_ID_BYTES
        or len(data := key.encode("utf-8", "surrogatepass")) <= MAX_ID_BYTES
    ):
        return key
    return f"{key[:500]}…sha256:{hashlib.sha256(data).hexdigest()}"


@lru_cache(maxsize=1 << 15)
def hashtag_id(tag: str) -> str | None:
    """Return the id of a hashtag, written with ``#`` or without; None when nothing is left."""
    folded = unicodedata.normalize("NFKC", tag.strip().lstrip(_HASH)).casefold()
    return bounded(unicodedata.normalize("NFKC", folded).strip()) or None


@lru_cache(maxsize=1 << 15)
def link_ids(url: str) -> tuple[str, str | None] | None:
    """Return a link's canonical URL and its registered host; None when nothing is left.

    A host without a scheme is on the web. What is not a URL stays as it was written, and is on no
    host.
    """
    url = "".join(url.split())
    if not url:
        return None
    if "://" not in url and (bare := _BARE.match(url)) and _extractor()(bare[1]).suffix:
        url = f"https://{url}"
    try:
        canonical, host = _canonical(_led_to(url))
    except ValueError:  # a bracket or a port that is none
        return bounded(url), None
    return bounded(canonical), registered_host(host) if host else None


@lru_cache(maxsize=1 << 13)
def registered_host(host: str) -> str:
    """Return the host somebody registered: ``bbc.co.uk`` of ``www.bbc.co.uk``.

    Where people get names under a shared one (``somebody.github.io``), theirs counts. Below an
    ending that the list does not know, the last two labels count, as the list's default says.
    Numbers stay as they are.
    """
    parts = _extractor()(host)
    registered = parts.top_domain_under_public_suffix
    if not registered and not parts.suffix and not (parts.ipv4 or ":" in host):
        registered = ".".join(host.split(".")[-2:])
    return bounded(registered or host)


def _led_to(url: str) -> str:
    """The address in one of a platform's that only lead to others."""
    if _REDIRECT.match(url) is None:
        return url
    fields = parse_qs(urlsplit(url).query)
    targets = (value for name in ("u", "url", "q", "to", "z") for value in fields.get(name, ()))
    return next((target for target in targets if target.startswith(("http://", "https://"))), url)


def is_shortened(url: str, page: str) -> bool:
    """Whether an address is one that a shortener made for a page: a code on another host.

    Not where it led to a front page, or to where people log in or consent: many addresses lead
    there, and they are not one page.
    """
    try:
        short, there = urlsplit(url), urlsplit(page)
        hosts = short.hostname, there.hostname
    except ValueError:
        return False
    return (
        None not in hosts
        and hosts[0] != hosts[1]
        and not short.query
        and _CODE.fullmatch(short.path) is not None
        and len(there.path) > 1
        and _GATE.match(page) is None
    )


def _canonical(url: str) -> tuple[str, str | None]:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https", "ftp"} or not parts.hostname:
        return url, None
    host = _ascii_host(parts.hostname)
    port = parts.port
    address = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[parts.scheme]:
        address += f":{port}"
    path = _escaped(parts.path, _KEPT_IN_PATH).rstrip("/") or "/"
    shared = _shared_by(host)
    kept = [
        field
        for field in parts.query.split("&")
        if field and not TRACKING.fullmatch(name := field.partition("=")[0]) and name not in shared
    ]
    query = f"?{_escaped('&'.join(kept), _KEPT_IN_QUERY)}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"{parts.scheme}://{address}{path}{query}{fragment}", host


def _shared_by(host: str) -> set[str]:
    """The parameters that sharing adds on a host, also on its parts."""
    return _SHARING.get(host) or _SHARING.get(host.partition(".")[2], set())


def _ascii_host(host: str) -> str:
    host = host.rstrip(".").lower() or host
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _escaped(text: str, kept: str) -> str:
    return _ESCAPE.sub(lambda match: match[0].upper(), quote(text, safe=kept))


@cache
def _extractor() -> TLDExtract:
    # 0.2 s that a load without links need not pay.
    from tldextract import TLDExtract

    # Only the list in the package: a load never speaks to the network.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
