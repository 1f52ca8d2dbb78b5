"""Asks rules about books, each rule once for all of them, and turns verdicts into findings.

A rule ends as run, skipped (with why) or crashed, for each book. A crash of one rule never stops
the others, and is kept to the book that caused it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from xlplan.checking.applicability import applicability
from xlplan.checking.checks import RuleCheck
from xlplan.checking.deviations import Answers, accept, met_or_not
from xlplan.checking.placement import anchor, compared, key_of, reference
from xlplan.checking.polars_thread import in_memory
from xlplan.model import Ending, Finding, Outcome, Ref, Value
from xlplan.rule import Rule, RuleError
from xlplan.tables import Frames, TableSpec
from xlplan.wording import mask


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


@in_memory()
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


@in_memory()
def ask_batch(rules: Iterable[Rule], frames: Frames, today: date) -> Answers:
    """Ask the rules that need all books of the batch at once."""
    answers = Answers()
    for rule in rules:
        _ask(rule, frames, answers)
    accept(frames, answers, today)
    return answers


# -- asking one rule -------------------------------------------------------------------------------
def _ask(rule: Rule, frames: Frames, answers: Answers) -> None:
    asked, skipped = applicability(rule, frames)
    for bok, not_asked in skipped.items():
        answers.outcomes[bok].append(
            Outcome(rule.id, Ending.SKIPPED, why=mask(not_asked.why), planned=not_asked.planned)
        )
    if asked and not _ask_about(rule, frames, asked, answers):
        for bok in asked:  # one book's fault is not the others'
            _ask_about(rule, frames, [bok], answers)


def _ask_about(rule: Rule, frames: Frames, books: Sequence[int], answers: Answers) -> bool:
    """Ask a rule about some books at once; False, and nothing answered, where it crashes on one of
    several that can be asked one by one."""
    check = RuleCheck(rule, books, given=lambda table: (frames, table))
    try:
        failed = check.failed(frames.with_books(rule.table))
        found = [(row["bok"], _finding(rule, row, frames)) for row in failed.iter_rows(named=True)]
    except Exception as error:
        if len(books) > 1 and rule.scope != "batch":
            return False
        crashed = Outcome(rule.id, Ending.CRASHED, why=_why(rule, error), own=rule.own)
        for bok in books:
            answers.outcomes[bok].append(crashed)
        return True
    for bok, finding in found:
        answers.findings[bok].append(finding)
    for bok in books:
        answers.outcomes[bok].append(Outcome(rule.id, Ending.RUN, rows=check.counts[bok]))
    return True


def _why(rule: Rule, error: Exception) -> str:
    """What Python says, which may name a cell's value."""
    said = isinstance(error, RuleError) and rule.own
    return mask(str(error) if said else f"{type(error).__name__}: {error}")


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
