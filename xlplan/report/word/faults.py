"""What a reader who hears a Word document, or moves in it by its headings, would stumble on.

The sentences are Swedish and for whoever owns the document: what stands where, and what to do. Only
what is plain from the file is told; a document without faults here is no proof that it is
accessible.

Source: EN 301 549 chapter 10 (documents that are not web pages), which takes over WCAG 2.1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from xlplan.report.word.xml import Element, W, parent, style_of
from xlplan.wording import count, short

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VML = "{urn:schemas-microsoft-com:vml}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HEADING = re.compile(r"(?:heading|rubrik) ([1-9])")
_LISTED = re.compile(r"(?:toc|innehåll) [1-9]")
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
_OFF = ("0", "false", "off")
_LONGEST_HEADING = 90


def faults(data: bytes) -> list[str]:
    """The faults of a docx, given as its bytes. Raises zipfile.BadZipFile, KeyError and lxml's
    errors for what is no docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name: etree.fromstring(package.read(name))
            for name in sorted(package.namelist())
            if re.fullmatch(
                r"word/(document|styles|header\d*|footer\d*)\.xml|docProps/core\.xml", name
            )
        }
    body = parts["word/document.xml"]
    styles = _Styles(parts.get("word/styles.xml"))
    return [
        *_language(styles),
        *_title(parts.get("docProps/core.xml")),
        *_headings(body, styles),
        *_imitations(body, styles),
        *_contents(body, styles),
        *_tables(body),
        *(fault for name, part in parts.items() for fault in _pictures(part, name)),
        *_empty(body),
        *_unknown_styles(body, styles),
    ]


class _Styles:
    """The names and languages of a document's styles."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._root = root
        self.by_id: Mapping[str, Element] = {
            str(style.get(W + "styleId")): style for style in found
        }
        self.default = next(
            (
                id
                for id, style in self.by_id.items()
                if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1"
            ),
            "",
        )

    def language(self) -> str:
        """The language of text that says nothing else."""
        places: list[Element | None] = [self.by_id.get(self.default)]
        places.append(
            None if self._root is None else self._root.find(f"{W}docDefaults/{W}rPrDefault")
        )
        for place in places:
            language = None if place is None else place.find(f"{W}rPr/{W}lang")
            if language is not None and language.get(W + "val"):
                return str(language.get(W + "val"))
        return ""

    def name(self, id: str) -> str:
        style = self.by_id.get(id or self.default)
        name = None if style is None else style.find(W + "name")
        return "" if name is None else str(name.get(W + "val")).casefold()

    def level(self, p: Element) -> int:
        """The heading level of a paragraph; 0 for none."""
        match = _HEADING.fullmatch(self.name(style_of(p)))
        return int(match[1]) if match else 0

    def is_listed(self, p: Element) -> bool:
        """Whether the paragraph looks like a line of a list of contents."""
        return bool(_LISTED.fullmatch(self.name(style_of(p))))


def _text(element: Element) -> str:
    return "".join(
        e.text or "" if e.tag == W + "t" else " "
        for e in element.iter(W + "t", W + "br", W + "tab")
    )


def _quoted(element: Element) -> str:
    return f"”{short(_text(element), 60)}”"


def _language(styles: _Styles) -> Iterator[str]:
    said = styles.language()
    if not said.casefold().startswith("sv"):
        what = f"är {said}" if said else "är inte angivet"
        yield (
            f"Dokumentets språk {what}, så skärmläsare läser det inte på svenska. Välj svenska "
            f"(Granska – Språk)."
        )


def _title(core: Element | None) -> Iterator[str]:
    if core is None or not (core.findtext(_TITLE) or "").strip():
        yield "Dokumentet har ingen titel i sina egenskaper. Skriv en (Arkiv – Info – Titel)."


def _headings(body: Element, styles: _Styles) -> Iterator[str]:
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
                f"Rubriken {_quoted(p)} är på nivå {here}, men {before}. Välj nivå {level + 1} "
                f"för den."
            )
        level = here or level


def _imitations(body: Element, styles: _Styles) -> Iterator[str]:
    """Short lines that somebody has made bold by hand, in body text: for the eye they are
    headings."""
    plain = ("normal", "body text", "brödtext")
    for p in body.iter(W + "p"):
        text = _text(p).strip()
        if styles.name(style_of(p)) not in plain or _is_in(p, "tc", "txbxContent"):
            continue
        runs = [r for r in p.iter(W + "r") if _text(r).strip()]
        if (
            runs
            and len(text) <= _LONGEST_HEADING
            and text[-1:] not in ".,:;!?…"
            and all(map(_is_bold, runs))
        ):
            yield (
                f"Stycket {_quoted(p)} ser ut som en rubrik men är fet brödtext. Ge det en "
                f"rubrikformatmall."
            )


def _is_bold(r: Element) -> bool:
    bold = r.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(W + "val") not in _OFF


def _contents(body: Element, styles: _Styles) -> Iterator[str]:
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
                f"Raden {_quoted(p)} står i en innehållsförteckning som är skriven för hand. "
                f"Infoga en automatisk "
                "(Referenser – Innehållsförteckning)."
            )
        for link in p.iter(W + "hyperlink"):
            if (anchor := link.get(W + "anchor")) and anchor not in marks:
                yield (
                    f"Raden {_quoted(p)} i innehållsförteckningen leder ingenstans. Uppdatera "
                    f"den (F9)."
                )


def _tables(body: Element) -> Iterator[str]:
    for number, table in enumerate(body.iter(W + "tbl"), 1):
        rows = table.findall(W + "tr")
        said = (
            " ".join(_text(cell).strip() for cell in row.findall(W + "tc")).strip() for row in rows
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
    return found is not None and found.get(W + "val") not in _OFF


_PLACES = {"document": "texten", "header": "sidhuvudet", "footer": "sidfoten"}


def _pictures(root: Element, part: str) -> Iterator[str]:
    where = next((place for name, place in _PLACES.items() if part.startswith(f"word/{name}")), "")
    drawn = [
        (picture.get("name") or "", picture.get("descr") or "")
        for picture in root.iter(_DRAWN)
        if not any(mark.get("val") not in _OFF for mark in picture.iter(_DECORATIVE))
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


def _empty(body: Element) -> Iterator[str]:
    """Empty paragraphs, which are read aloud as blank lines; where Word must have one, none is
    told."""
    found: list[Element] = []
    before, last = "", ""
    for p in body.iter(W + "p"):
        if text := _text(p).strip():
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


def _is_in(p: Element, *places: str) -> bool:
    return next(p.iterancestors(*(W + place for place in places)), None) is not None


def _unknown_styles(body: Element, styles: _Styles) -> Iterator[str]:
    for id in sorted({style_of(p) for p in body.iter(W + "p")} - styles.by_id.keys() - {""}):
        yield (
            f"Formatmallen ”{id}” används men finns inte i dokumentet. Välj en annan för de "
            f"styckena."
        )
