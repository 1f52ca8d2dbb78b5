"""The book's facts as a report prints them: personal numbers masked, and no character that cannot
be printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from xlplan.model import Content, Value
from xlplan.report.chapters import TEXTS_TABLE
from xlplan.report.economy import MONTHS_TABLE
from xlplan.report.goals import GOALS_TABLE
from xlplan.report.notation import one_line
from xlplan.report.outline.names import BOOK_TABLES
from xlplan.report.tables import BUDGET_TABLE
from xlplan.wording import mask, plain

# Control characters, lone surrogates and the two non-characters: no file format of ours may hold
# them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def told_facts(content: Content) -> dict[str, str]:
    """The book's facts as a report prints them, by Uppgift; personal numbers masked."""
    return {
        name: one_line(_fact_text(name, value)) for name, value in printable(content).facts.items()
    }


def printable(content: Content) -> Content:
    """The content with personal numbers masked and without characters that cannot be printed."""

    def clean(values: Mapping[str, Value]) -> dict[str, Value]:
        return {
            k: mask(_UNPRINTABLE.sub("", v)) if isinstance(v, str) else v for k, v in values.items()
        }

    tables = {
        name: tuple(replace(row, values=clean(row.values)) for row in content.tables.get(name, ()))
        for name in dict.fromkeys(
            (GOALS_TABLE, TEXTS_TABLE, BUDGET_TABLE, MONTHS_TABLE, *BOOK_TABLES.values())
        )
    }
    return Content(clean(content.facts), tables)


def _fact_text(name: str, value: Value) -> str:
    """A fact as text; a year is not an amount and has no blank in it."""
    if name == "År" and isinstance(value, int | float):
        return f"{value:.0f}"
    return plain(value)


def years(year: Value) -> dict[str, str]:
    """The two years before the book's."""
    if not isinstance(year, int | float):
        return {}
    return {"Föregående år": f"{year - 1:.0f}", "Året före det": f"{year - 2:.0f}"}
