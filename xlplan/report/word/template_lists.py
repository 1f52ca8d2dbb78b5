"""The lists of a Word template: its own bullets and numbers where its styles have them, else
ours."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.parts.numbering import NumberingPart

from xlplan.report.word.styles_xml import NUMBERING
from xlplan.report.word.template_styles import TemplateStyles
from xlplan.report.word.xml import Element, W, add, take_away, whole_number

_BULLETS, _NUMBERS = 0, 1
"""Our abstract lists."""


class TemplateLists:
    """Lists for the report's points. What is asked for is made in the document's numbering."""

    def __init__(self, document: DocxDocument, styles: TemplateStyles) -> None:
        self._document = document
        self._styles = styles
        self._abstract: dict[int, int] = {}
        self._bullets = 0

    def bullets(self) -> int:
        """The list to name in each bulleted paragraph; 0 where the template's style says it
        already."""
        if self._styles.numbering("ListBullet"):
            return 0
        self._bullets = self._bullets or self._new(self._ours(_BULLETS), restart=False)
        return self._bullets

    def numbers(self) -> int:
        """A new list that begins with 1, numbered as the template's style is."""
        found = self._of_style(self._styles.numbering("ListNumber"))
        return self._new(self._ours(_NUMBERS) if found is None else found, restart=True)

    def _of_style(self, number: int) -> int | None:
        """The abstract list of a list in the document."""
        if not number:
            return None
        for num in self._numbering().findall(W + "num"):
            abstract = num.find(W + "abstractNumId")
            if num.get(W + "numId") == str(number) and abstract is not None:
                return whole_number(abstract, W + "val")
        return None

    def _new(self, abstract: int, *, restart: bool) -> int:
        numbering = self._numbering()
        number = 1 + max(
            (whole_number(num, W + "numId") for num in numbering.findall(W + "num")), default=0
        )
        num = parse_xml(f'<w:num xmlns:w="{W[1:-1]}" w:numId="{number}"/>')
        add(num, "abstractNumId", val=abstract)
        if restart:
            add(add(num, "lvlOverride", ilvl=0), "startOverride", val=1)
        there = numbering.findall(W + "num") or numbering.findall(W + "abstractNum")
        there[-1].addnext(num)
        return number

    def _ours(self, which: int) -> int:
        """One of our abstract lists, brought into the document once; its number there."""
        if which not in self._abstract:
            numbering = self._numbering()
            there = numbering.findall(W + "abstractNum")
            number = 1 + max((whole_number(old, W + "abstractNumId") for old in there), default=-1)
            new = deepcopy(parse_xml(NUMBERING).findall(W + "abstractNum")[which])
            new.set(W + "abstractNumId", str(number))
            for own in [
                e for tag in ("pStyle", "rPr") for e in new.iter(W + tag)
            ]:  # the template's font and style
                take_away(own)
            if there:
                there[-1].addnext(new)
            else:
                numbering.insert(len(numbering.findall(W + "numPicBullet")), new)
            self._abstract[which] = number
        return self._abstract[which]

    def _numbering(self) -> Element:
        part = self._document.part
        if not any(rel.reltype == RT.NUMBERING for rel in part.rels.values()):
            empty = parse_xml(f'<w:numbering xmlns:w="{W[1:-1]}"/>')
            new = NumberingPart(
                PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, part.package
            )
            part.relate_to(new, RT.NUMBERING)
        element: Element = part.numbering_part.element
        return element
