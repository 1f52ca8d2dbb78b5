"""The report as a pdf that follows PDF/UA-1: tagged, with its title, language, bookmarks and texts
for pictures.

typst sets the pages and refuses what PDF/UA-1 forbids. The fonts come with xlplan and with typst,
never from the machine, so that the same book gives the same pages everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from xlplan.report.blocks import Block, Cover
from xlplan.report.notation import one_line
from xlplan.report.parts import parts
from xlplan.report.printable import clean, supple
from xlplan.report.typesetting import PAGE, compiler

_TEMPLATE = PAGE / "report.typ"

MISSING = "\N{WHITE SQUARE}"
"""Stands for a character that none of the fonts has, such as an emoji."""
# How typst tells of such a character; it tells of all of them at once.
_NOT_DISPLAYED = re.compile('the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_WHOLE = ("block", "title", "kicker", "description", "chart")
# Everything that a Swedish text needs, and that the fonts have for certain.
_RARE = re.compile(
    "[^\n\x20-\x7e\xa0-\u017f\u200b\u2010-\u2014\u2018-\u201d\u2022\u2026\u2212●◆■□]"
)


def pdf(blocks: Sequence[Block], *, title: str, created: datetime) -> bytes:
    """The pdf. The same arguments give the same bytes; `created` without a zone is taken as UTC.

    A character that no font has is shown as `MISSING`.
    """
    cover = next((block for block in blocks if isinstance(block, Cover)), None)
    about = {
        "title": clean(one_line(title)) or "Rapport",
        "author": clean(one_line(cover.unit)) if cover else "",
        "subject": clean(one_line(cover.document)) if cover else "",
    }
    report = {
        "title": about["title"],
        # the text of headings is also that of the bookmarks
        "parts": [p if p["block"] == "Heading" else _supple(p) for p in parts(blocks)],
    }
    return _compiled(
        _json(about), _json(report), created if created.tzinfo else created.replace(tzinfo=UTC)
    )


def _supple(value: Any) -> Any:
    """The part with places to break its texts' lines at."""
    if isinstance(value, dict):
        return {name: below if name in _WHOLE else _supple(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_supple(item) for item in value]
    return supple(value) if isinstance(value, str) else value


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _compiled(about: str, report: str, created: datetime) -> bytes:
    from typst import TypstError

    for _ in range(3):
        try:
            return _made(about, report, created)
        except TypstError as error:
            strange = _strange(error)
            if not strange:
                raise
            report = re.sub("|".join(map(re.escape, strange)), MISSING, report)
    return _made(about, _RARE.sub(MISSING, report), created)


def _strange(error: Exception) -> list[str]:
    """The texts that typst has no font for, the longest first: a part of one may be another."""
    found = {
        _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        for text in _NOT_DISPLAYED.findall(str(getattr(error, "diagnostic", "")))
    }
    return sorted(found, key=lambda text: (-len(text), text))


def _made(about: str, report: str, created: datetime) -> bytes:
    made = compiler().compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"about": about, "report": report},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=created,
    )
    assert isinstance(made, bytes)  # typst gives a list only for pictures of several pages
    return made
