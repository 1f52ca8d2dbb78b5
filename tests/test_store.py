"""The memory: what is saved is read back, the newest run is the current one, and nothing that was
replaced is lost."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from months_made import MADE, finding, line, month_run, months, unit
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from stores import KINDS, new_database, new_memory, server

from xlplan.month.figures import COST, INCOME, Fund, Light
from xlplan.month.ledger import LedgerSummary
from xlplan.month.memory import Memory
from xlplan.store import DEFAULT, Store, StoreError, UnknownUnitError, open_store, schema
from xlplan.store.address import AddressError, address
from xlplan.store.opening import MIGRATIONS
from xlplan.store.stored import kronor, ore
from xlplan.version import __version__

PERSON = "19811228-9874"


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_memory(request.param, tmp_path)


def test_what_is_saved_is_read_back_to_the_ore(url: str) -> None:
    granen = unit(findings=(finding(),), explained=True, since=2)
    with open_store(url) as store:
        saved = store.save(month_run(granen), who="anna")
        (before,) = store.months("4127", 2026)
        (past,) = store.history("4127")
    assert (saved.units, saved.replaced, saved.left_out) == (1, 0, ())
    assert (before.year, before.month, before.light, before.explained) == (
        2026,
        3,
        Light.WATCH,
        True,
    )
    assert (before.forecast_own, before.forecast) == (Decimal("345.67"), Decimal("200.05"))
    cost = before.lines["Personalkostnader", COST]
    assert cost.outcome == months("1000.10", "999.95", 1200)
    assert (cost.budget_year, cost.forecast) == (12_000, Decimal("12345.67"))
    assert [(found.rule, found.key, found.fingerprint) for found in before.findings] == [
        ("MAN003", "Personalkostnader", "f" * 16)
    ]
    assert (past.unit, past.board, past.money_unit, past.since, past.replaced_by) == (
        "Enheten Granen",
        "Norrstrands nämnd",
        "tkr",
        2,
        None,
    )
    assert (past.run.made_by, past.run.made, past.run.version) == ("anna", MADE, "0.1.0")
    assert [figures.line_type for figures in past.totals] == ["intäkt", "kostnad", "netto"]
    assert past.net.outcome_so_far == Decimal("200.05") and past.net.deviation == Decimal("-200.05")
    assert [figures.post for figures in past.lines] == ["Taxor och avgifter", "Personalkostnader"]
    assert [found.sentence for found in past.findings] == ["Personalkostnader är över budget."]


def test_a_store_is_a_memory_of_the_month(url: str) -> None:
    with open_store(url) as store:
        memory: Memory = store
        assert memory.months("4127", 2026) == () and memory.seasons("4127", 2026) == {}


def test_the_same_month_again_replaces_and_keeps_what_was(url: str) -> None:
    first, later = month_run(unit()), MADE + timedelta(hours=1)
    second = month_run(unit(light=Light.DEFICIT), made=later, version="0.2.0")
    with open_store(url) as store:
        store.save(first, who="anna")
        store.save(month_run(unit(month=2)), who="anna")
        assert store.save(second, who="bo").replaced == 1
        assert [(before.month, before.light) for before in store.months("4127", 2026)] == [
            (2, Light.WATCH),
            (3, Light.DEFICIT),
        ]
        february, current, replaced = store.history("4127")
    assert (february.month, current.month, replaced.month) == (2, 3, 3)
    assert (current.light, current.run.made_by, current.run.version) == (
        Light.DEFICIT,
        "bo",
        "0.2.0",
    )
    assert current.replaced_by is None
    assert (replaced.light, replaced.run.made_by, replaced.replaced_by) == (
        Light.WATCH,
        "anna",
        current.run,
    )
    assert current.run.made == later


def test_a_run_of_some_units_leaves_the_others_alone(url: str) -> None:
    with open_store(url) as store:
        store.save(month_run(unit("1", "Eken"), unit("2", "Björken")))
        assert store.save(month_run(unit("2", "Björken"))).replaced == 1
        assert len(store.history("1")) == 1 and len(store.history("2")) == 2


def test_units_that_cannot_be_known_again_are_told_and_not_mixed_up(url: str) -> None:
    units = (unit("", "Utan kod"), unit("7", "Ena"), unit(" 7 ", "Andra"), unit("8", "Åtta"))
    with open_store(url) as store:
        saved = store.save(month_run(*units))
        assert saved.units == 1 and [left.unit for left in saved.left_out] == [
            "Utan kod",
            "Ena",
            "Andra",
        ]
        assert [past.unit for past in store.history(" 8 ")] == ["Åtta"]
        with pytest.raises(UnknownUnitError):
            store.history("7")


def test_seasons_are_whole_years_of_lines_the_latest_first(url: str) -> None:
    whole, broken = months(*range(1, 13)), months(*range(1, 12))
    with open_store(url) as store:
        for year, outcome in (
            (2023, whole),
            (2024, tuple(2 * (amount or 0) for amount in whole)),
            (2025, broken),
        ):
            rows = (line("Bidrag", INCOME, outcome, 12), line("Lokaler", COST, whole, 12))
            store.save(month_run(unit(month=12, year=year, lines=rows)))
        store.save(month_run(unit(month=11, year=2022, lines=(line("Bidrag", INCOME, whole, 12),))))
        seasons = store.seasons("4127", 2026)
        assert seasons["Lokaler", COST] == (whole, whole, whole)
        assert [year[0] for year in seasons["Bidrag", INCOME]] == [2, 1], "2025 has no December"
        assert [year[0] for year in store.seasons("4127", 2024)["Bidrag", INCOME]] == [1]


def test_many_units_are_recalled_in_one_go_as_one_by_one(url: str) -> None:
    codes = [f"{number:04}" for number in range(700)]
    with open_store(url) as store:
        for month in (1, 2):
            store.save(month_run(*(unit(code, month=month) for code in codes)))
        remembered = store.recall(codes, 2026)
        assert all(len(remembered.months(code, 2026)) == 2 for code in codes)
        assert remembered.months("0650", 2026) == store.months("0650", 2026)


def test_a_unit_is_found_by_code_or_name_and_else_its_near_misses_are_told(url: str) -> None:
    with open_store(url) as store:
        store.save(
            month_run(
                unit("4127", "Enheten Granen"), unit("4128", "Enheten Gläntan"), unit("9", "Köket")
            )
        )
        store.save(month_run(unit("4127", "Nya Granen", month=4)))
        assert {past.code for past in store.history("nya granen")} == {"4127"}
        with pytest.raises(UnknownUnitError) as error:
            store.history("Enheten Glänta")
        assert error.value.near[0].unit == "Enheten Gläntan"
        with pytest.raises(UnknownUnitError) as error:
            store.history("412")
        assert {near.code for near in error.value.near} == {"4127", "4128"}
        with pytest.raises(UnknownUnitError) as error:
            store.history("zzz")
        assert error.value.near == ()


def test_two_units_of_one_name_are_both_told(url: str) -> None:
    with open_store(url) as store:
        store.save(month_run(unit("1", "Köket"), unit("2", "Köket")))
        with pytest.raises(UnknownUnitError) as error:
            store.history("köket")
    assert [near.code for near in error.value.near] == ["1", "2"]


def test_texts_that_no_database_holds_and_personal_numbers(url: str) -> None:
    odd = unit(
        "5\0",
        f"Ulla {PERSON} \udce5",
        findings=(replace(finding(), key=PERSON, facts={"Post": PERSON}),),
    )
    with open_store(url) as store:
        store.save(month_run(odd))
        (past,) = store.history("5")
    assert PERSON not in repr(past) and past.unit.startswith("Ulla 1981••••")
    assert past.findings[0].key == past.findings[0].sentence.split()[0] == "1981••••-••••"


def test_the_ledgers_sums_and_a_fund_are_kept(url: str) -> None:
    amounts = {name: Decimal(number) / 100 for number, name in enumerate(schema.FUND_AMOUNTS)}
    run = month_run(
        unit(fund=Fund(**amounts)),
        unit("2"),
        ledger=LedgerSummary(("a.se",), 300, 200, 90, not_result=10),
    )
    with open_store(url) as store:
        store.save(run)
    rows = _rows(
        url, "SELECT ledger_read, ledger_placed, ledger_listed, ledger_not_result FROM xlplan_run"
    )
    assert rows == [(300, 200, 90, 10)]
    names = ", ".join(schema.FUND_AMOUNTS)
    assert _rows(url, f"SELECT {names} FROM xlplan_fund") == [tuple(range(len(amounts)))]


def _rows(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(address(url).url)
    try:
        with engine.begin() as connection:
            answer = connection.exec_driver_sql(statement)
            return [tuple(row) for row in answer] if answer.returns_rows else []
    finally:
        engine.dispose()


def test_the_database_itself_allows_one_current_run_of_a_units_month(url: str) -> None:
    with open_store(url) as store:
        store.save(month_run(unit()))
        store.save(month_run(unit()))
    with pytest.raises(IntegrityError):
        _rows(url, "UPDATE xlplan_unit_month SET superseded_by = NULL")


def test_a_transaction_that_is_tried_again_after_it_went_through_writes_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the connection is lost in COMMIT nobody knows whether it went through."""
    with open_store(url) as store:
        done = store._database._once
        calls: list[object] = []

        def lost_once(work, writes):  # type: ignore[no-untyped-def]
            answer = done(work, writes)
            calls.append(answer)
            if len(calls) == 1:
                raise _lost()
            return answer

        monkeypatch.setattr(store._database, "_once", lost_once)
        store.save(month_run(unit()))
        assert len(calls) == 2 and calls[0] == calls[1]
        assert len(store.history("4127")) == 1


def _lost() -> Exception:
    from sqlalchemy.exc import OperationalError

    class LostError(Exception):
        sqlstate = "57P01"

    return OperationalError("COMMIT", {}, LostError(), connection_invalidated=True)


# ---- money ---------------------------------------------------------------------------------------


@given(st.decimals(-(10**14), 10**14, places=2))
def test_every_amount_comes_back_to_the_ore(amount: Decimal) -> None:
    assert kronor(ore(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "stored"),
    [
        ("0.005", 1),
        ("-0.005", -1),
        ("0.0049", 0),
        ("1e30", None),
        ("NaN", None),
        ("Infinity", None),
    ],
)
def test_amounts_that_ore_cannot_say(amount: str, stored: int | None) -> None:
    assert ore(Decimal(amount)) == stored


def test_what_was_not_known_is_not_0(url: str) -> None:
    nothing = replace(line("Bidrag", INCOME, months()), budget_year=None, forecast=None)
    with open_store(url) as store:
        store.save(
            month_run(
                unit(lines=(replace(nothing, forecasts=type(nothing.forecasts)()),), explained=None)
            )
        )
        (before,) = store.months("4127", 2026)
    assert before.lines["Bidrag", INCOME].outcome == months()
    assert (
        before.lines["Bidrag", INCOME].budget_year,
        before.lines["Bidrag", INCOME].forecast,
    ) == (None, None)
    assert before.explained is None


# ---- many at once --------------------------------------------------------------------------------

RUNS, TIMES = 4, 3


def _save_some(url: str, who: str) -> None:
    """What each of the processes does: opens the memory (the first makes it) and saves the same
    month some times."""
    codes = [f"{number:03}" for number in range(40)]
    with open_store(url, patience=60) as store:
        for time in range(TIMES):
            store.save(
                month_run(*(unit(code) for code in (codes if time % 2 else codes[::-1]))), who=who
            )


def test_runs_at_once_lose_nothing_and_leave_one_current(url: str) -> None:
    context = get_context("spawn")
    processes = [
        context.Process(target=_save_some, args=(url, f"person {number}")) for number in range(RUNS)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * RUNS
    with open_store(url) as store:
        for code in ("000", "039"):
            past = store.history(code)
            assert len(past) == RUNS * TIMES
            assert [month.replaced_by is None for month in past] == [True] + [False] * (
                RUNS * TIMES - 1
            )
            # each was replaced by the one that was saved next: a chain without forks
            assert [month.replaced_by for month in past[1:]] == [month.run for month in past[:-1]]
            assert sorted(month.run.made_by for month in past) == sorted(
                f"person {number}" for number in range(RUNS) for _ in range(TIMES)
            )


# ---- the schema ----------------------------------------------------------------------------------


def test_the_migrations_lead_to_the_tables_that_the_code_knows(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    open_store(url).close()
    engine = create_engine(address(url).url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE}
        )
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD
    engine.dispose()
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [schema.HEAD]


def test_a_memory_of_a_newer_xlplan_is_left_alone(url: str) -> None:
    with open_store(url) as store:
        store.save(month_run(unit()))
    _rows(url, "UPDATE xlplan_version SET version_num = '9999'")
    before = _rows(url, "SELECT * FROM xlplan_unit_month")
    for create in (True, False):
        with pytest.raises(
            StoreError,
            match=rf"är skapat av en nyare xlplan än den här \({re.escape(__version__)}\)\. ",
        ):
            open_store(url, create=create)
    assert _rows(url, "SELECT * FROM xlplan_unit_month") == before


def test_a_later_migration_keeps_the_data(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a made-up step after the newest one: what a coming version of xlplan does to a memory
    that is in use."""
    import shutil

    from xlplan.store import opening

    with open_store(url) as store:
        store.save(month_run(unit()), who="anna")
        before = store.history("4127")
    steps = tmp_path / "100 % nya" / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    later = (
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = 'next'\ndown_revision = {schema.HEAD!r}\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('xlplan_unit_month') as table:\n"
        "        table.add_column(sa.Column('extra', sa.Text, nullable=False, "
        "server_default='ny'))\n"
        "        table.alter_column('why', existing_type=sa.Text, nullable=True)\n"
    )
    (steps / "versions" / "next.py").write_text(later, encoding="utf-8")
    monkeypatch.setattr(opening, "MIGRATIONS", steps)
    monkeypatch.setattr(opening, "HEAD", "next")
    with open_store(url) as store:
        assert store.history("4127") == before
        assert store.save(month_run(unit())).replaced == 1
    assert _rows(url, "SELECT DISTINCT extra FROM xlplan_unit_month") == [("ny",)]
    with pytest.raises(IntegrityError):
        _rows(url, "UPDATE xlplan_unit_month SET superseded_by = NULL")


def test_a_migration_that_fails_leaves_everything_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from xlplan.store import opening

    with open_store(url) as store:
        store.save(month_run(unit()), who="anna")
        before = store.history("4127")
    steps = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    broken = (
        "from alembic import op\n"
        f"revision = 'next'\ndown_revision = {schema.HEAD!r}\n"
        "def upgrade():\n    op.drop_table('xlplan_fund')\n    op.drop_table('finns_inte')\n"
    )
    (steps / "versions" / "next.py").write_text(broken, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(opening, "MIGRATIONS", steps)
        patched.setattr(opening, "HEAD", "next")
        with pytest.raises(StoreError, match="Ingenting är sparat"):
            open_store(url)
    with open_store(url) as store:
        assert store.history("4127") == before
    assert _rows(url, "SELECT * FROM xlplan_fund") == []


# ---- where it lies -------------------------------------------------------------------------------


def test_the_default_is_a_file_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store().close()
    assert [path.name for path in tmp_path.iterdir()] == [DEFAULT]
    monkeypatch.setenv("XLPLAN_STORE", "annat.db")
    open_store("").close()
    open_store("givet.db").close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annat.db", "givet.db", DEFAULT]


@pytest.mark.parametrize(
    "written", ["minne å.db", "sqlite:///minne å.db", "sqlite+pysqlite:///minne å.db"]
)
def test_a_file_may_be_written_as_a_file_or_a_url(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store(written).close()
    assert [path.name for path in tmp_path.iterdir()] == ["minne å.db"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("sqlite://", "är ingen fil"),
        ("sqlite:///:memory:", "är ingen fil"),
        ("mysql://a:hemligt@b/c", "men inte i mysql"),
        ("postgresql+asyncpg://a:hemligt@b/c", "men inte i postgresql"),
        ("postgresql://a:hemligt@b:port/c", "går inte att tolka"),
        ("://", "går inte att tolka"),
    ],
)
def test_addresses_that_lead_nowhere(written: str, sentence: str) -> None:
    with pytest.raises(AddressError, match=sentence) as error:
        open_store(written)
    assert "hemligt" not in str(error.value)


def test_a_password_is_never_shown() -> None:
    found = address("postgres://anna:hemligt@db.norrstrand.se/plan")
    assert (
        found.shown == "plan på db.norrstrand.se" and found.url.drivername == "postgresql+psycopg"
    )


def test_a_database_of_another_program(tmp_path: Path) -> None:
    other = tmp_path / "annan.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE kunder (namn TEXT)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(StoreError, match="är ett annat programs databas"):
        open_store(str(other))
    assert other.read_bytes() == before


def test_our_tables_may_stand_beside_others_on_a_server() -> None:
    url = new_database()
    name = url.split("/")[3].split("?")[0]
    server().execute("CREATE TABLE alembic_version (version_num text)", name)
    server().execute("INSERT INTO alembic_version VALUES ('annans')", name)
    with open_store(url) as store:
        store.save(month_run(unit()))
    assert server().execute("SELECT version_num FROM alembic_version", name) == [("annans",)]


def test_times_without_a_zone_are_the_machines(url: str) -> None:
    with open_store(url) as store:
        store.save(month_run(unit(), made=datetime(2026, 7, 1, 12)))
        (past,) = store.history("4127")
    assert past.run.made == datetime(2026, 7, 1, 12).astimezone(UTC)


def test_who_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from xlplan.store.store import login

    monkeypatch.setenv("XLPLAN_USER", " nattkörning ")
    assert login() == "nattkörning"
    monkeypatch.delenv("XLPLAN_USER")
    assert login()
    assert isinstance(open_store(str(tmp_path / "a.db")), Store)


def test_a_memory_of_the_first_version_is_brought_up_to_date_with_its_data(url: str) -> None:
    """The rows are written as that version wrote them, without the tables of today."""
    from alembic.command import upgrade
    from alembic.config import Config

    engine = create_engine(address(url).url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        upgrade(config, "0001")
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "SET LOCAL TIME ZONE 'UTC'"
            )  # the rows below say no zone and are UTC
        for statement in FIRST_VERSION:
            connection.exec_driver_sql(statement)
    engine.dispose()
    with open_store(url) as store:
        current, replaced = store.history("4127")
        (before,) = store.months("4127", 2026)
        assert current.replaced_by is None and replaced.replaced_by == current.run
        assert (current.run.made_by, current.run.version, current.run.made) == ("bo", "0.1.0", MADE)
        assert (current.light, current.since, current.explained) == (Light.DEFICIT, 2, True)
        assert (current.net.outcome_so_far, current.net.forecast) == (
            Decimal("1234.56"),
            Decimal("5000.01"),
        )
        assert [found.sentence for found in current.findings] == [
            "Personalkostnader är över budget."
        ]
        assert before.lines["Personalkostnader", COST].outcome == months("1000.10", "999.95", 1200)
        assert store.save(month_run(unit())).replaced == 1


FIRST_VERSION = (
    "INSERT INTO xlplan_run (token, year, month, made_at, made_by, version, ledger_read)"
    " VALUES ('a', 2026, 3, '2026-04-09 06:31:05', 'anna', '0.1.0', NULL)",
    "INSERT INTO xlplan_run (token, year, month, made_at, made_by, version, ledger_read)"
    " VALUES ('b', 2026, 3, '2026-04-09 07:31:05', 'bo', '0.1.0', 100)",
    "INSERT INTO xlplan_unit_month (run_id, superseded_by, code, unit, department, board, year, "
    "month, money_unit,"
    " result_unit, from_ledger, net_budget, deficit, light, why, explained, since) VALUES (1, 2, "
    "'4127',"
    " 'Enheten Granen', '', 'Norrstrands nämnd', 2026, 3, 'tkr', false, false, 0, 1, 'watch', "
    "'own', NULL, NULL)",
    "INSERT INTO xlplan_unit_month (run_id, superseded_by, code, unit, department, board, year, "
    "month, money_unit,"
    " result_unit, from_ledger, net_budget, deficit, light, why, explained, since) VALUES (2, "
    "NULL, '4127',"
    " 'Enheten Granen', '', 'Norrstrands nämnd', 2026, 3, 'tkr', false, true, 0, 500001, "
    "'deficit', 'own', true, 2)",
    "INSERT INTO xlplan_line (unit_month_id, place, total, post, line_type, outcome_so_far, "
    "forecast, method)"
    " VALUES (1, 0, true, '', 'netto', 0, 0, 'sum'), (2, 0, true, '', 'netto', 123456, 500001, "
    "'sum')",
    "INSERT INTO xlplan_line (unit_month_id, place, total, post, line_type, method, outcome_jan, "
    "outcome_feb,"
    " outcome_mar) VALUES (2, 1, false, 'Personalkostnader', 'kostnad', 'remaining', 100010, "
    "99995, 120000)",
    "INSERT INTO xlplan_finding (unit_month_id, place, rule, severity, sheet, cell, key, "
    "fingerprint, accepted,"
    " sentence) VALUES (2, 0, 'MAN003', 'warning', 'Månad', 'F7', 'Personalkostnader', 'f', false,"
    " 'Personalkostnader är över budget.')",
)
