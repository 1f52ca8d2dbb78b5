"""Reading an outline from TOML, whole: a misspelt key or name, or a part that is missing, must not
make a report lose a text."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import model_validator

from xlplan.model import PackError
from xlplan.report.outline.names import (
    ACTIVITIES,
    AREAS,
    BOOK_TABLES,
    BUDGET,
    FOLLOW_UP,
    INDICATORS,
)
from xlplan.report.outline.outline import (
    AreasPart,
    FollowUpPart,
    GoalsPart,
    LeftoversPart,
    ListPart,
    OtherChaptersPart,
    Outline,
    Part,
    SectionPart,
    WholeTablePart,
    chapters_of,
)
from xlplan.toml import SentenceError, TomlError, did_you_mean, parsed

_EVERY_REPORT_HAS = (
    (GoalsPart, "mål", "målen"),
    (OtherChaptersPart, "övriga kapitel", "de kapitel som dispositionen inte nämner"),
    (LeftoversPart, "utan plats", "det som inte kan placeras"),
)


class OutlineError(PackError):
    """The outline cannot be used; the message says in Swedish what to change, one line a fault."""


class _OutlineFile(Outline):
    @model_validator(mode="after")
    def _whole(self) -> _OutlineFile:
        if faults := [*_parts(self), *_tables(self), *_chapters(self)]:
            raise SentenceError("\n".join(faults))
        return self


def load_outline(text: str, name: str = "") -> Outline:
    """Read an outline from TOML; `name` is its file's.

    Raises OutlineError, with every fault found, for unknown keys, values of the wrong kind, a part
    that is missing or stands twice, and anything else that would make the report lose a text.
    """
    try:
        return parsed(text, _OutlineFile, f"Dispositionen {name}".rstrip())
    except TomlError as error:
        raise OutlineError(str(error)) from error


def _parts(outline: Outline) -> Iterator[str]:
    for kind, name, why in _EVERY_REPORT_HAS:
        number = _count(outline.parts, kind)
        if number == 0:
            yield f"delen ”{name}” saknas. Den behövs för att {why} ska komma med i rapporten."
        elif number > 1:
            yield f"delen ”{name}” står {number} gånger men ska stå en gång."
    if outline.parts and not isinstance(outline.parts[-1], LeftoversPart):
        yield "delen ”utan plats” ska stå sist, efter allt som kan placeras."


def _tables(outline: Outline) -> Iterator[str]:
    for name in outline.tables.keys() - BOOK_TABLES.keys():
        yield f"[tabell.{name}] är ingen av bokens tabeller.{did_you_mean(name, BOOK_TABLES)}"
    needed = {INDICATORS, ACTIVITIES, BUDGET, *_tables_used(outline.parts)}
    for name in sorted(needed - outline.tables.keys()):
        yield f"tabellen ”{name}” saknar sina kolumner: lägg till [tabell.{name}]."


def _chapters(outline: Outline) -> Iterator[str]:
    chapters = chapters_of(outline.parts)
    for chapter in sorted({each for each in chapters if chapters.count(each) > 1}):
        yield f"kapitlet ”{chapter}” står flera gånger. Låt det stå på ett ställe."


def _tables_used(parts: tuple[Part, ...]) -> set[str]:
    used: set[str] = set()
    for part in parts:
        match part:
            case SectionPart():
                used |= _tables_used(part.parts)
            case WholeTablePart() | ListPart():
                used.add(part.table)
            case FollowUpPart():
                used.add(FOLLOW_UP)
            case AreasPart():
                used.add(AREAS)
    return used


def _count(parts: tuple[Part, ...], kind: type) -> int:
    inner = sum(_count(part.parts, kind) for part in parts if isinstance(part, SectionPart))
    return inner + sum(isinstance(part, kind) for part in parts)
