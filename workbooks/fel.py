"""The faulty sample books: each folder below exempel/fel holds one kind of fault and the findings
expected of it.

The expected findings stand in `vantat.txt` beside the books and are written by hand, never by this
script.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from fel_manad import FAULTS as MONTH
from fel_plan import FAULTS as PLAN
from fel_uppfoljning import FAULTS as FOLLOW_UP
from felslag import edit
from innehall import SOURCES, content, save


def build_faults(out: Path) -> None:
    """Write every fault's books below `out`."""
    for name, fault in (PLAN | FOLLOW_UP | MONTH).items():
        for one in (fault, *fault.others):
            facts, rows = content(SOURCES / f"{one.unit}.yaml", one.phase)
            one.change(facts, rows)
            rows = {table: lines for table, lines in rows.items() if table not in one.without}
            save(out / name / one.book, facts, rows, without=one.without)
            for part, pattern, replacement in one.parts:
                edit(out / name / one.book, part, pattern, replacement)
    broken_files(out / "trasiga-filer", out.parent / "enheter" / "parkenheten.xlsx")


def broken_files(folder: Path, whole: Path) -> None:
    """Files that only look like workbooks, and one that was cut off."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tom.xlsx").write_bytes(b"")
    (folder / "egentligen-pdf.xlsx").write_bytes(
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
    )
    (folder / "avbruten.xlsx").write_bytes(whole.read_bytes()[:9_000])
    shutil.copyfile(whole, folder / "hel.xlsx")
