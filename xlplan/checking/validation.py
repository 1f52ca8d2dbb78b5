"""Validation of one book's tables by the rules' own checks, whatever rows they are given."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from xlplan.checking.checks import Kept, RuleCheck
from xlplan.checking.engine import ask, ask_batch
from xlplan.checking.packs import Pack
from xlplan.checking.placement import reference
from xlplan.model import Finding, Ref
from xlplan.rule import Rule
from xlplan.tables import Frames
from xlplan.tables.frames import with_table

_UNDANTAG = "_undantag"
Spoken = set[tuple[str, Ref | None]]


class Validation:
    """The rules about one book, asked when its schemas are validated.

    Rows that are not the book's own take their place in its tables, so that a changed frame is
    judged as a changed book would be.
    """

    def __init__(self, pack: Pack, frames: Frames, today: date | None = None) -> None:
        self._pack, self._frames, self._today = pack, frames, today or date.today()
        self._changed: tuple[str, pl.DataFrame, Frames] | None = None
        self._said: tuple[Frames, Spoken] | None = None

    def check(self, rule: Rule, *, among_others: bool = False) -> pa.Check:
        """The rule as pandera asks it. Among others it fails no row that another rule speaks about
        in its place, and none that Undantag has accepted."""

        def given(rows: pl.DataFrame) -> tuple[Frames, pl.DataFrame]:
            frames = self._with(rule.table, rows)
            if rule.table == _UNDANTAG:
                self._spoken(frames)  # the table is made of what the other rules find
            return frames, frames.with_books(rule.table)

        def kept(failing: pl.DataFrame, frames: Frames) -> pl.DataFrame:
            spoken = self._spoken(frames)
            stands = [
                (rule.id, reference(rule, row, frames)[3]) in spoken
                for row in failing.iter_rows(named=True)
            ]
            return failing.filter(pl.Series(stands, dtype=pl.Boolean))

        only: Kept | None = kept if among_others else None
        return RuleCheck(rule, [0], given, only).check

    def _with(self, table: str, rows: pl.DataFrame) -> Frames:
        """The book's frames with those rows in the table."""
        if table == _UNDANTAG:
            return self._frames
        if not self._changed or self._changed[0] != table or not self._changed[1].equals(rows):
            self._changed = table, rows, with_table(self._frames, table, rows)
        return self._changed[2]

    def _spoken(self, frames: Frames) -> Spoken:
        """What is found in the book by all rules together: each rule and its cell."""
        if self._said is None or self._said[0] is not frames:
            rules = self._pack.rules.values()
            single = ask(
                [rule for rule in rules if rule.scope != "batch"],
                frames,
                self._today,
                self._pack.known,
            )
            batch = ask_batch(
                [rule for rule in rules if rule.scope == "batch"], frames, self._today
            )
            found: list[Finding] = [*single.findings.get(0, ()), *batch.findings.get(0, ())]
            said = {(finding.rule, finding.ref) for finding in found if not finding.accepted}
            self._said = frames, said
        return self._said[1]
