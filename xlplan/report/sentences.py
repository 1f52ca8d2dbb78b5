"""Generated texts: the pack's templates filled with what the tables say."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.model import Content


class Sentences:
    """The pack's templates, by name."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.templates = templates

    def written(self, name: str, content: Content, phase: str, *, until: int, **about: object) -> list[str]:
        """The paragraphs of the text `name`; none where the tables have nothing to say."""
        return []
