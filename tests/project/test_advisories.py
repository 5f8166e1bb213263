"""No pinned package is one that a published advisory warns of; the list is beside this file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def pins(text: str) -> list[tuple[str, Version]]:
    return [(name, Version(version)) for name, version in _PIN.findall(text)]


def advisories() -> list[tuple[str, Version, str]]:
    text = (ROOT / "tests/project/advisories.txt").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return [(name, Version(version), advisory) for name, version, advisory in lines]


def warned_of(text: str) -> list[str]:
    return [
        f"{name} {version}: {advisory}, mended in {mended}"
        for name, version in pins(text)
        for package, mended, advisory in advisories()
        if name == package and version < mended
    ]


@pytest.mark.parametrize("constraints", ["constraints.txt", "constraints-bench.txt"])
def test_no_pinned_package_has_an_advisory(constraints: str) -> None:
    text = (ROOT / constraints).read_text("utf-8")
    assert len(pins(text)) > 40
    assert warned_of(text) == []


def test_an_old_version_would_be_named() -> None:
    assert warned_of("jinja2==3.1.5 \\\n    --hash=sha256:0\n") == [
        "jinja2 3.1.5: CVE-2025-27516, mended in 3.1.6"
    ]
