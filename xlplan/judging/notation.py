"""The even notation of targets and outcomes, in which a column reads well."""

from __future__ import annotations

import re
from dataclasses import replace

from xlplan.judging.measures import SINGULARS, written_number
from xlplan.judging.targets import IMPLIED, Direction, Target
from xlplan.model import PHASES
from xlplan.wording import HARD_BLANK

_WRITTEN_BOUNDS: dict[tuple[Direction | None, bool], str] = {
    ("at_least", False): "minst ",
    ("at_least", True): "över ",
    ("at_most", False): "max ",
    ("at_most", True): "under ",
}
_UNEVEN = re.compile(
    r"""^\s | \s$ | \s\s               # blanks too many
    | [0-9](?:[^\W\d_]|%)              # 90%, 10personer
    | [0-9]\.[0-9]                     # 4.9
    | (?<![\w/-])procent(?=\s|$)
    | CO\s?2 | CO\s₂
    | (?:[±≤≥<>=~≈]|\+/?[-−–])[0-9]    # +/-1
    """,
    re.VERBOSE | re.IGNORECASE,
)


def written(target: Target) -> str:
    """The even notation: `90%` -> `90 %`, `1945 GWh` -> `1 945 GWh`, `Högst 10` -> `Max 10`; hard
    blanks in numbers.

    It says the same as the target: parsing it gives an equal one.
    """
    match target.kind:
        case "yesno":
            return "Ja" if target.value else "Nej"
        case "deferred":
            in_phase = "i " if target.deferred_to in PHASES else ""
            doing = "Tas fram av " if target.to_board else f"Fastställs {in_phase}"
            return f"{doing}{target.deferred_to}"
        case "value" if target.trend is None:
            figure = _written_value(target)
            return figure[0].upper() + figure[1:] if target.direction else figure
        case "value":
            joint = "" if target.trend == "oförändrat" else "till "
            implied = target.direction == IMPLIED.get(target.trend) and not target.strict
            figure = _written_value(replace(target, direction=None) if implied else target)
            return f"{target.trend} {joint}{figure}"
    change = f"med {_written_value(target)}" if target.value is not None else target.note
    return f"{target.trend} {change}".rstrip()


def evenly_written(target: Target) -> bool:
    """Whether the text keeps to the even notation in what makes columns uneven: blanks, decimal
    comma, `%`.

    The choice of words (`Högst` or `Max`) and of thousands (`1945` or `1 945`) is the writer's.
    """
    return target.kind in ("deferred", "yesno") or not _UNEVEN.search(target.text)


def _written_value(target: Target) -> str:
    """Bound, number or range, unit and note; no capital."""
    assert target.value is not None
    figure = "+/-" + HARD_BLANK if target.direction == "within" else ""
    figure += written_number(target.value)
    if target.high is not None:
        figure += f"–{written_number(target.high)}"
    unit = target.unit
    if abs(target.value) == 1 and target.high is None:
        first, *rest = unit.split(" ")
        unit = " ".join([SINGULARS.get(first, first), *rest])
    figure = f"{figure}{HARD_BLANK}{unit}" if unit else figure
    figure = f"{figure} {target.note}".rstrip().replace(" *", "*")
    bound = _WRITTEN_BOUNDS.get((target.direction, target.strict), "")
    return f"{bound}{'ca ' if target.about else ''}{figure}"
