"""A rule's docstring as its manual: its sections, and the workbooks that `Bryter` and `Klarar`
draw.

The first line is the rule as a sentence. A section begins with its name and a colon in the first
column; its text follows on the same line or indented below. In `Bryter` and `Klarar` stands

    | Aktivitet | Startdatum |      a table of the rule's own, in the notation of tests/cases.py
    tblMal:                         the next table is this one instead
    enhet: År=2026; Skede=VP        facts of the unit
    utan: tblManad                  tables that the book lacks

    bok:                            what follows, up to the next bok:, is a workbook of its own
    register:                       what follows, to the end, is the register that the books are
                                    compared with
    huvudbok:                       what follows, to the end, is the ledger that they are compared
                                    with

and, as in the cases, `namn: tblMal.Nivå=Nivån`, `utanför: Budget!B40=Konsulter`, `med: AKT002`,
`oläsbar: den är tom`, `sammanslaget: Budget!A2:C2`, `dolt: Budget!3, Mål`, `utan rullista:
tblMal.Nivå`, `länkar: plan.xlsx`, `kontrakt: 0`, `slag: board`, `mapp: ja` and `antal: 7`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from xlplan.checking.rule_files import SECTIONS

_SECTION = re.compile(rf"({'|'.join(SECTIONS)}):(.*)")
_NAMED = re.compile(r"(tbl\w+):")
_PAIRS = re.compile(r"(enhet|namn|utanför):(.*)")
_LISTS = re.compile(r"(utan|med|sammanslaget|dolt|utan rullista|länkar):(.*)")
_WORDS = re.compile(r"(oläsbar|kontrakt|slag|mapp|antal):(.*)")


@dataclass(frozen=True)
class Manual:
    sentence: str
    sections: dict[str, list[str]]
    """The lines of each section, without their indentation, in the order of the docstring."""


def read(docstring: str) -> Manual:
    first, _, below = docstring.strip().partition("\n\n")
    first, rest = " ".join(first.split()), below.splitlines()
    sections: dict[str, list[str]] = {}
    into: list[str] | None = None
    for line in rest:
        if match := _SECTION.fullmatch(line):
            assert match[1] not in sections, f"{match[1]} står två gånger"
            into = sections[match[1]] = [match[2].strip()] if match[2].strip() else []
        elif line.strip():
            assert into is not None and line.startswith(" "), (
                f"raden hör inte till något avsnitt: {line}"
            )
            into.append(line.strip())
    return Manual(first, sections)


def workbook(section: list[str], table: str) -> dict[str, Any]:
    """The case (see tests/cases.py) that a section draws, of one book or several; `table` is the
    rule's own."""
    if "huvudbok:" in section:
        at = section.index("huvudbok:")
        return workbook(section[:at], table) | {"huvudbok": "\n".join(section[at + 1 :])}
    if "register:" in section:
        at = section.index("register:")
        return workbook(section[:at], table) | {"register": _one(section[at + 1 :], table)}
    if "bok:" not in section:
        return _one(section, table)
    starts = [i for i, line in enumerate(section) if line == "bok:"]
    assert starts[0] == 0, "det första står före sin bok"
    several = [
        _one(section[i + 1 : j], table)
        for i, j in zip(starts, [*starts[1:], len(section)], strict=True)
    ]
    return {"böcker": several, "mapp": any(book.pop("mapp", False) for book in several)}


def _one(section: list[str], table: str) -> dict[str, Any]:
    case: dict[str, Any] = {"enhet": {}}
    tables: dict[str, list[str]] = {}
    name = table
    for line in section:
        if line.startswith("|"):
            tables.setdefault(name, []).append(line)
        elif match := _NAMED.fullmatch(line):
            name = match[1]
        elif match := _PAIRS.fullmatch(line):
            pairs = (pair.split("=", 1) for pair in match[2].strip().rstrip(".").split(";"))
            case[match[1]] = case.get(match[1], {}) | {
                key.strip(): value.strip() for key, value in pairs
            }
        elif match := _LISTS.fullmatch(line):
            case[match[1]] = [name.strip() for name in match[2].split(",")]
        elif match := _WORDS.fullmatch(line):
            case[match[1]] = match[2].strip()
        else:
            raise AssertionError(
                f"raden är varken tabell, tabellnamn eller uppgift om enheten: {line}"
            )
    return case | {name: "\n".join(lines) for name, lines in tables.items()}
