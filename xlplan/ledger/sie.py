"""SIE 4 files (4E and 4I), read as a stream: a million transactions take no more memory than a
thousand.

Transactions of the usual form are summed on the spot; all other lines go to a slower and more
patient reading. Records may come in any order. A line that is no amount and cannot be read is told
and skipped. A line of an amount that cannot be read refuses the file: its totals would be wrong.

What is summed:

    #TRANS     by its own day's month, or by its voucher's (#VER); #BTRANS, a removed row, is not.
               #RTRANS, an added row, is followed by the same row as #TRANS and is counted with that
    #PSALDO    a month's change of an account: `sie_balances` says how; used where the file has no
               transactions
    #PBUDGET   the same of the ledger's budget

Source: SIE filformat, utgåva 4B (2008-09-30).
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from xlplan.ledger.problems import Problems
from xlplan.ledger.sie_sum import Checksum
from xlplan.ledger.sie_text import fields, objects, ore

CHUNK = 1 << 18
"""Bytes read at a time."""
SAMPLE = 1 << 16
"""Bytes of lines with letters beyond ASCII that are kept to tell the character set."""
CENTRE_DIMENSION = 1
"""Kostnadsställe / resultatenhet, by the specification."""
_MOST_CACHED = 200_000

_BRACES = {b"{": True, b"}": False, b"{\r": True, b"}\r": False}
"""Lines that begin and end a voucher's rows."""
_ENDS = (b"\n", b"\r", b"\x1a", b"\x00")
"""How a file ends; the last two are what old programs fill it with."""
_LABEL = re.compile(rb"#?([A-Za-z]+)")
_AMOUNTS = frozenset((b"TRANS", b"RTRANS", b"PSALDO"))
_OBJECTS_AT = {b"TRANS": 2, b"RTRANS": 2, b"PSALDO": 4, b"PBUDGET": 4}
_GROUP = re.compile(rb"\d{3}(?:[.,]\d*)?")
_OLD_LINE_END = re.compile(rb"\r(?=[^\n])")
_DAY = re.compile(rb"(\d{4})-?(\d\d)-?(\d\d)")

Key = tuple[bytes, bytes, int]
"""Kostnadsställe, account and month; month 0 is every month of another year."""
Place = tuple[bytes, bytes]
"""Kostnadsställe and account."""
BalanceKey = tuple[tuple[int, ...], bytes, bytes, int]
"""The dimensions that a balance is told for, and the above."""


@dataclass
class Records:
    """What a file says, in its own bytes: names are not decoded before all of it has been seen."""

    year: int
    dimension: int = CENTRE_DIMENSION
    transactions: defaultdict[Place, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * 13)
    )
    """Öre by month; the first of the thirteen is every month of another year."""
    transaction_rows: int = 0
    balances: defaultdict[BalanceKey, int] = field(default_factory=lambda: defaultdict(int))
    balance_rows: int = 0
    budget: defaultdict[BalanceKey, int] = field(default_factory=lambda: defaultdict(int))
    results: dict[tuple[int, bytes], int] = field(default_factory=dict)
    """#RES by (the file's year number, account)."""
    years: dict[int, tuple[str, str]] = field(default_factory=dict)
    """#RAR: year number -> first and last day as YYYYMMDD."""
    accounts: dict[bytes, bytes] = field(default_factory=dict)
    centres: dict[bytes, bytes] = field(default_factory=dict)
    dimensions: dict[int, bytes] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    """By label: FORMAT, PROGRAM, GEN, FNAMN, SIETYP, VALUTA."""
    seen_years: set[int] = field(default_factory=set)
    """Calendar years that any amount is of."""
    late_periods: set[int] = field(default_factory=set)
    """Periods after the twelfth, which programs use for the closing of the year."""
    lone_added: int = 0
    broken_end: bool = False
    """Whether the last line has no line break: the file may have been cut off there."""
    commas: int = 0
    sample: bytearray = field(default_factory=bytearray)
    checksum: Checksum = field(default_factory=Checksum)
    problems: Problems = field(default_factory=Problems)


def records_of(path: Path, year: int, dimension: int = CENTRE_DIMENSION) -> Records:
    """Everything in the file that the year needs. Raises LedgerError, OSError."""
    with path.open("rb") as file:
        reading = _Reading(Records(year, dimension))
        for chunk in _whole_lines(file):
            reading.take(chunk)
        file.seek(-1, os.SEEK_END)
        reading.records.broken_end = file.read() not in _ENDS
    reading.end()
    return reading.records


def _whole_lines(file: BinaryIO) -> Iterator[bytes]:
    """The file in chunks of whole lines, without the last line break; old line ends (CR alone) are
    made new ones."""
    rest = file.read(3).removeprefix(b"\xef\xbb\xbf")
    while chunk := file.read(CHUNK):
        rest += chunk
        if rest.count(b"\r") - rest.endswith(b"\r") > rest.count(b"\r\n"):
            rest = _OLD_LINE_END.sub(b"\n", rest)
        if b"\n" not in rest:
            continue
        lines, _, rest = rest.rpartition(b"\n")
        yield lines
    if rest:
        yield rest


class _Reading:
    """One pass over the lines. Holds what must be remembered from line to line."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._line = 0
        self._voucher_day = b""
        self._added: tuple[Key, int] | None = None
        """An added row that waits for its #TRANS."""
        self._open = False
        """Whether a voucher's rows have begun and not ended."""
        self._heads: dict[bytes, bytes] = {}
        """What stands before a transaction's objects -> its account: `   #TRANS 4010 `."""
        self._centres: dict[bytes, bytes] = {}
        self._months: dict[bytes, int] = {}
        self._readers: dict[bytes, Callable[[list[bytes]], None]] = {
            b"VER": self._voucher,
            b"TRANS": self._transaction,
            b"RTRANS": self._added_row,
            b"PSALDO": self._balance,
            b"PBUDGET": self._budget,
            b"RES": self._result,
            b"RAR": self._year,
            b"KONTO": self._account,
            b"DIM": self._dimension,
            b"OBJEKT": self._object,
            **dict.fromkeys(
                (b"FORMAT", b"PROGRAM", b"GEN", b"FNAMN", b"SIETYP", b"VALUTA"), self._fact
            ),
        }

    def take(self, chunk: bytes) -> None:
        """A chunk of whole lines.

        This is where a large file's time goes: transactions and vouchers of the usual form are met
        here by the bytes' own methods, and every other line by `_other`.
        """
        self._look_at(chunk)
        totals, heads, centres = self.records.transactions, self._heads, self._centres
        day, month_of_day = self._voucher_day, self._months.get(self._voucher_day[:6])
        number, rows = self._line, 0
        for line in chunk.split(b"\n"):
            number += 1
            head, _, tail = line.partition(b"{")
            if account := heads.get(head):
                listed, _, rest = tail.partition(b"}")
                words = rest.split(None, 2)
                month = (
                    month_of_day
                    if len(words) < 2 or words[1] == day
                    else self._own_month(words[1], day)
                )
                centre = centres.get(listed)
                if centre is None:
                    centre = self._centre_of(listed)
                amount = _usual_ore(words[0]) if words else None
                if not (amount is None or month is None or centre is None or self._added):
                    totals[centre, account][month] += amount
                    rows += 1
                    continue
            elif line in _BRACES:
                self._open = _BRACES[line]
                continue
            if line:
                self._line, self._voucher_day = number, day
                if not (line.startswith(b"#VER ") and self._usual_voucher(line)):
                    self._other(line)
                day, month_of_day = self._voucher_day, self._months.get(self._voucher_day[:6])
        self._line = number
        self.records.transaction_rows += rows

    def end(self) -> None:
        """After the last line."""
        self._settle()
        if self._open:
            self.records.problems.lost(self._line, "här slutar filen mitt i en verifikation")

    def _look_at(self, chunk: bytes) -> None:
        """What is asked of the bytes as a whole."""
        self.records.checksum.add(chunk + b"\n")
        if not chunk.isascii() and len(self.records.sample) < SAMPLE:
            self.records.sample += b"\n".join(
                line for line in chunk.split(b"\n") if not line.isascii()
            )[:SAMPLE]

    def _other(self, line: bytes) -> None:
        """Any line but a transaction or voucher of the usual form."""
        head = line.partition(b"{")[0]
        if (words := head.split())[:1] == [b"#TRANS"] and len(words) == 2 and words[1].isdigit():
            self._heads[head] = words[1]  # from the next one on it is of the usual form
        line = line.strip(b" \t\r\x1a\x00")
        label = _LABEL.match(line)
        name = label[1].upper() if label else b""
        if line in _BRACES:
            self._open = _BRACES[line]
        elif line.startswith(b"#"):
            if reader := self._readers.get(name):
                words = fields(line)
                if (
                    name in _OBJECTS_AT and b"{" not in line
                ):  # some programs leave out an empty list
                    words.insert(_OBJECTS_AT[name], b"")
                reader(words)
        elif name in _AMOUNTS:
            self.records.problems.lost(self._line, f"tecknet # saknas framför {name.decode()}")
        elif line:
            self.records.problems.skipped(self._line, "raden börjar inte med #")

    def _usual_voucher(self, line: bytes) -> bool:
        """Whether it is one of three plain words and a day, which is then the day of the rows
        below."""
        words = line.split(None, 4)
        if (
            len(words) < 4
            or words[1].count(b'"') & 1
            or words[2].count(b'"') & 1
            or not _is_day(words[3])
        ):
            return False
        self._voucher_day = words[3]
        self._month_of(words[3][:6])
        return True

    def _own_month(self, own: bytes, day: bytes) -> int | None:
        """The month of a row with a day of its own, or with none; None for what is no day.

        The voucher's year decides: a row's own day in another year is booked in the voucher's
        month.
        """
        if own == b'""':
            return self._months.get(day[:6])
        if not _is_day(own):
            return None
        return self._month_of(own[:6] if not day or own[:4] == day[:4] else day[:6])

    def _seldom(self, account: bytes, listed: bytes, amount: bytes, own_day: bytes) -> None:
        """A transaction whose month or objects have not been met before, or that comes after an
        added row."""
        month, centre = self._booked_in(own_day), self._centre_of(listed)
        exact = ore(amount.rstrip(b"."))
        if month is None:
            self.records.problems.lost(
                self._line, "varken raden eller dess verifikation har en dag som går att läsa"
            )
        elif centre is None:
            self.records.problems.lost(self._line, f"objekten ”{_told(listed)}” går inte att läsa")
        elif exact is None:
            self.records.problems.lost(self._line, f"beloppet ”{_told(amount)}” går inte att läsa")
        else:
            self.records.transactions[centre, account][month] += exact
            self.records.transaction_rows += 1
            self._settle((centre, account, month), exact)

    def _booked_in(self, own_day: bytes) -> int | None:
        """The month of a row with that day or b"": its own, unless its voucher's year is
        another."""
        day = self._voucher_day
        own = (
            self._month_of(own_day[:6]) if own_day and (not day or own_day[:4] == day[:4]) else None
        )
        return self._month_of(day[:6]) if own is None else own

    def _settle(self, key: Key | None = None, amount: int = 0) -> None:
        """The added row that waits has been followed by its #TRANS, or is counted itself."""
        if self._added is not None and self._added != (key, amount):
            (centre, account, month), its_amount = self._added
            self.records.transactions[centre, account][month] += its_amount
            self.records.lone_added += 1
        self._added = None

    def _row(self, words: list[bytes]) -> tuple[bytes, bytes, bytes, bytes] | None:
        """Account, objects, amount and day of a row; None, and told, if there is no amount to be
        read."""
        account, listed, amount, day = (*words[1:5], b"", b"", b"", b"")[:4]
        if not account or ore(amount) is None:
            self.records.problems.lost(self._line, f"beloppet ”{_told(amount)}” går inte att läsa")
            return None
        if _GROUP.fullmatch(day):  # 1 000.00: what seems to be a day is the end of the amount
            self.records.problems.lost(
                self._line, f"beloppet ”{_told(amount + b' ' + day)}” går inte att läsa"
            )
            return None
        self.records.commas += b"," in amount
        match = _DAY.fullmatch(day)
        return account, listed, amount, b"".join(match.groups()) if match else b""

    def _transaction(self, words: list[bytes]) -> None:
        if row := self._row(words):
            account, listed, amount, day = row
            self._seldom(account, listed, amount.replace(b",", b"."), day)

    def _added_row(self, words: list[bytes]) -> None:
        self._settle()
        if row := self._row(words):
            account, listed, amount, day = row
            month, centre = self._booked_in(day), self._centre_of(listed)
            if month is not None and centre is not None:
                self._added = (centre, account, month), ore(amount) or 0

    def _voucher(self, words: list[bytes]) -> None:
        match = _DAY.fullmatch(words[3]) if len(words) > 3 else None
        self._voucher_day = b"".join(match.groups()) if match else b""

    def _balance(self, words: list[bytes]) -> None:
        if found := self._balance_of(words):
            self.records.balances[found[0]] += found[1]
            self.records.balance_rows += 1
        elif found is None:
            self.records.problems.lost(self._line, "saldot går inte att läsa")

    def _budget(self, words: list[bytes]) -> None:
        if found := self._balance_of(words):
            self.records.budget[found[0]] += found[1]
        elif found is None:
            self.records.problems.skipped(self._line, "budgetbeloppet går inte att läsa")

    def _balance_of(self, words: list[bytes]) -> tuple[BalanceKey, int] | tuple[()] | None:
        """A balance's key and öre; () for another year's, None for what cannot be read."""
        period, account, listed, amount = (*words[2:6], b"", b"", b"", b"")[:4]
        exact, centre = ore(amount), self._centre_of(listed)
        if exact is None or centre is None or not account or not re.fullmatch(rb"\d{6}", period):
            return None
        year, month = int(period[:4]), int(period[4:])
        self.records.commas += b"," in amount
        if not month:
            return None
        self.records.seen_years.add(year)
        if year != self.records.year:
            return ()
        if month > 12:
            self.records.late_periods.add(month)
        dimensions = tuple(
            sorted({int(number) for number, _ in objects(listed) if number.isdigit()})
        )
        return (dimensions, centre, account, min(month, 12)), exact

    def _result(self, words: list[bytes]) -> None:
        year, account, amount = (*words[1:4], b"", b"", b"")[:3]
        if re.fullmatch(rb"-?\d{1,3}", year) and (exact := ore(amount)) is not None:
            self.records.results[int(year), account] = exact
        else:
            self.records.problems.skipped(self._line, "#RES går inte att läsa")

    def _year(self, words: list[bytes]) -> None:
        year, first, last = (*words[1:4], b"", b"", b"")[:3]
        days = [match for match in map(_DAY.fullmatch, (first, last)) if match]
        if re.fullmatch(rb"-?\d{1,3}", year) and len(days) == 2:
            start, end = ("".join(part.decode() for part in day.groups()) for day in days)
            self.records.years[int(year)] = start, end
        else:
            self.records.problems.skipped(self._line, "räkenskapsåret (#RAR) går inte att läsa")

    def _account(self, words: list[bytes]) -> None:
        if len(words) > 2:
            self.records.accounts[words[1]] = words[2]

    def _dimension(self, words: list[bytes]) -> None:
        if len(words) > 2 and words[1].isdigit():
            self.records.dimensions[int(words[1])] = words[2]

    def _object(self, words: list[bytes]) -> None:
        if len(words) > 3 and words[1].isdigit() and int(words[1]) == self.records.dimension:
            self.records.centres[words[2].strip()] = words[3]

    def _fact(self, words: list[bytes]) -> None:
        self.records.facts[words[0].lstrip(b"#").decode().upper()] = b" ".join(words[1:3]).strip()

    def _month_of(self, period: bytes) -> int | None:
        """The month of `202603`; 0 in another year than is asked for; None if it is none."""
        if period not in self._months:
            if not re.fullmatch(rb"\d{4}(0[1-9]|1[0-2])", period):
                return None
            year = int(period[:4])
            self.records.seen_years.add(year)
            self._months[period] = int(period[4:]) if year == self.records.year else 0
        return self._months[period]

    def _centre_of(self, listed: bytes) -> bytes | None:
        """The kostnadsställe among a row's objects; b"" without one, None if they cannot be
        read."""
        if listed not in self._centres:
            if (listed.count(b'"') - listed.count(b'\\"')) % 2 or len(fields(listed)) % 2:
                return None
            if len(self._centres) >= _MOST_CACHED:
                self._centres.clear()
            wanted = str(self.records.dimension).encode()
            code = next((code for number, code in objects(listed) if number == wanted), b"")
            self._centres[listed] = code.strip()
        return self._centres[listed]


def _usual_ore(amount: bytes) -> int | None:
    """As `ore`, for the forms that are plain; None for others, which may be amounts too."""
    try:
        if amount[-3:-2] == b".":
            return int(amount.replace(b".", b"", 1)) if b"_" not in amount else None
        return int(amount) * 100 if amount.isdigit() or amount[1:].isdigit() else None
    except ValueError:
        return None


def _is_day(word: bytes) -> bool:
    return len(word) == 8 and word.isdigit()


def _told(written: bytes) -> str:
    return written.decode("cp437")[:40]
