"""What stands in a sample book in a phase of the year: the plan, and of the follow-up what has been
written so far.

The follow-up of a unit stands in exempel/kallor/uppfoljning/, in a file of the same name as its
plan:

    mal          by Mål-ID, the columns of each phase
    indikatorer  a row each, named by how its `Indikator` begins, and its outcomes and analyses
    aktiviteter  likewise, by `Aktivitet`
    manad        by Post: the year's twelve months, and the forecasts
    kommentarer  by phase and Post: the comment on the sheet Månad in that phase, of which a line
                 has one at a time
    texter       rows of the sheet Texter
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]

FOLLOWED = ("T1", "T2", "VB")
LAST_MONTH = {"T1": 4, "T2": 8, "VB": 12}
NET = "Summa netto"


def follow_up(
    contract: Any, facts: Row, rows: Rows, told: dict[str, Any], phase: str
) -> tuple[Row, Rows]:
    """A planned book as it is in `phase` (T1, T2 or VB): columns and texts of the phases to come
    are empty."""
    facts = facts | {"Skede": phase, "Avser månad": LAST_MONTH[phase]}
    goals = [row | told["mal"].get(str(row["Mål-ID"]), {}) for row in rows["tblMal"]]
    _all_used(told["mal"], {str(row["Mål-ID"]) for row in goals})
    filled = rows | {
        "tblMal": goals,
        "tblIndikatorer": _joined(rows["tblIndikatorer"], told["indikatorer"], "Indikator"),
        "tblAktiviteter": _joined(rows["tblAktiviteter"], told["aktiviteter"], "Aktivitet"),
        "tblTexter": [*rows["tblTexter"], *told["texter"]],
        "tblManad": list(
            _month(
                contract,
                rows["tblBudget"],
                told["manad"],
                told["kommentarer"].get(phase, {}),
                phase,
            )
        ),
    }
    return facts, {
        table: [_so_far(contract, table, row, phase) for row in lines]
        for table, lines in _written(filled, phase)
    }


def _written(rows: Rows, phase: str) -> Iterator[tuple[str, list[Row]]]:
    """The rows that are written by then: chapters of later phases are not."""
    later = _later(phase)
    for table, lines in rows.items():
        yield table, [row for row in lines if table != "tblTexter" or row.get("Skede") not in later]


def _so_far(contract: Any, table: str, row: Row, phase: str) -> Row:
    """The row without the columns that only later phases ask for."""
    columns, later = contract.TABLES[table].columns, _later(phase)
    return {
        heading: value
        for heading, value in row.items()
        if not set(columns[heading].metadata["phases"]) & later
    }


def _later(phase: str) -> set[str]:
    return set(FOLLOWED[FOLLOWED.index(phase) + 1 :])


def _joined(planned: list[Row], told: list[Row], name: str) -> list[Row]:
    """The planned rows, each with what is told of it; a row of `told` names one planned row by its
    beginning."""
    joined = [dict(row) for row in planned]
    for row in told:
        (one,) = (plan for plan in joined if str(plan[name]).startswith(row[name]))
        one |= {heading: value for heading, value in row.items() if heading != name}
    return joined


def _month(
    contract: Any, budget: list[Row], months: dict[str, Row], comments: dict[str, str], phase: str
) -> Iterator[Row]:
    """The sheet Månad: the lines of the budget in their blocks, the template's empty lines, and the
    sums."""
    _all_used(months, {row["Post"] for row in budget})
    _all_used(comments, {row["Post"] for row in budget} | {NET})
    lines = [_month_line(contract, row, months[row["Post"]], comments, phase) for row in budget]
    first_cost = next(i for i, row in enumerate(lines) if row["Radtyp"] == "kostnad")
    spare = contract.TABLES["tblManad"].metadata["rows"]
    for kind, block in (("intäkt", lines[:first_cost]), ("kostnad", lines[first_cost:])):
        total = {"intäkt": "intäkter", "kostnad": "kostnader"}[kind]
        yield from block
        yield from ({"Radtyp": kind} for _ in range(spare))
        yield {"Post": f"Summa {total}", "Radtyp": f"summa {total}"}
    yield {"Post": NET, "Radtyp": "netto"} | (
        {"Kommentar": comments[NET]} if NET in comments else {}
    )


def _month_line(contract: Any, line: Row, told: Row, comments: dict[str, str], phase: str) -> Row:
    post, forecast = line["Post"], f"Prognos {phase}"
    row = {"Post": post, "Radtyp": line["Radtyp"]}
    row |= dict(zip(contract.MONTHS[: LAST_MONTH[phase]], told["utfall"], strict=False))
    row |= {heading: told[heading] for heading in ("Prognos T1", "Prognos T2")}
    row["Prognos"] = told.get(forecast, told["Prognos"])
    return row | ({"Kommentar": comments[post]} if post in comments else {})


def _all_used(told: dict[str, Any], there: set[str]) -> None:
    if unknown := told.keys() - there:
        raise LookupError(f"finns inte i planen: {', '.join(sorted(unknown))}")
