"""twarc-csv: X API v2 posts as a table whose lists are JSON in cells."""

from __future__ import annotations

from typing import Any, ClassVar

from ..records import Account, Engagement, Media, Post
from . import cells
from .ids import post_id
from .marks import tags_in
from .table_format import PostTable
from .tables import Row
from .times import any_moment, iso_moment, stated_or_in_id
from .x_common import (
    PLATFORM,
    is_cut,
    is_own_link,
    leads,
    named_in,
    new_post,
    reference,
    split_repost,
    unescaped,
)

Cells = dict[str, str]


class TwarcCsv(PostTable):
    """A repost's row carries the original's text, lists and counts."""

    name = "twarc-csv"
    title = "twarc-csv: X API v2 posts as CSV"
    recognised_by = "columns id, author_id, text and referenced_tweets.retweeted.id"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media keys, counts, profiles"
    lacks = "addresses of media, polls, places, context annotations"
    source = "DocNow/twarc-csv: dataframe_converter.py"
    members: ClassVar = {"account": "author_id", "text": "text", "created_at": "created_at"}

    id_column = "id"
    columns = ("id", "author_id", "text", "referenced_tweets.retweeted.id")

    def post(self, row: Row, native_id: str) -> Post:
        """The post of that id, with all that its row says of it."""
        values = row.cells
        stated = any_moment(values.get("created_at"), "created_at")
        moment = stated_or_in_id(stated, native_id)
        observed_at = iso_moment(values.get("__twarc.retrieved_at"))[1]
        post = new_post(native_id, _author(values, observed_at), moment, damaged=row.damaged)
        post.lang = cells.word(values.get("lang"))
        post.app = cells.text(values.get("source"))
        post.conversation_id = post_id(values.get("conversation_id"))
        post.observed_at = observed_at
        reposted = _referred(values, "retweeted", "retweeted")
        if reposted is not None:
            _make_repost(post, reposted, values)
        else:
            _refer(post, values)
            _add_content(post, values)
            post.counts = _counts(values)
        return post


def _author(values: Cells, observed_at: int | None) -> Account | None:
    account = reference(
        values.get("author.id") or values.get("author_id"), values.get("author.username")
    )
    if account is not None:
        account.display_name = cells.text(values.get("author.name"))
        account.description = _with_line_ends(values.get("author.description"))
        account.created_at = any_moment(values.get("author.created_at"), "author.created_at")[0]
        account.followers = cells.count_in(values, "author.public_metrics.followers_count")
        account.following = cells.count_in(values, "author.public_metrics.following_count")
        account.posts = cells.count_in(values, "author.public_metrics.tweet_count")
        account.verified = cells.truth(values.get("author.verified"))
        account.observed_at = observed_at
    return account


def _referred(values: Cells, relation: str, person: str) -> Post | None:
    native_id = post_id(values.get(f"referenced_tweets.{relation}.id"))
    if native_id is None:
        return None
    account = reference(values.get(f"{person}_user_id"), values.get(f"{person}_username"))
    return Post(platform=PLATFORM, native_id=native_id, account=account, stub=True)


def _make_repost(post: Post, original: Post, values: Cells) -> None:
    _add_content(original, values)
    original.damaged, original.observed_at = post.damaged, post.observed_at
    original.counts = _counts(values)
    parted = split_repost(original.text)
    if parted is not None:  # written with --no-merge-retweets: the shortened text
        original.text, original.text_cut = parted[1] or None, is_cut(parted[1])
        original.counts = Engagement(reposts=original.counts.reposts)
        named = original.mentions[:1]
        if named and (named[0].handle or "").lower() == parted[0].lower():
            original.mentions = original.mentions[1:]
        original.account = original.account or reference(None, parted[0])
    post.kind, post.repost_key = "repost", "strong"
    post.repost_of, post.repost_of_account = original, original.account


def _refer(post: Post, values: Cells) -> None:
    post.quote_of = _referred(values, "quoted", "quoted")
    post.reply_to = _referred(values, "replied_to", "in_reply_to")
    post.reply_to_account = reference(
        values.get("in_reply_to_user_id"), values.get("in_reply_to_username")
    )
    if post.reply_to is not None or post.reply_to_account is not None:
        post.kind = "reply"
    elif post.quote_of is not None:
        post.kind = "quote"


def _add_content(post: Post, values: Cells) -> None:
    post.text = unescaped(_with_line_ends(values.get("text")))
    tags = _named(values, "entities.hashtags", "tag")
    post.hashtags = list(dict.fromkeys(tag.removeprefix("#") for tag in tags))
    post.mentions = _mentions(values.get("entities.mentions"))
    if "entities.hashtags" not in values:
        post.hashtags = tags_in(post.text)
    if "entities.mentions" not in values:
        post.mentions = named_in(post.text)
    quoted = post.quote_of.native_id if post.quote_of else None
    urls = _named(values, "entities.urls", "expanded_url", "unwound_url", "url")
    post.links = [
        url
        for url in dict.fromkeys(urls)
        if not is_own_link(url, quoted) and not url.startswith("pic.twitter.com/")
    ]
    entities = cells.members(cells.json_list(values.get("entities.urls")))
    post.leads = leads((e.get("expanded_url"), e.get("unwound_url")) for e in entities)
    keys = cells.json_list(values.get("attachments.media_keys"), "attachments.media_keys")
    post.media = [Media(key=key) for key in keys if isinstance(key, str)]


def _mentions(value: str | None) -> list[Account]:
    accounts = []
    for mention in cells.json_list(value, "entities.mentions"):
        if isinstance(mention, str):
            accounts.append(reference(None, mention))
        elif isinstance(mention, dict):
            accounts.append(
                reference(cells.text(mention.get("id")), cells.text(mention.get("username")))
            )
    return [account for account in accounts if account]


def _named(values: Cells, column: str, *names: str) -> list[str]:
    """Texts of a list that is of texts (newer versions) or of objects (older ones)."""
    texts = []
    for item in cells.json_list(values.get(column), column):
        text: Any = item
        if isinstance(item, dict):
            text = next((item[name] for name in names if item.get(name)), None)
        if isinstance(text, str) and text:
            texts.append(text)
    return texts


def _counts(values: Cells) -> Engagement:
    return Engagement(
        reposts=cells.count_in(values, "public_metrics.retweet_count"),
        replies=cells.count_in(values, "public_metrics.reply_count"),
        likes=cells.count_in(values, "public_metrics.like_count"),
        quotes=cells.count_in(values, "public_metrics.quote_count"),
        views=cells.count_in(values, "public_metrics.impression_count"),
    )


def _with_line_ends(value: str | None) -> str | None:
    r"""The text with the line ends that twarc-csv writes as ``\n``."""
    return value.replace("\\n", "\n") if value else None
