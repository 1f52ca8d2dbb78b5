"""The first tables: runs, units' months, their lines, findings and funds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def upgrade() -> None:
    _create_runs()
    _create_unit_months()
    _create_lines()
    _create_findings()
    _create_funds()


def _create_runs() -> None:
    op.create_table(
        "xlplan_run",
        sa.Column("id", sa.Integer),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        *_amounts("ledger_read", "ledger_placed", "ledger_listed", "ledger_not_result"),
        sa.PrimaryKeyConstraint("id", name="xlplan_run_pkey"),
        sa.UniqueConstraint("token", name="xlplan_run_token_key"),
    )


def _create_unit_months() -> None:
    name = "xlplan_unit_month"
    op.create_table(
        name,
        sa.Column("id", sa.Integer),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("superseded_by", sa.Integer),
        *_texts("code", "unit", "department", "board"),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("money_unit", sa.Text, nullable=False),
        sa.Column("result_unit", sa.Boolean, nullable=False),
        sa.Column("from_ledger", sa.Boolean, nullable=False),
        *_amounts("net_budget", "deficit"),
        *_texts("light", "why"),
        sa.Column("explained", sa.Boolean),
        sa.Column("since", sa.Integer),
        sa.PrimaryKeyConstraint("id", name=f"{name}_pkey"),
        sa.ForeignKeyConstraint(["run_id"], ["xlplan_run.id"], name=f"{name}_run_id_fkey"),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["xlplan_run.id"], name=f"{name}_superseded_by_fkey"
        ),
    )
    for column in ("run_id", "superseded_by"):
        op.create_index(f"{name}_{column}_ix", name, [column])
    current = sa.text("superseded_by IS NULL")
    op.create_index(
        f"{name}_current_key",
        name,
        ["code", "year", "month"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )


def _create_lines() -> None:
    _create_part(
        "xlplan_line",
        sa.Column("total", sa.Boolean, nullable=False),
        *_texts("post", "line_type"),
        *_amounts("budget_year", "budget_so_far", "outcome_so_far", "deviation"),
        *_amounts("forecast_own", "forecast_t1", "forecast_t2"),
        *_amounts("forecast_remaining", "forecast_run_rate", "forecast_seasonal", "forecast"),
        sa.Column("method", sa.Text, nullable=False),
        *_amounts(*(f"{kind}_{month}" for kind in ("budget", "outcome") for month in MONTHS)),
    )


def _create_findings() -> None:
    _create_part(
        "xlplan_finding",
        *_texts("rule", "severity", "sheet", "cell", "key", "fingerprint"),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
    )


def _create_funds() -> None:
    op.create_table(
        "xlplan_fund",
        sa.Column("unit_month_id", sa.Integer, autoincrement=False),
        *_amounts("incoming", "gross_budget", "carry_limit", "fund_limit"),
        *_amounts("result_so_far", "result", "carried", "fund", "fund_so_far"),
        *_amounts("above_carry", "above_fund"),
        sa.PrimaryKeyConstraint("unit_month_id", name="xlplan_fund_pkey"),
        sa.ForeignKeyConstraint(
            ["unit_month_id"], ["xlplan_unit_month.id"], name="xlplan_fund_unit_month_id_fkey"
        ),
    )


def _amounts(*names: str) -> list[sa.Column[Any]]:
    """Columns of öre."""
    return [sa.Column(name, sa.BigInteger) for name in names]


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _create_part(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("unit_month_id", sa.Integer),
        sa.Column("place", sa.Integer, autoincrement=False),
        *columns,
        sa.PrimaryKeyConstraint("unit_month_id", "place", name=f"{name}_pkey"),
        sa.ForeignKeyConstraint(
            ["unit_month_id"], ["xlplan_unit_month.id"], name=f"{name}_unit_month_id_fkey"
        ),
        sqlite_with_rowid=False,
    )
