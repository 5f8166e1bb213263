"""THE declaration of the graph: node and relationship types, properties, keys and indexes.

Constraints, merges, bulk headers and the schema page derive from it. Times are kept twice: as
ISO 8601 text for people and as epoch seconds (``ts``) for computation; both engines return both
alike, which their own temporal types do not.
"""

from __future__ import annotations

from .traces import TRACES, Trace
from .types import Merge, NodeType, Property, PropertyType, RelationshipType

STRING, INTEGER = PropertyType.STRING, PropertyType.INTEGER
FLOAT, BOOLEAN, STRINGS = PropertyType.FLOAT, PropertyType.BOOLEAN, PropertyType.STRINGS


def _latest(kind: PropertyType, doc: str, by: str) -> Property:
    return Property(kind, doc, Merge.LATEST, by=by)


_PLATFORM = Property(STRING, "x, bluesky, mastodon, telegram, …")
_NATIVE_ID = Property(STRING, "the platform's own id, always text")


def _older(by: str) -> Property:
    return Property(STRING, f"values seen before {by}, each with its time", Merge.OLDER, by=by)


_STUB = Property(BOOLEAN, "true while the node is only referred to", Merge.ALL)
_RUN = Property(STRING, "id of the Run that found it", index=True)

Account = NodeType(
    "Account",
    "A social-media account.",
    {
        "platform": _PLATFORM,
        "native_id": _NATIVE_ID,
        "handle": _latest(STRING, "current handle, without @", "handle_at"),
        "handle_at": Property(INTEGER, "when the handle was last seen, epoch seconds"),
        "handles": Property(STRINGS, "every handle seen", Merge.UNION),
        "display_name": _latest(STRING, "name shown beside the handle", "profile_at"),
        "description": _latest(STRING, "profile text", "profile_at"),
        "created_at": Property(STRING, "when the account was created, ISO 8601", Merge.LEAST),
        "followers": _latest(INTEGER, "accounts that follow it", "profile_at"),
        "following": _latest(INTEGER, "accounts it follows", "profile_at"),
        "posts": _latest(INTEGER, "posts the platform counted", "profile_at"),
        "verified": _latest(BOOLEAN, "carries the platform's mark", "profile_at"),
        "profile_at": Property(INTEGER, "when the profile looked like this, epoch seconds"),
        "profile_older": _older("profile_at"),
        "first_seen_at": Property(STRING, "its first post at hand, ISO 8601", Merge.LEAST),
        "last_seen_at": Property(STRING, "its last post at hand, ISO 8601"),
        "stub": _STUB,
    },
)

Post = NodeType(
    "Post",
    "One post: original, repost, reply or quote.",
    {
        "platform": _PLATFORM,
        "native_id": _NATIVE_ID,
        "kind": Property(STRING, "original, quote, reply or repost"),
        "text": Property(
            STRING, "full text; of a repost empty: see the original", Merge.LONGEST, by="text_cut"
        ),
        "text_cut": Property(BOOLEAN, "the export holds the text only in part", Merge.ALL),
        "damaged": Property(BOOLEAN, "bytes of the export were not valid text", Merge.ANY),
        "lang": Property(STRING, "language by the platform, BCP 47"),
        "created_at": Property(
            STRING, "when it was posted, ISO 8601", Merge.FINEST, by="ts_precision"
        ),
        "ts": Property(
            INTEGER,
            "when it was posted, epoch seconds",
            Merge.FINEST,
            by="ts_precision",
            index=True,
        ),
        "ts_precision": Property(
            STRING, "second, minute or day; the finer is also the greater word"
        ),
        "url": Property(STRING, "where it can be opened"),
        "app": Property(STRING, "the program it was posted with"),
        "conversation_id": Property(STRING, "the platform's id of the thread"),
        "archive": Property(
            STRING, "address of a copy that is kept of it, and the copy's hash", Merge.LEAST
        ),
        "repost_key": Property(
            STRING, "strong, or weak: the original's id is unknown", Merge.LEAST
        ),
        "reposts": _latest(INTEGER, "reposts counted by the platform", "counts_at"),
        "replies": _latest(INTEGER, "replies counted by the platform", "counts_at"),
        "likes": _latest(INTEGER, "likes counted by the platform", "counts_at"),
        "quotes": _latest(INTEGER, "quotes counted by the platform", "counts_at"),
        "views": _latest(INTEGER, "views counted by the platform", "counts_at"),
        "counts_at": Property(INTEGER, "when it was counted, epoch seconds"),
        "counts_older": _older("counts_at"),
        "stub": _STUB,
    },
)

Hashtag = NodeType(
    "Hashtag",
    "A hashtag; its id is the NFKC-normalised, casefolded tag without #.",
    {"display": Property(STRING, "the tag as somebody wrote it", Merge.LEAST)},
)
Link = NodeType(
    "Link",
    "A linked page; its id is the canonical URL.",
    {
        "leads_to": Property(
            STRING,
            "id of the page that this shortened address leads to, as an export says; its posts "
            "link to that page",
            Merge.LEAST,
        ),
    },
)
Domain = NodeType("Domain", "A host that links lead to.")
Media = NodeType(
    "Media",
    "A picture or video; its id is a media key, URL or perceptual hash.",
    {
        "kind": Property(STRING, "photo, video or animated_gif"),
        "url": Property(STRING, "where it was", Merge.LEAST),
    },
)
Target = NodeType(
    "Target",
    "A figure that is targeted: declared by the investigator, never guessed.",
    {
        "display_name": Property(STRING, "the figure's name"),
        "kind": Property(STRING, "person, group or organisation"),
    },
)
Import = NodeType(
    "Import",
    "One loaded file.",
    {
        "file": Property(STRING, "its name when it was loaded"),
        "digest": Property(STRING, "SHA-256 of its bytes"),
        "format": Property(STRING, "the format it was read as"),
        "plan": Property(STRING, "how it is cut into batches; a resumed load needs the same"),
        "resume_at": Property(INTEGER, "records wholly in the graph; a load resumes after them"),
        "segment": Property(INTEGER, "number of the part of the file where it resumes"),
        "segment_at": Property(INTEGER, "records before that part"),
        "read": Property(INTEGER, "records read"),
        "loaded": Property(INTEGER, "records that became new posts or accounts"),
        "merged": Property(INTEGER, "records merged into ones already there"),
        "rejected": Property(INTEGER, "records rejected, with a reason each"),
        "finished_at": Property(STRING, "when the load ended, ISO 8601"),
    },
)
Run = NodeType(
    "Run",
    "One detection or matching: what was asked and with what.",
    {
        "method": Property(STRING, "co-reposts, packs, bursts, stance, …", index=True),
        "parameters": Property(STRING, "as JSON with sorted keys"),
        "version": Property(STRING, "version of meute"),
        "began_at": Property(STRING, "when its findings began to be written, ISO 8601"),
        "finished_at": Property(STRING, "when it ended, ISO 8601"),
        "summary": Property(STRING, "counts and caveats, as JSON"),
        "command": Property(STRING, "the command that made it, without folders and passwords"),
        "environment": Property(STRING, "versions of Python, engine and libraries, as JSON"),
        "inputs": Property(STRING, "files it decided by, as JSON: name, SHA-256, text"),
    },
)
Pack = NodeType(
    "Pack",
    "A cluster of accounts that a run found acting together.",
    {
        "run": _RUN,
        "rank": Property(INTEGER, "1 is the tightest"),
        "size": Property(INTEGER, "accounts"),
        "density": Property(FLOAT, "linked pairs of all possible pairs, 0 to 1"),
        "reciprocity": Property(FLOAT, "share of repost ties that go both ways, 0 to 1"),
        "inside_share": Property(FLOAT, "share of its reposts that repost a member, 0 to 1"),
        "median_gap_s": Property(FLOAT, "median time between two members' acts, seconds"),
        "burstiness": Property(FLOAT, "Goh and Barabási's B of its posts, -1 to 1"),
        "synchrony": Property(FLOAT, "share of its acts within the window of another's, 0 to 1"),
        "median_account_age_d": Property(FLOAT, "median age of its accounts, days"),
        "shared": Property(INTEGER, "different objects that two members shared in the window"),
        "tightness": Property(FLOAT, "the score that ranks it, 0 to 1"),
        "traces": Property(STRINGS, "traces its links come from", Merge.UNION),
        "max_q": Property(FLOAT, "maximum q-value among its links"),
        "kind": Property(STRING, "pack, or what explains it better: audience, schedule"),
        "explanation": Property(STRING, "what else could explain it, in a sentence"),
        "led_by": Property(STRING, "id of the account that acted first most often"),
        "led_share": Property(FLOAT, "share of what they share on which it did, 0 to 1"),
        "author": Property(STRING, "id of the account that wrote most of what they share"),
        "author_share": Property(FLOAT, "share of it that it wrote, 0 to 1"),
        "occasions": Property(INTEGER, "moments half an hour or more apart at which they acted"),
        "days": Property(INTEGER, "days on which they acted together"),
        "scheduled_share": Property(FLOAT, "share of the occasions in few slots of day or week"),
        "at_once_share": Property(FLOAT, "share of it on which they were there within two minutes"),
        "known_share": Property(FLOAT, "share of what they share whose beginning is known"),
        "sharpness": Property(FLOAT, "share of gaps of up to five windows within one, 0 to 1"),
    },
)
Salvo = NodeType(
    "Salvo",
    "Accounts that came together within minutes on one occasion or a few: less than a pack.",
    {
        "run": _RUN,
        "rank": Property(INTEGER, "1 is the largest"),
        "kind": Property(STRING, "salvo, or what explains it: readers, audience, schedule"),
        "size": Property(INTEGER, "accounts"),
        "shared": Property(INTEGER, "objects on which they came together"),
        "days": Property(INTEGER, "as few days as hold nine tenths of it"),
        "start_ts": Property(INTEGER, "their first act, epoch seconds"),
        "end_ts": Property(INTEGER, "their last act, epoch seconds"),
        "start_at": Property(STRING, "their first act, ISO 8601"),
        "end_at": Property(STRING, "their last act, ISO 8601"),
        "median_gap_s": Property(FLOAT, "median time from the middle one, seconds"),
        "close_share": Property(FLOAT, "of those within a quarter of an hour, within a minute"),
        "expected_share": Property(FLOAT, "what the pace of the accounts and the crowd would give"),
        "own_lag": Property(FLOAT, "how far each came with a lag of its own, 0 to 1"),
        "max_q": Property(FLOAT, "greatest q-value among its accounts"),
        "traces": Property(STRINGS, "traces on which they came together", Merge.UNION),
        "led_by": Property(STRING, "id of the account that acted first most often"),
        "led_share": Property(FLOAT, "share of what they share on which it did, 0 to 1"),
        "explanation": Property(STRING, "what else could explain it, in a sentence"),
    },
)
Burst = NodeType(
    "Burst",
    "The heaviest span of a hashtag.",
    {
        "run": _RUN,
        "hashtag": Property(STRING, "id of the hashtag"),
        "start_ts": Property(INTEGER, "its first post, epoch seconds"),
        "end_ts": Property(INTEGER, "its last post, epoch seconds"),
        "start_at": Property(STRING, "its first post, ISO 8601"),
        "end_at": Property(STRING, "its last post, ISO 8601"),
        "posts": Property(INTEGER, "posts in the span"),
        "accounts": Property(INTEGER, "accounts in the span"),
        "share": Property(FLOAT, "share of all the tag's posts, 0 to 1"),
        "expected": Property(FLOAT, "posts the tag's and the corpus's rhythm would give"),
        "surprise": Property(FLOAT, "log10 of how unlikely so many are by that rhythm"),
        "top_decile_share": Property(FLOAT, "posts by the busiest tenth of accounts, 0 to 1"),
        "half_accounts": Property(INTEGER, "fewest accounts that make half of its posts"),
        "first_post": Property(STRING, "id of the post it began with"),
        "first_account": Property(STRING, "id of the account it began with"),
    },
)

NODES: tuple[NodeType, ...] = (
    Account, Post, Hashtag, Link, Domain, Media, Target, Import, Run, Pack, Salvo,
    Burst,
)  # fmt: skip

_STANCE = {
    "run": _RUN,
    "rule": Property(STRING, "rules that fired, joined with ' + '"),
    "category": Property(STRING, "kinds of attack (threat, slur, …), joined with ' + '"),
    "matched": Property(STRING, "the exact text that matched"),
    "start": Property(INTEGER, "where the match begins in the text, characters"),
    "end": Property(INTEGER, "where it ends, exclusive"),
    "confidence": Property(FLOAT, "how sure the rule is, 0 to 1"),
    "own_words": Property(BOOLEAN, "false when inherited from a reposted original"),
    "evidence": Property(STRING, "all matches and the decision, as JSON"),
}
_TIE = {
    "run": _RUN,
    "window_s": Property(INTEGER, "time window, seconds"),
    "shared": Property(INTEGER, "distinct objects both shared within the window"),
    "pairs": Property(INTEGER, "pairs of acts within the window"),
    "from_a": Property(INTEGER, "acts of the source that take part"),
    "from_b": Property(INTEGER, "acts of the target that take part"),
    "a_first": Property(INTEGER, "pairs in which the source acted before the target"),
    "together": Property(INTEGER, "distinct objects both shared at any time"),
    "expected": Property(FLOAT, "objects they would have shared in the window by accident"),
    "median_gap_s": Property(FLOAT, "median time between the two acts, seconds"),
    "min_gap_s": Property(FLOAT, "minimum time between the two acts, seconds"),
    "first_ts": Property(INTEGER, "first act that takes part, epoch seconds"),
    "last_ts": Property(INTEGER, "last act that takes part, epoch seconds"),
    "p": Property(FLOAT, "chance of so many, under the run's null model, with doubt allowed for"),
    "q": Property(FLOAT, "false discovery rate at which the tie is kept, without doubt"),
    "explanation": Property(STRING, "what else could explain it, in a sentence"),
}


def _rel(
    kind: str,
    source: NodeType,
    target: NodeType,
    doc: str,
    properties: dict[str, Property] | None = None,
    key: tuple[str, ...] = (),
) -> RelationshipType:
    return RelationshipType(kind, source, target, doc, properties or {}, key)


def _tie(trace: Trace) -> RelationshipType:
    doc = f"Both {trace.english.act} within the window; lower id first."
    return _rel(trace.kind, Account, Account, doc, _TIE, ("run",))


POSTED = _rel("POSTED", Account, Post, "The account published the post.")
REPOSTS = _rel("REPOSTS", Post, Post, "The post reposts another, without words of its own.")
QUOTES = _rel("QUOTES", Post, Post, "The post quotes another and adds words.")
REPLIES_TO = _rel("REPLIES_TO", Post, Post, "The post answers another.")
MENTIONS = _rel(
    "MENTIONS",
    Post,
    Account,
    "The post mentions an account, or answers it.",
    {"implicit": Property(BOOLEAN, "a reply to the account, which it does not name", Merge.ALL)},
)
REPOSTS_ACCOUNT = _rel(
    "REPOSTS_ACCOUNT",
    Post,
    Account,
    "The post reposts something of the account's; the export does not say which post.",
)
TAGGED = _rel("TAGGED", Post, Hashtag, "The post carries the hashtag.")
LINKS_TO = _rel("LINKS_TO", Post, Link, "The post links to the page.")
SHOWS = _rel("SHOWS", Post, Media, "The post shows the picture or video.")
ON = _rel("ON", Link, Domain, "The page is on the host.")
HAS_ACCOUNT = _rel("HAS_ACCOUNT", Target, Account, "An account of the figure.")
ATTACKS = _rel("ATTACKS", Post, Target, "The post attacks the figure.", _STANCE)
SUPPORTS = _rel("SUPPORTS", Post, Target, "The post supports the figure.", _STANCE)
CONCERNS = _rel(
    "CONCERNS",
    Post,
    Target,
    "The post is about the figure; its stance is undecided.",
    _STANCE
    | {"unclear": Property(BOOLEAN, "true where its words may attack or support and may not")},
)
AMPLIFIES = _rel(
    "AMPLIFIES",
    Account,
    Account,
    "The source reposts the target; derived from the posts.",
    {
        "run": _RUN,
        "reposts": Property(INTEGER, "reposts"),
        "first_at": Property(STRING, "first one, ISO 8601"),
        "last_at": Property(STRING, "last one, ISO 8601"),
        "median_delay_s": Property(FLOAT, "median time after the original, seconds"),
        "fast": Property(INTEGER, "reposts within ten seconds of the original"),
    },
    ("run",),
)
TIES = {trace.name: _tie(trace) for trace in TRACES.values()}
"""The relationship type of each trace, by the trace's name."""
CO_REPOSTS = TIES["repost"]
MEMBER_OF = _rel(
    "MEMBER_OF",
    Account,
    Pack,
    "The account belongs to the pack.",
    {
        "ties": Property(INTEGER, "members it is tied to"),
        "inside_share": Property(FLOAT, "share of its reposts that repost a member, 0 to 1"),
        "bridge": Property(BOOLEAN, "also tied to other packs", Merge.ANY),
    },
)
IN_SALVO = _rel(
    "IN_SALVO",
    Account,
    Salvo,
    "The account took part in the salvo.",
    {"shared": Property(INTEGER, "objects on which it came with the others")},
)
IN_BURST = _rel("IN_BURST", Post, Burst, "The post falls into the burst.")

RELATIONSHIPS: tuple[RelationshipType, ...] = (
    POSTED, REPOSTS, QUOTES, REPLIES_TO, MENTIONS, REPOSTS_ACCOUNT, TAGGED, LINKS_TO, SHOWS,
    ON, HAS_ACCOUNT, ATTACKS, SUPPORTS, CONCERNS, AMPLIFIES,
    *TIES.values(),
    MEMBER_OF, IN_SALVO, IN_BURST,
)  # fmt: skip

NODE_BY_LABEL = {node.label: node for node in NODES}
RELATIONSHIP_BY_KIND = {relationship.kind: relationship for relationship in RELATIONSHIPS}
