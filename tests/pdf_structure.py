"""What PDF/UA-1 asks of a pdf's structure, beyond what the checker `pdfua` looks at.

pdfua (public, on the package index) runs twelve checks; the empty headings that it means to look
for it cannot see in pikepdf's newest version. So headings, tables, pictures, lists and marks are
looked at here too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfua
import pikepdf


@dataclass
class Tag:
    """A structure element: its type, its attributes by name, what is below it, and whether it holds
    any content."""

    kind: str
    element: Any
    below: list[Tag] = field(default_factory=list)
    content: bool = False

    def all(self, *kinds: str) -> Iterator[Tag]:
        for tag in self.below:
            if not kinds or tag.kind in kinds:
                yield tag
            yield from tag.all(*kinds)

    @property
    def filled(self) -> bool:
        return self.content or any(tag.filled for tag in self.below)

    def attribute(self, name: str) -> Any:
        given = self.element.get("/A", [])
        for attributes in given if isinstance(given, pikepdf.Array) else [given]:
            if name in attributes:
                return attributes[name]
        return None


def structure(pdf: pikepdf.Pdf) -> Tag:
    top = Tag("StructTreeRoot", pdf.Root.StructTreeRoot)
    _fill(top, pdf.Root.StructTreeRoot.K)
    return top


def _fill(tag: Tag, kids: Any) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below = Tag(str(kid.S)[1:], kid)
            tag.below.append(below)
            if "/K" in kid:
                _fill(below, kid.K)
        else:
            tag.content = True  # marked content, or a reference to a link


def pdf_faults(data: bytes, title: str) -> list[str]:
    """What a reader who hears the pdf would stumble on."""
    report = pdfua.validate(io.BytesIO(data))
    faults = [f"{finding.rule_id} {finding.message}" for finding in report.findings]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        faults += _document_faults(pdf, title)
        tree = structure(pdf)
        faults += _heading_faults(tree) + _table_faults(tree)
        for figure in tree.all("Figure"):
            if not str(figure.element.get("/Alt", "")).strip():
                faults.append("a picture without words")
        for item in tree.all("LI"):
            if not any(item.all("LBody")):
                faults.append("a list item without a body")
        faults += [
            f"empty {tag.kind}"
            for tag in tree.all("P", "Title", "Caption", "LBody", "TH")
            if not tag.filled
        ]
        faults += _untagged(pdf)
    return faults


def _document_faults(pdf: pikepdf.Pdf, title: str) -> list[str]:
    root = pdf.Root
    with pdf.open_metadata() as about:
        part = about.get("pdfuaid:part")
    told = {
        "PDF/UA-1 is not declared": str(part) == "1",
        "not marked": bool(root.MarkInfo.Marked),
        "language": str(root.Lang) == "sv-SE",
        "title": str(pdf.docinfo.get("/Title")) == title,
        "the title is not shown": bool(root.ViewerPreferences.DisplayDocTitle),
        "tab order": all(page.get("/Tabs", "/S") == "/S" for page in pdf.pages),
        "fonts are not embedded": all(
            "FontFile2" in str(list(d.keys())) or "FontFile3" in str(list(d.keys()))
            for d in _font_descriptors(pdf)
        ),
    }
    return [fault for fault, fine in told.items() if not fine]


def _font_descriptors(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            yield thing


def _heading_faults(tree: Tag) -> list[str]:
    faults, level = [], 0
    for heading in tree.all("H1", "H2", "H3", "H4", "H5", "H6"):
        here = int(heading.kind[1])
        if here > level + 1:
            faults.append(f"from level {level} to {here}")
        level = here
        if not heading.filled or not str(heading.element.get("/T", "")).strip():
            faults.append("an empty heading")
    return faults


def _table_faults(tree: Tag) -> list[str]:
    faults = []
    for table in tree.all("Table"):
        if next(tag.kind for tag in table.below if tag.kind != "Caption") != "THead":
            faults.append("a table without a header row")
        for header in table.all("TH"):
            if header.attribute("/Scope") != "/Column":
                faults.append("a header without scope")
        if len({len([*row.all("TH", "TD")]) for row in table.all("TR")}) != 1:
            faults.append("rows of unlike length")
    return faults


def _untagged(pdf: pikepdf.Pdf) -> list[str]:
    """Text that is neither in the structure nor told to be an artifact."""
    faults = []
    for number, page in enumerate(pdf.pages, 1):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in ("Tj", "TJ") and not depth:
                faults.append(f"page {number}: text outside the structure: {operands}")
    return faults
