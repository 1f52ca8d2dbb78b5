"""What a rule is, and all that a rule file may use.

A rule file holds a docstring (its manual) and one function with the decorator `rule`. The function
gets the rows it asked for and returns one polars expression, true where the row is as it should be:

    @rule(table="tblAktiviteter", marks="Slutdatum",
          reads=("Startdatum", "Slutdatum", shown("Aktivitet")),
          severity=ERROR,
          says="Aktiviteten ”{Aktivitet:kort}” slutar {Slutdatum}, före sin start {Startdatum}.",
          do="Rätta slutdatumet, eller byt plats på datumen om de har kastats om.")
    def check(rows):
        return rows["Startdatum"] <= rows["Slutdatum"]

Rules never count rows, build addresses, format values or print: the engine stamps id, place and
severity, and `xlplan.wording` makes the sentence.
"""

from xlplan.judging.concerns import (
    PHASE_DAYS,
    concerning,
    goals_concerning,
    in_force,
    same_code,
    under_goals,
    unit_codes,
)
from xlplan.judging.directions import better_direction, spoken_direction, stated_direction
from xlplan.judging.notation import evenly_written, written
from xlplan.judging.outcomes import is_figure, is_rate, judge, parsed
from xlplan.judging.sums import agrees, decimals
from xlplan.judging.targets import Direction, Target, meets, parse_target
from xlplan.model import MONTHS, PHASES, column_letters, column_number
from xlplan.patterns import pattern
from xlplan.rule.asked import Asked
from xlplan.rule.columns import blank, folded
from xlplan.rule.declared import ERROR, NOTE, WARNING, Patterns, Rule, rule
from xlplan.rule.reads import Parameter, RuleError, fact, ledger, optional, register, shown
from xlplan.statements import (
    COUNTED,
    OUTCOME,
    Budget,
    BudgetLine,
    MeasuredOutcome,
    Mention,
    StatedFigure,
    Statement,
    TextPlace,
    Texts,
    change_agrees,
    is_whole_change,
    outcome_change_agrees,
)
from xlplan.wording import MONTH_NAMES, mask, personal_numbers

__all__ = [
    "COUNTED",
    "ERROR",
    "MONTHS",
    "MONTH_NAMES",
    "NOTE",
    "OUTCOME",
    "PHASES",
    "PHASE_DAYS",
    "WARNING",
    "Asked",
    "Budget",
    "BudgetLine",
    "Direction",
    "MeasuredOutcome",
    "Mention",
    "Parameter",
    "Patterns",
    "Rule",
    "RuleError",
    "StatedFigure",
    "Statement",
    "Target",
    "TextPlace",
    "Texts",
    "agrees",
    "better_direction",
    "blank",
    "change_agrees",
    "column_letters",
    "column_number",
    "concerning",
    "decimals",
    "evenly_written",
    "fact",
    "folded",
    "goals_concerning",
    "in_force",
    "is_figure",
    "is_rate",
    "is_whole_change",
    "judge",
    "ledger",
    "mask",
    "meets",
    "optional",
    "outcome_change_agrees",
    "parse_target",
    "parsed",
    "pattern",
    "personal_numbers",
    "register",
    "rule",
    "same_code",
    "shown",
    "spoken_direction",
    "stated_direction",
    "under_goals",
    "unit_codes",
    "written",
]
