"""What running Swedish text says in numbers: amounts, percentages, changes and counts, and what
they are about."""

from xlplan.statements.agreement import (
    Outcome,
    change_agrees,
    is_whole_change,
    outcome_change_agrees,
)
from xlplan.statements.budgets import Budget, BudgetLine, Place, Reading
from xlplan.statements.texts import Mentions, Texts
from xlplan.statements.values import COUNTED, OUTCOME, Figure, Mention, Statement

__all__ = [
    "COUNTED",
    "OUTCOME",
    "Budget",
    "BudgetLine",
    "Figure",
    "Mention",
    "Mentions",
    "Outcome",
    "Place",
    "Reading",
    "Statement",
    "Texts",
    "change_agrees",
    "is_whole_change",
    "outcome_change_agrees",
]
