"""The page ``docs/formats.md``, made from what the formats and the map say of themselves.

python -m meute.loader.formats.page > docs/formats.md
"""

from __future__ import annotations

import sys

from . import FORMATS
from .table_map import Fields, TableMap

_HEAD = """\
# Export formats

<!-- Made by `python -m meute.loader.formats.page`; a test compares it. -->

`meute load` looks at the content of each input, never at its name alone. When no format, or more
than one, recognises it, the load is refused and the message says what the input seems to be;
`--format NAME` decides. JSON may come as lines, as one array, or pretty-printed; tables with
commas, semicolons, tabs or bars. A byte-order mark and UTF-16 are understood.

| name | what it is | recognised by |
|---|---|---|
"""

_RULES = """
## What each record becomes

- Each source record becomes one post or account, or one reject with its line and its reason:
  what is read equals what is loaded, merged and rejected. Lines that are no posts (delete and limit
  notices, errors of a stream, likes, service messages, advertisements) are rejects too.
- A post may quote and reply at once. A repost is a repost only: its words, hashtags, links,
  mentions and pictures are those of the original.
- What the export lacks becomes a stub, and the tie to it is kept.
- Where an export gives no id of the reposted post, the repost is marked weak
  (`repost_key: weak`), and the reposted account and the words are kept.
- Broken UTF-8 and halves of characters are replaced and the post is marked (`damaged`).
- A line or value above 64 MB is rejected; memory stays bounded.
- An id that a spreadsheet has rounded (`1.45E+18`) is rejected: export ids as text.
- Accounts, users, counts, lists, compliance notices and results of detections are not posts; such
  files are refused with that reason.

## A map for any other table

    meute load posts.csv --map map.yml

Such a map, for a table with French column names:

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

CSV, TSV, Excel (`.xlsx`) and Parquet are read. `id` is needed; all else is as the table has it.

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
        f"| `{known.name}` | {_cell(known.title)} | {_cell(known.recognised_by)} |\n"
        for _, known in sorted(FORMATS.items())
    )
    settings = "".join(
        f"| `{name}` | {_cell(field.description or 'see below')} |\n"
        for name, field in TableMap.model_fields.items()
    )
    fields = "".join(
        f"| `{name}` | {_cell(field.description or '')} |\n"
        for name, field in Fields.model_fields.items()
    )
    return f"{_HEAD}{formats}{_RULES}{settings}{_FIELDS}{fields}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(formats_page())
