"""The rows of a ledger's table: a row an amount, or a row an account with a column a month.

A row of an amount that cannot be read refuses the file, as in SIE. Rows of sums are left out and
told: those that say so (Summa, Totalt) or have neither account, kostnadsställe nor period. Any
other amount without an account is kept, with the account "".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from xlplan.ledger.cells import Cell, code_of, has_decimal_point, has_group, ore_of, period_of
from xlplan.ledger.headings import LOOKED_AT, Columns, columns_of
from xlplan.ledger.mapping import FACTORS, Mapping
from xlplan.ledger.model import Amounts, Ledger, LedgerSource, kronor
from xlplan.ledger.problems import Problems
from xlplan.ledger.sie_text import mojibake
from xlplan.model import LedgerError, shown_path
from xlplan.wording import count, series

Row = tuple[int, Sequence[Cell]]
"""The file's own line or row number, and the cells."""

_Cells = Callable[[int | None], Cell]
"""A row's cell by its column."""
_SUM = re.compile(
    r"\s*(?:(?:del|slut|total|huvud|konto|grand ?)?(?:summa|totalt?|sum)\b|s:a(?!\w))",
    re.IGNORECASE,
)
_OTHER = re.compile(r"budget|prognos|föregående|avvik|diff", re.IGNORECASE)
"""What a second row of headings says of columns that are no outcome."""
_CODE_AND_NAME = re.compile(r"(\d{3,8})\s+[-–:]?\s*([^\W\d_].*)")
"""An account with its name in one cell."""


class NoColumnsError(LedgerError):
    """No row of the sheet is a heading row: another sheet may be the one."""


class TableReader:
    """The rows of one table, summed by kostnadsställe, account and month."""

    def __init__(self, path: Path, year: int, mapping: Mapping, form: str, encoding: str) -> None:
        self._path, self._year, self._mapping = path, year, mapping
        self._form, self._encoding = form, encoding
        self._name = f"Huvudboken {shown_path(path)}"
        self._factor = FACTORS[mapping.money_unit]
        self._amounts: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._credits: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        """What stands under kredit, as it is written there."""
        self._credit_rows = {True: 0, False: 0}
        """Rows with minus under kredit, and with plus."""
        self._problems = Problems()
        self._has_point = False
        """Whether any amount has a decimal point."""
        self._group: tuple[int, str] | None = None
        """The first amount as 1.234, with its row."""
        self._names: tuple[dict[str, str], dict[str, str]] = {}, {}
        self._years: set[int] = set()
        self._rows = self._late = self._sums = 0

    def read(self, rows: Iterable[Row]) -> Ledger:
        """The ledger of the table's rows, headings and what stands above them included. Raises
        LedgerError."""
        rows = iter(rows)
        first = list(islice(rows, LOOKED_AT))
        # by the file's own numbers, so that rubrikrad and what is told are those that a person sees
        height = first[-1][0] if first else 0
        top: list[Sequence[str]] = [[]] * height
        for at, row in first:
            top[at - 1] = [code_of(cell) for cell in row]
        try:
            columns = columns_of(
                top, self._mapping.columns, self._mapping.header_row, self._name, self._year
            )
        except LedgerError as error:
            raise NoColumnsError(str(error)) from None
        for at, row in chain(first, rows):
            if at - 1 > columns.header:
                self._row(at, row, columns)
        if self._group and self._has_point and self._factor == 1:
            at, written = self._group
            self._problems.lost(at, _two_ways(written))
        self._problems.refuse(self._path)
        self._credited()
        self._right_year()
        return self._ledger(columns)

    def _row(self, at: int, row: Sequence[Cell], columns: Columns) -> None:
        def cell(column: int | None) -> Cell:
            return row[column] if column is not None and column < len(row) else None

        account, centre = code_of(cell(columns.account)), code_of(cell(columns.centre))
        if columns.account_name is None and (both := _CODE_AND_NAME.fullmatch(account)):
            account = both[1]
            self._names[0].setdefault(account, both[2])
        blank = not (account or centre or code_of(cell(columns.period)))
        if blank:
            self._refuse_other(at, map(cell, columns.amounts))
        says_sum = _SUM.match(account) or _SUM.match(centre)
        if blank or says_sum or (not account and any(map(_says_sum, row))):
            self._sums += any(cell(column) not in (None, "") for column in columns.amounts)
            return
        amounts = list(self._amounts_of(at, cell, columns))
        if not amounts:
            return
        for found, name in ((0, columns.account_name), (1, columns.centre_name)):
            if text := code_of(cell(name)):
                self._names[found].setdefault((account, centre)[found], text)
        for (year, month), ore, credit in amounts:
            self._years.add(year)
            self._late += month > 12
            if credit:
                self._credit_rows[credit < 0] += 1
            if year == self._year:
                self._amounts[centre, account, min(month, 12)] += self._turned(account, ore)
                if credit:
                    self._credits[centre, account, min(month, 12)] += self._turned(account, credit)
        self._rows += 1

    def _refuse_other(self, at: int, amounts: Iterable[Cell]) -> None:
        """Raise LedgerError for a second row of headings that says budget or the like."""
        if told := next(filter(_is_other, amounts), None):
            raise LedgerError(
                f"{self._name}, rad {at}: under rubriken till ett belopp står ”{told}”, så filen "
                "har annat än utfall bland beloppen. Exportera bara utfallet, eller säg i en "
                "kartläggningsfil (--mapping) vilken rad som har rubrikerna (rubrikrad) och vad "
                "kolumnerna heter.",
                at,
            )

    def _amounts_of(
        self, at: int, cell: _Cells, columns: Columns
    ) -> Iterator[tuple[tuple[int, int], int, int]]:
        """(year, month), and öre of what the row has, under kredit apart; what cannot be read is
        told with its row."""
        of_year = code_of(cell(columns.year)) or str(self._year)
        year = int(of_year) if re.fullmatch(r"(?:19|20)\d\d", of_year) else None
        if columns.months:
            for month, column in columns.months.items():
                if ore := self._ore(at, cell(column)):
                    if year is None:
                        self._problems.lost(at, f"året ”{of_year}” går inte att läsa")
                        return
                    yield (year, month), ore, 0
            return
        if columns.amount is not None:
            ore, credit = self._ore(at, cell(columns.amount)), 0
        else:
            ore, credit = (
                self._ore(at, cell(columns.debit)),
                self._ore(at, cell(columns.credit)) or 0,
            )
        if not (ore or credit):
            return
        period = period_of(cell(columns.period), year or 0)
        if period and not period[0]:
            self._problems.lost(at, f"året ”{of_year}” går inte att läsa")
        elif period is None:
            self._problems.lost(at, f"perioden ”{code_of(cell(columns.period))}” går inte att läsa")
        else:
            yield period, ore or 0, credit

    def _credited(self) -> None:
        """Take kredit from debet. Some systems write kredit with its minus; where most rows have
        none, those that do are corrections of it."""
        sign = 1 if self._credit_rows[True] > self._credit_rows[False] else -1
        for key, ore in self._credits.items():
            self._amounts[key] += sign * ore

    def _ore(self, at: int, cell: Cell) -> int | None:
        ore = ore_of(cell, self._factor)
        if isinstance(cell, str) and "." in cell:
            self._has_point = self._has_point or has_decimal_point(cell)
            if has_group(cell):
                self._group = self._group or (at, cell)
                if ore is None:
                    self._problems.lost(at, _two_ways(cell))
                    return None
        if ore is None:
            self._problems.lost(at, f"beloppet ”{code_of(cell)[:40]}” går inte att läsa")
        return ore

    def _turned(self, account: str, ore: int) -> int:
        """As in a ledger: debit plus."""
        turned = self._mapping.sign == "kredit" or (
            self._mapping.sign == "plus" and account.startswith("3")
        )
        return -ore if turned else ore

    def _right_year(self) -> None:
        if self._year not in self._years and self._years:
            raise LedgerError(
                f"{self._name} har inga belopp för {self._year}. Den har belopp för "
                f"{series(map(str, sorted(self._years)))}. Välj filen för {self._year}."
            )

    def _ledger(self, columns: Columns) -> Ledger:
        amounts = {key: ore for key, ore in self._amounts.items() if ore}
        return Ledger(
            self._path,
            self._year,
            amounts,
            LedgerSource(self._form, "tabell", self._rows, self._encoding),
            *self._names,
            warnings=tuple(self._warnings(amounts, columns)),
        )

    def _warnings(self, amounts: Amounts, columns: Columns) -> Iterator[str]:
        yield from self._problems.warnings()
        if self._sums:
            yield f"{count(self._sums, 'rad med summor', 'rader med summor')} är inte med."
        if self._late:
            told = count(self._late, "belopp", "belopp")
            yield f"{told} i perioder efter den tolfte (bokslutsperioder) räknas till december."
        if (few := min(self._credit_rows.values())) > 0:
            sign = "plus" if self._credit_rows[True] > self._credit_rows[False] else "minus"
            yield (
                f"{count(few, 'belopp under kredit har', 'belopp under kredit har')} {sign}. De "
                "räknas som rättelser."
            )
        if not amounts:
            yield f"Filen har inga belopp för {self._year}."
            return
        if columns.centre is None:
            yield (
                "Filen har ingen kolumn för kostnadsställe, så inga belopp kan läggas på en enhet."
            )
        yield from _odd_signs(amounts)
        if garbled := mojibake(chain(*(names.values() for names in self._names))):
            yield (
                "Några namn i filen var redan förvanskade när den skrevs, till exempel "
                f"”{garbled}”."
            )


def _odd_signs(amounts: Amounts) -> Iterator[str]:
    """What is told where income and cost do not have the signs of a ledger."""
    income = sum(ore for (_, account, _), ore in amounts.items() if account.startswith("3"))
    costs = sum(ore for (_, account, _), ore in amounts.items() if account[:1] in "4567")
    if income > 0 and costs > 0:
        yield (
            f"Intäkterna (konton på 3) är {kronor(income)} i filen, alltså plus, som kostnaderna. "
            'I en huvudbok är de minus. Skriver systemet båda som plus, ange tecken = "plus" under '
            "[fil] i kartläggningsfilen."
        )
    elif income > 0 > costs:
        yield (
            f"Intäkterna (konton på 3) är {kronor(income)} och kostnaderna {kronor(costs)} i "
            'filen, tvärtemot en huvudbok. Ange tecken = "kredit" under [fil] i kartläggningsfilen.'
        )


def _two_ways(written: str) -> str:
    return f"punkten i beloppet ”{code_of(written)[:40]}” kan skilja av tusental eller decimaler"


def _says_sum(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_SUM.match(cell))


def _is_other(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_OTHER.search(cell))
