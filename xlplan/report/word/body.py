"""The blocks as the body of a docx: real headings, real lists, tables with header rows, no empty
paragraphs."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document as DocxDocument
from docx.shared import Cm

from xlplan.report.blocks import (
    GENERATED_LABEL,
    Block,
    BulletList,
    Contents,
    Cover,
    Fact,
    FactList,
    Figure,
    Heading,
    Paragraph,
    Role,
    Status,
    Table,
)
from xlplan.report.charts import WIDTH_CM, draw
from xlplan.report.notation import one_line
from xlplan.report.word.body_table import write_table
from xlplan.report.word.look import WordLook
from xlplan.report.word.trace import Trace
from xlplan.report.word.xml import (
    Element,
    add,
    bookmark,
    field_mark,
    instruction,
    legal,
    paragraph,
    run,
    tab,
)


class Body:
    """Writes blocks at the end of an element, which the caller places in the document."""

    def __init__(
        self, document: DocxDocument, element: Element, blocks: Sequence[Block], look: WordLook
    ) -> None:
        self.document = document
        self.element = element
        self.blocks = blocks
        self.look = look
        self.headings = [block for block in blocks if isinstance(block, Heading)]
        self.marked = 0
        """Headings written so far; the contents link to them by their number."""
        self.figures = 0
        self.trace = Trace(document)

    def write(self) -> None:
        before: Block | None = None
        for block in self.blocks:
            match block:
                case Cover():
                    self.cover(block)
                case Contents():
                    self.contents(block)
                case Heading():
                    self.heading(block)
                case Paragraph():
                    self.paragraph(block, before)
                case BulletList():
                    self.points(block)
                case Status():
                    self.status(block)
                case FactList():
                    for fact in block.facts:
                        self.fact(fact, "FactLine")
                case Table():
                    write_table(self.element, block, self.look, self.trace)
                case Figure():
                    self.figure(block)
            before = block

    def paragraph(self, block: Paragraph, before: Block | None) -> None:
        after_table = isinstance(before, Table)
        styles = {
            Role.TEXT: "AfterTable" if after_table else "BodyText",
            Role.NOTE: "Note",
            Role.LABEL: "RowLabel",
            Role.GENERATED: "Generated",
        }
        p = paragraph(self.element, styles[block.role])
        if after_table and block.role in (Role.LABEL, Role.GENERATED):
            add(p[0], "spacing", before=round((self.look.before["AfterTable"] or 0) * 20))
        goes_on = isinstance(before, Paragraph) and before.role is block.role
        if block.role is Role.GENERATED and not goes_on:
            run(p, f"{GENERATED_LABEL}: ", "GeneratedLabel")
        run(p, block.text)
        if block.role is Role.LABEL:
            self.trace.label(p, block.source)
        else:
            self.trace.text(p, block.source)

    def points(self, block: BulletList) -> None:
        number = self.look.numbered_list(self.document) if block.numbered else 0
        sources = block.sources or [block.source] * len(block.items)
        for item, source in zip(block.items, sources, strict=True):
            p = paragraph(self.element, "ListNumber" if number else "ListBullet")
            if number:
                properties = add(p[0], "numPr")
                add(properties, "ilvl", val=0)
                add(properties, "numId", val=number)
            run(p, item)
            self.trace.text(p, source)

    def status(self, status: Status) -> None:
        p = paragraph(self.element, "Status")
        run(p, status.label, "FactLabel")
        tab(p)
        run(p, f"{status.symbol} {status.text}".strip())
        self.trace.text(p, status.source)

    def figure(self, figure: Figure) -> None:
        """A picture in the line, with what it shows as its alt text, and its caption below."""
        self.figures += 1
        width = Cm(min(WIDTH_CM, self.look.figure_cm))
        inline = self.document.part.new_pic_inline(io.BytesIO(draw(figure, format="png")), width)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # without them LibreOffice moves it to the right
        inline.docPr.set("id", str(self.look.first_figure + self.figures - 1))
        inline.docPr.set("name", f"Diagram {self.figures}")
        inline.docPr.set("descr", one_line(legal(figure.description)))
        inline.docPr.set("title", one_line(legal(figure.caption)))
        add(add(paragraph(self.element, "Figure"), "r"), "drawing").append(inline)
        run(paragraph(self.element, "FigureCaption"), figure.caption)

    def cover(self, cover: Cover) -> None:
        if cover.board:
            run(paragraph(self.element, "CoverBoard"), cover.board)
        if cover.draft:
            run(paragraph(self.element, "CoverDraft"), cover.draft)
        for fact in cover.facts:
            self.fact(fact, "CoverFact")
        run(paragraph(self.element, "Title"), cover.title)
        for fact in cover.address:
            if fact.label:
                self.fact(fact, "CoverFact")
            else:
                p = paragraph(self.element, "CoverAddress")
                run(p, fact.value)
                self.trace.text(p, fact.source)

    def fact(self, fact: Fact, style: str) -> None:
        p = paragraph(self.element, style)
        if fact.label:
            run(p, fact.label, "FactLabel")
            tab(p)
        run(p, fact.value)
        self.trace.text(p, fact.source)

    def contents(self, contents: Contents) -> None:
        """A TOC field whose stored result is what Word would make of it, without page numbers.

        Page numbers are known only once the pages are laid out. A wrong one is worse than none, so
        the field asks for none (`\\n`); the entries are links.
        """
        content = self._content_control()
        run(paragraph(content, "TOCHeading"), contents.title)
        code = f'TOC \\o "1-{contents.levels}" \\n \\h \\z'
        entries = [
            (n, heading)
            for n, heading in enumerate(self.headings, 1)
            if heading.level <= contents.levels
        ]
        p = None
        for n, heading in entries:
            p, first = paragraph(content, f"TOC{heading.level}"), p is None
            if first:
                field_mark(p, "begin")
                instruction(p, code)
                field_mark(p, "separate")
            run(add(p, "hyperlink", anchor=_mark(n), history=1), one_line(legal(heading.text)))
        if p is not None:
            # in the last entry and not in a paragraph of its own, which would be empty
            field_mark(p, "end")

    def _content_control(self) -> Element:
        """The control that tells Word (its button for updating) and others that this is a list of
        contents."""
        control = add(self.element, "sdt")
        gallery = add(add(control, "sdtPr"), "docPartObj")
        add(gallery, "docPartGallery", val="Table of Contents")
        add(gallery, "docPartUnique")
        return add(control, "sdtContent")

    def heading(self, heading: Heading) -> None:
        style = f"Heading{heading.level}"
        first = None
        if heading.kicker:
            first = paragraph(self.element, "Kicker")
            run(first, heading.kicker)
        p = paragraph(self.element, style)
        run(p, one_line(legal(heading.text)))
        self.marked += 1
        bookmark(p, self.look.first_mark + self.marked - 1, _mark(self.marked))
        self.trace.text(p, heading.source)
        # the space above belongs above the kicker, and is not wanted at the top of a page
        top = first if first is not None else p
        if heading.new_page:
            add(top[0], "pageBreakBefore")
            add(top[0], "spacing", before=0)
        elif first is not None:
            add(first[0], "spacing", before=round((self.look.before[style] or 0) * 20))
        if first is not None:
            add(p[0], "spacing", before=0)


def _mark(number: int) -> str:
    return f"_Toc{number:08d}"
