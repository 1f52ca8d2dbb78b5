"""Applicability: which books a rule is asked about, and why not the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from xlplan.rule import Rule
from xlplan.tables import Frames


class NotAsked(NamedTuple):
    """Why a rule is not asked about a book, and whether the rule itself says so."""

    why: str
    planned: bool


def applicability(rule: Rule, frames: Frames) -> tuple[list[int], dict[int, NotAsked]]:
    """The books that the rule is asked about, and why not the others."""
    if rule.table == "_filer":
        return list(frames.tables["_filer"]["bok"]), {}
    needs = _Needs(rule, frames)
    asked: list[int] = []
    skipped: dict[int, NotAsked] = {}
    planned: dict[tuple[Any, ...], str] = {}  # most books are of one kind, phase and year
    for unit in frames.facts:
        alike = unit["bokslag"], unit["skede"], unit["år"]
        if alike not in planned:
            planned[alike] = _not_planned(rule, frames, unit)
        if why := planned[alike]:
            untold = rule.phases and not unit["skede"] and unit["bokslag"] in rule.books
            skipped[unit["bok"]] = (
                NotAsked("bokens Skede är inte ifyllt", planned=False)
                if untold
                else NotAsked(why, planned=True)
            )
        elif needs.may_lack(unit) and (why := next(needs.lacking(unit), "")):
            skipped[unit["bok"]] = NotAsked(why, planned=False)
        else:
            asked.append(unit["bok"])
    return asked, skipped


def _not_planned(rule: Rule, frames: Frames, unit: Mapping[str, Any]) -> str:
    """Why the rule is not meant for the book, or for this run; "" if it is."""
    year = unit["år"]
    why = rule.valid(unit["bokslag"], unit["skede"], int(year) if year is not None else None)
    if why:
        return why
    if rule.register and not frames.register:
        return "inget register är angivet (--register)"
    if set(rule.ledger) - frames.ledger.keys():
        return "ingen huvudbok är angiven (--actuals)"
    if rule.whole and not frames.whole:
        return "frågas bara när en hel mapp granskas"
    return ""


class _Needs:
    """What a rule needs to find in a book and in the register, worked out once for all books."""

    def __init__(self, rule: Rule, frames: Frames) -> None:
        self.rule, self.frames = rule, frames
        keys = {
            table: set(frames.specs[table].key) if table in frames.specs else set[str]()
            for table in rule.tables
        }
        self.columns = {**keys, rule.table: {*rule.reads, *rule.also}}
        # a rule over a whole book needs every cell that it reads
        read = self.columns if rule.scope == "book" else keys
        self.blind = {
            bok: f"en cell i kolumnen {column} i {table} går inte att läsa"
            for bok, table, column in frames.unread
            if column in read.get(table, ())
        }
        self.unregistered = next(_unregistered(rule, frames), "")
        self.suspects = {bok for bok, table in frames.missing if table in self.columns}
        self.suspects |= self.blind.keys() | frames.not_wholly_told
        self.unread = {(bok, column) for bok, _, column in frames.unread} if rule.unit else set()

    def may_lack(self, unit: Mapping[str, Any]) -> bool:
        """Whether it is worth looking closer: most books have all that a rule needs."""
        return (
            bool(self.unregistered)
            or unit["bok"] in self.suspects
            or any(unit.get(f"enhet.{fact}") is None for fact in self.rule.unit)
        )

    def lacking(self, unit: Mapping[str, Any]) -> Iterator[str]:
        """What is missing of that, the first first."""
        bok = unit["bok"]
        for table, columns in self.columns.items():
            yield from _missing(self.frames, bok, table, columns)
        if self.unregistered:
            yield self.unregistered
        for table in (self.rule.table, *self.rule.tables, *self.rule.tables_if_there):
            if name := self.frames.untold(bok, table):
                yield f"{name} syns inte från Excel på webben"
        if bok in self.blind:
            yield self.blind[bok]
        for fact in self.rule.unit:
            if unit.get(f"enhet.{fact}") is None:
                unread = (bok, fact) in self.unread
                state = "går inte att läsa" if unread else "är inte ifyllt"
                yield f"{fact} {state} på bladet Enhet"


def _unregistered(rule: Rule, frames: Frames) -> Iterator[str]:
    """What the rule needs that the register lacks, if there is a register."""
    for table, columns in rule.register.items() if frames.register else ():
        if table not in frames.register:
            yield f"registret saknar tabellen {table}"
            continue
        for column in columns:
            if column not in frames.register[table].columns:
                yield f"registret saknar kolumnen {column} i {table}"


def _missing(frames: Frames, bok: int, table: str, columns: set[str]) -> Iterator[str]:
    lacking = frames.missing.get((bok, table), frozenset())
    if (bok, table) not in frames.places and table in frames.specs and lacking:
        yield f"tabellen {table} saknas"
        return
    for column in sorted(columns & lacking):
        yield f"{column} saknas i {table}"
