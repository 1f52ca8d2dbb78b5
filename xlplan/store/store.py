"""`Store`: the memory as the rest of xlplan knows it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from uuid import uuid4

from xlplan.month.figures import LineKey, MonthRun, Months, UnitMonth
from xlplan.month.memory import Before
from xlplan.store import reading, writing
from xlplan.store.address import address
from xlplan.store.opening import prepare
from xlplan.store.past import PastMonth
from xlplan.store.transactions import PATIENCE, Database

WHO = "XLPLAN_USER"
"""Environment variable: who runs, where the login name says nothing (a scheduled run)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a run."""

    run: int
    """Its number in the memory."""
    units: int
    """Units remembered."""
    replaced: int
    """Those of them whose month an earlier run had told; that run is kept."""
    left_out: tuple[UnitMonth, ...]
    """Units that cannot be remembered: without Enhetskod, or with one that another book has too."""


class Store:
    """An open memory. Every method is one transaction and raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def shown(self) -> str:
        """Where it lies, as users read it."""
        return self._database.at.shown

    def save(self, run: MonthRun, who: str | None = None) -> Saved:
        """Remember a run. Of the same unit's month the newest run is the current one; those before
        are kept."""
        units, left = writing.codes_once(run.units)
        token, by = uuid4().hex, who or login()
        written = self._database.write(
            lambda connection: writing.write(connection, run, units, by, token)
        )
        return Saved(written.run, len(units), written.replaced, tuple(left))

    def recall(self, codes: Iterable[str], year: int, years_back: int = 1) -> reading.Remembered:
        """All that a run of a month of `year` asks about its units, read at once: the months of the
        year and of `years_back` years before it, and the outcome of all earlier whole years."""
        asked = list(codes)
        years = range(year - years_back, year + 1)
        return self._database.read(
            lambda connection: reading.remembered(connection, asked, years, year)
        )

    def months(self, code: str, year: int) -> tuple[Before, ...]:
        """The unit's months of the year that have been run, the current run of each, January
        first."""
        return self.recall([code], year, 0).months(code, year)

    def seasons(self, code: str, before_year: int) -> Mapping[LineKey, tuple[Months, ...]]:
        """The outcome by line of earlier whole years, the latest year first."""
        return self.recall([code], before_year, 0).seasons(code, before_year)

    def history(self, unit: str) -> tuple[PastMonth, ...]:
        """Every run of every month of a unit, by Enhetskod or name: the oldest month first, and in
        a month the current run before those that it replaced. Raises UnknownUnitError."""
        return self._database.read(lambda connection: reading.history(connection, unit))

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


def open_store(at: str = "", *, create: bool = True, patience: float = PATIENCE) -> Store:
    """Open a memory, make it if there is none (unless `create` is False), and bring its tables up
    to date.

    `at` is a file or a URL, see `xlplan.store.address`; "" is the usual place. `patience` is how
    many seconds a lock or a lost server is waited for. Raises AddressError (a StoreError) for an
    address that leads nowhere, and StoreError.
    """
    database = Database(address(at), patience)
    try:
        prepare(database, create=create)
    except BaseException:
        database.close()
        raise
    return Store(database)


def login() -> str:
    """Who runs xlplan: the environment's XLPLAN_USER, else the login name; "okänd" where there is
    none."""
    try:
        return os.environ.get(WHO, "").strip() or getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return "okänd"
