from __future__ import annotations

from . import office
from .fuzz_readers import examples, run


def test_damaged_exports() -> None:
    """A small part, the same each time; the script runs as many as one likes."""
    outcomes = run(0, 4000)
    assert outcomes["read"] > 2000
    assert len(examples()) > 30


def test_no_office_program_makes_an_id_up() -> None:
    outcomes = office.run(0, 1500)
    assert outcomes["read"] > 1000
    assert outcomes["rejects"] > 300
    assert not outcomes["invented ids"]
