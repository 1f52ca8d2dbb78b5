"""What a rule is, and how a rule file declares it by `rule`:

table       the Excel table, or one of the tables of observations in `xlplan.tables` (names that
            begin with "_")
marks       the column whose cell the finding stands on
reads       all columns that are read. A plain name must be filled: a row with a blank or
            unreadable one is not asked. Others stand in `optional(…)`, what only the sentences
            name in `shown(…)`, and what is read of the sheet Enhet in `fact(…)`
related     columns of the row that the finding compares with
tables      all that `prepare` reads beside: other tables of the book, without which it is not
            asked, `optional(…)` ones, `register(…)` and `ledger(…)`
says, do    what stands there and what to do; a rule with several cases gives a sentence a case,
            by name, and its `prepare` says in the column `fall` which case a row is. They name
            columns that are read, and such as `prepare` adds
kinds       the kinds of book that it is asked about: "unit", "board", "register"; () = see
            `Rule.books`
phases      the phases it holds for; () = all.    years    first and last year it holds for
parameters  limits, lists and pairs of words that a municipality may set in its pack, with their
            defaults
scope       what the verdict on a row needs to see. "row": nothing else · "book": the book's
            other rows, so a book with an unreadable cell in a column that is read is not asked
            · "batch": all books · "folder": all books, and that these are all there are
prepare     turns the rows asked into other rows (joins, sums); they carry bok, rad and what the
            sentences name, and, where the finding stands elsewhere than in `marks`, `kolumn`
            (heading), or `blad` and `kol` (column number); where it compares with cells of
            another row, `jämförd_tabell`, `jämförd_rad` and `jämförda` (headings)
about_blank it says that a required cell is blank: other rules are silent on that cell
replaces    rules that are silent where this one has spoken about the same row
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from xlplan import wording
from xlplan.model import BOOK_KINDS, PHASES, RuleText, Severity
from xlplan.rule.asked import Asked, NothingMadeError
from xlplan.rule.reads import Inputs, Parameter, Read, RuleError, beside, of_row

if TYPE_CHECKING:
    import polars as pl

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Patterns(tuple[str, ...]):
    """A parameter of regular expressions, or of texts with several parts between " | " that hold
    them. What a municipality writes in its pack is tried, and must have as many parts as the last
    one of the default."""

    __slots__ = ()


BOOKS = {"unit": "enhetens bok", "board": "nämndens bok", "register": "registret"}
"""What the kinds of book are called."""

Verdict = Callable[[Asked], "pl.Expr"]
Prepare = Callable[[Asked], "pl.DataFrame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Inputs):
    """One rule as declared; `id`, `title` and `manual` are stamped by the loader from the file's
    name and docstring."""

    check: Verdict
    severity: Severity
    says: Mapping[str, str]
    do: Mapping[str, str]
    marks: str = ""
    related: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    whole: bool = False
    prepare: Prepare | None = None
    about_blank: bool = False
    replaces: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    manual: str = ""
    own: bool = False
    """Whether it is a municipality's own, of its pack."""

    def __post_init__(self) -> None:
        if self.id:
            return  # it was looked at when it was declared
        self._refuse_unknown_in_sentences()
        if unknown := set(self.phases) - set(PHASES):
            raise RuleError(f"okänt skede {wording.series(sorted(unknown))}")
        if unknown := set(self.kinds) - set(BOOK_KINDS):
            raise RuleError(f"okänt slag av bok {wording.series(sorted(unknown))}")
        if unknown := set(self.related) - self.columns:
            raise RuleError(
                f"related nämner {wording.series(sorted(unknown))}, som regeln inte läser"
            )
        if "" not in self.do and (unknown := self.says.keys() - self.do.keys()):
            raise RuleError(f"do saknar fallet {wording.series(sorted(unknown))}")

    def _refuse_unknown_in_sentences(self) -> None:
        known = self.columns | {f"enhet.{fact}" for fact in self.unit}
        for template in (*self.says.values(), *self.do.values()):
            unknown = named_in(template) - known
            if self.prepare is not None:  # which adds the others
                unknown = {name for name in unknown if name.startswith("enhet.")}
            if unknown:
                raise RuleError(
                    f"satsen ”{template}” nämner {wording.series(sorted(unknown))}, som regeln "
                    f"inte läser"
                )

    @property
    def text(self) -> RuleText:
        return RuleText(self.title, self.says, self.do)

    def case(self, fall: object) -> str:
        """The case of a row, from its column `fall`. Raises RuleError for one that the rule has no
        sentence for."""
        if "" in self.says:
            return ""
        if fall not in self.says:
            raise RuleError(f"regeln har ingen sats för fallet {fall!r}")
        return str(fall)

    def said(self, case: str) -> tuple[str, ...]:
        """The facts that the two sentences of that case name, each once, in order."""
        return tuple(
            dict.fromkeys(
                name for text in self.text.sentences(case) for name, _ in wording.fields(text)
            )
        )

    @property
    def books(self) -> tuple[str, ...]:
        """The kinds of book that it is asked about: unless it says which, what is seen in any
        workbook in all of them, and what needs the unit's facts or a phase in those that have
        them."""
        if self.kinds:
            return self.kinds
        return (
            BOOK_KINDS
            if self.table.startswith("_") and not self.unit and not self.phases
            else BOOK_KINDS[:2]
        )

    def valid(self, kind: str, phase: str, year: int | None) -> str:
        """Why the rule is not asked in that kind of book, phase and year; "" if it is."""
        if kind not in self.books:
            return f"gäller bara {wording.series(BOOKS[each] for each in self.books)}"
        if self.phases and phase not in self.phases:
            return f"gäller bara i {wording.series(self.phases)}"
        first, last = self.years
        if year is not None and first is not None and year < first:
            return f"gäller från {first}"
        if year is not None and last is not None and year > last:
            return f"gällde till {last}"
        return ""

    def prepared(self, asked: Asked) -> Asked:
        """The rows that the verdict is about: those that `prepare` makes, if there is one.

        A rule whose rows each stand alone has nothing to say where there are none, and is not
        prepared for nothing.
        """
        if self.prepare is None or (self.scope == "row" and asked.nothing_read):
            return asked
        try:
            return asked.with_frame(self.prepare(asked))
        except NothingMadeError:
            return asked.with_frame(asked.frame.clear())

    def with_settings(self, severity: Severity | None, parameters: Mapping[str, Parameter]) -> Rule:
        return replace(
            self, severity=severity or self.severity, parameters={**self.parameters, **parameters}
        )


class Options(TypedDict, total=False):
    """What a rule need not say."""

    marks: str
    related: tuple[str, ...]
    kinds: tuple[str, ...]
    phases: tuple[str, ...]
    years: tuple[int | None, int | None]
    parameters: Mapping[str, Parameter]
    prepare: Prepare | None
    about_blank: bool
    replaces: tuple[str, ...]


def rule(
    *,
    table: str,
    severity: Severity,
    says: str | Mapping[str, str],
    do: str | Mapping[str, str],
    reads: Sequence[str | Read] = (),
    tables: Sequence[str | Read] = (),
    scope: Literal["row", "book", "batch", "folder"] = "row",
    **options: Unpack[Options],
) -> Callable[[Verdict], Rule]:
    """Declare a rule; the words are explained at the head of this module."""
    row, others = of_row(reads), beside(tables)

    def declare(check: Verdict) -> Rule:
        return Rule(
            check=check,
            table=table,
            severity=severity,
            says=_by_case(says),
            do=_by_case(do),
            reads=row.filled,
            also=row.optional,
            shows=row.shown,
            unit=row.facts,
            tables=others.tables,
            tables_if_there=others.optional,
            register=others.register,
            register_if_there=others.optional_register,
            ledger=others.ledger,
            scope="batch" if scope == "folder" else scope,
            whole=scope == "folder",
            **options,
        )

    return declare


def _by_case(sentence: str | Mapping[str, str]) -> Mapping[str, str]:
    if isinstance(sentence, str):
        return {"": sentence}
    if not isinstance(sentence, Mapping):
        raise RuleError(f"{sentence!r} är ingen sats; den skrivs som en text")
    return dict(sentence)


def named_in(template: str) -> set[str]:
    """The columns that a sentence names. Raises RuleError for what is no sentence, or a form that
    is not known."""
    if not isinstance(template, str):
        raise RuleError(f"{template!r} är ingen sats; den skrivs som en text")
    try:
        named = {name for name, _ in wording.fields(template)}
    except ValueError as error:
        forms = wording.series(filter(None, wording.FORMS))
        raise RuleError(
            f"satsen ”{template}” har en form som inte finns. Kända former är {forms}"
        ) from error
    if set("{}") & set(wording.render(template, dict.fromkeys(named))):
        raise RuleError(
            f"satsen ”{template}” har klamrar som inte är ett fält. Fält skrivs {{Post}} eller "
            "{Budget:belopp}"
        )
    return named
