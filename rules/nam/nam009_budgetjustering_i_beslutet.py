"""Beslutet begär de budgetjusteringar som står i tabellen.

Varför: Det är beslutet som gäller. Nämner det ett annat belopp än tabellen får nämnden inte det som
    den räknar med. Ett belopp stämmer om det är tabellens summa, en rad i den eller summan av
    raderna med samma bilaga; flera belopp i samma punkt får också bli summan tillsammans. Avrundade
    belopp räknas med den marginal som avrundningen ger.
Bryter:
    enhet: Beloppsenhet=mnkr
    | Nr | Förslag                                                         |
    | 1  | Nämnden begär budgetjustering med 3,5 mnkr hos kommunstyrelsen. |
    tblBudgetjusteringar:
    | Avser         | Belopp |
    | Lokaler       | 2.5    |
Klarar:
    enhet: Beloppsenhet=mnkr
    | Nr | Förslag                                                                                          |
    | 1  | Nämnden begär budgetjustering med 2 500 tkr, och godkänner investeringar på 7,5 mnkr.            |
    tblBudgetjusteringar:
    | Avser         | Belopp |
    | Lokaler       | 2.5    |
"""  # noqa: E501 - a workbook is drawn

from collections import defaultdict

import polars as pl

from xlplan.rule import ERROR, Asked, decimals, fact, optional, rule

from ._statements import IN_KR, adjustments, not_theirs


def prepare(rows: Asked) -> pl.DataFrame:
    """A row a decision with an amount, of the books with budgetjusteringar: `skrivet` is the first
    not theirs."""
    unread = rows.table("_celler").filter(
        pl.col("tabell") == "tblBudgetjusteringar", pl.col("kolumn") == "Belopp"
    )
    own = (
        rows.table("tblBudgetjusteringar")
        .join(unread.select("bok"), on="bok", how="anti")
        .drop_nulls("Belopp")
    )
    units = rows.books.select("bok", enhet=pl.col("enhet.Beloppsenhet"))
    held = own.join(units, on="bok").with_columns(noga=decimals(pl.col("Belopp")))
    lines: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
    for line in held.iter_rows(named=True):
        kr = IN_KR.get(line["enhet"], 1.0)
        room = 0.5 * 10.0 ** -line["noga"] * kr if line["noga"] else 0.0
        lines[line["bok"]].append((line["Belopp"] * kr, room, line["Bilaga"] or ""))
    found = []
    for row in rows.frame.filter(pl.col("bok").is_in(list(lines))).iter_rows(named=True):
        if stated := adjustments(row["Förslag"]):
            kr = IN_KR.get(row["enhet.Beloppsenhet"], 1.0)
            total = sum(amount for amount, _, _ in lines[row["bok"]]) / kr
            found.append({**row, "skrivet": not_theirs(stated, lines[row["bok"]]), "summa": total})
    return pl.DataFrame(
        found, schema=dict(rows.frame.schema) | {"skrivet": pl.String, "summa": pl.Float64}
    )


@rule(
    table="tblBeslut",
    marks="Förslag",
    reads=("Förslag", optional("Nr"), fact("Beloppsenhet")),
    prepare=prepare,
    tables=("tblBudgetjusteringar", "_celler"),
    phases=("VP",),
    severity=ERROR,
    says="Beslutet nämner budgetjustering med {skrivet}, men raderna på bladet Budgetjusteringar "
    "är tillsammans {summa:belopp}.",
    do="Rätta beloppet i beslutet, eller raden i tabellen på bladet Budgetjusteringar.",
)
def check(rows: Asked) -> pl.Expr:
    return rows["skrivet"].is_null()
