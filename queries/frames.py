"""The rows of a stored query as a frame with the types that its metadata declares."""

from __future__ import annotations

import pandas as pd

from ..graph.store import Result
from .catalogue import find

_TYPES = {"string": "string", "integer": "Int64", "float": "Float64", "boolean": "boolean"}


def typed_frame(name: str, result: Result) -> pd.DataFrame:
    """Return the rows of the stored query ``name``, typed.

    Unknown values are ``pd.NA``. A text column whose name ends in ``_at`` becomes timestamps in
    UTC, unless one of its values is not a time that pandas can hold: then all stay text.
    """
    columns = find(name).columns
    types = {column: _TYPES[c.type] for column, c in columns.items() if c.type in _TYPES}
    frame = result.frame().astype(types)
    for column, column_type in columns.items():
        if column_type.type == "string" and column.endswith("_at"):
            try:
                frame[column] = pd.to_datetime(frame[column], utc=True, format="ISO8601")
            except (ValueError, OverflowError):
                continue
    return frame
