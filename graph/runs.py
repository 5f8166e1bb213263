"""Runs: every finding belongs to one, and a repeated run replaces what it found before."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from .._version import VERSION
from .moments import iso_now
from .schema import NODES, RELATIONSHIPS, Run
from .store import Row, Store
from .tables import table_of, write_rows
from .types import NodeType, RelationshipType, RowType

_LIBRARIES = ("networkit", "networkx", "numpy", "pandas", "pyahocorasick", "scipy")
"""What findings are computed with."""
_DELETED_AT_ONCE = 100_000
Rows: TypeAlias = "Iterable[Row] | pa.Table"


def run_id(method: str, parameters: Mapping[str, Any]) -> str:
    """Return the id of the run with that method and those parameters.

    The same question has the same id, so that asking again replaces the answer, while another
    window or trace stands beside it.
    """
    canonical = json.dumps(parameters, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{method}\n{canonical}".encode()).hexdigest()
    return f"{method}-{digest[:10]}"


def delete_run(store: Store, run: str) -> None:
    """Delete a run's node and everything that it wrote, and nothing else."""
    delete_findings(store, run)
    _delete_node(store, run)


def _delete_node(store: Store, run: str) -> None:
    store.execute("MATCH (n:Run {id: $run}) DETACH DELETE n", {"run": run})


def delete_findings(store: Store, run: str) -> None:
    """Delete everything that a run wrote, but for its node."""
    for relationship in RELATIONSHIPS:
        if "run" in relationship.properties:
            pattern = (
                f"MATCH (:{relationship.source.label})-[r:{relationship.kind}]->"
                f"(:{relationship.target.label}) WHERE r.run = $run"
            )
            delete_matches(store, f"{pattern} WITH r LIMIT $limit DELETE r", run=run)
    for node in NODES:
        if "run" in node.properties:
            pattern = f"MATCH (n:{node.label}) WHERE n.run = $run"
            delete_matches(store, f"{pattern} WITH n LIMIT $limit DETACH DELETE n", run=run)


def delete_matches(store: Store, statement: str, **parameters: str) -> None:
    """Run a statement that deletes at most ``$limit`` matches until there are none left.

    One transaction for hundreds of thousands would outlast its limit on a server.
    """
    values = {"limit": _DELETED_AT_ONCE, **parameters}
    while store.execute(f"{statement} RETURN count(*) AS n", values)[0].rows == [
        (_DELETED_AT_ONCE,)
    ]:
        pass


def replace_run(
    store: Store,
    *,
    method: str,
    parameters: Mapping[str, Any],
    summary: Mapping[str, Any],
    nodes: Mapping[NodeType, Rows] | None = None,
    relationships: Mapping[RelationshipType, Rows] | None = None,
    inputs: Sequence[Mapping[str, str]] = (),
    clear: Callable[[Store, str], None] = delete_findings,
) -> str:
    """Write a run and its findings in place of what the same run wrote before.

    Findings come as rows or, where they may be millions, as a table; they get their ``run`` here.
    ``inputs`` are the files that it decided by, ``clear`` deletes what it replaces. Returns the
    run's id.

    A local file keeps the former findings if this fails. A server, which writes in many
    transactions, holds a Run node without ``finished_at`` from before the first deletion until all
    is written: readers are told of it, and the next run of the same parameters clears it away.
    """
    run = run_id(method, parameters)
    row: Row = {
        "id": run,
        "method": method,
        "parameters": json.dumps(parameters, sort_keys=True, ensure_ascii=False),
        "version": VERSION,
        "began_at": iso_now(),
        "environment": json.dumps(environment(store), sort_keys=True),
    }
    if store.command is not None:
        row["command"] = store.command
    if inputs:
        row["inputs"] = json.dumps(inputs, sort_keys=True, ensure_ascii=False)
    with store.replacement():
        _delete_node(store, run)
        write_rows(store, Run, [row])
        clear(store, run)
        for node_type, rows in (nodes or {}).items():
            store.write_nodes(node_type, _stamped(node_type, rows, run))
        for relationship_type, rows in (relationships or {}).items():
            store.write_relationships(relationship_type, _stamped(relationship_type, rows, run))
        whole = {"summary": json.dumps(summary, sort_keys=True, ensure_ascii=False)}
        write_rows(store, Run, [{"id": run, **whole, "finished_at": iso_now()}])
    return run


def environment(store: Store) -> dict[str, str]:
    """Return the versions of what a finding depends on."""
    return {
        "meute": VERSION,
        "python": platform.python_version(),
        "engine": store.release(),
        **{name: version(name) for name in _LIBRARIES},
    }


def _stamped(row_type: RowType, rows: Rows, run: str) -> pa.Table:
    table = rows if isinstance(rows, pa.Table) else table_of(row_type, rows)
    if "run" not in row_type.properties:
        return table
    runs = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(table), np.int32)), [run])
    return table.append_column("run", runs)
