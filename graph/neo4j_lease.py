"""The right to write what was merged, held by one process at a time, in the database itself.

A load reads what is there, merges it with what comes, and writes the result. Two of them at once
would each overwrite what the other wrote in between. A local file has its write lease for this; on
a server it is a node, which this module takes, keeps alive and gives back:

- it runs out by itself after :data:`LEASE_S` when its holder has died or lost the connection;
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

from ..errors import StoreError, StoreLockedError

LEASE_S = 60.0
TRANSACTION_S = 30.0
"""Longest write transaction under a lease, which the server ends itself; they take 0.1 s."""

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

    def check(self, transaction: neo4j.ManagedTransaction) -> None:
        """See within a write transaction that the lease outlasts it.

        Raises:
            LeaseTooShortError: it does not; renew it, and try again.
        """
        values = {"holder": self._holder, "ms": int(TRANSACTION_S * 1000)}
        if transaction.run(_LASTS, values).single() is None:
            raise LeaseTooShortError

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
        values = {"holder": self._holder, "ms": int(LEASE_S * 1000)} | more

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
