"""Findings as lines for people: equal sentences about one column become one line with all their
cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlplan.model import Finding, Ref


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding that speaks for others with the very same sentence, and the cells of all of
    them."""

    finding: Finding
    cells: tuple[Ref, ...]

    @property
    def sheet(self) -> str:
        """The sheet of all its cells; "" for what concerns the whole file."""
        return self.cells[0].sheet if self.cells else ""

    @property
    def place(self) -> str:
        """ "C6, C7"; "" for what concerns the whole file."""
        return ", ".join(ref.a1 for ref in self.cells)


def lines(findings: Sequence[Finding]) -> list[FindingLine]:
    """In the order of the first finding of each. A sentence that names nothing is a row's own in
    each row."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        sheet = finding.ref.sheet if finding.ref else ""
        same = (
            finding.rule,
            finding.case,
            sheet,
            finding.column,
            *finding.facts.values(),
            finding.accepted,
            finding.known,
        )
        groups.setdefault(same if finding.facts else id(finding), []).append(finding)
    return [
        FindingLine(group[0], tuple(finding.ref for finding in group if finding.ref))
        for group in groups.values()
    ]
