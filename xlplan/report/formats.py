"""The report's file formats, by name; those of all other output stand in `xlplan.outputs.formats`.

A format is a line here and a module with a function of the format's name, which takes the blocks,
`title` and `created` and gives the file. The module is imported when the format is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from xlplan.report.blocks import Block
    from xlplan.report.word.template import WordTemplate


@dataclass(frozen=True)
class ReportFormat:
    """One format that a report can have."""

    name: str
    module: str
    """Below `xlplan.report`."""
    traced: bool = True
    """Whether it can name the cells that texts and figures come from: a pdf is made to be kept and
    sent."""
    on_template: bool = False
    """Whether it is built on a Word template, whose fields are filled."""


FORMATS = {
    each.name: each
    for each in (
        ReportFormat("docx", "word.file", on_template=True),
        ReportFormat("pdf", "pdf_file", traced=False),
        ReportFormat("html", "html_page"),
    )
}
TRACED = tuple(name for name, each in FORMATS.items() if each.traced)


def made(
    form: str,
    blocks: Sequence[Block],
    *,
    title: str,
    created: datetime,
    template: WordTemplate | None = None,
    facts: Mapping[str, str] | None = None,
) -> bytes:
    """The report as a file of that format; the same arguments give the same bytes.

    Only a format that is built on a template takes one, and `facts` for its fields.
    """
    if form not in FORMATS:
        raise ValueError(f"no such format: {form!r}")
    of = FORMATS[form]
    more: dict[str, Any] = {"template": template, "facts": facts} if of.on_template else {}
    make = getattr(import_module(f"xlplan.report.{of.module}"), form)
    data: bytes | str = make(blocks, title=title, created=created, **more)
    return data.encode("utf-8") if isinstance(data, str) else data
