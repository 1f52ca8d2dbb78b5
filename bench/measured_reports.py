"""Reports measured: of one book in a format, and of a board's units in all."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from books import books
from result import Result, Setting
from sides import XLPLAN, timed

ONE_BY_ONE = 5
REPORT_BOOKS = 60
FORMATS = ("docx", "pdf", "html")


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
    formats = [option for form in FORMATS for option in ("--to", form)]
    for _ in range(setting.rounds):
        with tempfile.TemporaryDirectory() as out:
            theirs.append(timed([sys.executable, "-P", "-c", one_by_one, out, *files]))
        with tempfile.TemporaryDirectory() as out:
            command = [*XLPLAN, "report", *files, *formats, "--out", out]
            ours.append(timed(command))
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
