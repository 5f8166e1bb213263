"""What the modules promise by name is there, and documented."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import meute
from meute import errors

ROOMS = {
    "cli",
    "detect",
    "exports",
    "figures",
    "graph",
    "loader",
    "queries",
    "server",
    "simulate",
    "viz",
}


def modules() -> list[ModuleType]:
    """Return every module of the package; tests, benchmarks and docs beside it are none."""
    found = [meute]
    for path in meute.__path__:
        for module in pkgutil.iter_modules([path]):
            if not module.ispkg and module.name not in {"__main__", "conftest"}:
                found.append(import_module(f"meute.{module.name}"))
            elif module.name in ROOMS:
                room = import_module(f"meute.{module.name}")
                found.append(room)
                inner = pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
                found += [import_module(one.name) for one in inner if one.name != NOTEBOOK]
    return found


NOTEBOOK = "meute.graph.notebook"  # needs an extra, and says so itself


def test_every_promised_name_is_there_and_documented() -> None:
    for module in modules():
        assert inspect.getdoc(module), module.__name__
        for name in getattr(module, "__all__", ()):
            promised = getattr(module, name)
            if inspect.isclass(promised) or inspect.isroutine(promised):
                assert inspect.getdoc(promised), f"{module.__name__}.{name}"


TREE = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_every_error_is_in_the_tree_and_has_an_exit_code(kind: type[errors.MeuteError]) -> None:
    assert issubclass(kind, errors.MeuteError)
    assert kind.__name__ in errors.__all__
    assert kind.__name__ in (errors.__doc__ or "")
    assert inspect.getdoc(kind)
    usage = issubclass(kind, errors.UsageError)
    assert kind.exit_code == (errors.EXIT_USAGE if usage else errors.EXIT_FAILED)
    assert "\n" not in str(kind("two\nlines", "Do this."))
