"""The contract's tables with their rules, as pandera schemas that anybody can validate with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pandera.polars as pa
import polars as pl

from xlplan.checking.applicability import applicability
from xlplan.checking.packs import Pack
from xlplan.checking.validation import Validation
from xlplan.reading import Book
from xlplan.rule import Rule
from xlplan.tables import OBSERVATIONS, Frames, build, kind_of, of_kind
from xlplan.tables.frames import with_table

_ROW_NUMBER = "Excels radnummer"


class BookTables(dict[str, pl.DataFrame]):
    """A workbook's tables by name: the contract's, and those of observations, whose names begin
    with an underscore. `rad` is Excel's own row number; amounts are in the book's Beloppsenhet.

    A table may be changed here: the schemas that are made then judge the others against it.
    """

    def __init__(self, book: Book, kind: str, tables: Mapping[str, pl.DataFrame]) -> None:
        super().__init__(tables)
        self.book, self.kind = book, kind

    def copy(self) -> BookTables:
        return BookTables(self.book, self.kind, self)

    def __or__(self, other: Mapping[str, pl.DataFrame]) -> BookTables:  # type: ignore[override]
        return BookTables(self.book, self.kind, {**self, **other})


def tables_of(book: Book, pack: Pack) -> BookTables:
    """The tables of a workbook as read."""
    frames, kind = build([book], pack.specs), kind_of(book, pack.specs)
    there = {
        name: frames.tables[name].select("rad", *spec.columns)
        for name, spec in of_kind(pack.specs, kind).items()
        if (0, name) in frames.places
    }
    observed = {name: frames.tables[name].drop("bok") for name in OBSERVATIONS}
    return BookTables(book, kind, there | observed)


def schema(pack: Pack, table: str, kind: str, phase: str) -> pa.DataFrameSchema:
    """The schema of a table by itself: its columns, and as named checks the rules that need nothing
    but its own rows. The ids of those that need more stand in its metadata, under "needs_more".

    Raises ValueError for a table that such a book has not.
    """
    if table not in OBSERVATIONS and table not in of_kind(pack.specs, kind):
        raise ValueError(f"En bok av slaget {kind} har ingen tabell {table}.")
    rules = [
        rule
        for rule in pack.rules.values()
        if rule.table == table and not rule.valid(kind, phase, None)
    ]
    alone = [rule for rule in rules if _needs_own_rows_alone(rule)]
    validation = Validation(pack, _nameless_book(pack, kind, phase))
    checks = [validation.check(rule) for rule in alone]
    more = tuple(rule.id for rule in rules if rule not in alone)
    return _declared(pack, table, kind, phase, checks, needs_more=more)


def schemas(
    pack: Pack,
    tables: BookTables,
    phase: str = "",
    register: Mapping[str, pl.DataFrame] | None = None,
    today: date | None = None,
) -> dict[str, pa.DataFrameSchema]:
    """The schema of each of a workbook's tables, with every rule that is asked about it: validating
    all of them gives what `xlplan check` finds, but for what Undantag has accepted.

    Why the others are not asked stands in a schema's metadata, under "not_asked", by rule.
    """
    if not isinstance(tables, BookTables):
        raise TypeError("tables är det som xlplan.tables ger, eller tables.copy() av det.")
    frames = build([tables.book], pack.specs, phase=phase, register=register)
    for name, rows in tables.items():
        frames = with_table(frames, name, rows)
    validation = Validation(pack, frames, today)
    stated = frames.facts[0]["skede"] if frames.facts else phase
    made = {}
    for name in tables:
        asked, not_asked = [], {}
        for rule in (rule for rule in pack.rules.values() if rule.table == name):
            books, skipped = applicability(rule, frames)
            if books:
                asked.append(validation.check(rule, among_others=True))
            else:
                not_asked[rule.id] = next((skip.why for skip in skipped.values()), "")
        made[name] = _declared(pack, name, tables.kind, stated, asked, not_asked=not_asked)
    return made


def _needs_own_rows_alone(rule: Rule) -> bool:
    beside = (rule.tables, rule.tables_if_there, rule.register, rule.register_if_there, rule.ledger)
    own = rule.scope != "batch" and rule.table != "_undantag" and not rule.unit
    return own and not any(beside)


def _nameless_book(pack: Pack, kind: str, phase: str) -> Frames:
    """The frames of a book of that kind of which nothing else is known."""
    frames = build([], pack.specs)
    known = pl.DataFrame({"bok": [0], "bokslag": [kind], "skede": [phase]})
    units = pl.concat([frames.units, known], how="diagonal_relaxed")
    return replace(frames, units=units.select(frames.units.columns))


def _declared(
    pack: Pack, table: str, kind: str, phase: str, checks: Iterable[pa.Check], **told: object
) -> pa.DataFrameSchema:
    """The table as that kind of book has it in that phase."""
    if table in OBSERVATIONS:
        kinds = {name: dtype for name, dtype in OBSERVATIONS[table].items() if name != "bok"}
        columns = {name: pa.Column(dtype, nullable=True) for name, dtype in kinds.items()}
        return pa.DataFrameSchema(
            columns, list(checks), name=table, metadata={**told, "phase": phase}
        )
    whole, spec = pack.contract.TABLES[table], of_kind(pack.specs, kind)[table]
    # verdicts are told by it
    row = {"rad": pa.Column(pl.Int64, unique=True, description=_ROW_NUMBER)}
    columns = {heading: _column(whole.columns[heading]) for heading in spec.columns}
    return pa.DataFrameSchema(
        {**row, **columns},
        list(checks),
        name=table,
        title=spec.sheet,
        description=whole.metadata["help"] or None,
        metadata={**whole.metadata, **told, "kind": kind, "phase": phase},
    )


def _column(declared: pa.Column) -> pa.Column:
    return pa.Column(
        declared.dtype,
        checks=declared.checks,
        nullable=declared.nullable,
        description=declared.metadata["help"] or None,
        metadata=declared.metadata,
    )
