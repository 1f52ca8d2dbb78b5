"""Reading an outline from TOML, strictly: a misspelt key or name must not make a report lose a
text."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable

from xlplan import wording
from xlplan.model import PHASES
from xlplan.report.outline.outline import (
    ACTIVITIES,
    BOOK_TABLES,
    BUDGET,
    CHARTS,
    FIELDS,
    GOAL_EXTRAS,
    GOAL_TEXTS,
    INDICATORS,
    JUDGEMENT,
    SENTENCES,
    AreasPart,
    BudgetPart,
    ChapterPart,
    ChartPart,
    ContentsPart,
    CoverPart,
    FactSpec,
    FollowUpPart,
    GoalItem,
    GoalsPart,
    LeftoversPart,
    LevelSpec,
    ListPart,
    OtherChaptersPart,
    Outline,
    OutlineColumn,
    OutlineError,
    OutlineTable,
    Part,
    SectionPart,
    SentencesPart,
    WholeTablePart,
    chapters_of,
)
from xlplan.report.outline.strict import Section, did_you_mean

_BOOKS = {"enhet": "unit", "nämnd": "board"}


def load_outline(text: str) -> Outline:
    """Read an outline from TOML.

    Raises OutlineError, with every fault found, for unknown keys, values of the wrong kind, a part
    that is missing or stands twice, and anything else that would make the report lose a text.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OutlineError(f"Dispositionen går inte att läsa som TOML: {error}") from error
    top = Section(data, "", [])
    book = top.text("bok", "enhet")
    if book not in _BOOKS:
        top.fault(f"”bok” är ”{book}”.{did_you_mean(book, _BOOKS)}")
    phases = tuple(str(phase) for phase in top.items("skeden"))
    if not phases:
        top.fault('”skeden” saknas. Skriv en lista, till exempel ["T1", "T2"].')
    for phase in phases:
        if phase not in PHASES:
            top.fault(f"”skeden” nämner ”{phase}”.{did_you_mean(phase, PHASES)}")
    outline = Outline(
        book=_BOOKS.get(book, ""),
        phases=phases,
        title=_template(top, "titel"),
        document=_template(top, "dokument"),
        tables=_tables(top.section("tabell", required=True)),
        parts=_parts(top),
    )
    top.close()
    _complete(outline, top)
    if top.faults:
        raise OutlineError("\n".join(top.faults))
    return outline


def _complete(outline: Outline, top: Section) -> None:
    for kind, name, why in (
        (GoalsPart, "mål", "målen"),
        (OtherChaptersPart, "övriga kapitel", "de kapitel som dispositionen inte nämner"),
        (LeftoversPart, "utan plats", "det som inte kan placeras"),
    ):
        number = _count(outline.parts, kind)
        if number == 0:
            top.fault(f"Delen ”{name}” saknas. Den behövs för att {why} ska komma med i rapporten.")
        elif number > 1:
            top.fault(f"Delen ”{name}” står {number} gånger men ska stå en gång.")
    if outline.parts and not isinstance(outline.parts[-1], LeftoversPart):
        top.fault("Delen ”utan plats” ska stå sist, efter allt som kan placeras.")
    used = _tables_used(outline.parts)
    for name in sorted(used - outline.tables.keys()):
        top.fault(
            f"Tabellen ”{name}” trycks i en del men saknar sina kolumner: lägg till "
            f"[tabell.{name}]."
        )
    chapters = chapters_of(outline.parts)
    for chapter in sorted({c for c in chapters if chapters.count(c) > 1}):
        top.fault(f"Kapitlet ”{chapter}” står flera gånger. Låt det stå på ett ställe.")


def _tables_used(parts: tuple[Part, ...]) -> set[str]:
    used: set[str] = set()
    for part in parts:
        match part:
            case SectionPart():
                used |= _tables_used(part.parts)
            case WholeTablePart() | ListPart():
                used.add(part.table)
            case FollowUpPart():
                used.add("uppfoljning")
            case AreasPart():
                used.add("omraden")
    return used


def _count(parts: tuple[Part, ...], kind: type) -> int:
    inner = sum(_count(part.parts, kind) for part in parts if isinstance(part, SectionPart))
    return inner + sum(isinstance(part, kind) for part in parts)


def _template(section: Section, key: str, default: str | None = None) -> str:
    """A text whose fields in braces are among FIELDS."""
    text = section.text(key, default)
    try:
        names = [name for name, _ in wording.fields(text)]
    except ValueError:
        section.fault(
            f"”{key}” har ett fält med kolon i klamrarna. Skriv bara namnet, till exempel {{År}}."
        )
        return text
    for name in names:
        if name not in FIELDS:
            section.fault(f"”{key}” nämner {{{name}}}, som inte finns.{did_you_mean(name, FIELDS)}")
    return text


def _tables(section: Section) -> dict[str, OutlineTable]:
    needed = (INDICATORS, ACTIVITIES, BUDGET)
    tables = {
        name: _table(section.section(name, required=True))
        for name in BOOK_TABLES
        if name in needed or section.has(name)
    }
    section.close()
    return tables


def _table(section: Section) -> OutlineTable:
    caption = _template(section, "rubrik")
    columns = []
    for column in section.sections("kolumner"):
        name = column.text("kolumn")
        columns.append(
            OutlineColumn(
                name,
                _template(column, "rubrik", name),
                column.whole("bredd", 20, 1, 1000),
                column.flag("tal", False),
            )
        )
        column.close()
    if not columns:
        section.fault("”kolumner” behöver minst en kolumn.")
    spec = OutlineTable(caption, tuple(columns), _template(section, "analys", ""))
    section.close()
    return spec


def _facts(section: Section, key: str) -> tuple[FactSpec, ...]:
    facts = []
    for fact in section.sections(key):
        name = fact.text("uppgift")
        facts.append(FactSpec(name, fact.text("rubrik", name)))
        fact.close()
    return tuple(facts)


def _parts(section: Section) -> tuple[Part, ...]:
    parts: list[Part] = []
    for item in section.sections("del"):
        kind = item.text("typ")
        if kind in _PARTS:
            item.place += f" ({kind})"
            parts.append(_PARTS[kind](item))
            item.close()
        elif kind:
            item.fault(f"typen ”{kind}” finns inte.{did_you_mean(kind, _PARTS)}")
    return tuple(parts)


def _cover(section: Section) -> Part:
    return CoverPart(_facts(section, "uppgifter"), _facts(section, "adress"))


def _contents(section: Section) -> Part:
    return ContentsPart(section.text("rubrik"), section.whole("nivaer", 3, 1, 6))


def _chapter(section: Section) -> Part:
    chapter = section.text("kapitel")
    title = _template(section, "rubrik", chapter)
    return ChapterPart(
        chapter, title, _template(section, "om_tom", ""), section.flag("ny_sida", False)
    )


def _section(section: Section) -> Part:
    title = _template(section, "rubrik")
    return SectionPart(
        title, _parts(section), _template(section, "om_tom", ""), section.flag("ny_sida", False)
    )


def _goals(section: Section) -> Part:
    levels = tuple(_level(level) for level in section.sections("niva"))
    if not levels:
        section.fault("”niva” behöver minst en nivå, den högsta först.")
    return GoalsPart(
        _template(section, "rubrik", ""),
        levels,
        _template(section, "om_tom", ""),
        section.flag("ny_sida", False),
    )


def _level(section: Section) -> LevelSpec:
    name = section.text("namn")
    label = section.text("etikett", name)
    items = []
    for number, item in enumerate(section.items("innehall"), 1):
        inner = Section(
            item if isinstance(item, dict) else {"kolumn": item},
            f"{section.place}, innehall {number}",
            section.faults,
        )
        column = inner.text("kolumn")
        items.append(GoalItem(column, inner.text("rubrik", column)))
        inner.close()
        known = (*GOAL_TEXTS, JUDGEMENT, INDICATORS, ACTIVITIES, *GOAL_EXTRAS)
        if column and column not in known:
            inner.fault(
                f"”{column}” finns inte bland målens texter och "
                f"tabeller.{did_you_mean(column, known)}"
            )
    section.close()
    return LevelSpec(name, label, tuple(items))


def _budget(section: Section) -> Part:
    groups = section.section("grupper")
    part = BudgetPart(
        _facts(section, "uppgifter"),
        groups.text("intakter", ""),
        groups.text("kostnader", ""),
        section.flag("visa_nollrader", True),
        _template(section, "om_tom", ""),
    )
    groups.close()
    return part


def _follow_up(section: Section) -> Part:
    groups = section.section("grupper")
    part = FollowUpPart(
        groups.text("intakter", ""),
        groups.text("kostnader", ""),
        section.flag("visa_nollrader", True),
        _template(section, "om_tom", ""),
    )
    groups.close()
    return part


def _one_of(section: Section, key: str, known: Iterable[str]) -> str:
    name = section.text(key)
    if name and name not in known:
        section.fault(f"”{key}” är ”{name}”, som inte finns.{did_you_mean(name, known)}")
    return name


def _table_part(section: Section) -> Part:
    name = _one_of(section, "tabell", BOOK_TABLES)
    title, if_empty = _template(section, "rubrik", ""), _template(section, "om_tom", "")
    return WholeTablePart(name, title, if_empty, section.flag("ny_sida", False))


def _list_part(section: Section) -> Part:
    name = _one_of(section, "tabell", BOOK_TABLES)
    title, if_empty = _template(section, "rubrik", ""), _template(section, "om_tom", "")
    return ListPart(name, title, if_empty, section.flag("ny_sida", False))


def _areas(section: Section) -> Part:
    return AreasPart(_template(section, "om_tom", ""))


def _chart(section: Section) -> Part:
    return ChartPart(_one_of(section, "diagram", CHARTS))


def _sentences(section: Section) -> Part:
    return SentencesPart(_one_of(section, "text", SENTENCES), section.text("om_inte_kapitel", ""))


def _other_chapters(_: Section) -> Part:
    return OtherChaptersPart()


def _leftovers(section: Section) -> Part:
    return LeftoversPart(_template(section, "rubrik"), _template(section, "text", ""))


_PARTS: dict[str, Callable[[Section], Part]] = {
    "framsida": _cover,
    "innehåll": _contents,
    "kapitel": _chapter,
    "avsnitt": _section,
    "mål": _goals,
    "budget": _budget,
    "uppföljning": _follow_up,
    "tabell": _table_part,
    "lista": _list_part,
    "områden": _areas,
    "diagram": _chart,
    "uträknat": _sentences,
    "övriga kapitel": _other_chapters,
    "utan plats": _leftovers,
}
