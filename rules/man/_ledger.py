"""The outcome of Månad beside the ledger's."""

import polars as pl
from polars import Expr, col, lit, when

from xlplan.rule import MONTHS, Asked, decimals, folded, same_code

from .._money import IN_KR
from .._month import LINE, LINES, NUMBER, listed, month_name, rounded, until

USUAL = {"kr": 0, "tkr": 0, "mnkr": 1}
"""The decimals that a line's other figures may lend a figure without: 0 beside 0,3 mnkr is 0,0, but
26 tkr beside 26,412 is a rounded figure beside an exact one."""


def compared(rows: Asked) -> pl.DataFrame:
    """One row a line of a book whose unit is in the ledger, or a line that the ledger alone has:
    `lika`, and of the months that differ `när`, `bok_belopp`, `huvudbok_belopp`, and on what cell
    the finding stands."""
    cells, ledger = _in_book(rows), _in_ledger(rows)
    # months that the book has nothing for are MAN001's matter
    filled = cells.filter(col("belopp").is_not_null()).select("bok", "månad").unique()
    ledger = ledger.join(filled, on=["bok", "månad"], how="semi", maintain_order="left")
    covered = ledger.select("bok", "månad").unique()
    known = rows.ledger("huvudbok").select("Radtyp", namn=folded(col("Post"))).unique()
    own = cells.join(covered, on=["bok", "månad"], maintain_order="left").join(
        known, on=["namn", "Radtyp"], how="semi"
    )
    both = own.join(ledger, on=[*LINE, "månad"], how="left", maintain_order="left").with_columns(
        col("öre").fill_null(0), saknas=lit(False)
    )
    alone = ledger.join(cells, on=LINE, how="anti", maintain_order="left").with_columns(
        Post="huvudbokens",
        saknas=lit(True),
        belopp=lit(None, pl.Float64),
        kolumn=lit("Post"),
        nyckel="huvudbokens",
    )
    return _told(_with_unit(rows, pl.concat([both, alone], how="diagonal")))


def _in_book(rows: Asked) -> pl.DataFrame:
    """The months of the book's lines until Avser månad, one a row; lines of the same name are
    one."""
    lines = (
        rows.frame.filter(col("Radtyp").is_in(LINES))
        .with_columns(namn=folded(col("Post")))
        .drop_nulls("namn")
    )
    return (
        lines.group_by(LINE, maintain_order=True)
        .agg(
            col("rad", "Post").first(),
            *(when(col(m).count() > 0).then(col(m).sum()).alias(m) for m in MONTHS),
        )
        .with_columns(radnoga=pl.max_horizontal(map(decimals, map(col, MONTHS))))
        .unpivot(
            MONTHS,
            index=[*LINE, "rad", "Post", "radnoga"],
            variable_name="kolumn",
            value_name="belopp",
        )
        .with_columns(månad=col("kolumn").replace_strict(NUMBER, return_dtype=pl.Int64))
        .join(until(rows), on="bok", maintain_order="left")
        .filter(col("månad") <= col("till"))
    )


def _in_ledger(rows: Asked) -> pl.DataFrame:
    """The ledger's lines of the books: bok, namn, Radtyp, månad, öre and the name as the ledger has
    it."""
    units = rows.table("tblEnhet").select("bok", kod=same_code(col("Enhetskod"))).drop_nulls()
    years = rows.books.select("bok", col("år").cast(pl.Int64, strict=False))
    ledger = rows.ledger("huvudbok").with_columns(
        kod=same_code(col("Enhetskod")), namn=folded(col("Post"))
    )
    ledger = ledger.group_by("kod", "namn", "Radtyp", "år", "månad", maintain_order=True).agg(
        col("öre").sum(), huvudbokens=col("Post").first()
    )
    own = (
        units.join(years, on="bok")
        .join(ledger, on=["kod", "år"], maintain_order="left_right")
        .join(until(rows), on="bok")
    )
    return own.filter(col("månad") <= col("till")).select(*LINE, "månad", "öre", "huvudbokens")


def _with_unit(rows: Asked, cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with `noga` and `kr` (kronor in one of the book's unit), and `skiljer`."""
    unit = col("enhet.Beloppsenhet")
    lent = pl.min_horizontal("radnoga", unit.replace_strict(USUAL, default=0, return_dtype=pl.Int8))
    in_kr = unit.replace_strict(IN_KR, default=None, return_dtype=pl.Float64)
    cells = cells.join(rows.books, on="bok", how="left", maintain_order="left").with_columns(
        noga=pl.max_horizontal(decimals(col("belopp").fill_null(0)), lent), kr=in_kr
    )
    ore = (col("belopp").fill_null(0) * col("kr") * 100).round().cast(pl.Int64)
    half = col("kr") * 100 * lit(10.0).pow(-col("noga").cast(pl.Float64)) / 2
    return cells.with_columns(skiljer=(ore - col("öre")).abs() > half.clip(0.5))


def _told(cells: pl.DataFrame) -> pl.DataFrame:
    """A row a line; the amounts of several months are summed."""
    differs = col("skiljer")

    def of(name: str) -> Expr:
        return col(name).filter(differs)

    lines = cells.group_by("bok", "rad", "Post", "saknas", maintain_order=True).agg(
        lika=~differs.any(),
        kolumn=of("kolumn").first(),
        nyckel=of("nyckel").first(),
        antal=differs.sum(),
        månader=month_name(of("månad").sort()),
        noga=of("noga").max(),
        kr=of("kr").first(),
        bok_belopp=of("belopp").sum(),
        öre=of("öre").sum(),
    )
    few = listed(col("månader"))
    many = pl.format("{}–{}", col("månader").list.first(), col("månader").list.last())
    return lines.with_columns(
        bok_belopp=rounded(col("bok_belopp"), col("noga")),
        huvudbok_belopp=rounded(col("öre") / 100 / col("kr"), col("noga")),
        när=pl.format("i {}", when(col("antal") <= 3).then(few).otherwise(many)),
        fall=when("saknas")
        .then(lit("raden saknas"))
        .when(col("antal") == 1)
        .then(lit("en månad"))
        .otherwise(lit("flera månader")),
    )
