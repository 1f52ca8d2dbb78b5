"""Faults of a database, told in Swedish, and whether each is worth another try.

SQLite is recognised by its result codes, PostgreSQL by SQLSTATE. A connection that is refused has
no SQLSTATE: there libpq's English words are looked for, and a server that speaks otherwise is
quoted as it is.
"""

from __future__ import annotations

import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError

UNTOUCHED = (
    "Ingenting är sparat av den här gången, och det som fanns i minnet sedan tidigare är orört."
)


class StoreError(Exception):
    """The memory cannot be used; the text says why in Swedish. Nothing in it is half written."""


class Fault(Enum):
    """Kinds of fault; the value is the sentence, which names the memory as {at}."""

    LOCKED = (
        "Minnet {at} används av ett annat program. Vänta en stund och försök igen. Är det öppet i "
        "ett databasprogram, stäng det först."
    )
    BUSY = (
        "Flera körningar ville spara i minnet {at} samtidigt, och den här kom inte fram. Försök "
        "igen."
    )
    LOST = "Förbindelsen med {at} bröts och kom inte tillbaka. Försök igen om en stund."
    FULL = "Disken som minnet {at} ligger på är full. Gör plats och försök igen."
    READ_ONLY = (
        "Minnet {at} får bara läsas av dig. Be den som äger mappen om rätt att skriva i både "
        "mappen och filen, eller ge en annan fil med --store."
    )
    NO_DATABASE = (
        "{at} är ingen databas, eller så är filen skadad. Ge en annan fil med --store, eller lägg "
        "tillbaka en säkerhetskopia."
    )
    UNOPENED = "Minnet {at} går inte att öppna. Finns mappen, och får du skriva i den?"
    DISK = (
        "Disken eller nätverksmappen som minnet {at} ligger på svarar inte som den ska. Försök "
        "igen, och hör med IT om det upprepas."
    )
    PASSWORD = (
        "{at} tar inte emot namnet eller lösenordet. Se över adressen i --store, eller det sparade "
        "lösenordet."
    )
    NO_SUCH_DATABASE = (
        "Servern svarar, men {at} finns inte. Be IT skapa databasen, eller rätta namnet i --store."
    )
    NO_SERVER = "Det går inte att nå {at}. Är servern igång, och stämmer adressen i --store?"
    FORBIDDEN = (
        "Din inloggning får inte göra det här i {at}. Be IT om rätt att läsa och skriva i xlplans "
        "tabeller."
    )
    OTHER = "Minnet {at} svarade något som xlplan inte väntade sig: {said}"

    @property
    def passes(self) -> bool:
        """Whether the same transaction may well succeed in a moment."""
        return self in (Fault.LOCKED, Fault.BUSY, Fault.LOST)


_SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_NOTADB: Fault.NO_DATABASE,
    sqlite3.SQLITE_CORRUPT: Fault.NO_DATABASE,
    sqlite3.SQLITE_CANTOPEN: Fault.UNOPENED,
    sqlite3.SQLITE_IOERR: Fault.DISK,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: Fault.BUSY,
}
_STATES = {
    "40001": Fault.BUSY,  # serialization_failure
    "40P01": Fault.BUSY,  # deadlock_detected
    "23505": Fault.BUSY,  # unique_violation: another run saved the same unit's month in between
    "55P03": Fault.LOCKED,  # lock_not_available
    "28P01": Fault.PASSWORD,
    "28000": Fault.PASSWORD,
    "3D000": Fault.NO_SUCH_DATABASE,
    "42501": Fault.FORBIDDEN,
    "25006": Fault.FORBIDDEN,  # read_only_sql_transaction: a standby, or a role that only reads
    "53100": Fault.FULL,
    "53300": Fault.LOCKED,  # too_many_connections
    "57014": Fault.OTHER,  # query_canceled: by somebody, or by a limit that IT has set
    "57P04": Fault.NO_SUCH_DATABASE,  # database_dropped
}
_CLASSES = {"08": Fault.LOST, "57": Fault.LOST}
"""SQLSTATE's first two: the connection, and a server that is being stopped or started."""
_REFUSED = (
    ("password", Fault.PASSWORD),
    ("authentication failed", Fault.PASSWORD),
    ("no pg_hba.conf entry", Fault.PASSWORD),
    ("role ", Fault.PASSWORD),
    ("database ", Fault.NO_SUCH_DATABASE),
    ("the database system is", Fault.LOST),
    ("refused", Fault.NO_SERVER),
    ("resolve host", Fault.NO_SERVER),
    ("timeout", Fault.NO_SERVER),
    ("no such file", Fault.NO_SERVER),
    ("no route", Fault.NO_SERVER),
    ("unreachable", Fault.NO_SERVER),
    ("closed the connection", Fault.LOST),
    ("connection is lost", Fault.LOST),
)


def fault(error: DBAPIError) -> Fault:
    """The kind of fault that an error of the driver is."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) or 0
        # the low byte is the family
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF, Fault.OTHER)
    state: str = getattr(cause, "sqlstate", None) or ""
    if state:
        return _STATES.get(state) or _CLASSES.get(state[:2], Fault.OTHER)
    said = str(cause).casefold()
    if found := [kind for words, kind in _REFUSED if words in said]:
        return found[0]
    return Fault.LOST if error.connection_invalidated else Fault.OTHER


def told(kind: Fault, at: str, error: BaseException | None) -> str:
    """The sentence of a fault."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    return kind.value.format(at=at, said=said if said.endswith(".") else f"{said}.")
