"""Months that a text names as the time of what it tells."""

from datetime import date

from xlplan.rule import MONTH_NAMES, pattern

_MONTH = pattern(rf"(?<![\w-])({'|'.join(MONTH_NAMES)})(?!\w|-\w)(?: (20\d\d))?")
"""In lower case: Maj and April may be names. "majblomman" and "maj-firande" are none."""
_RANGE_JOINT = pattern(rf"(?<=[a-z])\s?[-–]\s?(?={'|'.join(MONTH_NAMES)})")
_CLAUSE_ENDS = pattern(r"[.;:!?]")
_BACKGROUND = pattern(
    r"\b(?:inför|före|innan|efter|sedan|utifrån|enligt|jämfört|förra|föregående|nästa|tidigare"
    r"|beslutet)\b"
    rf"|\bfrån (?!(?:{'|'.join(MONTH_NAMES)})\b)\S"
)
"""What follows in the same clause is not the time of what it tells."""
_HOLIDAY = pattern(r"\b(?:1|första) $")


def outside(text: str, start: date, end: date) -> str:
    """The first month named that has no day between start and end; "" if there is none, or the
    dates are reversed."""
    if start > end:
        return ""  # AKT002 says so
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    for clause in _CLAUSE_ENDS.split(_RANGE_JOINT.sub(" till ", text)):
        background = _BACKGROUND.search(clause)
        for match in _MONTH.finditer(clause):
            if background and background.start() < match.start():
                break
            if _HOLIDAY.search(clause[max(0, match.start() - 10) : match.start()]):
                continue
            month, year = MONTH_NAMES.index(match[1]), match[2]
            months = (
                [int(year) * 12 + month]
                if year
                else [y * 12 + month for y in range(start.year, end.year + 1)]
            )
            if not any(first <= at <= last for at in months):
                return match[0]
    return ""
