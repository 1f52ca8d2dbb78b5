"""The blocks of a report that are made of tables: the book's tables and lists, its budget and
follow-up, and the charts of them."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.model import Row
from xlplan.report.areas import frame_kind, frame_spec
from xlplan.report.blocks import DEEPEST, Block, BulletList, FactList, Paragraph, Role, Source
from xlplan.report.economy import MONTHS_TABLE, follow_up_table
from xlplan.report.figures import bars, months, shares
from xlplan.report.goals import GOALS_TABLE
from xlplan.report.material import Material
from xlplan.report.notation import one_line, read_text
from xlplan.report.outline.names import BOOK_TABLES, BUDGET, INDICATORS
from xlplan.report.outline.outline import BudgetPart, FollowUpPart, OutlineColumn, OutlineTable
from xlplan.report.tables import BUDGET_TABLE, lines_table, money_table, rows_table


def named_table(
    material: Material, name: str, rows: Sequence[Row], of: str, *, with_id: bool = False
) -> list[Block]:
    spec = material.spec(name)
    if with_id:
        goal = OutlineColumn.model_construct(column="Mål-ID", heading="Mål-ID", weight=12)
        spec = spec.model_copy(update={"columns": (goal, *spec.columns)})
    table = rows_table(
        spec, BOOK_TABLES[name], rows, spec.caption, f"{spec.caption}: {of}" if of else ""
    )
    return [*([table] if table else []), *analyses(spec, BOOK_TABLES[name], rows)]


def analyses(spec: OutlineTable, table: str, rows: Sequence[Row]) -> list[Block]:
    """The texts about the table's rows, each under its row's name."""
    found: list[Block] = []
    name = next((column.column for column in spec.columns if column.column != "Mål-ID"), "")
    for row in rows:
        if spec.analysis and (text := row.text(spec.analysis).strip()):
            found.append(
                Paragraph(
                    one_line(row.text(name)) or "Analys",
                    Role.LABEL,
                    Source(table, row.row, name),
                )
            )
            found += read_text(text, DEEPEST, Source(table, row.row, spec.analysis))
    return found


def whole_table(material: Material, name: str) -> list[Block]:
    rows = material.tables[BOOK_TABLES[name]]
    spec = frame_spec(material.spec(name), rows) if name == "ram" else material.spec(name)
    if any(column.numeric for column in spec.columns):
        table = money_table(spec, BOOK_TABLES[name], rows, spec.caption, frame_kind)
    else:
        table = rows_table(spec, BOOK_TABLES[name], rows, spec.caption, "")
    return [*([table] if table else []), *analyses(spec, BOOK_TABLES[name], rows)]


def whole_list(material: Material, name: str) -> list[Block]:
    """The table's rows as points, in the words of its last column; numbered, for they are
    referred to."""
    spec, table = material.spec(name), BOOK_TABLES[name]
    text = spec.columns[-1].column
    rows = [row for row in material.tables[table] if row.text(text).strip()]
    if not rows:
        return []
    points = tuple(one_line(row.text(text)) for row in rows)
    return [
        BulletList(
            points, numbered=True, sources=tuple(Source(table, row.row, text) for row in rows)
        )
    ]


def budget(material: Material, part: BudgetPart) -> list[Block]:
    spec = material.spec(BUDGET)
    table = lines_table(spec, part, material.tables[BUDGET_TABLE], spec.caption, BUDGET_TABLE)
    if table is None:
        return material.note(part.if_empty)
    facts = material.fact_list(part.facts)
    return [FactList(facts), table] if facts else [table]


def follow_up(material: Material, part: FollowUpPart) -> list[Block]:
    spec = material.spec("uppfoljning")
    table = follow_up_table(
        spec,
        part,
        material.tables[BUDGET_TABLE],
        material.tables[MONTHS_TABLE],
        material.until(),
        material.phase,
    )
    if table is None:
        return material.note(part.if_empty)
    return [table]


def chart(material: Material, name: str) -> list[Block]:
    unit = material.facts.get("Beloppsenhet", "")
    match name:
        case "indikatorer":
            return list(bars(material.tables[BOOK_TABLES[INDICATORS]], material.phase, ""))
        case "månader":
            return list(
                months(
                    material.tables[BUDGET_TABLE],
                    material.tables[MONTHS_TABLE],
                    material.until(),
                    unit,
                )
            )
    return list(shares(material.tables[GOALS_TABLE], material.phase))
