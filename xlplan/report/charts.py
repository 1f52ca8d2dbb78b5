"""The charts of a report as pictures: matplotlib, brought in only when there is something to draw.

Nothing is told by colour alone: bars are hatched, lines and marks differ in shape, and figures
stand in print. The colours are Okabe and Ito's, which people with any kind of colour vision tell
apart, chosen so that they differ in grey. Source: Okabe & Ito, Color Universal Design (2008).
"""

from __future__ import annotations

import io
import logging
import textwrap
import warnings
from typing import TYPE_CHECKING, Any, Literal

from xlplan.report.blocks import Bar, Bars, Figure, Months, Shares
from xlplan.report.figures import measured
from xlplan.wording import number, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_CM = 16.0
"""The width of every picture: the text between A4's margins."""
DPI = 200

_CM = 1 / 2.54
_BLUE, _ORANGE, _VERMILION, _SKY = "#0072B2", "#E69F00", "#D55E00", "#56B4E9"
_INK, _QUIET, _LINE = "#1F2933", "#52606D", "#B8C4CE"
_LOOK: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same everywhere
    "font.size": 8.5,
    "text.color": _INK,
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _QUIET,
    "ytick.color": _INK,
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "svg.hashsalt": "xlplan",
    "svg.fonttype": "path",
    "text.parse_math": False,  # a dollar sign is one
    "savefig.facecolor": "white",
}
_NAME_WIDTH = 38
"""Characters in a line of an indicator's name."""
_NAME_LONGEST = 110


def draw(figure: Figure, *, format: Literal["svg", "png"] = "svg") -> bytes:
    """The picture, `WIDTH_CM` wide. The same figure gives the same bytes."""
    # on its first use matplotlib tells of its fonts, and always of letters that they lack
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    chart = figure.chart
    with mpl.rc_context(_LOOK), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        canvas = Canvas(figsize=(WIDTH_CM * _CM, _height(chart) * _CM), layout="constrained")
        axes = canvas.add_subplot()
        match chart:
            case Bars():
                _bars(axes, chart)
            case Months():
                _months(axes, chart)
            case Shares():
                _shares(axes, chart)
        out = io.BytesIO()
        # no date and no version: they would make every picture differ from the last
        metadata = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
        canvas.savefig(out, format=format, dpi=DPI, metadata=metadata)
    return out.getvalue()


def _height(chart: Bars | Months | Shares) -> float:
    match chart:
        case Bars():
            return 2.2 + sum(0.8 + 0.36 * len(_wrapped(bar.name)) for bar in chart.bars)
        case Months():
            return 8.0
        case Shares():
            return 1.0 + 0.85 * len(chart.parts)


def _wrapped(name: str) -> list[str]:
    return textwrap.wrap(short(name, _NAME_LONGEST), _NAME_WIDTH) or [name]


def _bars(axes: Axes, chart: Bars) -> None:
    """Lying bars for outcomes, a thick stroke across for the target, a hollow diamond below for
    last year."""
    known = [
        v for bar in chart.bars for v in (bar.outcome, bar.target, bar.last_year) if v is not None
    ]
    high, low = max(*known, 0.0), min(*known, 0.0)
    span = (high - low) or 1.0
    places = range(len(chart.bars))
    axes.barh(
        places,
        [bar.outcome for bar in chart.bars],
        height=0.42,
        color=_SKY,
        edgecolor=_BLUE,
        hatch="///",
        linewidth=0.8,
        label="Utfall",
        zorder=2,
    )
    targets = [(bar.target, y) for y, bar in enumerate(chart.bars) if bar.target is not None]
    if targets:
        x, y = zip(*targets, strict=True)
        axes.plot(x, y, "|", markersize=19, markeredgewidth=4.5, color="white", zorder=3)
        axes.plot(
            x, y, "|", markersize=18, markeredgewidth=2.5, color=_INK, label="Årsmål", zorder=4
        )
    last = [
        (bar.last_year, y + 0.33) for y, bar in enumerate(chart.bars) if bar.last_year is not None
    ]
    if last:
        x, y = zip(*last, strict=True)
        axes.plot(
            x,
            y,
            "D",
            markersize=5,
            markerfacecolor="white",
            markeredgecolor=_VERMILION,
            markeredgewidth=1.3,
            label="Förra året",
            zorder=5,
        )
    for place, bar in enumerate(chart.bars):
        furthest = (
            max(v for v in (bar.outcome, bar.target, bar.last_year, 0.0) if v is not None)
            + span * 0.025
        )
        beside = _beside(bar)
        said = measured(bar.outcome, chart.unit)
        axes.text(furthest, place - (0.13 if beside else 0), said, va="center", fontweight="bold")
        axes.text(furthest, place + 0.2, beside, va="center", fontsize=7, color=_QUIET)
    axes.set_yticks(places, ["\n".join(_wrapped(bar.name)) for bar in chart.bars])
    axes.set_ylim(len(chart.bars) - 0.45, -0.55)
    axes.set_xlim(
        low - (span * 0.05 if low < 0 else 0),
        high + span * (0.08 + 0.015 * max(len(_beside(bar)) for bar in chart.bars)) + span * 0.08,
    )
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(_ticks(low, high))
    axes.xaxis.set_major_formatter(lambda value, _: number(value))
    axes.grid(axis="x", color=_LINE, linewidth=0.5, zorder=0)
    marks = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    order = [name for name in ("Utfall", "Årsmål", "Förra året") if name in marks]
    axes.figure.legend([marks[name] for name in order], order, loc="outside lower center", ncols=3)


def _beside(bar: Bar) -> str:
    target = f"årsmål {number(bar.target)}" if bar.target is not None else ""
    last = f"förra året {number(bar.last_year)}" if bar.last_year is not None else ""
    return ", ".join(filter(None, (target, last)))


def _ticks(low: float, high: float) -> Any:
    """Ticks as far as the figures go, and not in the room for print beside the bars."""
    from matplotlib.ticker import FixedLocator, MaxNLocator

    reach = (high - low) * 0.12
    return FixedLocator(
        [tick for tick in MaxNLocator(5).tick_values(low, high) if low <= tick <= high + reach]
    )


def _months(axes: Axes, chart: Months) -> None:
    """Two lines: the budget dashed and with squares, the outcome whole and with circles; the ends'
    figures in print."""
    places = range(len(chart.months))
    axes.plot(
        places,
        chart.budget,
        linestyle="--",
        marker="s",
        markersize=4.5,
        color=_VERMILION,
        linewidth=1.5,
        markerfacecolor="white",
        label="Budget",
        zorder=3,
    )
    axes.plot(
        places[: len(chart.outcome)],
        chart.outcome,
        linestyle="-",
        marker="o",
        markersize=5,
        color=_BLUE,
        linewidth=2.2,
        label="Utfall",
        zorder=4,
    )
    last = len(chart.outcome) - 1
    above = chart.outcome[last] >= chart.budget[last]
    _said(axes, last, chart.outcome[last], "Utfall", above=above)
    _said(axes, last, chart.budget[last], "Budget", above=not above)
    if last < len(chart.months) - 1:
        _said(axes, len(chart.months) - 1, chart.budget[-1], "Budget", above=True)
    axes.set_xticks(list(places), list(chart.months))
    # for print to the right of the last mark
    room = (
        0.4 + 0.13 * len(f"Utfall {number(chart.outcome[last])}")
        if last >= len(chart.months) - 3
        else 0.4
    )
    axes.set_xlim(-0.4, len(chart.months) - 1 + room)
    low, high = min(0.0, *chart.outcome, *chart.budget), max(*chart.outcome, *chart.budget)
    axes.set_ylim(low, high + (high - low) * 0.16)
    axes.set_ylabel(chart.unit)
    axes.yaxis.set_major_formatter(lambda value, _: number(value))
    axes.grid(axis="y", color=_LINE, linewidth=0.5, zorder=0)
    axes.figure.legend(loc="outside lower center", ncols=2)


def _said(axes: Axes, place: int, value: float, what: str, *, above: bool) -> None:
    axes.annotate(
        f"{what} {number(value)}",
        (place, value),
        xytext=(-5, 6) if above else (5, -6),
        textcoords="offset points",
        ha="right" if above else "left",
        va="bottom" if above else "top",
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
        zorder=6,
    )


def _shares(axes: Axes, chart: Shares) -> None:
    """A bar for each word, hatched in its own way, with its symbol and number in print."""
    colours, hatches = (_BLUE, _SKY, _ORANGE, "white"), ("", "///", "xxx", "")
    places = range(len(chart.parts))
    for place, (_, _, count) in zip(places, chart.parts, strict=True):
        colour, hatch = colours[place % len(colours)], hatches[place % len(hatches)]
        axes.barh(
            place, count, height=0.6, color=colour, hatch=hatch, edgecolor=_INK, linewidth=0.8
        )
        axes.text(
            count + 0.02 * max(n for _, _, n in chart.parts),
            place,
            f" {count}",
            va="center",
            fontweight="bold",
        )
    axes.set_yticks(list(places), [f"{symbol} {word}" for word, symbol, _ in chart.parts])
    axes.set_ylim(len(chart.parts) - 0.5, -0.5)
    axes.set_xlim(0, max(n for _, _, n in chart.parts) * 1.1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
