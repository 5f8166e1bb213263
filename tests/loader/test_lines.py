from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.loader import lines
from meute.loader.lines import Oversized, iter_lines


class Dripping(io.BytesIO):
    """Gives fewer bytes than asked for, as pipes do."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 1, 7))


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line)), st.booleans())
def test_lines_are_what_split_gives(parts: list[bytes], end: bool) -> None:
    data = b"\n".join(parts) + (b"\n" if end else b"")
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    expected = [line[:-1] if line.endswith(b"\r") else line for line in expected]
    for stream in (io.BytesIO(data), Dripping(data)):
        found = list(iter_lines(stream))
        assert [line for _, line in found] == expected
        assert [number for number, _ in found] == list(range(1, len(expected) + 1))


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(1, 12))
def test_a_line_too_long_costs_only_itself(sizes: list[int], limit: int) -> None:
    data = b"".join(b"x" * size + b"\n" for size in sizes)
    for stream in (io.BytesIO(data), Dripping(data)):
        found = [line for _, line in iter_lines(stream, limit)]
        assert [line.size if isinstance(line, Oversized) else len(line) for line in found] == sizes
        assert [isinstance(line, Oversized) for line in found] == [size > limit for size in sizes]


def test_a_huge_line_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        left = 64

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return b"x" * (1 << 20) if self.left > 0 else b"\nnext\n" if self.left == 0 else b""

    tracemalloc.start()
    try:
        found = list(iter_lines(Endless(), 1 << 20))  # type: ignore[arg-type]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    first, second = found
    assert isinstance(first[1], Oversized)
    assert first[1].size == 63 << 20
    assert len(first[1].start) == lines.START_BYTES
    assert second == (2, b"next")
    assert peak < 8 << 20
