"""The charts of a report as pictures, drawn by typst (`page/chart.typ`): one look in docx, pdf and
html.

What is drawn goes there as data: places are parts of the way from the lowest figure to the highest,
and figures are written out, in Swedish.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, Literal

from xlplan.report.blocks import Bar, Bars, Figure, Months, Shares
from xlplan.report.figures import measured
from xlplan.report.notation import one_line
from xlplan.report.printable import clean, supple
from xlplan.report.typesetting import PAGE, compiler
from xlplan.wording import number, short

WIDTH_CM = 16.0
"""The width of every picture: the text between A4's margins."""
DPI = 200

_TEMPLATE = PAGE / "chart.typ"
_NAME_LONGEST = 110
_MOST_TICKS = 7

Data = dict[str, Any]


def draw(figure: Figure, *, format: Literal["svg", "png"] = "svg") -> bytes:
    """The picture, `WIDTH_CM` wide. The same figure gives the same bytes."""
    match figure.chart:
        case Bars() as chart:
            data = _bars(chart)
        case Months() as chart:
            data = _months(chart)
        case Shares() as chart:
            data = _shares(chart)
    drawn = compiler().compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"chart": json.dumps(data, ensure_ascii=False)},
        format=format,
        ppi=DPI,
    )
    assert isinstance(drawn, bytes)  # a list only for several pages
    return drawn


class Scale:
    """From the lowest of some figures, or zero, to the highest: the axis."""

    def __init__(self, figures: Iterable[float]) -> None:
        figures = tuple(figures)
        self.low, self.high = min(0.0, *figures), max(0.0, *figures)

    def at(self, value: float) -> float:
        return round((value - self.low) / ((self.high - self.low) or 1.0), 6)

    def ticks(self) -> list[Data]:
        """Round figures as far as the axis goes; zero is one of them."""
        step = _step(self.high - self.low)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        # rounded: 3 × 0.1 is no 0.3
        values = (round(place * step, 10) for place in range(first, last + 1))
        return [{"at": self.at(value), "text": number(value)} for value in values]


def _step(span: float) -> float:
    """1, 2, 2.5 or 5 and its tenfolds: the smallest that makes no more than `_MOST_TICKS`."""
    if not span:
        return 1.0
    ten = 10.0 ** math.floor(math.log10(span / _MOST_TICKS))
    return next(ten * n for n in (1, 2, 2.5, 5, 10) if span / (ten * n) < _MOST_TICKS)


def _bars(chart: Bars) -> Data:
    """Lying bars for outcomes, a thick stroke across for the target, a hollow diamond below for
    last year."""
    marks = [(bar.outcome, bar.target, bar.last_year) for bar in chart.bars]
    scale = Scale(value for three in marks for value in three if value is not None)
    shown = {
        "Utfall": True,
        "Årsmål": any(bar.target is not None for bar in chart.bars),
        "Förra året": any(bar.last_year is not None for bar in chart.bars),
    }
    return {
        "kind": "bars",
        "zero": scale.at(0.0),
        "ticks": scale.ticks(),
        "legend": [name for name, is_shown in shown.items() if is_shown],
        "bars": [
            {
                "name": supple(clean(one_line(short(bar.name, _NAME_LONGEST))), 30),
                "outcome": scale.at(bar.outcome),
                "target": None if bar.target is None else scale.at(bar.target),
                "target-side": _target_side(bar),
                "last": None if bar.last_year is None else scale.at(bar.last_year),
                "said": measured(bar.outcome, chart.unit),
                "beside": _beside(bar),
            }
            for bar in chart.bars
        ],
    }


def _target_side(bar: Bar) -> str:
    """Where the target lies from the bar's end, of the figures themselves: places are rounded."""
    if bar.target is None or bar.target == bar.outcome:
        return ""
    return "below" if bar.target < bar.outcome else "above"


def _beside(bar: Bar) -> str:
    target = f"årsmål {number(bar.target)}" if bar.target is not None else ""
    last = f"förra året {number(bar.last_year)}" if bar.last_year is not None else ""
    return ", ".join(filter(None, (target, last)))


def _months(chart: Months) -> Data:
    """Two lines: the budget dashed and with squares, the outcome whole and with circles; the ends'
    figures in print."""
    scale = Scale((*chart.budget, *chart.outcome))
    return {
        "kind": "months",
        "unit": chart.unit,
        "zero": scale.at(0.0),
        "ticks": scale.ticks(),
        "legend": ["Budget", "Utfall"],
        "months": chart.months,
        "budget": [scale.at(value) for value in chart.budget],
        "outcome": [scale.at(value) for value in chart.outcome],
        "prints": _prints(chart, scale),
    }


def _prints(chart: Months, scale: Scale) -> list[Data]:
    """The figures at the outcome's end and at the year's: beside the marks of the last month, else
    above and below them."""
    last, end = len(chart.outcome) - 1, len(chart.months) - 1
    came, planned = chart.outcome[last], chart.budget[last]
    higher = came >= planned
    # at the year's end the two stand apart by at least a line of print
    apart = 1 if abs(scale.at(came) - scale.at(planned)) < 0.07 else 0

    def said(what: str, month: int, value: float, above: bool) -> Data:
        side = "beside" if month == end else "above" if above else "below"
        shift = (-apart if above else apart) if last == end else 0
        text = f"{what} {number(value)}"
        return {
            "text": text,
            "month": month,
            "at": scale.at(value),
            "side": side,
            "shift": shift,
        }

    found = [said("Utfall", last, came, higher), said("Budget", last, planned, not higher)]
    return found if last == end else [*found, said("Budget", end, chart.budget[end], True)]


def _shares(chart: Shares) -> Data:
    """A bar for each word, filled in its own way, with its symbol and number in print."""
    most = max(count for _, _, count in chart.parts) or 1
    return {
        "kind": "shares",
        "parts": [
            {"word": word, "symbol": symbol, "said": number(count), "share": count / most}
            for word, symbol, count in chart.parts
        ],
    }
