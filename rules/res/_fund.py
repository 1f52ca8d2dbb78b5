"""A result unit's result of the year and its fund, in the book's Beloppsenhet.

The result is the net budget less kostnader − intäkter: plus when there is money left.
"""

import polars as pl
from polars import col, lit, when

from xlplan.rule import MONTHS, Asked, decimals

from .._month import (
    FORECASTS,
    LATEST,
    TABLES,
    budget_months,
    forecasts,
    lines_or_none,
    net_rows,
    nets,
    rounded,
    whole_years,
)

READ = ("Post", "Radtyp", *MONTHS, *FORECASTS, "Kommentar")
"""What of Månad the result is reckoned from."""
NOISE = 1e-6
"""What binary fractions lose."""
__all__ = ["NOISE", "READ", "TABLES", "funds", "share"]


def funds(rows: Asked) -> pl.DataFrame:
    """One row a result unit's book that has a budget and a net budget, on the last net row of
    Månad:

    brutto      the year's costs in the budget, what the limits are shares of
    fond        Ingående resultatfond; null where it is not filled
    läge        what resultat is of: "utfall" when the year is over, "prognos" if every line has
                one, or else "budget"
    resultat    the year's, with rum, how far it may be off
    """
    rows.only_if(_result_units(rows).height > 0)
    return rows.once(_funds)


def _result_units(rows: Asked) -> pl.DataFrame:
    """bok, Nettobudget and fond of the result units that have a net budget."""
    unit = rows.table("tblEnhet").filter(col("Resultatenhet") == "Ja").drop_nulls("Nettobudget")
    return unit.select("bok", "Nettobudget", fond="Ingående resultatfond")


def _funds(rows: Asked) -> pl.DataFrame:
    planned = budget_months(rows).with_columns(budget=col("budget").fill_null(0))
    own = forecasts(rows, rows.once(lines_or_none), LATEST)
    parts = [
        nets(whole_years(own), "utfall", col("noga"), col("antal")).with_columns(
            läge=lit("utfall")
        ),
        nets(
            own.filter("känd"), "prognos", decimals(col("prognos")), col("prognos").is_not_null()
        ).with_columns(läge=lit("prognos")),
        nets(planned, "budget", col("budgetnoga"), lit(1)).with_columns(läge=lit("budget")),
    ]
    known = pl.concat(parts, how="diagonal_relaxed").unique(
        "bok", keep="first", maintain_order=True
    )
    gross = (
        planned.filter(col("Radtyp") == "kostnad").group_by("bok").agg(brutto=col("budget").sum())
    )
    return (
        _result_units(rows)
        .join(gross, on="bok", maintain_order="left")
        .join(known, on="bok", maintain_order="left")
        .join(net_rows(rows), on="bok", how="left", maintain_order="left")
        .with_columns(resultat=rounded(col("Nettobudget") - col("ska"), col("decimaler")))
    )


def share(rows: Asked, parameter: str) -> pl.Expr:
    """So many per cent of the gross budget, to the decimals of the book's figures, and in mnkr at
    least one."""
    least = when(col("enhet.Beloppsenhet") == "mnkr").then(1).otherwise(0)
    return rounded(
        col("brutto") * lit(rows.number(parameter)) / 100, pl.max_horizontal("decimaler", least)
    )
