"""Records become posts, as a map says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ...graph.platforms import platform_named
from ..formats import cells
from ..formats.html_text import HtmlText
from ..formats.ids import IdError, own_id, post_id
from ..formats.time_forms import coarser, precision_of
from ..formats.times import NO_MOMENT, snowflake_moment
from ..formats.x_common import PLATFORM as X
from ..formats.x_common import app_name, is_cut, post_url, reference, split_repost
from ..records import Account, Engagement, Media, Post, Reject
from ..unread import note
from .clock import Clock, Found
from .conditions import condition
from .handles import handle_of
from .ids import BLUESKY, content_id, of_bluesky, of_spreadsheet
from .items import Item, compiled
from .lists import Lists
from .model import Map
from .paths import Path, path

_DEEPEST = 3
_BRACED = re.compile(r"\{([^{}]+)\}")
_HTML = re.compile(
    r"</?(?:a|b|br|i|p)(?:\s[^<>]*)?/?>|&(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);", re.I
)
_NONE: tuple[Any, ...] = ()


class PostReader:
    """Reads the records of one map."""

    def __init__(self, table_map: Map) -> None:
        self._map = table_map
        self._paths = compiled(table_map.paths())
        reposted = [place.steps for place in self._paths.get("repost_of", _NONE)]
        self._outside = {
            field: tuple(p for p in places if p.steps[:-1] not in reposted)
            for field, places in self._paths.items()
        }
        self._lists = Lists(self._paths, table_map.separator)
        self._clock = Clock(table_map.zone, table_map.time_form)
        self._nothing = frozenset(table_map.nothing)
        self._made_from = tuple(compiled({"id": table_map.id_made_from})["id"])
        self._when = {
            kind: tuple(condition(words) for words in getattr(table_map, f"{kind}_when"))
            for kind in ("repost", "quote", "reply", "reject")
        }

    def post(self, item: Item) -> Post | Reject:
        """The post that a record is, or why it is none."""
        try:
            return self._post(item, 0)
        except IdError as error:
            return item.reject(str(error))

    def _post(self, item: Item, depth: int) -> Post | Reject:
        if self._is(item, "reject"):
            return item.reject(f"not a post: {' or '.join(self._map.reject_when)}")
        platform = self._platform(item)
        if platform is None:
            return item.reject("the platform is missing")
        native = self._own_id(item, platform, own_id if depth == 0 else post_id)
        if native is None:
            return item.reject("a post without id")
        account = self._account(item, platform, "account")
        if platform == BLUESKY:
            native, account = of_bluesky(native, account)
        post = Post(
            platform=platform,
            native_id=native,
            account=account,
            kind="original",
            lang=self._word(item, "lang"),
            ts_precision=self._map.precision,
            app=app_name(self._text(item, "app")),
            conversation_id=self._thread(item, platform),
            observed_at=self._moment(item, "observed_at")[1],
            damaged=item.damaged,
        )
        (post.created_at, post.ts), written = self._timed(item, "created_at")
        if post.ts is not None:
            post.ts_precision = coarser(post.ts_precision, precision_of(written))
        if post.ts is None and platform == X:
            post.created_at, post.ts = snowflake_moment(native)
        post.url = self._address(item, post)
        if post.account is not None:
            self._describe(post.account, item, post.observed_at)
        read = self._with_references(post, item, depth)
        if depth == 0 and isinstance(read, Post) and not written and _is_bare(read):
            return item.reject("nothing but an id")
        return read

    def _with_references(self, post: Post, item: Item, depth: int) -> Post | Reject:
        words, spoken = self._words(item)
        parted = split_repost(words) if post.platform == X else None
        references: dict[str, Post | None] = {}
        for name in ("repost_of", "quote_of", "reply_to"):
            references[name] = self._reference(item, post, name, depth)
        named = self._account(item, post.platform, "repost_of_account")
        # Words that begin with «RT @name:» are not the author's own, whatever a column says.
        if parted or self._holds(item, "repost", references["repost_of"] or named):
            self._make_repost(post, item, references["repost_of"], named, words)
            return post
        self._refer(post, item, references["quote_of"], references["reply_to"])
        self._add_content(post, item, words, spoken)
        post.counts = self._counts(item)
        return post

    def _make_repost(
        self,
        post: Post,
        item: Item,
        original: Post | None,
        named: Account | None,
        words: str | None,
    ) -> None:
        parted = split_repost(words)
        body = (parted[1] or None) if parted else words
        if named is None and original is not None:
            named = original.account
        body = self._text(item, "repost_text") or body
        if named is None and parted:
            named = Account(platform=post.platform, handle=parted[0])
        post.kind, post.repost_of_account = "repost", named
        if original is None:
            post.repost_key, post.text, post.text_cut = "weak", body, is_cut(body)
            return
        post.repost_key, post.repost_of = "strong", original
        if not original.stub:
            return
        original.account = original.account or named
        self._add_content(original, item, body, [])
        if parted and f"@{parted[0]}".lower() not in (body or "").lower():
            original.mentions = [
                m for m in original.mentions if (m.handle or "").lower() != parted[0].lower()
            ]
        original.damaged = post.damaged

    def _refer(self, post: Post, item: Item, quoted: Post | None, answered: Post | None) -> None:
        if self._holds(item, "quote", quoted):
            post.kind, post.quote_of = "quote", quoted
        to = self._account(item, post.platform, "reply_to_account")
        if self._holds(item, "reply", answered or to):
            if answered is not None:
                answered.account = answered.account or to
            post.kind, post.reply_to = "reply", answered
            post.reply_to_account = to or (answered.account if answered else None)

    def _reference(self, item: Item, post: Post, name: str, depth: int) -> Post | None:
        """The post that is referred to: a whole one where the record holds it, else its id."""
        value = item.reference(self._paths.get(name, _NONE), self._nothing)
        if value is None or isinstance(value, list):
            return None
        if isinstance(value, dict):
            inner = Item(value, item.line, item.raw, item.root, item.damaged)
            whole = self._post(inner, depth + 1) if depth < _DEEPEST else None
            return whole if isinstance(whole, Post) and whole.native_id != post.native_id else None
        value = of_spreadsheet(value, from_excel=item.from_excel)
        native = self._prefixed(post_id(value, post.platform))
        account = self._account(item, post.platform, f"{name}_account")
        if native is not None and post.platform == BLUESKY:
            native, account = of_bluesky(native, account)
        if native is None or native == post.native_id:
            return None  # nothing refers to itself
        return Post(platform=post.platform, native_id=native, account=account, stub=True)

    def _own(self, item: Item, field: str) -> tuple[Path, ...]:
        """The places of a field, but for those in a reposted post where the record is a repost."""
        return (self._outside if self._is(item, "repost") else self._paths).get(field, _NONE)

    def _own_id(
        self, item: Item, platform: str, checked: Callable[[Any, str], str | None]
    ) -> str | None:
        value = item.first(self._own(item, "id"), _is_blank)
        if value is None and self._made_from:
            return content_id([item.word((name,)) for name in self._made_from])
        value = of_spreadsheet(value, from_excel=item.from_excel)
        return self._prefixed(checked(value, platform))

    def _thread(self, item: Item, platform: str) -> str | None:
        value = item.reference(self._paths.get("conversation_id", _NONE), self._nothing)
        value = of_spreadsheet(value, from_excel=item.from_excel)
        return post_id(value, platform) or self._map.values.get("conversation_id")

    def _prefixed(self, native: str | None) -> str | None:
        prefix = self._map.id_prefix
        if native is None or not prefix or "_" in native:
            return native
        return f"{prefix}{native}"

    def _platform(self, item: Item) -> str | None:
        said = self._word(item, "platform")
        if said is None:
            return self._map.platform
        if said in self._map.platforms:
            return self._map.platforms[said]
        return "".join(c if c.isalnum() else "-" for c in platform_named(said))[:30]

    def _account(self, item: Item, platform: str, field: str) -> Account | None:
        value = item.reference(self._paths.get(f"{field}_id", _NONE), self._nothing)
        value = of_spreadsheet(value, from_excel=item.from_excel)
        name = item.reference(self._paths.get(f"{field}_handle", _NONE), self._nothing)
        values = self._map.values
        native = values.get(f"{field}_id") if value is None else value
        written = cells.word(name) or values.get(f"{field}_handle")
        handle = handle_of(written, platform) if written else None
        if written and handle is None:
            if native is None and field == "account":
                raise IdError(
                    f"{written[:40]!r} is not a handle of {platform}: map names to account_name"
                )
            note(f"{field}_handle", written)
        return reference(native, handle, platform)

    def _describe(self, account: Account, item: Item, observed_at: int | None) -> None:
        account.display_name = self._text(item, "account_name")
        account.description = self._text(item, "account_description")
        account.created_at = self._moment(item, "account_created_at")[0]
        account.followers = self._number(item, "followers")
        account.following = self._number(item, "following")
        account.posts = self._number(item, "account_posts")
        account.verified = cells.truth(self._value(item, "verified"))
        account.observed_at = observed_at

    def _words(self, item: Item) -> tuple[str | None, list[str]]:
        """The text, and the links that HTML marks in it."""
        parts = item.texts(self._paths.get("text", _NONE))
        words = "\n\n".join(parts if self._map.text_parts == "all" else parts[:1]) or None
        form = self._map.text_form
        if words is None or form == "plain" or (form != "html" and not _HTML.search(words)):
            return words, []
        html = HtmlText(words)
        return html.text or None, html.links

    def _add_content(self, post: Post, item: Item, words: str | None, spoken: list[str]) -> None:
        post.text, post.text_cut = words, post.platform == X and is_cut(words)
        post.hashtags = self._lists.hashtags(item, words)
        post.mentions = self._lists.mentions(item, words, post.platform)
        post.links = list(dict.fromkeys([*self._lists.links(item, words), *spoken]))
        post.media = [Media(key=key, url=_web(key)) for key in self._lists.media(item)]

    def _counts(self, item: Item) -> Engagement:
        names = ("reposts", "replies", "likes", "quotes", "views")
        return Engagement(**{name: self._number(item, name) for name in names})

    def _address(self, item: Item, post: Post) -> str | None:
        stated = (item.text(self._own(item, field)) for field in ("url", "id"))
        url = next(filter(None, map(_web, stated)), None)
        if url is not None:
            return url
        account = post.account or Account(platform=post.platform)
        if self._map.address:
            return _filled(self._map.address, post, account, item)
        return post_url(post.native_id, account.handle) if post.platform == X else None

    def _is(self, item: Item, kind: str) -> bool:
        return any(condition_.holds(item.record, item.root) for condition_ in self._when[kind])

    def _holds(self, item: Item, kind: str, reference: Any) -> bool:
        """Whether a post is of a kind: its condition alone decides where the map has one."""
        return self._is(item, kind) if self._when[kind] else reference is not None

    def _value(self, item: Item, field: str) -> Any:
        value = item.first(self._paths.get(field, _NONE))
        return self._map.values.get(field) if value is None else value

    def _text(self, item: Item, field: str) -> str | None:
        return item.text(self._paths.get(field, _NONE)) or self._map.values.get(field)

    def _word(self, item: Item, field: str) -> str | None:
        return item.word(self._paths.get(field, _NONE)) or self._map.values.get(field)

    def _number(self, item: Item, field: str) -> int | None:
        written = next((place.written for place in self._paths.get(field, _NONE)), field)
        value = self._value(item, field)
        return None if str(value) in self._nothing else cells.number(value, written)

    def _moment(self, item: Item, field: str) -> Found:
        return self._timed(item, field)[0]

    def _timed(self, item: Item, field: str) -> tuple[Found, Any]:
        """A moment, and how it is written."""
        for place in self._paths.get(field, _NONE):
            written = place.value(item.record, item.root)
            moment = self._clock.moment(written, place.written)
            if moment[1] is not None:
                return moment, written
        return NO_MOMENT, None


def _is_blank(value: Any) -> bool:
    return value is None or value == ""


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _filled(form: str, post: Post, account: Account, item: Item) -> str | None:
    """The address of a post; None where a part of it is missing."""
    fields = {
        "id": post.native_id,
        "conversation_id": post.conversation_id,
        "account_id": account.native_id,
        "account_handle": account.handle,
    }
    for name in _BRACED.findall(form):
        value = fields.get(name) or item.word((path(name),))
        if not value:
            return None
        form = form.replace(f"{{{name}}}", value)
    return form


def _is_bare(post: Post) -> bool:
    """Whether it has neither author nor content nor reference: a title or an empty row."""
    return not (
        post.account
        or post.text
        or post.media
        or post.links
        or post.hashtags
        or post.mentions
        or post.counts not in {None, Engagement()}
        or post.quote_of
        or post.reply_to
        or post.reply_to_account
        or post.repost_of
        or post.repost_of_account
    )
