"""A rule's manual (its docstring) as sections of paragraphs and tables, for formats that explain a
finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xlplan.checking.rule_files import SECTIONS

_HEAD = re.compile(rf"({'|'.join(SECTIONS)}):(.*)")
_BAR = re.compile(r"(?<!\\)\|")
EXAMPLES = ("Bryter", "Klarar")


@dataclass(frozen=True)
class ExampleTable:
    """A table that an example draws."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ManualSection:
    """`Varför`, `Bryter`, `Klarar` or `Källa`; in an example a text block is a line of its
    notation."""

    name: str
    blocks: tuple[str | ExampleTable, ...]

    @property
    def example(self) -> bool:
        return self.name in EXAMPLES


def sections(manual: str) -> tuple[ManualSection, ...]:
    """The sections of a docstring, in its order; the first line, the rule as a sentence, is left
    out."""
    found: list[tuple[str, list[str]]] = []
    for line in manual.strip().splitlines()[1:]:
        if match := _HEAD.fullmatch(line):
            found.append((match[1], [match[2].strip()]))
        elif found:
            found[-1][1].append(line.strip())
    return tuple(
        ManualSection(name, _blocks(lines, joined=name not in EXAMPLES)) for name, lines in found
    )


def _blocks(lines: list[str], *, joined: bool) -> tuple[str | ExampleTable, ...]:
    """Lines of bars are a table; other lines are a paragraph together, or stand alone in an
    example."""
    blocks: list[str | ExampleTable] = []
    above = ""
    for line in lines:
        bar = line.startswith("|")
        last = blocks[-1] if blocks else None
        if bar and isinstance(last, ExampleTable) and above.startswith("|"):
            blocks[-1] = ExampleTable(last.head, (*last.rows, _cells(line)))
        elif bar:
            blocks.append(ExampleTable(_cells(line), ()))
        elif line and joined and above and isinstance(last, str):
            blocks[-1] = f"{last} {line}"
        elif line:
            blocks.append(line)
        above = line
    return tuple(blocks)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _BAR.split(line)[1:-1])


def markdown(manual: str) -> str:
    """The sections as Markdown."""
    return "\n\n".join(part for section in sections(manual) for part in _as_markdown(section))


def _as_markdown(section: ManualSection) -> list[str]:
    parts = [f"**{section.name}:**"]
    for block in section.blocks:
        if isinstance(block, ExampleTable):
            parts.append(
                "\n".join(map(_row, (block.head, ("---",) * len(block.head), *block.rows)))
            )
        elif section.example:
            parts.append(f"`{block}`")
        else:
            parts.append(block)
    if not section.example and len(parts) > 1:
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    return parts


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def plain_text(manual: str) -> str:
    """Why the rule is there, as one paragraph without any mark-up."""
    return " ".join(
        block
        for section in sections(manual)
        if section.name == "Varför"
        for block in section.blocks
        if isinstance(block, str)
    )
