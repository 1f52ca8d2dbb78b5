"""What running Swedish text says in numbers: amounts, percentages, changes and counts, and what they are about."""

from xlplan.statements.figures import Figure, figures
from xlplan.statements.said import Statement, counts, statements
from xlplan.statements.words import Mention

__all__ = ["Figure", "Mention", "Statement", "counts", "figures", "statements"]
