"""How a preset recognises its export: by names that only this one has."""

from __future__ import annotations

from typing import Any

from ..formats.head import Head
from .conditions import condition
from .flat import dotted, flat_columns, nested
from .model import Shape
from .paths import path

_JSON = {"json", "json-lines"}


def matches(shape: Shape, head: Head) -> bool:
    """Whether the first rows or values of an input have the marks."""
    if head.is_table:
        columns = dotted(head.header)
        if not columns.issuperset(shape.has) or columns.intersection(shape.lacks):
            return False
        if not shape.when:
            return True
        places = flat_columns(head.header)
        rows = (nested(dict(zip(head.header, row, strict=False)), places) for row in head.rows)
        return any(_holds(shape, row, row) for row in rows)
    if head.layout not in _JSON:
        return False
    return any(fits(shape, value) for value in head.objects)


def fits(shape: Shape, document: Any) -> bool:
    """Whether a value of JSON, or the first record in it, has the marks."""
    records = path(shape.records).value(document, document) if shape.records else document
    record = (records[0] if records else None) if isinstance(records, list) else records
    if not isinstance(record, dict):
        return False
    return (
        all(path(member).stands(record, document) for member in shape.has)
        and not any(path(member).stands(record, document) for member in shape.lacks)
        and _holds(shape, record, document)
    )


def of_record(shapes: tuple[Shape, ...], document: Any, default: str | None) -> str | None:
    """Where the records stand in a value, by the first shape that it has."""
    for shape in shapes:
        if fits(shape, document):
            return shape.records
    return default


def _holds(shape: Shape, record: Any, document: Any) -> bool:
    return all(condition(words).holds(record, document) for words in shape.when)
