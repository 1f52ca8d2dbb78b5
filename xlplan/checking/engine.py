"""Asks rules about books, each rule once for all of them, and turns verdicts into findings.

A rule ends as run, skipped (with why) or crashed, for each book. A crash of one rule never stops
the others, and is kept to the book that caused it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
from pandera.backends.polars.checks import PolarsCheckBackend
from pandera.polars import Check, PolarsData

from xlplan.checking.deviations import Answers, accept, met_or_not
from xlplan.checking.placement import anchor, compared, key_of, reference
from xlplan.model import Ending, Finding, Outcome, Ref, Value
from xlplan.rule import Asked, Rule
from xlplan.tables import Frames, TableSpec
from xlplan.wording import mask

pl.Config.set_engine_affinity(
    "in-memory"
)  # the frames are small: starting the streaming engine costs more

OUTCOME = "check_output"


def for_batch(rules: Iterable[Rule], frames: Frames) -> dict[str, pl.DataFrame]:
    """What a worker hands back of its books for the rules that need them all: small, so that memory
    stays flat. Of a table that rules are asked about, and that none reads besides, only the columns
    that they read."""
    asked = [rule for rule in rules if rule.scope == "batch"]
    whole = {"tblUndantag", "_celler", "_filer"}.union(
        *({*rule.tables, *rule.tables_if_there} for rule in asked)
    )
    kept = {name: frames.tables[name] for name in frames.tables if name in whole}
    for table in {rule.table for rule in asked} - whole:
        of_table = [rule for rule in asked if rule.table == table]
        read = {
            name for rule in of_table for name in (rule.marks, *rule.reads, *rule.also, *rule.shows)
        }
        read |= {
            "bok",
            "rad",
            *(frames.specs[table].key if table in frames.specs else frames.tables[table].columns),
        }
        kept[table] = frames.tables[table].select(
            name for name in frames.tables[table].columns if name in read
        )
    return kept


def ask(rules: Iterable[Rule], frames: Frames, today: date, known: Collection[str] = ()) -> Answers:
    """Ask every rule about every book; `today` decides whether an accepted deviation still holds.

    `known` are the ids of all rules of the pack, also of those that are not asked: a deviation may
    name them.

    The rule on the table `_undantag` is asked last, when it is known which deviations were met.
    """
    answers = Answers()
    rules = list(rules)
    for rule in rules:
        if rule.table != "_undantag":
            _ask(rule, frames, answers)
    _quiet(rules, answers)
    met = accept(frames, answers, today)
    for rule in rules:
        if rule.table == "_undantag":
            frames.tables["_undantag"] = met_or_not(frames, answers, met, today, known)
            _ask(rule, frames, answers)
    for bok, found in answers.findings.items():
        answers.findings[bok] = ordered(found, frames.specs)
    return answers


def ask_batch(rules: Iterable[Rule], frames: Frames, today: date) -> Answers:
    """Ask the rules that need all books of the batch at once."""
    answers = Answers()
    for rule in rules:
        _ask(rule, frames, answers)
    accept(frames, answers, today)
    return answers


# -- asking one rule -------------------------------------------------------------------------------
def _ask(rule: Rule, frames: Frames, answers: Answers) -> None:
    asked, skipped = _books_asked(rule, frames)
    for bok, (why, planned) in skipped.items():
        answers.outcomes[bok].append(Outcome(rule.id, Ending.SKIPPED, why=why, planned=planned))
    if not asked:
        return
    try:
        failing, counts = _verdicts(rule, frames, asked)
        found = [(row["bok"], _finding(rule, row, frames)) for row in failing.iter_rows(named=True)]
    except Exception as error:
        if (
            len(asked) > 1 and rule.scope != "batch"
        ):  # one book's fault is not the others': ask them one by one
            for bok in asked:
                _ask_one(rule, frames, bok, answers)
        else:
            why = f"{type(error).__name__}: {error}"
            for bok in asked:
                answers.outcomes[bok].append(Outcome(rule.id, Ending.CRASHED, why=why))
        return
    for bok, finding in found:
        answers.findings[bok].append(finding)
    for bok in asked:
        answers.outcomes[bok].append(Outcome(rule.id, Ending.RUN, rows=counts.get(bok, 0)))


def _ask_one(rule: Rule, frames: Frames, bok: int, answers: Answers) -> None:
    try:
        failing, counts = _verdicts(rule, frames, [bok])
        found = [_finding(rule, row, frames) for row in failing.iter_rows(named=True)]
    except Exception as error:
        answers.outcomes[bok].append(
            Outcome(rule.id, Ending.CRASHED, why=f"{type(error).__name__}: {error}")
        )
        return
    answers.findings[bok].extend(found)
    answers.outcomes[bok].append(Outcome(rule.id, Ending.RUN, rows=counts.get(bok, 0)))


def _books_asked(rule: Rule, frames: Frames) -> tuple[list[int], dict[int, tuple[str, bool]]]:
    """The books that the rule is asked about, and why not the others (and whether the rule itself
    says so)."""
    if rule.table == "_filer":
        return list(frames.tables["_filer"]["bok"]), {}
    asked: list[int] = []
    skipped: dict[int, tuple[str, bool]] = {}
    keys = {
        table: set(frames.specs[table].key) if table in frames.specs else set[str]()
        for table in rule.tables
    }
    needed = {**keys, rule.table: {*rule.reads, *rule.also}}
    # a rule over a whole book needs every cell that it reads
    blind = _blind(
        frames, {**keys, rule.table: needed[rule.table]} if rule.scope == "book" else keys
    )
    unread = {(bok, column) for bok, _, column in frames.unread} if rule.unit else set()
    unregistered = _unregistered(rule, frames)
    for unit in frames.facts:
        bok, year = unit["bok"], unit["år"]
        why = rule.valid(unit["bokslag"], unit["skede"], int(year) if year is not None else None)
        if not why and not frames.register and rule.register:
            why = "inget register är angivet (--register)"
        if not why and set(rule.ledger) - frames.ledger.keys():
            why = "ingen huvudbok är angiven (--actuals)"
        if not why and rule.whole and not frames.whole:
            why = "frågas bara när en hel mapp granskas"
        planned = bool(why)
        if why and rule.phases and not unit["skede"] and unit["bokslag"] in rule.books:
            why, planned = "bokens Skede är inte ifyllt", False
        why = why or next(
            filter(None, (_lacking(frames, bok, table, cols) for table, cols in needed.items())), ""
        )
        why = why or unregistered
        why = why or _untold(rule, frames, bok)
        why = why or blind.get(bok, "")
        if not why and (blank := [fact for fact in rule.unit if unit.get(f"enhet.{fact}") is None]):
            state = "går inte att läsa" if (bok, blank[0]) in unread else "är inte ifyllt"
            why = f"{blank[0]} {state} på bladet Enhet"
        if why:
            skipped[bok] = why, planned
        else:
            asked.append(bok)
    return asked, skipped


def _untold(rule: Rule, frames: Frames, bok: int) -> str:
    """What the rule needs that the program where the book is open does not tell."""
    needed = (rule.table, *rule.tables, *rule.tables_if_there)
    name = next(filter(None, (frames.untold(bok, table) for table in needed)), "")
    return f"{name} syns inte från Excel på webben" if name else ""


def _unregistered(rule: Rule, frames: Frames) -> str:
    """What the rule needs that the register lacks, if there is a register."""
    for table, columns in rule.register.items() if frames.register else ():
        if table not in frames.register:
            return f"registret saknar tabellen {table}"
        if gone := next(
            (column for column in columns if column not in frames.register[table].columns), ""
        ):
            return f"registret saknar kolumnen {gone} i {table}"
    return ""


def _blind(frames: Frames, keys: Mapping[str, set[str]]) -> dict[int, str]:
    """The books where a table has an unreadable cell in one of those columns: what it says would
    seem to be missing."""
    return {
        bok: f"en cell i kolumnen {column} i {table} går inte att läsa"
        for bok, table, column in frames.unread
        if column in keys.get(table, ())
    }


def _lacking(frames: Frames, bok: int, table: str, columns: set[str]) -> str:
    lacking = frames.missing.get((bok, table), frozenset())
    if (bok, table) not in frames.places and table in frames.specs and lacking:
        return f"tabellen {table} saknas"
    gone = sorted(columns & lacking)
    return f"{gone[0]} saknas i {table}" if gone else ""


def _verdicts(
    rule: Rule, frames: Frames, books: Sequence[int]
) -> tuple[pl.DataFrame, dict[int, int]]:
    """The rows that break the rule, and how many rows were asked in each book."""
    # mostly every book is asked; picking each one's rows would cost as much as many a rule
    chosen = None if len(books) >= frames.units.height else pl.col("bok").is_in(books)
    asked_of = _only(chosen, frames.of_books(rule.unit))
    frame = _rows(rule, frames, chosen)
    every = (
        chosen if rule.scope != "batch" else None
    )  # what holds all books together may stand in one of another kind
    others = {
        table: _only(every, frames.tables[table]) for table in (*rule.tables, *rule.tables_if_there)
    }
    registered = {
        table: frames.registered(table) for table in (*rule.register, *rule.register_if_there)
    }
    booked = {table: frames.ledger[table] for table in rule.ledger}
    asked = Asked(frame, rule, others, asked_of, registered, booked, frames.made).prepared()
    if asked.frame.is_empty():
        return asked.frame, {}
    # a verdict that is null was about a blank: that is another rule's matter
    check = Check(
        lambda data: data.lazyframe.select(rule.check(asked).fill_null(True).alias(OUTCOME)),
        name=rule.id,
    )
    # by pandera's backend itself: called, the check would also prepare a table of what fails, for
    # nobody to read
    verdict = PolarsCheckBackend(check).apply(PolarsData(asked.frame.lazy())).collect().to_series()
    failing = asked.frame.clear() if verdict.all() else asked.frame.filter(~verdict)
    return failing, Counter(asked.frame.get_column("bok").to_list())


def _rows(rule: Rule, frames: Frames, chosen: pl.Expr | None) -> pl.DataFrame:
    """The rows that the rule is asked about, with what is known of their books."""
    frame = _only(chosen, frames.with_books(rule.table))
    if any(table == rule.table for _, table, _ in frames.unread):
        frame = _as_shown(rule, _readable(rule, frame.lazy(), frames), frames).collect()
    if rule.reads:
        frame = frame.drop_nulls(list(rule.reads))
    if rule.unit:
        facts = frames.units.select("bok", *(f"enhet.{fact}" for fact in rule.unit))
        frame = frame.join(facts, on="bok", how="left", maintain_order="left")
    return frame


def _only(chosen: pl.Expr | None, frame: pl.DataFrame) -> pl.DataFrame:
    return frame if chosen is None else frame.filter(chosen)


def _readable(rule: Rule, query: pl.LazyFrame, frames: Frames) -> pl.LazyFrame:
    """Without the rows (or, for a rule over a whole book, the books) whose cells could not be
    read."""
    columns = {*rule.reads, *rule.also}
    if rule.table not in frames.specs or not any(
        t == rule.table and c in columns for _, t, c in frames.unread
    ):
        return query
    blind = (
        frames.tables["_celler"]
        .lazy()
        .filter(pl.col("tabell") == rule.table, pl.col("kolumn").is_in(columns))
    )
    by = (
        ["bok", "rad"]
        if rule.scope == "row" and not frames.specs[rule.table].transposed
        else ["bok"]
    )
    return query.join(blind, on=by, how="anti", maintain_order="left")


def _as_shown(rule: Rule, query: pl.LazyFrame, frames: Frames) -> pl.LazyFrame:
    """Text that a rule only names, and that could not be read, as it stands in the sheet."""
    texts = [
        heading for heading in rule.shows if frames.tables[rule.table].schema[heading] == pl.String
    ]
    for heading in texts:
        if any(t == rule.table and c == heading for _, t, c in frames.unread):
            there = (pl.col("tabell") == rule.table) & (pl.col("kolumn") == heading)
            shown = (
                frames.tables["_celler"].lazy().filter(there).select("bok", "rad", _visas="visas")
            )
            shown = shown.unique(["bok", "rad"])
            query = query.join(shown, on=["bok", "rad"], how="left", maintain_order="left")
            query = query.with_columns(pl.coalesce(heading, "_visas").alias(heading)).drop("_visas")
    return query


# -- findings --------------------------------------------------------------------------------------
def _finding(rule: Rule, row: Mapping[str, Value], frames: Frames) -> Finding:
    bok, table, heading, ref = reference(rule, row, frames)
    case = rule.case(row.get("fall"))
    facts = {
        name: mask(value) if isinstance(value := row[name], str) else value
        for name in rule.said(case)
    }
    key = key_of(frames, bok, table, heading, row)
    # what other books are in the batch is no part of what a finding is
    values = () if rule.scope == "batch" else facts.values()
    digest = hashlib.sha256(
        "\x1f".join((rule.id, table, key, heading, case, *map(repr, values))).encode()
    )
    related = [heading for heading in rule.related]
    place = frames.places.get((bok, table))
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        ref=ref,
        column=heading,
        key=key,
        facts=facts,
        case=case,
        related=(
            *(place.ref(ref.row, name) for name in related if place and ref),
            *compared(row, frames),
        ),
        anchor=anchor(frames, bok, table, ref, related) if ref else None,
        fingerprint=digest.hexdigest()[:16],
    )


def _quiet(rules: Sequence[Rule], answers: Answers) -> None:
    """Noise control: a rule that replaces others, and a blank required cell, silence what else is
    said there."""
    replaced = {rule.id: rule.replaces for rule in rules if rule.replaces}
    about_blank = {rule.id for rule in rules if rule.about_blank}
    for bok, found in answers.findings.items():
        silenced = {(ref_row(f), other) for f in found for other in replaced.get(f.rule, ())}
        blank = {f.ref: f.rule for f in found if f.rule in about_blank and f.ref is not None}
        answers.findings[bok] = [
            f
            for f in found
            if (ref_row(f), f.rule) not in silenced
            and (f.ref not in blank or f.rule in about_blank)
        ]


def ref_row(finding: Finding) -> tuple[str, int]:
    return (finding.ref.sheet, finding.ref.row) if finding.ref else ("", 0)


def ordered(found: Iterable[Finding], specs: Mapping[str, TableSpec]) -> list[Finding]:
    """In the order of the workbook's sheets, rows and columns; what concerns the whole file comes
    first."""
    sheets = {spec.sheet: i for i, spec in enumerate(specs.values())}

    def order(finding: Finding) -> tuple[object, ...]:
        ref = finding.ref or Ref("", 0, 0)
        return (
            sheets.get(ref.sheet, -1 if not ref.sheet else 99),
            ref.sheet,
            ref.row,
            ref.column,
            finding.rule,
            finding.key,
        )

    return _distinct(sorted(found, key=order))


def _distinct(found: Sequence[Finding]) -> list[Finding]:
    """Two findings with the same fingerprint get a running number, so that each can be told
    apart."""
    seen: dict[str, int] = defaultdict(int)
    told_apart = []
    for finding in found:
        seen[finding.fingerprint] += 1
        if (number := seen[finding.fingerprint]) > 1:
            finding = replace(finding, fingerprint=f"{finding.fingerprint}-{number}")
        told_apart.append(finding)
    return told_apart
