"""Where in a Word template the report stands: `{{Rapport}}`, the template's own list of contents,
the page breaks."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.report.word.template import WordTemplateError
from xlplan.report.word.template_fields import BODY, Names, fields_in, own_texts, tagged
from xlplan.report.word.xml import Element, W, parent, take_away

_BLOCKS = (W + "p", W + "tbl", W + "sdt")
_SEEN = tuple(
    W + name
    for name in ("t", "drawing", "pict", "object", "sectPr", "br", "fldChar", "fldSimple", "sdt")
)


def place_of_report(roots: Sequence[Element], names: Names, template: str) -> Element | None:
    """The paragraph or control of the body (the first root) that the report takes the place of;
    None without one.

    Raises WordTemplateError for more than one, or one that is not a paragraph of its own in the
    running text.
    """
    controls = [
        control for root in roots for control, name in tagged(root) if names.known(name) in BODY
    ]
    paragraphs = [p for root in roots for p in root.iter(W + "p") if _asks(p, names)]
    alone = all(_is_alone(p, names) for p in paragraphs)
    # a control may hold the field as its text
    found = controls + [
        p
        for p in paragraphs
        if not any(control in controls for control in p.iterancestors(W + "sdt"))
    ]
    if not found:
        return None
    place = found[0]
    while (within := parent(place)).tag == W + "sdtContent" and len(within) == 1:
        place = parent(within)
    if len(found) > 1 or not alone or place.getparent() is not roots[0]:
        raise WordTemplateError(
            f"Mallen {template}: {{{{Rapport}}}} ska stå på ett enda ställe, som ett eget stycke i "
            f"den löpande texten, "
            "inte i en tabell, en textruta, sidhuvudet eller sidfoten. Flytta det dit."
        )
    return place


def _asks(p: Element, names: Names) -> bool:
    return any(names.known(field.name) in BODY for field in fields_in(own_texts(p)[1], names))


def _is_alone(p: Element, names: Names) -> bool:
    """Whether a field is all that the paragraph says."""
    text = own_texts(p)[1]
    first = next(fields_in(text, names))
    return text.strip() == text[first.start : first.end]


def needs_break(body: Element, place: Element | None) -> bool:
    """Whether the report would begin on the page of what stands before it."""
    end = place if place is not None else body.find(W + "sectPr")
    before = list(reversed(body)) if end is None else list(end.itersiblings(preceding=True))
    before = [block for block in before if block.tag in _BLOCKS]
    while before and place is None and _is_blank(before[0]):
        before.pop(0)  # the empty last line goes
    if not before:
        return False
    if place is not None and place.find(f"{W}pPr/{W}pageBreakBefore") is not None:
        return True  # it goes with the paragraph that asked for it
    section = before[0].find(f"{W}pPr/{W}sectPr")
    if section is not None:
        kind = section.find(W + "type")
        return kind is not None and kind.get(W + "val") == "continuous"
    return not any(br.get(W + "type") == "page" for br in before[0].iter(W + "br"))


def take_contents(report: Element, body: Element) -> Element | None:
    """Put the report's list of contents in the place of the template's own, if both have one; the
    list moved."""
    ours, theirs = _contents(report), _contents(body)
    if ours is None or theirs is None:
        return None
    body.replace(theirs, ours)
    return ours


def put_report(report: Element, body: Element, place: Element | None) -> None:
    """The report's blocks in the place of `{{Rapport}}`, or last. A section that ends there still
    does."""
    if place is None:
        _put_last(report, body)
        return
    for block in list(report):
        place.addprevious(block)
    section, last = place.find(f"{W}pPr/{W}sectPr"), place.getprevious()
    if section is None:
        body.remove(place)
    elif last is not None and last.tag == W + "p" and last.find(f"{W}pPr") is not None:
        last[0].append(section)
        body.remove(place)
    else:  # after a table the section needs a paragraph to end in
        for child in [child for child in place if child.tag != W + "pPr"]:
            take_away(child)


def _put_last(report: Element, body: Element) -> None:
    while (
        last := next((b for b in reversed(body) if b.tag in _BLOCKS), None)
    ) is not None and _is_blank(last):
        body.remove(last)
    section = body.find(W + "sectPr")
    body.extend(list(report))
    if section is not None:
        body.append(section)  # must stand last


def _is_blank(block: Element) -> bool:
    """True for a paragraph that holds nothing at all."""
    return block.tag == W + "p" and not any(True for _ in block.iter(*_SEEN))


def _contents(body: Element) -> Element | None:
    """The control that holds a list of contents, directly in a body."""
    for control in body.findall(W + "sdt"):
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(W + "val") == "Table of Contents":
            return control
    return None
