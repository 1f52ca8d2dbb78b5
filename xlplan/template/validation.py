"""Drop-downs, date and number checks, and the messages that Excel shows about a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlplan.template.declared import DeclaredColumn
from xlplan.wording import series

MESSAGE_LIMIT, TITLE_LIMIT, LIST_LIMIT = 255, 32, 255
"""Excel's own limits, in characters."""

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
LARGEST = 1e12


def guidance(column: DeclaredColumn, separator: str = " ") -> str:
    """What to write in the column, with an example: "Årets budget. Exempel: 20 565"."""
    shown = column.example and not column.choices
    return separator.join(
        filter(None, [column.help, f"Exempel: {column.example}" if shown else ""])
    )


def validation(column: DeclaredColumn, *, show_input: bool = True) -> dict[str, Any] | None:
    """XlsxWriter's options for the column's data validation; None if there is nothing to say or
    check.

    Raises ValueError if the declared texts do not fit into Excel's limits.
    """
    options = _check(column)
    message = guidance(column, "\n") if show_input and column.help else ""
    if message:
        options |= {"input_title": column.heading, "input_message": message}
    if options == {"validate": "any"}:
        return None
    limits = {
        "input_title": TITLE_LIMIT,
        "input_message": MESSAGE_LIMIT,
        "error_message": MESSAGE_LIMIT,
    }
    for name, limit in limits.items():
        if len(options.get(name, "")) > limit:
            raise ValueError(f"{column.heading}: {name} is longer than Excel's {limit} characters")
    return options


def _check(column: DeclaredColumn) -> dict[str, Any]:
    if column.choices:
        return {
            "validate": "list",
            "source": _listed(column),
            "error_title": "Välj i listan",
            "error_message": f"I {column.heading} kan du välja {series(column.choices, 'eller')}. "
            "Öppna listan med pilen till höger om cellen, eller lämna cellen tom tills vidare.",
        }
    if column.kind == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DAY,
            "maximum": LAST_DAY,
            "error_title": "Skriv ett datum",
            "error_message": f"Skriv år, månad och dag med bindestreck mellan, till exempel "
            f"{column.example}.",
        }
    if column.kind in ("amount", "number"):
        money = (
            " utan kr eller tkr; beloppsenheten står på bladet Enhet"
            if column.kind == "amount"
            else ""
        )
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -LARGEST,
            "maximum": LARGEST,
            "error_title": "Skriv ett tal",
            "error_message": f"Här behövs ett tal, till exempel {column.example}. Skriv bara "
            f"siffror{money}.",
        }
    return {"validate": "any"}


def _listed(column: DeclaredColumn) -> list[str]:
    if (
        any("," in choice for choice in column.choices)
        or len(",".join(column.choices)) > LIST_LIMIT
    ):
        raise ValueError(
            f"{column.heading}: the choices do not fit into a drop-down with the values in it"
        )
    return list(column.choices)
