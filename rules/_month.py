"""What rules on the month share: its lines with their budget, how far the year has come, and the
forecasts.

A line is a row of income or cost, known by its name and Radtyp; `varav` rows are part of the line
above them. In a book with a cell that could not be read in the budget its lines are not known.
Amounts are in the book's Beloppsenhet, and stand for intervals as `xlplan.judging.sums` says: `rum`
is how far a sum may be off because its figures are rounded.
"""

from collections.abc import Sequence

import polars as pl
from polars import Expr, Int64, col, lit, when

from xlplan.rule import MONTH_NAMES, MONTHS, Asked, decimals, folded

from ._money import IN_KR

LINES = ("intäkt", "kostnad")
FORECASTS = ("Prognos", "Prognos T2", "Prognos T1")
"""The latest first."""
TABLES = ("tblBudget", "tblEnhet", "_celler")
"""What `lines` reads besides the sheet Månad."""
LINE = ["bok", "namn", "Radtyp"]
LATEST = pl.coalesce(FORECASTS)
NUMBER = {name: i for i, name in enumerate(MONTHS, 1)}
"""A month's heading -> 1–12."""
EXACT = 1 - 1e-9
"""1,1 − 1,0 is a little more than 0,1 in binary, and not over it to a person."""


def filled(rows: Asked) -> pl.DataFrame:
    """The lines of Månad with an amount: none in a plan, as long as the year has not begun."""
    amount = pl.any_horizontal(col(name).is_not_null() for name in (*MONTHS, *FORECASTS))
    return rows.frame.filter(col("Radtyp").is_in(LINES), amount)


def until(rows: Asked) -> pl.DataFrame:
    """bok, till: the month 1–12 that the unit says its outcome ends with; other books are left
    out."""
    stated = col("Avser månad")
    whole = stated.is_between(1, 12) & (stated == stated.floor())
    month = when(whole).then(stated.cast(Int64, strict=False))
    return rows.table("tblEnhet").lazy().select("bok", till=month).drop_nulls().collect()


def listed(names: Expr) -> Expr:
    """A list of texts as "januari, februari och mars"."""
    return names.list.join(", ").str.replace(r", ([^,]+)$", " och $1")


def budget_months(rows: Asked) -> pl.DataFrame:
    """The budget's lines: bok, namn, Radtyp, budgetpost (its name as written), budget (the year's),
    `budget jan` (null without months of their own) and budgetnoga (decimals). Without books that
    have no budget at all (BUD006), or one that could not be read."""
    return rows.once(_budget_months)


def _budget_months(rows: Asked) -> pl.DataFrame:
    budget = rows.table("tblBudget").lazy()
    read = ["Post", "Radtyp", "Budget", *MONTHS]
    unread = (
        rows.table("_celler").lazy().filter(col("tabell") == "tblBudget", col("kolumn").is_in(read))
    )
    noga = most_decimals([col("Budget"), *map(col, MONTHS)])
    lines = budget.filter(col("Radtyp").is_in(LINES)).with_columns(
        namn=folded(col("Post")), noga=noga
    )
    lines = lines.drop_nulls("namn")
    lines = lines.filter(col("Budget").is_not_null().any().over("bok")).join(
        unread, on="bok", how="anti"
    )
    return (
        lines.group_by(LINE, maintain_order=True)
        .agg(
            *(
                when(col(month).count() > 0).then(col(month).sum()).alias(f"budget {month}")
                for month in MONTHS
            ),
            budget=when(col("Budget").count() > 0).then(col("Budget").sum()),
            budgetpost=col("Post").first(),
            budgetnoga=col("noga").max(),
        )
        .collect()
    )


def every_line(rows: Asked) -> pl.DataFrame:
    """The lines of Månad with the columns of `budget_months`, null for a line that is not in the
    budget; without books that have no budget."""
    return rows.once(_every_line)


def _every_line(rows: Asked) -> pl.DataFrame:
    own = (
        rows.frame.lazy()
        .filter(col("Radtyp").is_in(LINES))
        .with_columns(namn=folded(col("Post")))
        .drop_nulls("namn")
    )
    budgets = budget_months(rows).lazy()
    own = own.join(budgets, on="bok", how="semi", maintain_order="left")
    return own.join(budgets, on=LINE, how="left", maintain_order="left").collect()


def lines(rows: Asked) -> pl.DataFrame:
    """`every_line` of books that say how far they have come, and

    till        the last month of the outcome;  månad  its name
    utfall      the sum of the outcome until then, blank months as 0;  antal  how many months are
                filled
    noga        the most decimals of those months
    delad       whether the budget has no months of its own and is divided evenly
    hittills    the budget of those months
    lucka       whether a month that has a budget has no outcome (MAN001)
    rum         how far utfall − hittills may be off

    Before the year has begun no book says so, and a rule about them has nothing to make.
    """
    rows.only_if(until(rows).height > 0)
    return rows.once(lines_or_none)


def lines_or_none(rows: Asked) -> pl.DataFrame:
    """`lines`, for what is also made without them."""
    in_mnkr = when(col("Beloppsenhet") == "mnkr").then(1).otherwise(0)
    noga = pl.max_horizontal("noga", "budgetnoga", "minst")
    own = every_line(rows).lazy().join(until(rows).lazy(), on="bok", maintain_order="left")
    months = so_far(MONTHS)
    shares = [f"budget {month}" for month in MONTHS]
    return (
        own.join(
            rows.table("tblEnhet").lazy().select("bok", minst=in_mnkr),
            on="bok",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            månad=month_name(col("till")),
            utfall=pl.sum_horizontal(months),
            antal=pl.sum_horizontal(month.is_not_null() for month in months),
            noga=most_decimals(months),
            delad=pl.all_horizontal(col(share).is_null() for share in shares),
        )
        .with_columns(
            lucka=pl.any_horizontal(gaps().values()),
            hittills=when("delad")
            .then(col("budget") * col("till") / 12)
            .otherwise(pl.sum_horizontal(so_far(shares))),
        )
        .with_columns(
            hittills=rounded(col("hittills"), noga),
            utfall=rounded(col("utfall"), col("noga")),
            rum=room(col("noga"), col("antal")) + room(col("budgetnoga").fill_null(0), lit(1)),
        )
        .collect()
    )


def gaps() -> dict[str, Expr]:
    """Of `lines`, by month: whether it has a budget and no outcome."""
    due = {
        name: (col("delad") & (col("budget") != 0)) | (col(f"budget {name}") != 0)
        for name in MONTHS
    }
    return {
        name: (col(name).is_null() & (col("till") >= i) & due[name]).fill_null(False)
        for i, name in enumerate(MONTHS, 1)
    }


def judged(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines that can be held against the budget: they stand once, no month is missing, and
    their budget is not left blank (BUD009)."""
    blank = col("budgetpost").is_not_null() & col("budget").is_null()
    return lines.filter(col("rad").len().over(LINE) == 1, ~blank, ~col("lucka"))


def whole_years(lines: pl.DataFrame) -> pl.DataFrame:
    """Of `forecasts`, the books whose outcome is of the whole year, with every line and month that
    has a budget."""
    gap = (col("lucka") | col("fattas").is_not_null()).any().over("bok")
    return lines.filter(col("till") == 12, ~gap)


def most_decimals(amounts: Sequence[Expr]) -> Expr:
    """The most decimals that any of a row's amounts has; null without amounts."""
    return pl.concat_list(amounts).list.eval(decimals(pl.element())).list.max()


def so_far(columns: Sequence[str]) -> list[Expr]:
    """The columns of the twelve months, null after `till`."""
    return [when(col("till") >= i).then(col(name)) for i, name in enumerate(columns, 1)]


def month_name(number: Expr) -> Expr:
    """3 -> "mars"."""
    return number.replace_strict(
        dict(enumerate(MONTH_NAMES, 1)), default=None, return_dtype=pl.String
    )


def rounded(amount: Expr, noga: Expr) -> Expr:
    """With so many decimals: what a sum of figures that have them is, without the noise of binary
    fractions."""
    scale = lit(10.0).pow(noga.fill_null(0).cast(pl.Float64))
    return (amount * scale).round() / scale


def room(noga: Expr, antal: Expr) -> Expr:
    """How far the sum of so many figures may be off: half a unit of the last place each, and
    nothing for whole ones."""
    half = lit(10.0).pow(-noga.cast(pl.Float64)) / 2
    return when(noga > 0).then(antal.cast(pl.Float64) * half).otherwise(0.0)


def in_unit(kronor: Expr) -> Expr:
    """Kronor in the book's Beloppsenhet, a fact that the rule must name; null where it is not
    known."""
    return kronor / col("enhet.Beloppsenhet").replace_strict(
        IN_KR, default=None, return_dtype=pl.Float64
    )


def tkr(rows: Asked, parameter: str = "tkr") -> Expr:
    """A limit in thousands of kronor, in the book's Beloppsenhet."""
    return in_unit(lit(rows.number(parameter)) * 1000)


def forecasts(rows: Asked, lines: pl.DataFrame, forecast: Expr) -> pl.DataFrame:
    """The `lines` with `prognos`, and `känd`: whether every line of the book that has money has a
    forecast, and every line of its budget with money stands in Månad. A line without money and
    forecast counts as 0."""
    own = lines.with_columns(prognos=forecast)
    money = (col("budget").fill_null(0) != 0) | pl.any_horizontal(
        col(month).fill_null(0) != 0 for month in MONTHS
    )
    absent = (
        budget_months(rows)
        .filter(col("budget") != 0)
        .join(own, on=LINE, how="anti")
        .select("bok", fattas=lit(True))
    )
    known = (col("prognos").is_not_null() | ~money).all().over("bok") & col(
        "prognos"
    ).is_not_null().any().over("bok")
    own = own.join(absent.unique(), on="bok", how="left", maintain_order="left")
    return own.with_columns(känd=known & col("fattas").is_null())


def net_rows(rows: Asked) -> pl.DataFrame:
    """bok, rad of each book's last net row, and its Kommentar as `nettokommentar`."""
    nets = (
        rows.frame.filter(col("Radtyp") == "netto")
        .sort("bok", "rad")
        .unique("bok", keep="last", maintain_order=True)
    )
    return nets.select("bok", "rad", nettokommentar="Kommentar")


def nets(lines: pl.DataFrame, amount: str, noga: Expr, antal: Expr) -> pl.DataFrame:
    """Kostnader − intäkter of a column of lines, a row a book: bok, kostnader, intäkter, ska (the
    difference), rum (how far it may be off), antal and decimaler, by what a figure's decimals and
    the number of figures in it are."""
    cost, income = (
        col(amount).filter(col("Radtyp") == kind).sum() for kind in ("kostnad", "intäkt")
    )
    return (
        lines.group_by("bok", maintain_order=True)
        .agg(kostnader=cost, intäkter=income, antal=antal.sum(), decimaler=noga.max())
        .with_columns(ska=rounded(col("kostnader") - col("intäkter"), col("decimaler")))
        .with_columns(rum=room(col("decimaler"), col("antal")))
    )
