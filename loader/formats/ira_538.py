"""FiveThirtyEight's and Clemson University's table of the Internet Research Agency's posts."""

from __future__ import annotations

from typing import ClassVar

from ..records import Account, Post
from . import cells
from .marks import tags_in
from .table_format import PostTable
from .tables import Row
from .times import american_moment, minute_moment
from .x_common import (
    is_cut,
    is_own_link,
    named_in,
    new_post,
    reference,
    split_repost,
)

Cells = dict[str, str]

_LANGUAGES = {
    "English": "en", "Russian": "ru", "German": "de", "French": "fr", "Spanish": "es",
    "Italian": "it", "Ukrainian": "uk", "Arabic": "ar", "Portuguese": "pt", "Bulgarian": "bg",
    "Serbian": "sr", "Dutch": "nl", "Polish": "pl", "Turkish": "tr", "Japanese": "ja",
}  # fmt: skip


class Ira538(PostTable):
    """No id of the reposted post; ids of accounts in float notation but for one column."""

    name = "ira-538"
    title = "FiveThirtyEight's table of IRA posts, CSV"
    recognised_by = "columns external_author_id, alt_external_id, publish_date and tweet_id"
    reads = (
        "weak reposts, quotes without what is quoted, mentions and hashtags in the text, "
        "links, profiles"
    )
    lacks = "ids of reposted, quoted and answered posts, which it lacks"
    source = "fivethirtyeight/russian-troll-tweets: README.md"
    members: ClassVar = {"account": "author", "text": "content", "created_at": "publish_date"}

    id_column = "tweet_id"
    columns = (
        "external_author_id",
        "alt_external_id",
        "author",
        "content",
        "publish_date",
        "tweet_id",
    )

    def post(self, row: Row, native_id: str) -> Post:
        """The post of that id, with all that its row says of it."""
        values = row.cells
        claimed = american_moment(values["publish_date"], "publish_date")[0]
        moment, precision = minute_moment(native_id, claimed)
        observed_at = american_moment(values.get("harvested_date"), "harvested_date")[1]
        account = _account(values, observed_at)
        post = new_post(native_id, account, moment, damaged=row.damaged)
        post.ts_precision, post.observed_at = precision, observed_at
        post.lang = _LANGUAGES.get(values.get("language", ""))
        post.text = cells.text(values["content"])
        post.text_cut = is_cut(post.text)
        kind = values.get("post_type", "")
        if kind == "RETWEET" or (not kind and cells.truth(values.get("retweet"))):
            parted = split_repost(post.text)
            post.kind, post.repost_key = "repost", "weak"
            post.repost_of_account = reference(None, parted[0]) if parted else None
            post.text = parted[1] or None if parted else post.text
            return post
        if kind == "QUOTE_TWEET":
            post.kind = "quote"
        post.hashtags = tags_in(post.text)
        post.mentions = named_in(post.text)
        led = (cells.word(values.get(f"tco{number}_step1")) for number in (1, 2, 3))
        post.links = [url for url in dict.fromkeys(led) if url and not is_own_link(url, None)]
        return post


def _account(values: Cells, observed_at: int | None) -> Account | None:
    # external_author_id reads 9.06E+17: only the other column keeps the digits
    account = reference(cells.word(values["alt_external_id"]), cells.word(values["author"]))
    if account is not None:
        account.followers = cells.count_in(values, "followers")
        account.following = cells.count_in(values, "following")
        account.posts = cells.count_in(values, "updates")
        account.observed_at = observed_at
    return account
