"""The user's map from the columns of a table to the fields of a post."""

from __future__ import annotations


class TableMap:
    """Placeholder until mapped tables are read."""
