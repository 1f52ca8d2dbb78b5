"""Files of ledgers, told apart: SIE by its records, a workbook by its zip, all else as a table of
text."""

from __future__ import annotations

import re
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xlplan.ledger.mapping import Mapping, read_mapping
from xlplan.ledger.model import Amounts, Ledger
from xlplan.ledger.sie_ledger import read_sie
from xlplan.ledger.table_file import read_csv, read_sheet
from xlplan.model import LedgerError, shown_path
from xlplan.wording import series

_RECORD = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])[ \t]*#(?:FLAGGA|SIETYP|FORMAT|PROGRAM|GEN|RAR|KONTO|VER"
    rb"|KSUMMA|FNAMN|PSALDO)\b"
)


def read_ledger(path: Path, year: int, mapping: Path | None = None) -> Ledger:
    """The calendar year `year` of a ledger: SIE 4, CSV or xlsx. `mapping` says which columns a
    table has, and which dimension of a SIE file is the kostnadsställe. Raises LedgerError."""
    wish = read_mapping(mapping) if mapping else Mapping()
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16)
        if not start.strip():
            raise LedgerError(f"Huvudboken {shown_path(path)} är tom. Exportera den på nytt.")
        if start.startswith(b"PK"):
            return read_sheet(path, year, wish)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or not _RECORD.search(start):
            return read_csv(path, year, wish)
        return read_sie(path, year, wish.dimension)
    except FileNotFoundError:
        raise LedgerError(f"Huvudboken {shown_path(path)} finns inte.") from None
    except OSError:
        raise LedgerError(
            f"Huvudboken {shown_path(path)} kan inte läsas: det är en mapp, eller åtkomst nekas."
        ) from None


def read_ledgers(paths: Sequence[Path], year: int, mapping: Path | None = None) -> Ledger:
    """Several files as one ledger, such as one a month. What two of them have alike is told: it may
    be counted twice.

    Raises LedgerError, also where all that one has stands in another too.
    """
    ledgers = [read_ledger(path, year, mapping) for path in paths]
    first, *others = ledgers
    if not others:
        return first
    warnings: list[str] = []
    for i, ledger in enumerate(ledgers):
        _refuse_repeated(ledger, ledgers[:i])
        warnings += _overlap(ledger, ledgers[:i])
        warnings += [f"{shown_path(ledger.path)}: {warning}" for warning in ledger.warnings]
    return replace(
        first,
        amounts=_added(ledger.amounts for ledger in ledgers),
        budget=_added(ledger.budget for ledger in ledgers),
        source=replace(first.source, rows=sum(ledger.source.rows for ledger in ledgers)),
        # of two names of a code the first file's holds
        account_names=dict(ChainMap(*(dict(ledger.account_names) for ledger in ledgers))),
        cost_centre_names=dict(ChainMap(*(dict(ledger.cost_centre_names) for ledger in ledgers))),
        warnings=tuple(warnings),
    )


def _refuse_repeated(ledger: Ledger, earlier: Sequence[Ledger]) -> None:
    """Raise LedgerError where all that one of two ledgers has stands in the other."""
    for other in earlier:
        if other.amounts == ledger.amounts and ledger.amounts:
            raise LedgerError(
                f"Huvudböckerna {shown_path(other.path)} och {shown_path(ledger.path)} har samma "
                "belopp. Ange den ena."
            )
        less, more = sorted((other, ledger), key=lambda one: len(one.amounts))
        if less.amounts and less.amounts.items() <= more.amounts.items():
            raise LedgerError(
                f"Alla belopp i huvudboken {shown_path(less.path)} finns också i "
                f"{shown_path(more.path)}. Ange bara {shown_path(more.path)}."
            )


def _overlap(ledger: Ledger, earlier: Sequence[Ledger]) -> Iterator[str]:
    """What is told of amounts with a kostnadsställe, account and month that an earlier file has."""
    both = ledger.amounts.keys() & {key for other in earlier for key in other.amounts}
    if both:
        months = series(map(str, sorted({month for _, _, month in both})))
        yield (
            f"{shown_path(ledger.path)} har konton och kostnadsställen som redan fanns i en "
            f"tidigare fil för månad {months}. Beloppen är lagda ihop; är de samma belopp, ange "
            "bara den ena filen."
        )


def _added(several: Iterable[Amounts]) -> Amounts:
    """Their sum, without what comes to nothing."""
    summed: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for amounts in several:
        for key, ore in amounts.items():
            summed[key] += ore
    return {key: ore for key, ore in summed.items() if ore}
