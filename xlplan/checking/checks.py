"""A rule as a pandera `Check` over the rows of its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import polars as pl
from pandera.polars import Check, PolarsData

from xlplan.checking.polars_thread import in_memory
from xlplan.checking.rows import asked_rows
from xlplan.rule import Rule
from xlplan.tables import Frames

Given = Callable[[pl.DataFrame], tuple[Frames, pl.DataFrame]]
"""From the rows that a check is called with to the frames that they stand in, and the rows with
their books' facts."""
Kept = Callable[[pl.DataFrame, Frames], pl.DataFrame]
"""What is left of the failing rows, where other rules speak in a rule's place."""
HOLDS = "håller"
_PLACE = ("bok", "tabell", "rad")


class RuleCheck:
    """A rule about some books, and its `check`: a pandera `Check` that takes the rows of the rule's
    table and says of each whether it is as it should be.

    The check's name is the rule's id, its error begins with the id, and its title and description
    are the rule's own. Once it has been called, `failing` are the rows that break the rule, with
    all that its sentences name, and `counts` how many rows were asked in each book.

    What a rule finds beside the table's rows (a line that is missing, a sum of them all) is told by
    a verdict more than there are rows: pandera lists it as a failure case without values.
    """

    def __init__(
        self, rule: Rule, books: Sequence[int], given: Given, kept: Kept | None = None
    ) -> None:
        self.rule, self.books, self._given, self._kept = rule, books, given, kept
        self.failing = pl.DataFrame()
        self.counts: Counter[int] = Counter()

    @property
    def check(self) -> Check:
        """The rule as pandera asks it."""
        return Check(
            self._verdicts,  # not kept here: it would keep the frames until cycles are searched for
            name=self.rule.id,
            title=self.rule.title,
            description=self.rule.manual,
            error=f"{self.rule.id} {self.rule.title}",
        )

    def failed(self, table: pl.DataFrame) -> pl.DataFrame:
        """The rows that break the rule, asked of the rows of its table."""
        result = self.check(table.lazy())
        passed: bool = result.check_passed.collect().item()
        return self.failing.clear() if passed else self.failing

    @in_memory()
    def _verdicts(self, data: PolarsData) -> pl.LazyFrame | bool:
        frames, table = self._given(data.lazyframe.collect())
        asked = asked_rows(self.rule, frames, self.books, table)
        self.failing = asked.frame.clear()
        self.counts = Counter()
        if asked.frame.is_empty():
            return True
        self.counts.update(asked.frame.get_column("bok").to_list())
        # a verdict that is null was about a blank: that is another rule's matter
        verdict = asked.frame.select(self.rule.check(asked).fill_null(True)).to_series()
        if verdict.all():
            return True
        self.failing = asked.frame.filter(~verdict)
        if self._kept is not None:
            self.failing = self._kept(self.failing, frames)
        return True if self.failing.is_empty() else _of_each(table, self._in_table(table))

    def _in_table(self, table: pl.DataFrame) -> pl.DataFrame:
        """The failing rows, without a row number where they stand in another table."""
        if "tabell" not in self.failing.columns or "tabell" in table.columns:
            return self.failing
        own = pl.col("tabell").fill_null(self.rule.table) == self.rule.table
        return self.failing.with_columns(rad=pl.when(own).then("rad"))


def _of_each(table: pl.DataFrame, failing: pl.DataFrame) -> pl.LazyFrame:
    """A verdict a row of the table, and one more, false, if a failing row is none of them."""
    by = [name for name in _PLACE if name in table.columns and name in failing.columns]
    broken = failing.select(by).unique().with_columns(pl.lit(False).alias(HOLDS))
    verdicts = table.select(by).join(
        broken, on=by, how="left", maintain_order="left", nulls_equal=True
    )
    beside = broken.join(table.select(by).unique(), on=by, how="anti", nulls_equal=True)
    more = broken.select(HOLDS).clear() if beside.is_empty() else broken.select(HOLDS).head(1)
    return pl.concat([verdicts.select(pl.col(HOLDS).fill_null(True)), more]).lazy()
