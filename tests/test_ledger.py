"""Ledgers: SIE files as they are and as they go wrong, and nothing lost between file and lines."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sie_files import Made, sie, sie_files, voucher

from xlplan.ledger import (
    CostCentres,
    Ledger,
    PostLine,
    UnplacedReason,
    account_plan,
    cost_centres,
    place,
    read_ledger,
    read_ledgers,
)
from xlplan.ledger.sie_text import ore
from xlplan.model import LedgerError


def read(tmp_path: Path, content: bytes, year: int = 2026, mapping: str = "") -> Ledger:
    file = tmp_path / "prov.se"
    file.write_bytes(content)
    said = tmp_path / "karta.toml"
    said.write_text(mapping, encoding="utf-8")
    return read_ledger(file, year, said if mapping else None)


def told(ledger: Ledger) -> list[str]:
    """The warnings, but for that small files have no kostnadsställe."""
    return [
        warning
        for warning in ledger.warnings
        if "Inga belopp i filen har kostnadsställe" not in warning
    ]


def refused(tmp_path: Path, content: bytes, year: int = 2026) -> LedgerError:
    with pytest.raises(LedgerError) as error:
        read(tmp_path, content, year)
    return error.value


def test_a_voucher_is_summed_by_kostnadsstalle_account_and_month(tmp_path: Path) -> None:
    rows = voucher(
        '#TRANS 6010 {1 "4127"} 1200.50',
        "#TRANS 2440 {} -1200.50",
        '#TRANS 6010 {"1" "4127" 6 "P1"} -0.5',
    )
    ledger = read(tmp_path, sie(*rows))
    assert ledger.amounts == {("4127", "6010", 1): 120_000, ("", "2440", 1): -120_050}
    assert (ledger.source.basis, ledger.source.rows, ledger.total, ledger.months) == (
        "verifikationer",
        3,
        -50,
        (1,),
    )
    assert ledger.warnings == ()


@pytest.mark.parametrize(
    ("row", "month"),
    [
        ("#TRANS 4010 {} 5.00", 1),
        ('#TRANS 4010 {} 5.00 ""', 1),
        ("#TRANS 4010 {} 5.00 20260301", 3),
        ('#TRANS 4010 {} 5.00 "20260301" "text"', 3),
        ('#TRANS 4010 {} 5.00 2026-03-01 "text"', 3),
        ('#TRANS 4010 {} 5.00 260301 "text"', 1),  # no day, so the voucher's
        ("#TRANS 4010 {} 5.00 20251231", 1),  # another year's day is booked on the voucher's
        ('#TRANS 4010 {} 5.00 "" "20260401"', 1),
        ("  #trans 4010 {} 5.00 20260301", 3),
        ("#TRANS 4010 5.00 20260301", 3),
    ],
)
def test_the_month_is_the_rows_own_or_its_vouchers(tmp_path: Path, row: str, month: int) -> None:
    assert read(tmp_path, sie(*voucher(row))).amounts == {("", "4010", month): 500}


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("12", 1200),
        ("-12.5", -1250),
        ("0.07", 7),
        ("-0.07", -7),
        (".5", 50),
        ("12.500", 1250),
        ("+3.00", 300),
        ("5.", 500),
        ("99999999999999.99", 9_999_999_999_999_999),
        ("12,50", 1250),
    ],
)
def test_amounts_are_exact(tmp_path: Path, written: str, exact: int) -> None:
    assert read(tmp_path, sie(*voucher(f"#TRANS 4010 {{}} {written}"))).amounts == {
        ("", "4010", 1): exact
    }
    assert ore(written.encode()) == exact


@pytest.mark.parametrize("written", ["", "abc", "1.234", "1e5", "12,3,4", "--5", "1 000x", "-"])
def test_an_amount_that_cannot_be_read_refuses_the_file_with_its_line(
    tmp_path: Path, written: str
) -> None:
    error = refused(tmp_path, sie(*voucher("#TRANS 6010 {} 1.00", f'#TRANS 4010 {{}} "{written}"')))
    assert error.line == 8
    assert "rad 8: beloppet ”" in str(error)
    assert "Exportera den på nytt" in str(error)


def test_several_lost_amounts_are_told_by_their_lines(tmp_path: Path) -> None:
    error = refused(
        tmp_path, sie(*voucher("#TRANS 6010 {} x", "#TRANS 6010 {} 5.00", "#TRANS 6010 {} y"))
    )
    assert "rad 7: beloppet ”x” går inte att läsa. Detsamma gäller rad 9." in str(error)
    many = refused(tmp_path, sie(*voucher(*["#TRANS 6010 {} x"] * 50)))
    assert "Detsamma gäller 49 rader till." in str(many)


@pytest.mark.parametrize(
    "row",
    [
        "TRANS 4010 {} 5.00",
        "#TRANS",
        "#TRANS 4010",
        '#TRANS 4010 {1 "4127} 5.00',
        "#TRANS 4010 {1} 5.00",
        "#TRANS {} 5.00",
        "#TRANS 4010 {} 1 000.00",
        "#TRANS 4010 {} 1 000",
        '#TRANS 4010 {1 "A"} 1 000,00 20260101',
        "#RTRANS 4010 {} x",
        "#PSALDO 0 2026 4010 {} 5.00",
        "#PSALDO 0 202600 4010 {} 5.00",
        "#PSALDO 0 202601 4010 {} x",
    ],
)
def test_a_broken_line_of_an_amount_is_never_passed_over(tmp_path: Path, row: str) -> None:
    assert refused(tmp_path, sie(*voucher("#TRANS 6010 {} 1.00", row))).line == 8


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("#RAR x", "räkenskapsåret (#RAR) går inte att läsa"),
        ("en text som har brutits av", "raden börjar inte med #"),
        ("#RES 0 4010 x", "#RES går inte att läsa"),
        ("#PBUDGET 0 202601 4010 {} x", "budgetbeloppet går inte att läsa"),
    ],
)
def test_a_broken_line_without_an_amount_is_told_and_skipped(
    tmp_path: Path, row: str, told: str
) -> None:
    ledger = read(tmp_path, sie(row, *voucher("#TRANS 4010 {} 1.00")))
    assert ledger.amounts == {("", "4010", 1): 100}
    assert f"Rad 5 hoppades över: {told}. Inga belopp gick förlorade." in ledger.warnings


def test_records_may_come_in_any_order_and_unknown_ones_are_skipped(tmp_path: Path) -> None:
    rows = voucher('#TRANS 4010 {1 "4127"} 1.00')
    late = [
        "#RAR 0 20260101 20261231",
        '#OBJEKT 1 "4127" "Bryggan"',
        '#KONTO 4010 "Inköp \\"mat\\""',
        "#NYTT x y",
    ]
    ledger = read(tmp_path, sie(*rows, *late, head=["#FLAGGA 0"]))
    assert ledger.amounts == {("4127", "4010", 1): 100}
    assert (ledger.cost_centre_names, ledger.account_names) == (
        {"4127": "Bryggan"},
        {"4010": 'Inköp "mat"'},
    )


def test_added_and_removed_rows_are_counted_once_or_not_at_all(tmp_path: Path) -> None:
    rows = voucher(
        "#TRANS 4010 {} 100.00",
        "#BTRANS 4010 {} 100.00",
        "#RTRANS 4010 {} 30.00",
        "#TRANS 4010 {} 30.00",
        "#RTRANS 4010 {} 7.00",
    )
    ledger = read(tmp_path, sie(*rows, *voucher("#TRANS 4010 {} 1.00")))
    assert ledger.amounts == {("", "4010", 1): 13_800}
    assert told(ledger) == [
        "1 tillagd rad (#RTRANS) följs inte av samma rad som #TRANS. Beloppen räknas med."
    ]


@pytest.mark.parametrize(
    ("voucher_day", "own_day"), [("20251231", "20260105"), ("20260131", "20251205")]
)
def test_an_added_row_is_booked_in_the_month_of_its_trans(
    tmp_path: Path, voucher_day: str, own_day: str
) -> None:
    rows = voucher(
        f"#RTRANS 4010 {{}} 30.00 {own_day}", f"#TRANS 4010 {{}} 30.00 {own_day}", day=voucher_day
    )
    ledger = read(tmp_path, sie(*rows, *voucher("#TRANS 4010 {} 1.00")))
    assert ledger.amounts == {("", "4010", 1): 3_100 if voucher_day.startswith("2026") else 100}
    assert told(ledger) == []


def test_an_object_in_braces_and_marks_is_its_own_code(tmp_path: Path) -> None:
    rows = voucher('#TRANS 4010 {1 "A}B"} 1.00 20260101', '#TRANS 4010 {6 "x" 1 "Å \\"1\\""} 2.00')
    ledger = read(tmp_path, sie(*rows))
    assert ledger.amounts == {("A}B", "4010", 1): 100, ('Å "1"', "4010", 1): 200}


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp437", "CP437"), ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")],
)
def test_the_letters_are_read_whatever_the_label_says(
    tmp_path: Path, encoding: str, told: str
) -> None:
    content = sie(
        '#OBJEKT 1 "Å1" "Träffpunkten på Ön"',
        *voucher('#TRANS 4010 {1 "Å1"} 1.00'),
        encoding=encoding,
    )
    ledger = read(tmp_path, content)
    assert (ledger.source.encoding, ledger.cost_centre_names) == (
        told,
        {"Å1": "Träffpunkten på Ön"},
    )
    assert ledger.amounts == {("Å1", "4010", 1): 100}
    assert ledger.warnings == ()


@pytest.mark.parametrize("codec", [("utf-8", "cp1252"), ("utf-8", "cp437"), ("cp437", "cp1252")])
def test_letters_that_were_garbled_before_the_file_was_written_are_told(
    tmp_path: Path, codec: tuple[str, str]
) -> None:
    garbled = "Hyresintäkter på ön".encode(codec[0]).decode(codec[1], "replace")
    ledger = read(
        tmp_path, sie(f'#KONTO 3410 "{garbled}"', *voucher("#TRANS 3410 {} 1.00"), encoding="utf-8")
    )
    assert [
        warning for warning in ledger.warnings if "förvanskade" in warning and garbled in warning
    ]


def test_old_line_ends_and_a_last_line_without_one(tmp_path: Path) -> None:
    rows = voucher("#TRANS 4010 {} 1.00")
    assert read(tmp_path, sie(*rows, end="\r")).amounts == {("", "4010", 1): 100}
    assert read(tmp_path, sie(*rows).rstrip()).amounts == {("", "4010", 1): 100}
    assert read(tmp_path, sie(*rows) + b"\x1a").amounts == {("", "4010", 1): 100}


def test_old_line_ends_behind_a_byte_order_mark_or_among_new_ones(tmp_path: Path) -> None:
    rows = voucher("#TRANS 4010 {} 1.00", "#TRANS 4010 {} 2.00")
    assert read(tmp_path, sie(*rows, end="\r", encoding="utf-8-sig")).amounts == {
        ("", "4010", 1): 300
    }
    mixed = sie(*rows).replace(b"1.00\r\n", b"1.00\r")
    assert read(tmp_path, mixed).amounts == {("", "4010", 1): 300}
    assert read(tmp_path, mixed).warnings == read(tmp_path, sie(*rows)).warnings


def test_a_balance_that_ends_without_a_line_break_may_be_cut_off(tmp_path: Path) -> None:
    whole = sie("#PSALDO 0 202601 4010 {} 12345.67")
    assert not [warning for warning in read(tmp_path, whole).warnings if "avkortad" in warning]
    assert [
        warning for warning in read(tmp_path, whole[:-6]).warnings if "kan vara avkortad" in warning
    ]


def test_a_file_that_ends_in_a_voucher_is_cut_off(tmp_path: Path) -> None:
    error = refused(
        tmp_path,
        sie(*voucher("#TRANS 4010 {} 1.00"), "#VER A 2 20260116", "{", "#TRANS 4010 {} 12"),
    )
    assert "här slutar filen mitt i en verifikation" in str(error)
    assert error.line == 11


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (["#KSUMMA", *voucher("#TRANS 4010 {} 1.00")], "Filen är nog avkortad"),
        (["#SIETYP 1", "#RES 0 4010 5.00"], "har inga belopp månad för månad"),
        (
            ["#RAR 0 20260101 20261231", "#SIETYP 1", "#RES 0 4010 5.00"],
            "har inga belopp månad för månad",
        ),
    ],
)
def test_a_file_without_its_end_or_its_months_is_refused(
    tmp_path: Path, record: list[str], told: str
) -> None:
    assert told in str(refused(tmp_path, sie(*record, head=[])))


def test_another_years_file_is_refused_with_the_year_it_has(tmp_path: Path) -> None:
    error = refused(tmp_path, sie(*voucher("#TRANS 4010 {} 1.00")), year=2027)
    assert "har inga belopp för 2027. Den har belopp för 2026. Välj filen för 2027." in str(error)
    assert read(tmp_path, sie()).warnings == ("Filen har inga bokförda belopp för 2026.",)


def test_other_years_in_the_file_are_left_out_by_their_own_days(tmp_path: Path) -> None:
    rows = [
        "#RAR -1 20250101 20251231",
        *voucher("#TRANS 4010 {} 7.00", day="20251230"),
        *voucher("#TRANS 4010 {} 1.00"),
    ]
    assert read(tmp_path, sie(*rows)).amounts == {("", "4010", 1): 100}
    assert read(tmp_path, sie(*rows), year=2025).amounts == {("", "4010", 12): 700}


def test_a_broken_fiscal_year_is_told(tmp_path: Path) -> None:
    head = ["#FLAGGA 0", "#RAR 0 20250901 20260831"]
    ledger = read(tmp_path, sie(*voucher("#TRANS 4010 {} 1.00"), head=head))
    assert told(ledger) == [
        "Räkenskapsåret i filen går från 2025-09-01 till 2026-08-31. Bara det som är bokfört under "
        "2026 är med, och "
        "filen kan sakna månader.",
    ]


def checked(
    *records: str, wrong: int = 0, between: str = '#KONTO4010Inköp av "mat"#TRANS4010141271.00'
) -> bytes:
    crc = zlib.crc32(between.encode("cp437")) + wrong
    body = ['#KONTO 4010 "Inköp av \\"mat\\""', '#TRANS 4010 {1 "4127"} 1.00']
    return sie("#VER A 1 20260115", "#KSUMMA", *(records or body), f"#KSUMMA {crc}")


def test_a_check_sum_is_of_the_labels_and_fields(tmp_path: Path) -> None:
    assert read(tmp_path, checked()).warnings == ()


def test_a_wrong_check_sum_is_told_with_both_sums(tmp_path: Path) -> None:
    right = zlib.crc32('#KONTO4010Inköp av "mat"#TRANS4010141271.00'.encode("cp437"))
    [warning] = read(tmp_path, checked(wrong=1)).warnings
    assert warning.startswith(f"Kontrollsumman i filen är {right + 1}, men innehållet ger {right}.")


def test_a_check_sum_with_a_sign_or_with_braces_is_understood(tmp_path: Path) -> None:
    rows = voucher("#TRANS 4010 {} 1.00")
    for between in ("#VERA120260115Prov#TRANS40101.00", "#VERA120260115Prov{#TRANS4010{}1.00}"):
        crc = zlib.crc32(between.encode())
        for number in (crc, crc - (1 << 32)):
            assert told(read(tmp_path, sie("#KSUMMA", *rows, f"#KSUMMA {number}"))) == []


BALANCES = [
    "#PSALDO 0 202601 4010 {} 10.00",
    '#PSALDO 0 202601 4010 {1 "A"} 6.00',
    '#PSALDO 0 202602 4010 {1 "A"} 1.00',
]


def test_balances_are_the_months_changes_counted_once(tmp_path: Path) -> None:
    ledger = read(tmp_path, sie(*BALANCES, '#PSALDO 0 202601 4010 {6 "P"} 3.00'))
    assert ledger.source.basis == "periodsaldon"
    assert ledger.amounts == {("A", "4010", 1): 600, ("", "4010", 1): 400, ("A", "4010", 2): 100}


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("6.00", {("A", "4010", 1): 600}),
        ("9.00", {("A", "4010", 1): 900}),
        ("8.00", {("A", "4010", 1): 600, ("", "4010", 1): 200}),
    ],
)
def test_the_total_says_whether_pairs_of_objects_come_besides(
    tmp_path: Path, total: str, expected: dict[tuple[str, str, int], int]
) -> None:
    rows = ['#PSALDO 0 202601 4010 {1 "A"} 6.00', '#PSALDO 0 202601 4010 {1 "A" 6 "P"} 3.00']
    assert read(tmp_path, sie(*rows, f"#PSALDO 0 202601 4010 {{}} {total}")).amounts == expected
    assert "Det går inte att veta om beloppen är desamma" in str(refused(tmp_path, sie(*rows)))


@pytest.mark.parametrize(("project", "lost"), [("9.00", True), ("6.00", False), ("4.00", False)])
def test_more_by_project_than_by_kostnadsstalle_is_told_where_no_total_says_which(
    tmp_path: Path, project: str, lost: bool
) -> None:
    rows = ['#PSALDO 0 202601 4010 {1 "A"} 6.00', f'#PSALDO 0 202601 4010 {{6 "P"}} {project}']
    ledger = read(tmp_path, sie(*rows))
    assert ledger.amounts == {("A", "4010", 1): 600}
    sentence = (
        "I filen skiljer periodsaldona för kostnadsställe och periodsaldona för annat, som "
        "projekt, sig åt "
        "(konto 4010: 6,00\N{NO-BREAK SPACE}kr mot 9,00\N{NO-BREAK SPACE}kr). Bara de för "
        "kostnadsställe räknas, så "
        "något kan fattas. Exportera med verifikationer (typ 4)."
    )
    assert (sentence in told(ledger)) is lost
    assert sentence not in told(read(tmp_path, sie(*rows, "#PSALDO 0 202601 4010 {} 6.00")))


def test_only_by_project_is_without_kostnadsstalle(tmp_path: Path) -> None:
    rows = [
        '#PSALDO 0 202601 4010 {6 "P"} 6.00',
        '#PSALDO 0 202601 4010 {6 "Q"} 1.00',
        '#DIM 6 "Projekt"',
    ]
    ledger = read(tmp_path, sie(*rows))
    assert ledger.amounts == {("", "4010", 1): 700}
    assert (
        "Inga belopp i filen har kostnadsställe (dimension 1). Filen har dimension 6 (Projekt)."
        in ledger.warnings[0]
    )
    assert read(tmp_path, sie(*rows), mapping="[sie]\ndimension = 6").amounts == {
        ("P", "4010", 1): 600,
        ("Q", "4010", 1): 100,
    }


def test_balances_by_several_kinds_of_objects_are_counted_once_or_refused(tmp_path: Path) -> None:
    pairs = [
        '#PSALDO 0 202601 4010 {1 "A" 6 "P"} 10.00',
        '#PSALDO 0 202601 4010 {1 "A" 7 "Q"} 10.00',
    ]
    assert read(tmp_path, sie("#PSALDO 0 202601 4010 {} 10.00", *pairs)).amounts == {
        ("A", "4010", 1): 1_000
    }
    assert read(tmp_path, sie("#PSALDO 0 202601 4010 {} 20.00", *pairs)).amounts == {
        ("A", "4010", 1): 2_000
    }
    other = ['#PSALDO 0 202601 4010 {6 "P"} 6.00', '#PSALDO 0 202601 4010 {7 "Q"} 4.00']
    assert "för flera slags objekt med olika summor" in str(refused(tmp_path, sie(*other)))
    same = [other[0], '#PSALDO 0 202601 4010 {7 "Q"} 6.00']
    assert read(tmp_path, sie(*same)).amounts == {("", "4010", 1): 600}


def test_vouchers_count_beside_balances_and_differences_are_told(tmp_path: Path) -> None:
    rows = voucher('#TRANS 4010 {1 "A"} 10.00')
    same = ["#PSALDO 0 202601 4010 {} 10.00", "#RES 0 4010 10.00"]
    ledger = read(tmp_path, sie(*rows, *same))
    assert (ledger.amounts, ledger.warnings) == ({("A", "4010", 1): 1000}, ())
    other = read(
        tmp_path,
        sie(*rows, "#PSALDO 0 202601 4010 {} 12.00", "#RES 0 4010 9.00", "#RES -1 4010 1.00"),
    )
    assert other.amounts == {("A", "4010", 1): 1000}
    told = [warning.replace("\N{NO-BREAK SPACE}", " ") for warning in other.warnings]
    assert told == [
        "I filen skiljer månaderna och årets resultat (#RES) sig åt (konto 4010: 10,00 kr mot 9,00 "
        "kr). Jämför med "
        "ekonomisystemet.",
        "I filen skiljer verifikationerna och periodsaldona (#PSALDO) sig åt (konto 4010: 10,00 kr "
        "mot 12,00 kr). "
        "Verifikationerna räknas.",
    ]


def test_balances_count_where_only_they_know_the_kostnadsstalle(tmp_path: Path) -> None:
    ledger = read(tmp_path, sie(*voucher("#TRANS 4010 {} 11.00"), *BALANCES))
    assert ledger.source.basis == "periodsaldon"


def test_periods_after_the_twelfth_are_december(tmp_path: Path) -> None:
    ledger = read(tmp_path, sie("#PSALDO 0 202613 4010 {} 1.00", "#PSALDO 0 202612 4010 {} 1.00"))
    assert ledger.amounts == {("", "4010", 12): 200}
    assert "Saldon för period 13 (bokslutsperioder) räknas till december." in ledger.warnings


def test_the_ledgers_own_budget(tmp_path: Path) -> None:
    rows = ['#PBUDGET 0 202601 4010 {1 "A"} 50.00', "#PBUDGET -1 202501 4010 {} 9.00"]
    ledger = read(tmp_path, sie(*rows, *voucher("#TRANS 4010 {} 1.00")))
    assert ledger.budget == {("A", "4010", 1): 5000}


def test_files_that_are_not_there_or_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="finns inte"):
        read_ledger(tmp_path / "saknas.se", 2026)
    with pytest.raises(LedgerError, match="kan inte läsas"):
        read_ledger(tmp_path, 2026)
    assert "är tom" in str(refused(tmp_path, b"  "))


def test_several_files_are_one_ledger_and_the_same_one_twice_is_refused(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("jan.se", "feb.se", "igen.se")]
    for file, day in zip(files, ("20260115", "20260215", "20260115"), strict=True):
        file.write_bytes(sie(*voucher("#TRANS 4010 {} 1.00", day=day)))
    assert read_ledgers(files[:2], 2026).amounts == {("", "4010", 1): 100, ("", "4010", 2): 100}
    with pytest.raises(LedgerError, match="har samma belopp"):
        read_ledgers(files, 2026)
    files[2].write_bytes(sie(*voucher("#TRANS 4010 {} 1.00", "#TRANS 1930 {} -1.00")))
    with pytest.raises(
        LedgerError, match=r"Alla belopp i huvudboken .* finns också i .*\. Ange bara "
    ):
        read_ledgers([files[2], files[0]], 2026)
    files[2].write_bytes(sie(*voucher("#TRANS 4010 {} 2.00")))
    both = read_ledgers(files, 2026)
    assert both.amounts[("", "4010", 1)] == 300
    assert [warning for warning in both.warnings if "lagda ihop" in warning]


@given(sie_files())
@settings(max_examples=150)
def test_any_file_that_is_written_is_read_back_to_the_ore(
    tmp_path_factory: pytest.TempPathFactory, made: Made
) -> None:
    ledger = read(tmp_path_factory.mktemp("sie"), made.content)
    letters = ledger.source.encoding in {"cp437": ("CP437",), "cp1252": ("Windows-1252",)}.get(
        made.encoding, ("UTF-8",)
    )
    if letters or made.content.isascii():
        assert ledger.amounts == made.amounts
        assert {code: name for code, name in ledger.cost_centre_names.items()} == {
            code: name.strip() for code, name in made.centre_names.items()
        }
    assert ledger.total == sum(made.amounts.values())


@given(sie_files(), st.data())
@settings(max_examples=150)
def test_a_line_broken_anywhere_is_read_or_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, made: Made, data: st.DataObject
) -> None:
    content = bytearray(made.content)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        ledger = read(tmp_path_factory.mktemp("sie"), bytes(content))
    except LedgerError as error:
        assert re.match("Huvudbok", str(error))
    else:
        assert all(isinstance(amount, int) for amount in ledger.amounts.values())


LINES = [
    ("Löner", "kostnad", "50-57"),
    ("Utbildning", "kostnad", "5530"),
    ("Sålt", "intäkt", "30, 36"),
    ("Tom", "kostnad", None),
]


@pytest.mark.parametrize(
    ("account", "post"),
    [
        ("5010", "Löner"),
        ("57999", "Löner"),
        ("58", None),
        ("5530", "Utbildning"),
        ("55301", "Utbildning"),
        ("3011", "Sålt"),
        ("31", None),
        ("", None),
        ("K5010", None),
        ("5", None),
    ],
)
def test_the_most_precise_line_has_the_account(account: str, post: str | None) -> None:
    found = account_plan(LINES).line_of(account)
    assert (found.post if found else None) == post


def test_lines_that_share_accounts_without_exception_are_told() -> None:
    plan = account_plan(
        [
            ("A", "kostnad", "50-55"),
            ("B", "kostnad", "54-59, x"),
            ("C", "kostnad", "60"),
            ("D", "kostnad", "60"),
        ]
    )
    assert len(plan.warnings) == 3
    assert "Kontona 50–55 på ”A” och 54–59 på ”B” går in i varandra" in " ".join(plan.warnings)
    assert plan.line_of("60") == PostLine("C", "kostnad")


BAS = """
[[rad]]
post = "Löner"
radtyp = "kostnad"
konton = "50"

[[rad]]
post = "Hyra"
radtyp = "kostnad"
konton = "60"
"""


def test_kommun_bas_stands_in_for_what_the_register_leaves_out() -> None:
    assert account_plan([], BAS).line_of("5010") == PostLine("Löner", "kostnad")
    assert account_plan([("LÖNER", "kostnad", "")], BAS).line_of("5010") == PostLine(
        "LÖNER", "kostnad"
    )
    own = account_plan([("Allt", "kostnad", "5-7"), ("Hyra", "kostnad", None)], BAS)
    assert own.line_of("5010") == PostLine("Allt", "kostnad")
    assert own.line_of("6010") == PostLine("Allt", "kostnad")
    part = account_plan([("Mat", "kostnad", "6411"), ("Hyra", "kostnad", None)], BAS)
    assert part.line_of("6010") == PostLine("Hyra", "kostnad")
    assert part.line_of("5010") is None
    with pytest.raises(LedgerError, match=r"kommun_bas\.toml"):
        account_plan([], "[[rad]]\npost = 1")


@pytest.mark.parametrize(
    ("centre", "unit"),
    [
        ("4127", "4127"),
        ("41271", None),
        ("4131", "4131"),
        ("41319", "4131"),
        ("41", None),
        ("4201", "42"),
        ("4250", "F 12"),
        ("f 12", None),
        ("Å-1", "F 12"),
        ("å-1", "F 12"),
        ("", None),
    ],
)
def test_the_unit_of_a_kostnadsstalle(centre: str, unit: str | None) -> None:
    units = cost_centres(
        [("4127", None), ("4131", "4131"), ("42", "42"), ("F 12", "4250-4259, Å-1"), (None, "9")]
    )
    assert units.get(centre) == unit
    assert units.warnings == ()


def test_a_kostnadsstalle_of_two_units_is_told() -> None:
    units = cost_centres(
        [
            ("4127", "Å1"),
            ("4131", "Å1"),
            ("42", "50-59"),
            ("43", "55-60"),
            ("44", "4127"),
            ("45", "46"),
            ("46", ""),
        ]
    )
    assert units.get("å1") is None
    assert units.get("46") == "46"
    assert len(units.warnings) == 3
    assert (units.get("5512"), units.get("52")) == ("43", "42")
    assert units.warnings[1].endswith(
        "Det som hör till båda räknas till 43 tills det står hos en enhet."
    )


def ledger_of(amounts: dict[tuple[str, str, int], int]) -> Ledger:
    from xlplan.ledger import LedgerSource

    return Ledger(
        Path("x"),
        2026,
        amounts,
        LedgerSource("SIE 4", "verifikationer", 1),
        {"6010": "Hyra"},
        {"A": "Torget"},
    )


def test_placed_with_the_books_signs_and_listed_with_the_ledgers() -> None:
    amounts = {
        ("4127", "5010", 1): 100,
        ("4127", "5530", 1): 7,
        ("4127", "3010", 2): -300,
        ("4127", "6010", 3): 9,
        ("A", "5010", 1): -5,
        ("A", "6010", 1): 50,
        ("", "5010", 12): 3,
        ("4127", "1930", 1): 11,
        ("", "2440", 1): -1,
    }
    placed = place(ledger_of(amounts), cost_centres([("4127", None)]), account_plan(LINES))
    assert placed.months("4127", "Löner", "kostnad") == (100, *[0] * 11)
    assert placed.months("4127", "Sålt", "intäkt") == (0, 300, *[0] * 10)
    assert placed.months("4127", "Tom", "kostnad") is None
    assert [
        (row.account, row.account_name, row.cost_centre_name, row.unit, row.ore, row.why)
        for row in placed.listed
    ] == [
        ("6010", "Hyra", "Torget", "", 50, UnplacedReason.BOTH),
        ("6010", "Hyra", "", "4127", 9, UnplacedReason.ACCOUNT),
        ("5010", "", "Torget", "", -5, UnplacedReason.COST_CENTRE),
        ("5010", "", "", "", 3, UnplacedReason.NO_COST_CENTRE),
    ]
    assert placed.not_result == {"1930": 11, "2440": -1}
    assert (placed.read, placed.placed, placed.listed_total, placed.not_result_total) == (
        -126,
        -193,
        57,
        10,
    )
    assert placed.result == -136


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["", "A", "B", "41", "4127"]),
            st.from_regex(r"[1-9][0-9]{1,4}", fullmatch=True),
            st.integers(1, 12),
        ),
        st.integers(-(10**15), 10**15),
    )
)
def test_nothing_is_lost_between_the_ledger_and_the_lines(
    amounts: dict[tuple[str, str, int], int],
) -> None:
    placed = place(ledger_of(amounts), CostCentres({"4127": "4127", "b": "B"}), account_plan(LINES))
    on_lines = sum(
        -sum(months) if line.line_type == "intäkt" else sum(months)
        for unit in placed.units.values()
        for line, months in unit.items()
    )
    assert on_lines + sum(row.ore for row in placed.listed) + sum(
        placed.not_result.values()
    ) == sum(amounts.values())
    kept = {(row.cost_centre, row.account, row.month): row.ore for row in placed.listed}
    assert all(amounts[key] == amount for key, amount in kept.items())


def test_what_is_no_ledger_at_all_is_named(tmp_path: Path) -> None:
    assert "är varken SIE, text eller en arbetsbok" in str(refused(tmp_path, b"\x00\x01\x02" * 100))
