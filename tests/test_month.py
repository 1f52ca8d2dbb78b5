"""The month worked out: known answers computed here by themselves, in Fractions, from the figures
of made-up books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.checking.packs import resources
from xlplan.model import MONTHS, Content, Finding, Row, Severity, Value
from xlplan.month.entries import Booked
from xlplan.month.figures import Changed, Light, Line, Method, UnitMonth
from xlplan.month.limits import Limits, limits
from xlplan.month.limits_file import MonthSection
from xlplan.month.memory import Before, FindingBefore, LineBefore
from xlplan.month.told import KNOWN, paragraph
from xlplan.month.unit import Known, NoMonthError, unit_month
from xlplan.month.words import figure, forecast_reason, other_month, other_months, reason, told
from xlplan.report.texts.sentences import Sentences
from xlplan.toml import parsed

D = Decimal
Amounts = Sequence[float | None]


def line(
    post: str,
    kind: str,
    year: float | None,
    came: Amounts = (),
    *,
    months: Amounts = (),
    **more: Value,
) -> tuple[str, str, dict[str, Value], dict[str, Value]]:
    """A line of a book: its row on Budget and its row on Månad."""
    plan = {"Budget": year, **dict(zip(MONTHS, months, strict=False))}
    went = {**dict(zip(MONTHS, came, strict=False)), **more}
    return post, kind, plan, went


def book(*lines: tuple[str, str, dict[str, Value], dict[str, Value]], **facts: Value) -> Content:
    told_facts: dict[str, Value] = {
        "Enhet": "Enheten Björken",
        "Enhetskod": "4711",
        "Nämnd": "Nämnden",
        "År": 2026.0,
        "Beloppsenhet": "tkr",
        "Nettobudget": 0.0,
    }
    rows: dict[str, list[Row]] = {"tblBudget": [], "tblManad": []}
    for number, (post, kind, plan, went) in enumerate(lines, 5):
        for table, values in (("tblBudget", plan), ("tblManad", went)):
            filled = {name: value for name, value in values.items() if value is not None}
            rows[table].append(Row(number, {"Post": post, "Radtyp": kind, **filled}))
    return Content({**told_facts, **facts}, {name: tuple(found) for name, found in rows.items()})


def of(
    content: Content, month: int, known: Known | None = None, wanted: Limits | None = None
) -> UnitMonth:
    return unit_month(Path("bok.xlsx"), content, month, wanted or Limits(), known or Known())


def named(unit: UnitMonth, post: str) -> Line:
    return next(each for each in unit.lines if each.post == post)


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    return Sentences(resources("meningar", ".jinja"), KNOWN)


# A unit of 12 000 tkr whose staff costs more every month.
STAFF = [850.0, 860.0, 870.0, 860.0, 880.0, 880.0]
OVERSPENDING = book(
    line("Försäljning", "intäkt", 12000, [1000.0] * 6),
    line("Personalkostnader", "kostnad", 9600, STAFF),
    line("Lokalkostnader", "kostnad", 2400, [200.0] * 6),
)


def test_so_far_is_exact() -> None:
    unit = of(OVERSPENDING, 6)
    cost = sum(map(Fraction, STAFF)) + 1200
    assert Fraction(unit.cost.outcome_so_far or 0) == cost * 1000
    assert unit.cost.budget_so_far == D(6_000_000)
    assert unit.cost.deviation == D(6_000_000) - unit.cost.outcome_so_far  # type: ignore[operator]
    assert unit.income.deviation == 0
    assert Fraction(unit.net.deviation or 0) == (6000 - cost) * 1000
    staff = named(unit, "Personalkostnader")
    assert staff.percent == D("-8.3"), "400 of 4 800"
    assert unit.net.percent is None, "of a net of 0 there is no per cent"


def test_the_three_methods() -> None:
    staff = named(of(OVERSPENDING, 6), "Personalkostnader").forecasts
    came = sum(map(Fraction, STAFF))
    assert Fraction(staff.remaining or 0) == (came + 4800) * 1000
    assert Fraction(staff.run_rate or 0) == came * 2 * 1000
    assert staff.seasonal is None
    assert (staff.method, staff.chosen) == (Method.RUN_RATE, staff.run_rate)
    assert (
        forecast_reason(staff) == "avvikelsen (8,3\N{NO-BREAK SPACE}%) återkommer månad efter månad"
    )


def test_a_line_that_follows_its_budget_keeps_it() -> None:
    rent = named(of(OVERSPENDING, 6), "Lokalkostnader").forecasts
    assert (rent.method, rent.why.code, rent.chosen) == (Method.REMAINING, "follows", D(2_400_000))


def test_early_in_the_year_and_for_a_single_invoice_the_rest_of_the_budget_is_believed() -> None:
    early = of(OVERSPENDING, 3, wanted=Limits(foljer_procent=D(1)))
    assert named(early, "Personalkostnader").forecasts.why.code == "early"
    one_off = book(
        line("Övriga kostnader", "kostnad", 1200, [400.0, 100.0, 100.0, 100.0, 100.0, 100.0])
    )
    made = named(of(one_off, 6), "Övriga kostnader").forecasts
    assert (made.why.code, made.chosen) == ("one_off", D(1_500_000))


def test_the_units_own_months_are_believed() -> None:
    park = book(
        line(
            "Entreprenader",
            "kostnad",
            1200,
            [0.0, 0.0, 0.0, 90.0],
            months=[0, 0, 0, 100, 300, 300, 300, 200],
        )
    )
    made = named(of(park, 4), "Entreprenader").forecasts
    assert (made.why.code, made.chosen) == ("own_months", D(1_190_000))
    assert named(of(park, 4), "Entreprenader").budget_so_far == D(100_000)


def test_nothing_come_yet_of_a_year_without_months_is_still_to_come() -> None:
    grant = book(
        line("Bidrag", "intäkt", 600, [0.0] * 8),
        line("Personalkostnader", "kostnad", 600, [50.0] * 8),
    )
    made = named(of(grant, 6), "Bidrag").forecasts
    assert (made.method, made.chosen) == (Method.BUDGET, D(600_000))
    assert named(of(grant, 8), "Bidrag").forecasts.method is not Method.BUDGET


def test_run_rates_for_the_better_wait_until_the_autumn() -> None:
    saving = book(line("Personalkostnader", "kostnad", 12000, [900.0] * 8), Nettobudget=12000.0)
    early = named(of(saving, 6), "Personalkostnader").forecasts
    assert (early.method, early.why.code, early.chosen) == (
        Method.REMAINING,
        "prudent",
        D(11_400_000),
    )
    late = named(of(saving, 8), "Personalkostnader").forecasts
    assert (late.method, late.chosen) == (Method.RUN_RATE, D(10_800_000))


def test_money_moved_between_lines_is_no_deficit() -> None:
    """The forecast is prudent about the net and not about each line: what one line saves another
    may cost."""
    moved = book(
        line("Personalkostnader", "kostnad", 6000, [450.0] * 6),
        line("Köp av verksamhet", "kostnad", 1200, [150.0] * 6),
        Nettobudget=7200.0,
    )
    unit = of(moved, 6)
    assert (unit.light, unit.deficit) == (Light.BALANCE, 0)


SEASON = tuple(D(m) * 1000 for m in (50, 50, 50, 50, 100, 200, 300, 200, 50, 50, 50, 50))


def test_two_earlier_years_that_agree_give_a_season() -> None:
    sea = book(line("Försäljning", "intäkt", 1200, [50.0, 50.0, 50.0, 60.0]))
    known = Known(seasons={("försäljning", "intäkt"): [SEASON, tuple(m * 2 for m in SEASON)]})
    made = named(of(sea, 4, known), "Försäljning").forecasts
    # by hand: 200 of 1 200 had come in both years
    assert made.method is Method.SEASONAL
    assert made.chosen == made.seasonal
    assert Fraction(made.chosen or 0) == Fraction(210_000) / Fraction(200, 1200)
    assert (
        forecast_reason(made)
        == "16,7\N{NO-BREAK SPACE}% av året hade kommit så här långt de senaste 2 åren"
    )


@pytest.mark.parametrize(
    ("years", "month", "why"),
    [
        ([SEASON], 4, "one year is none"),
        ([SEASON, SEASON], 2, "too early"),
        ([SEASON, tuple(reversed(SEASON))], 6, "years that differ"),
        ([SEASON, (*SEASON[:11], None)], 4, "half a year"),
    ],
)
def test_else_there_is_no_season(
    years: list[tuple[Decimal | None, ...]], month: int, why: str
) -> None:
    sea = book(line("Försäljning", "intäkt", 1200, [50.0] * month))
    made = named(
        of(sea, month, Known(seasons={("Försäljning", "intäkt"): years})), "Försäljning"
    ).forecasts
    assert made.method is not Method.SEASONAL, why


def test_a_year_spread_over_months_sums_to_the_year() -> None:
    unit = of(book(line("Lokalkostnader", "kostnad", 1000.01, [1.0])), 1)
    [rent] = unit.lines
    assert rent.spread
    assert sum(month or 0 for month in rent.budget) == D("1000010.00") == rent.budget_year


# The light


def test_the_units_own_deficit() -> None:
    unit = of(
        book(
            line("Försäljning", "intäkt", 6000, [500.0] * 4, Prognos=5900.0),
            line(
                "Personalkostnader",
                "kostnad",
                6000,
                [500.0] * 4,
                Prognos=6070.0,
                Kommentar="Fler vikarier.",
            ),
        ),
        4,
    )
    assert (unit.light, unit.why.code, unit.deficit) == (Light.DEFICIT, "own", D(170_000))
    assert unit.explained is False, "the lost income has no comment"
    assert unit.explanations == (("Försäljning", ""), ("Personalkostnader", "Fler vikarier."))
    assert reason(unit).startswith("enheten räknar med ett underskott på 170\N{NO-BREAK SPACE}tkr")


def test_a_unit_that_says_balance_and_spends_more_is_watched() -> None:
    content = book(
        line("Försäljning", "intäkt", 12000, [1000.0] * 6, Prognos=12000.0),
        line("Personalkostnader", "kostnad", 9600, STAFF, Prognos=9600.0),
        line("Lokalkostnader", "kostnad", 2400, [200.0] * 6, Prognos=2400.0),
    )
    unit = of(content, 6)
    assert (unit.light, unit.why.code) == (Light.WATCH, "ours")
    assert Fraction(unit.deficit or 0) == (sum(map(Fraction, STAFF)) * 2 - 9600) * 1000
    assert unit.since == 2, "January was at the limit of 50 tkr, not above it"


def test_without_a_forecast_xlplans_decides() -> None:
    assert (of(OVERSPENDING, 6).light, of(OVERSPENDING, 6).why.code) == (
        Light.DEFICIT,
        "ours_alone",
    )
    assert of(OVERSPENDING, 2).light is Light.WATCH


def test_three_books_with_deficits_end_the_year() -> None:
    for net, light, code in (
        (400, Light.DEFICIT, "year_deficit"),
        (40, Light.BALANCE, "year_small_deficit"),
        (0, Light.BALANCE, "year_even"),
        (-90, Light.BALANCE, "year_surplus"),
    ):
        last = 500.0 + net
        unit = of(
            book(
                line("Personalkostnader", "kostnad", 6000, [500.0] * 11 + [last]),
                Nettobudget=6000.0,
            ),
            12,
        )
        assert (unit.light, unit.why.code, unit.deficit) == (light, code, D(net * 1000))
        assert unit.net.forecasts.method is Method.ACTUAL


def test_months_not_filled_in_are_not_zero() -> None:
    unit = of(OVERSPENDING, 8)
    assert (unit.light, unit.net.outcome_so_far, unit.net.forecasts.chosen) == (
        Light.UNKNOWN,
        None,
        None,
    )
    assert reason(unit) == "utfallet för juli och augusti är inte ifyllt"


def test_a_blank_beside_filled_months_is_an_amount_of_which_nothing_came() -> None:
    content = book(
        line("Bidrag", "intäkt", 0, [None, None, 60.0]),
        line("Personalkostnader", "kostnad", 1200, [100.0] * 3),
    )
    unit = of(content, 3)
    assert (named(unit, "Bidrag").outcome_so_far, unit.net.outcome_so_far) == (
        D(60_000),
        D(240_000),
    )


def test_a_cell_that_cannot_be_read_is_not_zero() -> None:
    content = book(line("Personalkostnader", "kostnad", 1200, [100.0, None, 100.0]))
    [row] = content.tables["tblManad"]
    tables = {**content.tables, "tblManad": (Row(row.row, row.values, frozenset({"feb"})),)}
    unit = of(Content(content.facts, tables), 3)
    assert (unit.light, unit.why.code, unit.net.outcome_so_far) == (Light.UNKNOWN, "unread", None)


def test_without_any_budget(sentences: Sentences) -> None:
    content = book(line("Personalkostnader", "kostnad", None, [100.0]), Nettobudget=None)
    assert of(content, 1).light is Light.UNKNOWN
    for month in (5, 12):
        came = [100.0] * month
        blank = book(
            line("Personalkostnader", "kostnad", None, came, Prognos=1200.0), Nettobudget=0.0
        )
        unit = of(blank, month)
        assert (unit.light, reason(unit)) == (Light.UNKNOWN, "boken har ingen budget")
        assert (
            paragraph(unit, sentences)
            == "Om budgeten hålls går inte att bedöma: boken har ingen budget."
        )
        zero = book(line("Personalkostnader", "kostnad", 0, came, Prognos=1200.0), Nettobudget=0.0)
        assert of(zero, month).light is Light.DEFICIT, "0 is a budget, blank is none"


def test_an_amount_that_nobody_has_is_told() -> None:
    for amount in (1e27, -1e10):
        with pytest.raises(
            NoMonthError,
            match="Lokalkostnader på bladet Månad, kolumnen feb, är ett orimligt stort",
        ):
            of(book(line("Lokalkostnader", "kostnad", 1200, [100.0, amount])), 3)
    with pytest.raises(NoMonthError, match="Nettobudget på bladet Enhet är ett orimligt stort"):
        of(book(line("Lokalkostnader", "kostnad", 1200), Nettobudget=1e27), 3)
    assert (
        of(book(line("Lokalkostnader", "kostnad", 1e9, [1e8])), 3).lines[0].budget_year
        == D(10) ** 12
    )


def test_since_when_is_not_told_from_a_forecast_that_was_not_there() -> None:
    """A book without Avser månad and outcome: in March nobody had made the forecast of T1."""
    forecasts = {"Prognos T1": 1500.0, "Prognos T2": 1500.0}
    unit = of(book(line("Lokalkostnader", "kostnad", 1200, **forecasts), Nettobudget=1200.0), 8)
    assert (unit.light, unit.since) == (Light.DEFICIT, 4)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({"År": None}, "År är inte ifyllt"), ({"Beloppsenhet": None}, "Beloppsenhet är inte ifylld")],
)
def test_a_book_that_says_too_little_has_no_month(
    facts: Mapping[str, Value], sentence: str
) -> None:
    content = book(line("Personalkostnader", "kostnad", 1, [1.0]))
    with pytest.raises(NoMonthError, match=sentence):
        of(Content({**content.facts, **facts}, content.tables), 1)


def test_a_forecast_left_behind_is_not_the_units_own_of_an_earlier_month() -> None:
    content = book(
        line(
            "Personalkostnader",
            "kostnad",
            1200,
            [100.0] * 12,
            **{"Prognos T1": 1210.0, "Prognos": 1300.0},
        ),
        **{"Avser månad": 12.0},
    )
    assert [of(content, month).net.forecasts.own for month in (3, 6, 12)] == [
        None,
        D(1_210_000),
        D(1_300_000),
    ]


# The ledger


def test_the_ledgers_months_take_the_books_place() -> None:
    booked = Booked(
        {
            ("Personalkostnader", "kostnad"): [90_012_345] * 12,
            ("Bidrag", "intäkt"): [100] + [0] * 11,
        },
        frozenset((1, 2)),
    )
    unit = of(OVERSPENDING, 2, Known(ledger=booked))
    assert unit.from_ledger
    assert named(unit, "Personalkostnader").outcome[:3] == (D("900123.45"), D("900123.45"), None)
    assert named(unit, "Lokalkostnader").outcome_so_far == 0, (
        "the ledger has the month and nothing of the line"
    )
    assert (named(unit, "Bidrag").budget_year, named(unit, "Bidrag").outcome_so_far) == (
        None,
        D("1.00"),
    )
    assert of(OVERSPENDING, 3, Known(ledger=booked)).why.code == "months_missing"


# Result units, accuracy, changes


def test_a_result_units_fund_against_the_limits() -> None:
    content = book(
        line("Försäljning", "intäkt", 10000, [900.0] * 12),
        line("Personalkostnader", "kostnad", 10000, [820.0] * 12),
        Resultatenhet="Ja",
        **{"Ingående resultatfond": 700.0},
    )
    fund = of(content, 12).fund
    assert fund is not None
    # by hand: 10 800 − 9 840 = 960; at most 5 % of 10 000 is carried over, and the fund holds at
    # most 10 %
    assert (fund.result, fund.carried, fund.above_carry) == (D(960_000), D(500_000), D(460_000))
    assert (fund.fund, fund.fund_limit, fund.above_fund) == (D(1_200_000), D(1_000_000), D(200_000))
    assert of(OVERSPENDING, 6).fund is None


def test_a_deficit_goes_wholly_into_the_fund() -> None:
    content = book(
        line("Personalkostnader", "kostnad", 1200, [130.0] * 12),
        Resultatenhet="Ja",
        Nettobudget=1200.0,
    )
    fund = of(content, 12).fund
    assert fund is not None
    assert (fund.carried, fund.fund) == (D(-360_000), D(-360_000))


def test_how_well_forecasts_hit() -> None:
    content = book(
        line(
            "Personalkostnader",
            "kostnad",
            6000,
            [500.0] * 11 + [560.0],
            **{"Prognos T1": 5900.0, "Prognos T2": 6010.0, "Prognos": 6055.0},
        ),
        Nettobudget=6000.0,
    )
    march = Before(2026, 3, Light.BALANCE, D(6_000_000), D(6_000_000), None, {})
    hits = of(content, 12, Known(this_year=[march])).accuracy
    assert [(hit.forecast, hit.missed, hit.percent, hit.within) for hit in hits] == [
        ("03", D(60_000), D("1.00"), None),
        ("T1", D(160_000), D("2.71"), None),
        ("T2", D(50_000), D("0.83"), True),
    ]
    assert of(content, 11).accuracy == ()


def test_of_a_unit_that_its_income_pays_the_cost_is_measured() -> None:
    content = book(
        line("Försäljning", "intäkt", 6000, [500.0] * 12, **{"Prognos T2": 6000.0}),
        line("Personalkostnader", "kostnad", 6000, [510.0] * 12, **{"Prognos T2": 6050.0}),
    )
    [hit] = of(content, 12).accuracy
    # by hand: 70 of 6 050, and not 70 of 50
    assert (hit.of_net, hit.missed, hit.percent, hit.within) == (False, D(70_000), D("1.16"), False)


def test_last_years_forecasts_are_told_this_year() -> None:
    lines = {("Personalkostnader", "kostnad"): LineBefore(D(1_200_000), (D(100_000),) * 12, None)}
    august = Before(2025, 8, Light.BALANCE, D(1_180_000), None, None, {})
    december = Before(2025, 12, Light.BALANCE, None, None, None, lines)
    [hit] = of(OVERSPENDING, 3, Known(last_year=[august, december])).accuracy
    assert (hit.year, hit.forecast, hit.missed, hit.within) == (2025, "T2", D(20_000), False)


def test_what_has_changed() -> None:
    lines = {
        ("Försäljning", "intäkt"): LineBefore(
            D(12_000_000), (D(1_000_000),) * 5 + (None,) * 7, None
        ),
        ("Personalkostnader", "kostnad"): LineBefore(
            D(9_500_000), tuple(D(m) * 1000 for m in (850, 800, 870, 860, 880)) + (None,) * 7, None
        ),
    }
    before = Before(
        2026,
        5,
        Light.WATCH,
        None,
        D(100_000),
        False,
        lines,
        (FindingBefore("MAN002", "Bidrag", "gone"),),
    )
    found = Finding(
        "MAN003", Severity.WARNING, None, "", "Personalkostnader", {}, fingerprint="new"
    )
    unit = of(OVERSPENDING, 6, Known(this_year=[before], findings=[found]))
    assert unit.changes_from == 5
    assert [(each.kind, each.post, each.month) for each in unit.changes or ()] == [
        (Changed.LIGHT, "", 0),
        (Changed.FORECAST, "", 0),
        (Changed.BUDGET, "Personalkostnader", 0),
        (Changed.EARLIER_MONTH, "Personalkostnader", 2),
        (Changed.FINDING_NEW, "Personalkostnader", 0),
        (Changed.FINDING_GONE, "Bidrag", 0),
    ]
    assert of(OVERSPENDING, 5, Known(this_year=[before])).changes is None, (
        "only an earlier month is compared with"
    )


def test_two_lines_of_one_name_have_not_changed() -> None:
    """The memory knows one of them, and nobody knows which."""
    content = book(
        line("Lokalkostnader", "kostnad", 1200, [100.0] * 6),
        line("Lokalkostnader", "kostnad", 600, [50.0] * 6),
    )
    lines = {
        ("Lokalkostnader", "kostnad"): LineBefore(D(600_000), (D(50_000),) * 5 + (None,) * 7, None)
    }
    before = Before(2026, 5, of(content, 5).light, None, None, None, lines)
    assert of(content, 6, Known(this_year=[before])).changes == ()


# Words


def test_amounts_in_the_books_unit() -> None:
    blank = "\N{NO-BREAK SPACE}"
    assert told(D("-170400"), "tkr") == f"−170{blank}tkr"
    assert told(D(20_565_000), "tkr") == f"20{blank}565{blank}tkr"
    assert told(D(41_200), "mnkr") == f"0,04{blank}mnkr", "not 0,0"
    assert (figure(D("0.04"), "tkr"), figure(None, "kr")) == ("0", "–")


def test_the_paragraph(sentences: Sentences) -> None:
    content = book(
        line("Försäljning", "intäkt", 2000, [160.0] * 3),
        line(
            "Personalkostnader",
            "kostnad",
            8000,
            [700.0] * 3,
            Prognos=8170.0,
            Kommentar="Vikarier för två sjuka.",
        ),
        line("Lokalkostnader", "kostnad", 0, [0.0] * 3),
        Nettobudget=6000.0,
    )
    tables = {**content.tables}
    rows = list(tables["tblManad"])
    rows[0] = Row(rows[0].row, {**rows[0].values, "Prognos": 2000.0})
    unit = of(Content(content.facts, {**tables, "tblManad": tuple(rows)}), 3)
    text = paragraph(unit, sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert text == (
        "Till och med mars är nettokostnaden 1 620 tkr, 120 tkr sämre än budgeten för samma tid "
        "(8,0 %). Enheten "
        "räknar med ett underskott på 170 tkr för helåret, och utfallet hittills pekar mot ett "
        "underskott på 120 tkr. "
        "Enheten bedöms inte hålla sin budget, och det har pekat åt det hållet sedan februari. "
        "Mest avviker "
        "Personalkostnader, 170 tkr över budget i enhetens prognos: ”Vikarier för två sjuka”."
    )


def test_the_paragraph_says_whose_forecast_a_line_is_worse_by(sentences: Sentences) -> None:
    """The unit's own forecast is 30 tkr above the budget of the line, xlplan's is more."""
    content = book(
        line("Personalkostnader", "kostnad", 9600, STAFF, Prognos=9630.0), Nettobudget=9600.0
    )
    text = paragraph(of(content, 6), sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert "Mest avviker Personalkostnader, 800 tkr över budget i prognosen på utfallet." in text


def test_the_paragraph_says_which_months_are_lacking(sentences: Sentences) -> None:
    content = book(
        line("Personalkostnader", "kostnad", 9600, STAFF, Prognos=9900.0), Nettobudget=9600.0
    )
    unit = of(content, 8)
    assert unit.light is Light.DEFICIT
    assert reason(unit).endswith("och utfallet för juli och augusti är inte ifyllt")
    assert "Utfallet för juli och augusti är inte ifyllt." in paragraph(unit, sentences)
    assert "Utfallet för juli–oktober är inte ifyllt." in paragraph(of(content, 10), sentences)
    booked = Known(
        ledger=Booked({("Personalkostnader", "kostnad"): [1] * 12}, frozenset(range(1, 7)))
    )
    assert "Huvudboken har inget för juli och augusti." in paragraph(
        of(content, 8, booked), sentences
    )
    assert [each.deviation for each in unit.lines] == [None], (
        "six months' outcome beside eight months' budget"
    )


def test_the_paragraph_says_that_an_amount_cannot_be_read(sentences: Sentences) -> None:
    content = book(
        line("Personalkostnader", "kostnad", 1200, [100.0, None, 100.0], Prognos=1500.0),
        Nettobudget=1200.0,
    )
    [row] = content.tables["tblManad"]
    tables = {**content.tables, "tblManad": (Row(row.row, row.values, frozenset({"feb"})),)}
    unit = of(Content(content.facts, tables), 3)
    assert (
        unit.light,
        reason(unit).endswith("och ett belopp på bladet Månad går inte att läsa"),
    ) == (Light.DEFICIT, True)
    assert "Ett belopp på bladet Månad går inte att läsa." in paragraph(unit, sentences)


def test_of_a_negative_fund_the_most_it_may_hold_is_not_told(sentences: Sentences) -> None:
    unit = of(
        book(
            line("Personalkostnader", "kostnad", 6000, [500.0] * 12),
            Nettobudget=6000.0,
            Resultatenhet="Ja",
            **{"Ingående resultatfond": -100.0},
        ),
        12,
    )
    text = paragraph(unit, sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert text.endswith(
        "Resultatfonden blir −100 tkr vid årets slut. Fonden är negativ, och "
        "underskottet ska täckas "
        "nästa år."
    )


def test_a_book_of_another_month_is_told() -> None:
    content = book(line("Personalkostnader", "kostnad", 6000, [500.0] * 12), **{"Avser månad": 8.0})
    assert other_month(of(content, 8)) == ""
    assert (
        other_month(of(content, 3))
        == "Boken avser augusti, inte mars: kommentarer och anmärkningar är från augusti."
    )
    assert other_month(of(content, 10)) == (
        "Boken avser augusti, inte oktober: prognoser, kommentarer och anmärkningar är från "
        "augusti."
    )
    assert other_month(of(book(line("Bidrag", "intäkt", 1, [1.0])), 1)) == ""
    assert other_months([of(content, 3)] * 7 + [of(content, 8)]) == [
        "7 böcker avser augusti, inte mars: kommentarer och anmärkningar är från augusti. Det är "
        + "Enheten Björken, " * 4
        + "Enheten Björken och 2 till."
    ]
    assert other_months([of(content, 3)])[0].startswith(
        "Boken för Enheten Björken avser augusti, inte mars: "
    )


def test_run_rates_left_out_are_told_of_the_lines_together() -> None:
    """The line that is told is worse than its budget: it is the lines together that are better."""
    content = book(
        line("Personalkostnader", "kostnad", 12000, [800.0] * 6),
        line("Övriga kostnader", "kostnad", 1200, [120.0] * 6),
    )
    other = named(of(content, 6), "Övriga kostnader")
    assert (other.forecasts.why.code, (other.deviation or 0) < 0) == ("prudent", True)
    assert forecast_reason(other.forecasts).startswith(
        "radernas avvikelser är tillsammans till det bättre"
    )


def test_the_paragraph_of_a_year_in_balance(sentences: Sentences) -> None:
    unit = of(
        book(line("Personalkostnader", "kostnad", 6000, [500.0] * 12), Nettobudget=6000.0), 12
    )
    text = paragraph(unit, sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        text
        == "Under 2026 blev nettokostnaden 6 000 tkr, vilket är enligt budgeten. Året slutade som "
        "budgeten."
    )


def test_a_comment_with_a_personal_number_is_masked(sentences: Sentences) -> None:
    content = book(
        line("Personalkostnader", "kostnad", 1200, [200.0] * 12, Kommentar="Vikarie 850709-9805."),
        Nettobudget=1200.0,
    )
    assert "850709-9805" not in paragraph(of(content, 12), sentences)


# Limits


def test_the_packs_limits() -> None:
    said = parsed("underskott_kr = 100000\nfoljer_procent = 1.5", MonthSection, "Paketet").limits
    assert limits(said) == Limits(underskott_kr=D(100_000), foljer_procent=D("1.5"))
    assert str(limits(said).underskott_kr) == "100000", "as it is written"
    assert limits({}, {"fond_procent": D(12)}).fond_procent == D(12)


def test_a_municipalitys_limit_changes_the_light() -> None:
    content = book(line("Personalkostnader", "kostnad", 6000, [500.0] * 12), Nettobudget=5960.0)
    assert of(content, 12).light is Light.BALANCE
    assert of(content, 12, wanted=Limits(underskott_kr=D(30_000))).light is Light.DEFICIT


# Properties

_AMOUNT = st.one_of(st.none(), st.decimals(-9_999, 99_999, places=2).map(float))
_LINE = st.tuples(
    st.sampled_from(("intäkt", "kostnad")),
    _AMOUNT,
    st.lists(_AMOUNT, max_size=12),
    st.lists(_AMOUNT, max_size=12),
    _AMOUNT,
)


@given(
    lines=st.lists(_LINE, min_size=1, max_size=6),
    month=st.integers(1, 12),
    unit=st.sampled_from(("kr", "tkr", "mnkr")),
    net=_AMOUNT,
)
def test_whatever_stands_in_a_book_has_a_month_whose_sums_are_its_lines(
    lines: list[tuple[str, float | None, list[float | None], list[float | None], float | None]],
    month: int,
    unit: str,
    net: float | None,
    sentences: Sentences,
) -> None:
    content = book(
        *(
            line(f"Rad {i}", kind, year, came, months=plan, Prognos=own)
            for i, (kind, year, plan, came, own) in enumerate(lines)
        ),
        Beloppsenhet=unit,
        Nettobudget=net,
    )
    made = of(content, month)
    for kind, totals in (("intäkt", made.income), ("kostnad", made.cost)):
        of_kind = [each for each in made.lines if each.line_type == kind]
        assert (totals.budget_year or 0) == sum(each.budget_year or 0 for each in of_kind)
        if totals.outcome_so_far is not None:
            assert totals.outcome_so_far == sum(each.outcome_so_far or 0 for each in of_kind)
    if made.net.outcome_so_far is not None:
        assert made.net.outcome_so_far == (made.cost.outcome_so_far or 0) - (
            made.income.outcome_so_far or 0
        )
        assert made.net.forecasts.chosen is not None
    if month == 12 and made.light is not Light.UNKNOWN:
        assert (
            made.net.forecasts.chosen == made.net.outcome_so_far
            or made.net.forecasts.chosen is None
        )
    assert reason(made)
    paragraph(made, sentences)
