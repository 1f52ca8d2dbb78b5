"""Sums by intervals: rounding never raises a finding, a slip of one unit in a whole-number sum
always does."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlplan.judging.sums import agrees, decimals, sum_agrees

WHOLE = st.integers(-(10**9), 10**9)
EXACT = st.decimals(-(10**6), 10**6, places=7)
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


def printed(value: Decimal, places: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding)


def polars_says(total: float | None, parts: list[float]) -> bool | None:
    sum_of_parts = pl.Series("parts", parts, pl.Float64)
    most = sum_of_parts.to_frame().select(decimals(pl.col("parts")).max()).item()
    frame = pl.DataFrame(
        {"total": [total], "sum": [sum_of_parts.sum()], "count": [len(parts)], "most": [most]},
        schema_overrides={"total": pl.Float64, "most": pl.Int8},
    )
    says: bool | None = frame.select(agrees(*map(pl.col, ("total", "sum", "count", "most")))).item()
    return says


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (0.0, 0),
        (-7.0, 0),
        (20565.0, 0),
        (1e12, 0),
        (0.3, 1),
        (0.1 + 0.2, 1),
        (-4.9, 1),
        (123456789.1, 1),
        (50.65, 2),
        (1.005, 3),
        (1000 / 12, 6),
        (0.123456, 6),
        (12.3000001, 6),
        (None, None),
    ],
)
def test_decimals(figure: float | None, expected: int | None) -> None:
    frame = pl.DataFrame({"x": [figure]}, schema={"x": pl.Float64})
    assert frame.select(decimals(pl.col("x"))).to_series().to_list() == [expected]


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_decimals_are_those_written(digits: int, places: int) -> None:
    written = Decimal(digits).scaleb(-places)
    expected = max(0, -int(written.normalize().as_tuple().exponent)) if digits else 0
    assert pl.select(decimals(pl.lit(float(written)))).item() == expected


@pytest.mark.parametrize(
    ("total", "parts", "right"),
    [
        (600, [100, 200, 300], True),
        (601, [100, 200, 300], False),
        (599, [100, 200, 300], False),
        (0.3, [0.1, 0.2], True),
        (1.0, [0.3, 0.3, 0.3], True),  # thirds
        (1.1, [0.3, 0.3, 0.3], True),  # 0,34 + 0,34 + 0,34 = 1,02, or up to 1,05
        (1.2, [0.3, 0.3, 0.3], False),
        (
            2.9,
            [1, 2],
            True,
        ),  # 0,96 and 1,96: the decimals of the parts are zeros that Excel dropped
        (10.4, [3, 3, 4], False),  # no part has a decimal to round
        (51, [25.3, 25.3], True),  # a total rounded to whole numbers
        (52, [25.3, 25.3], False),
        (1000, [1000 / 12] * 12, True),
        (0, [], True),
        (1, [], False),
        (-20.5, [-10.25, -10.25], True),
        (10**9 + 1, [10**9], False),
    ],
)
def test_a_sum(total: float, parts: list[float], right: bool) -> None:
    assert sum_agrees(total, parts) is right
    assert polars_says(total, parts) is right


def test_no_total_is_no_verdict() -> None:
    assert polars_says(None, [1.0, 2.0]) is None


def test_a_difference_is_a_sum_with_a_minus() -> None:
    frame = pl.DataFrame(
        {"k": [500.5, 500.0, 500.0], "i": [450.2, 450.0, 450.0], "n": [50.3, 50.0, -50.0]}
    )
    k, i, n = map(pl.col, frame.columns)
    says = frame.select(
        agrees(n, k - i, pl.lit(2), pl.max_horizontal(decimals(k), decimals(i)))
    ).to_series()
    assert says.to_list() == [True, True, False]
    assert sum_agrees(50.3, [500.5, -450.2])


def test_sums_of_many_books_in_one_pass() -> None:
    frame = pl.DataFrame(
        {
            "bok": [1, 1, 1, 2, 2, 2, 3, 3],
            "Radtyp": [
                "kostnad",
                "kostnad",
                "summa",
                "kostnad",
                "kostnad",
                "summa",
                "kostnad",
                "summa",
            ],
            "Budget": [10.0, 20.0, 31.0, 10.4, 20.4, 31.0, None, 0.0],
        }
    )
    parts = pl.col("Budget").filter(pl.col("Radtyp") == "kostnad")
    verdict = agrees(
        pl.col("Budget"),
        parts.sum().over("bok"),
        parts.count().over("bok"),
        decimals(parts).max().over("bok"),
    )
    sums = frame.with_columns(right=verdict).filter(pl.col("Radtyp") == "summa")
    assert sums["right"].to_list() == [False, True, True]


@given(st.lists(EXACT, min_size=1, max_size=18), st.integers(1, 6), st.integers(0, 6), ROUNDINGS)
def test_rounding_never_raises(
    parts: list[Decimal], places: int, fewer: int, rounding: str
) -> None:
    """Parts with one or more decimals, and a total rounded as much as they are or more."""
    shown = [printed(part, places, rounding) for part in parts]
    total = printed(sum(parts, Decimal(0)), max(1, places - fewer), rounding)
    assert sum_agrees(float(total), list(map(float, shown)))
    assert polars_says(float(total), list(map(float, shown)))


@given(st.lists(EXACT, min_size=1, max_size=40), st.integers(1, 6), ROUNDINGS)
def test_rounding_to_a_whole_total_never_raises(
    parts: list[Decimal], places: int, rounding: str
) -> None:
    shown = [printed(part, places, rounding) for part in parts]
    assume(any(figure != int(figure) for figure in shown))
    assert sum_agrees(float(printed(sum(parts, Decimal(0)), 0, rounding)), list(map(float, shown)))


@given(st.lists(WHOLE, max_size=40), st.sampled_from([-1, 1]))
def test_a_slip_of_one_unit_always_raises(parts: list[int], slip: int) -> None:
    figures = list(map(float, parts))
    assert sum_agrees(sum(figures), figures)
    assert not sum_agrees(sum(figures) + slip, figures)
    assert not polars_says(sum(figures) + slip, figures)


@given(
    st.lists(st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 4)), min_size=1, max_size=12),
    st.integers(-200, 200),
    st.integers(0, 4),
)
def test_the_definition_in_exact_fractions(
    parts: list[tuple[int, int]], off: int, places: int
) -> None:
    """The rule as the module states it, worked out without floats."""
    exact = [Fraction(digits, 10**d) for digits, d in parts]
    total = Fraction(round(sum(exact) * 10**places) + off, 10**places)

    def written_decimals(figure: Fraction) -> int:
        return next(d for d in range(7) if (figure * 10**d).denominator == 1)

    precision = max(map(written_decimals, [total, *exact]))
    room = Fraction(0)
    if precision:
        room = Fraction(len(exact), 2 * 10**precision) + Fraction(
            1, 2 * 10 ** written_decimals(total)
        )
    right = abs(sum(exact) - total) <= room
    assert sum_agrees(float(total), list(map(float, exact))) is right
    assert polars_says(float(total), list(map(float, exact))) is right
