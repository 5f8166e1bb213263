"""What is wrong with a value that people wrote, in plain words; pydantic's are for programmers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MOST_SHOWN = 40
_LIST = ("{field} must be a list", "Write it in brackets: [{inside}].")
_EMPTY = ("{field} is empty", "Write its entries below it, each after a hyphen.")
_ENTRIES = ("{field} must be a list", "Begin each of its entries with a hyphen: - KEY: VALUE.")
_MAPPING = ("{field} must have keys with values", "Write each as KEY: VALUE, indented below it.")
_NUMBER = ("{field} must be a number, not {value}", "Write digits alone.")
_TRUTH = ("{field} must be true or false", "Write true or false.")
_SHORT = ("{field} is empty or too short", "Write something there, or remove the line.")
_CORRECT = "Correct the value on that line."
_FAULTS: Mapping[str, tuple[str, str]] = {
    "tuple_type": _LIST, "list_type": _LIST,
    "model_type": _MAPPING, "model_attributes_type": _MAPPING, "dict_type": _MAPPING,
    "string_type": ("{field} must be text", "Write {quoted}."),
    "int_type": _NUMBER, "int_parsing": _NUMBER, "int_from_float": _NUMBER,
    "float_type": _NUMBER, "float_parsing": _NUMBER,
    "bool_type": _TRUTH, "bool_parsing": _TRUTH,
    "literal_error": ("{field} cannot be {value}", "Use one of: {choices}."),
    "string_too_short": _SHORT, "too_short": _SHORT,
    "string_too_long": ("{field} is longer than {max_length} characters", "Shorten it."),
    "too_long": ("{field} has more than {max_length} entries", "Shorten it."),
    "greater_than": ("{field} must be more than {gt}", _CORRECT),
    "greater_than_equal": ("{field} must be {ge} or more", _CORRECT),
    "less_than": ("{field} must be less than {lt}", _CORRECT),
    "less_than_equal": ("{field} must be {le} or less", _CORRECT),
}  # fmt: skip
"""Message and remedy by the type of pydantic's error."""


def plain_fault(field: str, detail: Mapping[str, Any]) -> tuple[str, str] | None:
    """What one of pydantic's errors says of a field, and what to do; None of types without words.

    Args:
        field: the key that the value stands at.
        detail: the error, as ``ValidationError.errors()`` gives it.
    """
    value, context = detail.get("input"), detail.get("ctx", {})
    forms = _FAULTS.get(detail["type"])
    if forms is _LIST and not isinstance(value, str | int | float):
        forms = _EMPTY if value is None else _ENTRIES
    if forms is None:
        return None
    shown = _shown(value)
    words = {
        "field": field,
        "value": shown or "nothing",
        "inside": shown or "…",
        "quoted": f'it in quotation marks: "{shown}"' if shown else "one word there",
        "choices": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
    }
    words |= {
        name: f"{limit:g}" for name, limit in context.items() if isinstance(limit, int | float)
    }
    message, remedy = (form.format(**words) for form in forms)
    return message, remedy


def _shown(value: Any) -> str:
    """A plain value as it was written; nothing of others."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
