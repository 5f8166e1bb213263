"""4CAT's and Zeeschuimer's CSV of x.com: without the ids of what is reposted or answered."""

from __future__ import annotations

from typing import ClassVar

from ..records import Engagement, Media, Post
from . import cells
from .ids import post_id
from .marks import tags_in
from .table_format import PostTable
from .tables import Row
from .times import any_moment, epoch_moment, stated_or_in_id
from .x_common import (
    PLATFORM,
    is_own_link,
    named_in,
    post_url,
    reference,
    unescaped,
    without_mark,
)

Cells = dict[str, str]


class FourCatCsv(PostTable):
    """Reposts have a weak key here: the reposted account and the text."""

    name = "4cat-csv"
    title = "4CAT and Zeeschuimer CSV of x.com"
    recognised_by = "columns id, thread_id, body, author, is_retweet and retweeted_user"
    reads = "weak reposts, quotes, mentions, hashtags, links, media, counts"
    lacks = "ids of reposted and answered posts and of accounts that are named, which it lacks"
    source = (
        "digitalmethodsinitiative/4cat: datasources/twitter-import/search_twitter.py (map_item)"
    )
    members: ClassVar = {"account": "author", "text": "body", "created_at": "timestamp"}

    id_column = "id"
    columns = ("id", "thread_id", "body", "author", "is_retweet", "retweeted_user")

    def post(self, row: Row, native_id: str) -> Post:
        """The post of that id, with all that its row says of it."""
        values = row.cells
        stated = epoch_moment(values.get("unix_timestamp"), "unix_timestamp")
        created_at, ts = stated_or_in_id(stated, native_id)
        if ts is None:
            created_at, ts = any_moment(values.get("timestamp"), "timestamp")
        account = reference(values.get("author_id"), values["author"])
        if account is not None:
            account.display_name = cells.text(values.get("author_fullname"))
        post = Post(
            platform=PLATFORM,
            native_id=native_id,
            account=account,
            kind="original",
            text=unescaped(values["body"]),
            lang=cells.word(values.get("language_guess")),
            created_at=created_at,
            ts=ts,
            url=post_url(native_id, values["author"]),
            app=cells.text(values.get("source")),
            conversation_id=post_id(values["thread_id"]),
            damaged=row.damaged,
        )
        if cells.truth(values["is_retweet"]):
            _make_weak_repost(post, values)
        else:
            _add_content(post, values)
        return post


def _make_weak_repost(post: Post, values: Cells) -> None:
    named, post.text = without_mark(post.text, values["retweeted_user"] or None)
    post.kind, post.repost_key = "repost", "weak"
    post.repost_of_account = reference(None, named)


def _add_content(post: Post, values: Cells) -> None:
    quoted = post_id(values.get("quote_tweet_id"))
    if quoted is not None:
        author = reference(None, values.get("quote_author"))
        post.quote_of = Post(platform=PLATFORM, native_id=quoted, account=author, stub=True)
        post.quote_of.text = unescaped(values.get("quote_body") or None)
    if quoted is not None or cells.truth(values.get("is_quote_tweet")):
        post.kind = "quote"
    if cells.truth(values.get("is_reply")):
        post.kind = "reply"
        answered = values.get("replied_author") or values.get("replied_user")
        post.reply_to_account = reference(None, answered)
    post.hashtags = list(dict.fromkeys(cells.parts(values.get("hashtags"), ",")))
    named = cells.parts(values.get("mentions"), ",")
    post.mentions = [m for m in (reference(None, name) for name in dict.fromkeys(named)) if m]
    if "hashtags" not in values:
        post.hashtags = tags_in(post.text)
    if "mentions" not in values:
        post.mentions = named_in(post.text)
    urls = dict.fromkeys(cells.addresses(values.get("urls")))
    post.links = [url for url in urls if not is_own_link(url, quoted)]
    post.media = [
        Media(key=url, kind=kind, url=url)
        for column, kind in (("images", "photo"), ("videos", "video"))
        for url in dict.fromkeys(cells.addresses(values.get(column)))
    ]
    post.counts = Engagement(
        reposts=cells.count_in(values, "retweet_count"),
        replies=cells.count_in(values, "reply_count"),
        likes=cells.count_in(values, "like_count"),
        quotes=cells.count_in(values, "quote_count"),
        views=cells.count_in(values, "impression_count"),
    )
