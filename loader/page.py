"""The page ``docs/formats.md``, made from what the formats and the map say of themselves."""

from __future__ import annotations

from .formats import FORMATS
from .maps import Columns, Map, Preset

_HEAD = """\
# Export formats

`meute load` looks at the content of each input, never at its name alone. When no format, or more
than one, recognises it, the load is refused and the message says what the input seems to be;
`--format NAME` decides. JSON may come as lines, as one array, or pretty-printed; tables with
commas, semicolons, tabs or bars, or as a workbook of Excel (`.xlsx`) or LibreOffice (`.ods`) or as
Parquet, which are recognised by their columns too. A byte-order mark and UTF-16 are understood.

| name | what it is | recognised by |
|---|---|---|
"""

_RULES = """
## What each record becomes

- Each source record becomes one post or account, or one reject with its line and its reason:
  what is read equals what is loaded, merged and rejected. Lines that are not posts (delete and
  limit notices, errors of a stream, likes, service messages, advertisements) are rejects too.
- A post may quote and reply at once. A repost is a repost only: its words, hashtags, links,
  mentions and pictures are those of the original.
- What the export lacks becomes a stub, and the tie to it is kept.
- Where an export gives no id of the reposted post, the repost is marked weak
  (`repost_key: weak`), and the reposted account and the words are kept.
- Broken UTF-8 and halves of characters are replaced and the post is marked (`damaged`).
- A text that is not UTF-8 is read as UTF-16, Windows-1252 or Mac Roman, and the load says so; UTF-8
  that was read as Windows-1252 and saved again is mended. Where bytes of another script stand side
  by side, the encoding cannot be told, and the file is refused: save it as UTF-8.
- A shortened address and the page that it leads to are one link where any file of the case says
  where it leads (`unwound_url`), but not where that is a front page or a login.
- A time is as exact as it is written: `20/10/2021 21:40` to the minute, `2021-10-20` to the day,
  and so are times that are all midnights. An id that carries a time gives the second.
- A line or value above 24 MB is rejected; memory stays bounded.
- An id that a spreadsheet has rounded (`1.45E+18`) is rejected: export ids as text.
- Accounts, users, counts, lists, compliance notices and results of detections are not posts; such
  files are refused with that reason.

"""

_PRESETS = """
## Presets

A preset is a shipped map: it recognises its export like any other format, and `--map preset:NAME`
or `--format NAME` chooses it. To correct one, build on it with a map of your own:

```yaml
base: preset:crowdtangle-facebook
zone: Europe/Paris
columns:
  links: Link
```

| preset | read besides ids, authors, times and words | not read | where its form is public |
|---|---|---|---|
"""

_BUILT_IN = """
## What is read of each

Ids, authors, times and words always; besides:

| format | read | not read | where its form is public |
|---|---|---|---|
"""

_MAPS = """
## A map for anything else

    meute load posts.csv --map map.yml

A map says which column of a table (CSV, TSV, Excel, LibreOffice, Parquet), or which member of JSON
(lines, an array, one document), is what. Such a map, for a table with French column names:

```yaml
platform: x
columns:
  id: Numéro
  account_handle: Auteur
  created_at: Quand
  text: Texte
  hashtags: Mots-clés
  repost_of: Partage de
```

And one for JSON, where dots lead into objects, `[]` through a list, and `/` begins at the top of
the document that holds the records:

```yaml
platform: x
records: tweets[]
columns:
  id: id
  account_id: author.id
  account_handle: author.userName
  created_at: createdAt
  text: [fullText, text]
  hashtags: entities.hashtags[].text
  mentions: entities.user_mentions[].screen_name
  mentioned_ids: entities.user_mentions[].id_str
  repost_of: retweeted_tweet
  observed_at: /collected
reject when: type = advertisement
zone: Europe/Paris
```

- `id`, or `id made from` with columns to make one from, is needed; all else is as the export has
  it. An id or a handle may stand in an address (`https://x.com/…/status/1450…`,
  `https://www.tiktok.com/@ana`), on every platform whose addresses hold them; an address that holds
  none (of Facebook, of Mastodon, a shortened one) is itself the id.
- Columns that were members of JSON (`author/userName`, `hashtags/0/text`) are read by the paths of
  the JSON (`author.userName`, `hashtags[].text`).
- What cannot be a handle of the platform (`Ana Martin`) makes no account: names are shared.
- A post of Bluesky by an address with its author's handle is the one by its DID where the row has
  the DID; otherwise the two stay two posts. So do a Telegram post by its channel's name and by its
  number.
- Of several columns in a list the first that has a value counts.
- A reference (`repost_of`, `quote_of`, `reply_to`) may be a whole post: it is read by the same map.
- `0`, `-`, `-1`, `False`, `\\N`, `#N/A`, `None`, `nan` and the like refer to nothing, and no post
  refers to itself.
- Conditions read `is_retweet` (there, and not false), `not author`, `type = retweet`,
  `type != ad`, `type in retweet, share` and `text starts with RT @`; of several in a list one is
  enough. Where `repost when`, `quote when` or
  `reply when` is given, it alone decides.
- Hashtags, mentions and links are read from the text where the map has no column for them, and a
  text of X that begins with `RT @name:` is a repost.
- A map of one line, `platform: x`, goes with an export that does not say its platform, as the
  table of CooRTweet and CooRnet does not: its format reads it, and the ids are those of that
  platform. X's ids hold the times of the shared posts, by which an audience is told from a pack.

| setting | meaning |
|---|---|
"""

_FIELDS = """
| column | meaning |
|---|---|
"""


def formats_page() -> str:
    """The page as Markdown."""
    formats = "".join(
        f"| `{fmt.name}` | {_cell(fmt.title)} | {_cell(fmt.recognised_by)} |\n"
        for _, fmt in sorted(FORMATS.items())
    )
    built_in = "".join(
        f"| `{fmt.name}` | {fmt.reads} | {fmt.lacks or '–'} | {_cell(fmt.source)} |\n"
        for _, fmt in sorted(FORMATS.items())
        if not isinstance(fmt, Preset)
    )
    presets = "".join(
        f"| `{fmt.name}` | {_cell(_fields_read(fmt.map))} | {_cell(_remark(fmt.map))} "
        f"| {_cell(fmt.map.source)} |\n"
        for _, fmt in sorted(FORMATS.items())
        if isinstance(fmt, Preset)
    )
    settings = "".join(
        f"| `{field.alias or name}` | {_cell(field.description or 'see below')} |\n"
        for name, field in Map.model_fields.items()
    )
    fields = "".join(
        f"| `{name}` | {_cell(field.description or '')} |\n"
        for name, field in Columns.model_fields.items()
    )
    lists = f"{_BUILT_IN}{built_in}{_MAPS}{settings}{_FIELDS}{fields}{_PRESETS}{presets}"
    return f"{_HEAD}{formats}{_RULES}{lists}"


_ALWAYS = ("id", "platform", "account_id", "account_handle", "created_at", "text", "url")


def _fields_read(table_map: Map) -> str:
    return ", ".join(f"`{name}`" for name in table_map.paths() if name not in _ALWAYS) or "–"


def _remark(table_map: Map) -> str:
    """What the export lacks: the ties that its map has no column for, and what it says itself."""
    ties = {"repost_of": "reposts", "quote_of": "quotes", "reply_to": "replies"}
    lacking = [word for field, word in ties.items() if field not in table_map.paths()]
    told = table_map.refused or table_map.remark
    missing = f"ids of {' and '.join(lacking)}" if lacking and not table_map.refused else ""
    return "; ".join(part for part in (missing, told) if part) or "–"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
