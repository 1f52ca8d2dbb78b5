"""Databases for the tests of the memory: files, and those of a PostgreSQL server that lives as long
as the tests."""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from pathlib import Path

import pytest
from postgres_server import NoServerError, Server

KINDS = ("sqlite", "postgresql")
_numbers = count(1)


@lru_cache(maxsize=1)
def _server() -> Server | str:
    try:
        return Server()
    except NoServerError as why:
        return str(why)


def stop() -> None:
    """When all tests have run; a worker of pytest-xdist ends without atexit."""
    found = _server() if _server.cache_info().currsize else ""
    if not isinstance(found, str):
        found.remove()


def server() -> Server:
    """The server, or the test is skipped."""
    found = _server()
    if isinstance(found, str):
        pytest.skip(f"no PostgreSQL server can be started: {found}")
    return found


def new_database() -> str:
    """The URL of a new, empty database on the server."""
    name = f"prov{next(_numbers)}"
    server().execute(f"CREATE DATABASE {name}")
    return server().url(name)


def new_memory(kind: str, folder: Path) -> str:
    """An address for a memory that does not exist yet."""
    return f"sqlite:///{folder / 'xlplan.db'}" if kind == "sqlite" else new_database()
