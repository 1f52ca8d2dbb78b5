"""What the rules on the sums of Budget and Månad share: a sheet's amounts as one long table, and
what they come to.

Rows with Radtyp `varav` are part of the line above them and never counted.
"""

import polars as pl

from xlplan.rule import MONTHS, Asked, agrees, decimals

LINES = ("intäkt", "kostnad")
SUM_TYPES = ("summa intäkter", "summa kostnader", "netto")
YEARS = ("Föregående år", "Budget")
MONEY = (*YEARS, *MONTHS)
COLUMN = ("bok", "kolumn")
"""One money column of one book: what a sum is taken over."""

_AMOUNT, _KIND = pl.col("belopp"), pl.col("Radtyp")


def amounts(
    rows: Asked, columns: tuple[str, ...] = MONEY, filled: tuple[str, ...] = ("Budget",)
) -> pl.DataFrame:
    """The rule's table, a row an amount cell: bok, rad, Radtyp, kolumn, belopp, noga (decimals).
    Blank months are left out.

    Left out are also books whose lines have nothing in the columns `filled` (of a budget BUD006
    says so), and, in each book, the columns with a cell that could not be read: what they sum to is
    not known.
    """
    return rows.once(_amounts, columns, filled)


def _amounts(rows: Asked, columns: tuple[str, ...], filled: tuple[str, ...]) -> pl.DataFrame:
    in_budget = _KIND.is_in(LINES) & pl.any_horizontal(
        pl.col(name).is_not_null() for name in filled
    )
    cells = (
        rows.frame.lazy()
        .filter(in_budget.any().over("bok"))
        .unpivot(
            on=columns, index=["bok", "rad", "Radtyp"], variable_name="kolumn", value_name="belopp"
        )
    )
    unread = (
        rows.table("_celler")
        .lazy()
        .filter(pl.col("tabell") == rows.rule.table)
        .select(COLUMN)
        .unique()
    )
    return (
        cells.filter(_AMOUNT.is_not_null() | pl.col("kolumn").is_in(YEARS))
        .join(unread, on=COLUMN, how="anti", maintain_order="left")
        .with_columns(noga=decimals(_AMOUNT))
        .collect()
    )


def held_against_lines(cells: pl.DataFrame, line: str, total: str) -> pl.DataFrame:
    """The cells of a book's last sum row of the Radtyp `total`, in the columns where any line has
    an amount, with rader (the sum of the lines of the Radtyp `line`), delsummor (that of all its
    sum rows, with delnoga, its decimals), and antal and decimaler, which `agrees` asks for."""
    ours, filled = _KIND.eq(line), _KIND.is_in(LINES) & _AMOUNT.is_not_null()
    parts = _AMOUNT.filter(ours)
    columns = (
        cells.lazy()
        .group_by(COLUMN)
        .agg(
            rader=parts.sum(),
            antal=parts.count(),
            decimaler=pl.col("noga").filter(ours).max(),
            delsummor=_AMOUNT.filter(_KIND.eq(total)).sum(),
            fyllda=filled.any(),
        )
        .filter("fyllda")
        .with_columns(delnoga=decimals(pl.col("delsummor")))
    )
    return last_of(cells.lazy(), total).join(columns, on=COLUMN, maintain_order="left").collect()


def last_of(cells: pl.LazyFrame, kind: str) -> pl.LazyFrame:
    """The cells of a book's last row of that Radtyp: sums of a part of the lines may stand above
    it."""
    return cells.filter(_KIND.eq(kind)).filter(pl.col("rad") == pl.col("rad").max().over("bok"))


def sum_rows(rows: Asked, line: str, total: str) -> pl.DataFrame:
    """The sum row's cells, with what the finding says: skillnad, and `fall` (which way, or that
    nothing is there)."""
    off = _AMOUNT.fill_null(0.0) - pl.col("rader")
    return held_against_lines(amounts(rows), line, total).with_columns(
        skillnad=off.abs(),
        fall=pl.when(_AMOUNT.is_null())
        .then(pl.lit("tomt"))
        .when(off > 0)
        .then(pl.lit("för mycket"))
        .otherwise(pl.lit("för lite")),
    )


def is_the_sum() -> pl.Expr:
    """Whether the sum row's amount is that of its lines; a blank one only matters for a whole year.

    In a budget of several blocks, each with its sum, the sums together may be that of the lines.
    """
    lacking = _AMOUNT.is_null() & pl.col("kolumn").is_in(YEARS) & (pl.col("rader") != 0)
    parts = pl.col("rader"), pl.col("antal"), pl.col("decimaler")
    right = agrees(_AMOUNT, *parts, own_decimals=pl.col("noga")) | (
        _AMOUNT.is_not_null() & agrees(pl.col("delsummor"), *parts, own_decimals=pl.col("delnoga"))
    )
    return pl.when(lacking).then(pl.lit(False)).otherwise(right)


def nets(cells: pl.LazyFrame, *, sum_rows: bool) -> pl.LazyFrame:
    """Kostnader − intäkter, one row a book and column: bok, kolumn, kostnader, intäkter, ska (the
    difference), and antal and decimaler, which `agrees` asks for.

    Of the sum rows as they stand, where there is one of its kind that is filled, or else (and
    without `sum_rows`) of the lines. Left out are columns where neither any line nor both sum rows
    have an amount.
    """
    cost, income = (
        _side("kostnad", "summa kostnader", sum_rows),
        _side("intäkt", "summa intäkter", sum_rows),
    )
    return (
        cells.group_by(COLUMN, maintain_order=True)
        .agg(
            kostnader=cost["value"],
            intäkter=income["value"],
            antal=cost["count"] + income["count"],
            decimaler=pl.max_horizontal(cost["decimals"], income["decimals"]),
            känd=(cost["stated"] & income["stated"])
            | (_AMOUNT.filter(_KIND.is_in(LINES)).count() > 0),
        )
        .filter("känd")
        .with_columns(ska=pl.col("kostnader") - pl.col("intäkter"))
    )


def _side(line: str, total: str, sum_rows: bool) -> dict[str, pl.Expr]:
    """Incomes or costs of a column: their sum, how many figures it is of, their decimals, and if a
    sum row says it."""
    ours, total_row = _KIND.eq(line), _KIND.eq(total) & _AMOUNT.is_not_null() & sum_rows
    stated = total_row.sum() == 1
    figures = ours & ~stated | total_row & stated
    return {
        "value": _AMOUNT.filter(figures).sum(),
        "count": _AMOUNT.filter(figures).count(),
        "decimals": pl.col("noga").filter(figures).max(),
        "stated": stated,
    }
