"""Varje rad i ramen går ihop: netto är kostnader minus intäkter, och planens kostnader är ramens
och omfördelningarna.

Varför: Ramen är det KF har gett nämnden. Går raden inte ihop vet ingen vilket belopp som gäller.
    Avrundade belopp räknas med den marginal som avrundningen ger, och intäkter får stå med
    minustecken. En omslutningsförändring på bladet Omslutning får ligga i planens kostnader.
Bryter:
    | Verksamhetsområde | Radtyp | RAM netto | RAM intäkter | RAM kostnader | Omf. Lokaler | VP kostnader |
    | Förskola          | område | 95        | 10           | 100           | 2            | 100          |
Klarar:
    | Verksamhetsområde | Radtyp | RAM netto | RAM intäkter | RAM kostnader | Omf. Lokaler | VP kostnader |
    | Förskola          | område | 90.1      | 10.2         | 100.2         | -2           | 98.2         |
Källa: XBRL Calculations 1.1 (jämförelse av avrundade belopp).
"""  # noqa: E501 - a workbook is drawn

import polars as pl

from xlplan.rule import ERROR, Asked, agrees, optional, rule

from ._ram import NAME, net, with_changes

HAS = "”{Verksamhetsområde:kort}” har {belopp:belopp} i kolumnen {kolumn}, men "


def prepare(rows: Asked) -> pl.DataFrame:
    """A row a figure that follows from others in its row: `belopp` as it stands, `ska` as it comes
    to."""
    lines = with_changes(rows)
    figures = [_net(lines, "RAM"), _net(lines, "VP"), _costs(lines)]
    return pl.concat(figures).drop_nulls(["belopp", "ska"])


def _net(lines: pl.DataFrame, side: str) -> pl.DataFrame:
    costs, incomes = pl.col(f"{side} kostnader"), pl.col(f"{side} intäkter")
    return lines.with_columns(
        belopp=pl.col(f"{side} netto"),
        kolumn=pl.lit(f"{side} netto"),
        fall=pl.lit("netto"),
        kostnader=costs,
        intäkter=incomes.fill_null(0.0).abs(),
        ska=net(costs, incomes),
        delar=pl.lit(2, pl.UInt32),
    )


def _costs(lines: pl.DataFrame) -> pl.DataFrame:
    cost = pl.col("RAM kostnader")
    return lines.with_columns(
        belopp=pl.col("VP kostnader"),
        kolumn=pl.lit("VP kostnader"),
        fall=pl.lit("kostnader"),
        kostnader=cost,
        intäkter=pl.lit(0.0),
        ska=cost + pl.col("omf"),
        delar=pl.col("antal").fill_null(0) + 1,
    )


@rule(
    table="tblRam",
    marks="RAM netto",
    reads=(optional(NAME, "Radtyp"),),
    severity=ERROR,
    prepare=prepare,
    tables=("_upprepade", "_celler", optional("tblOmslutning")),
    says={
        "netto": HAS + "kostnaderna {kostnader:belopp} minus intäkterna {intäkter:belopp} blir "
        "{ska:belopp}.",
        "kostnader": HAS + "RAM kostnader {kostnader:belopp} och omfördelningarna {omf:belopp} "
        "blir {ska:belopp}.",
    },
    do="Rätta det belopp på raden som är fel, eller lägg tillbaka mallens formel i cellen.",
)
def check(rows: Asked) -> pl.Expr:
    precision = pl.max_horizontal("noga", "omf_noga")
    right = agrees(rows["belopp"], rows["ska"], rows["delar"], precision, precision)
    grown = pl.when(rows["typ"] == "summa").then(rows["alla"]).otherwise(rows["mer"])
    with_turnover = agrees(
        rows["belopp"], rows["ska"] + grown, rows["delar"] + 1, precision, precision
    )
    return right | ((rows["fall"] == "kostnader") & with_turnover.fill_null(False))
