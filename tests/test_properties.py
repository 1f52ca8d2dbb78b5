"""What holds for any workbook: no cell makes a rule crash, and what is found in a book does not
depend on the others.

A workbook is drawn as a few values that anyone might type, and a seed that spreads them among
fitting ones over the cells of every table: so a failing example is told as a short list of values.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from cases import TODAY, pack
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from xlplan.checking.batch import Order, check_books, together
from xlplan.model import PHASES, BookResult, Ending, Finding, Kind, Ref, Run
from xlplan.outputs.check.json import as_data
from xlplan.reading.book import Book, Mark, RawValue, TableData
from xlplan.tables import ColumnSpec, TableSpec
from xlplan.wording import told

LONGEST = 32_767
"""Characters that a cell of Excel holds."""

ODD: tuple[RawValue, ...] = (
    "",
    " ",
    "\u00a0",
    "\n\n",
    "-",
    "…",
    "0",
    "1.1",
    "#REF!",
    "=1+1",
    "{Aktivitet}",
    "{",
    "}",
    "${x}",
    "\\1",
    "(",
    "[a-",
    "*",
    "a\u0308",
    "\u200b",
    "\U0001f600",
    "İ",
    "ß",
    "٣",
    "²",
    "１２",
    "1e400",
    "9" * 400,
    "-0",
    "1,2,3",
    "1 mars",
    "31 juni",
    "80 %",
    "80–85 %",
    "öka till 80 %",
    "Tas fram av nämnd",
    "Fastställs 2020",
    "Max 10 personer",
    "9" * 30 + " %",
    "850709-9805",
    "mål 5: God utbildning för alla",
    "Agenda 2030",
    "två brukare",
    "1" * 39,
    "tre elever per lärare",
    "Verksamhetsplan 2025 för oss",
    "T1: vi har gjort",
    "handikappade",
    "SFS 2001:453",
    "kl. 9..",
    "a  b",
    "xxx",
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.85,
    1e-300,
    1e300,
    -1e300,
    1.7976931348623157e308,
    2**53 + 1.0,
    20565000.0,
    2026.0,
    0.1 + 0.2,
    True,
    False,
    date(1, 1, 1),
    date(9999, 12, 31),
    date(2026, 2, 28),
    datetime(2026, 3, 1, 12, 30),
    time(12, 30),
    timedelta(days=400),
    timedelta(seconds=-1),
)

TEXTS = st.text(max_size=40)
VALUES: st.SearchStrategy[RawValue] = (
    TEXTS
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.builds(lambda text: (text * LONGEST)[:LONGEST], st.text(min_size=1, max_size=12))
)
# whole workbooks are slow to draw and to check: a failing one is told as it is, not searched for a
# smaller one
WORKBOOKS = settings(
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MARKS = (
    None,
    None,
    None,
    Mark(Kind.ERROR, "#REF!"),
    Mark(Kind.UNCALCULATED, formula="A1+B2"),
    Mark(formula="SUM(A2:A9)"),
    Mark(Kind.PERCENT, number_format="0%"),
    Mark(number_format='0 "st"'),
    Mark(formula="[1]Blad1!A1"),
    Mark(formula='SUMIFS(C2:C9,B2:B9,"kostnad")'),
    Mark(formula="SUM(#REF!)"),
    Mark(formula="("),
)


def fitting(column: ColumnSpec, random: Random) -> RawValue:
    """A value that the column is for."""
    if column.choices:
        return random.choice(column.choices)
    match column.kind:
        case "amount":
            return random.choice((None, 0.0, 100.0, 250.5, -20.0, float(random.randrange(10_000))))
        case "number":
            return random.choice((None, 3.0, 12.0, 2026.0))
        case "date":
            return random.choice(
                (None, date(2026, random.randrange(1, 13), 1), date(2027, 1, 1), date(206, 1, 1))
            )
        case "id":
            return random.choice((None, "1", "1.1", "N1", "E1", "E2"))
        case "target":
            return random.choice(
                (None, "80 %", "75%", "öka", "Tas fram av nämnd", "12", "Max 3 st", "0,85")
            )
        case "prose":
            return random.choice(
                (
                    None,
                    "Vi följer upp i mars. Se T1.",
                    "Under året har vi gjort mycket. " * 12,
                    "ja",
                )
            )
    return random.choice(
        (None, column.example, "Andel nöjda barn", "Antal barn", "Summa netto", "AKT002", "IND004")
    )


def filled(spec: TableSpec, odd: Sequence[RawValue], random: Random) -> TableData:
    """A table with values of both kinds in every column."""
    often = random.choice((0.0, 0.1, 0.5, 1.0))

    def value(column: ColumnSpec) -> RawValue:
        return random.choice(odd) if odd and random.random() < often else fitting(column, random)

    if spec.transposed:
        facts = {
            "År": 2026.0,
            "Skede": random.choice(PHASES),
            "Beloppsenhet": "tkr",
            "Nettobudget": 0.0,
        }
        values = [
            facts.get(name) if random.random() > often / 4 else value(c)
            for name, c in spec.columns.items()
        ]
        data = TableData(
            spec.name, spec.sheet, 1, 2, 1, ["Uppgift", "Värde"], [list(spec.columns), values]
        )
    else:
        rows = random.randrange(5)
        columns = [[value(column) for _ in range(rows)] for column in spec.columns.values()]
        data = TableData(spec.name, spec.sheet, 1, 2, 1, list(spec.columns), columns)
    for _ in range(random.randrange(6) if often else 0):
        at = random.randrange(2, max(3, data.last_row + 1)), random.randrange(1, data.right + 1)
        if (mark := random.choice(MARKS)) and at[0] <= data.last_row:
            data.marks[at] = mark
            if mark.kind in (Kind.ERROR, Kind.UNCALCULATED):
                data.columns[at[1] - 1][at[0] - 2] = None
    data.drop_downs = frozenset()
    if often:
        data.merged = ((2, 1, 3, 2),) if data.rows > 1 and random.random() < 0.2 else ()
        data.hidden_rows, data.hidden_columns = random.choice(
            (((), ()), ((2,), (1, 3)), ((3, 4), ()))
        )
    return data


def book(name: str, odd: Sequence[RawValue], seed: int) -> Book:
    random = Random(seed)
    specs = pack().specs
    tables = {
        key: filled(spec, odd, random) for key, spec in specs.items() if random.random() > 0.02
    }
    tables.setdefault("tblEnhet", filled(specs["tblEnhet"], (), random))
    outside = (
        ((Ref("Mål", 40, 3), str(random.choice(odd)), "tblMal"),)
        if odd and random.random() < 0.3
        else ()
    )
    sheets = tuple(spec.sheet for spec in specs.values())
    return Book(
        Path(name),
        tables,
        sheets,
        outside=outside,
        contract_version=random.choice(("1", "1", "0", "", "x")),
    )


def results(books: Sequence[Book], **order: Any) -> list[BookResult]:
    how = Order(today=TODAY, **order)
    return together([check_books(books, how)], how)


def in_its_table(finding: Finding, of: Book) -> bool:
    """Whether a finding stands in a table, on a sheet whose table is gone, or in a cell known to be
    outside one."""
    if finding.ref is None or finding.ref in (ref for ref, _, _ in of.outside):
        return True
    data = next((data for data in of.tables.values() if data.sheet == finding.ref.sheet), None)
    if data is None:
        return finding.rule == "STR002"
    rows = data.header_row <= finding.ref.row <= max(data.last_row, data.header_row)
    return rows and data.left <= finding.ref.column <= data.right


@settings(WORKBOOKS, max_examples=5)
@given(st.lists(VALUES, max_size=6), st.integers(0, 2**32), st.sampled_from(["", *PHASES]))
def test_no_cell_makes_a_rule_crash(odd: list[RawValue], seed: int, phase: str) -> None:
    """Every rule runs or is skipped, every sentence can be told, every finding has a key and stands
    where it says."""
    books = [book(f"bok{i}.xlsx", [*odd, *ODD] if i % 2 else odd, seed + i) for i in range(8)]
    found = results(books, phase=phase)
    for result, of in zip(found, books, strict=True):
        assert [outcome for outcome in result.outcomes if outcome.ending is Ending.CRASHED] == []
        for finding in result.findings:
            sentences = told(pack().rules[finding.rule].text, finding, result.money_unit)
            assert all(sentence.strip() for sentence in sentences)
            assert isinstance(finding.key, str) and finding.key
            assert in_its_table(finding, of), finding
    texts = {rule_id: rule.text for rule_id, rule in pack().rules.items()}
    json.dumps(as_data(Run(tuple(found), phase, texts)), ensure_ascii=False, allow_nan=False)


def own(result: BookResult) -> tuple[object, ...]:
    """What a book's result says of the book itself, without what rules over all books say."""
    batch = {rule.id for rule in pack().rules.values() if rule.scope == "batch"}
    findings = tuple(finding for finding in result.findings if finding.rule not in batch)
    return (
        result.path,
        findings,
        tuple(outcome for outcome in result.outcomes if outcome.rule not in batch),
    )


@settings(WORKBOOKS, max_examples=2)
@given(
    st.lists(VALUES, max_size=3),
    st.integers(0, 2**32),
    st.permutations(range(5)),
    st.integers(1, 4),
)
def test_what_is_found_does_not_depend_on_company(
    odd: list[RawValue], seed: int, order: list[int], size: int
) -> None:
    """Alone, among others, in another order and in other chunks: the same findings with the same
    fingerprints.

    Rules over all books are about just that, so they are left out where the company differs. In the
    same order they say the same whatever the chunks.
    """

    def books() -> list[Book]:
        return [book(f"bok{i}.xlsx", [*odd, *ODD] if i % 2 else odd, seed + i) for i in range(5)]

    how = Order(today=TODAY)
    together_ = results(books())
    alone = [results([each])[0] for each in books()[:2]]
    assert list(map(own, alone)) == list(map(own, together_[:2]))
    shuffled = results([books()[i] for i in order])
    assert list(map(own, shuffled)) == [own(together_[i]) for i in order]
    chunks = [check_books(books()[i : i + size], how, first=i) for i in range(0, 5, size)]
    assert together(chunks, how) == together_


PIECES = (
    "a ",
    "å",
    "1",
    "[skriv ",
    "<p a=",
    "a\n",
    "två brukare ",
    "mål 5: ",
    "denna verksamhetsplan ",
    "850709-9806 ",
    "i mars ",
    "[a](http://",
    "/",
)


def test_a_full_cell_is_read_in_time_that_grows_with_its_length() -> None:
    """Cells filled to the brim: if time grew with the square of the length, this test would take
    many minutes."""
    specs = pack().specs
    rows = [(piece * LONGEST)[:LONGEST] for piece in PIECES]
    start, end = date(2026, 3, 1), date(2026, 5, 31)

    def values(column: ColumnSpec) -> list[RawValue]:
        if column.heading in ("Aktivitet", "Analys VB", "Text"):
            return list(rows)
        return [{"Startdatum": start, "Slutdatum": end, "Skede": "VB"}.get(column.heading)] * len(
            rows
        )

    tables = {
        name: TableData(
            name, spec.sheet, 1, 2, 1, list(spec.columns), list(map(values, spec.columns.values()))
        )
        for name, spec in specs.items()
        if not spec.transposed
    }
    tables["tblEnhet"] = filled(specs["tblEnhet"], (), Random(1))
    (result,) = results([Book(Path("bok.xlsx"), tables)], phase="VB")
    assert {outcome.ending for outcome in result.outcomes} <= {Ending.RUN, Ending.SKIPPED}
