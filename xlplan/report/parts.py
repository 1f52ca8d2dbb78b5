"""The blocks as plain data: what the templates of the html page and of the pdf are given.

A template prints the texts and decides nothing about them; as data they are never read as its
markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from xlplan.report.blocks import (
    Block,
    BulletList,
    Cell,
    Contents,
    Figure,
    Heading,
    Paragraph,
    Role,
    RowKind,
    Table,
)
from xlplan.report.charts import draw
from xlplan.report.notation import one_line
from xlplan.report.printable import clean
from xlplan.report.trace import named

GENERATED_BY = "Ur tabellerna:"
"""Stands before what no person has written."""

# A table that ends in a sum is read as a whole and kept on one page, if it has no more rows than
# this.
_TOGETHER = 30

_OTHERWISE = ("source", "sources", "of", "chart")
"""Fields that are told in another way."""

Part = dict[str, Any]


def parts(blocks: Sequence[Block]) -> list[Part]:
    """One part a block, in order: `block` is its type's name, the others its fields. Instead of
    sources stands `cell`, the workbook's cell as Excel writes it (of a list's items `cells`), "" in
    a report that is not traced.

    Paragraphs of generated text that follow on each other are one part, "Generated" with `texts`. A
    heading has its number `n`, and the contents the headings that they list as `entries`. A chart
    is an SVG picture as text.
    """
    headings, number = _headings(blocks), 0
    found: list[Part] = []
    for block in blocks:
        part = {"block": type(block).__name__, **_plain(block)}
        match block:
            case Heading():
                number += 1
                part |= headings[number - 1]
            case Contents():
                part["entries"] = [
                    heading for heading in headings if heading["level"] <= block.levels
                ]
            case BulletList():
                part["cells"] = [named([source]) for source in block.sources] or [
                    part["cell"]
                ] * len(block.items)
            case Figure():
                part["chart"] = draw(block).decode("utf-8")
            case Table():
                sums = any(row.kind is RowKind.TOTAL for row in block.rows)
                part["together"] = sums and len(block.rows) <= _TOGETHER
            case Paragraph(role=Role.GENERATED):
                if found and found[-1]["block"] == "Generated":
                    found[-1]["texts"].append(part["text"])
                    continue
                part = {"block": "Generated", "by": GENERATED_BY, "texts": [part["text"]]}
        found.append(part)
    return found


def _headings(blocks: Sequence[Block]) -> list[Part]:
    headings = (block for block in blocks if isinstance(block, Heading))
    return [
        {"n": n, "level": heading.level, "text": clean(one_line(heading.text))}
        for n, heading in enumerate(headings, 1)
    ]


def _plain(value: object) -> Any:
    if is_dataclass(value):
        found = {
            f.name: _plain(getattr(value, f.name))
            for f in fields(value)
            if f.name not in _OTHERWISE
        }
        if isinstance(value, Cell):
            found |= {"cell": named([value.source, *value.of]), "made": bool(value.of)}
        elif hasattr(value, "source"):
            found["cell"] = named([value.source])
        return found
    if isinstance(value, str):
        return clean(str(value))
    return [_plain(item) for item in value] if isinstance(value, Iterable) else value
