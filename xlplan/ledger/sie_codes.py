"""The months and kostnadsställen that the rows of a SIE file name, read once each."""

from __future__ import annotations

import re

from xlplan.ledger.sie_records import Records
from xlplan.ledger.sie_text import fields, objects

_MOST_CACHED = 200_000
_PERIOD = re.compile(rb"\d{4}(0[1-9]|1[0-2])")


class Codes:
    """Codes as they stand in the file -> what they mean."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.months: dict[bytes, int] = {}
        """By period, YYYYMM: see `month_of`."""
        self.centres: dict[bytes, bytes] = {}
        """By object list, as it stands between its braces: see `centre_of`."""

    def month_of(self, period: bytes) -> int | None:
        """The month of `202603`; 0 in another year than is asked for; None if it is none."""
        if period not in self.months:
            if not _PERIOD.fullmatch(period):
                return None
            year = int(period[:4])
            self._records.seen_years.add(year)
            self.months[period] = int(period[4:]) if year == self._records.year else 0
        return self.months[period]

    def centre_of(self, listed: bytes) -> bytes | None:
        """The kostnadsställe among a row's objects; b"" without one, None if they cannot be
        read."""
        if listed not in self.centres:
            if (listed.count(b'"') - listed.count(b'\\"')) % 2 or len(fields(listed)) % 2:
                return None
            if len(self.centres) >= _MOST_CACHED:
                self.centres.clear()
            wanted = str(self._records.dimension).encode()
            code = next((code for number, code in objects(listed) if number == wanted), b"")
            self.centres[listed] = code.strip()
        return self.centres[listed]
