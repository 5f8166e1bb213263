"""Run the notebooks of docs/notebooks and keep what they answer: `make notebooks`.

Each runs in a folder of its own, cell by cell, in the shell that a notebook's kernel wraps.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

FOLDER = Path(__file__).parent / "notebooks"


def main() -> None:
    """Run all notebooks."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = json.loads(path.read_text("utf-8"))
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            execute(notebook, path.name)
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(path.name)  # noqa: T201 - the notebooks written are what this command answers


def execute(notebook: dict[str, Any], name: str) -> None:
    """Run the cells of a notebook in order, and put the outputs in the place of the former ones."""
    shell = InteractiveShell()
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        with capture_output() as captured:
            outcome = shell.run_cell("".join(cell["source"]))
        if not outcome.success:
            sys.exit(f"{name}, cell {number}: {outcome.error_before_exec or outcome.error_in_exec}")
        cell["execution_count"] = number
        cell["outputs"] = list(outputs(captured, outcome.result, shell, number))


def outputs(
    captured: CapturedIO, result: Any, shell: InteractiveShell, number: int
) -> list[dict[str, Any]]:
    """Return a cell's outputs in the form of a notebook's file."""
    told = captured.stdout
    if result is not None:
        told = told.rpartition(f"Out[{number}]")[0]
    made: list[dict[str, Any]] = []
    if told.strip():
        made.append({"output_type": "stream", "name": "stdout", "text": told.splitlines(True)})
    if result is not None:
        data, _ = shell.display_formatter.format(result)
        made.append(
            {"output_type": "execute_result", "execution_count": number, "metadata": {},
             "data": {kind: text.splitlines(True) for kind, text in data.items()}}
        )  # fmt: skip
    return made


if __name__ == "__main__":
    main()
