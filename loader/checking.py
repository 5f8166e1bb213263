"""What no single record shows: the check of every record of every format, after it is read.

The first records of an input are looked at together before any of them is passed on, so that an
input that is wrong as a whole is refused while nothing of it is in the graph: times that are hours
off the times in the ids, ids that a spreadsheet has rounded. Each record is then checked by itself:
a post cannot repost itself, nor have two authors; a time before its platform existed, or in the
future, is none; an id that carries a time gives it where the export has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from ..errors import InputError, MeuteError
from .bounds import over_bounds
from .drift import NO_MEMBERS, Drift
from .formats.id_times import exact_seconds, id_seconds
from .formats.ids import ROUNDED
from .formats.time_forms import EARLIEST, latest
from .formats.times import epoch_moment
from .formats.x_common import PLATFORM, is_cut, reference, split_repost
from .records import Account, Post, Record, Reject
from .reposts import Item, Reposts
from .rounding import Rounding
from .unread import note
from .zones import Written, as_written, hours_off, remedy

SAMPLE = 4_096
"""So many first records are looked at together; about 12 MB."""

_MOST_SAMPLED = 16 << 20
"""Characters of their texts, or bytes of what was rejected."""

_OWN = {"original", "quote"}
_MOST_AUTHORS = 100_000
_TOLERATED = 0.01
_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3_600, 60
_TWO_DAYS_S = 2 * _DAY_S
_FEWEST_DAYS = 4
_DEEPEST = 4
_OPENED = {
    platform: int(datetime.fromisoformat(f"{day}T00Z").timestamp())
    for platform, day in {
        "x": "2006-03-21", "mastodon": "2016-03-16", "bluesky": "2022-05-04",
        "telegram": "2013-08-14", "tiktok": "2014-08-01", "instagram": "2010-10-06",
        "threads": "2023-07-05", "truthsocial": "2022-02-01", "discord": "2015-05-13",
        "reddit": "2005-06-23", "youtube": "2005-02-14", "facebook": "2004-02-04",
        "gab": "2016-08-15",
    }.items()
}  # fmt: skip
"""When each platform opened. An earlier time cannot be a post's."""


class Authors:
    """Who wrote the last posts, by their ids."""

    def __init__(self) -> None:
        self._recent: dict[str, str] = {}
        self._earlier: dict[str, str] = {}

    def first(self, key: str, author: str) -> str:
        """The first author that a post was given; this one, if there was none."""
        first = self._recent.get(key) or self._earlier.get(key)
        if first is not None:
            return first
        if len(self._recent) >= _MOST_AUTHORS:
            # Dropping the oldest one at a time would look for it among those dropped before.
            self._earlier, self._recent = self._recent, {}
        self._recent[key] = author
        return author

    def take(self, authors: dict[str, str]) -> bool:
        """Whether none of the posts has been given an author; then these are."""
        for earlier in (self._recent, self._earlier):
            if not earlier.keys().isdisjoint(authors):
                return False
        if len(self._recent) >= _MOST_AUTHORS:
            self._earlier, self._recent = self._recent, {}
        self._recent |= authors
        return True


def _sample(items: Iterator[Item]) -> Iterator[Record | Reject]:
    """The first records one by one; fewer where they are long, because all of them are held."""
    count = size = 0
    while count < SAMPLE and size <= _MOST_SAMPLED and (item := next(items, None)) is not None:
        if isinstance(item, Reposts):
            yield from item.records()
            count += len(item)
            continue
        yield item
        count += 1
        size += (
            len(item.raw) if isinstance(item, Reject) else len(getattr(item, "text", None) or "")
        )


class Checks:
    """The checks of one input, or of a part of it, which is not refused as a whole.

    ``zone`` is where its times were written, if the user says so; ``authors`` are those of posts of
    other inputs that are read with it; ``members`` are what every record has; ``first`` are the
    first items of the input, of which this is a later part; ``map_zone`` is the zone by which a map
    has read the times.
    """

    def __init__(
        self,
        name: str,
        zone: str | None = None,
        *,
        refuses: bool = True,
        authors: Authors | None = None,
        members: Mapping[str, str] = NO_MEMBERS,
        first: Sequence[Record | Reject] = (),
        map_zone: str | None = None,
    ) -> None:
        self._name, self._refuses, self._first = name, refuses, first
        self._map_zone = map_zone
        self._zone = ZoneInfo(zone) if zone else None
        self._rounding = Rounding()
        self._authors = Authors() if authors is None else authors
        self._latest = latest()
        self._drift = Drift(members)
        self._are_days = False

    def checked(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, with what is wrong in them mended, left out or rejected.

        The first :data:`SAMPLE` records come one by one.

        Raises:
            InputError: the stated times are whole hours off the times in the ids.
        """
        items = iter(items)
        first: list[Record | Reject] = []
        broken: MeuteError | None = None
        try:
            first.extend(_sample(items))
        except MeuteError as error:  # what was read until then counts
            broken = error
        sample = [*self._first, *first]
        posts = [item for item in sample if isinstance(item, Post)]
        spoilt = any(isinstance(item, Reject) and ROUNDED in item.reason for item in sample)
        self._rounding = Rounding(posts, is_spoilt=spoilt)
        self._are_days = _are_days(posts)
        if self._refuses:
            self._compare_times(posts)
        for item in chain(first, items):
            if isinstance(item, Reposts):
                yield from self._reposts(item)
            elif isinstance(item, Post):
                yield self._post_or_reject(item)
            elif isinstance(item, Account) and (reason := over_bounds(item)):
                yield Reject(reason=reason)
            else:
                yield item
        self._drift.tell()
        if broken is not None:
            raise broken

    def _compare_times(self, posts: list[Post]) -> None:
        offsets: Counter[int] = Counter()
        times: list[Written] = []
        for post in posts:
            exact = exact_seconds(post)
            if exact is not None and post.ts is not None and post.ts_precision != "day":
                times.append((as_written(post.ts, self._map_zone), exact))
                offsets[hours_off(self._stated(post.ts, exact), exact)] += 1
        compared = len(times)
        offsets.pop(0, None)
        off = sum(offsets.values())
        if not off or off <= _TOLERATED * compared:
            return
        hours = offsets.most_common(1)[0][0]
        raise InputError(
            f"In {self._name} the times of {off:,} of {compared:,} posts are {abs(hours)} "
            f"{'hour' if abs(hours) == 1 else 'hours'} {'ahead of' if hours > 0 else 'behind'} "
            "the times that their ids carry",
            remedy(times, self._map_zone),
        )

    def _stated(self, ts: int, exact: int | None) -> int:
        """The stated time in UTC."""
        if self._zone is None or (exact is not None and abs(exact - ts) <= _MINUTE_S):
            return ts  # the id confirms it
        return int(datetime.fromtimestamp(ts, UTC).replace(tzinfo=self._zone).timestamp())

    def _post_or_reject(self, post: Post) -> Post | Reject:
        self._drift.look(post)
        wrong = self._rounding.of(post) or self._contradiction(post) or over_bounds(post)
        if wrong:
            return Reject(reason=wrong)
        if (
            post.platform == PLATFORM
            and post.kind in _OWN
            and post.text
            and post.text[:4] == "RT @"
        ):
            _make_weak_repost(post)
        self._time(post)
        self._refer(post, 1)
        return post

    def _reposts(self, reposts: Reposts) -> Iterator[Item]:
        """A run of reposts, one by one where something in it may have to be mended."""
        authors = dict(zip(*reposts.authors(), strict=True))
        mended = self._rounding.is_suspect or self._are_days or self._zone is not None
        if mended or not self._authors.take(authors):
            yield from map(self._post_or_reject, reposts.records())
        else:
            yield reposts

    def _carried(self, post: Post, depth: int) -> None:
        """Check a post that others carry, once: each time would move it by its zone again."""
        if post.is_checked:
            return
        post.is_checked = True
        self._time(post)
        if depth < _DEEPEST:
            self._refer(post, depth + 1)

    def _refer(self, post: Post, depth: int) -> None:
        """Check what the post refers to, which is never the post itself."""
        if (original := post.repost_of) is not None:
            if original.native_id == post.native_id:
                _take_back(post, original)
            else:
                self._carried(original, depth)
        if (quoted := post.quote_of) is not None:
            if quoted.native_id == post.native_id:
                post.quote_of = None
                post.kind = "original" if post.kind == "quote" else post.kind
            else:
                self._carried(quoted, depth)
        if (answered := post.reply_to) is not None:
            if answered.native_id == post.native_id:
                post.reply_to = None
                post.kind = "original" if post.reply_to_account is None else post.kind
            else:
                self._carried(answered, depth)

    def _contradiction(self, post: Post) -> str | None:
        """Why the post cannot be, when another one of its id has another author."""
        author = _author(post.account)
        if author is None:
            return None
        first = self._authors.first(f"{post.platform}/{post.native_id}", author)
        if first == author or (first[0] == "@") != (author[0] == "@"):
            return None
        return (
            f"the id {post.native_id} is given to two authors, {first} and {author}: "
            "row numbers and rounded ids are not ids of posts"
        )

    def _time(self, post: Post) -> None:
        if post.ts is not None:
            opened = _OPENED.get(post.platform, EARLIEST)
            if not opened <= post.ts <= self._latest:
                note("created_at", post.created_at)
                post.created_at, post.ts = None, None
        if post.ts is None:
            exact = None if post.stub else id_seconds(post)
            if exact is not None:
                post.created_at, post.ts = epoch_moment(exact)
            return
        exact = exact_seconds(post)
        stated = post.ts if post.ts == exact else self._stated(post.ts, exact)
        if exact is not None and exact != stated:
            if stated == exact - exact % _MINUTE_S or (
                post.ts_precision == "day" and abs(exact - stated) < _TWO_DAYS_S
            ):
                post.created_at, post.ts = epoch_moment(exact)
                post.ts_precision = "second"
                return
            if hours_off(stated, exact):
                moment = epoch_moment(exact)
                note("created_at", f"{post.created_at}, but the id says {moment[0]}")
                post.created_at, post.ts = moment
                return
        elif exact is not None and stated % _MINUTE_S == 0:
            post.ts_precision = "second"
        elif self._are_days and post.ts % _DAY_S == 0:
            post.ts_precision = "day"
        if stated != post.ts:
            post.created_at, post.ts = epoch_moment(stated)


def _are_days(posts: list[Post]) -> bool:
    """Whether all times are midnights: days, to which a program has added a time of day."""
    times = [post.ts for post in posts if post.ts is not None]
    return len(times) >= _FEWEST_DAYS and all(ts % _DAY_S == 0 for ts in times)


def _author(account: Account | None) -> str | None:
    if account is None:
        return None
    return account.native_id or (f"@{account.handle.lower()}" if account.handle else None)


def _make_weak_repost(post: Post) -> None:
    """Make it the repost that its words say it is: X itself writes ``RT @handle: `` before them."""
    parted = split_repost(post.text) if post.kind in _OWN else None
    if parted is None:
        return
    handle, text = parted
    named = (m for m in post.mentions if (m.handle or "").lower() == handle.lower())
    post.kind, post.repost_key = "repost", "weak"
    post.repost_of_account = next(named, None) or reference(None, handle)
    post.text, post.text_cut = text or None, is_cut(text)
    post.quote_of, post.counts = None, None
    post.hashtags, post.links, post.mentions, post.media = [], [], [], []


def _take_back(post: Post, itself: Post) -> None:
    """Make a repost of itself the original that it is."""
    for name in _CONTENT:
        if getattr(itself, name) and not getattr(post, name):
            setattr(post, name, getattr(itself, name))
    post.kind, post.repost_key = "original", None
    post.repost_of = post.repost_of_account = None


_CONTENT = ("text", "text_cut", "hashtags", "links", "mentions", "media", "counts")
