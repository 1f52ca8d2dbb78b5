"""What the sheets of one workbook have in common."""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.template.declared import DeclaredColumn

ROOM_FOR_KRONOR = 13
"""Characters that 20 565 000 takes in bold, with room for a sign."""

FILTER_BUTTON = 3
"""Characters that the filter button of a heading covers."""


@dataclass(frozen=True, slots=True)
class Setting:
    phase: str
    money_unit: str
    unit: str
    """For the printed pages' heads."""
    months: frozenset[str] = frozenset()
    """Headings of columns whose sums stay blank until there is something to sum."""
    money_cell: str = ""
    """Where the book says its Beloppsenhet, such as "Enhet!$B$18"; "" if nowhere."""
    review: tuple[str, str] | None = None
    """The cells of Granskning that name sheets, and those that name cells."""

    def width(self, column: DeclaredColumn) -> float:
        """The declared width, or more if the heading's longest word or whole kronor need it. In
        characters."""
        longest = max(map(len, column.heading.replace("-", "- ").split()))
        if column.kind == "amount":
            return max(
                column.width,
                round(longest * 1.15),
                ROOM_FOR_KRONOR if self.money_unit == "kr" else 0,
            )
        return max(column.width, round(longest * 1.15) + FILTER_BUTTON)
