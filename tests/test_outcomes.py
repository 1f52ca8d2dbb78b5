"""A ledger's outcome written into a book: to the öre, and nothing else in the file is touched,
whatever happens."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from books_full_of_things import FACTS, full_book
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from reading_books import unzipped, zipped

from xlplan.fixing import outcomes as module
from xlplan.fixing import replacing
from xlplan.fixing.outcome_cells import OutcomeError
from xlplan.fixing.outcomes import write_outcomes
from xlplan.model import MONTHS
from xlplan.month.written import UnwrittenReason, Written
from xlplan.reading import find_books, read_book
from xlplan.reading.backup_names import FOLDER, is_backup
from xlplan.reading.package import Package
from xlplan.reading.structure import structure_of
from xlplan.tables import specs
from xlplan_rules import contract

SAMPLE = Path(__file__).parents[1] / "workbooks" / "exempel" / "tertial1" / "kafe-bryggan.xlsx"
SPECS = specs(contract)
COST, INCOME = "kostnad", "intäkt"
STAFF, RENT, GRANT = ("Personalkostnader", COST), ("Lokalkostnader", COST), ("Bidrag", INCOME)
UNITS = {"kr": 1, "tkr": 1000, "mnkr": 1_000_000}
ROWS = {GRANT: 5, STAFF: 7, RENT: 8}


def kronor(*months: str | int | None) -> list[Decimal | None]:
    """Twelve months, those that are not given unknown."""
    return [
        None if month is None else Decimal(month)
        for month in (*months, *[None] * (12 - len(months)))
    ]


THREE = {STAFF: kronor("200123.45", 210000, "205000.01"), RENT: kronor(50000, 50000, "-12.3")}


def written(
    path: Path, outcomes: Mapping[tuple[str, str], Sequence[Decimal | None]] = THREE, **more: Any
) -> Written:
    """With every standard line among what the ledger has accounts for."""
    known = {(post, INCOME): kronor() for post in contract.INCOME_LINES}
    known |= {(post, COST): kronor() for post in contract.COST_LINES}
    return write_outcomes(path, {**known, **outcomes}, SPECS, **{"year": 2026, "month": 3, **more})


def months(path: Path, row: int, sheet: str = "Månad") -> list[Any]:
    """What a row's months hold, as the sheet's XML says it: digits, "" or a formula's value."""
    root = etree.fromstring(unzipped(path)[part(path, sheet)])
    held = {cell.get("r"): cell.findtext("{*}v") for cell in root.iter("{*}c")}
    return [held.get(f"{letter}{row}") for letter in "CDEFGHIJKLMN"]


def table(path: Path) -> list[list[Any]]:
    """The columns of Månad as they are read."""
    return read_book(path).tables["tblManad"].columns


def period(path: Path) -> Any:
    """Avser månad."""
    facts = read_book(path).tables["tblEnhet"]
    return facts.columns[1][facts.columns[0].index("Avser månad")]


def part(path: Path, sheet: str) -> str:
    return next(
        each.part for each in structure_of(Package(path.read_bytes())).sheets if each.name == sheet
    )


def packed(path: Path) -> dict[str, bytes]:
    """Every part as it is packed in the file, in order."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        found = {}
        for info in archive.infolist():
            start = (
                info.header_offset
                + 30
                + sum(
                    int.from_bytes(
                        data[info.header_offset + at : info.header_offset + at + 2], "little"
                    )
                    for at in (26, 28)
                )
            )
            found[info.filename] = data[start : start + info.compress_size]
        return found


def changed_parts(before: Path, after: Path) -> set[str]:
    was, now = packed(before), packed(after)
    assert list(was) == list(now)
    return {name for name in was if was[name] != now[name]}


def edit(path: Path, sheet: str, *replaced: tuple[str, str]) -> None:
    parts = unzipped(path)
    name = part(path, sheet) if sheet else "xl/workbook.xml"
    xml = parts[name].decode()
    for old, new in replaced:
        assert old in xml, old
        xml = xml.replace(old, new)
    path.write_bytes(zipped({**parts, name: xml.encode()}))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return full_book(tmp_path / "plan.xlsx")


# -- what is written -------------------------------------------------------------------------------
def test_the_outcome_stands_in_the_book_to_the_ore_and_its_sums_count_it(book: Path) -> None:
    done = written(book)
    assert months(book, 7)[:4] == ["200.12345", "210", "205.00001", None]
    assert months(book, 8)[:4] == ["50", "50", "-0.0123", None]
    assert months(book, 9)[:4] == ["250.12345", "260", "204.98771", "0"], "Summa kostnader"
    assert months(book, 10)[:4] == ["150.12345", "160", "204.98771", "0"], "Netto"
    assert months(book, 5)[:3] == ["100", "100", None], "the ledger has nothing for it"
    assert [(cell.ref.a1, cell.was, cell.became) for cell in done.changed] == [
        ("C7", Decimal(200), Decimal("200.12345")),
        ("E7", None, Decimal("205.00001")),
        ("E8", None, Decimal("-0.0123")),
        ("B6", Decimal(2), Decimal(3)),
    ]
    assert (done.changed[0].post, done.changed[0].line_type, done.changed[0].month) == (*STAFF, 1)
    assert done.left == ()


@pytest.mark.parametrize(
    ("unit", "stands"),
    [
        ("kr", "12345678.91"),
        ("tkr", "12345.67891"),
        ("mnkr", "12.34567891"),
        (" MNKR ", "12.34567891"),
    ],
)
def test_the_amount_stands_in_the_book_s_own_unit_and_nothing_is_rounded(
    tmp_path: Path, unit: str, stands: str
) -> None:
    path = full_book(tmp_path / "plan.xlsx", facts={**FACTS, "Beloppsenhet": unit})
    written(path, {STAFF: kronor("12345678.91")}, month=1)
    assert months(path, 7)[0] == stands
    assert written(path, {STAFF: kronor("12345678.91")}, month=1).backup is None, (
        "it stands there already"
    )
    assert [
        cell.ref.a1 for cell in written(path, {STAFF: kronor("12345678.90")}, month=1).changed
    ] == ["C7"]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A book in each Beloppsenhet."""
    folder = tmp_path_factory.mktemp("enheter")
    return {
        u: full_book(folder / f"{u}.xlsx", facts={**FACTS, "Beloppsenhet": u}).read_bytes()
        for u in UNITS
    }


ore = st.integers(-(10**12), 10**12)


@given(
    st.dictionaries(
        st.sampled_from([STAFF, RENT, GRANT]), st.lists(st.none() | ore, min_size=12, max_size=12)
    ),
    st.sampled_from(list(UNITS)),
    st.integers(1, 12),
)
@settings(max_examples=25)
def test_every_ore_is_read_back_and_every_other_cell_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    full: dict[str, bytes],
    outcomes: dict[tuple[str, str], list[int | None]],
    unit: str,
    month: int,
) -> None:
    path = tmp_path_factory.mktemp("ore") / "plan.xlsx"
    path.write_bytes(full[unit])
    before = table(path)
    given_kronor = {
        line: [None if o is None else Decimal(o).scaleb(-2) for o in each]
        for line, each in outcomes.items()
    }
    done = written(path, given_kronor, month=month)
    factor = UNITS[unit]
    after = table(path)
    for line, row in ROWS.items():
        for i in range(12):
            o = outcomes[line][i] if line in outcomes and i < month else None
            now = after[i + 2][row - 5]
            if o is None:
                assert now == before[i + 2][row - 5]
            else:
                assert Decimal(repr(now)) * factor * 100 == o
    for column in after[2:14]:
        grant, income, staff, rent, cost, net = (Decimal(repr(value or 0)) for value in column)
        off = abs(income - grant) + abs(cost - staff - rent) + abs(net - cost + income)
        assert off * factor < Decimal("0.0001")
    assert [*after[:2], *after[14:]] == [*before[:2], *before[14:]]
    assert written(path, given_kronor, month=month).changed == ()
    assert bool(done.changed) is (done.backup is not None)


def test_the_month_that_the_outcome_goes_to_is_raised_and_never_lowered(book: Path) -> None:
    written(book, {STAFF: kronor(1, 2, 3, 4)}, month=1)
    assert period(book) == 2
    written(book, {STAFF: kronor(1, 2, 3, 4)}, month=4)
    assert (period(book), months(book, 7)[3], months(book, 7)[4]) == (4, "0.004", None)
    written(book, {STAFF: kronor(9)}, month=5)
    assert period(book) == 4, "nothing is known of May"


def test_what_people_have_written_otherwise_is_left_and_listed(book: Path) -> None:
    edit(
        book,
        "Månad",
        ('<c r="C7" s="1"><v>200</v></c>', '<c r="C7" s="1"><f>150+50</f><v>200</v></c>'),
        (
            '<c r="D7" s="1"><v>210</v></c>',
            '<c r="D7" s="1" t="inlineStr"><is><t>kommer i mars</t></is></c>',
        ),
        ('<c r="E7" s="1"/>', '<c r="E7" s="1" t="e"><v>#N/A</v></c>'),
        (
            '<c r="C8" s="1"><v>50</v></c>',
            '<c r="C8" s="1" t="inlineStr"><is><t>50 000</t></is></c>',
        ),
        ('<c r="D8" s="1"><v>50</v></c>', '<c r="D8" s="1" t="inlineStr"><is><t> </t></is></c>'),
    )
    done = written(
        book,
        {**THREE, ("Skogsbruk", COST): kronor(7, None, "0.5"), ("Tomt", COST): kronor(0, 0, 0)},
    )
    told = [(row.post, row.month, row.kronor, row.why, row.ref and row.ref.a1) for row in done.left]
    assert told == [
        ("Personalkostnader", 1, Decimal("200123.45"), UnwrittenReason.FORMULA, "C7"),
        ("Personalkostnader", 2, Decimal(210000), UnwrittenReason.NO_AMOUNT, "D7"),
        ("Personalkostnader", 3, Decimal("205000.01"), UnwrittenReason.NO_AMOUNT, "E7"),
        ("Skogsbruk", None, Decimal("7.5"), UnwrittenReason.NO_LINE, None),
    ]
    assert [(cell.ref.a1, cell.was) for cell in done.changed] == [
        ("C8", "50 000"),
        ("D8", None),
        ("E8", None),
        ("B6", Decimal(2)),
    ]
    assert months(book, 7)[0] == "200"


def test_a_formula_that_gives_the_outcome_is_no_matter(book: Path) -> None:
    edit(
        book,
        "Månad",
        ('<c r="D7" s="1"><v>210</v></c>', '<c r="D7" s="1"><f>200+10</f><v>210</v></c>'),
    )
    assert not [row for row in written(book).left if row.why is UnwrittenReason.FORMULA]


def test_a_line_that_stands_twice_and_a_merged_cell_are_left(book: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="E7:F7"/></mergeCells><conditionalFormatting'
    edit(book, "Månad", ("<conditionalFormatting", merged))
    strings = unzipped(book)["xl/sharedStrings.xml"].decode()
    parts = unzipped(book)
    parts["xl/sharedStrings.xml"] = strings.replace(
        "<t>Lokalkostnader</t>", "<t> personalkostnader</t>"
    ).encode()
    book.write_bytes(zipped(parts))
    done = written(book, {STAFF: kronor(1, 2, 3)})
    assert (done.left[0].post, done.left[0].kronor, done.left[0].why) == (
        STAFF[0],
        Decimal(6),
        UnwrittenReason.SEVERAL_LINES,
    )
    parts["xl/sharedStrings.xml"] = strings.encode()
    book.write_bytes(zipped(parts))
    done = written(book, {STAFF: kronor(1, 2, 3)})
    assert [(row.month, row.why) for row in done.left if row.post == STAFF[0]] == [
        (3, UnwrittenReason.MERGED)
    ]


def test_a_line_that_has_come_to_nothing_is_0_where_the_book_counts_on_it_and_else_blank(
    tmp_path: Path,
) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "plan.xlsx"))
    nothing = {
        ("Bidrag", INCOME): kronor(0, 0, 0, 0, 0),
        ("Övriga externa intäkter", INCOME): kronor(0, 0, 0, 0, 0),
    }
    done = written(path, nothing, month=5)
    assert [(cell.ref.a1, cell.was) for cell in done.changed] == [
        ("C7", 22),
        ("D7", 21),
        ("E7", 22),
        ("F7", 22),
        ("G7", None),
        ("B22", 4),
    ]
    assert months(path, 11)[:5] == ["0", "0", "0", "0", None], "a line without budget"


def test_two_spellings_of_a_line_are_one_line(book: Path) -> None:
    written(
        book,
        {("Personalkostnader", COST): kronor(1000), ("PERSONALKOSTNADER ", COST): kronor(234)},
        month=1,
    )
    assert months(book, 7)[0] == "1.234"


def test_a_cell_that_the_file_does_not_have_is_made_in_its_place_with_its_column_s_format(
    book: Path,
) -> None:
    edit(book, "Månad", ('<c r="E7" s="1"/>', ""), ('<c r="F7" s="1"/>', ""))
    written(book)
    sheet = etree.fromstring(unzipped(book)[part(book, "Månad")])
    row = next(row for row in sheet.iter("{*}row") if row.get("r") == "7")
    assert [cell.get("r") for cell in row][:6] == ["A7", "B7", "C7", "D7", "E7", "G7"]
    assert (months(book, 7)[2], row[4].get("s")) == ("205.00001", "1")


def test_a_column_that_is_gone_is_told(book: Path) -> None:
    parts = unzipped(book)
    name = next(n for n, xml in parts.items() if b'"tblManad"' in xml)
    parts[name] = parts[name].replace(b'name="mar"', b'name="mars"')
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"<t>mar</t>", b"<t>mars</t>"
    )
    book.write_bytes(zipped(parts))
    done = written(book)
    assert [(row.post, row.month, row.why) for row in done.left][:2] == [
        (STAFF[0], 3, UnwrittenReason.NO_COLUMN),
        (RENT[0], 3, UnwrittenReason.NO_COLUMN),
    ]
    assert period(book) == 2, "no outcome of March stands in it"


# -- what is left alone ----------------------------------------------------------------------------
@pytest.mark.parametrize("macros", [False, True], ids=["xlsx", "xlsm"])
def test_every_other_part_is_the_same_byte_for_byte_as_it_was_packed(
    tmp_path: Path, macros: bool
) -> None:
    path = full_book(tmp_path / f"plan.xls{'m' if macros else 'x'}", macros=macros)
    before = Path(shutil.copy(path, tmp_path / f"före{path.suffix}"))
    kinds = {name.split("/")[1] if "/" in name else name for name in unzipped(before)}
    assert kinds >= {
        "charts",
        "chartsheets",
        "media",
        "drawings",
        "pivotCache",
        "threadedComments",
        "tables",
    }
    assert ("vbaProject.bin" in kinds) is macros
    written(path)
    assert changed_parts(before, path) == {part(path, "Månad"), part(path, "Enhet")}


def test_in_the_sheet_only_those_cells_differ(book: Path, tmp_path: Path) -> None:
    before = Path(shutil.copy(book, tmp_path / "före.xlsx"))
    written(book)
    was, now = (etree.fromstring(unzipped(path)[part(path, "Månad")]) for path in (before, book))
    cells = [{cell.get("r"): cell for cell in root.iter("{*}c")} for root in (was, now)]
    differing = {
        place
        for place in cells[0]
        if etree.tostring(cells[0][place]) != etree.tostring(cells[1][place])
    }
    assert differing == {"C7", "E7", "E8", "C9", "E9", "C10", "E10"}
    for held, place in ((each, place) for each in cells for place in differing):
        held[place].getparent().remove(held[place])
    assert etree.tostring(was, method="c14n") == etree.tostring(now, method="c14n"), (
        "sparklines, protection, marks"
    )
    assert b"sparkline" in etree.tostring(now)


def test_a_sample_book_keeps_all_but_two_parts(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "kafé.xlsx"))
    written(path, {STAFF: kronor(1, 2, 3, 4, 5)}, month=5)
    assert changed_parts(SAMPLE, path) == {part(path, "Månad"), part(path, "Enhet")}
    assert months(path, 15)[:5] == ["0.001", "0.002", "0.003", "0.004", "0.005"]


@pytest.mark.parametrize(
    ("formula", "asks"),
    [
        ("Månad!C7*2", True),
        ("'Månad'!$E$9", True),
        ("SUM(Månad!A:N)", True),
        ("SUM(Enhet:Diagram!C7)", True),
        ("SUM(tblManad[jan])", True),
        ('INDIRECT("Månad!C7")', True),
        ("utfall*2", True),
        ("Enhet!B6", True),
        ("Månad!D7", False),
        ("Enhet!B4", False),
        ("C7+E8", False),
        ('"Månad!C7"', False),
        ("Månadsrapport!C7", False),
        ("LOG10(C7)", False),
    ],
)
def test_excel_is_asked_to_calculate_only_where_a_formula_counts_on_it(
    book: Path, formula: str, asks: bool
) -> None:
    cell = f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>'
    edit(book, "Diagram", ("<sheetData/>", f"<sheetData>{cell}</sheetData>"))
    if formula.startswith("utfall"):
        names = (
            "<definedNames><definedName "
            'name="utfall">Månad!$C$7</definedName></definedNames><calcPr'
        )
        edit(book, "", ("<calcPr", names))
    before = unzipped(book)["xl/workbook.xml"]
    written(book)
    after = unzipped(book)["xl/workbook.xml"]
    assert (b'fullCalcOnLoad="1"' in after) is asks
    assert (before == after) is not asks


def test_a_sum_that_xlplan_cannot_count_is_left_to_excel(book: Path) -> None:
    edit(book, "Månad", ("<f>C9-C6</f>", "<f>ROUND(C9-C6,0)</f>"))
    written(book)
    assert months(book, 10)[0] == "150"
    assert b'fullCalcOnLoad="1"' in unzipped(book)["xl/workbook.xml"]


def test_libreoffice_comes_to_the_same_sums(book: Path, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    written(book)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "ut"),
    ]
    subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=180)
    ours, theirs = (
        read_book(path).tables["tblManad"] for path in (book, tmp_path / "ut" / "plan.xlsx")
    )
    for column in range(2, 14):
        assert ours.columns[column] == pytest.approx(theirs.columns[column]), MONTHS[column - 2]


def test_the_book_is_as_valid_as_it_was(tmp_path: Path) -> None:
    program = shutil.which("openxml-audit") or shutil.which(
        "openxml-audit", path=str(Path(sys.executable).parent)
    )
    if program is None:
        pytest.skip("openxml-audit is not installed")
    path = Path(shutil.copy(SAMPLE, tmp_path / "plan.xlsx"))
    written(path)
    audit = subprocess.run(
        [program, "--output", "json", str(path)], capture_output=True, text=True, check=False
    )
    assert json.loads(audit.stdout)[0]["errors"] == [], audit.stdout


# -- the copy --------------------------------------------------------------------------------------
def test_the_book_as_it_was_is_saved_first_and_no_copy_is_ever_written_over(book: Path) -> None:
    first = book.read_bytes()
    one = written(book).backup
    assert (
        one == book.parent / FOLDER / "plan.säkerhetskopia-2026-03.xlsx"
        and one.read_bytes() == first
    )
    second = book.read_bytes()
    two = written(book, {STAFF: kronor(1)}).backup
    assert two and (two.name, two.read_bytes()) == ("plan.säkerhetskopia-2026-03-2.xlsx", second)
    book.write_bytes(first)
    assert written(book).backup == one, "the same content is saved once"
    assert one.read_bytes() == first and len(list(one.parent.iterdir())) == 2


def test_copies_have_a_folder_of_one_s_own_choice_and_books_of_one_name_theirs(
    tmp_path: Path,
) -> None:
    for folder in ("norr", "söder"):
        (tmp_path / folder).mkdir()
        path = full_book(tmp_path / folder / "plan.xlsx", facts={**FACTS, "Enhet": folder})
        done = written(path, backup=tmp_path / "kopior" / "mars")
        assert done.backup and read_book(done.backup).tables["tblEnhet"].columns[1][1] == folder
    assert len(list((tmp_path / "kopior" / "mars").iterdir())) == 2


def test_copies_are_no_books(book: Path) -> None:
    (book.parent / "undermapp").mkdir()
    for folder in (None, book.parent / "undermapp", book.parent):
        written(book, {STAFF: kronor(str(len(str(folder))))}, backup=folder)
    assert find_books([book.parent]) == [book]
    assert len(list(book.parent.rglob("*.xlsx"))) == 4
    assert is_backup("plan.sa\u0308kerhetskopia-2026-03-2.XLSM") and not is_backup(
        "säkerhetskopia-2026-03.xlsx"
    )


def test_nothing_is_written_and_nothing_saved_where_all_of_it_stands_there(book: Path) -> None:
    written(book)
    before = book.read_bytes(), book.stat().st_mtime_ns
    shutil.rmtree(book.parent / FOLDER)
    assert (written(book).backup, written(book).changed) == (None, ())
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before and not (
        book.parent / FOLDER
    ).exists()


def test_the_book_keeps_its_rights_and_a_link_stays_a_link(book: Path) -> None:
    book.chmod(0o640)
    os.utime(book, (1, 1))
    link = book.parent / "länk.xlsx"
    link.symlink_to(book)
    done = written(link)
    assert link.is_symlink() and months(book, 7)[2] == "205.00001"
    assert stat.S_IMODE(book.stat().st_mode) == 0o640
    assert book.stat().st_mtime > 1e9, "it has changed now"
    assert done.backup and done.backup.stat().st_mtime == 1, "the copy is from then"


# -- what is refused -------------------------------------------------------------------------------
def refused(path: Path, **more: Any) -> str:
    """Why the book cannot be written in; it is as it was."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir())
    with pytest.raises(OutcomeError) as told:
        written(path, **more)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert sorted(path.parent.iterdir()) == beside, "nothing is left lying"
    return str(told.value)


def test_a_book_that_somebody_has_open_is_left(book: Path) -> None:
    lock = book.parent / "~$plan.xlsx"
    lock.write_bytes(bytes([14]) + "Åsa Björklund ".encode("cp1252").ljust(54) + bytes(110))
    assert refused(book) == (
        "den är öppen hos Åsa Björklund; stäng den och kör igen. Har ingen den öppen är "
        "~$plan.xlsx kvar efter ett "
        "avbrott och kan tas bort"
    )
    lock.write_bytes(b"")
    assert refused(book).startswith("den är öppen; stäng den")
    lock.unlink()
    (book.parent / ".~lock.plan.xlsx#").write_text(",,dator,2026-04-01,;")
    assert ".~lock.plan.xlsx#" in refused(book)


def test_a_book_that_is_opened_or_saved_meanwhile_is_left(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = replacing.backed_up

    def opened(*given: Any) -> Path:
        saved = saving(*given)
        book.with_name("~$plan.xlsx").touch()
        return saved

    monkeypatch.setattr(module, "backed_up", opened)
    with pytest.raises(OutcomeError, match="den är öppen"):
        written(book)
    book.with_name("~$plan.xlsx").unlink()

    def saved_by_another(*given: Any) -> Path:
        saved = saving(*given)
        book.write_bytes(SAMPLE.read_bytes())
        return saved

    monkeypatch.setattr(module, "backed_up", saved_by_another)
    with pytest.raises(
        OutcomeError,
        match="den ändrades medan utfallet skrevs; vänta tills den är sparad och kör igen",
    ):
        written(book)
    assert book.read_bytes() == SAMPLE.read_bytes(), "what another has saved is never lost"


def test_a_read_only_book_is_left(book: Path) -> None:
    book.chmod(0o444)
    assert refused(book) == (
        "den är skrivskyddad; ta bort skrivskyddet i filens egenskaper, eller be den som äger "
        "boken, och kör igen"
    )


def test_a_folder_that_no_file_may_be_made_in_is_told_as_that(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_may(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "nej")

    access = os.access
    monkeypatch.setattr(replacing.tempfile, "mkstemp", nobody_may)
    assert refused(book).startswith("den är låst av ett annat program")
    monkeypatch.setattr(
        replacing.os, "access", lambda path, how: path != book.parent and access(path, how)
    )
    assert "du får inte skapa filer i mappen" in refused(book)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"År": 2025}, "boken gäller 2025 och utfallet 2026"),
        (
            {"År": None},
            "år saknas på bladet Enhet; fyll i det först, så att utfallet inte hamnar i fel bok",
        ),
        (
            {"Beloppsenhet": "kkr"},
            "Beloppsenhet (kr, tkr eller mnkr) saknas på bladet Enhet; fyll i den först",
        ),
    ],
)
def test_a_book_that_does_not_say_what_its_amounts_are_is_left(
    tmp_path: Path, facts: dict[str, Any], sentence: str
) -> None:
    assert refused(full_book(tmp_path / "plan.xlsx", facts={**FACTS, **facts})) == sentence


def test_a_book_whose_own_lines_the_ledger_cannot_tell_from_others_is_left(tmp_path: Path) -> None:
    path = Path(
        shutil.copy(SAMPLE.with_name("vardboende-strandgarden.xlsx"), tmp_path / "plan.xlsx")
    )
    assert refused(path) == (
        "raden ”Livsmedel” har inga konton i registret, så dess utfall ligger på andra rader i "
        "huvudboken. Ange konton "
        "på bladet Budgetposter i registret, eller fyll i boken för hand"
    )
    income = {(post, INCOME): kronor(1) for post in contract.INCOME_LINES}
    assert write_outcomes(path, income, SPECS, year=2026, month=1).changed, (
        "the other side can be told"
    )


def test_files_that_are_no_unit_s_book_are_left(book: Path) -> None:
    parts = unzipped(book)
    signed = {**parts, "_xmlsignatures/sig1.xml": b"<Signature/>"}
    book.write_bytes(zipped(signed))
    assert refused(book).startswith("den är digitalt signerad, och signaturen slutar gälla")
    book.write_bytes(
        zipped({name: xml.replace(b"tblManad", b"tblAnnan") for name, xml in parts.items()})
    )
    assert refused(book) == "boken saknar tabellen tblManad, som brukar stå på bladet Månad"
    book.write_bytes(b"PK\x03\x04 halva boken")
    assert refused(book).startswith("den är skadad eller bara delvis hämtad")
    assert refused(book.parent / "borta.xlsx").startswith("den finns inte på den platsen")


@pytest.mark.parametrize("what", ["another cell", "another part", "a lost part"])
def test_a_file_that_says_anything_else_is_thrown_away(
    book: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    making = module.edited

    def spoilt(*given: Any, **named: Any) -> Any:
        data, made = making(*given, **named)
        whole = book.with_name(".ny")
        whole.write_bytes(data)
        parts = unzipped(whole)
        whole.unlink()
        if what == "another cell":
            sheet = "xl/worksheets/sheet2.xml"
            parts[sheet] = parts[sheet].replace(b"<v>210</v>", b"<v>211</v>")
        elif what == "another part":
            parts["xl/charts/chart1.xml"] = (
                parts["xl/charts/chart1.xml"].replace(b"jan", b"Jan", 1) + b" "
            )
        else:
            del parts["xl/media/image1.png"]
        return zipped(parts), made

    monkeypatch.setattr(module, "edited", spoilt)
    assert "blev inte som den skulle" in (told := refused(book)) or "samma delar" in told


# -- when the computer stops -----------------------------------------------------------------------
def test_killed_at_any_step_the_book_is_whole_and_the_next_run_finishes(tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("only where a program can be copied while it runs")
    program = Path(__file__).with_name("outcome_killed.py")
    made = subprocess.run(
        [sys.executable, program, SAMPLE, tmp_path], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    old, new = SAMPLE.read_bytes(), (tmp_path / "hel" / "plan.xlsx").read_bytes()
    steps = [folder for folder in tmp_path.iterdir() if folder.name != "hel"]
    assert len(steps) > 25
    seen = set()
    for folder in steps:
        held = (folder / "plan.xlsx").read_bytes()
        assert held in (old, new), f"step {folder.name}"
        copies = [path.read_bytes() for path in (folder / FOLDER).glob("*.xlsx")]
        assert all(copy == old for copy in copies) and (held == old or copies), (
            f"step {folder.name}"
        )
        assert find_books([folder]) == [folder / "plan.xlsx"], "what is left lying is no book"
        left = list(folder.rglob(".*"))
        state = held == new, len(copies), len(left)
        if state in seen:
            continue
        seen.add(state)
        for path in left:
            os.utime(path, (1, 1))
        written(folder / "plan.xlsx", {STAFF: [Decimal("833123.45")] * 12}, month=5)
        assert (folder / "plan.xlsx").read_bytes() == new
        if held == old:
            assert list(folder.rglob(".*")) == [], "and is taken away"
    assert {(False, 0, 0), (False, 0, 1), (False, 0, 2), (False, 1, 1), (True, 1, 0)} <= seen, (
        "nothing yet … all done"
    )


def test_what_another_run_is_writing_now_is_not_taken_away(book: Path) -> None:
    other, else_ = (
        book.with_name(".plan.xlplan-abcdefgh.tmp"),
        book.with_name(".plan.xlplan-anteckning.txt"),
    )
    for path in (other, else_):
        path.touch()
    os.utime(else_, (1, 1))
    written(book)
    assert other.exists() and else_.exists()


def test_two_runs_at_once_leave_a_whole_book_and_the_first_one_s_copy(book: Path) -> None:
    before = book.read_bytes()

    def run(amount: int) -> str:
        try:
            return str(written(book, {STAFF: kronor(amount)}, month=1).backup)
        except OutcomeError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(run, range(1000, 1008)))
    assert Decimal(months(book, 7)[0]) * 1000 in range(1000, 1008)
    refusals = [sentence for sentence in told if not sentence.endswith(".xlsx")]
    assert (
        all("den ändrades medan utfallet skrevs" in sentence for sentence in refusals)
        and len(refusals) < 8
    )
    copies = list((book.parent / FOLDER).iterdir())
    assert before in [copy.read_bytes() for copy in copies]
    assert all(read_book(path).unreadable is None for path in [book, *copies])
    assert not list(book.parent.rglob(".*"))


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be made by an administrator")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="the small disk is Linux's tmpfs")
@pytest.mark.parametrize(
    "room", [20, 60], ids=["for half the book", "for the book but not its copy"]
)
def test_a_full_disk_leaves_the_book_as_it_was(tmp_path: Path, room: int) -> None:
    with small_disk(tmp_path / "disk", "1m"):
        path = Path(shutil.copy(SAMPLE, tmp_path / "disk" / "plan.xlsx"))
        free = shutil.disk_usage(path.parent).free
        (path.parent / "fyllnad").write_bytes(bytes(free - room * 1024))
        with pytest.raises(OutcomeError, match="disken är full"):
            written(path)
        assert path.read_bytes() == SAMPLE.read_bytes()
        assert {p.name for p in path.parent.rglob("*") if p.is_file()} == {"fyllnad", "plan.xlsx"}
        (path.parent / "fyllnad").unlink()
        assert written(path).changed


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (OSError(errno.ENOSPC, "x"), "disken är full"),
        (OSError(errno.EDQUOT, "x"), "utrymmet som du får använda på disken är slut"),
        (PermissionError(errno.EACCES, "x"), "stäng den i Excel och försök igen"),
        (FileNotFoundError(errno.ENOENT, "x"), "den finns inte längre på sin plats"),
    ],
)
@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_what_the_disk_refuses_is_said_and_the_book_is_as_it_was(
    book: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, sentence: str, at: str
) -> None:
    def no(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(*((replacing.os, "fsync") if at == "fsync" else (Path, "replace")), no)
    before = book.read_bytes()
    with pytest.raises(OutcomeError, match=sentence):
        written(book)
    assert book.read_bytes() == before and not list(book.parent.glob(".*"))


def test_a_copy_that_cannot_be_saved_leaves_the_book_as_it_was(book: Path) -> None:
    (book.parent / "upptagen").write_text("en fil")
    assert refused(book, backup=book.parent / "upptagen").startswith("säkerhetskopian i ")


def test_a_disk_without_links_gets_its_copies_too(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "x")

    monkeypatch.setattr(replacing.os, "link", no)
    assert [written(book, {STAFF: kronor(n)}).backup for n in (1, 2)][1].name.endswith("-2.xlsx")
