from __future__ import annotations

from .fuzz_readers import examples, run


def test_damaged_exports() -> None:
    """A small part, the same each time; the script runs as many as one likes."""
    outcomes = run(0, 4000)
    assert outcomes["read"] > 2000
    assert len(examples()) > 30
