"""A sheet's XML as a tree in which single cells are rewritten; all else in it stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from lxml import etree

from xlplan.fixing.repair import Repair
from xlplan.fixing.styles import Shows, Styles
from xlplan.reading.refusals import damaged
from xlplan.reading.shared_formulas import moved
from xlplan.reading.structure import area_of
from xlplan.template.values import Formula

Element = etree._Element
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def tree(data: bytes, part: str) -> Element:
    """A part as a tree that is written as it was read. Raises UnreadableError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, strip_cdata=False, huge_tree=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(f"filens inre ({part})") from None


def written(root: Element) -> bytes:
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def named(element: Element, name: str) -> str:
    """A tag in the element's own name space, which differs between ordinary and strict files."""
    return f"{{{etree.QName(element).namespace or ''}}}{name}"


class Sheet:
    """One sheet. `texts` gives the shared strings, None for one with formatted parts."""

    def __init__(
        self,
        root: Element,
        styles: Styles,
        texts: Callable[[], Sequence[str | None]],
        *,
        date1904: bool,
    ) -> None:
        self.root = root
        self.new_formulas: list[str] = []
        """Cells that had no formula and got one, as "D21"."""
        self.cells = dict(cells_of(root))
        """By (row, column)."""
        self._styles, self._texts = styles, texts
        self._epoch = _EPOCH_1904 if date1904 else _EPOCH

    def repair(self, repair: Repair) -> bool:
        """Make one repair; False, and nothing changed, where the cell is not what the repair takes
        it for."""
        cell = self.cells.get((repair.ref.row, repair.ref.column))
        if cell is None and repair.was is None and not isinstance(repair.becomes, str):
            cell = self._new_cell(repair)
        if cell is None or not self._is_plain(cell, repair):
            return False
        match repair.becomes:
            case str(text):
                _write_text(cell, text)
                return True
            case Formula() as formula:
                return self._write_formula(cell, repair, formula)
            case date() as day:
                return self._write_number(cell, repair, (day - self._epoch).days, "date")
            case value:
                return self._write_number(cell, repair, value, "number")

    def store(self, row: int, column: int, value: float) -> bool:
        """Replace a formula's stored value."""
        cell = self.cells.get((row, column))
        stored = None if cell is None else cell.find(named(cell, "v"))
        if (
            cell is None
            or stored is None
            or cell.find(named(cell, "f")) is None
            or cell.get("t", "n") != "n"
        ):
            return False
        stored.text = _digits(value)
        return True

    def _is_plain(self, cell: Element, repair: Repair) -> bool:
        """Whether the cell holds what it was read as, without formatted parts or anything else that
        would be lost."""
        if cell.get("cm") is not None or cell.get("vm") is not None:
            return False
        formula = cell.find(named(cell, "f"))
        if isinstance(repair.was, str):
            return formula is None and self._text(cell) == repair.was
        if isinstance(repair.becomes, float) and formula is None:
            value = cell.findtext(named(cell, "v"))
            # an empty text is read as nothing too
            if repair.was is None and cell.get("t", "n") != "n":
                return (
                    cell.get("t") in ("s", "inlineStr", "str")
                    and not (self._text(cell) or "").strip()
                )
            if repair.was is None:
                return not value
            return cell.get("t", "n") == "n" and value is not None and float(value) == repair.was
        return isinstance(repair.becomes, Formula) and cell.get("t", "n") in ("n", "str")

    def _new_cell(self, repair: Repair) -> Element | None:
        """A cell where the file has none, in its row's order and with a format of its column; None
        without its row."""
        row, column = repair.ref.row, repair.ref.column
        beside = {at: cell for (of, at), cell in self.cells.items() if of == row}
        if not beside:
            return None
        like = (self.cells.get((other, column)) for other in repair.like)
        style = next((cell.get("s", "0") for cell in like if cell is not None), "0")
        first = next(iter(beside.values()))
        cell = etree.Element(
            named(first, "c"), {"r": repair.ref.a1} | ({"s": style} if style != "0" else {})
        )
        before = max((at for at in beside if at < column), default=0)
        if before:
            beside[before].addnext(cell)
        else:
            first.addprevious(cell)
        if (of_row := cell.getparent()) is not None:
            # where the row's cells are: only a hint, but one that must not be wrong
            of_row.attrib.pop("spans", "")
        self.cells[row, column] = cell
        return cell

    def _text(self, cell: Element) -> str | None:
        """A cell's text; None where it has formatted parts or phonetic signs."""
        kind, value = cell.get("t"), cell.findtext(named(cell, "v")) or ""
        if kind == "s" and value.strip().isdigit():
            texts, number = self._texts(), int(value)
            return texts[number] if number < len(texts) else None
        if kind == "inlineStr":
            inline = cell.find(named(cell, "is"))
            return None if inline is None else plain_text(inline)
        return value if kind == "str" else None

    def _write_number(self, cell: Element, repair: Repair, value: float, shows: Shows) -> bool:
        """A number with the cell's own style, or one of its column where its own would show
        something else."""
        style = self._style(cell, repair, shows)
        if style is None:
            return False
        _emptied(cell)
        if style != cell.get("s", "0"):
            cell.set("s", style)
        etree.SubElement(cell, named(cell, "v")).text = _digits(value)
        return True

    def _style(self, cell: Element, repair: Repair, shows: Shows) -> str | None:
        own = cell.get("s", "0")
        if self._styles.shows(own) == shows:
            return own
        for row in repair.like:
            other = self.cells.get((row, repair.ref.column))
            if other is not None and self._styles.shows(other.get("s", "0")) == shows:
                return other.get("s", "0")
        # a number in a cell for text is a number still; a day would be shown as 46 082
        return own if shows == "number" and self._styles.shows(own) == "text" else None

    def _write_formula(self, cell: Element, repair: Repair, formula: Formula) -> bool:
        present = cell.find(named(cell, "f"))
        if present is not None and present.get("t", "normal") not in ("normal", "shared"):
            return False
        if present is None:
            self.new_formulas.append(repair.ref.a1)
        elif present.get("t") == "shared" and present.text:
            self._write_out(present, repair)
        _emptied(cell)
        etree.SubElement(cell, named(cell, "f")).text = formula.text
        etree.SubElement(cell, named(cell, "v")).text = _digits(float(formula.value))
        return True

    def _write_out(self, shared: Element, repair: Repair) -> None:
        """Give the cells that repeat a shared formula, which is about to go, each its own."""
        for (row, column), cell in self.cells.items():
            other = cell.find(named(cell, "f"))
            if (
                other is None
                or other is shared
                or other.get("si") != shared.get("si")
                or other.get("t") != "shared"
            ):
                continue
            other.text = moved(shared.text or "", row - repair.ref.row, column - repair.ref.column)
            for name in {"t", "si", "ref"} & {str(name) for name in other.attrib}:
                del other.attrib[name]


def plain_text(item: Element) -> str | None:
    """The text of a shared or inline string; None if parts of it have their own format."""
    children = [child for child in item if isinstance(child.tag, str)]
    if len(children) != 1 or etree.QName(children[0]).localname != "t" or len(children[0]):
        return None
    return children[0].text or ""


def cells_of(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """The cells by place; rows and cells that do not say where they stand follow the one before."""
    data = root.find(named(root, "sheetData"))
    at = 0
    for row in data.iterchildren(named(root, "row")) if data is not None else ():
        at = int(row.get("r", "").strip() or at + 1)
        column = 0
        for cell in row.iterchildren(named(root, "c")):
            place = area_of(cell.get("r", "").strip().upper())
            at, column = (place.top, place.left) if place else (at, column + 1)
            yield (at, column), cell


def _emptied(cell: Element) -> None:
    for child in list(cell):
        if isinstance(child.tag, str) and etree.QName(child).localname in ("f", "v", "is"):
            cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]


def _write_text(cell: Element, text: str) -> None:
    _emptied(cell)
    if not text:
        return
    cell.set("t", "inlineStr")
    inline = etree.SubElement(etree.SubElement(cell, named(cell, "is")), named(cell, "t"))
    inline.set(_SPACE, "preserve")
    inline.text = text


def _digits(value: float) -> str:
    return repr(float(value)).removesuffix(".0")
