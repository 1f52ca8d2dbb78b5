"""The ledger of the sample board: a year's bookings, made of the months in the units' own
follow-up.

Each line's month in a unit's book is booked on the accounts and kostnadsställen that belong to it,
in amounts with öre that sum to the book's to the öre. Beside them stand a few that belong to none
of the units, as in any municipality's ledger: another board's kostnadsställe, an account that no
line has, and an amount without kostnadsställe.

    2026.se            SIE 4E in CP437, with vouchers, balances and check sum
    2026.csv           an amount a row, Windows-1252, decimal comma
    2026.xlsx          an account a row and a column a month, income and cost both plus
    kartlaggning.toml  says how 2026.xlsx is to be read
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from innehall import CREATED, read, sources

YEAR = 2026
KRONOR = {"kr": 1, "tkr": 1_000, "mnkr": 1_000_000}
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

ACCOUNTS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "Taxor och avgifter": (("3110", "Avgifter för omsorg och barnomsorg", 100),),
    "Hyresintäkter": (("3410", "Hyror för bostäder och lokaler", 100),),
    "Bidrag": (("3510", "Statsbidrag", 100),),
    "Försäljning": (
        ("3010", "Försäljning av varor", 30),
        ("3610", "Försäljning av verksamhet", 70),
    ),
    "Övriga externa intäkter": (("3910", "Övriga intäkter", 100),),
    "Personalkostnader": (
        ("5010", "Löner för arbetad tid", 61),
        ("5110", "Löner för ej arbetad tid", 9),
        ("5610", "Sociala avgifter", 24),
        ("5710", "Pensionskostnader", 6),
    ),
    "Övriga personalkostnader": (("5510", "Kostnadsersättningar", 100),),
    "Lokalkostnader": (("6010", "Lokalhyror", 85), ("6110", "El, värme och städning", 15)),
    "Entreprenader och köp av verksamhet": (
        ("4610", "Köp av verksamhet", 70),
        ("7410", "Konsulttjänster", 30),
    ),
    "Livsmedel": (("6411", "Livsmedel", 100),),
    "Ekonomiskt bistånd": (("4511", "Försörjningsstöd", 100),),
    "Övriga kostnader": (
        ("4010", "Inköp av material", 45),
        ("6510", "Kontorsmaterial", 15),
        ("6810", "Tele och it", 25),
        ("7610", "Diverse kostnader", 15),
    ),
}
"""The accounts of each line: number, name, and share of the line in per cent."""
CASH, PAYABLES = ("1930", "Plusgiro"), ("2440", "Leverantörsskulder")
OUTSIDE = (
    ("8520", "Räntekostnader"),
    ("6110", "El, värme och städning"),
    ("7610", "Diverse kostnader"),
)
CENTRES = {
    "2107": ("21071", "21072", "21073"),
    "3311": ("3311", "3315"),
    "4127": ("4127", "4128"),
}
"""Kostnadsställen of the units that have others than their own code; _register.yaml says the same
as spans."""
OTHER_BOARD = ("7700", "Trafiknämnden, gator")


class Booking(NamedTuple):
    text: str
    month: int
    centre: str
    account: str
    ore: int
    """Debit plus."""


def build_ledgers(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    booked = bookings()
    names = {number: name for accounts in ACCOUNTS.values() for number, name, _ in accounts}
    names |= dict((CASH, PAYABLES, *OUTSIDE))
    centres = {
        centre: name for code, name in units().items() for centre in CENTRES.get(code, (code,))
    }
    centres |= dict([OTHER_BOARD])
    (folder / "2026.se").write_bytes(
        _sie(booked, dict(sorted(names.items())), dict(sorted(centres.items())))
    )
    sums: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for row in booked:
        sums[row.centre, row.account, row.month] += row.ore
    (folder / "2026.csv").write_bytes(_csv(dict(sorted(sums.items())), names, centres))
    _xlsx(folder / "2026.xlsx", sums, names, centres)
    (folder / "kartlaggning.toml").write_text(MAPPING, encoding="utf-8")


def units() -> dict[str, str]:
    """Enhetskod -> name."""
    facts = [read(source)["enhet"] for source in sources()]
    return {str(unit["Enhetskod"]): unit["Enhet"] for unit in facts}


def bookings() -> list[Booking]:
    """Every result booking of the year, month by month."""
    rows = list(_outside())
    for source in sources():
        plan, told = read(source), read(source.parent / "uppfoljning" / source.name)
        facts = plan["enhet"]
        code, factor = str(facts["Enhetskod"]), KRONOR[facts["Beloppsenhet"]]
        for block, sign in (("intäkter", -1), ("kostnader", 1)):
            for post in plan["budget"][block]:
                for month, amount in enumerate(told["manad"][post]["utfall"], 1):
                    ore = int(Decimal(str(amount)) * factor * 100) * sign
                    rows += [
                        Booking(post, month, *part) for part in _parted(code, post, month, ore)
                    ]
    return sorted(rows, key=lambda row: (row.month, row.centre, row.text, row.account))


def _parted(code: str, post: str, month: int, ore: int) -> Iterator[tuple[str, str, int]]:
    """Kostnadsställe, account and öre of the parts that the line's amount is booked in; they sum to
    it."""
    accounts, centres = ACCOUNTS[post], CENTRES.get(code, (code,))
    places = [(centre, number, share) for number, _, share in accounts for centre in centres]
    rest = ore
    for centre, number, share in places[:-1]:
        wobble = zlib.crc32(f"{code} {post} {number} {centre} {month}".encode()) % 4001 - 2000
        part = ore * share * (10_000 + wobble) // (1_000_000 * len(centres))
        rest -= part
        if part:
            yield centre, number, part
    if rest:
        yield *places[-1][:2], rest


def _outside() -> Iterator[Booking]:
    yield Booking("Dröjsmålsränta", 3, "4127", "8520", 31_250)
    yield Booking("El till gatubelysning", 2, OTHER_BOARD[0], "6110", 4_821_000)
    yield Booking("Oklar faktura", 5, "", "7610", 105_025)


def _sie(booked: list[Booking], names: dict[str, str], centres: dict[str, str]) -> bytes:
    records: list[list[Any]] = [
        ["FLAGGA", "0"],
        ["PROGRAM", "Exempelbok", "1.0"],
        ["FORMAT", "PC8"],
        ["GEN", "20270112"],
        ["SIETYP", "4"],
        ["FNAMN", "Lindvikens kommun"],
        ["RAR", "0", f"{YEAR}0101", f"{YEAR}1231"],
        ["DIM", "1", "Kostnadsställe"],
        *(["OBJEKT", "1", number, name] for number, name in centres.items()),
        *(["KONTO", number, name] for number, name in names.items()),
    ]
    body = [*records, *_balances(booked), *_vouchers(booked)]
    crc = zlib.crc32("".join(map(_summed, body[1:])).encode("cp437"))
    written = [_written(body[0]), "#KSUMMA", *map(_written, body[1:]), f"#KSUMMA {crc}"]
    return "".join(f"{line}\r\n" for line in written).encode("cp437")


def _vouchers(booked: list[Booking]) -> Iterator[list[Any] | str]:
    """The vouchers' records: one a month, kostnadsställe and text."""
    for number, rows in enumerate(_by_voucher(booked), 1):
        day, text = _day(rows[0]), rows[0].text
        yield ["VER", "A", str(number), day, text]
        yield "{"
        for account, objects, ore in _lines(rows):
            yield ["TRANS", account, objects, _kronor(ore), day]
        yield "}"


def _by_voucher(booked: list[Booking]) -> list[list[Booking]]:
    groups: defaultdict[tuple[int, str, str], list[Booking]] = defaultdict(list)
    for row in booked:
        groups[row.month, row.centre, row.text].append(row)
    return list(groups.values())


def _day(row: Booking) -> str:
    return f"{YEAR}{row.month:02}{1 + zlib.crc32(f'{row.centre} {row.text}'.encode()) % 28:02}"


def _lines(rows: list[Booking]) -> list[tuple[str, list[str], int]]:
    """A voucher's lines: account, objects and öre; they sum to 0."""
    against = CASH[0] if rows[0].account.startswith("3") else PAYABLES[0]
    lines = [(row.account, ["1", row.centre] if row.centre else [], row.ore) for row in rows]
    return [*lines, (against, [], -sum(row.ore for row in rows))]


def _balances(booked: list[Booking]) -> Iterator[list[Any]]:
    """What the vouchers come to, by account, and by account and month."""
    totals, months = defaultdict[str, int](int), defaultdict[tuple[int, str], int](int)
    for rows in _by_voucher(booked):
        for account, _, ore in _lines(rows):
            totals[account] += ore
            months[rows[0].month, account] += ore
    for label, is_result in (("UB", False), ("RES", True)):
        for account, ore in sorted(totals.items()):
            if (account >= "3") is is_result:
                yield [label, "0", account, _kronor(ore)]
    for (month, account), ore in sorted(months.items()):
        yield ["PSALDO", "0", f"{YEAR}{month:02}", account, [], _kronor(ore)]


def _written(record: Any) -> str:
    if isinstance(record, str):
        return record
    label, *fields = record
    words = [
        f"{{{' '.join(map(_quoted, field))}}}" if isinstance(field, list) else _quoted(field)
        for field in fields
    ]
    return f"{'   ' if label == 'TRANS' else ''}#{label} {' '.join(words)}"


def _quoted(field: str) -> str:
    plain = field and not set(field) - set("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return field if plain else f'"{field}"'


def _summed(record: Any) -> str:
    """What the check sum is of: label and fields, without blanks between them, citation marks and
    braces."""
    if isinstance(record, str):
        return ""
    label, *fields = record
    return "".join([f"#{label}", *("".join(field) for field in fields)])


def _kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def _csv(
    sums: dict[tuple[str, str, int], int], names: dict[str, str], centres: dict[str, str]
) -> bytes:
    lines = ["Konto;Kontotext;Ansvar;Ansvarstext;Period;Belopp"]
    for (centre, account, month), ore in sums.items():
        amount = f"{abs(ore) // 100:,}".replace(",", " ") + f",{abs(ore) % 100:02}"
        lines.append(
            f"{account};{names[account]};{centre};{centres.get(centre, '')};{YEAR}{month:02};"
            f"{'-' if ore < 0 else ''}{amount}"
        )
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


def _xlsx(
    path: Path,
    sums: dict[tuple[str, str, int], int],
    names: dict[str, str],
    centres: dict[str, str],
) -> None:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Utfall 2026", "created": CREATED.replace(tzinfo=None)})
    sheet, money = book.add_worksheet("Utfall"), book.add_format({"num_format": "#,##0.00"})
    sheet.write(0, 0, f"Utfall per konto och ansvar {YEAR}, Lindvikens kommun")
    for column, heading in enumerate(
        ("Kontering", "Benämning", "Enhetens ansvar", "Ansvarets namn", *MONTHS, "Helår")
    ):
        sheet.write(2, column, heading)
    places = sorted({key[:2] for key in sums})
    for row, (centre, account) in enumerate(places, 3):
        sign = -1 if account.startswith("3") else 1
        for column, text in enumerate((account, names[account], centre, centres.get(centre, ""))):
            sheet.write_string(row, column, text)
        year = 0
        for month in range(1, 13):
            if ore := sums.get((centre, account, month), 0) * sign:
                sheet.write_number(row, 3 + month, ore / 100, money)
                year += ore
        sheet.write_number(row, 16, year / 100, money)
    sheet.write(3 + len(places), 0, "Summa")
    sheet.write_number(3 + len(places), 16, sum(sums.values()) / 100, money)
    book.close()


MAPPING = """# Hur 2026.xlsx ska läsas: xlplan month … --actuals 2026.xlsx \
--mapping kartlaggning.toml
[kolumner]
konto = "Kontering"
kontonamn = "Benämning"
kst = "Enhetens ansvar"
kstnamn = "Ansvarets namn"

[fil]
blad = "Utfall"
rubrikrad = 3
tecken = "plus"   # systemet skriver både intäkter och kostnader som plus
"""
