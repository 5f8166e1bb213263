"""Addresses of graphs, and what does not belong into one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import ConfigError

_PORT = 7687
_THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
_SERVER_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})


def is_server(url: str) -> bool:
    """Return whether an address is that of a server, and not the path of a local file.

    Raises:
        ConfigError: it is neither, is malformed, or holds a user or a password.
    """
    refuse_credentials(url)
    scheme, separator, _ = url.partition("://")
    if separator and scheme not in _SERVER_SCHEMES:
        raise ConfigError(
            f"{scheme}:// is not an address of a graph",
            "Write bolt://, neo4j:// or neo4j+s:// for a server, or a path ending in .kgl.",
        )
    if not separator and Path(url).suffix != ".kgl":
        raise ConfigError(
            f"{url} is not a graph: a local graph's name ends in .kgl",
            "Write --graph CASE.kgl, or the address of a Neo4j server.",
        )
    try:
        _refuse_malformed(url, is_address=bool(separator))
    except ValueError as error:
        raise ConfigError(
            f"{url} is not an address: {error}",
            "Write neo4j://HOST:7687 with the name or number of the server.",
        ) from error
    return bool(separator)


def _refuse_malformed(url: str, *, is_address: bool) -> None:
    if "\0" in url:
        raise ValueError("a zero byte is in it")
    if not is_address:
        return
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not 0 <= (parts.port or 0) < 2**16 or any(not sign.isprintable() for sign in host):
        raise ValueError("its host or port cannot be one")
    try:
        host.encode("idna")
    except UnicodeError:
        raise ValueError("its host cannot be one") from None


def refuse_credentials(address: str) -> None:
    """Refuse an address with a user or a password in it, without repeating either.

    Other programs of the machine can read a command line, and the shell's history keeps it.

    Raises:
        ConfigError: it holds one, or may.
    """
    _, separator, rest = address.partition("://")
    if "@" in rest if separator else "@" in address and not address.endswith(".kgl"):
        raise ConfigError(
            "The address of the graph holds a user or a password, and others could read it there",
            "Leave it out: set MEUTE_USER (or --user) and MEUTE_PASSWORD, and change a password "
            "that was in an address.",
        )


def same_graph(first: str, second: str) -> bool:
    """Return whether two addresses lead to one graph, through links or names of this machine.

    Raises:
        ConfigError: one of them is no address of a graph.
    """
    if is_server(first) != is_server(second):
        return False
    if is_server(first):
        return _server(first) == _server(second)
    if Path(first).exists() and Path(second).exists():
        return Path(first).samefile(second)
    return os.path.realpath(first) == os.path.realpath(second)


def _server(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    host = (parts.hostname or "localhost").rstrip(".")
    return "localhost" if host in _THIS_MACHINE else host, parts.port or _PORT


def driver_options(address: str, ca: Path | None) -> dict[str, Any]:
    """Return the driver's options for a server; with certificates of one's own they replace ``+s``.

    Raises:
        ConfigError: the address is not one that checks certificates, or there is no such file.
    """
    if ca is None:
        return {"uri": address}
    scheme, _, place = address.partition("://")
    if not scheme.endswith("+s"):
        raise ConfigError(
            f"{scheme}:// does not check the certificate",
            f"Write {scheme}+s:// with --ca, or leave it out.",
        )
    if not ca.is_file():
        raise ConfigError(f"There is no file {ca}", "Name a file of certificates after --ca.")
    from neo4j import TrustCustomCAs

    return {
        "uri": f"{scheme.removesuffix('+s')}://{place}",
        "encrypted": True,
        "trusted_certificates": TrustCustomCAs(str(ca)),
    }
