"""Swedish words for data: numbers, amounts, dates, lists, and the sentences of findings.

Everything a user reads passes here, so a number looks the same in a terminal, a sheet and a report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from xlplan.model import Finding, RuleText, Severity, Value

HARD_BLANK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

SEVERITY_WORDS = {Severity.ERROR: "fel", Severity.WARNING: "varning", Severity.NOTE: "notis"}
_PLURALS = {"fel": "fel", "varning": "varningar", "notis": "notiser"}

PHASE_NAMES = {
    "VP": "verksamhetsplan",
    "T1": "tertialrapport 1",
    "T2": "tertialrapport 2",
    "VB": "verksamhetsberättelse",
}

MONTH_NAMES = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

_TOO_LONG = 1e21
"""More digits than the decimals of `number` have room for beside them."""


def number(value: float, decimals: int | None = None) -> str:
    """A number as Swedes write it: 20565 -> "20 565" (hard blank), 0.3 -> "0,3", -5 -> "−5".

    Without `decimals` as many as the value has, at most six. Half is rounded away from zero, as in
    Excel. What no column of figures can show is written in Excel's short way: 1e30 -> "1E+30".
    """
    if not abs(value) < _TOO_LONG:
        return (
            f"{value:.15G}".replace(".", ",")
            .replace("-", MINUS)
            .replace("INF", "∞")
            .replace("NAN", "?")
        )
    exact = Decimal(repr(float(value)))
    if decimals is None:
        exact = exact.quantize(Decimal("0.000001"), ROUND_HALF_UP).normalize()
        decimals = max(0, -int(exact.as_tuple().exponent))
    exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{abs(exact):,.{decimals}f}".replace(",", HARD_BLANK).replace(".", ",")
    return (MINUS if exact < 0 else "") + digits


def amount(value: float, money_unit: str = "") -> str:
    """An amount with its unit: 20565, "tkr" -> "20 565 tkr", joined by hard blanks."""
    return f"{number(value)}{HARD_BLANK}{money_unit}" if money_unit else number(value)


def percent(value: float, decimals: int | None = None) -> str:
    """A value in per cent, not a share: 85 -> "85 %"."""
    return f"{number(value, decimals)}{HARD_BLANK}%"


def share_as_percent(share: float, decimals: int | None = None) -> str:
    """A share as per cent: 0.85 -> "85 %"."""
    if decimals is None:
        share = round(share, 8)
    return percent(float(Decimal(repr(share)) * 100), decimals)


def count(amount: int, singular: str, plural: str) -> str:
    """A counted noun: 3, "bok", "böcker" -> "3 böcker"."""
    return f"{number(amount)} {singular if amount == 1 else plural}"


def severities(severity: Severity, amount: int) -> str:
    """A number of findings: "3 varningar", "1 fel", "2 notiser"."""
    word = SEVERITY_WORDS[severity]
    return count(amount, word, _PLURALS[word])


def series(words: Iterable[str], last: str = "och") -> str:
    """An enumeration: ["a", "b", "c"] -> "a, b och c"."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


SHORT = 110
"""Characters of a name in a sentence: enough to tell two long indicators apart."""


def short(text: str, limit: int = SHORT) -> str:
    """A long text cut with an ellipsis, at a word if that costs little; white space and line breaks
    as one blank."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(cut) - len(at_word) <= limit // 8 else cut).rstrip(" ,;:.–-") + "…"


def plain(value: Value) -> str:
    """Any value as a person would write it; "" for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case int() | float():
            return number(value)
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case str():
            return value
    raise TypeError(f"not a cell's value: {value!r}")


_FIELD = re.compile(r"\{([^{}:]+)(?::([a-zåäö]+))?\}")


@lru_cache(maxsize=1024)
def fields(template: str) -> tuple[tuple[str, str], ...]:
    """The fields of a sentence: `"{Post} är {Budget:belopp}"` -> (("Post", ""), ("Budget",
    "belopp"))."""
    found = tuple((name, form or "") for name, form in _FIELD.findall(template))
    if unknown := {form for _, form in found} - set(FORMS):
        raise ValueError(f"unknown form {', '.join(sorted(unknown))} in “{template}”")
    return found


FORMS: Mapping[str, Callable[[Value, str], str]] = {
    "": lambda value, _: plain(value),
    "belopp": lambda value, unit: (
        amount(value, unit) if isinstance(value, int | float) else plain(value)
    ),
    "kort": lambda value, _: short(plain(value)),
    "år": lambda value, _: f"{value:.0f}" if isinstance(value, int | float) else plain(value),
}
"""How a field may be written: as it is, as an amount in the book's Beloppsenhet, cut short, as a
year."""


def render(template: str, facts: Mapping[str, Value], money_unit: str = "") -> str:
    """Fill a sentence with its facts. A field that is not among the facts is a KeyError, never a
    silent blank."""

    def fill(match: re.Match[str]) -> str:
        return FORMS[match[2] or ""](facts[match[1]], money_unit)

    return _FIELD.sub(fill, template)


def told(text: RuleText, finding: Finding, money_unit: str = "") -> tuple[str, str]:
    """The sentences of a finding: what stands there, and what to do about it."""
    says, do = text.sentences(finding.case)
    return render(says, finding.facts, money_unit), render(do, finding.facts, money_unit)


_PERSONAL = re.compile(
    r"(?<!\d)(?<!\d-)(?:\d{2})?\d{6}\s?[-+\u2010-\u2015\u2212]?\s?\d{4}(?!\d|-\d)"
)
"""Also as Word writes it: with a hard hyphen, a dash, blanks around it."""


def personal_numbers(text: str) -> list[re.Match[str]]:
    """The personnummer and samordningsnummer in a text: a valid date (day + 60 for
    samordningsnummer) and check digit.

    Source: Skatteverket, SKV 704 and SKV 707. Ten digits without a hyphen count only when they pass
    both tests.
    """
    if not (candidates := list(_PERSONAL.finditer(text))):
        return []
    return [match for match in candidates if _is_personal_number(match[0])]


def _is_personal_number(written: str) -> bool:
    from stdnum import luhn  # only when a text has digits that look like one

    digits = re.sub(r"\D", "", written)
    if written.startswith("0") and len(written) == 10:
        return False  # ten digits in a row that begin with 0 are how people write a phone number
    year, month, day = digits[:-8], int(digits[-8:-6]), int(digits[-6:-4])
    day -= 60 if day > 60 else 0
    if len(year) == 4 and not 1840 <= int(year) <= 2100:
        return False
    try:
        date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    except ValueError:
        # 29 February of a year that is leap in another century (1900 against 2000) cannot happen:
        # 2000 is leap
        return False
    valid: bool = luhn.is_valid(digits[-10:])
    return valid


@lru_cache(maxsize=512)
def mask(text: str) -> str:
    """The text with every personal number's digits after the year hidden: 850101-1234 ->
    85••••-••••."""
    parts, done = [], 0
    for match in personal_numbers(text):
        keep = len(re.sub(r"\D", "", match[0])) - 8
        parts += [text[done : match.start()], match[0][:keep], re.sub(r"\d", "•", match[0][keep:])]
        done = match.end()
    return "".join([*parts, text[done:]])
