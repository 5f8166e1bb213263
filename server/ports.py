"""Ports of this machine, and whether Bolt answers on one."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable

from ..errors import ServerError, StoreAuthError

_BETWEEN_S = 0.5


def require_free(port: int, *, flag: str) -> None:
    """Check that nobody listens on the port of loopback.

    Raises:
        ServerError: somebody does, or the port may not be used.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # As Java does: a port that was let go of seconds ago can be taken again.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServerError(
                f"Port {port} cannot be used: {(error.strerror or str(error)).lower()}",
                f"Stop what listens there, or choose another: {flag} {port + 1}.",
            ) from error


def wait_for_bolt(
    url: str, password: str, *, timeout_s: float, still_starting: Callable[[], bool]
) -> bool:
    """Wait until the server takes the password; False when it ended or took too long.

    Raises:
        StoreAuthError: it answers, and refuses the password.
    """
    # 1.4 s with pandas, which the driver imports: too long for `meute server status`.
    import neo4j
    from neo4j.exceptions import (
        AuthError,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    deadline = time.monotonic() + timeout_s
    while still_starting() and time.monotonic() < deadline:
        try:
            with neo4j.GraphDatabase.driver(
                url, auth=("neo4j", password), connection_timeout=5
            ) as driver:
                driver.verify_connectivity()
        except AuthError as error:
            raise StoreAuthError(
                f"The server at {url} was started with a different password",
                "Set MEUTE_PASSWORD to the one it was first started with.",
            ) from error
        except (ServiceUnavailable, SessionExpired, Neo4jError, OSError):
            time.sleep(_BETWEEN_S)
        else:
            return True
    return False
