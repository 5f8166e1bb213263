from __future__ import annotations

from meute.loader.formats.page import formats_page
from meute.loader.formats.table_map import load_table_map

from .reading import FIXTURES

PAGE = FIXTURES.parents[2] / "docs" / "formats.md"


def test_the_page_says_what_the_formats_say() -> None:
    """Make it anew with ``python -m meute.loader.formats.page > docs/formats.md``."""
    assert PAGE.read_text(encoding="utf-8") == formats_page()


def test_the_page_s_map_is_one() -> None:
    shown = formats_page().split("```yaml\n")[1].split("```")[0]
    written = (FIXTURES / "table.map.yml").read_text(encoding="utf-8")
    assert written.startswith(shown)
    assert load_table_map(FIXTURES / "table.map.yml").platform == "x"
