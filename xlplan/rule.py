"""What a rule is, and all that a rule file may use.

A rule file holds a docstring (its manual) and one function with the decorator `rule`. The function
gets the rows it asked for and returns one polars expression, true where the row is as it should be:

    @rule(table="tblAktiviteter", reads=("Startdatum", "Slutdatum"), also=("Aktivitet",),
    marks="Slutdatum",
          severity=ERROR,
          says="Aktiviteten ”{Aktivitet:kort}” slutar {Slutdatum}, före sin start {Startdatum}.",
          do="Rätta slutdatumet, eller byt plats på datumen om de har kastats om.")
    def check(rows):
        return rows["Startdatum"] <= rows["Slutdatum"]

Rules never count rows, build addresses, format values or print: the engine stamps id, place and
severity, and `xlplan.wording` makes the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from xlplan import wording
from xlplan.judging.concerns import (
    PHASE_DAYS,
    concerning,
    goals_concerning,
    in_force,
    same_code,
    under_goals,
    unit_codes,
)
from xlplan.judging.directions import better_direction, spoken_direction, stated_direction
from xlplan.judging.notation import evenly_written, written
from xlplan.judging.outcomes import is_figure, is_rate, judge, parsed
from xlplan.judging.sums import agrees, decimals
from xlplan.judging.targets import Direction, Target, meets, parse_target
from xlplan.lean_patterns import lazy_pattern
from xlplan.model import (
    BOOK_KINDS,
    MONTHS,
    PHASES,
    RuleText,
    Severity,
    column_letters,
    column_number,
)
from xlplan.statements import Figure, Mention, Statement, counts, statements
from xlplan.wording import mask, personal_numbers

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "ERROR",
    "MONTHS",
    "NOTE",
    "PHASES",
    "PHASE_DAYS",
    "WARNING",
    "Asked",
    "Direction",
    "Figure",
    "Mention",
    "Patterns",
    "Rule",
    "RuleError",
    "Statement",
    "Target",
    "agrees",
    "better_direction",
    "blank",
    "column_letters",
    "column_number",
    "concerning",
    "counts",
    "decimals",
    "evenly_written",
    "folded",
    "goals_concerning",
    "in_force",
    "is_figure",
    "is_rate",
    "judge",
    "lazy_pattern",
    "mask",
    "meets",
    "own_rows",
    "parse_target",
    "parsed",
    "personal_numbers",
    "rule",
    "same_code",
    "spoken_direction",
    "stated_direction",
    "statements",
    "under_goals",
    "unit_codes",
    "written",
]

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Patterns(tuple[str, ...]):
    """A parameter of regular expressions, or of texts with several parts between " | " that hold
    them. What a municipality writes in its pack is tried, and must have as many parts as the last
    one of the default."""

    __slots__ = ()


Scope = Literal["row", "book", "batch"]
Parameter = str | int | float | bool | tuple[str, ...] | Mapping[str, str]
BOOKS = {"unit": "enhetens bok", "board": "nämndens bok", "register": "registret"}
"""What the kinds of book are called."""

Verdict = Callable[["Asked"], "pl.Expr"]
Prepare = Callable[["Asked"], "pl.DataFrame"]


class RuleError(Exception):
    """A rule file that cannot be used; the text says which and why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as declared; `id`, `title` and `manual` are stamped by the loader from the file's
    name and docstring."""

    check: Verdict
    table: str
    severity: Severity
    says: Mapping[str, str]
    do: Mapping[str, str]
    marks: str = ""
    reads: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    tables_if_there: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    register: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    register_if_there: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    scope: Scope = "row"
    whole: bool = False
    prepare: Prepare | None = None
    needs: Prepare | None = None
    about_blank: bool = False
    replaces: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    manual: str = ""

    def __post_init__(self) -> None:
        if self.id:
            return  # it was looked at when it was declared
        known = {
            *self.reads,
            *self.also,
            *self.shows,
            *self.facts,
            *(f"enhet.{fact}" for fact in self.unit),
        }
        for template in (*self.says.values(), *self.do.values()):
            if unknown := {name for name, _ in wording.fields(template)} - known:
                raise RuleError(
                    f"satsen ”{template}” nämner {wording.series(sorted(unknown))}, som regeln "
                    f"inte läser"
                )
        if unknown := set(self.phases) - set(PHASES):
            raise RuleError(f"okänt skede {wording.series(sorted(unknown))}")
        if unknown := set(self.kinds) - set(BOOK_KINDS):
            raise RuleError(f"okänt slag av bok {wording.series(sorted(unknown))}")
        if self.related and (unknown := set(self.related) - known):
            raise RuleError(
                f"related nämner {wording.series(sorted(unknown))}, som regeln inte läser"
            )
        if "" not in self.do and (unknown := self.says.keys() - self.do.keys()):
            raise RuleError(f"do saknar fallet {wording.series(sorted(unknown))}")

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

    def with_settings(self, severity: Severity | None, parameters: Mapping[str, Parameter]) -> Rule:
        return replace(
            self, severity=severity or self.severity, parameters={**self.parameters, **parameters}
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows a rule is asked about, of all books at once: one row a table row, with `bok` and
    `rad`."""

    frame: pl.DataFrame
    rule: Rule
    others: Mapping[str, pl.DataFrame]
    books: pl.DataFrame
    """One row a book asked: bok, bokslag, skede, år and the facts that `unit` names (as
    `enhet.År`)."""
    registered: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    booked: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    made: dict[Hashable, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    """What `once` has made in this run."""
    in_common: bool = False
    """Whether it is about to be made for several rules, so that nothing may depend on what is one
    rule's own."""

    def __getitem__(self, heading: str) -> pl.Expr:
        """A column of the table by its heading, or a column that `prepare` has added."""
        import polars as pl

        return pl.col(heading)

    def unit(self, fact: str) -> pl.Expr:
        """A fact of the unit (a row of tblEnhet); it must be named in the rule's `unit`."""
        import polars as pl

        if fact not in self.rule.unit:
            raise RuleError(f"{fact} står inte i regelns unit")
        return pl.col(f"enhet.{fact}")

    def parameter(self, name: str) -> Parameter:
        if self.in_common:
            raise RuleError(
                f"{name} är en regels egen parameter, och läses inte i det som görs för flera"
            )
        return self.rule.parameters[name]

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of texts."""
        value = self.parameter(name)
        if not isinstance(value, tuple):
            raise RuleError(f"{name} är ingen lista av texter")
        return value

    def pairs(self, name: str) -> Mapping[str, str]:
        """A parameter that pairs texts."""
        value = self.parameter(name)
        if not isinstance(value, Mapping):
            raise RuleError(f"{name} är inga par av texter")
        return value

    def table(self, name: str) -> pl.DataFrame:
        """All rows of another table of the asked books; it must be named in the rule's `tables`, or
        be one that may be missing in a book."""
        if name not in (*self.rule.tables, *self.rule.tables_if_there):
            raise RuleError(f"{name} står inte i regelns tables")
        return self.others[name]

    def register(self, name: str) -> pl.DataFrame:
        """All rows of a table of the register, without `bok`; it must be named in the rule's
        `register`, or be one that may be missing, and has then no rows."""
        if name not in (*self.rule.register, *self.rule.register_if_there):
            raise RuleError(f"{name} står inte i regelns register")
        return self.registered[name]

    def ledger(self, name: str) -> pl.DataFrame:
        """All rows of a table of the ledger; it must be named in the rule's `ledger`."""
        if name not in self.rule.ledger:
            raise RuleError(f"{name} står inte i regelns ledger")
        return self.booked[name]

    def with_frame(self, frame: pl.DataFrame) -> Asked:
        return replace(self, frame=frame)

    def once(self, make: Callable[..., pl.DataFrame], *arguments: Hashable) -> pl.DataFrame:
        """`make(asked, *arguments)`, worked out for the first rule that asks for it of the same
        rows, and kept for the others. It carries `bok`.

        `make` sees the rows and the tables, and nothing that is the rule's own: neither its
        parameters nor, before they are joined to what it gives, the facts of its `unit`.
        """

        facts = [] if self.in_common else [f"enhet.{fact}" for fact in self.rule.unit]
        rows = self.frame.drop(facts) if facts else self.frame
        key = (
            make,
            arguments,
            self.rule.table,
            self.rule.shows,
            self.rule.scope == "batch",
            tuple(self.books["bok"]),
            tuple(rows.columns),
            tuple(rows["bok"]),
            tuple(rows["rad"]),
        )
        if key not in self.made:
            books = self.books.drop(facts) if facts else self.books
            common = replace(self, frame=rows, books=books, in_common=True)
            self.made[key] = make(common, *arguments)
        if not facts:
            return self.made[key]
        return self.made[key].join(
            self.books.select("bok", *facts), on="bok", how="left", maintain_order="left"
        )


def own_rows(rows: Asked) -> pl.DataFrame:
    """For `needs`, of a rule that makes nothing but of the rows that it is asked about."""
    return rows.frame


def folded(text: pl.Expr, *, punctuation: bool = True) -> pl.Expr:
    """A text column for comparing what people mean: case and white space apart, and punctuation if
    it is False.

    Without punctuation "Nöjda barn (enkät)." equals "Nöjda barn, enkät"; `%`, `<` and `+` still
    count.
    """
    if not punctuation:
        text = text.str.replace_all(r"[\p{P}--[%]]+", " ")
    return text.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def blank(expr: pl.Expr) -> pl.Expr:
    """Whether a cell says nothing: empty, or without any letter or digit, as people type "-" or "…"
    to fill it."""
    import polars as pl

    return ~expr.cast(pl.String).str.contains(r"[\p{L}\p{N}]").fill_null(False)


def rule(
    *,
    table: str,
    severity: Severity,
    says: str | Mapping[str, str],
    do: str | Mapping[str, str],
    marks: str = "",
    reads: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    shows: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    unit: tuple[str, ...] = (),
    tables: tuple[str, ...] = (),
    tables_if_there: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    register: Mapping[str, tuple[str, ...]] | None = None,
    register_if_there: tuple[str, ...] = (),
    ledger: tuple[str, ...] = (),
    phases: tuple[str, ...] = (),
    years: tuple[int | None, int | None] = (None, None),
    parameters: Mapping[str, Parameter] | None = None,
    scope: Scope = "row",
    whole: bool = False,
    prepare: Prepare | None = None,
    needs: Prepare | None = None,
    about_blank: bool = False,
    replaces: tuple[str, ...] = (),
) -> Callable[[Verdict], Rule]:
    """Declare a rule.

    table       the Excel table, or one of the tables of observations in `xlplan.tables` (names that
                begin with "_")
    marks       the column whose cell the finding stands on
    reads       columns that must be filled: a row with a blank or unreadable one is not asked
    also        further columns that are read; blank is allowed, an unreadable cell leaves the row
                out
    shows       columns that the sentences name and the verdict does not need: blank is allowed, and
                a text that could not be read is there as the sheet shows it
    says, do    what stands there and what to do; a rule with several cases gives a sentence a case,
                by name, and its `prepare` says in the column `fall` which case a row is
    facts       columns that `prepare` adds and the sentences name
    related     columns of the row that the finding compares with
    unit        facts of the unit that are read; a book where one is blank or unreadable is not
                asked
    tables      other tables that `prepare` reads; a book that lacks one is not asked
    tables_if_there  further ones, without rows for a book that lacks them
    kinds       the kinds of book that it is asked about: "unit", "board", "register"; () = see
                `Rule.books`
    register    tables of the register that `prepare` reads, with the columns of each that it needs;
                without a register (`--register`), or with one that lacks any of them, it is not
                asked
    register_if_there  further ones, without rows where there is no register
    ledger      tables of the ledger that `prepare` reads (`xlplan.tables.LEDGER`); without a ledger
                (`--actuals`) it is not asked
    phases      the phases it holds for; () = all.    years    first and last year it holds for
    parameters  limits, lists and pairs of words that a municipality may set in its pack, with their
                defaults
    scope       "row": a row stands alone · "book": the verdict needs the book's other rows, so a
                book with an unreadable cell in a column that is read is not asked · "batch": it
                needs all books
    whole       only where all the books there are, are checked (a folder): it says what is missing
                among them
    prepare     turns the rows asked into other rows (joins, sums); they carry bok, rad and the
                facts, and, where the finding stands elsewhere than in `marks`, `kolumn` (heading),
                or `blad` and `kol` (column number); where it compares with cells of another row,
                `jämförd_tabell`, `jämförd_rad` and `jämförda` (headings)
    needs       what the rows come of that `prepare` makes, where that is quickly told: of none
                there come none, and `prepare` is spared
    about_blank it says that a required cell is blank: other rules are silent on that cell
    replaces    rules that are silent where this one has spoken about the same row
    """

    def by_case(sentence: str | Mapping[str, str]) -> Mapping[str, str]:
        return {"": sentence} if isinstance(sentence, str) else dict(sentence)

    def declare(check: Verdict) -> Rule:
        return Rule(
            check=check,
            table=table,
            severity=severity,
            says=by_case(says),
            do=by_case(do),
            marks=marks,
            reads=reads,
            also=also,
            shows=shows,
            facts=facts,
            related=related,
            unit=unit,
            tables=tables,
            tables_if_there=tables_if_there,
            kinds=kinds,
            register=register or {},
            register_if_there=register_if_there,
            ledger=ledger,
            phases=phases,
            years=years,
            parameters=parameters or {},
            scope=scope,
            whole=whole,
            prepare=prepare,
            needs=needs,
            about_blank=about_blank,
            replaces=replaces,
        )

    return declare
