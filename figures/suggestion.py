"""A draft of a figures file from a case: whom posts mention, and hashtags beside or about them.

Everything is a proposal with its counts, as a comment: the file as it stands declares no figure. A
rule's stance is *concern*, which decides nothing, until somebody has read the posts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..queries.runner import every_row
from ..terminal import counted
from .folding import fold_one
from .wordless import NO_POSTS, why_nothing

if TYPE_CHECKING:
    from ..graph import Store

Row = dict[str, Any]

FIGURES, TAGS, BURSTS, PAIRS = 5, 12, 10, 10
"""Most proposals of each kind."""
MOST_ACCOUNTS, MOST_TAGS = 100_000, 100_000
LEAST_AUTHORS = 3
"""Fewer accounts make no campaign."""
_NAME_PART = 4
"""Shorter parts of a name are in too many hashtags."""
_NOTATION = re.compile(r"[\[\](){}<>*|/?\\]")
"""Signs that mean something in a name of the figures file."""
_LOOKED_FOR = "MATCH (r:Run) WHERE r.method = 'bursts' RETURN r.id AS run LIMIT 1"
_INTRODUCTION = """\
## A draft of a figures file, made from counts of this case. Nothing in it is decided: every line is
## a comment. Lines with two signs are for you; take "# " away from the others to keep them.
## A mention or a hashtag says that posts are about somebody. Whether they attack or support, only
## their words say: read some, then change `stance: concern` to attack or support.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the posts may target."""

    name: str
    accounts: tuple[Row, ...]
    tags: tuple[Row, ...]


def draft(store: Store, name: str | None = None) -> str:
    """Return the draft as text.

    Args:
        store: the case.
        name: whom it is about; None proposes those whom most accounts mention.

    Raises:
        UsageError: nothing in the case could be proposed, with the reason.
        StoreError: the engine cannot answer.
    """
    mentions = every_row(store, "suggest-mentions", limit=MOST_ACCOUNTS)
    tags = every_row(store, "suggest-hashtags", limit=MOST_TAGS)
    if name is None:
        candidates = [
            _candidate(row["display_name"] or row["handle"] or row["account"], [row], tags)
            for row in mentions[:FIGURES]
            if row["authors"] >= LEAST_AUTHORS
        ]
    else:
        candidates = [
            _candidate(name, [row for row in mentions if _is_called(row, name)][:TAGS], tags)
        ]
        if not candidates[0].accounts and not candidates[0].tags:
            raise UsageError(
                f"No mentioned account and no hashtag of the case resembles {name!r}",
                "Leave the name out to see whom the posts mention most.",
            )
    if not candidates and not tags:
        raise UsageError(*_nothing_to_propose(store))
    lines = [*_figures(candidates), *_bursts(store), *_pairs(store, tags)]
    return _INTRODUCTION + "\n".join(lines) + "\n"


def _nothing_to_propose(store: Store) -> tuple[str, str]:
    """What is missing for a draft, and what to do."""
    missing = why_nothing(store)
    if missing is not None and missing[0] == NO_POSTS:
        return missing
    by_hand = "Write the file by hand: docs/figures.md shows how."
    if missing is not None:
        what, remedy = missing
        return f"{what}: whom the posts mention is unknown", f"{remedy} Or w{by_hand[1:]}"
    return "The posts mention nobody and have no hashtags", by_hand


def _candidate(name: str, accounts: Sequence[Row], tags: Iterable[Row]) -> Candidate:
    """Return a candidate with the hashtags that hold a part of the name or stand beside it."""
    ids = {row["account"] for row in accounts}
    parts = [part for part in re.findall(r"\w+", fold_one(name)) if len(part) >= _NAME_PART]
    chosen = []
    for row in tags:
        folded = fold_one(row["hashtag"])
        beside = sum(account in ids for account in row["mentioned"])
        if beside or any(part in folded for part in parts):
            chosen.append(row | {"beside": beside, "folded": folded})
    return Candidate(name, tuple(accounts), tuple(chosen))


def _is_called(row: Row, name: str) -> bool:
    """Whether an account's handle or name has every longer part of the name, accents aside."""
    called = fold_one(f"{row['handle'] or ''} {row['display_name'] or ''}")
    parts = [part for part in re.findall(r"\w+", fold_one(name)) if len(part) >= _NAME_PART]
    return any(part in called for part in parts or [fold_one(name)])


def _figures(candidates: Sequence[Candidate]) -> Iterator[str]:
    yield "# figures:" if candidates else "## No account is mentioned by several others."
    ids: Counter[str] = Counter()
    for candidate in candidates:
        identity = _identity(candidate.name)
        ids[identity] += 1
        if ids[identity] > 1:
            identity = f"{identity}-{ids[identity]}"
        yield f"#   - id: {identity}"
        yield f"#     name: {_quoted(_NOTATION.sub(' ', candidate.name))}"
        if candidate.accounts:
            yield "#     accounts:  ## only those that are really this person's"
        for row in candidate.accounts:
            platform, _, native = row["account"].partition("/")
            given = {"platform": platform, "id": native, "handle": row["handle"]}
            filled = {key: value for key, value in given.items() if value}
            if native.startswith("@"):
                del filled["id"]
            called = f"{_quoted(row['display_name'])}: " if row["display_name"] else ""
            yield (
                f"#       - {_flow(filled)}  ## {called}mentioned in "
                f"{_counted(row['posts'], row['authors'])}"
            )
        yield from _rules(candidate, identity)


def _rules(candidate: Candidate, figure: str) -> Iterator[str]:
    groups: dict[str, list[Row]] = {}
    for row in candidate.tags:
        groups.setdefault(row["folded"], []).append(row)
    ranked = sorted(
        groups.items(), key=lambda item: (-sum(row["posts"] for row in item[1]), item[0])
    )
    if ranked:
        yield "#     rules:  ## one per hashtag, with every spelling of it"
    for number, (_, rows) in enumerate(ranked[:TAGS], 1):
        spellings = [row["hashtag"] for row in rows]
        counts = "; ".join(
            f"#{_plain(row['hashtag'])} {_counted(row['posts'], row['authors'])}, "
            f"{row['beside']:,} beside a mention"
            for row in rows
        )
        rule = {
            "id": f"{figure[:80]}-tag-{number}", "stance": "concern", "kind": "hashtag",
            "tags": spellings,
        }  # fmt: skip
        yield f"#       - {_flow(rule)}  ## {counts}"


def _bursts(store: Store) -> Iterator[str]:
    rows = every_row(store, "hashtag-bursts", limit=BURSTS)
    yield ""
    if rows:
        yield "## Hashtags with a burst, the most surprising first:"
    elif store.read(_LOOKED_FOR).rows:
        yield "## No hashtag has a burst."
    else:
        yield "## Bursts were not looked for: `meute detect` does."
    for row in rows:
        yield (
            f"##   #{_plain(row['hashtag'])}: {_counted(row['posts'], row['accounts'])} from "
            f"{row['start_at']}, {row['expected'] or 0:.1f} expected; fewest accounts that made "
            f"half of it: {row['half_accounts'] or 0:,}; begun by "
            f"@{_plain(row['first_handle'] or '?')}"
            f"{', ' + _plain(row['first_url']) if row['first_url'] else ''}"
        )


def _pairs(store: Store, tags: Sequence[Row]) -> Iterator[str]:
    rows = every_row(store, "hashtag-pairs", limit=PAIRS) if tags else []
    if rows:
        yield "## Hashtags used together:"
    for row in rows:
        yield (
            f"##   #{_plain(row['hashtag_a'])} and #{_plain(row['hashtag_b'])}: "
            f"{_counted(row['posts'], row['accounts'])}"
        )


def _counted(posts: int, accounts: int) -> str:
    return f"{counted(posts, 'post')} of {counted(accounts, 'account')}"


def _identity(name: str) -> str:
    """Return a name as an id of a figure; folding would read digits and signs as letters."""
    apart = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    ascii_only = re.sub(r"[^a-z0-9]+", "-", apart).strip("-")
    return ascii_only[:60].strip("-") or "figure"


def _plain(text: str) -> str:
    """Return a stranger's text on one line, without signs that steer a terminal or hide."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:200])


def _quoted(text: str) -> str:
    """Return a text as YAML holds it in quotes, which are those of JSON."""
    return json.dumps(_plain(text).strip() or "?", ensure_ascii=False)


def _flow(values: Mapping[str, Any]) -> str:
    """Return a mapping on one line, as YAML and JSON both read it."""
    plain = {
        key: [_plain(item) for item in value] if isinstance(value, list) else _plain(value)
        for key, value in values.items()
    }
    return json.dumps(plain, ensure_ascii=False)
