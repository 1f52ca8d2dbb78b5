"""Transactions: a piece of work done whole or not at all, and tried again where that helps.

SQLite: a writer takes the lock before it reads anything (BEGIN IMMEDIATE), so that two runs never
build on the same state, and waits for it. The journal is SQLite's ordinary one and not WAL: the
file may lie on a network drive, where WAL does not work. PostgreSQL: a writer waits its turn with
an advisory lock; should anything slip past it, the unique index stops the second one, which starts
anew.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from xlplan.store.address import Address, AddressError
from xlplan.store.faults import UNTOUCHED, Fault, StoreError, fault, told

PATIENCE = 15.0
"""Seconds that a lock or a lost server is waited for."""

_WRITES = "xlplan_writes"
_SESSION = {"connect_timeout": "10", "application_name": "xlplan"}
"""What a connection to PostgreSQL says unless the address says otherwise; the time is in
seconds."""
_LOCK = 7_583_160_001
"""PostgreSQL's advisory locks are numbers; this one means: somebody writes in xlplan's tables."""

T = TypeVar("T")


class Database:
    """A database and how its transactions are run. `patience` in seconds."""

    def __init__(self, at: Address, patience: float = PATIENCE) -> None:
        """Raises AddressError where the driver is missing. Connects to nothing yet."""
        self.at = at
        self._patience = patience
        self._engine = _sqlite(at, patience) if at.file is not None else _postgresql(at)
        self._reached = False

    def read(self, work: Callable[[Connection], T]) -> T:
        """All that `work` reads is of one moment. Raises StoreError."""
        return self._run(work, writes=False)

    def write(self, work: Callable[[Connection], T]) -> T:
        """All that `work` writes is there afterwards, or nothing of it. `work` may be called more
        than once.

        Raises StoreError.
        """
        return self._run(work, writes=True)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], T], *, writes: bool) -> T:
        until = time.monotonic() + self._patience
        wait = 0.05
        while True:
            try:
                done = self._once(work, writes)
            except DBAPIError as error:
                kind = self._fault(error)
                if not kind.passes or time.monotonic() + wait > until:
                    raise StoreError(
                        told(kind, self.at.shown, error) + (f" {UNTOUCHED}" if writes else "")
                    ) from error
            else:
                self._reached = True
                return done
            time.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 2, 2.0)

    def _fault(self, error: DBAPIError) -> Fault:
        """A server that was there a moment ago and is not now is being restarted, for all that can
        be known."""
        kind = fault(error)
        if error.connection_invalidated:
            self._reached = True
        return Fault.LOST if kind is Fault.NO_SERVER and self._reached else kind

    def _once(self, work: Callable[[Connection], T], writes: bool) -> T:
        with self._engine.connect() as connection:
            connection = connection.execution_options(**{_WRITES: writes})
            if not writes and self.at.file is None:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                if self.at.file is None:
                    connection.exec_driver_sql(
                        f"SET LOCAL lock_timeout = {max(1, int(self._patience * 1000))}"
                    )
                    if writes:
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                return work(connection)


def _sqlite(at: Address, patience: float) -> Engine:
    # the driver must not begin transactions of its own: it would begin them too late, and not
    # around DDL
    engine = create_engine(at.url, connect_args={"timeout": patience, "isolation_level": None})

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(at: Address) -> Engine:
    url = at.url.update_query_dict(
        {name: value for name, value in _SESSION.items() if name not in at.url.query}
    )
    try:
        return create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise AddressError(
            'xlplan saknar det som behövs för PostgreSQL. Kör pip install "xlplan[postgres]" och '
            "försök igen."
        ) from error
