"""The Python door: what `xlplan.check` finds, and that pandera's own validation finds the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest

import xlplan
from xlplan.actions.files import UnreadableBookError, UnwritableError
from xlplan.model import BookResult, RegisterError

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "workbooks" / "exempel"
BOOKS = [
    book
    for folder in ("enheter", "tertial1", "tertial2", "bokslut", "namnd", "fel", "regelpaket")
    for book in sorted((SAMPLES / folder).rglob("*.xlsx"))
]
BOOK = SAMPLES / "enheter"
WHOLE = None
"""The row of what concerns a table as a whole."""

Failed = dict[str, set[int | None]]


def validated(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> Failed:
    """By rule the rows that pandera lists."""
    failed: Failed = {}
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            if re.fullmatch(r"[A-Z]{3}\d{3}", str(getattr(error.check, "name", ""))):
                assert error.reason_code is pa.errors.SchemaErrorReason.DATAFRAME_CHECK, error
                failed[error.check.name] = set(error.failure_cases["rad"])
    return failed


def found(result: BookResult, schema: pa.DataFrameSchema) -> Failed:
    """By rule the rows of the table that `xlplan check` lists."""
    rows: Failed = {check.name: set() for check in schema.checks}
    for finding in result.findings:
        if finding.rule in rows and not finding.accepted:
            here = finding.ref and schema.title in (None, finding.ref.sheet)
            rows[finding.rule].add(finding.ref.row if finding.ref and here else WHOLE)
    return {rule: there for rule, there in rows.items() if there}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_pandera_lists_what_check_lists(path: Path) -> None:
    [result] = xlplan.check(path).books
    if not result.readable:
        with pytest.raises(UnreadableBookError):
            xlplan.tables(path)
        return
    tables = xlplan.tables(path)
    schemas = xlplan.schemas(tables)
    assert schemas.keys() == tables.keys()
    everything: set[str] = set()
    for name, frame in tables.items():
        by_pandera = validated(schemas[name], frame)
        by_check = found(result, schemas[name])
        assert by_pandera.keys() == by_check.keys(), name
        everything |= by_check.keys()
        if name == "tblEnhet":
            continue  # one row of facts, which stand on rows of their own in the sheet
        there = set(frame["rad"]) - {WHOLE}
        for rule, rows in by_check.items():
            assert rows & there == by_pandera[rule] - {WHOLE}, rule
            assert bool(rows - there) == (WHOLE in by_pandera[rule]), rule
    # of a book that lacks a table, the rules about that table have no schema
    lacking = {f.rule for f in result.findings if not f.accepted} - everything
    assert not lacking, lacking


def test_with_a_register_the_books_are_compared_with_it() -> None:
    register = SAMPLES / "fel" / "annat-an-registret" / "register.xlsx"
    book = next(
        path for path in sorted(register.parent.glob("*.xlsx")) if path.name != register.name
    )
    result = xlplan.check(book, register=register).books[0]
    tables = xlplan.tables(book)
    schemas = xlplan.schemas(tables, register=register)
    by_pandera = {rule for name in tables for rule in validated(schemas[name], tables[name])}
    assert by_pandera == {finding.rule for finding in result.findings if not finding.accepted}
    assert by_pandera & {"ENH005", "MAL004", "IND009"}
    without = xlplan.schemas(tables)["tblIndikatorer"]
    assert without.metadata["not_asked"]["IND009"] == "inget register är angivet (--register)"


@pytest.fixture(scope="module")
def clean() -> Path:
    return sorted((SAMPLES / "enheter").glob("*.xlsx"))[0]


def test_a_changed_frame_is_judged_as_a_changed_book(clean: Path) -> None:
    tables = xlplan.tables(clean)
    schemas = xlplan.schemas(tables)
    activities = tables["tblAktiviteter"]
    assert validated(schemas["tblAktiviteter"], activities) == {}
    last = activities["rad"].max()
    late = pl.when(pl.col("rad") == last).then(pl.col("Startdatum").dt.offset_by("-5y"))
    changed = activities.with_columns(Slutdatum=late.otherwise("Slutdatum"))
    assert validated(schemas["tblAktiviteter"], changed)["AKT002"] == {last}
    assert validated(schemas["tblAktiviteter"], activities) == {}

    facts = tables["tblEnhet"].with_columns(Nettobudget=pl.col("Nettobudget") + 1)
    fewer = tables["tblMal"].head(2)
    assert "MAL006" not in validated(schemas["tblMal"], tables["tblMal"])
    assert validated(schemas["tblMal"], fewer)
    assert validated(schemas["tblEnhet"], facts).keys() <= {"ENH005"}


def test_columns_of_ones_own_are_left_aside(clean: Path) -> None:
    tables = xlplan.tables(clean)
    schema = xlplan.schemas(tables)["tblBudget"]
    more = tables["tblBudget"].with_columns(hjälp=pl.lit(1), skede=pl.lit("T2"), bok=pl.lit(7))
    assert validated(schema, more) == {}


def test_rows_are_told_by_numbers_of_their_own(clean: Path) -> None:
    tables = xlplan.tables(clean)
    for rad in (pl.lit(5, pl.Int64), pl.lit(None, pl.Int64)):
        with pytest.raises(pa.errors.SchemaErrors) as raised:
            xlplan.schemas(tables)["tblMal"].validate(
                tables["tblMal"].with_columns(rad=rad), lazy=True
            )
        told = set(raised.value.failure_cases["check"])
        assert told & {"field_uniqueness", "not_nullable"}


def test_tables_changed_together_are_judged_together(clean: Path) -> None:
    tables = xlplan.tables(clean).copy()
    goal = tables["tblIndikatorer"]["Mål-ID"][0]
    tables["tblMal"] = tables["tblMal"].filter(pl.col("Mål-ID") != goal)
    gone = validated(xlplan.schemas(tables)["tblIndikatorer"], tables["tblIndikatorer"])
    there = tables["tblIndikatorer"].filter(pl.col("Mål-ID") == goal)
    assert gone["IND021"] == set(there["rad"])
    both = tables | {"tblIndikatorer": tables["tblIndikatorer"].filter(pl.col("Mål-ID") != goal)}
    assert "IND021" not in validated(xlplan.schemas(both)["tblIndikatorer"], both["tblIndikatorer"])
    with pytest.raises(TypeError, match=r"tables.copy\(\)"):
        xlplan.schemas(dict(tables))  # type: ignore[arg-type]


def test_books_may_be_checked_in_threads() -> None:
    def found(path: Path) -> list[str]:
        return [finding.fingerprint for finding in xlplan.check(path).books[0].findings]

    paths = [path for path in BOOKS if path.parent.name in ("enheter", "bedomningar")]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(found, paths)) == list(map(found, paths))


def test_a_pack_that_is_saved_anew_is_read_anew(tmp_path: Path) -> None:
    pack = tmp_path / "kommun.toml"
    pack.write_text("[regler.AKT002]\nav = true\n", encoding="utf-8")
    names = {check.name for check in xlplan.schema("tblAktiviteter", pack=pack).checks}
    pack.write_text("[regler.AKT001]\nav = true\n", encoding="utf-8")
    os.utime(pack, ns=(1, 1))
    now = {check.name for check in xlplan.schema("tblAktiviteter", pack=pack).checks}
    assert names - now == {"AKT001"} and now - names == {"AKT002"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"phase": "vb"}, "phase kan vara ”VP”, ”T1”, ”T2”, ”VB”, inte ”vb”"),
        ({"jobs": -1}, "jobs är antalet processer, 0 eller mer"),
    ],
)
def test_a_word_that_nobody_knows_is_refused(asked: dict[str, Any], told: str, clean: Path) -> None:
    with pytest.raises(ValueError, match=told):
        xlplan.check(clean, **asked)
    with pytest.raises(ValueError, match="kind kan vara ”unit”, ”board”, ”register”, inte ”xx”"):
        xlplan.schema("tblMal", kind="xx")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="to kan vara ”docx”, ”pdf”, ”html”, inte ”xlsx”"):
        xlplan.report(clean, "xlsx")  # type: ignore[arg-type]


def test_a_table_by_itself_has_the_rules_that_need_its_rows_alone(clean: Path) -> None:
    schema = xlplan.schema("tblAktiviteter", phase="VP")
    names = {check.name for check in schema.checks}
    assert {"AKT001", "AKT002"} <= names
    assert "AKT003" in schema.metadata["needs_more"]  # it asks which year the plan is for
    assert not names & set(schema.metadata["needs_more"])
    frame = xlplan.tables(clean)["tblAktiviteter"]
    assert validated(schema, frame) == {}
    backwards = frame.with_columns(Slutdatum=pl.col("Startdatum").dt.offset_by("-1d"))
    assert validated(schema, backwards)["AKT002"] == set(frame["rad"])
    follow_up = {check.name for check in xlplan.schema("tblAktiviteter", phase="VB").checks}
    assert "AKT007" in follow_up - names


def test_a_schema_knows_its_columns(clean: Path) -> None:
    frame = xlplan.tables(clean)["tblBudget"]
    schema = xlplan.schema("tblBudget")
    assert schema.columns["Budget"].dtype.type == pl.Float64
    other = frame.with_columns(Radtyp=pl.lit("utgift"), Budget=pl.lit("mycket"))
    with pytest.raises(pa.errors.SchemaErrors) as raised:
        schema.validate(other, lazy=True)
    told = raised.value.failure_cases["check"].to_list()
    assert any(str(check).startswith("isin(('intäkt', 'kostnad'") for check in told)
    assert "dtype('Float64')" in told
    twice = xlplan.tables(clean)["tblMal"].with_columns(pl.lit("1").alias("Mål-ID"))
    with pytest.raises(pa.errors.SchemaErrors) as raised:
        xlplan.schema("tblMal").validate(twice, lazy=True)
    assert "samma värde står på flera rader" in raised.value.failure_cases["check"].to_list()
    with pytest.raises(ValueError, match="har ingen tabell tblRam"):
        xlplan.schema("tblRam", kind="unit")
    assert "RAM netto" in xlplan.schema("tblRam", kind="board").columns


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!")])
def test_a_report_is_the_file_that_the_command_makes(
    clean: Path, tmp_path: Path, form: str, begins: bytes
) -> None:
    made = xlplan.report(clean, form)  # type: ignore[arg-type]
    command = [sys.executable, "-m", "xlplan", "report", clean, "--to", form, "--out", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    assert made.startswith(begins) and made == next(tmp_path.iterdir()).read_bytes()


def test_what_cannot_be_used_is_told_in_swedish(tmp_path: Path) -> None:
    damaged = tmp_path / "skadad.xlsx"
    damaged.write_bytes(b"PK nej")
    with pytest.raises(UnreadableBookError, match="kunde inte läsas"):
        xlplan.tables(damaged)
    with pytest.raises(UnwritableError, match="är ett register"):
        xlplan.report(SAMPLES / "register.xlsx")
    with pytest.raises(RegisterError, match="är inget register"):
        xlplan.check(BOOK, register=sorted(BOOK.glob("*.xlsx"))[0])


NOTEBOOK = """
import contextlib, io, sys
import xlplan
assert not {"polars", "pandera", "click", "openpyxl"} & sys.modules.keys()
printed = io.StringIO()
with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
    import xlplan.tables.frames, xlplan.report.blocks
    run = xlplan.check(sys.argv[1])
    tables = xlplan.tables(sys.argv[1])
    xlplan.schemas(tables)["tblBudget"].validate(tables["tblBudget"], lazy=True)
assert printed.getvalue() == "" and len(run.books) == 1
assert callable(xlplan.tables) and callable(xlplan.report)
"""


def test_nothing_is_printed_and_nothing_imported_before_it_is_asked_for(clean: Path) -> None:
    subprocess.run([sys.executable, "-c", NOTEBOOK, clean], check=True)


def test_the_examples_of_the_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 5
    for example in examples:
        exec(example, names)
    assert names["says"] and names["do"]
    assert names["budget"].name == "tblBudget"  # type: ignore[attr-defined]
