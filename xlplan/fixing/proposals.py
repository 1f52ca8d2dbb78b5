"""Kinds of safe repair, in the order they are asked. A new kind is one more function in `KINDS`.

What a kind proposes must say the same as what stood there, to people and to rules; where a cell can
be read in two ways it is left, and the finding with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from xlplan.fixing.numbers import numbers_as_text
from xlplan.fixing.registered import registered_texts
from xlplan.fixing.repair import Patient, Proposal, Repairs
from xlplan.fixing.sums import recalculated, sum_formulas
from xlplan.fixing.texts import blanks_around, doubled_signs, uneven_targets
from xlplan.model import Finding, Ref
from xlplan.reading import Book
from xlplan.tables import TableSpec

KINDS: tuple[Proposal, ...] = (
    registered_texts,
    uneven_targets,
    doubled_signs,
    numbers_as_text,
    blanks_around,
    sum_formulas,
)


def proposed(
    book: Book,
    specs: Mapping[str, TableSpec],
    findings: Sequence[Finding],
    rules: Collection[str],
    left: Collection[Ref] = (),
) -> Repairs:
    """The repairs of a book that can be proposed. `rules` are those that are asked; "" among them
    means blanks around texts.

    `left` are cells that shall stay as they are.
    """
    patient = Patient.of(book, specs, findings)
    for kind in KINDS:
        for repair in kind(patient):
            if repair.rule in rules and repair.ref not in left:
                patient.repairs.setdefault(repair.ref, repair)
    return Repairs(patient.repairs, recalculated(patient))
