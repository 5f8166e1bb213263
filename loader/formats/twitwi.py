"""Posts normalised by twitwi: the CSV of gazouilloire and minet, and the same as JSON."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, ClassVar

from ..records import Account, Engagement, Media, Post
from . import cells
from .ids import post_id
from .marks import tags_in
from .table_format import PostTable, RowFormat
from .tables import Row
from .times import epoch_moment, iso_moment, stated_or_in_id
from .x_common import (
    PLATFORM,
    is_cut,
    is_own_link,
    named_in,
    new_post,
    reference,
    split_repost,
)

_END_OF_QUOTE = re.compile(r" — https?://\S+ »")

Cells = dict[str, Any]


class Twitwi(PostTable, RowFormat):
    """Read by name: older files lack columns, others have more in front."""

    name = "twitwi"
    title = "gazouilloire and minet: X posts as CSV, or as JSON of twitwi"
    recognised_by = "columns or members id, timestamp_utc, user_screen_name and text"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "places, alternative texts of media"
    source = "medialab/twitwi: twitwi/constants.py and formatters.py"
    members: ClassVar = {"account": "user_id", "text": "text", "created_at": "timestamp_utc"}

    id_column = "id"
    columns = ("id", "timestamp_utc", "user_screen_name", "text")  # in every version

    def cells(self, value: Cells) -> Cells:
        """The post inside a dump of gazouilloire's index, or the value itself."""
        source = value.get("_source")
        return {"id": value.get("_id"), **source} if isinstance(source, dict) else value

    def post(self, row: Row, native_id: str) -> Post:
        """The post of that id, with all that its row says of it."""
        values = row.cells
        stated = epoch_moment(values.get("timestamp_utc"), "timestamp_utc")
        moment = stated_or_in_id(stated, native_id)
        post = new_post(native_id, _account(values), moment, damaged=row.damaged)
        post.lang = cells.word(values.get("lang"))
        post.app = cells.text(values.get("source_name"))
        post.observed_at = _observed_at(values)
        if post_id(cells.text(values.get("retweeted_id"))):
            _make_repost(post, values)
        else:
            _refer(post, values)
            _add_content(post, values)
            post.counts = _counts(values)
        return post


def _account(row: Cells) -> Account | None:
    account = reference(cells.text(row.get("user_id")), cells.text(row.get("user_screen_name")))
    if account is not None:
        account.display_name = cells.text(row.get("user_name"))
        account.description = cells.text(row.get("user_description"))
        # user_created_at is in the collector's time zone, which is not stated
        account.created_at = epoch_moment(row.get("user_timestamp_utc"), "user_timestamp_utc")[0]
        account.followers = cells.count_in(row, "user_followers")
        account.following = cells.count_in(row, "user_friends")
        account.posts = cells.count_in(row, "user_tweets")
        account.verified = cells.truth(row.get("user_verified"))
        account.observed_at = _observed_at(row)
    return account


def _observed_at(row: Cells) -> int | None:
    """The collection time: local time of the collector, hours off at most, enough to order."""
    return iso_moment(cells.text(row.get("collection_time")))[1]


def _counts(row: Cells) -> Engagement:
    return Engagement(
        reposts=cells.count_in(row, "retweet_count"),
        replies=cells.count_in(row, "reply_count"),
        likes=cells.count_in(row, "like_count"),
        quotes=cells.count_in(row, "quote_count"),
        views=cells.count_in(row, "impression_count"),
    )


def _referred(row: Cells, what: str) -> Post | None:
    """The stub of the reposted or quoted post, with what the row says of it."""
    native_id = post_id(cells.text(row.get(f"{what}_id")))
    if native_id is None:
        return None
    stated = epoch_moment(row.get(f"{what}_timestamp_utc"), f"{what}_timestamp_utc")
    created_at, ts = stated_or_in_id(stated, native_id)
    account = reference(cells.text(row.get(f"{what}_user_id")), cells.text(row.get(f"{what}_user")))
    return Post(
        platform=PLATFORM,
        native_id=native_id,
        account=account,
        created_at=created_at,
        ts=ts,
        stub=True,
    )


def _make_repost(post: Post, row: Cells) -> None:
    """All content of the row is the original's: give it to the stub."""
    original = _referred(row, "retweeted")
    post.kind, post.repost_of, post.repost_key = "repost", original, "strong"
    if original is None:
        return
    post.repost_of_account = original.account
    original.damaged, original.observed_at = post.damaged, post.observed_at
    parted = split_repost(cells.text(row.get("text")))
    _add_content(original, row)
    original.text = (parted[1] or None) if parted else original.text
    original.text_cut = is_cut(original.text)
    original.counts = Engagement(reposts=cells.count_in(row, "retweet_count"))
    handle = (original.account.handle or "").lower() if original.account else ""
    if f"@{handle}" not in (original.text or "").lower():
        original.mentions = [m for m in original.mentions if (m.handle or "").lower() != handle]


def _refer(post: Post, row: Cells) -> None:
    post.quote_of = _referred(row, "quoted")
    if post.quote_of is not None:
        post.kind = "quote"
    answered_id = post_id(cells.text(row.get("to_tweetid")))
    answered = reference(cells.text(row.get("to_userid")), cells.text(row.get("to_username")))
    if answered_id is not None:
        post.reply_to = Post(platform=PLATFORM, native_id=answered_id, account=answered, stub=True)
    post.reply_to_account = answered
    if answered_id is not None or answered is not None:
        post.kind = "reply"


def _add_content(post: Post, row: Cells) -> None:
    post.text = cells.text(row.get("text"))
    post.hashtags = list(dict.fromkeys(cells.parts(row.get("hashtags"), "|")))
    post.mentions = _mentions(row)
    if "hashtags" not in row:
        post.hashtags = tags_in(post.text)
    if "mentioned_names" not in row:
        post.mentions = named_in(post.text)
    quoted = post.quote_of
    post.links = [
        link
        for link in dict.fromkeys(cells.parts(row.get("links"), "|"))
        if not is_own_link(link, quoted.native_id if quoted else None)
    ]
    urls = cells.parts(row.get("media_urls"), "|")
    kinds = cells.parts(row.get("media_types"), "|")
    kinds_fit = len(kinds) == len(urls)
    post.media = [
        Media(key=url, kind=kinds[i] if kinds_fit else None, url=url) for i, url in enumerate(urls)
    ]
    if quoted is not None:
        _part_quote(post, quoted)


def _mentions(row: Cells) -> list[Account]:
    handles = cells.parts(row.get("mentioned_names"), "|")
    ids = cells.parts(row.get("mentioned_ids"), "|")
    if len(ids) != len(handles):
        return [m for m in (reference(None, handle) for handle in handles) if m]
    pairs = zip(ids, handles, strict=True)
    return [m for m in (reference(native_id, handle) for native_id, handle in pairs) if m]


def _part_quote(post: Post, quoted: Post) -> None:
    """Take the quoted words out of the text, and what belongs to them out of the lists."""
    handle = quoted.account.handle if quoted.account else None
    named = re.escape(handle) if handle else r"\w+"
    text = post.text or ""
    begin = re.search(rf"« {named}: ", text)
    ends = _END_OF_QUOTE.finditer(text, begin.end()) if begin else ()
    # The first beginning and the last end, each looked for once.
    end = deque(ends, maxlen=1)
    if begin is None or not end:
        return
    own = (text[: begin.start()].rstrip() + text[end[0].end() :]).strip()
    theirs = text[begin.end() : end[0].start()]
    quoted.text, quoted.text_cut = theirs or None, is_cut(theirs)
    quoted.damaged, quoted.observed_at = post.damaged, post.observed_at
    own_words, their_words = own.lower(), theirs.lower()

    def only_theirs(mark: str) -> bool:
        return mark.lower() in their_words and mark.lower() not in own_words

    quoted.hashtags = [tag for tag in post.hashtags if f"#{tag}".lower() in their_words]
    post.hashtags = [tag for tag in post.hashtags if not only_theirs(f"#{tag}")]
    quoted.mentions = [m for m in post.mentions if f"@{m.handle}".lower() in their_words]
    post.mentions = [m for m in post.mentions if not only_theirs(f"@{m.handle}")]
    quoted.links = [link for link in post.links if link in theirs]
    post.links = [link for link in post.links if link in own or link not in theirs]
    post.text = own or None
