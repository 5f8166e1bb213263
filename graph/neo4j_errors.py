"""What the driver and the server raise, as errors of ours, each with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions as driver_errors

from ..errors import StatementError, StoreAuthError, StoreError, StoreUnreachableError
from .deadline import too_long

_ENDED = re.compile("Terminated|TransactionTimedOut|LockClientStopped")

_AGAIN = "Then run the same command again: a load goes on where it stopped."

_REFUSALS: tuple[tuple[str, type[StoreError], str, str], ...] = (
    (
        r"Security\.CredentialsExpired",
        StoreAuthError,
        "The password of this user has expired",
        "Set a new one on the server (ALTER CURRENT USER SET PASSWORD), and MEUTE_PASSWORD to it.",
    ),
    (
        r"Security\.(Unauthorized|TokenExpired|AuthorizationExpired|AuthenticationRateLimit)",
        StoreAuthError,
        "The server at {address} refuses the user or the password",
        "Set MEUTE_USER and MEUTE_PASSWORD, or use --user with MEUTE_PASSWORD.",
    ),
    (
        r"Security\.Forbidden",
        StoreAuthError,
        "This user may not do that on the server at {address}",
        "Use an account that may, or ask whoever runs the server; docs/server.md lists what each "
        "command needs.",
    ),
    (
        r"OnReadOnlyDatabase|ReadOnly\w*Database|Cluster\.NotALeader",
        StoreError,
        "The database takes no writes: it is read-only, or this server is not its leader",
        "Ask whoever runs the server to make it writable, or use a neo4j:// address, which finds "
        "the leader. " + _AGAIN,
    ),
    (
        r"Database\.DatabaseNotFound",
        StoreError,
        "The server at {address} has no such database",
        "Check the name after --database, or create it there.",
    ),
    (
        r"Database\.(DatabaseUnavailable|General)|General\.DatabaseUnavailable|"
        r"Transaction\.TransactionCommitFailed|Transaction\.TransactionLogError|"
        r"TransactionStartFailed|General\.UnknownError",
        StoreError,
        "The server cannot write: {message}",
        "Check its log and its disk space, then start it again. " + _AGAIN,
    ),
    (
        r"AccessMode",
        StatementError,
        "The statement writes, and only reads may run here",
        "Use `meute cypher --write` if you mean to change the graph.",
    ),
    (
        r"OutOfMemory",
        StatementError,
        "The statement takes more memory than the server has for it",
        "Narrow it: let no text or list grow with every step.",
    ),
)
"""The server's codes, and what they mean for who works with meute; the first that fits counts."""


@contextmanager
def translated(address: str, *, answered_for_s: float | None = None) -> Iterator[None]:
    """Turn the driver's errors into ours.

    Args:
        address: of the server.
        answered_for_s: how long a server that did answer was then waited for; None when it has
            not answered yet.
    """
    try:
        yield
    except driver_errors.IncompleteCommit as error:
        raise StoreUnreachableError(
            f"The connection to {address} broke while a change was being committed, so that "
            "it may or may not have happened",
            "Check whether it did before you run the command again.",
        ) from error
    except driver_errors.AuthConfigurationError as error:
        raise _refusal("Security.Unauthorized", "", address) from error
    except (driver_errors.ServiceUnavailable, driver_errors.SessionExpired, OSError) as error:
        raise _unreachable(address, answered_for_s, error) from error
    except driver_errors.ConfigurationError as error:
        raise StoreUnreachableError(
            f"{address} is not an address of a Neo4j server: {error}",
            "Write bolt://HOST:7687, neo4j://HOST:7687 or neo4j+s://HOST.",
        ) from error
    except driver_errors.Neo4jError as error:
        message = ((error.message or str(error)).splitlines() or [""])[0]
        raise _refusal(error.code or "", message, address) from error
    except driver_errors.DriverError as error:
        raise StoreError(
            f"The connection to {address} failed: {error}", "Run the same command again."
        ) from error


def ended_by_server(error: StoreError) -> bool:
    """Whether the server ended the transaction before it was done: it took too long."""
    cause = error.__cause__
    return isinstance(cause, driver_errors.Neo4jError) and bool(_ENDED.search(cause.code or ""))


def _unreachable(address: str, answered_for_s: float | None, error: Exception) -> StoreError:
    if "certificate" in str(error).lower() or "SSL" in str(error):
        return StoreUnreachableError(
            f"No safe connection to {address}: its certificate cannot be checked",
            "Give the signer's certificate with --ca FILE, or correct the address.",
        )
    if answered_for_s is None:
        return StoreUnreachableError(
            f"No Neo4j answers at {address}",
            "Start one with `meute server up`, or check the address after --graph.",
        )
    return StoreUnreachableError(
        f"The server at {address} stopped answering; meute waited {answered_for_s:g} s",
        f"Start it, or repair the connection. {_AGAIN}",
    )


def _refusal(code: str, message: str, address: str) -> StoreError:
    if _ENDED.search(code):
        return too_long()
    for pattern, kind, text, remedy in _REFUSALS:
        if re.search(pattern, code):
            return kind(text.format(address=address, message=message), remedy)
    return StatementError(f"Neo4j refuses the statement: {message}", "Correct it and run it again.")
