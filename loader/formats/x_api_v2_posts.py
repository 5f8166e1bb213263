"""X API v2 objects become records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct

from ..records import Account, Engagement, Media, Post, PostKind
from .ids import IdError, account_id, post_id
from .marks import tags_in
from .times import any_moment, snowflake_moment
from .x_api_v2_types import (
    Attachments,
    Entities,
    Id,
    Includes,
    MediaItem,
    Metrics,
    NoteTweet,
    Reference,
    Tweet,
    UrlEntity,
    User,
    UserMetrics,
)
from .x_common import (
    PLATFORM,
    is_cut,
    is_own_link,
    leads,
    named_in,
    post_url,
    reference,
    split_repost,
    unescaped,
)

T = TypeVar("T", bound=Struct)
K = TypeVar("K")
V = TypeVar("V")

_KEPT = 100_000
"""So many accounts, and posts, are looked for again. Of a million posts of 84,000 accounts each
process so keeps 80 MB; reading takes a seventh longer with 10,000."""

_KEPT_BYTES = 256_000_000
"""Of lines of which something may be kept: texts may be long."""


def _sound(check: Callable[[Any], str | None], value: Any) -> str | None:
    """The id, or None: an expansion without a sound id is nobody's, and its page is read on."""
    try:
        return check(value)
    except IdError:
        return None


class PostBuilder:
    """Makes posts and accounts, resolving what they refer to in the includes of one page.

    What comes again just as it was (an author, the original of many reposts) is the very same
    record: three quarters of what flat posts carry, which then cost a comparison each.
    """

    def __init__(self, includes: Includes | None = None) -> None:
        self._observed_at: int | None = None
        self._damaged = False
        self._bytes = 0
        self._same_user: dict[Id, tuple[User, Account]] = {}
        self._same_tweet: dict[str, tuple[Tweet, Post]] = {}
        self._users: dict[str, User] = {}
        self._ids_by_handle: dict[str, str] = {}
        self._tweets: dict[str, Tweet] = {}
        self._media: dict[str, MediaItem] = {}
        self._accounts: dict[str, Account] = {}
        self._posts: dict[tuple[str, Id], Post] = {}
        self._building: set[str] = set()
        if includes:
            self.include(includes)

    def begin(self, observed_at: int | None, *, damaged: bool, size: int) -> None:
        """Start a line: when it was collected, whether its text was damaged, and its bytes."""
        self._bytes += size
        changed = (self._observed_at, self._damaged) != (observed_at, damaged)
        if changed or self._bytes > _KEPT_BYTES:
            self._observed_at, self._damaged, self._bytes = observed_at, damaged, size
            self._same_user.clear()
            self._same_tweet.clear()

    def include(self, includes: Includes) -> None:
        """Make a page's expansions known."""
        for user in _list(includes.users):
            if native_id := _sound(account_id, user.id):
                self._users[native_id] = user
                if user.username:
                    self._ids_by_handle[user.username.lower()] = native_id
        for tweet in _list(includes.tweets):
            if native_id := _sound(post_id, tweet.id):
                self._tweets[native_id] = tweet
        for item in _list(includes.media):
            if item.media_key:
                self._media[item.media_key] = item

    def account(self, user: User) -> Account | None:
        """The account, or None when it has neither id nor handle."""
        same = self._same_user.get(user.id)
        if same is not None and same[0] == user:
            return same[1]
        native_id = account_id(user.id)
        if native_id is None and not user.username:
            return None
        metrics = user.public_metrics if type(user.public_metrics) is UserMetrics else None
        account = Account(
            platform=PLATFORM,
            native_id=native_id,
            handle=user.username or None,
            display_name=user.name or None,
            description=user.description or None,
            created_at=any_moment(user.created_at, "author.created_at")[0],
            followers=metrics.followers_count if metrics else None,
            following=metrics.following_count if metrics else None,
            posts=metrics.tweet_count if metrics else None,
            verified=user.verified,
            observed_at=self._observed_at,
        )
        _keep(self._same_user, user.id, (user, account))
        return account

    def post(self, tweet: Tweet) -> Post | None:
        """The post, or None when it has no id."""
        native_id = post_id(tweet.id)
        if native_id is None:
            return None
        account = self._author(tweet)
        created_at, ts = any_moment(tweet.created_at, "created_at")
        if ts is None:
            created_at, ts = snowflake_moment(native_id)
        post = Post(
            platform=PLATFORM,
            native_id=native_id,
            account=account,
            lang=tweet.lang or None,
            created_at=created_at,
            ts=ts,
            url=post_url(native_id, account.handle if account else None),
            app=tweet.source or None,
            conversation_id=(
                native_id if tweet.conversation_id == native_id else post_id(tweet.conversation_id)
            ),
            observed_at=self._observed_at,
            damaged=self._damaged,
        )
        if not tweet.referenced_tweets and tweet.in_reply_to_user_id is None:
            post.kind = "original"
            self._add_content(post, tweet)
            return post
        self._building.add(native_id)
        try:
            reposted = self._refer(post, tweet)
            if reposted is None:
                self._add_content(post, tweet)
            else:
                self._add_original(post, reposted, tweet)
        finally:
            self._building.discard(native_id)
        return post

    def _author(self, tweet: Tweet) -> Account | None:
        if type(tweet.author) is User:
            return self.account(tweet.author)
        return self._account_of(account_id(tweet.author_id))

    def _account_of(self, user_id: str | None) -> Account | None:
        if user_id is None:
            return None
        account = self._accounts.get(user_id)
        if account is None:
            user = self._users.get(user_id)
            account = self.account(user) if user else None
            account = account or Account(platform=PLATFORM, native_id=user_id)
            self._accounts[user_id] = account
        return account

    def _refer(self, post: Post, tweet: Tweet) -> Reference | None:
        """Set kind, quote and reply; return the reference to a reposted post, if it is one."""
        kind: PostKind = "original"
        for referred in _list(tweet.referenced_tweets):
            if str(referred.id) == str(tweet.id):
                continue  # nothing refers to itself
            if referred.type == "retweeted":
                post.kind = "repost"
                post.quote_of = post.reply_to = None
                return referred
            if referred.type == "quoted":
                post.quote_of = self._referred(referred)
                kind = "quote" if kind == "original" else kind
            elif referred.type == "replied_to":
                post.reply_to = self._referred(referred)
                kind = "reply"
        answered = account_id(tweet.in_reply_to_user_id)
        if answered is not None:
            if type(tweet.in_reply_to_user) is User:
                post.reply_to_account = self.account(tweet.in_reply_to_user)
            post.reply_to_account = post.reply_to_account or self._account_of(answered)
            kind = "reply"
        post.kind = kind
        return None

    def _referred(self, referred: Reference) -> Post | None:
        """The post that is referred to: whole from the export, otherwise a stub."""
        native_id = post_id(referred.id)
        if native_id is None:
            return None
        if referred.text is not None and native_id not in self._building:
            return self._carried(native_id, referred)
        if native_id in self._building:  # a circle of references ends here
            return Post(platform=PLATFORM, native_id=native_id, stub=True)
        tweet = self._tweets.get(native_id)
        # A reference that names no author must not hide the author that another one names.
        key = native_id, None if tweet else referred.author_id
        post = self._posts.get(key)
        if post is None:
            post = self.post(tweet) if tweet and tweet.text is not None else None
            if post is None:
                author = account_id((tweet or referred).author_id)
                account = self._account_of(author)
                post = Post(platform=PLATFORM, native_id=native_id, account=account, stub=True)
            self._posts[key] = post
        return post

    def _carried(self, native_id: str, referred: Reference) -> Post | None:
        """The post that the reference itself holds."""
        if _list(referred.referenced_tweets):  # what it makes of those depends on who refers to it
            return self.post(referred)
        same = self._same_tweet.get(native_id)
        if same is not None and same[0] == referred:
            return same[1]
        post = self.post(referred)
        if post is not None:
            _keep(self._same_tweet, native_id, (referred, post))
        return post

    def _add_content(self, post: Post, tweet: Tweet) -> None:
        note = tweet.note_tweet if type(tweet.note_tweet) is NoteTweet else None
        post.text = unescaped(note.text if note and note.text else tweet.text)
        entities = note.entities if note and type(note.entities) is Entities else tweet.entities
        if type(entities) is Entities:
            self._add_entities(post, entities)
        elif post.text and ("#" in post.text or "@" in post.text):  # who fetched it left them out
            post.hashtags, post.mentions = tags_in(post.text), named_in(post.text)
        if type(tweet.attachments) is Attachments:
            post.media = self._shown(tweet.attachments)
        metrics = tweet.public_metrics
        if type(metrics) is Metrics:
            post.counts = Engagement(
                reposts=metrics.retweet_count,
                replies=metrics.reply_count,
                likes=metrics.like_count,
                quotes=metrics.quote_count,
                views=metrics.impression_count,
            )

    def _add_entities(self, post: Post, entities: Entities) -> None:
        if type(entities.hashtags) is list:
            post.hashtags = list(dict.fromkeys(t.tag for t in entities.hashtags if t.tag))
        if type(entities.mentions) is list:
            post.mentions = self._mentions(entities)
        if type(entities.urls) is list:
            quoted = post.quote_of.native_id if post.quote_of else None
            post.links = links(entities.urls, quoted)
            post.leads = leads((e.expanded_url, e.unwound_url) for e in entities.urls)

    def _mentions(self, entities: Entities) -> list[Account]:
        mentioned: dict[str | None, Account] = {}
        for mention in _list(entities.mentions):
            native_id = account_id(mention.id)
            if native_id is None and mention.username:
                native_id = self._ids_by_handle.get(mention.username.lower())
            account = self._mentioned(mention, native_id)
            if account:
                mentioned.setdefault(native_id or (account.handle or "").lower(), account)
        return list(mentioned.values())

    def _mentioned(self, mention: User, native_id: str | None) -> Account | None:
        """The account with its profile, which the mention itself or the page may hold."""
        if mention.name or mention.public_metrics:
            return self.account(mention)
        if native_id in self._users:
            return self._account_of(native_id)
        return reference(native_id, mention.username)

    def _shown(self, attachments: Attachments) -> list[Media]:
        items = {item.media_key: item for item in _list(attachments.media) if item.media_key}
        keys = attachments.media_keys if type(attachments.media_keys) is list else list(items)
        shown = []
        for key in dict.fromkeys(keys):
            item = items.get(key) or self._media.get(key)
            url = (item.url or item.preview_image_url) if item else None
            shown.append(Media(key=key, kind=item.type if item else None, url=url))
        return shown

    def _add_original(self, post: Post, reposted: Reference, tweet: Tweet) -> None:
        """A repost's words are the original's; keep the shortened ones when it is missing."""
        original = self._referred(reposted)
        post.repost_of = original
        if original is None:
            post.repost_key = "weak"
            handle, text = split_repost(unescaped(tweet.text)) or (None, unescaped(tweet.text))
            native_id = self._ids_by_handle.get((handle or "").lower())
            post.text, post.text_cut = text, is_cut(text)
            post.repost_of_account = reference(native_id, handle)
            return
        post.repost_key = "strong"
        if original.stub and original.text is None:
            post.repost_of = original = self._from_wrapper(original, tweet)
        post.repost_of_account = original.account

    def _from_wrapper(self, stub: Post, tweet: Tweet) -> Post:
        parted = split_repost(unescaped(tweet.text))
        if parted is None:
            return stub
        handle, text = parted
        original = Post(
            platform=PLATFORM,
            native_id=stub.native_id,
            account=stub.account,
            text=text or None,
            text_cut=is_cut(text),
            observed_at=self._observed_at,
            damaged=self._damaged,
            stub=True,
        )
        if type(tweet.entities) is Entities:
            self._add_entities(original, tweet.entities)
        named = original.mentions[0] if original.mentions else None
        if named and named.handle and named.handle.lower() == handle.lower():
            original.mentions = original.mentions[1:]
        else:
            native_id = self._ids_by_handle.get(handle.lower())
            named = reference(native_id, handle)
        original.account = original.account or named
        if type(tweet.public_metrics) is Metrics:
            original.counts = Engagement(reposts=tweet.public_metrics.retweet_count)
        return original


def links(urls: list[UrlEntity], quoted_id: str | None) -> list[str]:
    """Where the links lead, without those to the post's own media or the quoted post."""
    addresses = []
    for entity in urls:
        # Not where it leads in the end: only some files say so, and a page is one link in all.
        url = entity.expanded_url or entity.url
        if url and not entity.media_key and not is_own_link(entity.expanded_url or url, quoted_id):
            addresses.append(url)
    return list(dict.fromkeys(addresses))


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = value


def _list(values: list[T] | dict[str, Any] | None) -> list[T]:
    return values if isinstance(values, list) else []
