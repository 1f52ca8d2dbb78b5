"""What a rule says that it reads: the names in `reads` and `tables`, and how each is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

How = Literal["plain", "optional", "shown", "fact", "register", "ledger"]
Scope = Literal["row", "book", "batch"]
Parameter = str | int | float | bool | tuple[str, ...] | Mapping[str, str]


class RuleError(Exception):
    """A rule file that cannot be used; the text says which and why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Read:
    """Columns or tables that are read in one way; of a table of the register also its columns."""

    how: How
    names: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parts: tuple[Read, ...] = ()
    """What is optional and no column or table of the book."""


def optional(*names: str | Read) -> Read:
    """In `reads`, columns that may be blank; an unreadable cell leaves the row out all the same. In
    `tables`, those that may be missing, and have then no rows."""
    return Read(
        "optional",
        tuple(name for name in names if isinstance(name, str)),
        parts=tuple(part for part in names if isinstance(part, Read)),
    )


def shown(*columns: str) -> Read:
    """Columns that the sentences name and the verdict does not need: they may be blank, and a text
    that could not be read is there as the sheet shows it."""
    return Read("shown", columns)


def fact(*facts: str) -> Read:
    """Facts of the unit, on the sheet Enhet: a book where one is blank or unreadable is not
    asked."""
    return Read("fact", facts)


def register(table: str, *columns: str) -> Read:
    """A table of the register with the columns that are needed of it: without a register
    (`--register`), or with one that lacks any of them, the rule is not asked."""
    return Read("register", (table,), columns)


def ledger(*tables: str) -> Read:
    """Tables of the ledger (`xlplan.tables.LEDGER`): without one (`--actuals`) the rule is not
    asked."""
    return Read("ledger", tables)


@dataclass(frozen=True, slots=True)
class OfRow:
    """`reads`, by how each name is read."""

    filled: tuple[str, ...]
    optional: tuple[str, ...]
    shown: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """`tables`, by where each table is and whether it must be there."""

    tables: tuple[str, ...]
    optional: tuple[str, ...]
    register: Mapping[str, tuple[str, ...]]
    optional_register: tuple[str, ...]
    ledger: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a rule is asked about, and all that it may read."""

    table: str
    reads: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    tables_if_there: tuple[str, ...] = ()
    register: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    register_if_there: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    scope: Scope = "row"

    @property
    def columns(self) -> set[str]:
        """All that is read of the row, but for the unit's facts."""
        return {*self.reads, *self.also, *self.shows}


def of_row(reads: Sequence[str | Read]) -> OfRow:
    """Raises RuleError."""
    parts = _parts(reads, "reads", ("optional", "shown", "fact"))
    if any(part.parts for part in parts):
        raise RuleError("optional i reads tar namn på kolumner")
    return OfRow(*(_names(parts, how) for how in ("plain", "optional", "shown", "fact")))


def beside(tables: Sequence[str | Read]) -> Beside:
    """Raises RuleError."""
    parts = _parts(tables, "tables", ("optional", "register", "ledger"))
    there = [part for each in parts for part in each.parts]
    if any(part.how != "register" or part.columns for part in there):
        raise RuleError("optional i tables tar namn på tabeller, och register utan kolumner")
    register: dict[str, tuple[str, ...]] = {}
    for part in parts:
        if part.how == "register":
            table = part.names[0]
            register[table] = tuple(dict.fromkeys((*register.get(table, ()), *part.columns)))
    return Beside(
        _names(parts, "plain"),
        _names(parts, "optional"),
        register,
        _names(there, "register"),
        _names(parts, "ledger"),
    )


def _parts(given: Sequence[str | Read], what: str, known: tuple[How, ...]) -> list[Read]:
    if isinstance(given, str):
        raise RuleError(f'{what} är flera namn; ett ensamt skrivs ("{given}",)')
    parts = [Read("plain", (each,)) if isinstance(each, str) else each for each in given]
    if strange := next((part.how for part in parts if part.how not in ("plain", *known)), ""):
        raise RuleError(f"{strange} hör inte hemma i {what}")
    return parts


def _names(parts: Sequence[Read], how: How) -> tuple[str, ...]:
    return tuple(name for part in parts if part.how == how for name in part.names)
