from __future__ import annotations

from pathlib import Path

from meute.loader.maps import load_map
from meute.loader.page import formats_page

from .reading import FIXTURES


def test_the_page_s_map_is_one() -> None:
    shown = formats_page().split("```yaml\n")[1].split("```")[0]
    written = (FIXTURES / "table.map.yml").read_text(encoding="utf-8")
    assert written.startswith(shown)
    assert load_map(FIXTURES / "table.map.yml").platform == "x"


def test_every_map_that_the_page_shows_is_one(tmp_path: Path) -> None:
    shown = [part.split("```")[0] for part in formats_page().split("```yaml\n")[1:]]
    assert len(shown) > 1
    for number, text in enumerate(shown):
        file = tmp_path / f"{number}.yml"
        file.write_text(text, encoding="utf-8")
        load_map(file)
