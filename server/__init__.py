"""A local Neo4j: in a container where a Docker engine answers, otherwise from Maven's artifacts."""

from __future__ import annotations

from .folder import LocalServer, ServerFolder
from .lifecycle import StartFailedError, StartOptions, down, erase, status, up

__all__ = [
    "LocalServer",
    "ServerFolder",
    "StartFailedError",
    "StartOptions",
    "down",
    "erase",
    "status",
    "up",
]
