"""The same scene through every format gives the same graph, but for what an export cannot hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from meute.graph import open_store
from meute.loader.maps import FORMATS, Preset
from meute.loader.pipeline import Options, load_files

from .built_in_scenes import BUILT_IN
from .formats.reading import posts, read
from .graphs import snapshot
from .platform_scenes import PLATFORMS, SHAPES
from .scene import AUTHORS, LINK, ROLES, SECONDS, Scene
from .scenes import SCENES

Facts = set[tuple[str, str, str]]

ALL = SCENES | BUILT_IN | PLATFORMS | SHAPES


def expected(scene: Scene) -> Facts:
    roles = [role for role in ROLES if role not in scene.lacks]
    facts: Facts = {(AUTHORS[role], "POSTED", role) for role in roles}
    facts |= {(role, "kind", "original" if role == "spark" else role) for role in roles}
    facts |= {(role, "at", str(SECONDS[role])) for role in roles}
    if "spark" in roles:
        facts |= {("spark", "TAGGED", "vernondehors"), ("spark", "LINKS_TO", LINK),
                  ("spark", "MENTIONS", "eve")}  # fmt: skip
    if "repost" in roles:
        tie = ("REPOSTS_ACCOUNT", "ana") if "strong" in scene.lacks else ("REPOSTS", "spark")
        facts.add(("repost", *tie))
    if "quote" in roles:
        facts.add(("quote", "QUOTES", "spark"))
    if "reply" in roles and "replied" not in scene.lacks:
        facts.add(("reply", "REPLIES_TO", "spark"))
    if "reply" in roles and "answered" not in scene.lacks:
        facts.add(("reply", "MENTIONS", "ana"))
    if "root" in scene.lacks:  # a comment answers the video that it stands under
        facts |= {("spark", "REPLIES_TO", "video"), ("spark", "kind", "reply")}
        facts.discard(("spark", "kind", "original"))
    return facts


def facts_of(found: Any, scene: Scene) -> Facts:
    names = {f"{scene.platform}/{native}": role for role, native in scene.posts.items()}
    names |= {f"{scene.platform}/{native}": name for name, native in scene.people.items()}
    if any(native.startswith("made:") for native in scene.posts.values()):
        names |= dict.fromkeys(found["Post"], "spark")

    def name(key: str) -> str:
        return names.get(key, key)

    facts: Facts = set()
    for tie in ("POSTED", "REPOSTS", "REPOSTS_ACCOUNT", "QUOTES", "REPLIES_TO", "MENTIONS",
                "TAGGED", "LINKS_TO"):  # fmt: skip
        facts |= {(name(a), tie, name(b)) for a, b in found.get(tie, {})}
    for key, post in found["Post"].items():
        if not post.get("stub"):
            facts |= {(name(key), "kind", post["kind"]), (name(key), "at", str(post["ts"]))}
    return facts


@pytest.mark.parametrize("name", ALL)
def test_the_scene_gives_the_same_graph_in_every_format(name: str, tmp_path: Path) -> None:
    scene = ALL[name]
    (tmp_path / "export").write_bytes(scene.data)
    options = Options()
    if scene.named:
        options = Options(format=name)
    if scene.map:
        (tmp_path / "map.yml").write_text(scene.map)
        options = Options(table_map=tmp_path / "map.yml")
    with open_store(str(tmp_path / "g.kgl"), write=True, create=True) as store:
        from contextlib import nullcontext

        report = load_files([str(tmp_path / "export")], lambda: nullcontext(store), options)
        assert report.files[0].error is None
        assert report.files[0].format == ("mapped" if scene.map else name.partition(":")[0])
        assert report.counts.rejected == 0, report.files[0].samples
        assert facts_of(snapshot(store), scene) == expected(scene)


JSON = sorted(name for name, scene in ALL.items() if scene.data[:1] in b"{[" and not scene.map)


@pytest.mark.parametrize("name", JSON)
def test_what_python_writes_for_nothing_is_nothing(name: str) -> None:
    """Without it no line of an export might be strict JSON."""
    data = ALL[name].data.replace(b"null", b"NaN").replace(b"}\n", b', "more": NaN}\n')
    named = name if ALL[name].named else None
    assert posts(read(data, format=named)) == posts(read(ALL[name].data, format=named))


def test_every_format_is_in_the_scene() -> None:
    formats = {n for n, f in FORMATS.items() if not (isinstance(f, Preset) and f.map.refused)}
    without_posts = {"meute-rejects", "auto-archiver"}
    assert formats - ALL.keys() == without_posts, "which hold records of others, or their copies"
