"""Typed tables of many books, made of workbooks as read, by the contract's declaration."""

from xlplan.tables.casting import as_shown
from xlplan.tables.content import content, export
from xlplan.tables.frames import Frames, build
from xlplan.tables.kinds import kind_of, not_ours
from xlplan.tables.ledger import LEDGER, booked, ledger_tables
from xlplan.tables.observations import OBSERVATIONS
from xlplan.tables.placing import cell_finder
from xlplan.tables.specs import ColumnSpec, Contract, TableSpec, of_kind, specs

__all__ = [
    "LEDGER",
    "OBSERVATIONS",
    "ColumnSpec",
    "Contract",
    "Frames",
    "TableSpec",
    "as_shown",
    "booked",
    "build",
    "cell_finder",
    "content",
    "export",
    "kind_of",
    "ledger_tables",
    "not_ours",
    "of_kind",
    "specs",
]
