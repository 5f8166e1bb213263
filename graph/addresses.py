"""Addresses of graphs, and what does not belong into one."""

from __future__ import annotations

from ..errors import ConfigError


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
