"""The address of the memory: a file for SQLite, or a server's database for PostgreSQL.

It is written as one of

    xlplan.db                               a file, SQLite
    sqlite:///C:/planering/xlplan.db        the same, as SQLAlchemy writes it
    postgresql://anna@db.kommun.se/xlplan   PostgreSQL; also postgresql+psycopg:// and postgres://
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from xlplan.store.faults import StoreError

DEFAULT = "xlplan.db"
"""In the folder that one stands in."""
WHERE = "XLPLAN_STORE"
"""Environment variable: the address where none is given. A place for one with a password, which a
command line shows to others on the machine."""

_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


class AddressError(StoreError):
    """An address that leads to no memory: what is written in --store is to be written otherwise."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address; `file` is None for a server."""

    url: URL
    file: Path | None

    @property
    def shown(self) -> str:
        """As users read it, in the middle of a sentence; never with a password."""
        if self.file is not None:
            return str(self.file)
        return (
            f"{self.url.database or 'databasen'} på "
            f"{self.url.host or _socket(self.url) or 'den här datorn'}"
        )


def address(written: str) -> Address:
    """What `written` leads to; if it is "" what the environment says, else the default. Raises
    AddressError."""
    written = written.strip() or os.environ.get(WHERE, "").strip() or DEFAULT
    if "://" not in written:
        return _file(Path(written))
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise AddressError(
            "Adressen till minnet går inte att tolka. Skriv den som sqlite:///xlplan.db eller "
            "postgresql://namn@server/databas. Har lösenordet tecken som : / @ ska de skrivas som "
            "%3A %2F %40."
        ) from error
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if not url.database or url.database == ":memory:":
            raise AddressError(
                f"{written} är ingen fil. Skriv till exempel sqlite:///xlplan.db, med tre "
                "snedstreck."
            )
        return _file(Path(url.database))
    if url.drivername in _POSTGRESQL:
        return Address(url.set(drivername="postgresql+psycopg"), None)
    raise AddressError(
        f"xlplan kan minnas i SQLite och PostgreSQL, men inte i {url.get_backend_name()}."
    )


def _file(path: Path) -> Address:
    path = path.expanduser()
    return Address(URL.create("sqlite", database=str(path)), path)


def _socket(url: URL) -> str:
    host = url.query.get("host", "")
    return host if isinstance(host, str) else host[0]
