"""A PostgreSQL server of one's own for tests, from the operating system's package.

It is started on a socket in a folder that is thrown away afterwards. Where it cannot be, tests are
skipped and say why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

USER, PASSWORD = "planerare", "hemligt:ord@1"


class NoServerError(Exception):
    """Why no server can be started here."""


class Server:
    """`folder` holds the data, the socket and the log."""

    def __init__(self) -> None:
        """Raises NoServerError."""
        self._programs = _programs()
        self._as_user = _as_user()
        self.folder = Path(
            tempfile.mkdtemp(prefix="xlplan-pg-")
        )  # short: a socket's path has at most 107 characters
        self.folder.chmod(0o777)
        password = self.folder / "ord"
        password.write_text(PASSWORD, encoding="utf-8")
        password.chmod(0o644)
        try:
            self._run(
                "initdb",
                "-D",
                self._data,
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile",
                str(password),
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            )
            self.start()
        except NoServerError:
            self.remove()
            raise

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        # A zone that isn't UTC, whatever the machine's is: times must come out as the instants they
        # are.
        options = (
            f"-k {self.folder} -c listen_addresses='' -c fsync=off -c timezone=Europe/Stockholm"
        )
        self._run(
            "pg_ctl",
            "-D",
            self._data,
            "-w",
            "-l",
            str(self.folder / "logg"),
            "-o",
            options,
            "start",
        )

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    def url(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={self.folder}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            answer = connection.execute(statement.encode())
            return answer.fetchall() if answer.description else []

    def remove(self) -> None:
        subprocess.run(
            [*self._as_user, *self._program("pg_ctl"), "-D", self._data, "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd="/",
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    def _program(self, name: str) -> list[str]:
        return [str(self._programs / name)]

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, *self._program(program), *arguments]
        # no pipes: the server would keep them open, and the reading of them would never end
        with (self.folder / "utskrift").open("wb") as out:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False, cwd="/"
            )
        if done.returncode:
            raise NoServerError(
                f"{program}: {(self.folder / 'utskrift').read_text(errors='replace')[-500:]}"
            )


def _programs() -> Path:
    if sys.platform == "win32":
        raise NoServerError("the server is started on a Unix socket")
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise NoServerError(f"psycopg is not installed: {error}") from error
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3].split(".")[0]),
    )
    if places:
        return places[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NoServerError("PostgreSQL's server is not installed (Debian: apt-get install postgresql)")


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root: there it is run as the user that the package has made."""
    if os.geteuid() != 0:
        return []
    import pwd

    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise NoServerError(
            "this is root, and there is no user postgres to run the server as"
        ) from None
    if not (setpriv := shutil.which("setpriv")):
        raise NoServerError("this is root, and setpriv is missing")
    return [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"]
