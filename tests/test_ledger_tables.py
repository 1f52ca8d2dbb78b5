"""Ledgers as CSV and xlsx, their mapping files, and the sample board's ledger against its books."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xlplan.actions.export import export
from xlplan.checking.packs import load_pack, resources
from xlplan.ledger import (
    Ledger,
    Placed,
    PostLine,
    UnplacedReason,
    account_plan,
    cost_centres,
    place,
    read_ledger,
)
from xlplan.ledger.cells import Cell, code_of, ore_of, period_of
from xlplan.model import LedgerError

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
LEDGERS = SAMPLES / "huvudbok"
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def read(
    tmp_path: Path, text: str, mapping: str = "", encoding: str = "utf-8", year: int = 2026
) -> Ledger:
    file, said = tmp_path / "utfall.csv", tmp_path / "karta.toml"
    file.write_bytes(text.encode(encoding))
    said.write_text(mapping, encoding="utf-8")
    return read_ledger(file, year, said if mapping else None)


def refused(tmp_path: Path, text: str, mapping: str = "") -> LedgerError:
    with pytest.raises(LedgerError) as error:
        read(tmp_path, text, mapping)
    return error.value


def sheet(
    path: Path, rows: list[list[Any]], name: str = "Utfall", empty_first: bool = False
) -> Path:
    book = xlsxwriter.Workbook(str(path))
    if empty_first:
        book.add_worksheet("Om").write(0, 0, "Utskrift")
    into = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, date):
                into.write_datetime(i, j, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                into.write(i, j, value)
    book.close()
    return path


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp437", "utf-16"])
def test_an_amount_a_row(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [
        ["Konto", "Kontotext", "Kostnadsställe", "Period", "Belopp"],
        ["3010", "Sålda tjänster på ön", "4127", "202603", "-1 234,50"],
        ["6010", "Hyra", "4127", "202604", "10"],
    ]
    ledger = read(tmp_path, "\n".join(delimiter.join(line) for line in lines), encoding=encoding)
    assert ledger.amounts == {("4127", "3010", 3): -123_450, ("4127", "6010", 4): 1000}
    assert ledger.account_names["3010"] == "Sålda tjänster på ön"
    assert (ledger.source.form, ledger.source.rows, ledger.warnings) == ("csv", 2, ())


def test_titles_above_sums_below_and_quoted_cells(tmp_path: Path) -> None:
    text = """Utfall per konto;;;
Utskriven 2026-04-02;;;

Konto;Ansvar;Bokföringsdatum;Belopp
6010;4127;2026-03-31;"1 000,00"
6010;4127;2026-03-05;"0,25-"
Summa 6010;;;999,75
;;;999,75
Totalt;;;999,75
"""
    ledger = read(tmp_path, text)
    assert ledger.amounts == {("4127", "6010", 3): 99_975}
    assert ledger.warnings == ("3 rader med summor är inte med.",)


def test_debet_and_kredit(tmp_path: Path) -> None:
    head = "Konto;Kst;Period;Debet;Kredit;Saldo\n6010;A;202601;10,00;;10\n"
    plain = read(tmp_path, head + "3010;A;202601;;4,00;6\n6010;A;202601;;1,00;5\n")
    minus = read(tmp_path, head + "3010;A;202601;;-4,00;6\n6010;A;202601;;-1,00;5\n")
    assert plain.amounts == minus.amounts == {("A", "6010", 1): 900, ("A", "3010", 1): -400}
    assert plain.warnings == minus.warnings == ()


@pytest.mark.parametrize(("sign", "told"), [("", "minus"), ("-", "plus")])
def test_kredit_with_the_other_sign_is_a_correction(tmp_path: Path, sign: str, told: str) -> None:
    other = "" if sign else "-"
    rows = f"3010;A;202601;;{sign}4,00\n3010;A;202601;;{sign}3,00\n3010;A;202601;;{other}1,00\n"
    ledger = read(tmp_path, f"Konto;Kst;Period;Debet;Kredit\n{rows}6010;A;202601;10,00;\n")
    assert ledger.amounts == {("A", "3010", 1): -600, ("A", "6010", 1): 1_000}
    assert ledger.warnings == (f"1 belopp under kredit har {told}. De räknas som rättelser.",)


@pytest.mark.parametrize(
    "row", ["Totalsumma;;;1,00", "Slutsumma;;202601;1,00", "S:a;;;1,00", "Delsumma;A;;1,00"]
)
def test_a_row_that_says_that_it_is_a_sum_is_left_out(tmp_path: Path, row: str) -> None:
    ledger = read(tmp_path, f"Konto;Kst;Period;Belopp\n6010;A;202601;1,00\n{row}\n")
    assert (ledger.amounts, ledger.warnings) == (
        {("A", "6010", 1): 100},
        ("1 rad med summor är inte med.",),
    )


@pytest.mark.parametrize(
    "end", ["6020;A;202601;1;b\n", '6020;A;202601;1;b\n6030;A;202601;1;"c\n6040;A;202601;1;d\n']
)
def test_a_citation_mark_without_its_pair_never_swallows_rows(tmp_path: Path, end: str) -> None:
    error = refused(tmp_path, f'Konto;Kst;Period;Belopp;Text\n6010;A;202601;1;"a\n{end}')
    assert "Ett citattecken där eller på någon rad ovanför saknar sitt par." in str(error)


def test_a_point_that_may_part_thousands_or_decimals_is_not_guessed(tmp_path: Path) -> None:
    head = "Konto;Kst;Period;Belopp\n6010;A;202601;12.500\n"
    assert read(tmp_path, head + "6020;A;202601;1.234,5\n").total == 1_373_450
    for decimal in ("1234.500", "0.500", "99.95"):
        error = refused(tmp_path, head + f"6020;A;202601;{decimal}\n")
        assert "rad 2: punkten i beloppet ”12.500” kan skilja av tusental eller decimaler." in str(
            error
        )
    assert "rad 2: punkten i beloppet ”12.500”" in str(
        refused(tmp_path, head, '[fil]\nenhet = "tkr"')
    )


def test_a_column_of_years_says_which_year_a_month_is_of(tmp_path: Path) -> None:
    text = "Konto;Kst;År;Månad;Belopp\n6010;A;2025;1;5\n6010;A;2026;1;7\n6010;A;;2;1\n"
    assert read(tmp_path, text).amounts == {("A", "6010", 1): 700, ("A", "6010", 2): 100}
    text = "Konto;Kst;År;jan;feb\n6010;A;2025;1;2\n6010;A;2026;3;4\n"
    assert read(tmp_path, text).amounts == {("A", "6010", 1): 300, ("A", "6010", 2): 400}
    assert read(tmp_path, "Konto;Räkenskapsår;Period;Belopp\n6010;25/26;202601;5\n").total == 500
    for text in ("Konto;År;Månad;Belopp\n6010;25/26;1;5\n", "Konto;År;jan;feb\n6010;25/26;1;2\n"):
        assert "rad 2: året ”25/26” går inte att läsa" in str(refused(tmp_path, text))


def test_months_of_another_year_are_not_this_years(tmp_path: Path) -> None:
    text = "Konto;Kst;Period;Belopp\n6010;A;mar-25;1\n6010;A;mar-26;2\n"
    assert read(tmp_path, text).amounts == {("A", "6010", 3): 200}
    text = "Konto;Kst;mars 2025;mar-26;Apr 2025\n6010;A;1;2;3\n"
    assert read(tmp_path, text).amounts == {("A", "6010", 3): 200}


def test_a_column_a_month(tmp_path: Path) -> None:
    text = "Konto;Kst;januari;Feb 2026;mars;Helår\n6010;A;1,5;;-2;-0,5\n"
    assert read(tmp_path, text).amounts == {("A", "6010", 1): 150, ("A", "6010", 3): -200}


def test_an_amount_without_an_account_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "Konto;Kst;Period;Belopp\n;A;202601;5\n").amounts == {("A", "", 1): 500}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("6010;A;202601;12x", "rad 3: beloppet ”12x” går inte att läsa"),
        ("6010;A;202601;1,005", "rad 3: beloppet ”1,005” går inte att läsa"),
        ("6010;A;kvartal 1;12", "rad 3: perioden ”kvartal 1” går inte att läsa"),
        ("6010;A;;12", "rad 3: perioden ”” går inte att läsa"),
    ],
)
def test_an_amount_that_cannot_be_read_refuses_the_file(
    tmp_path: Path, row: str, told: str
) -> None:
    error = refused(tmp_path, f"Konto;Kst;Period;Belopp\n6010;A;202601;1\n{row}\n")
    assert told in str(error)
    assert error.line == 3


def test_headings_that_are_not_known_are_told_with_those_that_stand_there(tmp_path: Path) -> None:
    error = str(refused(tmp_path, "Kontering;Period;Summa\n6010;202601;1\n"))
    assert "det går inte att se vilken kolumn som är kontot och beloppet" in error
    assert "Rubrikerna på rad 1 är ”Kontering”, ”Period” och ”Summa”" in error
    assert "(--mapping)" in error
    error = str(
        refused(
            tmp_path,
            "Kontering;Period;Kr\n6010;202601;1\n",
            '[kolumner]\nkonto = "Kontonr"\nbelopp = "Kr"',
        )
    )
    assert "har ingen kolumn ”Kontonr”" in error


def test_a_mapping_says_the_columns_the_unit_and_the_signs(tmp_path: Path) -> None:
    text = "x\nKontering;Ställe;När;Kr\n6010;A;202601;1,5\n3010;A;202601;2\n"
    columns = '[kolumner]\nkonto = "Kontering"\nkst = "ställe"\nperiod = "När"\nbelopp = "Kr"\n'
    mapping = columns + '[fil]\nrubrikrad = 2\nenhet = "tkr"\n'
    assert read(tmp_path, text, mapping).amounts == {
        ("A", "6010", 1): 150_000,
        ("A", "3010", 1): 200_000,
    }
    plus = read(tmp_path, text, mapping + 'tecken = "plus"')
    assert plus.amounts == {("A", "6010", 1): 150_000, ("A", "3010", 1): -200_000}
    turned = read(tmp_path, text, mapping + 'tecken = "kredit"')
    assert turned.amounts == {("A", "6010", 1): -150_000, ("A", "3010", 1): -200_000}


@pytest.mark.parametrize(
    ("income", "cost", "told"),
    [
        ("-5", "4", ""),
        ("5", "4", 'tecken = "plus"'),
        ("5", "-4", 'tecken = "kredit"'),
        ("0", "-4", ""),
    ],
)
def test_signs_that_are_not_a_ledgers_are_told(
    tmp_path: Path, income: str, cost: str, told: str
) -> None:
    warnings = read(
        tmp_path, f"Konto;Kst;Period;Belopp\n3010;A;202601;{income}\n6010;A;202601;{cost}\n"
    ).warnings
    assert bool(warnings) == bool(told)
    assert told in " ".join(warnings)


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("[kolumner]\nkonto = 3", "konto är kolumnens rubrik inom citattecken"),
        ("[kolumner]\nkontot = 'x'", "okänd inställning kontot. Menade du ”konto”?"),
        ("[kollumner]", "okänd inställning kollumner. Menade du ”kolumner”?"),
        ("kolumner = 3", "kolumner är en rubrik, [kolumner]"),
        ("[fil]\nrubrikrad = 0", "rubrikrad är ett heltal från 1"),
        ("[fil]\nenhet = 'öre'", "enhet är kr, tkr eller mnkr, inte ”öre”"),
        ("[fil]\ntecken = 'minus'", "tecken är ”debet”"),
        ("[sie]\ndimension = 'fyra'", "dimension är ett heltal"),
        (
            "[kolumner]\nkostnadsställe = 'x'",
            "rad 2 är inte skriven som TOML. Ett namn med å, ä eller ö står inom citattecken",
        ),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_explained(
    tmp_path: Path, mapping: str, told: str
) -> None:
    assert told in str(refused(tmp_path, "Konto;Kst;Period;Belopp\n", mapping))


def test_a_kostnadsstalle_may_be_written_out_in_a_mapping(tmp_path: Path) -> None:
    ledger = read(
        tmp_path,
        "Konto;Plats;Period;Belopp\n6010;A;202601;1\n",
        '[kolumner]\n"kostnadsställe" = "Plats"',
    )
    assert ledger.amounts == {("A", "6010", 1): 100}


def test_without_kostnadsstalle_it_is_told(tmp_path: Path) -> None:
    assert (
        "ingen kolumn för kostnadsställe"
        in read(tmp_path, "Konto;Period;Belopp\n6010;202601;1\n").warnings[0]
    )


def test_other_years(tmp_path: Path) -> None:
    text = "Konto;Kst;Period;Belopp\n6010;A;202512;1\n6010;A;202601;2\n6010;A;202613;4\n"
    ledger = read(tmp_path, text)
    assert ledger.amounts == {("A", "6010", 1): 200, ("A", "6010", 12): 400}
    assert ledger.warnings == (
        "1 belopp i perioder efter den tolfte (bokslutsperioder) räknas till december.",
    )
    with pytest.raises(
        LedgerError, match=r"har inga belopp för 2024\. Den har belopp för 2025 och 2026"
    ):
        read(tmp_path, text, year=2024)


def test_a_sheet_with_numbers_and_dates(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Konto", "Kst", "Datum", "Belopp"],
        [6010, 4127, date(2026, 3, 31), 0.1 + 0.2],
        ["3010", "4127", "2026-04", -2],
        ["", "", "", -1.7],
    ]
    ledger = read_ledger(sheet(tmp_path / "a.xlsx", rows, empty_first=True), 2026)
    assert ledger.amounts == {("4127", "6010", 3): 30, ("4127", "3010", 4): -200}


def test_an_error_in_an_amounts_cell_is_never_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    into = book.add_worksheet()
    into.write_row(0, 0, ["Konto", "Kst", "Period", "Belopp"])
    into.write_row(1, 0, ["6010", "A", 202601])
    into.write_formula(1, 3, "=1/0", value="#DIV/0!")
    book.close()
    with pytest.raises(LedgerError, match=r"rad 2: beloppet ”#DIV/0!” går inte att läsa"):
        read_ledger(path, 2026)


def test_a_sheet_that_is_named_or_not_there(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx", [["Konto", "Kst", "Period", "Belopp"], ["6010", "A", 1, 5]], "Mars"
    )
    said = tmp_path / "k.toml"
    said.write_text('[fil]\nblad = "April"', encoding="utf-8")
    assert read_ledger(path, 2026).amounts == {("A", "6010", 1): 500}
    with pytest.raises(LedgerError, match=r"har inget blad ”April”\. Det finns Mars"):
        read_ledger(path, 2026, said)
    (tmp_path / "b.xlsx").write_bytes(path.read_bytes()[:2000])
    with pytest.raises(LedgerError, match="kunde inte läsas: den är skadad"):
        read_ledger(tmp_path / "b.xlsx", 2026)


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1 234,50", 123_450),
        ("1\u00a0234", 123_400),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1.234", 123_400),
        ("1234.5", 123_450),
        ("−5", -500),
        ("5-", -500),
        ("(5)", -500),
        ("5 kr", 500),
        ("", 0),
        (None, 0),
        ("-", 0),
        (0.07, 7),
        (1e13, 10**15),
        (True, None),
        ("1,2,3", None),
        ("x", None),
        (0.001, None),
        ("12.345.678,9", 1_234_567_890),
        (",5", 50),
        ("1e5", None),
        (date(2026, 1, 1), None),
        ("1'234.50", 123_450),
        ("0.500", 50),
        ("1.234.567", 123_456_700),
    ],
)
def test_amounts_as_systems_write_them(cell: Cell, ore: int | None) -> None:
    assert ore_of(cell) == ore


def test_amounts_in_tkr_and_mnkr_are_read_to_the_ore() -> None:
    assert (ore_of(1.23456789, 1_000_000), ore_of("1,23456789", 1_000_000)) == (
        123_456_789,
        123_456_789,
    )
    assert (ore_of(0.1 + 0.2, 1_000), ore_of(26.41237, 1_000), ore_of("1,234", 1_000)) == (
        30_000,
        2_641_237,
        123_400,
    )
    assert ore_of("1.234", 1_000) is None


@given(st.integers(-(10**14), 10**14), st.sampled_from([" ", "\u00a0", "", "."]))
def test_any_amount_in_swedish_is_read_back(ore: int, blank: str) -> None:
    written = (
        f"{'-' if ore < 0 else ''}{abs(ore) // 100:,}".replace(",", blank) + f",{abs(ore) % 100:02}"
    )
    assert ore_of(written) == ore


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("202603", (2026, 3)),
        (202603.0, (2026, 3)),
        ("2026-03", (2026, 3)),
        ("2026-03-31", (2026, 3)),
        ("20260331", (2026, 3)),
        ("2603", (2026, 3)),
        ("3", (2027, 3)),
        (3.0, (2027, 3)),
        ("mars", (2027, 3)),
        ("Mar 2026", (2026, 3)),
        ("mar-26", (2026, 3)),
        ("31 mars 2026", (2026, 3)),
        ("15 mars", (2027, 3)),
        ("202613", (2026, 13)),
        (date(2026, 3, 1), (2026, 3)),
        ("", None),
        ("202600", None),
        ("x", None),
        (True, None),
        ("13", (2027, 13)),
        ("17", None),
    ],
)
def test_periods_as_systems_write_them(cell: Cell, period: tuple[int, int] | None) -> None:
    assert period_of(cell, 2027) == period


def test_codes_of_numbers_are_text() -> None:
    assert [code_of(cell) for cell in (4127.0, " 04 12 ", None, 41.5, 4127)] == [
        "4127",
        "04 12",
        "",
        "41.5",
        "4127",
    ]


# -- the sample board -----------------------------------------------------------------


def registered() -> Any:
    return export(SAMPLES / "register.xlsx")[0]["tables"]


def placed(file: str, mapping: str | None = None) -> Placed:
    tables = registered()
    ledger = read_ledger(LEDGERS / file, 2026, LEDGERS / mapping if mapping else None)
    assert ledger.warnings == ()
    units = cost_centres(
        (unit["Enhetskod"], unit.get("Kostnadsställen")) for unit in tables["tblEnheter"]
    )
    lines = [
        (line["Post"], line["Radtyp"], line.get("Konton")) for line in tables["tblBudgetposter"]
    ]
    return place(ledger, units, account_plan(lines, resources("", ".toml")["kommun_bas"]))


def books_outcomes() -> dict[str, dict[PostLine, tuple[int, ...]]]:
    """Every line's months in the books of the year's end, in öre by exact decimals."""
    outcomes: dict[str, dict[PostLine, tuple[int, ...]]] = {}
    for path in sorted((SAMPLES / "bokslut").glob("*.xlsx")):
        tables: Any = export(path)[0]["tables"]
        facts = {row["Uppgift"]: row.get("Värde") for row in tables["tblEnhet"]}
        factor = {"kr": 1, "tkr": 1_000, "mnkr": 1_000_000}[facts["Beloppsenhet"]]
        lines = {}
        for row in tables["tblManad"]:
            if row.get("Radtyp") in ("intäkt", "kostnad") and row.get("Post"):
                months = [Decimal(repr(row.get(month, 0))) * factor * 100 for month in MONTHS]
                lines[PostLine(row["Post"], row["Radtyp"])] = tuple(map(int, months))
        outcomes[facts["Enhetskod"]] = lines
    return outcomes


@pytest.mark.parametrize(
    ("file", "mapping"), [("2026.se", None), ("2026.csv", None), ("2026.xlsx", "kartlaggning.toml")]
)
def test_the_sample_ledger_is_the_books_months_to_the_ore(file: str, mapping: str | None) -> None:
    found, books = placed(file, mapping), books_outcomes()
    assert found.units.keys() == books.keys()
    for unit, lines in books.items():
        filled = {line: months for line, months in lines.items() if any(months)}
        assert dict(found.units[unit]) == filled, unit
    assert [
        (row.cost_centre, row.account, row.month, row.ore, row.why) for row in found.listed
    ] == [
        ("7700", "6110", 2, 4_821_000, UnplacedReason.COST_CENTRE),
        ("", "7610", 5, 105_025, UnplacedReason.NO_COST_CENTRE),
        ("4127", "8520", 3, 31_250, UnplacedReason.ACCOUNT),
    ]
    assert found.result == found.placed + 4_957_275


def test_known_months_of_the_sample_ledger() -> None:
    found = placed("2026.se")
    sold = found.months("4127", "Försäljning", "intäkt")
    assert sold is not None
    assert (sold[2], sum(sold)) == (1_173_000_00, 14_030_000_00)
    rent = found.months("5202", "Lokalkostnader", "kostnad")
    assert rent is not None
    assert rent[0] == 113_200_00
    assert found.not_result.keys() == {"1930", "2440"}
    assert found.read == 0  # whole vouchers


def test_the_sample_sie_file_counted_by_hand() -> None:
    """A naive reading in exact decimals, with nothing of xlplan's."""
    text = (LEDGERS / "2026.se").read_bytes().decode("cp437")
    sums: defaultdict[tuple[str, str, int], Decimal] = defaultdict(Decimal)
    for account, centre, amount, month in re.findall(
        r"#TRANS (\d+) \{(?:1 (\d+))?\} (-?[\d.]+) 2026(\d\d)", text
    ):
        sums[centre, account, int(month)] += Decimal(amount)
    ledger = read_ledger(LEDGERS / "2026.se", 2026)
    assert {key: Decimal(ore) / 100 for key, ore in ledger.amounts.items()} == {
        key: kr for key, kr in sums.items() if kr
    }


def test_kommun_bas_covers_the_standard_lines_once() -> None:
    plan = account_plan([], resources("", ".toml")["kommun_bas"])
    assert plan.warnings == ()
    contract: Any = load_pack().contract
    lines = {(line.post, line.line_type) for _, line in plan.default}
    assert lines == {(post, "intäkt") for post in contract.INCOME_LINES} | {
        (post, "kostnad") for post in contract.COST_LINES
    }
    known: Mapping[str, str] = {
        "3110": "Taxor och avgifter",
        "4610": "Entreprenader och köp av verksamhet",
        "5610": "Personalkostnader",
    }
    assert {account: found.post for account in known if (found := plan.line_of(account))} == known
    assert [plan.line_of(account) for account in ("8410", "1930", "2440", "4310")] == [None] * 4


def test_months_with_more_than_the_outcome_below_them_are_refused(tmp_path: Path) -> None:
    text = "Konto;Kst;Januari;;Februari;\n;;Budget;Utfall;Budget;Utfall\n5010;4127;10;12;10;11\n"
    error = refused(tmp_path, text)
    assert error.line == 2
    assert (
        "rad 2: under rubriken till ett belopp står ”Budget”, så filen har annat än utfall bland "
        "beloppen." in str(error)
    )
    assert read(tmp_path, text.replace("Budget", "Utfall")).amounts, (
        "words that say what is there are no harm"
    )


def test_an_account_and_its_name_may_stand_in_one_cell(tmp_path: Path) -> None:
    head, row = "Konto;Kst;Period;Belopp\n", "4127;202603;100\n"
    ledger = read(
        tmp_path, f"{head}5011 Månadslön;{row}5011 - Månadslön;{row}5012;{row}50 11;{row}"
    )
    assert ledger.amounts == {
        ("4127", "5011", 3): 200_00,
        ("4127", "5012", 3): 100_00,
        ("4127", "50 11", 3): 100_00,
    }
    assert ledger.account_names["5011"] == "Månadslön"
