"""The fields of a Word template: names in its text, header and footer that are filled with the
book's facts.

A field is written `{{Enhet}}` or `«Enhet»` in the text, or is a content control whose tag is
`xlplan:Enhet`. Word cuts a text into runs wherever it likes, so a field may stand in several. What
is filled in is text and never read again.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlplan.report.word.xml import Element, W, add, legal, parent, take_away

BODY = ("Rapport", "Innehåll")
"""Where the report's body is to stand; a paragraph of its own."""
OF_REPORT = ("Dokument", "Titel", "Utkast")
"""Fields that are no facts: the kind of document and its year, the report's title, the mark of a
draft."""
_TAG = "xlplan:"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRITTEN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}|«\s*([^«»]*?)\s*»")
_NEAR = 0.75
# Where one of these stands, a text is not one word with what comes before it.
_BREAKS = frozenset(W + name for name in ("tab", "br", "cr", "ptab"))
_KEEPS_PARAGRAPH = tuple(
    W + name for name in ("drawing", "pict", "object", "sectPr", "fldChar", "fldSimple")
)


@dataclass(frozen=True)
class Field:
    """A field as written in a paragraph's text; `start` and `end` are places in it."""

    name: str
    start: int
    end: int


class Names:
    """The names that a field may have; capitals do not matter."""

    def __init__(self, facts: Iterable[str]) -> None:
        self.all = (*facts, *OF_REPORT, *BODY)
        self._known = {name.casefold(): name for name in self.all}

    def known(self, written: str) -> str:
        """The name as it is spelled, or ""."""
        return self._known.get(" ".join(written.split()).casefold(), "")

    def near(self, written: str) -> str:
        """The known name that is most like it, or ""."""
        found = difflib.get_close_matches(written.casefold(), self._known, 1, _NEAR)
        return self._known[found[0]] if found else ""


def own_texts(p: Element) -> tuple[list[Element], str]:
    """A paragraph's text elements and their text, without those of a text box in it; breaks are a
    tab each."""
    elements: list[Element] = []
    text = ""
    for element in p.iter(W + "t", *_BREAKS):
        if next(element.iterancestors(W + "p"), None) is not p or parent(element).tag != W + "r":
            continue
        elements.append(element)
        text += (element.text or "") if element.tag == W + "t" else "\t"
    return elements, text


def fields_in(text: str, names: Names) -> Iterator[Field]:
    """The fields of a text, also misspelt ones. «…» marks quotations too: there only what is like a
    name is a field."""
    for match in _WRITTEN.finditer(text):
        if match[1] is not None:
            yield Field(match[1], *match.span())
        elif names.known(match[2]) or names.near(match[2]):
            yield Field(match[2], *match.span())


def tagged(root: Element) -> Iterator[tuple[Element, str]]:
    """The content controls with our tag, each with the name in it."""
    for control in root.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        value = "" if tag is None else str(tag.get(W + "val"))
        if value.casefold().startswith(_TAG):
            yield control, value[len(_TAG) :].strip()


def names_in(root: Element, names: Names) -> list[str]:
    """The names of all fields, as they are written."""
    found = [name for _, name in tagged(root)]
    for p in root.iter(W + "p"):
        found += [field.name for field in fields_in(own_texts(p)[1], names)]
    return found


def fill(root: Element, values: Mapping[str, str], names: Names) -> None:
    """Put values in the fields, by their names. A line whose fields are all empty is left out, as
    on our own cover."""
    touched: dict[Element, list[str]] = {}
    for p in list(root.iter(W + "p")):
        if filled := _fill_paragraph(p, values, names):
            touched.setdefault(p, []).extend(filled)
    for control, written in list(tagged(root)):
        if (name := names.known(written)) in values:
            p = _fill_control(control, legal(values[name]))
            touched.setdefault(p, []).append(values[name])
    for p, filled in touched.items():
        if not any(filled):
            _leave_out(p)


def _fill_paragraph(p: Element, values: Mapping[str, str], names: Names) -> list[str]:
    """Fill the fields in a paragraph's text, from the last to the first; the values."""
    elements, text = own_texts(p)
    found = [(field, names.known(field.name)) for field in fields_in(text, names)]
    found = [(field, name) for field, name in found if name in values]
    for field, name in reversed(found):
        _put(elements, field, legal(values[name]).replace("\n", " "))
    return [values[name] for _, name in found]


def _put(elements: list[Element], field: Field, value: str) -> None:
    """The value in the first text element that the field has a part of; the field's other
    characters go."""
    at = 0
    for element in elements:
        text = (element.text or "") if element.tag == W + "t" else "\t"
        first, last = max(field.start - at, 0), min(field.end - at, len(text))
        at += len(text)
        if first >= last or element.tag != W + "t":
            continue
        element.text = text[:first] + value + text[last:]
        element.set(_SPACE, "preserve")
        if value:
            speak_swedish(parent(element))
        value = ""


def speak_swedish(r: Element) -> None:
    """A run that the template says is in another language is now in Swedish."""
    for language in r.iterfind(f"{W}rPr/{W}lang"):
        if language.get(W + "val"):
            language.set(W + "val", "sv-SE")


def _fill_control(control: Element, value: str) -> Element:
    """The value in place of what the control holds; its paragraph, or that around it."""
    properties = control.find(W + "sdtPr")
    was_prompt = False
    for old in list(properties) if properties is not None else []:
        # bound to data of its own, the control would show that instead
        if old.tag == W + "showingPlcHdr" or old.tag.endswith("}dataBinding"):
            was_prompt |= old.tag == W + "showingPlcHdr"
            take_away(old)
    content = control.find(W + "sdtContent")
    if content is None:
        content = add(control, "sdtContent")
    inner = content.findall(f".//{W}p")
    for spare in inner[1:]:
        take_away(spare)
    holder = inner[0] if inner else content
    runs = list(holder.iter(W + "r"))
    r = runs[0] if runs else add(holder, "r")
    for spare in runs[1:]:
        take_away(spare)
    for child in list(r):
        if child.tag != W + "rPr":
            r.remove(child)
        elif was_prompt and (look := child.find(W + "rStyle")) is not None:
            child.remove(look)  # the grey of the prompt
    speak_swedish(r)
    text = add(r, "t")
    text.text = value.replace("\n", " ")
    text.set(_SPACE, "preserve")
    return holder if inner else next(control.iterancestors(W + "p"))


def _leave_out(p: Element) -> None:
    """Remove a paragraph, unless it holds more than text or its place has to have one."""
    if any(next(p.iter(tag), None) is not None for tag in _KEEPS_PARAGRAPH):
        return
    if any(br.get(W + "type") in ("page", "column") for br in p.iter(W + "br")):
        return
    block = p
    while (
        (within := block.getparent()) is not None
        and within.tag == W + "sdtContent"
        and len(within) == 1
    ):
        block = parent(within)
    place = block.getparent()
    if place is None:  # gone already, with the control that it stood in
        return
    others = [child for child in place if child is not block]
    if place.tag == W + "body" or (others and others[-1].tag == W + "p"):
        place.remove(block)
