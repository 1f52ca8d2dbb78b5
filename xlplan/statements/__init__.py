"""What running Swedish text says in numbers: amounts, percentages, changes and counts, and what
they are about."""

from xlplan.statements.agreement import (
    MeasuredOutcome,
    change_agrees,
    is_whole_change,
    outcome_change_agrees,
)
from xlplan.statements.budgets import Budget, BudgetLine, Reading, TextPlace
from xlplan.statements.texts import Mentions, Texts
from xlplan.statements.values import COUNTED, OUTCOME, Mention, StatedFigure, Statement

__all__ = [
    "COUNTED",
    "OUTCOME",
    "Budget",
    "BudgetLine",
    "MeasuredOutcome",
    "Mention",
    "Mentions",
    "Reading",
    "StatedFigure",
    "Statement",
    "TextPlace",
    "Texts",
    "change_agrees",
    "is_whole_change",
    "outcome_change_agrees",
]
