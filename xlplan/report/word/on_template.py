"""The report built on a Word file of the municipality's own.

The file keeps its styles, theme, fonts, page, pictures, header, footer and cover. Its fields are
filled, and the report is put where `{{Rapport}}` stands, or last. Where the file has fields of its
own in the text, that is the cover, and ours is left out.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from xlplan.report.blocks import Block, Cover
from xlplan.report.notation import one_line
from xlplan.report.word.body import Body
from xlplan.report.word.look import WordLook
from xlplan.report.word.styles import LANGUAGE, STYLES, TEXT_WIDTH
from xlplan.report.word.template import WordTemplate, WordTemplateError
from xlplan.report.word.template_fields import BODY, Names, fill, names_in
from xlplan.report.word.template_lists import TemplateLists
from xlplan.report.word.template_place import (
    needs_break,
    place_of_report,
    put_report,
    take_contents,
)
from xlplan.report.word.template_styles import TemplateStyles
from xlplan.report.word.xml import Element, W, add, paragraph, run, style_of, whole_number
from xlplan.wording import series

_TWIPS_PER_CM = 567
_STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_NARROWEST = 2000
"""Twentieths of a point that a report is given at least, whatever the margins."""
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True)
class _TemplateLook(WordLook):
    lists: TemplateLists | None = None

    def numbered_list(self, document: DocxDocument) -> int:  # noqa: ARG002 - the lists know their document
        return self.lists.numbers() if self.lists else 0


def on_template(
    template: WordTemplate, blocks: Sequence[Block], *, title: str, facts: Mapping[str, str]
) -> DocxDocument:
    """The template as a document with the report in it; `facts` are the book's, by Uppgift.

    Raises WordTemplateError for a template that lacks styles, asks for what is not known, or has no
    single place for the report.
    """
    document = Document(io.BytesIO(template.data))
    body, names = document.element.body, Names(template.facts)
    roots = [body, *_headers_and_footers(document)]
    asked = [[names.known(name) or name for name in names_in(root, names)] for root in roots]
    _refuse_unknown(template, asked, names)
    own_cover = bool(set(asked[0]) - set(BODY))
    styles = TemplateStyles(document.styles.element, document.settings.element)
    if missing := styles.missing(title=not own_cover):
        raise _lacking(template, missing)
    place = place_of_report(roots, names, template.name)
    cover = next((block for block in blocks if isinstance(block, Cover)), None)
    values = _values(template, facts, cover, title)
    for root in roots:
        fill(root, values, names)
    _forget_old_styles(document)
    styles.speak_swedish()
    written = [block for block in blocks if not (own_cover and isinstance(block, Cover))]
    _write(document, written, place, styles, covered=own_cover or cover is None)
    if own_cover and cover and cover.draft and "Utkast" not in asked[0]:
        mark = _empty_body()
        run(paragraph(mark, styles.id("CoverDraft")), cover.draft)
        body.insert(0, mark[0])
    return document


def _values(
    template: WordTemplate, facts: Mapping[str, str], cover: Cover | None, title: str
) -> dict[str, str]:
    """What the template's fields are filled with."""
    values = {name: one_line(facts.get(name, "")) for name in template.facts}
    return values | {
        "Titel": one_line(cover.title if cover else title),
        "Dokument": one_line(cover.document if cover else title),
        "Utkast": cover.draft if cover else "",
    }


def _write(
    document: DocxDocument,
    blocks: Sequence[Block],
    place: Element | None,
    styles: TemplateStyles,
    *,
    covered: bool,
) -> None:
    """Write the blocks in their place; `covered` says that no cover of ours begins them."""
    body, report = document.element.body, _empty_body()
    lists = TemplateLists(document, styles)
    Body(document, report, blocks, _look(body, place, styles, lists)).write()
    contents = take_contents(report, body)
    _begin_pages(report, styles, first=covered and needs_break(body, place))
    for part in (report, contents):
        _dress(part, styles, lists)
    put_report(report, body, place)


def _empty_body() -> Element:
    return parse_xml(f'<w:body xmlns:w="{W[1:-1]}"/>')


def _forget_old_styles(document: DocxDocument) -> None:
    """Word 2010 kept the styles twice; it would not find in the second part what is added to the
    first."""
    relations = document.part.rels
    for key in [key for key, rel in relations.items() if rel.reltype == _STYLES_WITH_EFFECTS]:
        del relations[key]


def _headers_and_footers(document: DocxDocument) -> list[Element]:
    related = sorted(
        (rel for rel in document.part.rels.values() if rel.reltype in (RT.HEADER, RT.FOOTER)),
        key=lambda rel: rel.rId,
    )
    return [rel.target_part.element for rel in related]


def _refuse_unknown(template: WordTemplate, asked: Sequence[Sequence[str]], names: Names) -> None:
    if not (
        unknown := sorted({name for of_root in asked for name in of_root if not names.known(name)})
    ):
        return
    meant = names.near(unknown[0]) if len(unknown) == 1 else ""
    known = f"Menade du {{{{{meant}}}}}?" if meant else f"Här kan stå: {', '.join(names.all)}."
    raise WordTemplateError(
        f"Mallen {template.name} frågar efter "
        f"{series('{{' + name + '}}' for name in unknown)}, som inte finns. {known}"
    )


def _lacking(template: WordTemplate, missing: Sequence[str]) -> WordTemplateError:
    which = "formatmallen" if len(missing) == 1 else "formatmallarna"
    return WordTemplateError(
        f"Mallen {template.name} saknar {which} {series(missing)}. Öppna den i Word, använd var "
        f"och en en gång så att "
        "Word lägger in den, ta bort det du skrev och spara. En mall att utgå från gör xlplan new "
        "rapportmall.docx "
        "--kind template."
    )


def _look(
    body: Element, place: Element | None, styles: TemplateStyles, lists: TemplateLists
) -> _TemplateLook:
    width = _text_width(body, place)
    asked = ("AfterTable", *(style.id for style in STYLES if style.id.startswith("Heading")))
    return _TemplateLook(
        before={ours: styles.before(ours) for ours in asked},
        width=width,
        figure_cm=width / _TWIPS_PER_CM,
        table_style=styles.table,
        bands=True,
        sum_colour="auto",
        first_mark=1
        + max((whole_number(e, W + "id") for e in body.iter(W + "bookmarkStart")), default=0),
        first_figure=max(
            1001, 1 + max((whole_number(e, "id") for e in body.iter(_DRAWN)), default=0)
        ),
        lists=lists,
    )


def _text_width(body: Element, place: Element | None) -> int:
    """The width between the margins where the report stands, in twentieths of a point."""
    following = place.itersiblings() if place is not None else iter(())
    sections = [
        s for block in (place, *following) if block is not None for s in block.iter(W + "sectPr")
    ]
    last = body.find(W + "sectPr")
    section = sections[0] if sections else last
    size = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    if size is None or margins is None:
        return TEXT_WIDTH
    sides = sum(whole_number(margins, W + side) for side in ("left", "right", "gutter"))
    return max(whole_number(size, W + "w") - sides, _NARROWEST)


def _begin_pages(report: Element, styles: TemplateStyles, *, first: bool) -> None:
    """A new page for the contents after our cover, and for the report's first paragraph if it needs
    one."""
    paragraphs = list(report.iter(W + "p"))
    wanted = [p for p in paragraphs[1:] if style_of(p) == "TOCHeading"]
    for p in [*(paragraphs[:1] if first else []), *wanted]:
        properties = p[0]
        if not styles.new_page(style_of(p)) and properties.find(W + "pageBreakBefore") is None:
            properties.insert(1, properties.makeelement(W + "pageBreakBefore", {}))


def _dress(report: Element | None, styles: TemplateStyles, lists: TemplateLists) -> None:
    """The template's styles in place of ours, its bullets, and Swedish where a style says another
    language."""
    for p in () if report is None else report.iter(W + "p"):
        ours = style_of(p)
        p[0][0].set(W + "val", styles.id(ours))
        if ours == "ListBullet" and (number := lists.bullets()):
            properties = add(p[0], "numPr")
            add(properties, "ilvl", val=0)
            add(properties, "numId", val=number)
        foreign = styles.is_foreign(styles.id(ours))
        for r in p.iter(W + "r"):
            look = r.find(W + "rPr")
            if look is not None and (named := look.find(W + "rStyle")) is not None:
                named.set(W + "val", styles.id(str(named.get(W + "val"))))
            if foreign and r.find(W + "t") is not None:
                if look is None:
                    look = r.makeelement(W + "rPr", {})
                    r.insert(0, look)
                add(look, "lang", val=LANGUAGE)
