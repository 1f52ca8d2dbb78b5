"""The texts of a run: each is split into sentences, and read for what it is about, once, whatever
rules ask.

It is kept by the run, and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING

from xlplan.statements.budgets import OWN, Budget, TextPlace
from xlplan.statements.values import NAMED, Mention, Statement

if TYPE_CHECKING:
    from xlplan.statements.sentences import Sentence

Mentions = Callable[[str], Sequence[Mention]]
"""What in a sentence the caller knows."""
Statements = tuple[Statement, ...]


class Texts:
    """What texts say of the budget, of outcomes and of how many there are; nothing is read before
    it is asked for, and the patterns are loaded by the first text that is."""

    def __init__(self) -> None:
        self._sentences: dict[str, list[Sentence]] = {}
        self._said: dict[Hashable, Statements] = {}

    def of_budget(
        self, text: str, budget: Budget, place: TextPlace, year: int | None
    ) -> list[Statement]:
        """What must be about the unit's own budget; the key is one that the budget has readings
        of."""
        from xlplan.statements import budget_lines

        own = place.rad is not None
        named = budget_lines.LinesNamed(budget.named, budget.enhet, own, text)
        said = self.statements(text, named, year, own=OWN if own else "")
        return [each for each in said if budget_lines.is_meant(each, place, budget.enhet)]

    def of_outcome(
        self, text: str, indicator: str, others: Collection[str], enhet: str, year: int | None
    ) -> list[Statement]:
        """What must be about the outcome of the indicator of that name, in its analysis; `others`
        are the names of the book's indicators."""
        from xlplan.statements import indicators

        named = indicators.IndicatorNamed(indicator, enhet)
        said = self.statements(text, named, year, own=NAMED)
        return [each for each in said if indicators.is_meant(each, named, others)]

    def of_plan(self, text: str, enhet: str, year: int | None) -> list[Statement]:
        """How many goals, indicators and activities the plan has."""
        from xlplan.statements import plan_counted

        said = self.counts(text, plan_counted.PlanCounted(enhet), year)
        return [each for each in said if plan_counted.is_meant(each)]

    def statements(
        self, text: str, mentions: Mentions, year: int | None, *, own: str = ""
    ) -> Statements:
        """What the text says of what `mentions` finds in each of its sentences, and, where nothing
        is named, of `own`: the key of what the whole cell is about ("" for nothing). `year` is the
        year that the book is for. Equal `mentions` find the same."""
        from xlplan.statements import said

        key = text, mentions, year, own
        if key not in self._said:
            sentences = self._sentences_of(text)
            self._said[key] = tuple(said.statements(sentences, mentions, year, own=own))
        return self._said[key]

    def counts(self, text: str, mentions: Mentions, year: int | None) -> Statements:
        """How many the text says that there are of what `mentions` marks with the letter `k`."""
        from xlplan.statements import said

        key = text, mentions, year
        if key not in self._said:
            self._said[key] = tuple(said.counts(self._sentences_of(text), mentions, year))
        return self._said[key]

    def _sentences_of(self, text: str) -> list[Sentence]:
        from xlplan.statements import sentences

        if text not in self._sentences:
            self._sentences[text] = sentences.sentences(text)
        return self._sentences[text]
