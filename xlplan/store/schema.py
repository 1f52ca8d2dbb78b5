"""The schema: the tables as they are in its newest version; `migrations/` leads there from every
earlier one.

All names begin with `xlplan_`, so that the tables may stand beside others in a database. Amounts
are öre, times UTC.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from xlplan.model import MONTHS

HEAD = "0001"
"""The version that this xlplan reads and writes."""

VERSION_TABLE = "xlplan_version"
"""Alembic's own, under a name of ours: another program's may stand in the same database."""

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_ix",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)

run = Table(
    "xlplan_run",
    metadata,
    Column("id", Integer, primary_key=True),
    # tells a transaction tried again from a new run
    Column("token", String(32), nullable=False, unique=True),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    # the login name; nothing else about a person is stored
    Column("made_by", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("ledger_read", BigInteger),
    Column("ledger_placed", BigInteger),
    Column("ledger_listed", BigInteger),
    Column("ledger_not_result", BigInteger),
)

unit_month = Table(
    "xlplan_unit_month",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey(run.c.id), nullable=False, index=True),
    # the run that replaced it; NULL = the current one
    Column("superseded_by", ForeignKey(run.c.id), index=True),
    Column("code", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("money_unit", Text, nullable=False),
    Column("result_unit", Boolean, nullable=False),
    Column("from_ledger", Boolean, nullable=False),
    Column("net_budget", BigInteger),
    Column("deficit", BigInteger),
    Column("light", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("explained", Boolean),
    Column("since", Integer),
)
current = unit_month.c.superseded_by.is_(None)
"""The newest run of a unit's month. At most one: the database sees to it, whoever writes."""
Index(
    "xlplan_unit_month_current_key",
    unit_month.c.code,
    unit_month.c.year,
    unit_month.c.month,
    unique=True,
    sqlite_where=current,
    postgresql_where=current,
)


def _part(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows belong to a unit's month; `place` is their order."""
    return Table(
        name,
        metadata,
        Column("unit_month_id", ForeignKey(unit_month.c.id), primary_key=True),
        Column("place", Integer, primary_key=True, autoincrement=False),
        *columns,
        sqlite_with_rowid=False,
    )


BUDGET_MONTHS = tuple(f"budget_{month}" for month in MONTHS)
OUTCOME_MONTHS = tuple(f"outcome_{month}" for month in MONTHS)

line = _part(
    "xlplan_line",
    # all income, all cost or the net, and no line of the budget
    Column("total", Boolean, nullable=False),
    Column("post", Text, nullable=False),  # "" for a total
    Column("line_type", Text, nullable=False),  # intäkt, kostnad, netto
    Column("budget_year", BigInteger),
    Column("budget_so_far", BigInteger),
    Column("outcome_so_far", BigInteger),
    Column("deviation", BigInteger),
    Column("forecast_own", BigInteger),
    Column("forecast_t1", BigInteger),
    Column("forecast_t2", BigInteger),
    Column("forecast_remaining", BigInteger),
    Column("forecast_run_rate", BigInteger),
    Column("forecast_seasonal", BigInteger),
    Column("forecast", BigInteger),  # xlplan's own: the one that `method` names
    Column("method", Text, nullable=False),
    *(Column(name, BigInteger) for name in (*BUDGET_MONTHS, *OUTCOME_MONTHS)),
)

finding = _part(
    "xlplan_finding",
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("sentence", Text, nullable=False),
)

FUND_AMOUNTS = (
    "incoming",
    "gross_budget",
    "carry_limit",
    "fund_limit",
    "result_so_far",
    "result",
    "carried",
    "fund",
    "fund_so_far",
    "above_carry",
    "above_fund",
)
fund = Table(
    "xlplan_fund",
    metadata,
    Column("unit_month_id", ForeignKey(unit_month.c.id), primary_key=True, autoincrement=False),
    *(Column(name, BigInteger) for name in FUND_AMOUNTS),
)
