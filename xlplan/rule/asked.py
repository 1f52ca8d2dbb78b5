"""The rows that a rule is asked about, and what it may read beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xlplan.patterns import rough
from xlplan.rule.reads import Inputs, Parameter, RuleError
from xlplan.statements import Texts

if TYPE_CHECKING:
    import polars as pl


class NothingMadeError(Exception):
    """`prepare` has found that there is nothing to make rows of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows a rule is asked about, of all books at once: one row a table row, with `bok` and
    `rad`."""

    frame: pl.DataFrame
    rule: Inputs
    others: Mapping[str, pl.DataFrame]
    books: pl.DataFrame
    """One row a book asked: bok, bokslag, skede, år and the facts that the rule reads (as
    `enhet.År`)."""
    registered: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    booked: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    made: dict[Hashable, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    """What `once` has made in this run."""
    texts: Texts = field(default_factory=Texts, repr=False, compare=False)
    """What the run's texts say, each read once."""
    in_common: bool = False
    """Whether it is about to be made for several rules, so that nothing may depend on what is one
    rule's own."""

    def __getitem__(self, heading: str) -> pl.Expr:
        """A column of the table by its heading, or a column that `prepare` has added."""
        import polars as pl

        return pl.col(heading)

    def fact(self, name: str) -> pl.Expr:
        """A fact of the unit (a row of tblEnhet); it must be named in the rule's `reads`."""
        import polars as pl

        if name not in self.rule.unit:
            raise RuleError(f"fact({name}) står inte i regelns reads")
        return pl.col(f"enhet.{name}")

    def may_hold(self, pattern: str | re.Pattern[str], of: str = "text") -> pl.Expr:
        """Whether a column may hold the pattern, case aside: always where Python finds it, and
        seldom elsewhere. It tells quickly which few texts to look at closer."""
        import polars as pl

        seen = self.rule.table == "_texter" and of == "text"
        small = pl.col("gemener") if seen else pl.col(of).str.to_lowercase()
        return small.str.contains(rough(pattern if isinstance(pattern, str) else pattern.pattern))

    def parameter(self, name: str) -> Parameter:
        if self.in_common:
            raise RuleError(
                f"{name} är en regels egen parameter, och läses inte i det som görs för flera"
            )
        return self.rule.parameters[name]

    def number(self, name: str) -> float:
        """A parameter that is a number, such as a limit: whole where its default is."""
        value = self.parameter(name)
        if not isinstance(value, int | float):
            raise RuleError(f"{name} är inget tal")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of texts."""
        value = self.parameter(name)
        if not isinstance(value, tuple):
            raise RuleError(f"{name} är ingen lista av texter")
        return value

    def pairs(self, name: str) -> Mapping[str, str]:
        """A parameter that pairs texts."""
        value = self.parameter(name)
        if not isinstance(value, Mapping):
            raise RuleError(f"{name} är inga par av texter")
        return value

    def table(self, name: str) -> pl.DataFrame:
        """All rows of another table of the asked books; it must be named in the rule's
        `tables`."""
        if name not in (*self.rule.tables, *self.rule.tables_if_there):
            raise RuleError(f"{name} står inte i regelns tables")
        return self.others[name]

    def register(self, name: str) -> pl.DataFrame:
        """All rows of a table of the register, without `bok`; it must be named in the rule's
        `tables`."""
        if name not in (*self.rule.register, *self.rule.register_if_there):
            raise RuleError(f"register({name}) står inte i regelns tables")
        return self.registered[name]

    def ledger(self, name: str) -> pl.DataFrame:
        """All rows of a table of the ledger; it must be named in the rule's `tables`."""
        if name not in self.rule.ledger:
            raise RuleError(f"ledger({name}) står inte i regelns tables")
        return self.booked[name]

    def with_frame(self, frame: pl.DataFrame) -> Asked:
        return replace(self, frame=frame)

    @property
    def nothing_read(self) -> bool:
        """Whether neither the rows nor the tables beside them hold anything."""
        read = (self.frame, *self.others.values(), *self.registered.values(), *self.booked.values())
        return all(frame.is_empty() for frame in read)

    def only_if(self, any_to_make: bool) -> None:
        """Ends a rule's `prepare`, wherever it is called, if there is nothing to make rows of."""
        if not any_to_make:
            raise NothingMadeError

    def once(self, make: Callable[..., pl.DataFrame], *arguments: Hashable) -> pl.DataFrame:
        """`make(asked, *arguments)`, worked out for the first rule that asks for it of the same
        rows, and kept for the others. It carries `bok`.

        `make` sees the rows and the tables, and nothing that is the rule's own: neither its
        parameters nor, before they are joined to what it gives, the facts that it reads.
        """

        facts = [] if self.in_common else [f"enhet.{fact}" for fact in self.rule.unit]
        rows = self.frame.drop(facts) if facts else self.frame
        key = (
            make,
            arguments,
            self.rule.table,
            self.rule.shows,
            self.rule.scope == "batch",
            tuple(self.books["bok"]),
            tuple(rows.columns),
            tuple(rows["bok"]),
            tuple(rows["rad"]),
        )
        if key not in self.made:
            books = self.books.drop(facts) if facts else self.books
            common = replace(self, frame=rows, books=books, in_common=True)
            self.made[key] = make(common, *arguments)
        if not facts:
            return self.made[key]
        return self.made[key].join(
            self.books.select("bok", *facts), on="bok", how="left", maintain_order="left"
        )
