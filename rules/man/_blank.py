"""The months, up to the one that the book speaks of, that have no outcome."""

from collections.abc import Mapping

from polars import DataFrame, Expr, Int64, col, concat, concat_list, lit, when

from xlplan.rule import MONTHS, Asked

from .._month import NUMBER, budget_months, gaps, lines, listed, month_name, until


def blank_months(rows: Asked) -> DataFrame:
    """`saknas` (headings) and `månader` (told), by `fall`: a row a line ("rad"), and before them a
    row a book for what no line has ("månad"). A line may be blank in a month without budget."""
    there = lines(rows)
    books = until(rows).join(budget_months(rows), on="bok", how="semi", maintain_order="left")
    filled = there.group_by("bok").agg(col(MONTHS).count() > 0)
    filled = books.join(filled, on="bok", how="left", maintain_order="left")
    none = {name: ~col(name).fill_null(False) & (col("till") >= i) for name, i in NUMBER.items()}
    of_book = _lacking(filled, none).select("bok", "till", "saknas", månad=month_name(col("till")))
    told = of_book.select("bok", redan="saknas")
    own = _lacking(there, gaps()).join(told, on="bok", how="left", maintain_order="left")
    parts = [
        of_book.with_columns(fall=lit("månad"), nyckel=lit("månaden")),
        own.with_columns(col("saknas").list.set_difference("redan"), fall=lit("rad")),
    ]
    number = col("").replace_strict(NUMBER, return_dtype=Int64)
    return concat(parts, how="diagonal").with_columns(
        månader=listed(col("saknas").list.eval(month_name(number))),
        kolumn=col("saknas").list.first(),
    )


def _lacking(frame: DataFrame, lacks: Mapping[str, Expr]) -> DataFrame:
    """The frame with `saknas`, the headings of the months that hold."""
    months = concat_list(when(expr).then(lit(name)) for name, expr in lacks.items())
    return frame.with_columns(saknas=months.list.drop_nulls())
