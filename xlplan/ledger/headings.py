"""The heading row of an export, and the columns that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlplan.model import MONTHS, LedgerError
from xlplan.wording import MONTH_NAMES, series

LOOKED_AT = 50
"""Rows from the top among which the headings are looked for."""

NAMES: Mapping[str, tuple[str, ...]] = {
    what: tuple(names.split())
    for what, names in (
        ("konto", "konto kontonr kontonummer kontokod kto"),
        (
            "kst",
            "kostnadsställe kst kstnr kstkod kostnadsställenr kostnadsställekod "
            "ansvar ansvarskod ansvarnr ansvarsnr resultatenhet orgenhet",
        ),
        (
            "period",
            "period månad redovisningsperiod bokföringsperiod datum bokföringsdatum "
            "verifikationsdatum verdatum transaktionsdatum bokfdatum perioden",
        ),
        ("år", "år räkenskapsår bokföringsår kalenderår redovisningsår"),
        (
            "belopp",
            "belopp utfall saldo beloppkr beloppsek nettobelopp periodutfall förändring",
        ),
        ("debet", "debet debit debetbelopp"),
        ("kredit", "kredit kreditbelopp"),
        ("kontonamn", "kontonamn kontotext kontobenämning kontobeskrivning"),
        (
            "kstnamn",
            "kostnadsställenamn kstnamn ansvarstext ansvartext ansvarsnamn kostnadsställetext "
            "ksttext",
        ),
    )
}
"""Headings that Swedish systems write, without blanks and signs, in small letters."""
_MONTHS = {
    name: i
    for i, (short, name_in_full) in enumerate(zip(MONTHS, MONTH_NAMES, strict=True), 1)
    for name in (short, name_in_full, name_in_full[:4])
}


@dataclass(frozen=True)
class Columns:
    """The columns of an export, from 0; None for what the file does not have."""

    header: int
    """The heading row, from 0."""
    account: int
    centre: int | None
    period: int | None
    year: int | None
    """Beside a period that is a month alone."""
    amount: int | None
    debit: int | None
    credit: int | None
    months: Mapping[int, int]
    """Month -> column, where the file has one a month."""
    account_name: int | None
    centre_name: int | None

    @property
    def amounts(self) -> tuple[int, ...]:
        """The columns that hold amounts."""
        whole = (self.amount, self.debit, self.credit)
        return tuple(self.months.values()) or tuple(
            column for column in whole if column is not None
        )


def month_named(text: str) -> int | None:
    """The month that a heading names: "mars", "Mar", "mars 2026" -> 3; None for no month's name."""
    return _MONTHS.get(_folded(re.sub(r"\d", "", text)).replace("utfall", ""))


def year_named(text: str) -> int | None:
    """The year beside a month's name: "mars 2026", "mar-26", "2026 mars" -> 2026; None without
    one."""
    if match := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text):
        return int(match[0])
    match = re.search(r"[^\W\d_]\W*(\d\d)\s*$", text)
    return 2000 + int(match[1]) if match else None


def columns_of(
    rows: Sequence[Sequence[str]],
    said: Mapping[str, str],
    header_row: int | None,
    name: str,
    year: int,
) -> Columns:
    """The columns by what is `said` (what -> heading), and else by the headings' own names; months
    of another year than `year` are none.

    `rows` are the file's first rows. Raises LedgerError where the account, the month or the amount
    has no column.
    """
    at, best = _heading_row(rows, said, header_row, name, year)
    if lacking := [heading for what, heading in said.items() if what not in best]:
        raise LedgerError(
            f"{name} har ingen kolumn {series(f'”{heading}”' for heading in lacking)}. "
            f"{_there(rows, at)} Rätta rubrikerna i kartläggningsfilen."
        )
    if not _enough(best):
        raise LedgerError(
            f"{name}: {_missing(best)} {_there(rows, at)} Säg vilka de är i en kartläggningsfil "
            '(--mapping), till exempel konto = "…" under [kolumner].'
        )
    months = {i: best[month] for i, month in enumerate(MONTHS, 1) if month in best}
    whole = "belopp" in best or "debet" in best or "kredit" in best
    return Columns(
        header=at,
        account=best["konto"],
        centre=best.get("kst"),
        period=best.get("period"),
        year=best.get("år"),
        amount=best.get("belopp"),
        debit=best.get("debet"),
        credit=best.get("kredit"),
        months={} if whole and "period" in best else months,
        account_name=best.get("kontonamn"),
        centre_name=best.get("kstnamn"),
    )


def _heading_row(
    rows: Sequence[Sequence[str]],
    said: Mapping[str, str],
    header_row: int | None,
    name: str,
    year: int,
) -> tuple[int, Mapping[str, int]]:
    """The row, from 0, that has most of what is looked for, and what it has: what -> column."""
    if header_row is not None and header_row > len(rows):
        raise LedgerError(
            f"{name} har bara {len(rows)} rader. rubrikrad = {header_row} i kartläggningen "
            "stämmer inte."
        )
    places = range(min(len(rows), LOOKED_AT)) if header_row is None else (header_row - 1,)
    found = [(at, _places(rows[at], said, year)) for at in places]
    return max(found, key=lambda row: (_enough(row[1]), len(row[1])), default=(0, {}))


def _places(row: Sequence[str], said: Mapping[str, str], year: int) -> dict[str, int]:
    """What -> column, for what stands in the row."""
    headings = [_folded(cell) for cell in row]
    wanted = {what: _folded(heading) for what, heading in said.items()}
    found = {
        what: headings.index(heading) for what, heading in wanted.items() if heading in headings
    }
    taken = set(found.values())
    for what, names in NAMES.items():
        if what not in said:
            # the first of the names counts, not the first of the columns: Period before Datum
            at = next((headings.index(name) for name in names if name in headings), None)
            if at is not None and at not in taken:
                found[what] = at
                taken.add(at)
    for at, cell in enumerate(row):
        month = month_named(cell) if at not in taken and year_named(cell) in (None, year) else None
        if month and MONTHS[month - 1] not in found:
            found[MONTHS[month - 1]] = at
    if "belopp" in found and "debet" in found and "kredit" in found and "belopp" not in said:
        del found["belopp"]  # a running balance beside the two
    return found


def _enough(found: Mapping[str, int]) -> bool:
    whole = "period" in found and bool({"belopp", "debet", "kredit"} & found.keys())
    return "konto" in found and (whole or bool(found.keys() & set(MONTHS)))


def _missing(found: Mapping[str, int]) -> str:
    if found.keys() & set(MONTHS):
        return "det går inte att se vilken kolumn som är kontot."
    lacking = [
        *(["kontot"] if "konto" not in found else []),
        *(["perioden"] if "period" not in found else []),
        *(["beloppet"] if not {"belopp", "debet", "kredit"} & found.keys() else []),
    ]
    return f"det går inte att se vilken kolumn som är {series(lacking)}."


def _there(rows: Sequence[Sequence[str]], at: int) -> str:
    headings = [cell for cell in rows[at] if cell.strip()] if at < len(rows) else []
    return (
        f"Rubrikerna på rad {at + 1} är {series(f'”{heading}”' for heading in headings[:12])}."
        if headings
        else ""
    )


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]", "", heading).casefold()
