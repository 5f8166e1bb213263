"""The right to write what was merged, held by one process at a time, in the database itself.

A load reads what is there, merges it with what comes, and writes the result. Two of them at once
would each overwrite what the other wrote in between. A local file has its write lease for this; on
a server it is a node, which this module takes, keeps alive and gives back:

- it runs out by itself after a minute when its holder has died or lost the connection;
- every write transaction looks first whether the lease lasts longer than the transaction can, by
  the server's own clock. So a holder that slept too long writes nothing any more.
"""

from __future__ import annotations

import os
import platform
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

import neo4j
import psutil
from neo4j import exceptions as driver_errors

from ..errors import StatementError, StoreError, StoreLockedError
from .neo4j_errors import ended_by_server

TRANSACTION_S = 30.0
"""Longest write transaction under a lease, which the server ends itself; they take 0.1 s."""
SLOWEST_S = 480.0
"""Longest that a slow server is given for one."""
_LASTS_TRANSACTIONS = 2
"""A lease lasts as long as so many of the longest: a minute."""

_RENEW_EVERY_S = 15.0
_ASK_EVERY_S = 1.0

LABEL = "Lease"
CONSTRAINT = {
    "lease_id": f"CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (l:{LABEL}) REQUIRE l.id IS UNIQUE"
}
"""By its name, like those of :mod:`.ddl`."""

# The first SET takes the node's lock, so that what follows reads what is committed last.
_TAKE = f"""
MERGE (l:{LABEL} {{id: 'write'}})
SET l.asked_at = timestamp()
WITH l, l.holder IS NULL OR l.holder IN $holders OR l.until < timestamp() AS free
SET l.holder = CASE WHEN free THEN $holder ELSE l.holder END,
    l.until = CASE WHEN free THEN timestamp() + $ms ELSE l.until END
RETURN l.holder AS holder
"""
_RENEW = f"""
MATCH (l:{LABEL} {{id: 'write', holder: $holder}})
SET l.until = timestamp() + $ms RETURN l.holder AS holder
"""
_LASTS = f"""
MATCH (l:{LABEL} {{id: 'write', holder: $holder}})
WHERE l.until > timestamp() + $ms RETURN l.holder AS holder
"""
_RELEASE = f"MATCH (l:{LABEL} {{id: 'write', holder: $holder}}) DELETE l"

T = TypeVar("T")
Work = Callable[[neo4j.ManagedTransaction], Any]


class LeaseTooShortError(Exception):
    """A write transaction began when the lease was about to run out; nothing was written."""


class Lease:
    """The lease of one process; ``run`` runs a unit of work in a managed write transaction."""

    def __init__(self, run: Callable[[Work], Any]) -> None:
        self._run = run
        self._holder = _this_process()
        self._transaction_s = TRANSACTION_S
        self._over = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="meute-lease", daemon=True)

    def take(self, waiting: Callable[[], None] | None = None) -> None:
        """Wait until nobody else holds it; ``waiting`` is called once if somebody does."""
        holder = self._ask(self._holder)
        while holder != self._holder:
            if holder and _has_died(holder):
                holder = self._ask(self._holder, holder)
                continue
            if waiting:
                waiting()
                waiting = None
            time.sleep(_ASK_EVERY_S)
            holder = self._ask(self._holder)
        self._heart.start()

    def write(self, work: Work) -> Any:
        """Run a unit of work in a write transaction that the lease outlasts.

        Raises:
            StoreLockedError: somebody else has the lease.
            StoreError: the server does not come to its end in :data:`SLOWEST_S`.
        """
        while True:
            limit_s = self._transaction_s
            try:
                return self._run(self._leased(work, limit_s))
            except LeaseTooShortError:
                self.renew()
            except StatementError as error:
                if not ended_by_server(error):
                    raise
                if limit_s >= SLOWEST_S:
                    raise StoreError(
                        f"The server did not finish a write of at most 5,000 rows in {limit_s:g} s",
                        "Give it more memory or less other work, then run the same command again: "
                        "a load goes on where it stopped.",
                    ) from error
                # Nothing was written. Two writers that are late together double it once.
                self._transaction_s = max(self._transaction_s, 2 * limit_s)
                self.renew()

    def _leased(self, work: Work, limit_s: float) -> Work:
        @neo4j.unit_of_work(timeout=limit_s)
        def leased(transaction: neo4j.ManagedTransaction) -> Any:
            values = {"holder": self._holder, "ms": int(limit_s * 1000)}
            if transaction.run(_LASTS, values).single() is None:
                raise LeaseTooShortError
            return work(transaction)

        return leased

    def renew(self) -> None:
        """Prolong the lease.

        Raises:
            StoreLockedError: somebody else has it.
        """
        if self._single(_RENEW) is None:
            raise StoreLockedError(
                "Another process writes to this graph: this one was away for too long",
                "Run the same command again: a load goes on where it stopped.",
            )

    def release(self, session: neo4j.Session) -> None:
        """Give it back, if the server answers; otherwise it runs out."""
        self._over.set()
        try:
            session.run(_RELEASE, {"holder": self._holder}).consume()
        except (driver_errors.Neo4jError, driver_errors.DriverError, OSError):
            return

    def _ask(self, *holders: str) -> str | None:
        try:
            return self._single(_TAKE, holders=list(holders))
        except driver_errors.ClientError as error:
            if error.code and error.code.endswith("EntityNotFound"):
                return None  # it was given back between the two clauses
            raise

    def _single(self, statement: str, **more: Any) -> str | None:
        lasts_s = _LASTS_TRANSACTIONS * self._transaction_s
        values = {"holder": self._holder, "ms": int(lasts_s * 1000)} | more

        def work(transaction: neo4j.ManagedTransaction) -> str | None:
            record = transaction.run(statement, values).single()
            return None if record is None else str(record["holder"])

        answer: str | None = self._run(work)
        return answer

    def _beat(self) -> None:
        """Prolong the lease while files are read; whoever writes is told if that fails."""
        while not self._over.wait(_RENEW_EVERY_S):
            try:
                self.renew()
            except StoreError:
                continue


def _this_process() -> str:
    """Machine, process and its start, so that the same machine sees whether it has died."""
    began = int(psutil.Process().create_time())
    return f"{_machine()} {os.getpid()} {began} {uuid.uuid4().hex}"


def _machine() -> str:
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{platform.node()} {uuid.getnode()}").hex


def _has_died(holder: str) -> bool:
    machine, pid, began, _ = holder.split(" ")
    if machine != _machine():
        return False
    try:
        return abs(psutil.Process(int(pid)).create_time() - int(began)) > 2  # noqa: PLR2004 - ticks
    except psutil.NoSuchProcess:
        return True
