"""Small builders of WordprocessingML elements: paragraphs, runs, fields, bookmarks."""

from __future__ import annotations

import re

from docx.oxml.ns import nsmap
from lxml import etree

Element = etree._Element

W = f"{{{nsmap['w']}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def legal(text: str) -> str:
    """The text without the characters that XML forbids; every kind of line break as "\\n", a tab as
    a blank."""
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")


def add(parent: Element, tag: str, **attributes: str | int) -> Element:
    """A child `w:tag` with attributes `w:name`."""
    return etree.SubElement(
        parent, W + tag, {W + name: str(value) for name, value in attributes.items()}
    )


def parent(element: Element) -> Element:
    """What an element stands in; only for one that does."""
    found = element.getparent()
    if found is None:
        raise ValueError(f"{element.tag} stands nowhere")
    return found


def take_away(element: Element) -> None:
    """Remove an element from what it stands in."""
    parent(element).remove(element)


def style_of(p: Element) -> str:
    """The id of a paragraph's style; "" without one."""
    found = p.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(W + "val"))


def whole_number(element: Element, attribute: str) -> int:
    """An attribute that is a whole number; 0 for one that is missing or anything else."""
    value = str(element.get(attribute) or "")
    return int(value) if value.isdecimal() else 0


def paragraph(parent: Element, style: str) -> Element:
    """An empty `w:p` of a style, given by its id, at the end of the parent."""
    p = add(parent, "p")
    add(add(p, "pPr"), "pStyle", val=style)
    return p


def run(p: Element, text: str, style: str = "") -> Element:
    """Text in a paragraph or hyperlink. Line breaks are kept."""
    r = add(p, "r")
    if style:
        add(add(r, "rPr"), "rStyle", val=style)
    for number, line in enumerate(legal(text).split("\n")):
        if number:
            add(r, "br")
        add(r, "t").text = line
        r[-1].set(_XML_SPACE, "preserve")
    return r


def tab(p: Element) -> None:
    add(add(p, "r"), "tab")


def field_mark(p: Element, kind: str) -> None:
    """The mark that begins, separates or ends a field."""
    add(add(p, "r"), "fldChar", fldCharType=kind)


def instruction(p: Element, text: str) -> None:
    element = add(add(p, "r"), "instrText")
    element.text = f" {text} "
    element.set(_XML_SPACE, "preserve")


def field(p: Element, code: str, result: str) -> None:
    """A whole field with its stored result."""
    field_mark(p, "begin")
    instruction(p, code)
    field_mark(p, "separate")
    run(p, result)
    field_mark(p, "end")


def bookmark(p: Element, number: int, name: str) -> None:
    """Put a bookmark around all that the paragraph holds."""
    around(p, "bookmark", id=number)
    p[_after_properties(p)].set(W + "name", name)


def around(p: Element, mark: str, *, id: int) -> None:
    """Put `markStart` and `markEnd` around all that the paragraph holds."""
    p.insert(_after_properties(p), etree.Element(f"{W}{mark}Start", {W + "id": str(id)}))
    add(p, f"{mark}End", id=id)


def _after_properties(p: Element) -> int:
    return 1 if p.find(W + "pPr") is not None else 0


def is_off(value: str | None) -> bool:
    """Whether a property's value says that it does not hold."""
    return value in ("0", "false", "off")
