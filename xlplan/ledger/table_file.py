"""Ledgers as tables: CSV and xlsx exports, opened and handed row by row to `table_rows`."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from xlplan.ledger.headings import LOOKED_AT
from xlplan.ledger.mapping import Mapping
from xlplan.ledger.model import Ledger
from xlplan.ledger.sie_text import CP437, UTF8, encoding_of
from xlplan.ledger.table_rows import NoColumnsError, TableReader
from xlplan.model import LedgerError, shown_path
from xlplan.reading.book import Unreadable
from xlplan.reading.plain_sheets import plain_sheets
from xlplan.wording import series

_SAMPLE = 1 << 18
"""Bytes from which the character set and the delimiter are told."""


def read_csv(path: Path, year: int, mapping: Mapping) -> Ledger:
    """The ledger of a CSV file or another text in columns. Raises LedgerError, OSError."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    codec, encoding = _codec(sample)
    text = sample.decode(codec, "replace")
    if "\x00" in text:
        raise LedgerError(
            f"Huvudboken {shown_path(path)} är varken SIE, text eller en arbetsbok (.xlsx). "
            "Exportera den på nytt."
        )
    with path.open(encoding=codec, errors="replace", newline="") as lines:
        reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
        try:
            return TableReader(path, year, mapping, "csv", encoding).read(
                (reader.line_num, row) for row in reader
            )
        except csv.Error:
            raise LedgerError(
                f"Huvudboken {shown_path(path)}, rad {reader.line_num}: raden går inte att dela i "
                "kolumner. Ett citattecken där eller på någon rad ovanför saknar sitt par. "
                "Exportera filen på nytt, eller utan textkolumnen.",
                reader.line_num,
            ) from None


def read_sheet(path: Path, year: int, mapping: Mapping) -> Ledger:
    """The ledger of a workbook: of the sheet that the mapping names, or the first with an account
    and an amount. Raises LedgerError."""
    sheets = plain_sheets(path)
    name = f"Huvudboken {shown_path(path)}"
    if isinstance(sheets, Unreadable):
        raise LedgerError(f"{name} kunde inte läsas: {sheets.clause}.")
    if mapping.sheet:
        if mapping.sheet not in sheets:
            raise LedgerError(
                f"{name} har inget blad ”{mapping.sheet}”. Det finns {series(sheets)}."
            )
        sheets = {mapping.sheet: sheets[mapping.sheet]}
    refused: LedgerError | None = None
    for rows in sheets.values():
        table = TableReader(path, year, mapping, "xlsx", "")
        try:
            # a column's place in the row is its place in the sheet
            return table.read(
                (at, [cells.get(i) for i in range(1, max(cells) + 1)]) for at, cells in rows
            )
        except NoColumnsError as error:
            refused = refused or error
    raise refused or LedgerError(f"{name} har inga ifyllda blad.")


def _codec(sample: bytes) -> tuple[str, str]:
    """Python's name of the file's character set, and a person's."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "UTF-16"
    # a letter may have been cut in two at the sample's end
    name = encoding_of(sample.rpartition(b"\n")[0] or sample)
    if name == CP437 and sample.isascii():
        name = UTF8
    return (
        "utf-8-sig" if name == UTF8 else {"CP437": "cp437", "Windows-1252": "cp1252"}[name]
    ), name


def _delimiter(text: str) -> str:
    """The one of ; tab , | that parts most lines alike, quoted ones apart."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:LOOKED_AT]]
    return max(
        ";\t,|",
        key=lambda mark: (sum(1 for line in lines if line.count(mark) > 1), -";\t,|".index(mark)),
    )
