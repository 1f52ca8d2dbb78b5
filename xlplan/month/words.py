"""Swedish words for what is known of a month: amounts in the book's unit, reasons, methods,
changes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlplan.model import MONTHS
from xlplan.month.amounts import FACTORS
from xlplan.month.figures import (
    Amount,
    Changed,
    Forecasts,
    Light,
    Method,
    MonthChange,
    Reason,
    UnitMonth,
)
from xlplan.wording import HARD_BLANK, MONTH_NAMES, number, percent, series

SYMBOLS = {Light.DEFICIT: "■", Light.WATCH: "◆", Light.UNKNOWN: "?", Light.BALANCE: "●"}
"""Beside the word, never in its place."""
METHOD_WORDS = {
    Method.ACTUAL: "årets utfall",
    Method.SEASONAL: "tidigare års säsong",
    Method.REMAINING: "återstående budget",
    Method.RUN_RATE: "takten hittills",
    Method.BUDGET: "årets budget",
    Method.SUM: "summan av raderna",
    Method.NONE: "ingen",
}
_DECIMALS = {"kr": 0, "tkr": 0, "mnkr": 1}
_MOST_DECIMALS = 3
_NAMED = 5
"""So many units are named in a sentence about many."""


def told(amount: Amount, unit: str) -> str:
    """An amount in the book's unit: 80000, "tkr" -> "80 tkr"; "–" for what is not known."""
    return "–" if amount is None else f"{figure(amount, unit)}{HARD_BLANK}{unit}"


def figure(amount: Amount, unit: str) -> str:
    """An amount as `told` without the unit. One that would be rounded to 0 gets the decimals that
    show it."""
    if amount is None:
        return "–"
    value, usual = amount / FACTORS[unit], _DECIMALS[unit]
    shown = next((d for d in range(usual, _MOST_DECIMALS + 1) if round(value, d)), usual)
    return number(float(value), shown)


def signed(amount: Amount, unit: str) -> str:
    """A deviation with a plus before what is better than the budget."""
    return ("+" if amount and amount > 0 else "") + figure(amount, unit)


def told_percent(value: Amount) -> str:
    """A deviation in per cent, with a plus before what is better than the budget."""
    return "–" if value is None else ("+" if value > 0 else "") + percent(float(value), 1)


def result(deficit: Decimal, unit: str) -> str:
    """A deficit in words: 170000, "tkr" -> "ett underskott på 170 tkr"; 0 -> "att budgeten
    hålls"."""
    if not deficit:
        return "att budgeten hålls"
    return f"ett {'underskott' if deficit > 0 else 'överskott'} på {told(abs(deficit), unit)}"


def month_range(last: int) -> str:
    """The months up to that one: 3 -> "januari–mars"; 1 -> "januari"."""
    return MONTH_NAMES[0] if last == 1 else f"{MONTH_NAMES[0]}–{MONTH_NAMES[last - 1]}"


_REASONS = {
    "own": "enheten räknar med {egen}; utfallet hittills pekar mot {xlplan}",
    "own_only": "enheten räknar med {egen}, och {saknas}",
    "own_missing": "enheten räknar med {egen}, och {saknas}",
    "both": "enheten räknar med {egen}, och utfallet hittills pekar mot {xlplan}",
    "ours": "enheten räknar med {egen}, men utfallet hittills pekar mot {xlplan}",
    "ours_alone": "utfallet hittills pekar mot {xlplan}, och enheten har inte lämnat någon prognos",
    "ours_early": "utfallet hittills pekar mot {xlplan}, och enheten har inte lämnat någon prognos",
    "own_small": "enheten räknar med {egen}, som är inom gränsen",
    "behind": "utfallet hittills är {avvikelse} sämre än budgeten",
    "months_missing": "{saknas}",
    "unread": "{saknas}",
    "no_budget": "boken har ingen budget",
    "year_deficit": "året slutade med {xlplan}",
    "year_small_deficit": "året slutade med {xlplan}, som är inom gränsen",
    "year_surplus": "året slutade med {xlplan}",
    "year_even": "året slutade som budgeten",
    "small_deficit": "utfallet hittills pekar mot {xlplan}, som är inom gränsen",
    "surplus": "utfallet hittills pekar mot {xlplan}",
    "own_surplus": "enheten räknar med {egen}",
    "balance": "budgeten beräknas hållas",
}
_FORECAST_REASONS = {
    "year_over": "året är slut",
    "seasonal": "{andel} av året hade kommit så här långt de senaste {år} åren",
    "nothing_yet": "inget har kommit ännu av en årsbudget som inte är fördelad på månader",
    "own_months": "enheten har fördelat budgeten på månader",
    "follows": "utfallet följer budgeten",
    "early": "det är för tidigt att räkna vidare på avvikelsen{procent}",
    "lasting": "avvikelsen{procent} återkommer månad efter månad",
    "one_off": "avvikelsen{procent} kommer från enstaka månader",
    "prudent": "radernas avvikelser är tillsammans till det bättre, och räknas inte vidare så "
    "tidigt på året",
    "no_budget": "raden har ingen budget",
    "no_budget_again": "raden har ingen budget men kommer månad efter månad",
    "months_missing": "utfall saknas för någon månad",
    "unread": "ett belopp går inte att läsa",
    "sum_of_lines": "varje rad för sig",
    "no_outcome": "inget utfall",
}


def reason(unit: UnitMonth) -> str:
    """The reason for the unit's light; a sentence without capital and full stop."""
    money = unit.money_unit
    deviation = _amount(unit.why, "avvikelse")
    return _REASONS[unit.why.code].format(
        egen=_of(_amount(unit.why, "egen"), money),
        xlplan=_of(_amount(unit.why, "xlplan"), money),
        avvikelse="" if deviation is None else told(abs(deviation), money),
        saknas=missing(unit),
    )


def other_month(unit: UnitMonth) -> str:
    """What to know where the book's Avser månad is not the run's month; "" where it is, or is not
    filled in."""
    if unit.book_month in (None, unit.month):
        return ""
    book = MONTH_NAMES[unit.book_month - 1]
    return (
        f"Boken avser {book}, inte {MONTH_NAMES[unit.month - 1]}: "
        f"{_of_the_book(unit.book_month, unit.month)}."
    )


def _of_the_book(month: int, asked: int) -> str:
    """A book that has gone on still has the tertial reports' forecasts of the month that is asked
    for."""
    return (
        f"{'prognoser, ' if month < asked else ''}kommentarer och anmärkningar är från "
        f"{MONTH_NAMES[month - 1]}"
    )


def other_months(units: Sequence[UnitMonth]) -> list[str]:
    """The same of many units, a sentence for each month."""
    found: dict[int, list[UnitMonth]] = {}
    for unit in units:
        if other_month(unit) and unit.book_month:
            found.setdefault(unit.book_month, []).append(unit)
    return [_others(month, of_month) for month, of_month in sorted(found.items())]


def _others(month: int, units: Sequence[UnitMonth]) -> str:
    book, asked = MONTH_NAMES[month - 1], MONTH_NAMES[units[0].month - 1]
    names = [unit.unit or unit.code for unit in units[:_NAMED]]
    more, of_it = len(units) - len(names), _of_the_book(month, units[0].month)
    which = series([*names, *([f"{more} till"] if more else [])])
    if len(units) == 1:
        return f"Boken för {which} avser {book}, inte {asked}: {of_it}."
    return f"{len(units)} böcker avser {book}, inte {asked}: {of_it}. Det är {which}."


def missing(unit: UnitMonth) -> str:
    """What of the outcome so far is not known, as a clause; "" where nothing is lacking."""
    if unit.why.code in ("unread", "own_only"):
        return "ett belopp på bladet Månad går inte att läsa"
    months = [int(month) for month in str(unit.why.facts.get("månader", "")).split(",") if month]
    if not months:
        return ""
    names = [MONTH_NAMES[month - 1] for month in months]
    in_a_row = len(months) > 2 and months == list(range(months[0], months[-1] + 1))
    told_months = f"{names[0]}–{names[-1]}" if in_a_row else series(names)
    return f"{'huvudboken har inget' if unit.from_ledger else 'utfallet'} för {told_months}" + (
        "" if unit.from_ledger else " är inte ifyllt"
    )


def _amount(why: Reason, name: str) -> Amount:
    value = why.facts.get(name)
    return value if isinstance(value, Decimal) else None


def _of(deficit: Amount, money: str) -> str:
    return "" if deficit is None else result(deficit, money)


def forecast_reason(made: Forecasts) -> str:
    """The reason why xlplan's forecast of a line is made as it is: "utfallet följer budgeten";
    without capital and full stop."""
    apart, share = _amount(made.why, "procent"), _amount(made.why, "andel")
    return _FORECAST_REASONS[made.why.code].format(
        procent="" if apart is None else f" ({percent(float(abs(apart)), 1)})",
        andel="" if share is None else percent(float(share), 1),
        år=made.why.facts.get("år", ""),
    )


def change(each: MonthChange, money: str) -> str:
    """A change since the month before; a sentence without full stop."""
    was, now = told(each.was, money), told(each.now, money)
    match each.kind:
        case Changed.LIGHT:
            return f"Läget var {each.was_word} och är nu {each.now_word}"
        case Changed.FORECAST_OWN:
            if each.was is None or each.now is None:
                return (
                    f"Enhetens prognos är {'ny' if each.was is None else 'borttagen'}: netto "
                    + (now if each.was is None else f"var {was}")
                )
            return f"Enhetens prognos för nettot var {was} och är nu {now}"
        case Changed.FORECAST:
            return f"Prognosen på utfallet var netto {was} och är nu {now}"
        case Changed.BUDGET:
            return f"Budgeten för {each.post} var {was} och är nu {now}"
        case Changed.EARLIER_MONTH:
            return (
                f"Utfallet för {each.post} i {MONTH_NAMES[each.month - 1]} var {was} och är nu "
                f"{now}"
            )
        case Changed.EXPLAINED:
            return "Avvikelsen har fått en förklaring"
        case Changed.FINDING_NEW:
            return f"Ny anmärkning {each.now_word}" + (f": {each.post}" if each.post else "")
        case Changed.FINDING_GONE:
            return f"Anmärkningen {each.was_word} är borta" + (
                f": {each.post}" if each.post else ""
            )


def short_month(month: int) -> str:
    """The heading of a month's column: 3 -> "mar"."""
    return MONTHS[month - 1]
