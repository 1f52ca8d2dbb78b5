"""The board's own workbook: its formulas, and a board's document filled into it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from test_template import CREATED, REAL, checks_at, columns, office, records

from xlplan.actions.check import check
from xlplan.actions.export import export
from xlplan.checking.batch import Order
from xlplan.template import build, new_book
from xlplan_rules import contract

__all__ = ["office"]

BOARD = "Ekdalens stadsdelsnämnd"
FACTS: dict[str, Any] = {
    "Enhet": BOARD,
    "Nämnd": BOARD,
    "År": 2027,
    "Skede": "VP",
    "Beloppsenhet": "mnkr",
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("board") / "tom.xlsx"
    new_book(contract, path, kind="board", board=BOARD, year=2027, version="0.1.0", created=CREATED)
    return path


@pytest.fixture(scope="module")
def book(empty: Path) -> Workbook:
    return load_workbook(empty)


def cell(heading: str, table: str = "tblRam") -> str:
    return f"{table}[[#This Row],[{heading}]]"


def calculated(book: Workbook, sheet: str, table: str) -> dict[str, str]:
    return {
        column.name: column.calculatedColumnFormula.attr_text
        for column in book[sheet].tables[table].tableColumns
        if column.calculatedColumnFormula is not None
    }


# -- the empty book


def test_it_has_the_boards_chapters(book: Workbook) -> None:
    rows = [
        (row["Skede"], row["Kapitel"])
        for row in records(book["Texter"], "tblTexter")
        if "Kapitel" in row
    ]
    chapters = contract.CHAPTERS["board"]
    assert rows == [(phase, chapter) for phase in contract.PHASES for chapter in chapters[phase]]
    assert "Nämndens ekonomiska förutsättningar" in chapters["VP"]


def test_the_frame_has_room_for_redistributions_and_drop_downs(book: Workbook) -> None:
    sheet = book["Ram"]
    headings = list(columns(sheet, "tblRam"))
    assert headings[4:9] == ["RAM kostnader", "Omf. 1", "Omf. 2", "Omf. 3", "VP kostnader"]
    (kinds,) = checks_at(sheet, "B7")
    assert kinds.formula1 == '"område,varav,summa"'
    rows = records(sheet, "tblRam")
    assert [row["Radtyp"] for row in rows] == ["område"] * 14 + ["summa"]
    assert sheet["A1"].value == '="Ram"&IF(Enhet!$B$18="","",", belopp i "&Enhet!$B$18)'
    assert "RAM netto, VP kostnader, VP netto och raden Summa" in sheet["A3"].value


def test_columns_that_follow_from_others_are_calculated_columns(book: Workbook) -> None:
    named = f'IF({cell("Verksamhetsområde")}="","",'
    first = cell("RAM kostnader")
    formulas = calculated(book, "Ram", "tblRam")
    assert formulas == {
        "RAM netto": f"{named}{first}-{cell('RAM intäkter')})",
        "VP kostnader": f"{named}SUM(OFFSET({first},0,0,1,COLUMN()-COLUMN({first}))))",
        "VP netto": f"{named}{cell('VP kostnader')}-{cell('VP intäkter')})",
    }
    for row in records(
        book["Ram"], "tblRam"
    ):  # every cell has its column's formula, so that Excel fills new rows
        assert {heading: row[heading] for heading in formulas} == {
            h: f"={text}" for h, text in formulas.items()
        }
    # a redistribution may be renamed, and its heading stands in no formula
    assert not any("Omf." in text for text in formulas.values())


def test_the_total_sums_areas_only(book: Workbook) -> None:
    total = records(book["Ram"], "tblRam")[-1]
    assert total["Verksamhetsområde"] == "Summa"
    assert total["RAM kostnader"] == '=SUMIFS(E$5:E18,$B$5:$B18,"område")'
    assert total["Omf. 2"] == '=SUMIFS(G$5:G18,$B$5:$B18,"område")'


def test_each_area_has_its_net(book: Workbook) -> None:
    rows = records(book["Områden"], "tblOmraden")
    assert [row.get("Rad") for row in rows[:6]] == ["Intäkter", "Kostnader", "Netto"] * 2
    assert rows[5]["Budget"] == '=IF($A10="","",E9-E8)'
    assert list(calculated(book, "Områden", "tblOmraden")) == ["Förändring"]


def test_the_sheets_of_tables_that_grow_are_not_protected(book: Workbook) -> None:
    assert [sheet.title for sheet in book if sheet.protection.sheet] == ["Budget", "Månad"]


def test_an_empty_book_has_nothing_to_complain_of_but_what_is_not_filled_in(empty: Path) -> None:
    run = check([empty], Order())
    assert {finding.rule for finding in run.books[0].findings} == {"ENH001", "TXT001"}
    assert run.crashed == 0


# -- given rows

FRAME = [
    {
        "Verksamhetsområde": "Förskola",
        "Radtyp": "område",
        "RAM intäkter": 10,
        "RAM kostnader": 100.4,
        "Omf. Lokaler": -1.2,
        "Omf. Fritid": 0.5,
        "VP intäkter": 10,
    },
    {"Verksamhetsområde": "varav öppen", "Radtyp": "varav", "RAM kostnader": 5},
    {
        "Verksamhetsområde": "Äldreomsorg",
        "Radtyp": "område",
        "RAM intäkter": 5.7,
        "RAM kostnader": 70,
        "Omf. Lokaler": 1.2,
        "Omf. Fritid": -0.5,
        "VP intäkter": 5.7,
    },
    {"Radtyp": "område"},
    {"Verksamhetsområde": "Summa", "Radtyp": "summa"},
]
AREAS = [
    {"Område": "Förskola", "Rad": "Intäkter", "Budget föregående år": 9, "Budget": 10},
    {"Område": "Förskola", "Rad": "Kostnader", "Budget föregående år": 97.5, "Budget": 99.7},
    {"Område": "Förskola", "Rad": "varav lokaler", "Budget": 20},
    {"Område": "Förskola", "Rad": "Netto"},
    {"Område": "Äldreomsorg", "Rad": "Netto", "Budget": 65},
]


def test_given_rows_are_reckoned_as_a_spreadsheet_does(tmp_path: Path, office: Any) -> None:
    path = tmp_path / "given.xlsx"
    rows = {"tblRam": FRAME, "tblOmraden": AREAS}
    build(contract, path, facts=FACTS, rows=rows, kind="board", version="0.1.0", created=CREATED)
    stored = [
        records(load_workbook(path, data_only=True)[s], t)
        for s, t in (("Ram", "tblRam"), ("Områden", "tblOmraden"))
    ]
    frame, areas = stored
    assert frame[0] == FRAME[0] | {
        "RAM netto": 90.4,
        "VP kostnader": 99.7,
        "VP netto": 89.7,
        "rad": 5,
    }
    total = {k: v for k, v in frame[-1].items() if isinstance(v, float | int)}
    assert total == {
        "RAM netto": 154.7,
        "RAM intäkter": 15.7,
        "RAM kostnader": 170.4,
        "Omf. Lokaler": 0,
        "Omf. Fritid": 0,
        "VP kostnader": 170.4,
        "VP intäkter": 15.7,
        "VP netto": 154.7,
        "rad": 9,
    }
    assert areas[3] | {"rad": 0} == {
        "Område": "Förskola",
        "Rad": "Netto",
        "Budget föregående år": 88.5,
        "Budget": 89.7,
        "Förändring": 1.2,
        "Prognos föregående år": 0,
        "Bokslut året före": 0,
        "rad": 0,
    }
    assert areas[4]["Budget"] == 65  # there is nothing that it comes of
    bare = load_workbook(path)
    bare.save(tmp_path / "uncalculated.xlsx")  # openpyxl keeps no results
    again = load_workbook(office(tmp_path / "uncalculated.xlsx"), data_only=True)
    for (sheet, table), before in zip(
        (("Ram", "tblRam"), ("Områden", "tblOmraden")), stored, strict=True
    ):
        assert [rounded(row) for row in records(again[sheet], table)] == [
            rounded(row) for row in before
        ]


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Without binary noise, and without the empty texts that formulas come to."""
    return {k: round(v, 6) if isinstance(v, float | int) else v for k, v in row.items() if v != ""}


# -- a document of a board


def goal(
    id: str, level: str, parent: str | None, number: str, text: str, **texts: str
) -> dict[str, Any]:
    blank = dict.fromkeys(
        (
            "Beskrivning",
            "Förväntat resultat",
            "Arbetssätt",
            "Resursanvändning",
            "Uppföljning",
            "Utveckling",
            "Analys",
        ),
        "",
    )
    return {
        "id": id,
        "level": level,
        "parent": parent,
        "number": number,
        "text": text,
        "status": "",
        "texts": blank | texts,
    }


def line(label: str, amounts: str) -> list[str]:
    return [label, *amounts.split()]


def area(name: str, **rows: str) -> dict[str, Any]:
    return {
        "title": f"{name} (mnkr)",
        "unit": "mnkr",
        "rows": [[label.replace("_", " "), *row.split()] for label, row in rows.items()],
    }


DOCUMENT: dict[str, Any] = {
    "kind": "NVP",
    "year": 2027,
    "unit": BOARD,
    "board": BOARD,
    "cover": {"adress": "Torget 1", "webbplats": ""},
    "contacts": {
        "handlaggare": "Siv Ek",
        "telefon": "08-508 00 000",
        "epost": "siv.ek@ekdalen.example",
    },
    "goals": [
        goal("g1", "inriktningsmal", None, "1", "En trygg stad"),
        goal("g2", "verksamhetsmal", "g1", "1.1", "Alla barn lär sig"),
        goal(
            "g3",
            "namndmal",
            "g2",
            "",
            "Förskolan är trygg",
            **{"Förväntat resultat": "Barnen är trygga."},
        ),
    ],
    "indicators": [
        {
            "goal": "g2",
            "name": "Andel nöjda föräldrar",
            "arsmal": "85 %",
            "kf_arsmal": "Tas fram av nämnd",
            "periodicitet": "År",
        },
    ],
    "activities": [
        {"goal": "g3", "text": "Införa barnråd", "start": "2027-02-01", "slut": "2027-11-30"}
    ],
    "chapters": [
        {
            "kapitel": "Sammanfattning",
            "rubrik": "",
            "text": "Nämnden prioriterar förskolan, se bilaga 1.",
        },
        {
            "kapitel": "Ärendets beredning",
            "rubrik": "",
            "text": "Ärendet har beretts av förvaltningen.",
        },
        {
            "kapitel": "Inledning",
            "rubrik": "Uppdraget",
            "text": "Nämnden ansvarar för förskola och äldreomsorg.",
        },
        {
            "kapitel": "Nämndens ekonomiska förutsättningar",
            "rubrik": "",
            "text": "Ramen är oförändrad.",
        },
        {
            "kapitel": "Systematiskt kvalitetsarbete",
            "rubrik": "",
            "text": "Egenkontroller görs varje termin.",
        },
    ],
    "budget_tables": [
        {
            "title": "Ram",
            "unit": "mnkr",
            "column_groups": ["", "RAM KF", "", "", "OMF", "", "", "", "VP", "", ""],
            "columns": [
                "Verksamhetsområde",
                "NETTO",
                "Intäkter",
                "Kostn.",
                "Lokaler",
                "Fritid",
                "Tillsyn",
                "Natt",
                "Kostn.",
                "Intäkter",
                "NETTO",
            ],
            "rows": [
                line("Förskola", "90,0 10,0 100,0 -1,0 0,0 0,5 0,0 99,5 10,0 89,5"),
                line("varav öppen förskola", "5,0 0,0 5,0 0,0 0,0 0,0 0,0 5,0 0,0 5,0"),
                line("Äldreomsorg", "64,3 5,7 70,0 1,0 0,0 −0,5 0,0 70,5 5,7 64,8"),
                line("Summa", "154,3 15,7 170,0 0,0 0,0 0,0 0,0 170,0 15,7 154,3"),
            ],
        },
        area(
            "Förskola",
            Intäkter="10,0 10,0 0,0 10,1 9,9",
            Kostnader="97,0 99,5 2,5 97,1 95,0",
            Varav_lokaler="10,0 11,0 1,0 10,0 9,0",
            Netto="87,0 89,5 2,5 87,0 85,1",
        ),
        area(
            "Äldreomsorg",
            Intäkter="5,7 5,7 0,0 5,1 5,9",
            Kostnader="70,0 70,5 0,5 70,1 65,0",
            Netto="64,3 64,8 0,5 65,0 59,1",
        ),
        area("varav hemtjänst", Netto="20,0 21,0 1,0 20,0 19,0"),
        {
            "title": "Omslutning",
            "unit": "mnkr",
            "rows": [["Förskola", "2,0", "2,0"], ["Statsbidrag för mindre grupper", "", ""]],
        },
    ],
    "investeringar": [{"text": "Inventarier", "amount": "1,5"}],
    "budgetjusteringar": [
        {
            "text": "Nya förskolan, 2,5 mnkr (se bilaga 1)",
            "amount": "2,5",
            "unit": "mnkr",
            "bilaga": "1",
        },
    ],
    "bilagor": ["Bilaga 1: Lokalplan", "Bilaga 2: Internkontroll"],
    "decisions": [
        "Nämnden godkänner verksamhetsplanen.",
        "Nämnden begär budgetjustering med 2,5 mnkr.",
    ],
    "resultatenheter": [{"area": "Förskola", "units": ["Enheten Eken", "Enheten Boken"]}],
}


@pytest.fixture(scope="module")
def filled(empty: Path, office: Any) -> Path:
    if not REAL.is_dir():
        pytest.skip("the program that fills a document in is not here")
    facts, out = empty.with_name("nvp.json"), empty.with_name("ifylld.xlsx")
    facts.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    command = [sys.executable, str(REAL / "fill.py"), str(facts), str(empty), str(out)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    path: Path = office(out)
    return path


def test_a_boards_document_lands_where_it_should(filled: Path) -> None:
    tables: Any = export(filled)[0]["tables"]
    frame = tables["tblRam"]
    assert frame[0] | {"_rad": 0} == {
        "Verksamhetsområde": "Förskola",
        "Radtyp": "område",
        "RAM netto": 90,
        "RAM intäkter": 10,
        "RAM kostnader": 100,
        "Omf. Lokaler": -1,
        "Omf. Fritid": 0,
        "Omf. Tillsyn": 0.5,
        "Omf. Natt": 0,
        "VP kostnader": 99.5,
        "VP intäkter": 10,
        "VP netto": 89.5,
        "_rad": 0,
    }
    assert [row["Radtyp"] for row in frame] == ["område", "varav", "område", "summa"]
    areas = [(row["Område"], row.get("Överordnat"), row["Rad"]) for row in tables["tblOmraden"]]
    assert areas[2:4] == [("Förskola", None, "varav lokaler"), ("Förskola", None, "Netto")]
    assert areas[-1] == ("hemtjänst", "Äldreomsorg", "Netto")
    assert tables["tblOmslutning"][0]["Avser"] == "Statsbidrag för mindre grupper"
    assert tables["tblBudgetjusteringar"][0] | {"_rad": 0} == {
        "Avser": "Nya förskolan",
        "Belopp": 2.5,
        "Bilaga": 1,
        "_rad": 0,
    }
    counts = {
        "tblInvesteringar": 1,
        "tblBilagor": 2,
        "tblBeslut": 2,
        "tblResultatenheter": 2,
        "tblMal": 3,
    }
    assert {name: len(tables[name]) for name in counts} == counts


def test_a_boards_document_that_adds_up_is_clean(filled: Path) -> None:
    run = check([filled], Order())
    assert {finding.rule for finding in run.books[0].findings} <= {"AKT006", "IND019"}
    assert run.crashed == 0
    outcomes = {outcome.rule: outcome.ending for outcome in run.books[0].outcomes}
    assert {
        rule: ending
        for rule, ending in outcomes.items()
        if rule.startswith("NAM") and ending != "run"
    } == {}
