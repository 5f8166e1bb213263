"""THE bounds on what a stranger's file may make of its reader; every reader takes them from here.

A record over a bound is a reject that names it; an input over one is refused. They lie far above
what exports hold: whoever has more splits the file, and is told so.
"""

from __future__ import annotations

MAX_RECORD_BYTES = 24 << 20
"""Longest line or JSON value that is read; a page of 500 posts with all expansions is 3 MB."""

MAX_VALUES = 600_000
"""Commas and opening brackets of a JSON value: an empty list takes three bytes of it and 64 of
memory. A thread of 4,000 posts has half of it."""

MAX_MENDED_BYTES = 4 << 20
"""Longest JSON value that is mended where it is not strict JSON, which takes its copies."""

MAX_TEXT_CHARACTERS = 250_000
"""Longest text of a post; the longest that a platform of today takes is a tenth of it."""

MAX_REFERENCES = 5_000
"""Mentions, hashtags, links and media of a post."""

LONGEST_TIME = 200
"""Characters; the longest form of a time has half of it."""

MAX_RATIO = 200
FREE_BYTES = 100_000_000
"""Packed inputs may unpack to so many bytes, and beyond that to the ratio times their size. Posts
as JSON shrink to a tenth, repetitive ones to a thirtieth; bombs to a thousandth."""

MAX_LAYERS = 3
"""Packings around one another."""

MAX_MEMBERS = 10_000
"""Files in one archive."""

MAX_MEMBERS_BYTES = 4 << 20
"""What stands beside the records of a JSON document and comes along with each."""

LONGEST_PRINTED = 100_000
"""Longest cell that is read as Python prints a list; the same as JSON may be longer."""

MAX_CELL_CHARACTERS = 1_000_000
"""Longest cell of an Excel or Parquet table."""

MAX_FIELD_CHARACTERS = 4 << 20
"""Longest cell of delimited text; a quote that is never closed is noticed there, not at the end."""

MAX_COLUMNS = 2_000
"""Columns of an Excel or Parquet table; delimited text takes as many bytes as it has cells, and may
have more where its header fits into the head of the input (256 kB)."""

MAX_READ_AGAIN = 10
"""Times the size of a table that is read anew, of quotes that close in another row than theirs."""

MAX_SHEETS = 100
MAX_SHEET_ROWS = 1 << 20
MAX_REPEATED_ROWS = 1_000
"""Of an OpenDocument table, which writes «a thousand million times this row» in a few bytes."""

MAX_WORKBOOK_RATIO = 50
FREE_WORKBOOK_BYTES = 8_000_000
"""As above for Excel workbooks, whose texts are all kept in memory."""

SPARE_DISK_BYTES = 1 << 30
"""What a copy of standard input leaves free of the disk it goes to."""
