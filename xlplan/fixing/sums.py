"""Repairs of the sum rows' formulas (STR005, STR006, STR007), and their stored values after other
repairs.

A formula is restored only where it is plain what the cell shall hold: a typed sum must equal the
sum of its lines, and a formula must add and subtract nothing but lines of the right kind. The
formula is the one that `xlplan new` writes, and its value is stored with it, so that programs that
do not calculate can read the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum, isclose

from xlplan.fixing.formulas import Term, terms
from xlplan.fixing.lines import has_lines, types
from xlplan.fixing.repair import BookCell, BookTable, Patient, Repair
from xlplan.model import Kind, Ref, column_letters
from xlplan.tables import as_shown
from xlplan.template.lines import (
    COST,
    COST_SUM,
    INCOME,
    INCOME_SUM,
    NAMES,
    NET,
    SUMMED,
    TYPE,
    net_formula,
    sum_formula,
)
from xlplan.template.values import Formula

_FIGURES = re.compile(r"[\d\s.+*/()-]+")
"""A formula of figures alone, as =250+40: a typed sum."""


def sum_formulas(patient: Patient) -> Iterator[Repair]:
    """The template's formulas in the sum rows of Budget and Månad, where a finding says that they
    are not right."""
    for table in filter(has_lines, patient.tables.values()):
        found = {
            rule: {ref.row for ref in patient.found.get(rule, ()) if ref.sheet == table.data.sheet}
            for rule in ("STR005", "STR006", "STR007")
        }
        if not any(found.values()):
            continue
        # the sums before the net, which counts them
        rows = sorted(types(table).items(), key=lambda at: (at[1] == NET, at[0]))
        for row, kind in rows:
            for heading, column in table.spec.columns.items():
                if (
                    kind not in NAMES
                    or column.kind != "amount"
                    or heading not in table.where.columns
                ):
                    continue
                cell, sheet = (
                    table.cell(row, heading),
                    Sums(patient, table, table.where.columns[heading]),
                )
                rule = _fault(cell, row, found)
                if rule and (formula := sheet.restored(cell, kind, rule)):
                    yield Repair(cell.ref, heading, cell.value, formula, rule, _shown(cell))


def _fault(cell: BookCell, row: int, found: dict[str, set[int]]) -> str:
    """The rule that speaks of this cell of a sum row; "" if none does. STR005 is said once a
    table."""
    formula = cell.mark.formula if cell.mark else ""
    if cell.mark and cell.mark.kind is Kind.UNCALCULATED:
        return "STR005" if found["STR005"] else ""
    if cell.mark and cell.mark.kind is Kind.ERROR:
        return ""
    if not formula or _FIGURES.fullmatch(formula):
        return "STR006" if row in found["STR006"] and isinstance(cell.value, float) else ""
    return "STR007" if row in found["STR007"] else ""


def _shown(cell: BookCell) -> str:
    if cell.mark and cell.mark.formula:
        return f"={cell.mark.formula}" + (
            " (inte uträknad)" if cell.mark.kind is Kind.UNCALCULATED else ""
        )
    return as_shown(cell.value, cell.mark)


def recalculated(patient: Patient) -> dict[Ref, float]:
    """New stored values of the sum formulas that count a repaired cell, where they come to
    something else."""
    return {ref: value for ref, stored, value in counted(patient) if not same_sum(value, stored)}


def counted(patient: Patient) -> Iterator[tuple[Ref, float, float]]:
    """The formulas of the sum rows that can be counted here, in the sheets with repairs: cell,
    stored and new value."""
    touched = {
        ref.sheet for ref, repair in patient.repairs.items() if not isinstance(repair.becomes, str)
    }
    touched |= {ref.sheet for ref, repair in patient.repairs.items() if repair.column == TYPE}
    for table in filter(has_lines, patient.tables.values()):
        if table.data.sheet not in touched:
            continue
        for heading, at in table.where.columns.items():
            if table.spec.columns[heading].kind != "amount":
                continue
            sheet = Sums(patient, table, at)
            for row in (row for row, kind in sheet.kinds.items() if kind in NAMES):
                cell = table.cell(row, heading)
                if cell.ref in patient.repairs or not (
                    cell.mark and cell.mark.formula and isinstance(cell.value, float)
                ):
                    continue
                value = (
                    sheet.counted(cell.mark.formula) if cell.mark.kind is not Kind.ERROR else None
                )
                if value is not None:
                    yield cell.ref, cell.value, value


@dataclass
class Sums:
    """One column of a table of money, with what has been proposed in it so far."""

    patient: Patient
    table: BookTable
    column: int

    def __post_init__(self) -> None:
        self._known: dict[tuple[int, bool], float | None] = {}
        self.kinds = types(self.table)
        # Excel compares Radtyp without case, but a blank after it is enough for it not to be the
        # same
        self._exact = all(
            self._radtyp(row).casefold() == kind.casefold() for row, kind in self.kinds.items()
        )
        self._heading = next(
            name for name, at in self.table.where.columns.items() if at == self.column
        )

    def restored(self, cell: BookCell, kind: str, rule: str) -> Formula | None:
        """The template's formula for a sum row's cell, if nothing speaks against it."""
        formula = self._template(cell.ref.row, kind)
        value = self.counted(formula) if formula else None
        if value is None:
            return None
        if rule == "STR006":
            return (
                Formula(formula, value)
                if isinstance(cell.value, float) and _equal(value, cell.value)
                else None
            )
        present = cell.mark.formula if cell.mark else ""
        counted = self._terms(present)
        if counted is None or not self._only_lines(counted, kind):
            return None
        if rule == "STR007" and not self._missing(counted, kind):
            return None
        return Formula(formula, value)

    def counted(self, formula: str) -> float | None:
        """What a formula of sums comes to; None where that cannot be told without Excel."""
        parts = self._terms(formula)
        if parts is None or not self._exact:
            return None
        values = []
        for part in parts:
            for row in range(part.top, part.bottom + 1):
                if part.kind and self.kinds.get(row) != part.kind:
                    continue
                value = self._value(row, alone=part.alone)
                if value is None:
                    return None
                values.append(part.sign * value)
        return fsum(values)

    def _radtyp(self, row: int) -> str:
        cell = self.table.cell(row, TYPE)
        repair = self.patient.repairs.get(cell.ref)
        return str(repair.becomes if repair else cell.value)

    def _template(self, row: int, kind: str) -> str:
        """What `xlplan new` would write; "" where the rows do not stand as it needs them."""
        letters = column_letters(self.column)
        stands = {
            name: [at for at, of in self.kinds.items() if of == name]
            for name in (INCOME, COST, *NAMES)
        }
        if len(stands[kind]) != 1:
            return ""
        if kind == NET:
            if len(stands[INCOME_SUM]) != 1 or len(stands[COST_SUM]) != 1:
                return ""
            return net_formula(letters, stands[INCOME_SUM][0], stands[COST_SUM][0])
        lines, first = stands[SUMMED[kind]], self.table.data.first_row
        if not lines or max(lines) > row:
            return ""
        by = column_letters(self.table.where.columns[TYPE])
        return sum_formula(letters, by, first, row - 1, SUMMED[kind])

    def _terms(self, formula: str) -> list[Term] | None:
        return terms(formula, self.column, self.table.where.columns[TYPE])

    def _value(self, row: int, *, alone: bool = False) -> float | None:
        """A cell as a sum counts it; None for a text, an error, and what counts itself."""
        if (row, alone) not in self._known:
            self._known[row, alone] = None  # while it is being counted
            self._known[row, alone] = self._read(row, alone=alone)
        return self._known[row, alone]

    def _read(self, row: int, *, alone: bool) -> float | None:
        if row not in self.table.rows:
            return None
        cell = self.table.cell(row, self._heading)
        repair = self.patient.repairs.get(cell.ref)
        becomes = repair.becomes if repair else None
        formula = (
            becomes.text if isinstance(becomes, Formula) else cell.mark.formula if cell.mark else ""
        )
        if formula and (value := self.counted(formula)) is not None:
            return value
        if isinstance(becomes, float):
            return becomes
        if repair is None and cell.value is None and cell.typed:
            return 0.0
        if isinstance(cell.value, float) and not isinstance(becomes, Formula):
            return cell.value
        only_blanks = isinstance(cell.value, str) and cell.typed and not cell.value.strip()
        return 0.0 if only_blanks and not alone else None

    def _only_lines(self, counted: list[Term], kind: str) -> bool:
        """Whether the terms add each line at most once, with its right sign, and nothing else that
        has an amount."""
        signs = (
            {COST: 1, COST_SUM: 1, INCOME: -1, INCOME_SUM: -1} if kind == NET else {SUMMED[kind]: 1}
        )
        seen: set[int] = set()
        for term in counted:
            for row in range(term.top, term.bottom + 1):
                of = self.kinds.get(row, "")
                if (term.kind and of != term.kind) or (of not in signs and self._value(row) == 0):
                    continue
                if row in seen or signs.get(of) != term.sign:
                    return False
                seen.add(row)
        sums = {self.kinds[row] for row in seen if self.kinds[row] in SUMMED}
        return not any(self.kinds[row] == SUMMED[name] for row in seen for name in sums)

    def _missing(self, counted: list[Term], kind: str) -> bool:
        """Whether a line with an amount is counted by none of the terms."""
        rows = {row for term in counted for row in range(term.top, term.bottom + 1)}
        wanted = {COST: COST_SUM, INCOME: INCOME_SUM} if kind == NET else {SUMMED[kind]: ""}
        through = {self.kinds.get(row) for row in rows}
        return any(
            row not in rows and wanted[of] not in through and self._value(row) != 0
            for row, of in self.kinds.items()
            if of in wanted
        )


def _equal(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)


def same_sum(one: float, other: float) -> bool:
    """Whether two sums differ by nothing but the noise of binary fractions: an öre shows, in mnkr
    too."""
    return isclose(one, other, rel_tol=1e-13, abs_tol=1e-9)
