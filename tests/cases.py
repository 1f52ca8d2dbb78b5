"""Rule cases that a controller can read: workbooks as Markdown tables, findings as sentences.

A case gives tables by name, each a Markdown table whose heading row stands in row 1 and column A of
the table's sheet; the contract's other columns follow after it, empty. `tblEnhet` may be given as
`enhet: {År: 2026}`; År, Skede and Beloppsenhet are 2026, VP and tkr unless given. Tables that a
case does not name are there and empty.

In a cell: `#REF!` and its like are Excel errors, `?=B2+B3` a formula that was never calculated,
`=B2+B3→20` a formula with its stored value, `'20 565` text whatever it looks like, `85%%` a number
formatted as a percentage, `\\n` a line break, `\\|` a bar, `{Vi leker. ×300}` a text that is
repeated to 300 characters. In amount and number columns a plain number is a number, in date columns
an ISO date is a date.

What else a case may say of its book: `utan: [tblMal]` tables that are gone; `namn: {tblMal: tblMål,
Mål: Målen, tblMal.Nivå: Nivån, tblEnhet.Telefon: ""}` other names of tables, sheets, columns and
    facts, "" for gone ones;
`utanför: {Budget!B40: Konsulter}` cells outside the sheet's table; `sammanslaget: [Budget!A2:C2]`
merged cells; `dolt: [Budget!3, Budget!D, Mål]` hidden rows, columns and sheets; `utan rullista:
[tblMal.Nivå]` columns without a drop-down; `länkar: [plan.xlsx]` the workbooks [1], [2] … of
formulas; `kontrakt: "0"` the contract's version, "" for none; `oläsbar: den är skyddad` a file that
cannot be read; `slag: board` the board's own book (which a table that only it has says too), `slag:
register` the register. `böcker: [case, case]` are several books, bok1.xlsx, bok2.xlsx …, unless a
case says `fil: plan.xlsx`; their findings begin with the file's name, and `antal: 7` makes seven
books of one. `register: {tblMal: …}` is the register that the books are compared with, and `mapp:
true` says that they are all there are. `huvudbok: |` is the ledger that they are compared with, in
kronor: `| Enhetskod | Post | Radtyp | jan | feb |`, with the column `år` unless it is 2026. `med:
    [AKT002]` asks those rules too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from xlplan.checking.batch import Order, check_books, together
from xlplan.checking.packs import Pack, load_pack
from xlplan.checking.register import tables_of
from xlplan.model import MONTHS, BookResult, Kind, Ref, column_number
from xlplan.outputs.lines import FindingLine, lines
from xlplan.reading.book import Book, Mark, RawValue, TableData, Unreadable
from xlplan.reading.structure import area_of
from xlplan.tables import LEDGER, TableSpec, of_kind
from xlplan.tables.placing import repeats
from xlplan.wording import HARD_BLANK, SEVERITY_WORDS, told

TODAY = date(2026, 11, 22)
FACTS = {"År": "2026", "Skede": "VP", "Beloppsenhet": "tkr"}
_FORMULA = re.compile(r"=(.+?)→(.*)")


@lru_cache(maxsize=2)
def pack(settings: Path | None = None) -> Pack:
    return load_pack(settings)


def rows_of(markdown: str) -> list[list[str]]:
    """The cells of a Markdown table, heading row first; a rule line (`| --- |`) is passed over."""
    rows = []
    for line in markdown.strip().splitlines():
        bare = line.strip()
        if bare and not re.fullmatch(r"[|\s:-]+", bare):
            cells = re.split(r"(?<!\\)\|", bare.strip().removeprefix("|").removesuffix("|"))
            rows.append([cell.strip().replace("\\n", "\n").replace("\\|", "|") for cell in cells])
        elif bare and re.fullmatch(r"[|\s]+", bare):
            rows.append([""] * (bare.count("|") - 1))
    return rows


def cell(text: str, kind: str) -> tuple[RawValue, Mark | None]:
    """A case's cell as the reader would give it."""
    if not text:
        return None, None
    if text.startswith("'"):
        return text[1:], None
    if match := re.fullmatch(r"\{(.+)×(\d+)\}", text):
        return (match[1] * int(match[2]))[: int(match[2])], None
    if re.fullmatch(r"#(REF!|N/A|DIV/0!|NAME\?|VALUE!|NUM!|NULL!)", text):
        return None, Mark(Kind.ERROR, text)
    if text.startswith("?="):
        return None, Mark(Kind.UNCALCULATED, formula=text[2:])
    if match := _FORMULA.fullmatch(text):
        value, _ = cell(match[2], kind)
        return value, Mark(formula=match[1])
    if text.endswith("%%"):
        return float(text[:-2]) / 100, Mark(Kind.PERCENT, number_format="0%")
    if kind in ("amount", "number") and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text), None
    if kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text), None
    return text, None


def table(spec: TableSpec, markdown: str) -> TableData:
    """A table as the reader would give it, its heading row in row 1."""
    headings, *rows = rows_of(markdown)
    for heading in headings:
        assert heading in spec.columns or repeats(spec, heading), (
            f"{spec.name} har ingen kolumn {heading}"
        )
    every = [*headings, *(heading for heading in spec.columns if heading not in headings)]
    data = TableData(spec.name, spec.sheet, 1, 2, 1, every, [[] for _ in every])
    for i, row in enumerate(rows):
        assert len(row) <= len(headings), f"raden har fler celler än rubriker: {row}"
        for j, heading in enumerate(every):
            column = spec.columns.get(heading) or repeats(spec, heading)
            value, mark = cell(row[j] if j < len(row) else "", column.kind if column else "")
            data.columns[j].append(value)
            if mark:
                data.marks[i + 2, j + 1] = mark
    return data


def unit_table(facts: Mapping[str, Any]) -> TableData:
    spec = pack().specs["tblEnhet"]
    merged = {
        **FACTS,
        **{name: str(value) if value is not None else "" for name, value in facts.items()},
    }
    data = TableData("tblEnhet", "Enhet", 1, 2, 1, ["Uppgift", "Värde", "Anvisning"], [[], [], []])
    for i, (name, column) in enumerate(spec.columns.items()):
        value, mark = cell(merged.get(name, ""), column.kind)
        for held, into in zip((name, value, None), data.columns, strict=True):
            into.append(held)
        if mark:
            data.marks[i + 2, 2] = mark
    return data


def book(case: Mapping[str, Any], name: str = "bok.xlsx") -> Book:
    """The workbook of a case."""
    if why := case.get("oläsbar"):
        return Book(Path(name), unreadable=Unreadable("damaged", why))
    given = {key: value for key, value in case.items() if key.startswith("tbl")}
    alone = [
        pack().specs[key].kinds
        for key in given
        if key in pack().specs and len(pack().specs[key].kinds) == 1
    ]
    kind = case.get("slag") or (alone[0][0] if alone else "unit")
    specs = of_kind(pack().specs, kind)
    if unknown := given.keys() - specs.keys():
        raise AssertionError(f"{kind} har ingen tabell {', '.join(sorted(unknown))}")
    made = {"tblEnhet": unit_table(case.get("enhet", {}))} if kind != "register" else {}
    for key, spec in specs.items():
        if key not in ("tblEnhet", *case.get("utan", ())):
            made[key] = table(spec, given.get(key) or f"| {next(iter(spec.columns))} |")
    names = case.get("namn", {})
    tables = renamed(made, names)
    sheets = (names.get(spec.sheet, spec.sheet) for spec in specs.values())
    outside = tuple(outside_cell(at, text) for at, text in case.get("utanför", {}).items())
    lay_out(made, case)
    hidden = tuple(at for at in case.get("dolt", ()) if "!" not in at)
    return Book(
        Path(name),
        tables,
        tuple(filter(None, sheets)),
        hidden,
        outside,
        case.get("kontrakt", "1"),
        kind,
        links=tuple(case.get("länkar", ())),
    )


def ledger(markdown: str) -> dict[str, pl.DataFrame]:
    """The ledger of a case, as a run is given it: in öre, a row a month that is filled."""
    headings, *rows = rows_of(markdown)
    lines = [dict(zip(headings, row, strict=True)) for row in rows]
    booked = [
        (
            line["Enhetskod"],
            line["Post"],
            line["Radtyp"],
            int(line.get("år") or FACTS["År"]),
            month,
            amount,
        )
        for line in lines
        for month, name in enumerate(MONTHS, 1)
        if (amount := line.get(name))
    ]
    in_ore = [(*key, int(Decimal(amount) * 100)) for *key, amount in booked]
    return {"huvudbok": pl.DataFrame(in_ore, schema=LEDGER["huvudbok"], orient="row")}


def books(case: Mapping[str, Any]) -> list[Book]:
    """The workbooks of a case, most often one."""
    if "böcker" not in case:
        return [book(case)]
    every = [each for each in case["böcker"] for _ in range(int(each.get("antal", 1)))]
    return [book(each, each.get("fil", f"bok{i}.xlsx")) for i, each in enumerate(every, 1)]


def renamed(tables: Mapping[str, TableData], names: Mapping[str, str]) -> dict[str, TableData]:
    """The tables with the columns, facts and tables that `names` mentions renamed, or taken
    away."""
    for dotted, new in names.items():
        name, _, heading = dotted.partition(".")
        if not heading:
            continue
        data = tables[name]
        stands = data.columns[0] if name == "tblEnhet" else data.headings
        at = stands.index(heading)
        if new:
            stands[at] = new
        elif name == "tblEnhet":
            for column in data.columns:
                del column[at]
        else:
            del data.headings[at], data.columns[at]
    return {names.get(name, name): data for name, data in tables.items() if names.get(name, name)}


def lay_out(tables: Mapping[str, TableData], case: Mapping[str, Any]) -> None:
    """What the case says of merged and hidden cells and of columns without a drop-down."""
    by_sheet = {data.sheet: data for data in tables.values()}
    for sheet, area in (at.split("!") for at in case.get("sammanslaget", ())):
        merge = area_of(area)
        assert merge, f"{area} är inget område, som A2:C2"
        by_sheet[sheet].merged += (merge,)
    for sheet, at in (at.split("!") for at in case.get("dolt", ()) if "!" in at):
        if at.isdigit():
            by_sheet[sheet].hidden_rows += (int(at),)
        else:
            by_sheet[sheet].hidden_columns += (column_number(at),)
    for name, heading in (at.split(".") for at in case.get("utan rullista", ())):
        data = tables[name]
        there = data.drop_downs or frozenset(range(data.left, data.right + 1))
        data.drop_downs = there - {data.left + data.headings.index(heading)}


def outside_cell(at: str, text: str) -> tuple[Ref, str, str]:
    """`Budget!B40` -> the cell as the reader notes it, with the name of the sheet's table."""
    match = re.fullmatch(r"(.+)!([A-Z]+)(\d+)", at)
    assert match, f"{at} är ingen cell, som Budget!B40"
    near = next(spec.name for spec in pack().specs.values() if spec.sheet == match[1])
    return Ref(match[1], int(match[3]), column_number(match[2])), text, near


def said(line: FindingLine, result: BookResult, settings: Path | None = None) -> str:
    """`Aktiviteter!D2 fel Vad. | Åtgärd.`, with ordinary blanks; `D2, D5` where several cells share
    the sentence."""
    finding = line.finding
    where = f"{line.cells[0].sheet}!{line.place}" if line.cells else "filen"
    sentences = " | ".join(
        told(pack(settings).rules[finding.rule].text, finding, result.money_unit)
    )
    return f"{where} {SEVERITY_WORDS[finding.severity]} {sentences}".replace(HARD_BLANK, " ")


def checked(
    books: list[Book], rule_id: str, case: Mapping[str, Any], settings: Path | None = None
) -> list[BookResult]:
    """The books' results with that rule (and those that the case names in `med`) alone; a crash is
    a failure.

    `settings` is a municipality's pack, for its own rules.
    """
    asked = (rule_id, *case.get("med", ()))
    order = Order(
        settings, asked, phase=case.get("skede", ""), whole=case.get("mapp", False), today=TODAY
    )
    given = case.get("register")
    register = (
        tables_of(book({**given, "slag": "register"}, "register.xlsx"), pack().specs)
        if given
        else None
    )
    booked = ledger(case["huvudbok"]) if "huvudbok" in case else None
    results = together([check_books(books, order, register=register, ledger=booked)], order)
    for result in results:
        for outcome in result.outcomes:
            assert outcome.ending != "crashed", f"{outcome.rule} kraschade: {outcome.why}"
    return results


def found(case: Mapping[str, Any], rule_id: str, settings: Path | None = None) -> list[str]:
    """What is said of the case's books, a line a sentence."""
    several = "böcker" in case
    return [
        f"{result.path.name} {said(line, result, settings)}"
        if several
        else said(line, result, settings)
        for result in checked(books(case), rule_id, case, settings)
        for line in lines(result.findings)
    ]
