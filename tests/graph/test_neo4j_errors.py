"""A server's codes become one line each that says what to do."""

from __future__ import annotations

import pytest

from meute.errors import StatementError, StoreAuthError, StoreError
from meute.graph.neo4j_errors import _refusal


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        ("Neo.ClientError.Security.Unauthorized", StoreAuthError, "refuses the user"),
        ("Neo.ClientError.Security.TokenExpired", StoreAuthError, "refuses the user"),
        ("Neo.ClientError.Security.CredentialsExpired", StoreAuthError, "has expired"),
        ("Neo.ClientError.Security.Forbidden", StoreAuthError, "may not do that"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", StoreError, "is read-only"),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", StoreError, "is read-only"),
        ("Neo.ClientError.Cluster.NotALeader", StoreError, "not its leader"),
        ("Neo.ClientError.Database.DatabaseNotFound", StoreError, "no such database"),
        ("Neo.TransientError.Database.DatabaseUnavailable", StoreError, "its disk space"),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", StoreError, "its disk space"),
        ("Neo.ClientError.Statement.AccessMode", StatementError, "only reads may run here"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", StatementError, "more memory"),
        ("Neo.ClientError.Transaction.TransactionTimedOut", StatementError, "took longer than"),
        ("Neo.ClientError.Transaction.Terminated", StatementError, "took longer than"),
        ("Neo.ClientError.Transaction.LockClientStopped", StatementError, "took longer than"),
        ("Neo.ClientError.Statement.SyntaxError", StatementError, "refuses the statement"),
    ],
)
def test_every_code_says_what_to_do(code: str, kind: type[StoreError], reason: str) -> None:
    error = _refusal(code, "the server's own words", "bolt://case:7687")
    assert type(error) is kind
    assert reason in str(error)
    assert "\n" not in str(error)
    assert str(error).endswith((".", ";"))
