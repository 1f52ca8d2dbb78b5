"""The first tables: runs, units' months, their lines, findings and funds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def upgrade() -> None:
    op.create_table(
        "xlplan_run",
        sa.Column("id", sa.Integer),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        *(
            sa.Column(f"ledger_{name}", sa.BigInteger)
            for name in ("read", "placed", "listed", "not_result")
        ),
        sa.PrimaryKeyConstraint("id", name="xlplan_run_pkey"),
        sa.UniqueConstraint("token", name="xlplan_run_token_key"),
    )
    op.create_table(
        "xlplan_unit_month",
        sa.Column("id", sa.Integer),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("superseded_by", sa.Integer),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("money_unit", sa.Text, nullable=False),
        sa.Column("result_unit", sa.Boolean, nullable=False),
        sa.Column("from_ledger", sa.Boolean, nullable=False),
        sa.Column("net_budget", sa.BigInteger),
        sa.Column("deficit", sa.BigInteger),
        sa.Column("light", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("explained", sa.Boolean),
        sa.Column("since", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="xlplan_unit_month_pkey"),
        sa.ForeignKeyConstraint(
            ["run_id"], ["xlplan_run.id"], name="xlplan_unit_month_run_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["xlplan_run.id"], name="xlplan_unit_month_superseded_by_fkey"
        ),
    )
    for column in ("run_id", "superseded_by"):
        op.create_index(f"xlplan_unit_month_{column}_ix", "xlplan_unit_month", [column])
    op.create_index(
        "xlplan_unit_month_current_key",
        "xlplan_unit_month",
        ["code", "year", "month"],
        unique=True,
        sqlite_where=sa.text("superseded_by IS NULL"),
        postgresql_where=sa.text("superseded_by IS NULL"),
    )
    _create_part(
        "xlplan_line",
        sa.Column("total", sa.Boolean, nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("line_type", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.BigInteger)
            for name in ("budget_year", "budget_so_far", "outcome_so_far", "deviation")
        ),
        *(sa.Column(f"forecast_{name}", sa.BigInteger) for name in ("own", "t1", "t2")),
        *(
            sa.Column(f"forecast_{name}", sa.BigInteger)
            for name in ("remaining", "run_rate", "seasonal")
        ),
        sa.Column("forecast", sa.BigInteger),
        sa.Column("method", sa.Text, nullable=False),
        *(
            sa.Column(f"{kind}_{month}", sa.BigInteger)
            for kind in ("budget", "outcome")
            for month in MONTHS
        ),
    )
    _create_part(
        "xlplan_finding",
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("rule", "severity", "sheet", "cell", "key")
        ),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
    )
    op.create_table(
        "xlplan_fund",
        sa.Column("unit_month_id", sa.Integer, autoincrement=False),
        *(
            sa.Column(name, sa.BigInteger)
            for name in ("incoming", "gross_budget", "carry_limit", "fund_limit")
        ),
        *(
            sa.Column(name, sa.BigInteger)
            for name in ("result_so_far", "result", "carried", "fund", "fund_so_far")
        ),
        *(sa.Column(name, sa.BigInteger) for name in ("above_carry", "above_fund")),
        sa.PrimaryKeyConstraint("unit_month_id", name="xlplan_fund_pkey"),
        sa.ForeignKeyConstraint(
            ["unit_month_id"], ["xlplan_unit_month.id"], name="xlplan_fund_unit_month_id_fkey"
        ),
    )


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
