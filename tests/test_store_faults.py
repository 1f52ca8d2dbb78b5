"""The memory in bad weather: each fault is a clear sentence, and nothing is lost or half
written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from months_made import month_run, unit
from postgres_server import NoServerError, Server
from stores import new_database, server

from xlplan.store import StoreError, open_store, writing

UNTOUCHED = (
    "Ingenting är sparat av den här gången, och det som fanns i minnet sedan tidigare är orört."
)


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A file with one run in it."""
    file = tmp_path / "xlplan.db"
    with open_store(str(file)) as store:
        store.save(month_run(unit()), who="anna")
    return file


def told(at: Path | str) -> int:
    """How many runs a memory tells of the unit; everything in it hangs together."""
    with open_store(str(at)) as store:
        past = store.history("4127")
    assert sum(month.replaced_by is None for month in past) == 1
    assert all(len(month.lines) == 2 and len(month.totals) == 3 for month in past)
    return len(past)


# ---- SQLite --------------------------------------------------------------------------------------


def test_a_file_that_another_process_holds(memory: Path) -> None:
    holder = (
        "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE')\nprint('held', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(memory)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stdout.readline().strip() == b"held"
        began = time.monotonic()
        with pytest.raises(StoreError) as error:
            open_store(str(memory), patience=0.5)
        assert "används av ett annat program. Vänta en stund och försök igen." in str(error.value)
        assert 0.3 < time.monotonic() - began < 5
        process.communicate()
    assert told(memory) == 1


def test_a_file_that_is_let_go_in_time_is_waited_for(memory: Path) -> None:
    holder = sqlite3.connect(memory, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    letting_go = threading.Timer(0.7, holder.execute, ["ROLLBACK"])
    with open_store(str(memory), patience=30) as store:
        letting_go.start()
        store.save(month_run(unit()))
    letting_go.join()
    holder.close()
    assert told(memory) == 2


def test_a_file_that_is_held_while_it_is_to_be_written(memory: Path) -> None:
    holder = sqlite3.connect(memory, isolation_level=None)
    with open_store(str(memory), patience=0.3) as store:
        holder.execute("BEGIN IMMEDIATE")
        assert len(store.history("4127")) == 1, "it may be read meanwhile"
        with pytest.raises(StoreError) as error:
            store.save(month_run(unit()))
        holder.execute("ROLLBACK")
    holder.close()
    assert str(error.value).startswith(f"Minnet {memory} används av ett annat program.")
    assert str(error.value).endswith(UNTOUCHED)
    assert told(memory) == 1


def test_a_run_that_is_killed_in_the_middle_leaves_what_was(memory: Path) -> None:
    """kill -9 after the rows are written and before COMMIT; the next one rolls the journal back."""
    script = (
        "import os, signal, sys\nfrom months_made import month_run, unit\n"
        "from xlplan.store import open_store, writing\n"
        "def die(*_):\n    os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n"
        "writing._count_replaced = die\n"
        "store = open_store(sys.argv[1])\n"
        "store.save(month_run(unit(), *(unit(str(n)) for n in range(3000))))\n"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", script, str(memory)],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert done.returncode != 0
    assert told(memory) == 1
    with open_store(str(memory)) as store:
        assert store.months("17", 2026) == ()


def test_an_error_in_the_middle_leaves_what_was(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with open_store(str(memory)) as store, monkeypatch.context() as patched:
        patched.setattr(writing, "_findings", fail)
        with pytest.raises(RuntimeError):
            store.save(month_run(unit()))
    assert told(memory) == 1


@pytest.mark.parametrize(
    "content", [b"detta \xe4r ingen databas" * 100, b"PK\x03\x04" + bytes(5000)]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(content)
    for create in (True, False):
        with pytest.raises(StoreError, match=r"är ingen databas, eller så är filen skadad"):
            open_store(str(file), create=create)
    assert file.read_bytes() == content


def test_a_damaged_database(memory: Path) -> None:
    whole = memory.read_bytes()
    memory.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    with (
        pytest.raises(StoreError, match=r"är ingen databas, eller så är filen skadad"),
        open_store(str(memory)) as store,
    ):
        store.save(month_run(unit()))


def test_an_empty_file_becomes_a_memory(tmp_path: Path) -> None:
    file = tmp_path / "tom.db"
    file.touch()
    with pytest.raises(StoreError, match=r"Det finns inget minne i"):
        open_store(str(file), create=False)
    with open_store(str(file)) as store:
        store.save(month_run(unit()))
    assert told(file) == 1


def test_a_folder_that_is_not_there_and_a_folder_for_a_file(tmp_path: Path) -> None:
    for file in (tmp_path / "finns inte" / "xlplan.db", tmp_path):
        with pytest.raises(
            StoreError, match=r"går inte att öppna. Finns mappen, och får du skriva i den"
        ):
            open_store(str(file))
    assert list(tmp_path.iterdir()) == []


def test_asking_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"Det skapas första gången som xlplan month körs"):
        open_store(str(tmp_path / "xlplan.db"), create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")
def test_a_file_that_may_only_be_read(memory: Path) -> None:
    if os.geteuid() == 0:  # root may write anywhere: the same in a process that is nobody
        _as_nobody(memory)
        return
    _read_only(memory)


def _read_only(memory: Path) -> None:
    memory.chmod(stat.S_IREAD)
    memory.parent.chmod(stat.S_IREAD | stat.S_IEXEC)
    with open_store(str(memory)) as store:
        assert len(store.history("4127")) == 1
        with pytest.raises(
            StoreError, match=r"får bara läsas av dig. Be den som äger mappen"
        ) as error:
            store.save(month_run(unit()))
    assert str(error.value).endswith(UNTOUCHED)


def _as_nobody(memory: Path) -> None:
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="xlplan-"))
    try:
        file = Path(shutil.copy(memory, folder))
        os.chown(file, 65534, 65534)
        os.chown(folder, 65534, 65534)
        child = os.fork()
        if child == 0:  # its answer is its exit code
            try:
                os.setuid(65534)
                _read_only(file)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB in memory."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk can be made by root on Linux only")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    file = small_disk / "xlplan.db"
    with open_store(str(file)) as store:
        store.save(month_run(unit()), who="anna")
        with pytest.raises(
            StoreError, match=r"Disken som minnet .* ligger på är full. Gör plats och försök igen"
        ) as error:
            store.save(month_run(unit(), *(unit(str(number)) for number in range(3000))))
        assert str(error.value).endswith(UNTOUCHED)
        assert len(store.history("4127")) == 1
        store.save(month_run(unit()))
    assert told(file) == 2


# ---- PostgreSQL ----------------------------------------------------------------------------------


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that the test may stop."""
    try:
        made = Server()
    except NoServerError as why:
        pytest.skip(f"no PostgreSQL server can be started: {why}")
    yield made
    made.remove()


def test_a_server_that_is_restarted_in_the_middle_of_a_run(
    own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_server.execute("CREATE DATABASE plan")
    url, restarts = own_server.url("plan"), []
    real = writing._count_replaced

    def restarted(*arguments):  # type: ignore[no-untyped-def]
        if not restarts:
            own_server.stop("immediate")
            restarts.append(threading.Timer(1.0, own_server.start))
            restarts[0].start()
        return real(*arguments)

    with open_store(url) as store:
        store.save(month_run(unit()), who="anna")
        monkeypatch.setattr(writing, "_count_replaced", restarted)
        saved = store.save(month_run(unit(), unit("2")))
        restarts[0].join()
        assert (saved.units, saved.replaced) == (2, 1)
    assert told(url) == 2


def test_a_server_that_was_restarted_between_two_runs(own_server: Server) -> None:
    own_server.execute("CREATE DATABASE plan")
    with open_store(own_server.url("plan")) as store:
        store.save(month_run(unit()))
        own_server.stop()
        own_server.start()
        store.save(month_run(unit()))
    assert told(own_server.url("plan")) == 2


def test_a_server_that_does_not_come_back(own_server: Server) -> None:
    own_server.execute("CREATE DATABASE plan")
    with open_store(own_server.url("plan"), patience=0.5) as store:
        store.save(month_run(unit()))
        own_server.stop("immediate")
        with pytest.raises(
            StoreError, match=r"Förbindelsen med plan på .* bröts och kom inte tillbaka"
        ) as error:
            store.save(month_run(unit()))
    assert str(error.value).endswith(UNTOUCHED)
    with pytest.raises(StoreError, match=r"Det går inte att nå plan på .*. Är servern igång"):
        open_store(own_server.url("plan"), patience=0.5)
    own_server.start()
    assert told(own_server.url("plan")) == 1


def test_the_wrong_password_name_or_database() -> None:
    url = new_database()
    name = url.split("/")[3].split("?")[0]
    for wrong in (server().url(name, password="fel"), server().url(name, user="ingen")):
        with pytest.raises(StoreError, match=r"tar inte emot namnet eller lösenordet") as error:
            open_store(wrong, patience=30)
        assert "fel@" not in str(error.value) and ":fel" not in str(error.value)
    with pytest.raises(
        StoreError, match=r"Servern svarar, men finns_inte på .* finns inte. Be IT skapa databasen"
    ):
        open_store(server().url("finns_inte"), patience=30)


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    began = time.monotonic()
    for url in (
        "postgresql://a:hemligt@127.0.0.1:1/plan",
        "postgresql://a:hemligt@server.invalid/plan",
    ):
        with pytest.raises(
            StoreError, match=r"Det går inte att nå plan på .*. Är servern igång"
        ) as error:
            open_store(url)
        assert "hemligt" not in str(error.value)
    assert time.monotonic() - began < 10, "a wrong address is told at once"


def test_a_login_that_may_only_read() -> None:
    url = new_database()
    name = url.split("/")[3].split("?")[0]
    with open_store(url) as store:
        store.save(month_run(unit()))
    server().execute(f"CREATE ROLE {name} LOGIN PASSWORD 'las'", name)
    server().execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}", name)
    with open_store(server().url(name, name, "las")) as store:
        assert len(store.history("4127")) == 1
        with pytest.raises(
            StoreError, match=r"Din inloggning får inte göra det här i .*. Be IT om rätt att läsa"
        ):
            store.save(month_run(unit()))
    assert told(url) == 1


def test_a_lock_that_another_program_holds_on_the_server() -> None:
    import psycopg

    url = new_database()
    with open_store(url, patience=0.5) as store:
        store.save(month_run(unit()))
        with psycopg.connect(url) as holder:
            holder.execute("LOCK TABLE xlplan_unit_month IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(StoreError, match=r"används av ett annat program"):
                store.save(month_run(unit()))
            with pytest.raises(StoreError, match=r"används av ett annat program"):
                store.months("4127", 2026)
    assert told(url) == 1


def test_a_run_that_slips_past_the_lock_is_stopped_by_the_database_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two runs of the same month without the advisory lock: the unique index stops one, which
    starts anew."""
    url = new_database()
    real, met = writing._write_units, threading.Barrier(2)
    tries: list[int] = []

    def together(*arguments):  # type: ignore[no-untyped-def]
        tries.append(1)
        if len(tries) <= 2:
            met.wait(20)
        return real(*arguments)

    monkeypatch.setattr("xlplan.store.transactions._LOCK", "(random() * 1000000000)::bigint")
    monkeypatch.setattr(writing, "_write_units", together)
    with open_store(url) as one, open_store(url) as other:
        threads = [
            threading.Thread(target=store.save, args=(month_run(unit()),)) for store in (one, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(tries) == 3
    monkeypatch.undo()
    assert told(url) == 2


def test_without_the_driver_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r'Kör pip install "xlplan\[postgres\]" och försök igen'):
        open_store("postgresql://anna@server/plan")
