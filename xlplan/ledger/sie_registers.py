"""The records of a SIE file that stand beside its vouchers: balances, budget, results, years and
names."""

from __future__ import annotations

import re
from collections.abc import Callable

from xlplan.ledger.sie_codes import Codes
from xlplan.ledger.sie_records import BalanceKey, Records
from xlplan.ledger.sie_text import DAY, objects, ore

FACTS = (b"FORMAT", b"PROGRAM", b"GEN", b"FNAMN", b"SIETYP", b"VALUTA")
"""The labels that are kept as they are written."""

_PERIOD = re.compile(rb"\d{6}")
_YEAR_NUMBER = re.compile(rb"-?\d{1,3}")
"""0 for the file's own year, -1 for the one before."""


class Registers:
    """Puts each record in its place among `Records`; what cannot be read is told with its line."""

    def __init__(self, records: Records, codes: Codes) -> None:
        self._records, self._codes = records, codes
        self._readers: dict[bytes, Callable[[list[bytes], int], None]] = {
            b"PSALDO": self._balance,
            b"PBUDGET": self._budget,
            b"RES": self._result,
            b"RAR": self._year,
            b"KONTO": self._account,
            b"DIM": self._dimension,
            b"OBJEKT": self._object,
            **dict.fromkeys(FACTS, self._fact),
        }

    def take(self, label: bytes, words: list[bytes], line: int) -> None:
        """A record by its label and fields; one that is not known here is left."""
        if reader := self._readers.get(label):
            reader(words, line)

    def _balance(self, words: list[bytes], line: int) -> None:
        if found := self._balance_of(words):
            self._records.balances[found[0]] += found[1]
            self._records.balance_rows += 1
        elif found is None:
            self._records.problems.lost(line, "saldot går inte att läsa")

    def _budget(self, words: list[bytes], line: int) -> None:
        if found := self._balance_of(words):
            self._records.budget[found[0]] += found[1]
        elif found is None:
            self._records.problems.skipped(line, "budgetbeloppet går inte att läsa")

    def _balance_of(self, words: list[bytes]) -> tuple[BalanceKey, int] | tuple[()] | None:
        """A balance's key and öre; () for another year's, None for what cannot be read."""
        period, account, listed, amount = (*words[2:6], b"", b"", b"", b"")[:4]
        exact, centre = ore(amount), self._codes.centre_of(listed)
        if exact is None or centre is None or not account or not _PERIOD.fullmatch(period):
            return None
        year, month = int(period[:4]), int(period[4:])
        self._records.commas += b"," in amount
        if not month:
            return None
        self._records.seen_years.add(year)
        if year != self._records.year:
            return ()
        if month > 12:
            self._records.late_periods.add(month)
        dimensions = tuple(
            sorted({int(number) for number, _ in objects(listed) if number.isdigit()})
        )
        return (dimensions, centre, account, min(month, 12)), exact

    def _result(self, words: list[bytes], line: int) -> None:
        year, account, amount = (*words[1:4], b"", b"", b"")[:3]
        if _YEAR_NUMBER.fullmatch(year) and (exact := ore(amount)) is not None:
            self._records.results[int(year), account] = exact
        else:
            self._records.problems.skipped(line, "#RES går inte att läsa")

    def _year(self, words: list[bytes], line: int) -> None:
        year, first, last = (*words[1:4], b"", b"", b"")[:3]
        days = [match for match in map(DAY.fullmatch, (first, last)) if match]
        if _YEAR_NUMBER.fullmatch(year) and len(days) == 2:
            start, end = ("".join(part.decode() for part in day.groups()) for day in days)
            self._records.years[int(year)] = start, end
        else:
            self._records.problems.skipped(line, "räkenskapsåret (#RAR) går inte att läsa")

    def _account(self, words: list[bytes], _: int) -> None:
        if len(words) > 2:
            self._records.accounts[words[1]] = words[2]

    def _dimension(self, words: list[bytes], _: int) -> None:
        if len(words) > 2 and words[1].isdigit():
            self._records.dimensions[int(words[1])] = words[2]

    def _object(self, words: list[bytes], _: int) -> None:
        if len(words) > 3 and words[1].isdigit() and int(words[1]) == self._records.dimension:
            self._records.centres[words[2].strip()] = words[3]

    def _fact(self, words: list[bytes], _: int) -> None:
        self._records.facts[words[0].lstrip(b"#").decode().upper()] = b" ".join(words[1:3]).strip()
