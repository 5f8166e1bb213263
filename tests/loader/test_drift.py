"""An export whose form has changed is said to have, with the member that is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from meute.loader.reading import Chunk, Job, Reading
from meute.loader.sources import sources_of
from meute.loader.unread import Notes

from .built_in_scenes import BUILT_IN
from .platform_scenes import PLATFORMS
from .scenes import SCENES


def notes_of(path: Path, **more: Any) -> Notes:
    with sources_of([str(path)]) as (source,):
        (chunk,) = (m for m in Reading(Job(source, **more)).messages() if isinstance(m, Chunk))
    return chunk.unread


def changed(data: bytes, *names: str, times: int = 2) -> str:
    """The lines twice, and in all but the first the member by that path under another name."""
    values = [json.loads(line) for line in data.decode().splitlines() * times]
    *path, last = names
    for value in values[1:]:
        holder = value
        for name in path:
            holder = holder[name]
        holder[f"new_{last}"] = holder.pop(last, None)
    return "".join(json.dumps(value) + "\n" for value in values)


@pytest.mark.parametrize(
    ("name", "path", "member"),
    [
        ("x-api-v1", ("full_text",), "full_text"),
        ("x-api-v2", ("text",), "text"),
        ("mastodon", ("created_at",), "created_at"),
        ("zeeschuimer", ("data", "core"), "core.user_results.result.core.screen_name"),
        ("snscrape", ("user",), "user"),
        ("gab", ("account", "username"), "author_info.un or account.username"),
    ],
)
def test_a_member_that_most_records_lack_is_named(
    tmp_path: Path, name: str, path: tuple[str, ...], member: str
) -> None:
    export = tmp_path / "export"
    export.write_bytes((SCENES | BUILT_IN | PLATFORMS)[name].data * 2)
    assert notes_of(export) == {}
    export.write_text(changed((SCENES | BUILT_IN | PLATFORMS)[name].data, *path))
    assert "missing from" in str(notes_of(export)[member].example)


def test_a_column_of_a_map_that_is_mostly_empty_is_named(tmp_path: Path) -> None:
    columns = "{id: nr, account_handle: wer, text: was}"
    (tmp_path / "map.yml").write_text(f"platform: x\ncolumns: {columns}\n")
    (tmp_path / "t.csv").write_text("nr,wer,was\n1,ana,oui\n2,,a\n3,,b\n4,,c\n5,,d\n")
    assert "4 of 5" in str(notes_of(tmp_path / "t.csv", table_map=tmp_path / "map.yml")["wer"])


def test_words_may_be_missing_from_many_posts_of_pictures_but_not_from_all(tmp_path: Path) -> None:
    def item(number: int, words: str | None) -> dict[str, Any]:
        return {"code": f"C{number}", "user": {"pk": "7", "username": "ana"}, "media_type": 1,
                "taken_at": 1_700_000_000 + number, "caption": {"text": words}}  # fmt: skip

    export = tmp_path / "export"
    for words, names in (
        (["oui"], set()),
        ([], {"caption.text or edge_media_to_caption.edges[0].node.text"}),
    ):
        items = [item(n, words[n] if n < len(words) else None) for n in range(12)]
        export.write_text("".join(json.dumps(value) + "\n" for value in items))
        assert set(notes_of(export)) == names
