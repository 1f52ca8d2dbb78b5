"""Repairs from the register: KF:s årsmål (IND009) and goals' texts (MAL004), as the findings quote
it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.fixing.repair import Patient, Repair
from xlplan.tables import as_shown

FACTS = {"IND009": "gäller", "MAL004": "registrets"}
"""The fact of a rule's finding that holds what the register says."""
MASKED = "•"
"""A quotation with a masked personal number is not what the register says."""
OWN_GOAL = "annan text"
"""The case of MAL004 where the goal may be the unit's own, under the wrong Mål-ID."""


def registered_texts(patient: Patient) -> Iterator[Repair]:
    """What the register says, in the cells that differ from it; a cell with a formula or a number
    is left alone."""
    for rule, fact in FACTS.items():
        for ref, finding in patient.found.get(rule, {}).items():
            said = finding.facts.get(fact)
            if finding.case == OWN_GOAL or not isinstance(said, str) or MASKED in said:
                continue
            for table in patient.tables.values():
                if table.data.sheet == ref.sheet and finding.column in table.where.columns:
                    cell = table.cell(ref.row, finding.column)
                    if cell.typed and isinstance(cell.value, str | None):
                        yield Repair(
                            ref,
                            finding.column,
                            cell.value,
                            said,
                            rule,
                            as_shown(cell.value, cell.mark),
                        )
