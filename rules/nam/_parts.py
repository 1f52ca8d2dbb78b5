"""Rows that are parts of others (varav), held against the row that they are parts of."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from xlplan.rule import agrees

_PARTS, _WHOLE = pl.col("delar"), pl.col("hela")


def same_amount(
    one: pl.Expr, one_decimals: pl.Expr, other: pl.Expr, other_decimals: pl.Expr
) -> pl.Expr:
    """Whether two figures may be the same amount, each with so many decimals."""
    coarse = one_decimals < other_decimals
    return (
        pl.when(coarse)
        .then(agrees(one, other, pl.lit(1), other_decimals, one_decimals))
        .otherwise(agrees(other, one, pl.lit(1), one_decimals, other_decimals))
    )


def with_whole(cells: pl.DataFrame, place: Sequence[str]) -> pl.DataFrame:
    """A row a block of parts and column, with `fall`: "mer", "mindre", or null where nothing is
    wrong.

    `cells` are amounts (rad, kolumn, belopp, noga, radnoga) with `del_`, whether the row is a part,
    and Rad, its name. Parts stand below the row that they are parts of, among the rows of the same
    `place`. The result has hela and hela_namn, delar (their sum), skillnad and rad, of the first
    part.
    """
    block = [*place, "hel"]
    wholes = cells.filter(~pl.col("del_")).select(
        *place, "kolumn", hel="rad", hela="belopp", hela_namn="Rad", hela_noga="radnoga"
    )
    sums = _summed(_parts(cells, place), block)
    held = sums.join(wholes, on=[*block, "kolumn"], how="inner", maintain_order="left")
    alike = agrees(_WHOLE, _PARTS, pl.col("antal"), pl.col("noga"), pl.col("hela_noga"))
    held = held.with_columns(lika=alike, tomt=(_PARTS == 0) & (_WHOLE == 0))
    return held.with_columns(skillnad=(_WHOLE - _PARTS).abs(), fall=_verdict(block))


def _parts(cells: pl.DataFrame, place: Sequence[str]) -> pl.DataFrame:
    """The parts, each with `hel`, the row that it is a part of; not those that are within another
    part."""
    lines = cells.select(*place, "rad", "del_").unique(maintain_order=True).sort("rad")
    whole_row = pl.when(~pl.col("del_")).then("rad").forward_fill().over(place, order_by="rad")
    parts = cells.join(
        lines.with_columns(hel=whole_row).select(*place, "rad", "hel"), on=[*place, "rad"]
    )
    parts = parts.filter("del_")
    return parts.join(
        _parts_of_parts(parts, [*place, "hel"]),
        on=[*place, "hel", "rad"],
        how="anti",
    )


def _summed(parts: pl.DataFrame, block: Sequence[str]) -> pl.DataFrame:
    """A row a block and column: what its parts come to, and how they are written."""
    return (
        parts.sort("rad")
        .group_by([*block, "kolumn"], maintain_order=True)
        .agg(
            pl.col("tabell", "rad").first(),
            delar=pl.col("belopp").sum(),
            största=pl.col("belopp").abs().max(),
            antal=pl.len(),
            noga=pl.col("noga").max(),
            sammatecken=(pl.col("belopp") >= 0).all() | (pl.col("belopp") <= 0).all(),
        )
    )


def _verdict(block: Sequence[str]) -> pl.Expr:
    """`fall`, of a block's parts in a column."""
    told = ~pl.col("tomt") & (pl.col("antal") > 1)
    # parts that are all of it in most columns, and at least in two, are meant to be so in all
    whole_here = (told & pl.col("lika")).sum().over(block)
    exhausts = (whole_here >= 2) & (whole_here > (told & ~pl.col("lika")).sum().over(block))
    # of a net, or of what moves between areas, a part may well be more than the whole
    one_way = ~pl.col("kolumn").str.contains(r"(?i)netto|^omf\.") & ~pl.col(
        "hela_namn"
    ).str.contains(r"(?i)^netto")
    one_way = one_way & pl.col("sammatecken") & (_PARTS * _WHOLE > 0)
    # "varav personal" and "varav hemtjänst" cut the same costs in two ways: that is more than the
    # whole in every column
    more = _PARTS.abs() > _WHOLE.abs()
    two_ways = (pl.len() > 1).over(block) & (more & (pl.col("största") <= _WHOLE.abs())).all().over(
        block
    )
    return (
        pl.when(pl.col("lika"))
        .then(None)
        .when(one_way & more & ~two_ways)
        .then(pl.lit("mer"))
        .when(exhausts & told & more)
        .then(pl.lit("mer"))
        .when(exhausts & told)
        .then(pl.lit("mindre"))
    )


def _parts_of_parts(parts: pl.DataFrame, block: Sequence[str]) -> pl.DataFrame:
    """block and rad of the parts that together are the part above them, in every column: they are
    within it already."""
    inner = []
    for key, rows in parts.group_by(block, maintain_order=True):
        amounts: dict[int, dict[str, float]] = {}
        for rad, column, amount in rows.sort("rad").select("rad", "kolumn", "belopp").iter_rows():
            amounts.setdefault(rad, {})[column] = amount or 0.0
        places = rows["noga"].max()
        half = 0.5 * 10.0 ** -(places if isinstance(places, int) else 0)
        lines = list(amounts)
        for i, rad in enumerate(lines):
            within = next(
                (run for run in _runs(lines[i + 1 :]) if _is_sum(amounts, rad, run, half)), []
            )
            inner += [(*key, each) for each in within]
    schema = {**{name: parts.schema[name] for name in block}, "rad": parts.schema["rad"]}
    return pl.DataFrame(inner, schema=schema, orient="row").unique()


def _runs(lines: Sequence[int]) -> Iterator[Sequence[int]]:
    """The first two, the first three …: one line alone may be as large as another by chance."""
    return (lines[:n] for n in range(2, len(lines) + 1))


def _is_sum(
    amounts: Mapping[int, Mapping[str, float]], whole: int, run: Sequence[int], half: float
) -> bool:
    columns = {column for rad in (whole, *run) for column in amounts[rad]}
    off = (
        abs(amounts[whole].get(c, 0.0) - sum(amounts[rad].get(c, 0.0) for rad in run))
        for c in columns
    )
    return any(amounts[whole].values()) and all(each <= half * len(run) + 1e-9 for each in off)
