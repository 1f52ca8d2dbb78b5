"""The styles and texts of somebody's Word document, as its readers meet them: heading levels, lines
of a list of contents, languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlplan.report.word.xml import Element, W, style_of
from xlplan.wording import short

_HEADING = re.compile(r"(?:heading|rubrik) ([1-9])")
_LISTED = re.compile(r"(?:toc|innehåll) [1-9]")


class DocumentStyles:
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


def text_of(element: Element) -> str:
    return "".join(
        e.text or "" if e.tag == W + "t" else " "
        for e in element.iter(W + "t", W + "br", W + "tab")
    )


def quoted(element: Element) -> str:
    return f"”{short(text_of(element), 60)}”"
