"""The ledger of a SIE file: which year, which of its amounts, in which letters, and what should be
known of it.

Transactions are taken where there are any of the year: they are what the balances were made of, and
carry every object. Balances are taken where there are none, or where only they know the
kostnadsställe. What the file says of the same money elsewhere (#PSALDO beside transactions, #RES)
is held against what was summed, and told where it differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from xlplan.ledger.model import Ledger, LedgerSource, kronor
from xlplan.ledger.sie import records_of
from xlplan.ledger.sie_balances import besides, counted_once
from xlplan.ledger.sie_records import CENTRE_DIMENSION, Key, Records
from xlplan.ledger.sie_text import CP437, decoded, encoding_of, mojibake
from xlplan.model import LedgerError, shown_path
from xlplan.wording import count, series

TOLD = 3
"""Differences that a sentence names."""

_Difference = tuple[bytes, int, int]
"""Account, öre summed, and öre as the file says elsewhere."""


def read_sie(path: Path, year: int, dimension: int = CENTRE_DIMENSION) -> Ledger:
    """The ledger of the calendar year. Raises LedgerError, OSError."""
    records = records_of(path, year, dimension)
    records.problems.refuse(path)
    name = f"Huvudboken {shown_path(path)}"
    if records.checksum.cut_off:
        raise LedgerError(
            f"{name} börjar med #KSUMMA, men kontrollsumman i slutet saknas. Filen är nog "
            "avkortad; exportera den på nytt."
        )
    _right_year(records, name)
    encoding = encoding_of(bytes(records.sample))
    try:
        chosen, basis = _chosen(records)
        budget = counted_once(records.budget, dimension)
    except LedgerError as error:
        raise LedgerError(f"{name}: {error}.") from None
    accounts, centres = _names(records.accounts, encoding), _names(records.centres, encoding)
    names = [*accounts.values(), *centres.values()]
    return Ledger(
        path,
        year,
        _named(chosen, encoding),
        _source(records, basis, encoding),
        accounts,
        centres,
        _named(budget, encoding),
        tuple(_warnings(records, chosen, basis, encoding, names)),
    )


def _source(records: Records, basis: str, encoding: str) -> LedgerSource:
    rows = records.transaction_rows if basis == "verifikationer" else records.balance_rows
    program, company, generated = (
        decoded(records.facts.get(label, b""), encoding) for label in ("PROGRAM", "FNAMN", "GEN")
    )
    return LedgerSource("SIE 4", basis, rows, encoding, program, company, generated)


def _names(written: Mapping[bytes, bytes], encoding: str) -> dict[str, str]:
    return {decoded(code, encoding): decoded(name, encoding) for code, name in written.items()}


def _right_year(records: Records, name: str) -> None:
    year, covered = records.year, any(_covers(records, number) for number in records.years)
    has_results = any(
        amount
        for (number, _), amount in records.results.items()
        if number in records.years and _covers(records, number)
    )
    if year in records.seen_years or (covered and not records.seen_years and not has_results):
        return
    if not records.seen_years:
        kind = decoded(records.facts.get("SIETYP", b""), CP437)
        told = f" Den är av typ {kind}." if kind else ""
        raise LedgerError(
            f"{name} har inga belopp månad för månad: varken verifikationer (#TRANS) eller "
            f"periodsaldon (#PSALDO).{told} Exportera den som SIE typ 4, med verifikationer."
        )
    if not covered:
        has = series(map(str, sorted(records.seen_years)))
        raise LedgerError(
            f"{name} har inga belopp för {year}. Den har belopp för {has}. Välj filen för {year}."
        )


def _covers(records: Records, number: int) -> bool:
    first, last = records.years[number]
    return first[:4] <= str(records.year) <= last[:4]


def _chosen(records: Records) -> tuple[Mapping[Key, int], str]:
    """The amounts of the year, and what they were summed from."""
    booked = {
        (centre, account, month): amount
        for (centre, account), months in records.transactions.items()
        for month, amount in enumerate(months)
        if month and amount
    }
    if not booked and not records.balances:
        return {}, "verifikationer" if records.transactions else "periodsaldon"
    with_centre = any(records.dimension in dimensions for dimensions, *_ in records.balances)
    if not booked or (with_centre and not any(centre for centre, _, _ in booked)):
        return counted_once(records.balances, records.dimension), "periodsaldon"
    return booked, "verifikationer"


def _named(amounts: Mapping[Key, int], encoding: str) -> dict[tuple[str, str, int], int]:
    """Without what comes to nothing; codes that are the same once they are read are one."""
    codes = {code for centre, account, _ in amounts for code in (centre, account)}
    read = {code: decoded(code, encoding) for code in codes}
    named: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (centre, account, month), amount in amounts.items():
        if amount:
            named[read[centre], read[account], month] += amount
    if len(set(read.values())) < len(read):  # only then may two have come to nothing together
        return {key: amount for key, amount in named.items() if amount}
    return named


def _warnings(
    records: Records, chosen: Mapping[Key, int], basis: str, encoding: str, names: Iterable[str]
) -> Iterator[str]:
    yield from records.problems.warnings()
    if records.checksum.differs:
        yield (
            f"Kontrollsumman i filen är {records.checksum.declared}, men innehållet ger "
            f"{records.checksum.computed}. Filen kan ha ändrats efter exporten; jämför summorna "
            "med ekonomisystemet eller exportera den på nytt."
        )
    if garbled := mojibake(names):
        yield (
            f"Några namn i filen var redan förvanskade när den skrevs, till exempel ”{garbled}”. "
            "Beloppen rörs inte av det."
        )
    yield from _odd_rows(records)
    yield from _broken_year(records)
    if basis == "periodsaldon" and records.broken_end:
        yield (
            "Filens sista rad slutar utan radbrytning, så filen kan vara avkortad. Jämför summorna "
            "med ekonomisystemet, eller exportera den på nytt."
        )
    if not chosen:
        yield f"Filen har inga bokförda belopp för {records.year}."
    elif not any(centre for centre, _, _ in chosen):
        yield _no_centres(records, encoding)
    yield from _contradictions(records, chosen, basis)


def _odd_rows(records: Records) -> Iterator[str]:
    currency = decoded(records.facts.get("VALUTA", b"SEK"), CP437)
    if currency.upper() not in ("SEK", ""):
        yield f"Filen säger att beloppen är i {currency}. xlplan räknar dem som kronor."
    if records.commas:
        yield (
            f"{count(records.commas, 'belopp är skrivet', 'belopp är skrivna')} med decimalkomma, "
            "fast SIE har decimalpunkt. Kommat är läst som decimaltecken."
        )
    if records.late_periods:
        late = series(map(str, sorted(records.late_periods)))
        yield f"Saldon för period {late} (bokslutsperioder) räknas till december."
    if records.lone_added:
        yield (
            f"{count(records.lone_added, 'tillagd rad', 'tillagda rader')} (#RTRANS) följs inte av "
            "samma rad som #TRANS. Beloppen räknas med."
        )


def _broken_year(records: Records) -> Iterator[str]:
    whole = f"{records.year}0101", f"{records.year}1231"
    covering = [records.years[number] for number in records.years if _covers(records, number)]
    if covering and whole not in covering:
        first, last = covering[0]
        yield (
            f"Räkenskapsåret i filen går från {_day(first)} till {_day(last)}. Bara det som är "
            f"bokfört under {records.year} är med, och filen kan sakna månader."
        )
    elif records.years and not covering:
        yield (
            f"Filens räkenskapsår (#RAR) omfattar inte {records.year}, men den har belopp för "
            "året. De är med."
        )


def _day(written: str) -> str:
    return f"{written[:4]}-{written[4:6]}-{written[6:]}"


def _no_centres(records: Records, encoding: str) -> str:
    others = [
        f"{number} ({decoded(name, encoding)})"
        for number, name in sorted(records.dimensions.items())
        if number != records.dimension
    ]
    way = (
        f" Filen har dimension {series(others)}. Är någon av dem kostnadsstället, skriv dimension "
        "= numret under [sie] i kartläggningsfilen (--mapping)."
        if others
        else " Exportera med objekt (kostnadsställe)."
    )
    return f"Inga belopp i filen har kostnadsställe (dimension {records.dimension}).{way}"


def _contradictions(records: Records, chosen: Mapping[Key, int], basis: str) -> Iterator[str]:
    """Where the file tells the same money otherwise than what was summed."""
    if basis == "periodsaldon" and (more := besides(records.balances, records.dimension)):
        told = _differing(
            more, "periodsaldona för kostnadsställe", "periodsaldona för annat, som projekt,"
        )
        yield (
            f"{told} Bara de för kostnadsställe räknas, så något kan fattas. Exportera med "
            "verifikationer (typ 4)."
        )
    if wrong := _against_results(records, chosen):
        yield (
            f"{_differing(wrong, 'månaderna', 'årets resultat (#RES)')} Jämför med ekonomisystemet."
        )
    if basis == "verifikationer" and (other := _against_balances(records, chosen)):
        yield (
            f"{_differing(other, 'verifikationerna', 'periodsaldona (#PSALDO)')} "
            "Verifikationerna räknas."
        )


def _against_results(records: Records, chosen: Mapping[Key, int]) -> list[_Difference]:
    """The accounts whose #RES of the year is not what was summed."""
    whole_year = (
        number
        for number, (first, last) in records.years.items()
        if (first[4:], last[4:]) == ("0101", "1231") and _covers(records, number)
    )
    number = next(whole_year, None)
    results = {account: ore for (of, account), ore in records.results.items() if of == number}
    summed: defaultdict[bytes, int] = defaultdict(int)
    for (_, account, _), ore in chosen.items() if results else ():
        summed[account] += ore
    return [
        (account, summed[account], said)
        for account, said in results.items()
        if summed[account] != said
    ]


def _against_balances(records: Records, chosen: Mapping[Key, int]) -> list[_Difference]:
    """The accounts whose #PSALDO of a month is not what was summed, once a month."""
    totals = {key[2:]: ore for key, ore in records.balances.items() if not key[0]}
    summed: defaultdict[tuple[bytes, int], int] = defaultdict(int)
    for (_, account, month), ore in chosen.items() if totals else ():
        summed[account, month] += ore
    return [(key[0], summed[key], said) for key, said in totals.items() if summed[key] != said]


def _differing(rows: list[_Difference], one: str, other: str) -> str:
    rows.sort(key=lambda row: -abs(row[1] - row[2]))
    told = "; ".join(
        f"konto {account.decode('cp437')}: {kronor(summed)} mot {kronor(said)}"
        for account, summed, said in rows[:TOLD]
    )
    more = f"; och {count(len(rows) - TOLD, 'till', 'till')}" if len(rows) > TOLD else ""
    return f"I filen skiljer {one} och {other} sig åt ({told}{more})."
