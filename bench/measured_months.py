"""The month measured: a ledger read, its memory, and the month of many units."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

import ledgers
import memory
import months
from books import DISTINCT, books
from result import Result, Setting, at_least

UNITS = 1_000


def ledger(setting: Setting) -> Result:
    """A SIE file of a million transactions, whole command, against a script with pandas; the sums
    must be the same."""
    theirs, ours = [], []
    file = ledgers.sie_file(ledgers.TRANSACTIONS)
    with tempfile.TemporaryDirectory() as folder:
        by_pandas, by_xlplan = Path(folder, "pandas.json"), Path(folder, "xlplan.json")
        for _ in range(setting.rounds):
            theirs.append(ledgers.read_by_pandas(setting.python, file, by_pandas))
            ours.append(ledgers.read_by_xlplan(file, by_xlplan))
        if ledgers.sums(by_pandas) != ledgers.sums(by_xlplan):
            setting.differences.append(
                "xlplan and pandas do not come to the same sums of the ledger"
            )
    return Result(
        f"read a ledger of {ledgers.TRANSACTIONS:,} transactions (SIE 4), against pandas",
        theirs,
        ours,
        "≥ 0.9×",
        at_least(0.9),
    )


def ledger_memory(setting: Setting) -> Result | None:
    """Peak memory of the same, and whether it grows with the transactions: the sums are the same
    many in both files."""
    if not memory.available():
        print("Memory is measured on Linux only; skipped.", file=sys.stderr)
        return None
    whole, tenth = (
        ledgers.sie_file(number) for number in (ledgers.TRANSACTIONS, ledgers.TRANSACTIONS // 10)
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "sums.json")
        theirs = [ledgers.peak_by_pandas(setting.python, whole, out) for _ in range(setting.rounds)]
        ours = [ledgers.peak_by_xlplan(whole, out) for _ in range(setting.rounds)]
        few = median(ledgers.peak_by_xlplan(tenth, out) for _ in range(setting.rounds))
    return Result(
        f"peak memory of a ledger of {ledgers.TRANSACTIONS:,} transactions ({few:.0f} MiB with a "
        f"tenth)",
        theirs,
        ours,
        "≤ 150 MiB",
        lambda result: median(result.ours) <= 150,
        unit="MiB",
    )


def month(setting: Setting) -> Result:
    """A thousand units; the baseline takes a share and is scaled. Both must come to the same
    sums."""
    theirs, ours = [], []
    files = books(UNITS, "year")
    months.by_pandas(setting.python, files[:1], 1)  # compiles, and is not counted
    months.by_xlplan(files[:DISTINCT])
    for i in range(setting.rounds):
        seconds, plain = months.by_pandas(setting.python, files[i :: UNITS // 50], len(files))
        theirs.append(seconds)
        seconds, own = months.by_xlplan(files)
        ours.append(seconds)
        setting.differences += [
            f"the month of {code} is not the same" for code in plain if plain[code] != own.get(code)
        ]
    held = f", {months.peak(files):.0f} MiB" if memory.available() else ""
    return Result(
        f"the month for {UNITS:,} units × 12 months, whole command{held}, against pandas (50 a "
        f"round, scaled)",
        theirs,
        ours,
        "≥ 1×",
        at_least(1),
    )
