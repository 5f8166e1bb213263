from __future__ import annotations

import io
import json
import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.loader.formats.json_values import BrokenJsonError, JsonScanner
from meute.loader.lines import Oversized

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='ab"\\{}[],:é\n', max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


class Dripping(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 1, random.Random(self.tell()).randint(1, 5)))


@settings(max_examples=40)
@given(st.lists(JSON.filter(lambda value: not isinstance(value, list))), st.sampled_from([None, 2]))
def test_elements_of_an_array(values: list[Any], indent: int | None) -> None:
    data = json.dumps(values, indent=indent).encode()
    for stream in (io.BytesIO(data), Dripping(data)):
        assert [json.loads(raw) for raw in JsonScanner(stream).values()] == values  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.text(max_size=4), JSON), max_size=4))
def test_objects_one_after_the_other(values: list[Any]) -> None:
    data = "\n".join(json.dumps(value, indent=1) for value in values).encode()
    assert [json.loads(raw) for raw in JsonScanner(Dripping(data)).values()] == values  # type: ignore[arg-type]


@given(st.binary(max_size=60))
def test_anything_ends(data: bytes) -> None:
    with suppress(BrokenJsonError):
        list(JsonScanner(io.BytesIO(data), 20).values())
    with suppress(BrokenJsonError):
        list(JsonScanner(Dripping(data), 20).walk(lambda path: len(path) < 3))


def test_a_broken_value_costs_only_itself() -> None:
    data = b'[{"a": 1}, {"a": \xff tru}, {"a": 3}]'
    assert list(JsonScanner(io.BytesIO(data)).values()) == [
        b'{"a": 1}',
        b'{"a": \xff tru}',
        b'{"a": 3}',
    ]


def test_a_value_too_long_costs_only_itself() -> None:
    long = b'{"a": "' + b"x" * 5000 + b'"}'
    data = b'[{"a": 1},' + long + b',"' + b"y" * 3000 + b'",' + b"1" * 3000 + b',{"a": 3}]'
    for stream in (io.BytesIO(data), Dripping(data)):
        first, second, third, fourth, last = JsonScanner(stream, 1000).values()
        assert (first, last) == (b'{"a": 1}', b'{"a": 3}')
        assert isinstance(second, Oversized)
        assert second.size == len(long)
        assert isinstance(third, Oversized)
        assert isinstance(fourth, Oversized)


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"a":' * 100_000, b'["ab\\', b'[{"a": 1'])
def test_what_never_ends_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenJsonError):
        list(JsonScanner(io.BytesIO(data)).values())


def test_walking_into_a_path() -> None:
    data = b'{"name": "x", "chats": {"list": [{"id": 3, "messages": [{"id": 1}]}]}, "z": [1]}'
    entered = {(), ("chats",), ("chats", "list"), ("chats", "list", "[]")}
    found = dict(JsonScanner(Dripping(data)).walk(entered.__contains__))
    assert found == {
        ("name",): b'"x"',
        ("chats", "list", "[]", "id"): b"3",
        ("chats", "list", "[]", "messages"): b'[{"id": 1}]',
        ("z",): b"[1]",
    }
