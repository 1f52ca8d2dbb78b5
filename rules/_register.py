"""What the rules that compare a book with the register share: what is expected in the book, and
what is there of it.

A book is of the unit of the register that has its Enhetskod, or, where it has none, its name. A
book of no unit in the register is ENH005's matter, and nothing is expected in it; in a register
without any unit, what has no Enheter is for every book. Mål-ID and names are compared tolerantly:
case, blanks and punctuation apart.
"""

import polars as pl

from xlplan.rule import (
    PHASE_DAYS,
    Asked,
    concerning,
    folded,
    goals_concerning,
    in_force,
    register,
    same_code,
    under_goals,
)

UNITS, GOALS = "tblEnheter", "tblMal"
UNITS_READ = ("tblEnhet", register(UNITS, "Enhetskod", "Enhet"))
GOALS_READ = (*UNITS_READ, register(GOALS, "Mål-ID", "Överordnat", "Mål", "Enheter"))
"""What a rule reads to know which units there are, and which goals each should
have."""
INDICATORS_READ = (
    *GOALS_READ,
    register("tblIndikatorer", "Mål-ID", "Indikator", "Enheter", "Gäller från", "Gäller till"),
)
NEAR = 85.0
"""Per cent: so alike two names are when one was most likely meant for the other."""


def bare(text: pl.Expr) -> pl.Expr:
    return folded(text, punctuation=False)


def units_of(rows: Asked) -> pl.DataFrame:
    """bok, kod (the register's, as compared) and the register's row `enhetsrad`, of the books of a
    unit there."""
    if rows.register(UNITS).is_empty():
        return rows.books.select(
            "bok", kod=pl.lit(None, pl.String), enhetsrad=pl.lit(None, pl.Int64)
        )
    own = rows.books.select("bok").join(rows.table("tblEnhet"), on="bok", maintain_order="left")
    own = own.select("bok", kod=same_code(pl.col("Enhetskod")), namn=bare(pl.col("Enhet")))
    known = rows.register(UNITS).select(
        enhetsrad="rad", kod=same_code(pl.col("Enhetskod")), namn=bare(pl.col("Enhet"))
    )
    by_code = own.join(known.unique("kod", keep="none").drop("namn"), on="kod").drop("namn")
    by_name = (
        own.filter(pl.col("kod").is_null())
        .drop("kod")
        .join(known.unique("namn", keep="none"), on="namn")
    )
    return pl.concat([by_code, by_name.select(by_code.columns)])


def expected_goals(rows: Asked) -> pl.DataFrame:
    """The register's goals that each book should have: bok, id (as compared), and the register's
    columns."""
    goals = goals_concerning(rows.register(GOALS), units_of(rows))
    return (
        goals.with_columns(id=same_code(pl.col("Mål-ID")))
        .drop_nulls(["id", "Mål"])
        .unique(["bok", "id"], keep="none")
    )


def goals_met(expected: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """bok, id, and of the book's goal that is meant rad, eget (its id) and samma, whether its words
    are the register's.

    A goal is known by its words, or else by its Mål-ID.
    """
    expected = expected.select("bok", "id", ord=bare(pl.col("Mål")))
    own = own.drop_nulls("Mål-ID").select(
        "bok", "rad", eget=same_code(pl.col("Mål-ID")), ord=bare(pl.col("Mål"))
    )
    alike = expected.unique(["bok", "ord"], keep="none").join(
        own.unique(["bok", "ord"], keep="none"), on=["bok", "ord"]
    )
    by_words = alike.select("bok", "id", "rad", "eget", samma=pl.lit(True))
    # of two goals with the same words, the numbers tell
    rest = expected.join(by_words, on=["bok", "id"], how="anti")
    left = own.join(by_words, on=["bok", "rad"], how="anti").unique(
        ["bok", "eget"], keep="first", maintain_order=True
    )
    by_id = rest.join(left, left_on=["bok", "id"], right_on=["bok", "eget"], suffix="_här")
    same = pl.col("ord").eq_missing(pl.col("ord_här"))
    return pl.concat([by_words, by_id.select("bok", "id", "rad", eget="id", samma=same)])


def expected_rows(rows: Asked, table: str, name: str) -> pl.DataFrame:
    """The register's indicators or activities under the goals that a book has: bok, id, namn,
    `eget` (the goal's id in the book), `Mål-ID` as it is written there, dag (what the phase speaks
    of) and the register's columns."""
    goals = expected_goals(rows)
    due = under_goals(concerning(rows.register(table), units_of(rows)), goals)
    own = rows.table(GOALS).select("bok", "rad", här="Mål-ID")
    met = (
        goals_met(goals, rows.table(GOALS))
        .join(own, on=["bok", "rad"])
        .select("bok", "id", "eget", "här")
    )
    return (
        due.drop_nulls(name)
        .with_columns(namn=bare(pl.col(name)))
        .join(met, on=["bok", "id"], maintain_order="left")
        .drop("Mål-ID")
        .rename({"här": "Mål-ID"})
        .join(days(rows), on="bok", how="left", maintain_order="left")
    )


def days(rows: Asked) -> pl.DataFrame:
    """bok, skede, and dag: the day of its year that its phase speaks of; null where either is not
    known."""
    year = pl.col("år").cast(pl.Int32, strict=False)
    sound = pl.when(year.is_between(2000, 2100)).then(year)
    month, day = (
        pl.col("skede").replace_strict(
            {p: d[i] for p, d in PHASE_DAYS.items()}, default=None, return_dtype=pl.Int8
        )
        for i in (0, 1)
    )
    at = pl.when(sound.is_not_null() & month.is_not_null()).then(
        pl.date(sound.fill_null(2000), month.fill_null(1), day.fill_null(1))
    )
    return rows.books.select("bok", "skede", dag=at)


def expected_indicators(rows: Asked) -> pl.DataFrame:
    """The rows of indicators that hold on the phase's day, by `expected_rows`."""
    return in_force(expected_rows(rows, "tblIndikatorer", "Indikator"), ["bok", "id", "namn"])


def missing(due: pl.DataFrame, own: pl.DataFrame, name: str) -> pl.DataFrame:
    """The expected rows that the book does not have, once each, with `fall`: "saknas", "annat mål"
    (it stands under another, `under`) or "nästan" (`liknar` is what stands under the goal and was
    most likely meant); `rad` and `kolumn` are where that stands."""
    own = own.drop_nulls(name).select(
        "bok",
        "rad",
        under="Mål-ID",
        skrivet=name,
        eget=same_code(pl.col("Mål-ID")),
        namn=bare(pl.col(name)),
    )
    key = ["bok", "eget", "namn"]
    lacking = due.unique(key, keep="first", maintain_order=True).join(
        own, on=key, how="anti", maintain_order="left"
    )
    spare = own.join(due, on=key, how="anti", maintain_order="left")
    elsewhere = spare.unique(["bok", "namn"], keep="none").select(
        "bok", "namn", "under", annan="rad"
    )
    lacking = lacking.drop("rad").join(
        elsewhere, on=["bok", "namn"], how="left", maintain_order="left"
    )
    lacking = _with_nearest(lacking, spare)
    moved = pl.col("annan").is_not_null()
    return lacking.with_columns(
        rad=pl.coalesce("annan", "nära"),
        kolumn=pl.when(moved).then(pl.lit("Mål-ID")).otherwise(pl.lit(name)),
        fall=pl.when(moved)
        .then(pl.lit("annat mål"))
        .when(pl.col("liknar").is_not_null())
        .then(pl.lit("nästan"))
        .otherwise(pl.lit("saknas")),
        nyckel=pl.concat_str("Mål-ID", name, separator=" · "),
    )


def gathered(missing: pl.DataFrame, due: pl.DataFrame, what: str, limit: pl.Expr) -> pl.DataFrame:
    """`missing`, but where more than `limit` of a book are "saknas", one row for them all: "flera":
    `antal` of `alla` that are due, and the first three by their column `what` as `några`."""
    lost = pl.col("fall") == "saknas"
    many = lost & (lost.sum().over("bok") > limit)
    counted = missing.with_columns(många=many.fill_null(False))
    every = due.unique(["bok", "id", "namn"] if "namn" in due.columns else ["bok", "id"])
    alla = every.group_by("bok").agg(alla=pl.len().cast(pl.Int64))
    one = (
        counted.filter("många")
        .with_columns(
            antal=pl.len().over("bok").cast(pl.Int64),
            några=pl.concat_str(pl.lit("”"), pl.col(what), pl.lit("”"))
            .head(3)
            .str.join(", ")
            .over("bok"),
            fall=pl.lit("flera"),
            nyckel=pl.lit("registret"),
        )
        .unique("bok", keep="first", maintain_order=True)
        .join(alla, on="bok", how="left", maintain_order="left")
    )
    return pl.concat([counted.filter(~pl.col("många")), one], how="diagonal")


def _with_nearest(lacking: pl.DataFrame, spare: pl.DataFrame) -> pl.DataFrame:
    """With `liknar`, what of `spare` under the same goal is most like the name, and `nära`, its
    row."""
    near = [
        _nearest(row["namn"], spare.filter(bok=row["bok"], eget=row["eget"]))
        for row in lacking.to_dicts()
    ]
    return lacking.with_columns(
        pl.Series("liknar", [found[0] for found in near], pl.String),
        pl.Series("nära", [found[1] for found in near], pl.Int64),
    )


def _nearest(name: str, among: pl.DataFrame) -> tuple[str | None, int | None]:
    """What stands there that is most like the name, and its row, if anything is like enough."""
    at = _likest(name, among["namn"].to_list())
    return (None, None) if at is None else (among["skrivet"][at], among["rad"][at])


def nearest_name(name: str, names: list[str], written: list[str]) -> str | None:
    """What is `written` for the one of the names (as compared) that is most like it, if one is like
    enough."""
    at = _likest(name, names)
    return None if at is None else written[at]


def _likest(name: str, names: list[str]) -> int | None:
    from rapidfuzz import fuzz, process  # only where something is missing

    best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=NEAR)
    return best[2] if best else None
