"""The plan as X API v2 JSON lines, flattened as ``twarc2 flatten`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import numpy as np

from .cast import TARGETS
from .entities import (
    Shown,
    entities,
    media_key,
    quoted,
    with_page,
    with_picture,
    with_quote,
)
from .ledger import NOTHING, OWN_PICTURE, PICTURES, Kind
from .profiles import APPS, Profiles
from .texts import Composer, twisted
from .timeline import Timeline

CHUNK = 5_000
REPOST_CUT = 140
"""The API cuts the text of a repost at this many characters."""

ORIGINAL, REPOST, QUOTE, REPLY = (int(kind) for kind in Kind)
_RELATION = {REPOST: "retweeted", QUOTE: "quoted", REPLY: "replied_to"}


def stamp(ms: int) -> str:
    """Return a time as the API writes it, whole seconds."""
    return f"{np.datetime64(ms // 1000, 's')}.000Z"


class Lines:
    """Writes posts one by one; what it keeps is bounded, whatever the number of posts."""

    def __init__(self, timeline: Timeline, profiles: Profiles) -> None:
        self._timeline, self._profiles = timeline, profiles
        self._plan, self._population = timeline.plan, timeline.population
        count = len(self._plan)
        referred = self._plan.ref >= 0
        self._reactions = {
            kind: np.bincount(
                self._plan.ref[referred & (self._plan.kind == kind)], minlength=count
            ).astype(np.int32)
            for kind in _RELATION
        }
        codes = timeline.population.targets
        self._mentioned = {
            target.handle: profiles.native_id(int(code))
            for target, code in zip(TARGETS, codes, strict=True)
        }
        retrieved = stamp(timeline.campaign.end_ms)[:-5]
        self._composer = Composer(timeline.campaign.wording)
        self._tail = (
            ',"__twarc":{"url":"https://api.twitter.com/2/tweets/search/all?query=simulated",'
            f'"version":"simulated","retrieved_at":"{retrieved}+00:00"}}}}\n'
        )
        self.author = lru_cache(maxsize=50_000)(self._author)
        self.core = lru_cache(maxsize=20_000)(self._core)
        self._root = self._roots()

    def __iter__(self) -> Iterator[str]:
        """Yield one line after another, in the order of time."""
        for row in range(len(self._plan)):
            yield self.line(row)

    def chunks(self) -> Iterator[tuple[int, bytes]]:
        """Yield numbers of posts and their lines as bytes."""
        lines = iter(self)
        while chunk := list(islice(lines, CHUNK)):
            yield len(chunk), "".join(chunk).encode()

    def line(self, row: int) -> str:
        """Return the line of one post."""
        kind = int(self._plan.kind[row])
        if kind == ORIGINAL:
            return "{" + self._core(row)[0] + self._tail
        ref = int(self._plan.ref[row])
        inner, whole = self.core(ref)
        outer = int(self._plan.ref[ref])
        if outer >= 0:
            relation = _RELATION[int(self._plan.kind[ref])]
            inner += f',"referenced_tweets":[{{"type":"{relation}","id":"{self._plan.id[outer]}"}}]'
        body = self._repost(row, ref, whole) if kind == REPOST else self._core(row)[0]
        return f'{{"referenced_tweets":[{{"type":"{_RELATION[kind]}",{inner}}}],{body}{self._tail}'

    def _text(self, row: int) -> str:
        """Return the words of a post that is not a repost."""
        plan, account = self._plan, int(self._plan.account[row])
        text = self._composer.compose(
            int(plan.theme[row]), int(plan.targets[row]), int(plan.form[row]),
            bool(plan.english[row]), int(self._population.group[account]), int(plan.variant[row]),
        )  # fmt: skip
        if plan.twist[row]:
            text = twisted(text, int(plan.twist[row]))
        if plan.kind[row] == REPLY:
            handle = self._profiles.handle(int(plan.account[plan.ref[row]]))
            if not text.startswith(f"@{handle}"):
                text = f"@{handle} {text}"
        return text

    def _shown(self, row: int, text: str) -> Shown:
        """Append what the post shows and quotes."""
        plan, shown = self._plan, int(self._plan.shown[row])
        whole = Shown(text)
        if shown == OWN_PICTURE or shown >= PICTURES:
            own_id = int(plan.id[row])
            key = media_key(shown, own_id, self._timeline.campaign.start_ms)
            whole = with_picture(text, key, own_id, self._profiles.handle(int(plan.account[row])))
        elif shown != NOTHING:
            whole = with_page(text, shown)
        if plan.kind[row] == QUOTE:
            ref = int(plan.ref[row])
            handle = self._profiles.handle(int(plan.account[ref]))
            whole = with_quote(whole, int(plan.id[ref]), handle)
        return whole

    def _core(self, row: int) -> tuple[str, str]:
        """Return the fields of an original, quote or reply, and its whole text."""
        plan = self._plan
        reply = ""
        own_id = root = str(plan.id[row])
        mentioned = self._mentioned
        if plan.kind[row] == REPLY:
            answered = int(plan.account[plan.ref[row]])
            answered_id = self._profiles.native_id(answered)
            mentioned = {**mentioned, self._profiles.handle(answered): answered_id}
            reply = f'"in_reply_to_user_id":"{answered_id}",'
            root = str(plan.id[self._root[row]])
        shown = self._shown(row, self._text(row))
        marks = entities(shown.text, mentioned, shown.urls)
        ahead = reply + shown.attachments
        fields = self._fields(row, own_id, root, shown.text, marks, self._metrics(row))
        return ahead + fields, shown.text

    def _repost(self, row: int, ref: int, whole: str) -> str:
        """Return the fields of a repost: its text begins with RT and is cut."""
        author = int(self._plan.account[ref])
        handle = self._profiles.handle(author)
        text = f"RT @{handle}: {whole}"
        if len(text) > REPOST_CUT:
            text = text[: REPOST_CUT - 1] + "…"
        mentioned = {**self._mentioned, handle: self._profiles.native_id(author)}
        own_id = str(self._plan.id[row])
        metrics = (
            f'{{"retweet_count":{self._reactions[REPOST][ref]},"reply_count":0,'
            '"like_count":0,"quote_count":0,"impression_count":0}'
        )
        return self._fields(row, own_id, own_id, text, entities(text, mentioned), metrics)

    def _fields(self, row: int, own_id: str, root: str, text: str, marks: str, metrics: str) -> str:
        account = int(self._plan.account[row])
        lang = "en" if self._plan.english[row] else "fr"
        return (
            f'"id":"{own_id}","text":{quoted(text)},"created_at":"{stamp(int(self._plan.ms[row]))}",'
            f'"lang":"{lang}","conversation_id":"{root}","entities":{marks},'
            f'"public_metrics":{metrics},"possibly_sensitive":false,"reply_settings":"everyone",'
            f"{self.author(account)}"
        )

    def _metrics(self, row: int) -> str:
        """Return the counts: what the campaign holds, and likes and views that fit it."""
        reposts, quotes, replies = (int(self._reactions[kind][row]) for kind in _RELATION)
        chance = int(self._plan.variant[row]) >> 20
        likes = reposts * (1 + chance % 3) + chance // 3 % 5
        followers = int(self._population.followers[self._plan.account[row]])
        views = followers * (5 + chance // 15 % 30) // 100 + 40 * reposts + 3
        return (
            f'{{"retweet_count":{reposts},"reply_count":{replies},"like_count":{likes},'
            f'"quote_count":{quotes},"impression_count":{views}}}'
        )

    def _author(self, account: int) -> str:
        profiles, population = self._profiles, self._population
        native_id = profiles.native_id(account)
        followers = int(population.followers[account])
        verified = "true" if followers > 50_000 else "false"  # noqa: PLR2004
        return (
            f'"source":"{APPS[profiles.app[account]]}","author_id":"{native_id}",'
            f'"author":{{"id":"{native_id}","username":"{profiles.handle(account)}",'
            f'"name":{quoted(profiles.display_name(account))},'
            f'"description":{quoted(profiles.description(account))},'
            f'"created_at":"{stamp(int(profiles.created_ms[account]))}","verified":{verified},'
            f'"protected":false,"public_metrics":{{"followers_count":{followers},'
            f'"following_count":{profiles.following[account]},'
            f'"tweet_count":{profiles.posted[account]},"listed_count":{followers // 130}}}}}'
        )

    def _roots(self) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        """Return the first post of each reply's thread; no thread is deeper than a few posts."""
        plan = self._plan
        root = np.arange(len(plan), dtype=np.int32)
        above = np.where(plan.kind == REPLY, plan.ref, root).astype(np.int32)
        while not np.array_equal(root, above[root]):
            root = above[root]
        return root
