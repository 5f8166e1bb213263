"""``meute simulate``: stdout is data, stderr is talk, files appear whole."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from meute.simulate.campaign import KNOBS


def simulate(*arguments, cwd):
    command = [sys.executable, "-m", "meute", "simulate", *arguments]
    return subprocess.run(command, capture_output=True, cwd=cwd, check=False)


def test_stdout_holds_posts_only_and_equals_the_file(tmp_path):
    options = ("--posts", "700", "--seed", "9", "--pack", "12")
    streamed = simulate("-o", "-", *options, cwd=tmp_path)
    filed = simulate(
        "-o", "p.jsonl", "--truth", "t.json", "--figures", "f.yml", *options, cwd=tmp_path
    )
    assert streamed.returncode == filed.returncode == 0
    assert filed.stdout == b""
    assert streamed.stdout == (tmp_path / "p.jsonl").read_bytes()
    assert len([json.loads(line) for line in streamed.stdout.splitlines()]) == 700
    assert b"700 posts" in streamed.stderr
    assert len(json.loads((tmp_path / "t.json").read_text())["pack"]) <= 12
    assert {path.name for path in tmp_path.iterdir()} == {"p.jsonl", "t.json", "f.yml"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "p", "--posts", "3"), "--posts must be from 500 to 50,000,000, not 3."),
        (("-o", "p", "--pack", "1234567"), "--pack must be from 0 to 5,000, not 1,234,567."),
        (("-o", "p", "--turnout", "0.01"), "--turnout must be from 0.05 to 1, not 0.01."),
        (("-o", "p", "--posts", "700", "--truth", "./p"), "Two of the files are the same"),
        (("-o", "nowhere/p", "--posts", "700"), "Nothing can be written"),
        (("-o", "p", "--posts", "700", "--truth", "nowhere/t"), "Nothing can be written"),
        (("-o", ".", "--posts", "700"), "is a folder"),
    ],
)
def test_wrong_usage_is_one_line_and_leaves_nothing(tmp_path, arguments, words):
    done = simulate(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert words in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_help_gives_the_range_of_each_number(tmp_path):
    words = " ".join(simulate("--help", cwd=tmp_path).stdout.decode().split())
    for knob in KNOBS.values():
        if knob.option:
            described = words.partition(f"{knob.option} ")[2].partition(" --")[0]
            assert knob.within in described, knob.option
