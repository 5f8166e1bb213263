"""A column is its name: in whatever order the schema declares properties, the graph is the same."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from meute.cli import meute
from meute.graph import Store, schema
from meute.graph.tables import empty_table, rows_of, table_of
from meute.loader import records
from meute.loader.rows import NODE_TYPES, RowBuilder

from .making import account, post

HERE = Path(__file__).parent

PROGRAM = """
import json, random, sys
from meute.graph import types

order, folder, helpers = sys.argv[1:]

def permuted(properties):
    items = list(properties.items())
    if order == "reversed":
        items.reverse()
    elif order == "shuffled":
        random.Random(7).shuffle(items)
    return dict(items)

for declaration in (types.NodeType, types.RelationshipType):
    def build(self, check=declaration.__post_init__):
        object.__setattr__(self, "properties", permuted(self.properties))
        check(self)
    declaration.__post_init__ = build

from meute.cli import meute
from meute.graph import open_store, schema
sys.path.insert(0, helpers)
from graphs import snapshot

case = f"{folder}/{order}.kgl"
for command in (
    ["load", f"{folder}/first.jsonl"],
    ["load", f"{folder}/second.jsonl"],
    ["figures", "load", f"{folder}/figures.yml"],
    ["detect"],
):
    assert meute.main(["--graph", case, *command], standalone_mode=False) in (None, 0)
with open_store(case) as store:
    graph = {
        kind: sorted(json.dumps(row, sort_keys=True) for row in rows.items())
        for kind, rows in snapshot(store).items()
    }
names = [list(node.properties) for node in schema.NODES]
print(json.dumps([names, {kind: rows for kind, rows in graph.items() if kind != "Import"}]))
"""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planted campaign in two files: half of its posts are in both, with later counts."""
    folder = tmp_path_factory.mktemp("campaign")
    whole = folder / "posts.jsonl"
    arguments = ["simulate", "-o", whole, "--posts", "1500", "--pack", "20", "--seed", "7"]
    arguments += ["--intensity", "3"]
    arguments += ["--figures", folder / "figures.yml"]
    meute.main(list(map(str, arguments)), standalone_mode=False)
    lines = whole.read_text().splitlines()
    (folder / "first.jsonl").write_text("\n".join(lines[: len(lines) // 4 * 3]))
    second = [_counted_again(line) for line in lines[len(lines) // 4 :]]
    random.Random(1).shuffle(second)
    (folder / "second.jsonl").write_text("\n".join(second))
    return folder


def _counted_again(line: str) -> str:
    value = json.loads(line)
    value["public_metrics"] = {"like_count": 7, "retweet_count": 2}
    value["author"]["public_metrics"] = {"followers_count": 5}
    value["__twarc"]["retrieved_at"] = "2024-01-01T00:00:00+00:00"
    return json.dumps(value)


def _begun(order: str, folder: Path) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", PROGRAM, order, str(folder), str(HERE)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


def _loaded(process: subprocess.Popen[str]) -> tuple[list[list[str]], dict[str, list[str]]]:
    said, _ = process.communicate()
    assert process.returncode == 0
    names, graph = json.loads(said.splitlines()[-1])
    return names, graph


def test_the_order_of_the_schema_changes_no_stored_value(export: Path) -> None:
    orders = ("declared", "reversed", "shuffled")
    processes = {order: _begun(order, export) for order in orders}  # all at once: the test's time
    loaded = {order: _loaded(process) for order, process in processes.items()}
    names, graph = loaded.pop("declared")
    assert {"Account", "Post", "Pack", "Run", "POSTED", "AMPLIFIES", "ATTACKS"} <= graph.keys()
    assert "_older" in str(graph), "some values must be older than others of their row"
    for others, other in loaded.values():
        assert others != names
        assert other.keys() == graph.keys()
        for kind, rows in graph.items():
            assert other[kind] == rows, kind


@pytest.mark.parametrize("label", ["Account", "Post", "Media", "Pack", "Burst"])
def test_every_property_is_stored_under_its_own_name(store: Store, label: str) -> None:
    """Each gets a value of its own, so that two that changed places would be seen."""
    declared = schema.NODE_BY_LABEL[label]
    row = {"id": "x/1"} | {
        name: _value(number, empty_table(declared).schema.field(name).type)
        for number, name in enumerate(declared.properties)
    }
    table = table_of(declared, [row])
    store.write_nodes(declared, table.select(sorted(table.column_names)))
    assert rows_of(store.existing(declared, ["x/1"])) == [row]
    (held,) = store.read(f"MATCH (n:{label}) RETURN properties(n) AS row").rows[0]
    assert held == row


def _value(number: int, kind: object) -> object:
    return {
        "int64": number,
        "double": number / 4,
        "bool": bool(number % 2),
        "list<element: string>": [f"a{number}", f"b{number}"],
        "list<item: string>": [f"a{number}", f"b{number}"],
    }.get(str(kind), f"value {number}")


def test_a_load_fills_every_property_but_those_that_note_older_values() -> None:
    """A property that is declared, and that no reader can fill, would be forgotten silently."""
    media = records.Media(key="3_1", kind="photo", url="https://p.example/1.jpg")
    builder = RowBuilder()
    builder.add(
        post(
            1,
            text="a", lang="fr", url="u", app="a", archive="a", conversation_id="1",
            repost_key="strong", damaged=True, media=[media], hashtags=["tag"], links=["https://a.example/1"],
            leads={"https://a.example/abc": "https://b.example/page"},
            counts=records.Engagement(likes=1, reposts=1, replies=1, quotes=1, views=1),
            observed_at=5,
            account=account(
                1, handle="a", display_name="A", description="d", followers=1, following=1,
                posts=1, verified=True, created_at="2020-01-01T00:00:00Z", observed_at=5,
            ),
        )
    )  # fmt: skip
    batch = builder.batch()
    for declared in NODE_TYPES:
        filled = set(batch.nodes[declared.label].column_names)
        assert declared.properties.keys() - filled <= {"profile_older", "counts_older"}
