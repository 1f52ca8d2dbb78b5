"""Opening of a database, which brings it to the schema that this xlplan knows. Alembic is imported
only where something is to be done."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from xlplan.store.faults import StoreError
from xlplan.store.schema import HEAD, VERSION_TABLE
from xlplan.store.transactions import Database
from xlplan.version import __version__

MIGRATIONS = Path(__file__).parent / "migrations"


class NoMemoryError(StoreError):
    """There is no memory there yet; the text says so in Swedish."""


def prepare(database: Database, *, create: bool) -> None:
    """Make the tables, or bring them up to date. With `create` False a memory that is not there is
    NoMemoryError.

    Raises StoreError, also for a database that a newer xlplan has made and for one that belongs to
    another program.
    """
    shown = database.at.shown
    if not create and database.at.file is not None and not database.at.file.exists():
        raise NoMemoryError(_missing(shown))
    version, others = database.read(lambda connection: (_version(connection), _others(connection)))
    if version == HEAD:
        return
    if version is None and not create:
        raise NoMemoryError(_missing(shown))
    if version is None and others and database.at.file is not None:
        raise StoreError(f"{shown} är ett annat programs databas. Ge en annan fil med --store.")
    if version is not None and version not in _known():
        raise StoreError(
            f"Minnet {shown} är skapat av en nyare xlplan än den här ({__version__}). Uppdatera "
            "xlplan, eller ge ett annat minne med --store. Minnet är orört."
        )
    database.write(_upgrade)


def _missing(shown: str) -> str:
    return (
        f"Det finns inget minne i {shown} än. Det skapas första gången som xlplan month körs. "
        "Ligger det någon annanstans, ge platsen med --store."
    )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.execute(
        text(f"SELECT version_num FROM {VERSION_TABLE}")
    ).scalar()
    return version


def _others(connection: Connection) -> bool:
    """Whether there are tables that are not ours."""
    return any(not name.startswith("xlplan_") for name in inspect(connection).get_table_names())


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _upgrade(connection: Connection) -> None:
    """In the transaction of `connection`, which holds the writer's lock: another process may have
    been first."""
    if _version(connection) == HEAD:
        return
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    upgrade(config, "head")
