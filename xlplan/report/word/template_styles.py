"""Our styles in somebody else's Word file: found there by their names, or added in the file's own
look.

Word stores the names of its own styles in English (`heading 1`) whatever language it shows them in
(Rubrik 1); their ids differ (`Heading1`, `Rubrik1`). So a style is looked up by its name, its other
names (`w:aliases`), and the Swedish name that other programs may have stored. Nothing in the file's
own styles is changed.
"""

from __future__ import annotations

from dataclasses import replace

from docx.oxml import parse_xml

from xlplan.report.word.styles import LANGUAGE, LINE, QUIET, STYLES, TABLE_STYLE, Style
from xlplan.report.word.styles_xml import BASE_STYLES, append_style
from xlplan.report.word.xml import Element, W, add

REQUIRED = {
    "Heading1": "Rubrik 1 (heading 1)",
    "Heading2": "Rubrik 2 (heading 2)",
    "Heading3": "Rubrik 3 (heading 3)",
    "Title": "Rubrik (Title)",
    "Caption": "Beskrivning (caption)",
    "ListBullet": "Punktlista (List Bullet)",
    "ListNumber": "Numrerad lista (List Number)",
}
"""What a person expects to find in a Word file, by our id, as Word shows it in Swedish and stores
it. Besides them: Normal, and a table style."""
_NORMAL, _TABLE = "Normal", "Tabellrutnät (Table Grid) eller en tabellformatmall av ert eget slag"
_OTHER_NAMES = {
    **{f"Heading{n}": (f"Rubrik {n}",) for n in range(1, 7)},
    **{f"TOC{n}": (f"Innehåll {n}",) for n in range(1, 7)},
    "BodyText": ("Brödtext",),
    "Title": ("Rubrik",),
    "Caption": ("Beskrivning",),
    "ListBullet": ("Punktlista",),
    "ListNumber": ("Numrerad lista",),
    "TOCHeading": ("Innehållsförteckningsrubrik",),
    "TableHead": ("Tabellrubrik", "Table Heading"),
    "TableText": ("Tabellinnehåll", "Table Contents"),
}
_OUR_SIZE = 10.5
"""Points of the body text that our styles are drawn for."""
_OURS = {style.id: style for style in STYLES}
_CHARACTER_STYLES = {"FactLabel": "Uppgiftens namn", "GeneratedLabel": "Uträknad text, märkning"}


class TemplateStyles:
    """The styles of a template: `id` gives the template's id of one of ours, and adds those that
    only xlplan has."""

    def __init__(self, styles: Element, settings: Element) -> None:
        self._styles = styles
        self._by_id = {
            str(style.get(W + "styleId")): style for style in styles.findall(W + "style")
        }
        self._names = {kind: _names(styles, kind) for kind in ("paragraph", "character", "table")}
        self.normal = self._default()
        self.table = self._table(settings)
        self._ids: dict[str, str] = {}
        for style in STYLES:
            found = (self._names["paragraph"].get(name.casefold()) for name in _all_names(style))
            if there := next(filter(None, found), ""):
                self._ids[style.id] = there
        if self.normal:
            self._ids["Normal"] = self.normal
            self._ids.setdefault("BodyText", self.normal)
        self._size = self._points(self.normal) / _OUR_SIZE

    def missing(self, *, title: bool) -> list[str]:
        """The required styles that are not there, by the names that Word shows; `title` says
        whether Title is used."""
        wanted = [*([] if self.normal else [_NORMAL])]
        wanted += [
            name
            for id, name in REQUIRED.items()
            if id not in self._ids and (title or id != "Title")
        ]
        return [*wanted, *([] if self.table else [_TABLE])]

    def id(self, ours: str) -> str:
        """The template's id of a paragraph or character style of ours, which is added if the
        template has none."""
        if ours not in self._ids:
            if ours in _CHARACTER_STYLES:
                self._ids[ours] = self._character(ours)
            else:
                self._ids[ours] = self._add(_OURS[ours])
        return self._ids[ours]

    def before(self, ours: str) -> float:
        """The space above a paragraph in points."""
        return float(self._inherited(self.id(ours), "pPr", "spacing", "before") or 0) / 20

    def new_page(self, ours: str) -> bool:
        """Whether a paragraph of the style begins a page."""
        return any(
            found.get(W + "val") not in ("0", "false")
            for found in (
                e
                for s in self._chain(self.id(ours))
                for e in s.iterfind(f"{W}pPr/{W}pageBreakBefore")
            )
        )

    def numbering(self, ours: str) -> int:
        """The list that the style's paragraphs belong to; 0 without one."""
        for style in self._chain(self.id(ours)):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                return int(number.get(W + "val") or 0)
        return 0

    def is_foreign(self, id: str) -> bool:
        """Whether text of a style is said to be in another language than Swedish; the document's
        own does not count."""
        language = self._inherited(id, "rPr", "lang", "val", of_document=False)
        return bool(language) and not language.casefold().startswith("sv")

    def speak_swedish(self) -> None:
        """Make Swedish the language of all text that says nothing else."""
        defaults = self._styles.find(W + "docDefaults")
        if defaults is None:
            defaults = parse_xml(f'<w:docDefaults xmlns:w="{W[1:-1]}"/>')
            self._styles.insert(0, defaults)
        outer = defaults.find(W + "rPrDefault")
        if outer is None:
            outer = parse_xml(f'<w:rPrDefault xmlns:w="{W[1:-1]}"/>')
            defaults.insert(0, outer)
        look = outer.find(W + "rPr")
        look = add(outer, "rPr") if look is None else look
        language = look.find(W + "lang")
        language = add(look, "lang") if language is None else language
        language.set(W + "val", LANGUAGE)

    def _default(self) -> str:
        for id, style in self._by_id.items():
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in (
                "1",
                "true",
                "on",
            ):
                return id
        return self._names["paragraph"].get("normal", "")

    def _table(self, settings: Element) -> str:
        """Ours, the one that the file says is its own, the only one that somebody has made, or
        Word's grid; or ""."""
        tables = self._names["table"]
        if (ours := TABLE_STYLE.casefold()) in tables:
            return tables[ours]
        chosen = settings.find(W + "defaultTableStyle")
        chosen_id = "" if chosen is None else str(chosen.get(W + "val"))
        for id in (chosen_id, tables.get(chosen_id.casefold(), "")):
            if id in tables.values() and id != tables.get("normal table"):
                return id
        own = [
            id
            for id in dict.fromkeys(tables.values())
            if self._by_id[id].get(W + "customStyle") in ("1", "true")
        ]
        if len(own) == 1:
            return own[0]
        return tables.get("table grid") or tables.get("tabellrutnät") or ""

    def _chain(self, id: str) -> list[Element]:
        """A style, and those that it is based on."""
        found: list[Element] = []
        while (style := self._by_id.get(id)) is not None and style not in found:
            found.append(style)
            based = style.find(W + "basedOn")
            id = "" if based is None else str(based.get(W + "val"))
        return found

    def _inherited(
        self, id: str, kind: str, tag: str, attribute: str, *, of_document: bool = True
    ) -> str:
        """An attribute of the nearest style that has it, else of the document's defaults; "" for
        none."""
        looks = [style.find(W + kind) for style in self._chain(id)]
        if of_document:
            looks.append(self._styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}"))
        for look in looks:
            element = None if look is None else look.find(W + tag)
            if element is not None and (value := element.get(W + attribute)):
                return str(value)
        return ""

    def _points(self, id: str) -> float:
        """The size of a style's text; Word's own is 10 points where nobody has said any."""
        return float(self._inherited(id, "rPr", "sz", "val") or 20) / 2

    def _add(self, style: Style) -> str:
        id = self._free(style.id)
        self._ids[style.id] = id  # before those that it names, which may name it
        own = replace(_fitted(style, self._size), id=id)
        own = replace(own, based=self.id(own.based), next=self.id(own.next) if own.next else "")
        append_style(self._styles, own)
        self._by_id[id] = self._styles[-1]
        return id

    def _character(self, ours: str) -> str:
        name = _CHARACTER_STYLES[ours]
        if there := self._names["character"].get(name.casefold()):
            return there
        element = next(e for e in map(parse_xml, BASE_STYLES) if e.get(W + "styleId") == ours)
        id = self._free(ours)
        element.set(W + "styleId", id)
        self._styles.append(element)
        self._by_id[id] = element
        return id

    def _free(self, id: str) -> str:
        return id if id not in self._by_id else self._free(f"xlplan{id}")


def _names(styles: Element, kind: str) -> dict[str, str]:
    """The ids of all styles of a kind by their names in lower case, and by their other names where
    those are free."""
    named: dict[str, str] = {}
    others: dict[str, str] = {}
    for style in styles.findall(W + "style"):
        if style.get(W + "type") != kind or not (id := str(style.get(W + "styleId") or "")):
            continue
        name, aliases = style.find(W + "name"), style.find(W + "aliases")
        if name is not None:
            named.setdefault(str(name.get(W + "val")).casefold(), id)
        for other in str(aliases.get(W + "val")).split(",") if aliases is not None else ():
            others.setdefault(other.strip().casefold(), id)
    return others | named


def _all_names(style: Style) -> tuple[str, ...]:
    return (style.name, *_OTHER_NAMES.get(style.id, ()))


def _fitted(style: Style, size: float) -> Style:
    """Our style as it is added to a template: in the template's font and colour, sized after its
    body text."""
    colour = QUIET if style.colour == QUIET else ""
    rule = (*style.rule[:3], "auto") if style.rule and style.rule[3] != LINE else style.rule
    if style.id.startswith("Table"):
        size = min(size, 1)  # the columns do not widen with the text
    fitted = replace(style, colour=colour, rule=rule, size=round(style.size * size * 2) / 2)
    if style.id in ("Heading4", "Heading5", "Heading6"):
        level = int(style.id[-1])
        return Style(
            style.id,
            style.name,
            f"Heading{level - 1}",
            "BodyText",
            outline=level - 1,
            unnumbered=True,
        )
    if style.id == "TOCHeading":
        return Style(style.id, style.name, "Heading1", "BodyText", outline=9, unnumbered=True)
    if style.id == "Figure":
        return replace(
            fitted, line=1
        )  # exact line spacing in the template's text would cut a picture
    return fitted
