"""The archives of information operations that Twitter published (CSV)."""

from __future__ import annotations

from typing import ClassVar

from ..records import Account, Engagement, Post
from . import cells
from .ids import account_id, post_id
from .marks import tags_in
from .table_format import PostTable
from .tables import Row
from .times import any_moment, minute_moment
from .x_common import (
    PLATFORM,
    app_name,
    is_cut,
    is_own_link,
    named_in,
    new_post,
    reference,
    split_repost,
)

Cells = dict[str, str]


class InformationOperations(PostTable):
    """Ids of most accounts are hashes; times have minutes, ids of posts the seconds."""

    name = "information-operations"
    title = "X (Twitter) information-operations archives, CSV"
    recognised_by = "columns tweetid, userid, tweet_text, tweet_time and retweet_tweetid"
    reads = "reposts, quotes, replies, mentions, hashtags, links, counts, profiles"
    lacks = "media, polls, places"
    source = "the README of transparency.x.com's archives"
    members: ClassVar = {"account": "userid", "text": "tweet_text", "created_at": "tweet_time"}

    id_column = "tweetid"
    columns = ("tweetid", "userid", "tweet_text", "tweet_time", "retweet_tweetid")

    def post(self, row: Row, native_id: str) -> Post:
        """The post of that id, with all that its row says of it."""
        values = row.cells
        moment, precision = minute_moment(native_id, values["tweet_time"], "tweet_time")
        post = new_post(native_id, _account(values), moment, damaged=row.damaged)
        post.ts_precision = precision
        post.lang = cells.word(values.get("tweet_language"))
        post.app = app_name(cells.word(values.get("tweet_client_name")))
        if cells.truth(values.get("is_retweet")) or post_id(values["retweet_tweetid"]):
            _make_repost(post, values)
        else:
            _refer(post, values)
            _add_content(post, values)
            post.counts = Engagement(
                reposts=cells.count_in(values, "retweet_count"),
                replies=cells.count_in(values, "reply_count"),
                likes=cells.count_in(values, "like_count"),
                quotes=cells.count_in(values, "quote_count"),
            )
        return post


def _account(values: Cells) -> Account | None:
    native_id = account_id(values["userid"])
    handle = cells.word(values.get("user_screen_name"))
    account = reference(native_id, None if handle == native_id else handle)
    if account is not None:
        shown = cells.word(values.get("user_display_name"))
        account.display_name = None if shown == native_id else shown
        account.description = cells.word(values.get("user_profile_description"))
        account.created_at = any_moment(
            values.get("account_creation_date"), "account_creation_date"
        )[0]
        account.followers = cells.count_in(values, "follower_count")
        account.following = cells.count_in(values, "following_count")
    return account


def _make_repost(post: Post, values: Cells) -> None:
    parted = split_repost(cells.text(values["tweet_text"]))
    native_id, author = post_id(values["retweet_tweetid"]), values.get("retweet_userid")
    account = reference(author, parted[0] if parted else None)
    body = parted[1] if parted else cells.text(values["tweet_text"])
    post.kind, post.repost_of_account = "repost", account
    if native_id is None:
        post.repost_key, post.text, post.text_cut = "weak", body or None, is_cut(body)
        return
    original = Post(
        platform=PLATFORM, native_id=native_id, account=account, damaged=post.damaged, stub=True
    )
    _add_content(original, values)
    original.text, original.text_cut = body or None, is_cut(body)
    original.mentions = [
        m for m in original.mentions if not account or m.native_id != account.native_id
    ]
    post.repost_key, post.repost_of = "strong", original


def _refer(post: Post, values: Cells) -> None:
    quoted, answered_id = (
        post_id(values.get("quoted_tweet_tweetid")),
        post_id(values.get("in_reply_to_tweetid")),
    )
    if quoted is not None:
        post.kind = "quote"
        post.quote_of = Post(platform=PLATFORM, native_id=quoted, stub=True)
    answered = reference(values.get("in_reply_to_userid"), None)
    if answered_id is not None:
        post.reply_to = Post(platform=PLATFORM, native_id=answered_id, account=answered, stub=True)
    post.reply_to_account = answered
    if answered is not None or answered_id is not None:
        post.kind = "reply"


def _add_content(post: Post, values: Cells) -> None:
    post.text = cells.text(values["tweet_text"])
    tags = cells.bracketed(values.get("hashtags"))
    post.hashtags = list(dict.fromkeys(tag.removeprefix("#") for tag in tags))
    mentioned = dict.fromkeys(cells.bracketed(values.get("user_mentions")))
    post.mentions = [m for m in (reference(native_id, None) for native_id in mentioned) if m]
    if "hashtags" not in values:
        post.hashtags = tags_in(post.text)
    if "user_mentions" not in values:
        post.mentions = named_in(post.text)
    quoted = post.quote_of.native_id if post.quote_of else None
    urls = cells.bracketed_addresses(values.get("urls"))
    post.links = [url for url in dict.fromkeys(urls) if not is_own_link(url, quoted)]
