"""Summaradens formel räknar med alla sina rader.

Varför: En rad utanför formelns område kommer inte med, och summan blir för liten utan att det syns.
Bryter:
    | Post            | Radtyp          | Budget          |
    | Lokalkostnader  | kostnad         | 250             |
    | Övriga          | kostnad         | 40              |
    | Summa kostnader | summa kostnader | =SUM(C2:C2)→250 |
Klarar:
    | Post            | Radtyp          | Budget          |
    | Lokalkostnader  | kostnad         | 250             |
    | Övriga          | kostnad         | 40              |
    | Summa kostnader | summa kostnader | =SUM(C2:C3)→290 |
"""

from polars import DataFrame, Expr, LazyFrame, col, concat, concat_str, lit

from xlplan.rule import ERROR, Asked, optional, rule, shown

from ._sums import CELL, COLUMN, LINE, LINES, SUM_TYPES, amounts, counted, listed, number


def prepare(rows: Asked) -> DataFrame:
    """The sum formulas, each with the lines it should count but does not; one finding a row, on the
    first column."""
    held, formulas = amounts(rows).lazy(), rows.table("_formler")
    sums = (
        held.filter(col("Radtyp").is_in(SUM_TYPES))
        .join(formulas.lazy(), on=CELL, how="semi")
        .collect()
    )
    missed = _missed(held, sums, formulas)
    name, where = concat_str(lit("”"), "namn", lit("”")), col("kolumn")
    found = missed.group_by(*CELL, maintain_order=True).agg(
        rader=listed(name, "rader till"), saknas=col("egen").len()
    )
    return (
        sums.lazy()
        .join(found, on=CELL, how="left", maintain_order="left")
        .group_by("bok", "tabell", "rad", "Post", "rader", maintain_order=True)
        .agg(
            col("saknas").first(),
            fall=number(where),
            kolumner=listed(where, "till"),
            kolumn=where.first(),
        )
        .collect()
    )


def _missed(held: LazyFrame, sums: DataFrame, formulas: DataFrame) -> LazyFrame:
    """The lines (`egen`, `namn`) that each sum formula should count but does not."""
    kinds = sums.lazy().with_columns(slag=col("Radtyp").replace_strict(LINES)).explode("slag")
    lines = held.select(*COLUMN, slag="Radtyp", egen="rad", namn="Post")
    due = kinds.join(lines, on=[*COLUMN, "slag"], maintain_order="left_right")
    # netto counts a line if it counts the line's own sum row, also one that is typed: that is
    # STR006's matter
    totals = held.filter(col("Radtyp").is_in(["summa intäkter", "summa kostnader"]))
    totals = totals.select(
        *COLUMN, slag=col("Radtyp").str.strip_prefix("summa ").replace(LINE), via="rad"
    )
    by_total = due.filter(col("Radtyp") == "netto").join(totals, on=[*COLUMN, "slag"])
    seen = concat([due.with_columns(via="egen"), by_total]).join(
        counted(formulas, sums).lazy(), on=CELL
    )
    seen = seen.filter(col("via").is_between("från", "till"))
    # of several sum rows of one kind each line need be in one
    return due.join(seen, on=[*COLUMN, "Radtyp", "egen"], how="anti", maintain_order="left")


@rule(
    table="tblBudget",
    marks="Budget",
    reads=("Radtyp", shown("Post")),
    tables=("_formler", optional("tblManad")),
    prepare=prepare,
    scope="book",
    severity=ERROR,
    says={
        "en kolumn": "Formeln på raden ”{Post}” räknar inte med {rader} i kolumnen {kolumner}.",
        "flera kolumner": "Formeln på raden ”{Post}” räknar inte med {rader} i kolumnerna "
        "{kolumner}.",
    },
    do="Ändra formeln så att {rader} kommer med. Nya rader läggs bäst in ovanför summan.",
)
def check(rows: Asked) -> Expr:
    return rows["saknas"].is_null()
