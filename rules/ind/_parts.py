"""Whether an outcome goes with the women's and the men's, as a mean of the two or as their sum."""

from decimal import Decimal

from xlplan.rule import Target

_SHARES = ("%", "procentenheter")
_COUNTS = ("st", "")
_MEAN = (
    "per ",
    "genomsnitt",
    "medel",
    "median",
    "varje",
    " en ",
    " ett ",
    "olika",
    "dagar",
    "timmar",
    "möter",
    "index",
)
"""Words of a name that may begin with "Antal" and still is a mean."""


def goes_with(name: str, total: Target, men: Target, women: Target) -> tuple[bool, str]:
    """Whether the total fits, and the words for how it does not. All three are plain numbers of one
    unit.

    A share lies between the two, a count is their sum, and what may be either may be either.
    """
    line = name.lower()
    if total.unit in _SHARES or not line.startswith("antal"):
        return _between(total, men, women), "inte ligger mellan"
    if total.unit in _COUNTS and not any(word in line for word in _MEAN):
        return _adds_up(total, men, women), "inte är summan av"
    return _between(total, men, women) or _adds_up(
        total, men, women
    ), "varken ligger mellan eller är summan av"


def _between(total: Target, men: Target, women: Target) -> bool:
    low, high = sorted((men, women), key=_figure)
    return (
        _figure(low) - _rounding(low, total)
        <= _figure(total)
        <= _figure(high) + _rounding(high, total)
    )


def _adds_up(total: Target, men: Target, women: Target) -> bool:
    off = abs(_figure(men) + _figure(women) - _figure(total))
    whole = all(_figure(figure) % 1 == 0 for figure in (total, men, women))
    return off == 0 if whole else off <= _rounding(total, men, women)


def _rounding(*figures: Target) -> Decimal:
    """What rounding to the decimals written may have taken or added, in all the figures
    together."""
    places = (int(_figure(figure).as_tuple().exponent) for figure in figures)
    return sum((Decimal(5).scaleb(min(0, place) - 1) for place in places), Decimal(0))


def _figure(target: Target) -> Decimal:
    assert target.value is not None
    return target.value
