"""The material of a report: a book's content, the outline that orders it, and what both say
together."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.model import Content
from xlplan.report.blocks import Block, Fact, Paragraph, Role, Source
from xlplan.report.facts import printable, told_facts, years
from xlplan.report.outline.names import FIELDS
from xlplan.report.outline.outline import FactSpec, Outline, OutlineTable
from xlplan.report.texts.sentences import Sentences
from xlplan.wording import PHASE_NAMES, render

FACTS_TABLE = "tblEnhet"


class Material:
    """What every part of a report is made from."""

    def __init__(
        self, content: Content, outline: Outline, phase: str, sentences: Sentences | None
    ) -> None:
        self.content = printable(content)
        self.outline = outline
        self.phase = phase
        self.sentences = sentences
        self.tables = self.content.tables
        self.facts = told_facts(content)
        self.fields = (
            self.facts
            | {"Skede": phase, "Rapport": PHASE_NAMES[phase].capitalize()}
            | years(content.facts.get("År"))
        )

    def fill(self, template: str) -> str:
        """The template with the book's facts; a fact that is missing is said to be."""
        return render(
            template, {name: self.fields.get(name) or f"[{name} saknas]" for name in FIELDS}
        )

    def note(self, template: str) -> list[Block]:
        """A sentence of the outline about what is not there; nothing if it has none."""
        return [Paragraph(self.fill(template), Role.NOTE)] if template else []

    def fact_list(self, specs: Sequence[FactSpec]) -> tuple[Fact, ...]:
        """The facts that the book has, under the outline's labels."""
        return tuple(
            Fact(spec.label, value, Source(FACTS_TABLE, None, spec.fact))
            for spec in specs
            if (value := self.facts.get(spec.fact))
        )

    def spec(self, name: str) -> OutlineTable:
        """A table's declaration, its columns' names filled in for the phase and the year."""
        spec = self.outline.tables[name]
        columns = (
            c.model_copy(update={"column": self.fill(c.column), "heading": self.fill(c.heading)})
            for c in spec.columns
        )
        return spec.model_copy(
            update={
                "caption": self.fill(spec.caption),
                "columns": tuple(columns),
                "analysis": self.fill(spec.analysis),
            }
        )

    def until(self) -> int:
        """The last month with an outcome that the report tells of: 0–12."""
        last = {"T1": 4, "T2": 8, "VB": 12}.get(self.phase, 0)
        stated = self.content.facts.get("Avser månad")
        return min(last, int(stated)) if isinstance(stated, float) and 1 <= stated <= 12 else last

    def generated(self, name: str, **about: object) -> list[Block]:
        """A generated text's paragraphs; none where there is nothing to say, or nothing is to be
        generated."""
        if self.sentences is None:
            return []
        written = self.sentences.written(
            name, self.content, self.phase, until=self.until(), **about
        )
        return [Paragraph(text, Role.GENERATED) for text in written]
