"""Faults of a Word document's tables, pictures and empty paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlplan.report.word.document_styles import text_of
from xlplan.report.word.xml import Element, W, is_off, parent
from xlplan.wording import count, short

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VML = "{urn:schemas-microsoft-com:vml}"
_NOT_EMPTY = tuple(
    W + name
    for name in (
        "drawing",
        "pict",
        "object",
        "sectPr",
        "br",
        "fldChar",
        "fldSimple",
        "sdt",
        "footnoteReference",
    )
)


def table_faults(body: Element) -> Iterator[str]:
    for number, table in enumerate(body.iter(W + "tbl"), 1):
        rows = table.findall(W + "tr")
        said = (
            " ".join(text_of(cell).strip() for cell in row.findall(W + "tc")).strip()
            for row in rows
        )
        first = next(filter(None, said), "")
        where = f"Tabell {number}" + (f" (”{short(first, 40)}”)" if first else "")
        marked = [_is_on(row, "tblHeader") for row in rows]
        if not marked or not marked[0]:
            yield (
                f"{where} har ingen rubrikrad. Markera första raden och välj Layout – Upprepa "
                f"rubrikrader."
            )
        elif sum(marked) > 1:
            yield f"{where} har {sum(marked)} rubrikrader. Låt bara den första vara rubrikrad."
        spans = [e.get(W + "val") for e in table.iter(W + "gridSpan")]
        widths = {len(row.findall(W + "tc")) for row in rows}
        if (
            any(span != "1" for span in spans)
            or next(table.iter(W + "vMerge"), None) is not None
            or len(widths) > 1
        ):
            yield (
                f"{where} har sammanslagna celler. Dela dem, så att varje rad har lika många "
                f"celler."
            )


def _is_on(row: Element, tag: str) -> bool:
    found = row.find(f"{W}trPr/{W}{tag}")
    return found is not None and not is_off(found.get(W + "val"))


_PLACES = {"document": "texten", "header": "sidhuvudet", "footer": "sidfoten"}


def picture_faults(root: Element, part: str) -> Iterator[str]:
    where = next((place for name, place in _PLACES.items() if part.startswith(f"word/{name}")), "")
    drawn = [
        (picture.get("name") or "", picture.get("descr") or "")
        for picture in root.iter(_DRAWN)
        if not any(not is_off(mark.get("val")) for mark in picture.iter(_DECORATIVE))
    ]
    drawn += [  # pictures as Word drew them before 2010, and as it still draws watermarks
        (shape.get("id") or "", shape.get("alt") or "")
        for shape in root.iter(_VML + "shape")
        if next(shape.iter(_VML + "imagedata"), None) is not None
        and next(shape.iterancestors(_FALLBACK), None) is None
    ]
    for name, alt in drawn:
        if not alt.strip():
            which = f"Bilden ”{short(name, 40)}”" if name else "En bild"
            yield (
                f"{which} i {where} saknar alternativtext. Högerklicka på den, välj Visa "
                f"alternativtext, och skriv vad "
                "den föreställer eller markera den som dekorativ."
            )


def empty_paragraphs(body: Element) -> Iterator[str]:
    """Empty paragraphs, which are read aloud as blank lines; where Word must have one, none is
    told."""
    found: list[Element] = []
    before, last = "", ""
    for p in body.iter(W + "p"):
        if text := text_of(p).strip():
            last = text
        elif not _must_be(p) and not any(True for _ in p.iter(*_NOT_EMPTY)):
            before = before if found else last
            found.append(p)
    if found:
        number = count(len(found), "tomt stycke", "tomma stycken")
        where = (
            f", {'det' if len(found) == 1 else 'det första'} efter ”{short(before, 40)}”"
            if before
            else ""
        )
        yield (
            f"Det finns {number}{where}. Ta bort dem och använd formatmallens avstånd eller en "
            f"sidbrytning i stället."
            if len(found) > 1
            else f"Det finns {number}{where}. Ta bort det och använd formatmallens avstånd i "
            f"stället."
        )


def _must_be(p: Element) -> bool:
    """A cell and a text box end in a paragraph; two tables are kept apart by one."""
    place = parent(p)
    siblings: Sequence[Element] = [e for e in place if e.tag in (W + "p", W + "tbl", W + "sdt")]
    at = siblings.index(p)
    after_table = at > 0 and siblings[at - 1].tag == W + "tbl"
    if place.tag == W + "body":
        return after_table and at + 1 < len(siblings) and siblings[at + 1].tag == W + "tbl"
    return len(siblings) == 1 or (after_table and at == len(siblings) - 1)
