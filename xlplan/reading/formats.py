"""Number formats: how Excel shows a number, in Swedish (20 565 · 0,3 · 28,5 %).

Source: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31 (the codes of formats).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from xlplan.wording import HARD_BLANK, MINUS

BUILTIN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": '#,##0 "kr"',
    "6": '#,##0 "kr"',
    "7": '#,##0.00 "kr"',
    "8": '#,##0.00 "kr"',
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "37": "#,##0",
    "38": "#,##0",
    "39": "#,##0.00",
    "40": "#,##0.00",
    "41": "#,##0",
    "42": '#,##0 "kr"',
    "43": "#,##0.00",
    "44": '#,##0.00 "kr"',
    "48": "##0.0E+0",
    "49": "@",
}
"""Formats that a workbook names by number only, as Swedish Excel shows them. Dates are read as
such, and not here."""

_TOKEN = re.compile(
    r"""
      (?P<quoted>"[^"]*")
    | \\(?P<escaped>.)
    | (?P<space>_.)                      # a blank as wide as the character that follows
    | (?P<fill>\*.)
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
    | (?P<colour>\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\s?\d+)\])
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<literal>[-+():!&'~{}<>= \u00a0\u202f\u2212$€£¥°±–])
    """,
    re.VERBOSE | re.IGNORECASE,
)


_WIDE = Context(prec=1000)
"""Room for every digit of the largest numbers; Decimal's usual 28 would be an error."""

_DIGITS = ("digit", "point", "comma")
_SEPARATOR = ","
_SHOWS = {"space": " ", "fill": "", "colour": ""}


class _Section(NamedTuple):
    """One part of a format: what stands before and after the digits, and how the digits are
    written."""

    before: str
    after: str
    whole: int
    """Digits before the decimal point that are always shown."""
    forced: int
    """Decimals always shown."""
    decimals: int
    """Decimals at most."""
    grouped: bool
    percents: int
    thousands: int
    """Times that the number is divided by a thousand."""
    digits: bool
    """False for a section of literals only."""


def is_percent(code: str) -> bool:
    """Whether the format shows per cent: "0.0 %" does, `0 "%"` only says so."""
    sections = _sections(code)
    return sections is not None and sections[0].percents > 0


def shown(value: float, code: str) -> str:
    """The number (finite) as Excel shows it with that format; a format not understood counts as
    General."""
    sections = _sections(code)
    if sections is None:
        return _general(value)
    exact = _exact(value)
    if exact < 0 and len(sections) > 1:
        return _written(-exact, sections[1])
    if exact == 0 and len(sections) > 2:
        return _written(exact, sections[2])
    text = _written(abs(exact), sections[0])
    return MINUS + text if exact < 0 and any(letter in "123456789" for letter in text) else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...] | None:
    """The parts for numbers (at most three: above, below and at zero); None if one is not
    understood."""
    if code in ("", "@") or code.lower() == "general":
        return None
    sections = [_section(part) for part in _split(code)[:3]]
    known = tuple(section for section in sections if section is not None)
    return known if len(known) == len(sections) and known[0].digits else None


def _split(code: str) -> list[str]:
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[_*].|[^;])+|(?<=;)(?=;|$)', code)
    return parts or [""]


def _section(code: str) -> _Section | None:
    tokens = _tokens(code)
    core = [i for i, (kind, _) in enumerate(tokens or []) if kind in _DIGITS]
    if tokens is None or not core:
        return (
            None if tokens is None else _Section(_joined(tokens), "", 0, 0, 0, False, 0, 0, False)
        )
    first, last = core[0], core[-1] + 1
    inner = [_SEPARATOR if text.isspace() else text for _, text in tokens[first:last]]
    shape = re.fullmatch(r"([0#?,]*?)(,*)(?:\.([0#?]*)(,*))?", "".join(inner))
    if shape is None:
        return None  # a word between the digits, as in a telephone number
    whole, decimals = shape[1], shape[3] or ""
    return _Section(
        before=_joined(tokens[:first]),
        after=_joined(tokens[last:]),
        whole=whole.count("0"),
        forced=decimals.rfind("0") + 1,
        decimals=len(decimals),
        grouped=_SEPARATOR in whole,
        percents=sum(kind == "percent" for kind, _ in tokens),
        thousands=len(shape[2]) + len(shape[4] or ""),
        digits=True,
    )


def _tokens(code: str) -> list[tuple[str, str]] | None:
    """(kind, what it shows), None if something in the code is not understood: dates, fractions,
    conditions."""
    tokens, at = [], 0
    while at < len(code):
        match = _TOKEN.match(code, at)
        if match is None:
            return None
        kind = str(match.lastgroup)
        tokens.append((kind, _SHOWS.get(kind, match[kind].strip('"'))))
        at = match.end()
    return tokens


def _joined(tokens: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in tokens)


def _written(value: Decimal, section: _Section) -> str:
    """A number that is not negative, in that section's way."""
    if not section.digits:
        return _typeset(section.before)
    value = value.scaleb(2 * section.percents - 3 * section.thousands, _WIDE)
    value = value.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP, _WIDE)
    whole, _, decimals = f"{value:f}".partition(".")
    whole = ("" if whole == "0" else whole).rjust(section.whole, "0")
    while len(decimals) > section.forced and decimals.endswith("0"):
        decimals = decimals[:-1]
    if section.grouped:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", HARD_BLANK, whole)
    return _typeset(section.before + whole + ("," if decimals else "") + decimals + section.after)


def _typeset(text: str) -> str:
    """No line breaks inside a number, and a blank before %, as Swedish is written."""
    text = re.sub(r"\s*%", " %", text).strip()
    return re.sub(r"\s+", HARD_BLANK, text.replace("-", MINUS))


def _exact(value: float) -> Decimal:
    # Excel calculates with 15 digits, so 28.499999999999996 is 28.5 to it
    return Decimal(f"{value:.15g}")


def _general(value: float) -> str:
    """At most eleven characters, as Excel shows a number without a format."""
    size = abs(value)
    if size != 0 and not 1e-9 <= size < 1e11:
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    else:
        whole = len(str(int(size)))
        exact = _exact(value).quantize(Decimal(1).scaleb(-max(0, 10 - whole)), ROUND_HALF_UP)
        text = f"{exact:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    return text.replace(".", ",").replace("-", MINUS)
