"""What the bench measures: each gives a row of the result by asking both sides in turn, round by
round."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from statistics import median

import ledgers
import memory
import months
from books import DISTINCT, books, planted
from contents import PLANTED_RULES
from sides import XLPLAN, Finding, as_users, check_command, run_baseline, run_xlplan, timed

READ_BOOKS = 50
ONE_BY_ONE = 5
REPORT_BOOKS = 60
MANY = 2_000
UNITS = 1_000


@dataclass
class Setting:
    python: Path
    """The baseline's interpreter."""
    number: int
    rounds: int
    differences: list[str] = field(default_factory=list)
    """Where the two sides, or what was planted, do not agree."""


@dataclass(frozen=True)
class Result:
    """Seconds (or MiB) round by round. The ratio is ours by theirs or theirs by ours, as `faster`
    says."""

    what: str
    theirs: list[float]
    ours: list[float]
    target: str
    reached: Callable[[Result], bool]
    faster: bool = True
    unit: str = "s"

    @property
    def ratio(self) -> float:
        pairs = zip(self.theirs, self.ours, strict=True)
        return median(theirs / ours if self.faster else ours / theirs for theirs, ours in pairs)


def at_least(times: float, under: float = float("inf")) -> Callable[[Result], bool]:
    return lambda result: result.ratio >= times and median(result.ours) < under


def batch(setting: Setting) -> Result:
    """All books with start-up. Every round the baseline takes its share of them, and is scaled to
    all."""
    return _batch(setting, books(setting.number), "≥ 18× (stretch 25×)", at_least(18))


def big(setting: Setting) -> Result:
    return _batch(setting, books(MANY), "≥ 30× (stretch 45×)", at_least(30))


@cache
def _warm(python: Path, book: Path) -> None:
    """The first run compiles modules; it is not counted."""
    run_baseline(python, [book], 1)
    run_xlplan([book])


def _batch(
    setting: Setting, files: list[Path], target: str, reached: Callable[[Result], bool]
) -> Result:
    theirs, ours, found = [], [], set[Finding]()
    first = files[:DISTINCT]
    _warm(setting.python, first[0])
    for i in range(setting.rounds):
        share = first[i :: setting.rounds]
        baseline = run_baseline(setting.python, share, len(files))
        checked = run_xlplan(files)
        theirs.append(baseline.seconds)
        ours.append(checked.seconds)
        found |= baseline.findings
    _compare(setting, "baseline", first, found)
    _compare(setting, "xlplan", files, checked.findings)
    what = (
        f"check {len(files)} books, whole command ({len(first) // setting.rounds} a round by "
        f"the baseline, scaled)"
    )
    return Result(what, theirs, ours, target, reached)


def _compare(setting: Setting, side: str, files: Sequence[Path], found: set[Finding]) -> None:
    """Of the planted kinds each side must find all that was planted, in its row, and nothing
    else."""
    there = {(file.name, *fault) for i, file in enumerate(files) for fault in planted(i)}
    said = {finding for finding in found if finding[1] in PLANTED_RULES}
    setting.differences += [f"{side} did not find {finding}" for finding in sorted(there - said)]
    setting.differences += [
        f"{side} found {finding}, which was not planted" for finding in sorted(said - there)
    ]


def one(setting: Setting) -> Result:
    theirs, ours, files = [], [], books(setting.number)
    _warm(setting.python, files[0])
    for book in files[: setting.rounds]:
        theirs.append(run_baseline(setting.python, [book], 1).seconds)
        ours.append(run_xlplan([book]).seconds)
    return Result(
        "check one book, whole command",
        theirs,
        ours,
        "≥ 2× and under 1 s (stretch 2.5×)",
        at_least(2, 1),
    )


def help_(setting: Setting) -> Result:
    """Against the bare interpreter, so here xlplan is the slower one."""
    bare, ours = [], []
    timed([*XLPLAN, "--help"])  # compiles, and is not counted
    for _ in range(3 * setting.rounds):
        bare.append(timed([sys.executable, "-c", "pass"]))
        ours.append(timed([*XLPLAN, "--help"]))
    return Result(
        "xlplan --help against python -c pass",
        bare,
        ours,
        "under 0.2 s and ≤ 5× (stretch 3×)",
        lambda result: result.ratio <= 5 and median(result.ours) < 0.2,
        faster=False,
    )


def reading(setting: Setting) -> Result:
    """Values and formulas of a book, in this process: openpyxl needs two loads for both. A round is
    a book."""
    import openpyxl

    from xlplan.reading import read_book

    theirs, ours = [], []
    for book in books(setting.number)[:READ_BOOKS]:
        start = time.perf_counter()
        openpyxl.load_workbook(book)
        openpyxl.load_workbook(book, data_only=True)
        between = time.perf_counter()
        read_book(book)
        theirs.append(between - start)
        ours.append(time.perf_counter() - between)
    return Result(
        "read values and formulas of a book, against openpyxl's two loads",
        theirs,
        ours,
        "≥ 10× (stretch 13×)",
        at_least(10),
    )


def report_of_one(form: str, setting: Setting) -> Result:
    """A book's report, from the file to the file, in this process and started already, against its
    rows written by python-docx as they are. A round is a book."""
    from plain_report import plain_report

    from xlplan.actions.drafting import ReportOrder
    from xlplan.actions.report import report

    theirs, ours = [], []
    first, *others = books(setting.number)[: 1 + ONE_BY_ONE * setting.rounds]
    with tempfile.TemporaryDirectory() as out:
        plain_report(first)
        report([first], Path(out), ReportOrder(formats=(form,)))  # imports, and is not counted
        for book in others:
            start = time.perf_counter()
            plain_report(book)
            between = time.perf_counter()
            [made] = report([book], Path(out), ReportOrder(formats=(form,)))
            theirs.append(between - start)
            ours.append(time.perf_counter() - between)
            if made.out is None:
                setting.differences.append(made.why)
    return Result(
        f"report one book as {form}, started already, against its rows by openpyxl and python-docx",
        theirs,
        ours,
        "about 1 s",
        lambda result: median(result.ours) < 1.1,
    )


def reports(setting: Setting) -> Result:
    """A board's units in all three formats, against the same made one at a time in one process."""
    theirs, ours, files = [], [], books(max(setting.number, REPORT_BOOKS))[:REPORT_BOOKS]
    one_by_one = (
        "import sys; from pathlib import Path; from xlplan.actions.drafting import ReportOrder; "
        "from xlplan.actions.report import report; order = ReportOrder(formats=('docx', 'pdf', "
        "'html')); report([*map(Path, sys.argv[2:])], Path(sys.argv[1]), order, jobs=1)"
    )
    for _ in range(setting.rounds):
        with tempfile.TemporaryDirectory() as out:
            theirs.append(timed([sys.executable, "-P", "-c", one_by_one, out, *files]))
        with tempfile.TemporaryDirectory() as out:
            ours.append(
                timed(
                    [
                        *XLPLAN,
                        "report",
                        *files,
                        "--to",
                        "docx",
                        "--to",
                        "pdf",
                        "--to",
                        "html",
                        "--out",
                        out,
                    ]
                )
            )
            made = len(list(Path(out).iterdir()))
        if made != 3 * REPORT_BOOKS:
            setting.differences.append(f"{made} reports of {REPORT_BOOKS} books in three formats")
    return Result(
        f"report {REPORT_BOOKS} books as docx, pdf and html, against one at a time",
        theirs,
        ours,
        "under 120 s",
        lambda result: median(result.ours) < 120,
    )


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


def growth(setting: Setting) -> Result | None:
    """Peak memory of all processes at half of many books and at all: in both the workers get chunks
    of full size."""
    if not memory.available():
        print("Memory is measured on Linux only; skipped.", file=sys.stderr)
        return None
    half, out = MANY // 2, Path(os.devnull)
    batches = books(half), books(MANY)
    peaks = [
        [memory.peak(check_command(files, out)) for _ in range(setting.rounds)] for files in batches
    ]
    per_thousand = (median(peaks[1]) - median(peaks[0])) / half * 1000
    return Result(
        f"peak memory at {half:,} and {MANY:,} books: {per_thousand:.1f} MiB more per 1,000",
        peaks[0],
        peaks[1],
        "≤ 300 MiB, ≤ 10 MiB per 1,000 (stretch 160; 2)",
        lambda result: median(result.ours) <= 300 and per_thousand <= 10,
        faster=False,
        unit="MiB",
    )


def excel(setting: Setting) -> Result:
    """The button Validera on an open book, against the whole command on the saved one."""
    theirs, ours, of_processor = [], [], []
    script = Path(__file__).parent / "press.py"
    first, *others = books(setting.number)[: 1 + setting.rounds]
    for book in (first, *others):
        whole = run_xlplan([book]).seconds
        command = [sys.executable, script, book]
        done = subprocess.run(command, env=as_users(), capture_output=True, text=True, check=True)
        if book != first:  # that one compiled
            theirs.append(whole)
            clock, processor = map(float, done.stdout.split())
            ours.append(clock)
            of_processor.append(processor)
    return Result(
        f"Validera on an open book, our own time from press to list ({median(of_processor):.2f} s "
        f"of the processor), "
        "against `xlplan check` on its file",
        theirs,
        ours,
        "under 1 s",
        lambda result: median(result.ours) < 1,
    )


EVERY: dict[str, Callable[[Setting], Result | None]] = {
    "batch": batch,
    "one": one,
    "help": help_,
    "reading": reading,
    **{f"report-{form}": partial(report_of_one, form) for form in ("docx", "pdf", "html")},
    "reports": reports,
    "excel": excel,
    "month": month,
    "ledger": ledger,
    "ledger-memory": ledger_memory,
}
BIG: dict[str, Callable[[Setting], Result | None]] = {"big": big, "memory": growth}
