"""SIE 4 files (4E and 4I), read as a stream: a million transactions take no more memory than a
thousand.

Transactions of the usual form are summed on the spot; all other lines go to a slower and more
patient reading. Records may come in any order. A line that is no amount and cannot be read is told
and skipped. A line of an amount that cannot be read refuses the file: its totals would be wrong.

Source: SIE filformat, utgåva 4B (2008-09-30).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from xlplan.ledger.sie_codes import Codes
from xlplan.ledger.sie_records import CENTRE_DIMENSION, Key, Records
from xlplan.ledger.sie_registers import Registers
from xlplan.ledger.sie_text import DAY, fields, ore

CHUNK = 1 << 18
"""Bytes read at a time."""
SAMPLE = 1 << 16
"""Bytes of lines with letters beyond ASCII that are kept to tell the character set."""

_BRACES = {b"{": True, b"}": False, b"{\r": True, b"}\r": False}
"""Lines that begin and end a voucher's rows."""
_ENDS = (b"\n", b"\r", b"\x1a", b"\x00")
"""How a file ends; the last two are what old programs fill it with."""
_LABEL = re.compile(rb"#?([A-Za-z]+)")
_AMOUNTS = frozenset((b"TRANS", b"RTRANS", b"PSALDO"))
_OBJECTS_AT = {b"TRANS": 2, b"RTRANS": 2, b"PSALDO": 4, b"PBUDGET": 4}
_GROUP = re.compile(rb"\d{3}(?:[.,]\d*)?")
_OLD_LINE_END = re.compile(rb"\r(?=[^\n])")


def records_of(path: Path, year: int, dimension: int = CENTRE_DIMENSION) -> Records:
    """The file's records, as far as the year needs them. Raises LedgerError, OSError."""
    with path.open("rb") as file:
        reading = _SieReader(Records(year, dimension))
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


class _SieReader:
    """One pass over the lines: vouchers and their rows. Holds what must be remembered from line to
    line."""

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
        self._codes = Codes(records)
        self._registers = Registers(records, self._codes)
        self._rows: dict[bytes, Callable[[list[bytes]], None]] = {
            b"VER": self._voucher,
            b"TRANS": self._transaction,
            b"RTRANS": self._added_row,
        }

    def take(self, chunk: bytes) -> None:
        """A chunk of whole lines.

        This is where a large file's time goes: transactions and vouchers of the usual form are met
        here by the bytes' own methods, and every other line by `_other`.
        """
        self._look_at(chunk)
        totals, heads = self.records.transactions, self._heads
        centres, months = self._codes.centres, self._codes.months
        day, month_of_day = self._voucher_day, months.get(self._voucher_day[:6])
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
                    centre = self._codes.centre_of(listed)
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
                day, month_of_day = self._voucher_day, months.get(self._voucher_day[:6])
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
            self._record(name, line)
        elif name in _AMOUNTS:
            self.records.problems.lost(self._line, f"tecknet # saknas framför {name.decode()}")
        elif line:
            self.records.problems.skipped(self._line, "raden börjar inte med #")

    def _record(self, label: bytes, line: bytes) -> None:
        words = fields(line)
        if label in _OBJECTS_AT and b"{" not in line:  # some programs leave out an empty list
            words.insert(_OBJECTS_AT[label], b"")
        if reader := self._rows.get(label):
            reader(words)
        else:
            self._registers.take(label, words, self._line)

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
        self._codes.month_of(words[3][:6])
        return True

    def _own_month(self, own: bytes, day: bytes) -> int | None:
        """The month of a row with a day of its own, or with none; None for what is no day.

        The voucher's year decides: a row's own day in another year is booked in the voucher's
        month.
        """
        if own == b'""':
            return self._codes.months.get(day[:6])
        if not _is_day(own):
            return None
        return self._codes.month_of(own[:6] if not day or own[:4] == day[:4] else day[:6])

    def _seldom(self, account: bytes, listed: bytes, amount: bytes, own_day: bytes) -> None:
        """A transaction whose month or objects have not been met before, or that comes after an
        added row."""
        month, centre = self._booked_in(own_day), self._codes.centre_of(listed)
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
            self._codes.month_of(own_day[:6])
            if own_day and (not day or own_day[:4] == day[:4])
            else None
        )
        return self._codes.month_of(day[:6]) if own is None else own

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
        match = DAY.fullmatch(day)
        return account, listed, amount, b"".join(match.groups()) if match else b""

    def _transaction(self, words: list[bytes]) -> None:
        if row := self._row(words):
            account, listed, amount, day = row
            self._seldom(account, listed, amount.replace(b",", b"."), day)

    def _added_row(self, words: list[bytes]) -> None:
        self._settle()
        if row := self._row(words):
            account, listed, amount, day = row
            month, centre = self._booked_in(day), self._codes.centre_of(listed)
            if month is not None and centre is not None:
                self._added = (centre, account, month), ore(amount) or 0

    def _voucher(self, words: list[bytes]) -> None:
        match = DAY.fullmatch(words[3]) if len(words) > 3 else None
        self._voucher_day = b"".join(match.groups()) if match else b""


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
