"""Statements of running text held against tables: what xlplan's rules find in the corpus, beside a
plain number search.

The corpus (text_against_tables/) is the project's own: statements in pairs, one true and one false,
and statements that no cell can be held against. A third of the pairs is held out: it was not looked
at while the rules were tuned.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

HERE = Path(__file__).parent
CORPUS = HERE / "text_against_tables"
RULES = ("IND017", "TXT005", "TXT006", "TXT007")
Part = Literal["statements", "held_out", "untied", "passages"]
_PAIR = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_AMOUNT = re.compile(r"(\d[\d \u00a0]*(?:,\d+)?) ?(tkr|mnkr|mkr|miljoner|kr|kronor|%|procent)")
_FACTOR = {"kr": 1.0, "kronor": 1.0, "tkr": 1e3, "mnkr": 1e6, "mkr": 1e6, "miljoner": 1e6}


@dataclass(frozen=True)
class Statement:
    """One text in one cell of one book. `true` is None for what no cell can be held against."""

    book: str
    place: str
    text: str
    true: bool | None
    part: Part


def statements() -> Iterator[Statement]:
    parts: tuple[Part, ...] = ("statements", "held_out", "untied", "passages")
    for part in parts:
        for book, cells in _read(f"{part}.yaml").items():
            for place, texts in cells.items():
                for text in texts:
                    yield from _each(book, place, str(text), part)


def _each(book: str, place: str, text: str, part: Part) -> Iterator[Statement]:
    if part in ("untied", "passages"):
        yield Statement(book, place, text, None, part)
        return
    assert _PAIR.search(text), f"inget par: {text}"
    for group, true in ((1, True), (2, False)):
        yield Statement(book, place, _PAIR.sub(lambda m, g=group: m[g], text), true, part)


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((CORPUS / name).read_text(encoding="utf-8"))


def case(statement: Statement) -> dict[str, Any]:
    """The statement's book with it in its cell, as a case (tests/cases.py)."""
    book: dict[str, Any] = dict(_read("books.yaml")[statement.book])
    phase = book["enhet"]["Skede"]
    where, *rest = statement.place.split(" ", 1)
    text = statement.text.replace("|", "\\|").replace("\n", "\\n")
    if where == "Texter":
        book["tblTexter"] = f"| Skede | Kapitel | Text |\n| {phase} | {rest[0]} | {text} |"
    elif where == "Budget":
        book["tblBudget"] = _with(book["tblBudget"], 0, rest[0], "Kommentar", text)
    else:
        _, name = rest[0].split(" ", 1)
        book["tblIndikatorer"] = _with(book["tblIndikatorer"], 1, name, f"Analys {phase}", text)
    return book


def _with(table: str, at: int, name: str, heading: str, text: str) -> str:
    """The table with one more column, filled in the row of that name."""
    head, *rows = table.strip().splitlines()
    added = [f"{row} {text if row.split('|')[at + 1].strip() == name else ''} |" for row in rows]
    assert any(text in row for row in added), f"ingen rad {name}"
    return "\n".join([f"{head} {heading} |", *added])


def by_xlplan(chosen: Sequence[Statement]) -> tuple[list[list[str]], float]:
    """What the four rules say of each statement, and the seconds of the check, the making of the
    books apart."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    from cases import TODAY, book, pack, said

    from xlplan.checking.batch import Order, check_books, together
    from xlplan.outputs.lines import lines

    pack()
    books = [book(case(statement)) for statement in chosen]
    order = Order(select=RULES, today=TODAY)
    start = time.perf_counter()
    results = together([check_books(books, order)], order)
    seconds = time.perf_counter() - start
    for result in results:
        for outcome in result.outcomes:
            assert outcome.ending != "crashed", f"{outcome.rule}: {outcome.why}"
    return [
        [f"{line.finding.rule} {said(line, result)}" for line in lines(result.findings)]
        for result in results
    ], seconds


def by_search(chosen: Sequence[Statement]) -> tuple[list[list[str]], float]:
    """What a user would write: every amount and percentage of the text that is in no cell of the
    table is told."""
    start = time.perf_counter()
    found = [list(_missing(statement)) for statement in chosen]
    return found, time.perf_counter() - start


def _missing(statement: Statement) -> Iterator[str]:
    book = _read("books.yaml")[statement.book]
    unit = _FACTOR[book["enhet"]["Beloppsenhet"]]
    amounts = [
        float(cell) * unit
        for cell in re.findall(r"\| *(-?\d+(?:\.\d+)?) *(?=\|)", book["tblBudget"])
    ]
    shares = [
        float(c.replace(",", ".")) for c in re.findall(r"(\d+(?:,\d+)?) %", book["tblIndikatorer"])
    ]
    for digits, word in _AMOUNT.findall(statement.text):
        number = re.sub(r"[ \u00a0]", "", digits)
        decimals = len(number.partition(",")[2])
        written, factor = float(number.replace(",", ".")), _FACTOR.get(word, 1.0)
        cells = amounts if word in _FACTOR else shares
        if not any(abs(cell - written * factor) <= 0.5 * 10**-decimals * factor for cell in cells):
            yield f"{digits} {word}"


@dataclass(frozen=True)
class Score:
    """How many of the statements of one kind were alarmed about."""

    alarms: int
    of: int

    @property
    def share(self) -> float:
        return self.alarms / max(1, self.of)


def scores(
    chosen: Sequence[Statement], found: Sequence[Sequence[str]]
) -> dict[tuple[Part, bool | None], Score]:
    """Alarms by part of the corpus and by whether the statement is true, false or untieable."""
    kinds = dict.fromkeys((s.part, s.true) for s in chosen)
    tally = {
        kind: [bool(f) for s, f in zip(chosen, found, strict=True) if (s.part, s.true) == kind]
        for kind in kinds
    }
    return {kind: Score(sum(each), len(each)) for kind, each in tally.items()}


def told() -> Iterator[str]:
    """The result as lines of Markdown."""
    chosen = list(statements())
    sides: dict[str, Callable[[Sequence[Statement]], tuple[list[list[str]], float]]] = {
        "number search": by_search,
        "xlplan": by_xlplan,
    }
    yield f"{len(chosen)} statements against tables"
    yield ""
    yield "| side | part | false ones caught | true ones flagged | per 1,000 statements |"
    yield "| --- | --- | --- | --- | --- |"
    for side, run in sides.items():
        found, seconds = run(chosen)
        score = scores(chosen, found)
        pace = f"{1000 * seconds / len(chosen):.2f} s"
        for part, name in (("statements", "tuned on"), ("held_out", "held out")):
            caught, flagged = score[part, False], score[part, True]  # type: ignore[index]
            cells = (side, name, f"{caught.alarms} of {caught.of} ({caught.share:.0%})")
            yield f"| {' | '.join(cells)} | {flagged.alarms} of {flagged.of} | {pace} |"
        untied = [score[part, None] for part in ("untied", "passages")]
        alarms, of = sum(s.alarms for s in untied), sum(s.of for s in untied)
        yield f"| {side} | untieable | | {alarms} of {of} | {pace} |"
