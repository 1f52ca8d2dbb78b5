"""Faults of a Word document's headings and list of contents."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.report.word.document_styles import DocumentStyles, quoted, text_of
from xlplan.report.word.xml import Element, W, is_off, style_of

_LONGEST_HEADING = 90


def level_faults(body: Element, styles: DocumentStyles) -> Iterator[str]:
    level = 0
    for p in body.iter(W + "p"):
        here = styles.level(p)
        if here > level + 1:
            before = (
                f"rubriken före är på nivå {level}"
                if level
                else "det finns ingen rubrik på nivå 1 före den"
            )
            yield (
                f"Rubriken {quoted(p)} är på nivå {here}, men {before}. Välj nivå {level + 1} "
                f"för den."
            )
        level = here or level


def imitations(body: Element, styles: DocumentStyles) -> Iterator[str]:
    """Short lines that somebody has made bold by hand, in body text: for the eye they are
    headings."""
    plain = ("normal", "body text", "brödtext")
    for p in body.iter(W + "p"):
        text = text_of(p).strip()
        if styles.name(style_of(p)) not in plain or _is_in(p, "tc", "txbxContent"):
            continue
        runs = [r for r in p.iter(W + "r") if text_of(r).strip()]
        if (
            runs
            and len(text) <= _LONGEST_HEADING
            and text[-1:] not in ".,:;!?…"
            and all(map(_is_bold, runs))
        ):
            yield (
                f"Stycket {quoted(p)} ser ut som en rubrik men är fet brödtext. Ge det en "
                f"rubrikformatmall."
            )


def _is_bold(r: Element) -> bool:
    bold = r.find(f"{W}rPr/{W}b")
    return bold is not None and not is_off(bold.get(W + "val"))


def contents_faults(body: Element, styles: DocumentStyles) -> Iterator[str]:
    """Lines of a list of contents stand in a TOC field, and each links to a place that is there."""
    marks = {str(mark.get(W + "name")) for mark in body.iter(W + "bookmarkStart")}
    in_field: list[str] = []
    for p in body.iter(W + "p"):
        listed = styles.is_listed(p)
        inside = any("TOC" in code for code in in_field)
        for element in p.iter(W + "fldChar", W + "instrText"):
            if element.tag == W + "instrText" and in_field:
                in_field[-1] += element.text or ""
                inside |= "TOC" in in_field[-1]
            elif element.get(W + "fldCharType") == "begin":
                in_field.append("")
            elif element.get(W + "fldCharType") == "end" and in_field:
                in_field.pop()
        if not listed:
            continue
        if not inside:
            yield (
                f"Raden {quoted(p)} står i en innehållsförteckning som är skriven för hand. "
                f"Infoga en automatisk "
                "(Referenser – Innehållsförteckning)."
            )
        for link in p.iter(W + "hyperlink"):
            if (anchor := link.get(W + "anchor")) and anchor not in marks:
                yield (
                    f"Raden {quoted(p)} i innehållsförteckningen leder ingenstans. Uppdatera "
                    f"den (F9)."
                )


def _is_in(p: Element, *places: str) -> bool:
    return next(p.iterancestors(*(W + place for place in places)), None) is not None
