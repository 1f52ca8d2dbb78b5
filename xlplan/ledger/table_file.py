"""Ledgers as tables: CSV and xlsx exports."""

from __future__ import annotations

from pathlib import Path

from xlplan.ledger.mapping import Mapping
from xlplan.ledger.model import Ledger
from xlplan.model import LedgerError, shown_path


def read_csv(path: Path, year: int, mapping: Mapping) -> Ledger:
    raise LedgerError(f"Huvudboken {shown_path(path)} är ingen SIE-fil.")


def read_sheet(path: Path, year: int, mapping: Mapping) -> Ledger:
    raise LedgerError(f"Huvudboken {shown_path(path)} är ingen SIE-fil.")
