"""The whole workbook: its sheets in order, what they have in common, and the hidden sheet that says
what made it."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter.workbook import Workbook

from xlplan.template import look as palette
from xlplan.template.declared import DeclaredContract, DeclaredTable, declared
from xlplan.template.grid import FIRST, SheetGrid, facts_grid, rows_grid
from xlplan.template.look import CellLook
from xlplan.template.marks import REVIEW, review_cells
from xlplan.template.package import finish
from xlplan.template.setting import Setting
from xlplan.template.sheet import write_sheet
from xlplan.template.standard import standard_rows
from xlplan.template.values import CellInput, Formatted, RowsInput
from xlplan.whole_file import write_whole

HIDDEN_SHEET = "_xlplan"
FACTS, EXCEPTIONS = "tblEnhet", "tblUndantag"


def build(
    contract: DeclaredContract,
    out: Path,
    *,
    facts: Mapping[str, CellInput],
    rows: RowsInput | None = None,
    version: str,
    rule_set: str = "xlplan",
    kind: str = "unit",
    created: datetime | None = None,
    overwrite: bool = False,
) -> None:
    """Write a workbook of that kind ("unit", "board" or "register") with every table that the
    contract gives it.

    `facts` are the values of `tblEnhet` by Uppgift: Skede decides which columns are folded,
    Beloppsenhet how amounts are shown. `rows` are given rows by table and heading; a table that is
    not among them gets the standard lines and chapters, or empty rows. Sum rows get their formulas,
    unless a row gives the amount itself. `version` is xlplan's, `rule_set` the pack that the book
    is made for. With `created` given the file is the same byte for byte.

    The file appears complete or not at all. Raises FileExistsError if `out` exists and `overwrite`
    is not said, ValueError for a table, heading or fact that the contract does not have, or a text
    longer than a cell holds.
    """
    if out.exists() and not overwrite:
        raise FileExistsError(errno.EEXIST, "Filen finns redan", str(out))
    given = {**standard_rows(contract, rows or {}, kind), **(rows or {})}
    tables = _tables(contract, kind, rows or {}, given)
    grids = [
        facts_grid(table, contract.FACT_COLUMNS, facts)
        if table.transposed
        else rows_grid(table, given.get(table.name, ()))
        for table in tables
    ]
    about = {"contract": contract.VERSION, "rules": rule_set, "xlplan": version, "kind": kind}
    setting = _setting(tables, facts, contract.MONTHS)
    write_whole(out, _written(grids, facts, setting, about, created or datetime.now(UTC)))


def _tables(
    contract: DeclaredContract, kind: str, rows: RowsInput, given: RowsInput
) -> list[DeclaredTable]:
    """The tables of that kind of book, in the sheets' order."""
    schemas = {
        name: schema for name, schema in contract.TABLES.items() if kind in schema.metadata["kinds"]
    }
    if unknown := rows.keys() - schemas.keys():
        raise ValueError(f"the contract has no table {', '.join(sorted(unknown))}")
    return [declared(name, schema, kind, given.get(name, ())) for name, schema in schemas.items()]


def _written(
    grids: list[SheetGrid],
    facts: Mapping[str, CellInput],
    setting: Setting,
    about: Mapping[str, str],
    created: datetime,
) -> bytes:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        _describe(workbook, facts, created)
        _sheets(workbook, grids, setting)
        _origin(workbook, about)
    return finish(content.getvalue())


def new_book(
    contract: DeclaredContract,
    out: Path,
    *,
    kind: str = "unit",
    name: str = "",
    year: int,
    phase: str = "VP",
    board: str = "",
    version: str,
    rule_set: str = "xlplan",
    created: datetime | None = None,
    overwrite: bool = False,
) -> None:
    """Write an empty workbook: of one unit and year, of the board itself, or the register of the
    board's units.

    Amounts are in tkr (in the board's own book in mnkr) until the book says otherwise. Raises as
    `build` does.
    """
    facts: dict[str, CellInput] = {
        "Enhet": name,
        "Nämnd": board,
        "År": year,
        "Skede": phase,
        "Beloppsenhet": "tkr",
    }
    if kind == "board":
        facts |= {"Enhetskod": board, "Enhet": board, "Beloppsenhet": "mnkr"}
    build(
        contract,
        out,
        facts=facts,
        version=version,
        rule_set=rule_set,
        kind=kind,
        created=created,
        overwrite=overwrite,
    )


def _text(facts: Mapping[str, CellInput], name: str) -> str:
    """A fact as words, "" if it is missing."""
    value = facts.get(name)
    value = value.value if isinstance(value, Formatted) else value
    if value is None:
        return ""
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _setting(
    tables: list[DeclaredTable], facts: Mapping[str, CellInput], months: tuple[str, ...]
) -> Setting:
    by_name = {table.name: table for table in tables}
    own = by_name.get(FACTS)
    return Setting(
        phase=_text(facts, "Skede"),
        money_unit=_text(facts, "Beloppsenhet"),
        unit=" ".join(filter(None, [_text(facts, "Enhet"), _text(facts, "År")])),
        months=frozenset(months),
        money_cell=f"{own.sheet}!$B${FIRST + 1 + own.index('Beloppsenhet')}" if own else "",
        review=review_cells(by_name[REVIEW]) if REVIEW in by_name else None,
    )


def _sheets(workbook: Workbook, grids: list[SheetGrid], setting: Setting) -> None:
    look = CellLook(workbook)
    for grid in grids:
        sheet = workbook.add_worksheet(grid.table.sheet)
        money, review = (
            grid.table.money and bool(setting.money_cell),
            grid.table.name in (REVIEW, EXCEPTIONS),
        )
        sheet.set_tab_color(
            palette.TAB_MONEY if money else palette.TAB_REVIEW if review else palette.TAB_PLAN
        )
        write_sheet(sheet, grid, look, setting)
    workbook.worksheets()[0].activate()


def _origin(workbook: Workbook, made_by: Mapping[str, str]) -> None:
    """The very hidden sheet: which contract, rule set and xlplan the book was made with."""
    sheet = workbook.add_worksheet(HIDDEN_SHEET)
    sheet.write_string(0, 0, "xlplan")
    for row, (name, value) in enumerate(made_by.items(), 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()


def _describe(workbook: Workbook, facts: Mapping[str, CellInput], created: datetime) -> None:
    unit, year = _text(facts, "Enhet"), _text(facts, "År")
    workbook.set_properties(
        {
            "title": " – ".join(filter(None, [f"Planering och uppföljning {year}".strip(), unit])),
            "company": _text(facts, "Nämnd"),
            "author": "xlplan",
            "created": created,
        }
    )
    workbook.set_size(1920 * 15, 1080 * 15)
