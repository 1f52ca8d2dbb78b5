"""From cells to typed tables: what each kind of column makes of what people write."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
import yaml
from cases import book, found, pack

from xlplan.model import BOOK_KINDS, Kind
from xlplan.reading.book import Book, Mark, RawValue, TableData
from xlplan.tables import build, content, export, not_ours, of_kind
from xlplan.tables.casting import cast_column
from xlplan_rules import contract

MONEY, TARGET, DAY, ID = (
    ("tblBudget", "Budget"),
    ("tblIndikatorer", "Årsmål"),
    ("tblAktiviteter", "Startdatum"),
    ("tblMal", "Mål-ID"),
)
CHOICE, CHECKED, TEXT = ("tblMal", "Bedömning VB"), ("tblMal", "Nivå"), ("tblEnhet", "Telefon")


def cast(column: tuple[str, str], value: RawValue, mark: Mark | None = None) -> tuple[object, str]:
    """The typed value, and what was expected if it could not be typed."""
    spec = pack().specs[column[0]].columns[column[1]]
    result = cast_column([value], spec, {(5, 2): mark} if mark else {}, 5, 2)
    return result.values[0], result.problems[0].expected if result.problems else ""


@pytest.mark.parametrize(
    ("column", "value", "typed", "expected"),
    [
        (MONEY, 20565.0, 20565.0, ""),
        (MONEY, 20565, 20565.0, ""),
        (MONEY, "20 565", None, "ett belopp"),
        (MONEY, True, None, "ett belopp"),
        (MONEY, date(2026, 1, 1), None, "ett belopp"),
        (MONEY, "  ", None, ""),
        (TARGET, " 80 % ", "80 %", ""),
        (TARGET, 82.0, "82", ""),
        (TARGET, 4.9, "4,9", ""),
        (TARGET, date(2026, 1, 2), None, "ett mål eller utfall"),
        (DAY, date(2026, 3, 1), date(2026, 3, 1), ""),
        (DAY, datetime(2026, 3, 1, 12, 30), date(2026, 3, 1), ""),
        (DAY, "2026-03-01", date(2026, 3, 1), ""),
        (DAY, "2026-02-30", None, "ett datum"),
        (DAY, "mars", None, "ett datum"),
        (DAY, 46000.0, None, "ett datum"),
        (DAY, time(12, 0), None, "ett datum"),
        (ID, 1.1, "1.1", ""),
        (ID, 3.0, "3", ""),
        (ID, "1.10", "1.10", ""),
        (ID, date(2026, 1, 1), None, "ett nummer som text"),
        (CHOICE, "uppfylls  HELT", "Uppfylls helt", ""),
        (CHOICE, "Klart", None, "något av Uppfylls helt, Uppfylls delvis, Uppfylls ej eller Ingen"),
        (CHECKED, "Målområde", "Målområde", ""),
        (TEXT, 850800000.0, "850800000", ""),
        (TEXT, "rad 1\r\nrad 2_x000D_", "rad 1\nrad 2", ""),
    ],
)
def test_a_cell_is_typed_or_told(
    column: tuple[str, str], value: RawValue, typed: object, expected: str
) -> None:
    assert cast(column, value) == (typed, expected)


def test_a_number_shown_as_a_percentage_is_that_percentage() -> None:
    assert cast(TARGET, 0.285, Mark(Kind.PERCENT, number_format="0.0%"))[0] == "28,5\u00a0%"


def test_years_typed_as_text_are_years() -> None:
    spec = pack().specs["tblEnhet"].columns["År"]
    assert cast_column(["2026"], spec, {}, 5, 2).values == [2026.0]


def moved(tables: dict[str, TableData], down: int, right: int) -> dict[str, TableData]:
    for data in tables.values():
        data.header_row, data.first_row, data.left = (
            data.header_row + down,
            data.first_row + down,
            data.left + right,
        )
        data.marks = {
            (row + down, column + right): mark for (row, column), mark in data.marks.items()
        }
    return tables


def test_a_moved_table_says_the_same_with_its_true_addresses() -> None:
    case = {
        "tblAktiviteter": "| Mål-ID | Aktivitet | Startdatum |\n| E1 | Bad | #REF! |\n| | | |\n| "
        "E2 | Te | 2026-02-01 |"
    }
    here, there = book(case), book(case)
    there.tables = moved(there.tables, 10, 3)
    before, after = (build([one], pack().specs) for one in (here, there))
    columns = [name for name in before.tables["tblAktiviteter"].columns if name != "rad"]
    assert (
        before.tables["tblAktiviteter"]
        .select(columns)
        .equals(after.tables["tblAktiviteter"].select(columns))
    )
    assert before.tables["tblAktiviteter"]["rad"].to_list() == [2, 4]
    assert after.tables["tblAktiviteter"]["rad"].to_list() == [12, 14]
    assert after.places[0, "tblAktiviteter"].ref(12, "Startdatum").a1 == "F12"
    assert after.tables["_celler"]["rad"].to_list() == [12]


def test_rows_that_only_the_template_filled_are_left_out() -> None:
    frames = build(
        [book({"tblBudget": "| Post | Radtyp | Budget |\n| | intäkt | |\n| Bidrag | intäkt | |"})],
        pack().specs,
    )
    assert frames.tables["tblBudget"]["Post"].to_list() == ["Bidrag"]


def test_books_are_told_apart_and_keep_their_order() -> None:
    frames = build([book({"enhet": {"Enhet": name}}) for name in ("A", "B")], pack().specs, first=7)
    assert frames.units.select("bok", "enhet.Enhet").rows() == [(7, "A"), (8, "B")]


def test_a_workbook_with_none_of_our_tables_is_not_ours() -> None:
    other = Book(book({}).path, {"Tabell1": book({}).tables["tblMal"]})
    assert not_ours(other, pack().specs)
    build([other], pack().specs)
    assert other.unreadable is not None and other.unreadable.code == "not_ours"


@pytest.mark.parametrize("heading", ["Uppgift", "Värde"])
def test_without_a_heading_of_the_facts_one_thing_is_told_and_not_twenty(heading: str) -> None:
    broken = book({})
    headings = broken.tables["tblEnhet"].headings
    headings[headings.index(heading)] = heading[:-1]
    lacking = build([broken], pack().specs).tables["_kolumner"]
    assert lacking.select("rubrik", "liknar", "är_rad").rows() == [(heading, heading[:-1], False)]


def test_content_is_typed_and_leaves_out_what_cannot_be() -> None:
    said = content(
        book(
            {
                "enhet": {"Nettobudget": "'mycket", "Enhet": "Eken"},
                "tblMal": "| Mål-ID | Mål |\n| 1 | Växa |",
            }
        ),
        pack().specs,
    )
    assert said.facts == {"Enhet": "Eken", "År": 2026.0, "Skede": "VP", "Beloppsenhet": "tkr"}
    assert [(row.row, dict(row.values)) for row in said.tables["tblMal"]] == [
        (2, {"Mål-ID": "1", "Mål": "Växa"})
    ]


def test_export_gives_cells_as_they_stand() -> None:
    case = {"tblIndikatorer": "| Indikator | Årsmål |\n| Nöjda | 85%% |\n| | |\n| Sjuka | #N/A |"}
    rows = export(book(case), "1")["tables"]["tblIndikatorer"]  # type: ignore[index]
    assert rows == [
        {"Indikator": "Nöjda", "Årsmål": 0.85, "_rad": 2},
        {"Indikator": "Sjuka", "Årsmål": "#N/A", "_rad": 4},
    ]


@pytest.mark.parametrize("kind", BOOK_KINDS)
def test_a_book_as_first_made_lacks_no_column_that_was_added_since(kind: str) -> None:
    """What the contract's version first had stands in contract_<version>.yaml. A column that was
    added since must be `optional`, or STR003 asks every older book for it."""
    path = Path(__file__).parent / f"contract_{contract.VERSION}.yaml"
    first: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))[kind]
    today = {name: list(spec.columns) for name, spec in of_kind(pack().specs, kind).items()}
    assert {name: set(first[name]) - set(today.get(name, [])) for name in first} == {
        name: set() for name in first
    }, "older books' columns are no longer read"
    added = {
        f"{name}.{heading}": ""
        for name, headings in today.items()
        for heading in headings
        if name in first and heading not in first[name]
    }
    older = {"slag": kind, "namn": added, "utan": today.keys() - first.keys(), "med": ["STR002"]}
    assert found(older, "STR003") == []
