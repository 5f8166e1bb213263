"""Result files take the place of nothing that would be missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.errors import UsageError
from meute.files import replacing
from meute.graph import open_store


def test_a_case_is_not_replaced_by_what_is_written_about_it(tmp_path: Path) -> None:
    case, link = tmp_path / "case.kgl", tmp_path / "report.html"
    with open_store(str(case), write=True) as store:
        store.execute("CREATE (:Account {id: 'x/1'})")
    link.symlink_to(case)
    before = case.read_bytes()
    for path in (case, link):
        with pytest.raises(UsageError, match=r"is a case, and would be lost"), replacing(path):
            pytest.fail("yielded a place")
    assert case.read_bytes() == before
