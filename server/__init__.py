"""A local Neo4j: in a container where a Docker engine answers, otherwise from Maven's artifacts."""

from __future__ import annotations

from .folder import ServerFolder, Started
from .lifecycle import StartFailedError, Wish, down, erase, status, up

__all__ = ["ServerFolder", "StartFailedError", "Started", "Wish", "down", "erase", "status", "up"]
