"""What long texts take: the book of an annual report of 100,000 characters, of a real one where it
is at hand, else made, checked by this commit and by another."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from contents import Row, followed_up
from environment import HERE
from prose import prose
from result import Result, Setting
from sides import as_users, check_command, timed

from xlplan.reading import read_book
from xlplan.tables import content, specs
from xlplan.template import build, new_book

REAL = HERE.parents[1] / "shared" / "real"
DOCUMENT = "liljeholmen-vb-2021"
REPORTS = 50
AGAINST_TABLES = ("TXT005", "TXT006", "IND017")
CHARACTERS = 100_000
ANALYSED = 10
"""Indicators."""
_SAID = (
    "Personalkostnaderna uppgick till 24,3 mnkr, vilket är en ökning med 3 % jämfört med 2025.",
    "Enligt budgeten är enhetens lokalkostnader 2 450 tkr.",
    "Av dem som svarade på enkäten är 84 % nöjda, jämfört med 79 % förra året.",
    "Enheten har arbetat med åtta enhetsmål och tolv aktiviteter.",
    "Bidragen minskade, främst för att två projekt avslutades under hösten.",
)
"""What the rules on texts have to read closely: about one sentence in ten."""


def annual_reports(setting: Setting) -> Result | None:
    """Copies of an annual report's book, by this commit and by another: what long texts take."""
    if setting.before is None:
        print("annual needs --before, the checkout of another commit; skipped.", file=sys.stderr)
        return None
    theirs, ours = [], []
    sides = ((setting.before, theirs), (Path(sys.executable), ours))
    with tempfile.TemporaryDirectory() as folder:
        book, out = Path(folder, "book.xlsx"), Path(folder, "findings.json")
        what = annual_report(book)
        (many := Path(folder, "copies")).mkdir()
        files = copies(book, REPORTS, many)
        for counted in (False, *[True] * setting.rounds):  # the first compiles modules
            for python, seconds in sides:
                took = timed(check_command(files, out, python))
                seconds += [took] * counted
    return Result(
        f"check {REPORTS} copies of {what}, whole command, against the commit before",
        theirs,
        ours,
        "≤ 0.35×",
        lambda result: result.ratio <= 0.35,
        faster=False,
    )


def asking(setting: Setting) -> Result | None:
    """What the rules that hold texts against tables take of the check of an annual report."""
    if setting.before is None:
        print("asking needs --before, the checkout of another commit; skipped.", file=sys.stderr)
        return None
    script = HERE / "asking.py"
    theirs, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "book.xlsx")
        what = annual_report(book)
        for _ in range(setting.rounds):
            for python, seconds in ((setting.before, theirs), (Path(sys.executable), ours)):
                command = [python, "-P", script, book, *AGAINST_TABLES]
                done = subprocess.run(
                    command, env=as_users(), capture_output=True, text=True, check=True
                )
                seconds.append(float(done.stdout.splitlines()[-1]))
    return Result(
        f"ask {', '.join(AGAINST_TABLES)} of {what} (processor), against the commit before",
        theirs,
        ours,
        "≤ 0.04 s",
        lambda result: median(result.ours) <= 0.04,
        faster=False,
    )


def annual_report(out: Path) -> str:
    """Write the book, with the results of its formulas as Excel saves them; returns what it is."""
    contract: Any = importlib.import_module("xlplan_rules.contract")
    if REAL.is_dir():
        facts, rows = _real(contract, out)
        what = "a real annual report"
    else:
        facts, rows = _made()
        what = "a made annual report (the real one is not here)"
    build(contract, out, facts=facts, rows=rows, version="bench", overwrite=True)
    return what


def copies(book: Path, number: int, folder: Path) -> list[Path]:
    files = [folder / f"{i:02}.xlsx" for i in range(number)]
    for file in files:
        shutil.copyfile(book, file)
    return files


def _real(contract: Any, out: Path) -> tuple[Any, dict[str, Sequence[Any]]]:
    """Filled in by openpyxl, which leaves formulas without results, and read back."""
    empty, filled = out.with_suffix(".empty.xlsx"), out.with_suffix(".filled.xlsx")
    new_book(contract, empty, name="Enheten", year=2021, phase="VB", version="bench")
    facts = REAL / f"{DOCUMENT}.json"
    subprocess.run([sys.executable, REAL / "fill.py", facts, empty, filled], check=True)
    there = content(read_book(filled), specs(contract))
    for file in (empty, filled):
        file.unlink()
    return there.facts, {name: [row.values for row in rows] for name, rows in there.tables.items()}


def _made() -> tuple[Row, dict[str, list[Row]]]:
    book, random = followed_up(0), Random(0)
    chapters = book.tables["tblTexter"]
    for row in chapters:
        row |= {"Skede": "VB", "Text": _with_statements(random, CHARACTERS // len(chapters))}
    for row in book.tables["tblIndikatorer"][:ANALYSED]:
        row |= {"Utfall VB": "84 %", "Analys VB": _with_statements(random, 600)}
    return book.facts, book.tables


def _with_statements(random: Random, characters: int) -> str:
    paragraphs = prose(random, characters).split("\n\n")
    paragraphs[::3] = [f"{random.choice(_SAID)} {paragraph}" for paragraph in paragraphs[::3]]
    return "\n\n".join(paragraphs)
