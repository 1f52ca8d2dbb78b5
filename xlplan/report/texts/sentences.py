"""Generated texts: the pack's templates filled with what the tables say.

A template (`meningar/*.jinja` in the pack) is plain text in Jinja. It gets facts that are worked
out already, chooses words for them and does no arithmetic. Blank lines part its paragraphs; a
template that writes nothing says nothing.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, meta, nodes
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from xlplan.model import Content, PackError, Row
from xlplan.report.texts import goals_told, money_told
from xlplan.report.texts.swedish import FILTERS, UnknownNounError

# Not white space in general: hard blanks stay.
_BLANKS = re.compile(r"[ \t\r\n]+")
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")

KNOWN: Mapping[str, frozenset[str]] = {
    "sammanfattning": frozenset(goals_told.Summary.__annotations__),
    "budget": frozenset(money_told.BudgetTold.__annotations__),
    "ekonomi": frozenset(money_told.FollowUp.__annotations__),
    "mål": frozenset(goals_told.OfGoal.__annotations__),
    "indikatorer": frozenset(goals_told.Indicators.__annotations__),
    "område": frozenset(money_told.AreaTold.__annotations__),
}
"""The facts that each text gets, by the names that its template uses."""


class SentencesError(PackError):
    """A template that cannot be used; the message says in Swedish which one, where and why."""


class Sentences:
    """The pack's templates, by the names of their files without suffix.

    `known` are the texts that are wanted, each with the names of its facts. Raises SentencesError
    for a template that is missing, cannot be read, or uses a fact that does not exist.
    """

    def __init__(
        self, templates: Mapping[str, str], known: Mapping[str, frozenset[str]] = KNOWN
    ) -> None:
        self._sources = templates
        self._known = known
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._source),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(FILTERS)
        self._templates = {name: self._compiled(name) for name in known}

    def written(
        self, name: str, content: Content, phase: str, *, until: int, **about: Any
    ) -> list[str]:
        """The paragraphs of the text `name`; none where the tables have nothing to say.

        `about` is what the text is about, where that is not the whole book: `goal`, `rows` and
        `activities` of "mål", `area` and `rows` of "område". `until` is the last month with an
        outcome. Raises SentencesError.
        """
        return self.filled(name, _facts(name, content, phase, until, **about))

    def filled(self, name: str, facts: Mapping[str, object]) -> list[str]:
        """The paragraphs of the text `name` with these facts. Raises SentencesError."""
        template = self._templates[name]
        try:
            text = template.render(facts)
        except Exception as error:  # whatever the template does wrong, its author is told where
            raise self._fault(file_of(name), _line(error), error) from error
        paragraphs = (_BLANKS.sub(" ", part).strip(" ") for part in _BETWEEN_PARAGRAPHS.split(text))
        return [paragraph for paragraph in paragraphs if paragraph]

    def _source(self, name: str) -> tuple[str, str, None] | None:
        """For Jinja: the template's text, and the name of its file, by which a traceback's lines
        are known."""
        source = self._sources.get(stem := file_of(name).removesuffix(".jinja"))
        return None if source is None else (source, f"{stem}.jinja", None)

    def _compiled(self, name: str) -> Template:
        try:
            tree = self._environment.parse(
                self._sources[file_of(name).removesuffix(".jinja")], name
            )
            self._refuse_unknown(tree, name)
            for used in meta.find_referenced_templates(tree):
                self._environment.get_template(used or "")
            return self._environment.get_template(name)
        except KeyError:
            raise SentencesError(f"Mallen meningar/{file_of(name)} saknas.") from None
        except TemplateSyntaxError as error:
            raise self._fault(file_of(error.name or name), error.lineno, error) from error
        except TemplateNotFound as error:
            raise SentencesError(
                f"Mallen meningar/{file_of(name)} använder ”{error.name}”, som inte finns."
            ) from error

    def _fault(self, file: str, line: int | None, error: Exception) -> SentencesError:
        """The template's own line is quoted, so that its author finds it."""
        lines = self._sources.get(file.removesuffix(".jinja"), "").splitlines()
        quoted = f" Där står: {lines[line - 1].strip()}" if line and line <= len(lines) else ""
        return SentencesError(
            f"Mallen meningar/{file}{f', rad {line}' if line else ''}: {_reason(error)}.{quoted}"
        )

    def _refuse_unknown(self, tree: nodes.Template, name: str) -> None:
        """Names that are neither facts nor the template's own: found before any book is read."""
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        own |= {node.name for node in tree.find_all(nodes.Macro)}
        own |= {node.target for node in tree.find_all(nodes.Import)}
        for imported in tree.find_all(nodes.FromImport):
            own |= {given if isinstance(given, str) else given[1] for given in imported.names}
        known = self._known[name] | own | {"loop", "caller"} | self._environment.globals.keys()
        for node in tree.find_all(nodes.Name):
            if node.name not in known:
                facts = ", ".join(sorted(self._known[name]))
                raise SentencesError(
                    f"Mallen meningar/{file_of(name)}, rad {node.lineno}: uppgiften ”{node.name}” "
                    f"finns inte." + (_nearest(node.name, known) or f" Uppgifterna är {facts}.")
                )


def file_of(name: str) -> str:
    """ "mål" -> "mal.jinja": names of files have no å, ä and ö."""
    return (
        unicodedata.normalize("NFKD", name)
        .encode("ascii", "ignore")
        .decode()
        .removesuffix(".jinja")
        + ".jinja"
    )


def _facts(
    name: str,
    content: Content,
    phase: str,
    until: int,
    *,
    goal: Row | None = None,
    area: str = "",
    rows: Sequence[Row] = (),
    activities: Sequence[Row] = (),
) -> Mapping[str, object]:
    facts: object
    match name:
        case "budget":
            facts = money_told.budget(content)
        case "ekonomi":
            facts = money_told.follow_up(content, phase, until)
        case "område":
            facts = money_told.area(content, area, rows)
        case "indikatorer":
            facts = goals_told.indicators(
                content, rows or content.tables.get("tblIndikatorer", ()), phase
            )
        case "mål":
            facts = goals_told.of_goal(content, goal, rows, activities, phase)
        case _:
            facts = goals_told.summary(content, phase, until)
    assert isinstance(facts, dict)
    return facts


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f" Menade du ”{near[0]}”?" if near else ""


def _line(error: Exception) -> int | None:
    """The template's line: Jinja puts it into the traceback under the template's file name."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".jinja"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _reason(error: Exception) -> str:
    """What is wrong, in Swedish; Jinja says it in English."""
    text = " ".join(str(error).split())
    if missing := re.search(r"has no attribute '([^']+)'", text):
        return f"uppgiften har inget som heter ”{missing[1]}”"
    if isinstance(error, UnknownNounError):
        return text
    if missing := re.search(r"[Nn]o (filter|test) named '([^']+)'", text):
        return (
            f"”{missing[2]}” finns inte att använda efter |.{_nearest(missing[2], FILTERS)}".rstrip(
                "."
            )
        )
    if missing := re.search(r"unknown tag '([^']+)'", text):
        return f"ordet ”{missing[1]}” kan inte stå först inom {{% %}}"
    if isinstance(error, TemplateSyntaxError):
        return "klamrarna går inte ihop, eller så saknas ett ord mellan dem"
    return "raden går inte att fylla i med det som står i böckerna"
