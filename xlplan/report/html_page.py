"""The report as one html page that needs nothing but itself, to read on a screen, send on or put on
a website.

It follows WCAG 2.1 AA, has no script and asks for nothing over any network: its own policy forbids
both. The template escapes all text, and pictures stand in it as images, so that nothing in them can
run.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from xlplan.report.blocks import Block
from xlplan.report.notation import one_line
from xlplan.report.parts import Part, parts
from xlplan.report.printable import clean
from xlplan.version import __version__

_FITS = 3
"""The columns of a table that a narrow screen has room for; a wider table can be scrolled
sideways."""


def html(blocks: Sequence[Block], *, title: str, created: datetime) -> str:
    """The page, to be encoded as UTF-8. The same arguments give the same page."""
    found = [_fitted(part) for part in parts(blocks)]
    cover = next((part for part in found if part["block"] == "Cover"), None)
    return (
        _template()
        .render(
            title=clean(one_line(title)) or "Rapport",
            author=cover["unit"] if cover else "",
            created=created.date().isoformat(),
            cover=cover,
            parts=found,
            version=__version__,
            style=Markup(
                (Path(__file__).parent / "page" / "report.css").read_text(encoding="utf-8")
            ),
        )
        .lstrip()
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("xlplan.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def _fitted(part: Part) -> Part:
    """The part with what only a page needs: links in a tree, pictures as base64, tables too wide
    for a phone."""
    match part["block"]:
        case "Contents":
            return part | {"tree": _tree(part["entries"])}
        case "Figure":
            return part | {"image": base64.b64encode(part["chart"].encode()).decode()}
        case "Table":
            return part | {"wide": len(part["columns"]) > _FITS}
    return part


def _tree(entries: Sequence[Part]) -> list[Part]:
    """The contents' headings, each with those `below` it."""
    top: list[Part] = []
    open_at: list[Part] = []
    for entry in entries:
        here = entry | {"below": []}
        while open_at and open_at[-1]["level"] >= entry["level"]:
            open_at.pop()
        (open_at[-1]["below"] if open_at else top).append(here)
        open_at.append(here)
    return top
