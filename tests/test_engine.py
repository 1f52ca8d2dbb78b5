"""How rules are asked: alone or among others, past faults of cells, of books and of rules
themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from cases import TODAY, book, pack
from hypothesis import given
from hypothesis import strategies as st

from xlplan.checking.engine import ask
from xlplan.checking.register import tables_of
from xlplan.model import Ending, Finding, Severity
from xlplan.outputs.lines import lines
from xlplan.rule import ERROR, WARNING, Asked, Rule, RuleError, fact, optional, rule
from xlplan.tables import booked, build
from xlplan.wording import told

LATE = {
    "tblAktiviteter": """
    | Mål-ID | Aktivitet | Startdatum | Slutdatum  |
    | E1     | Barnråd   | 2026-04-01 | 2026-03-01 |
    """
}
CLEAN = {
    "tblAktiviteter": """
    | Mål-ID | Aktivitet | Startdatum | Slutdatum  |
    | E1     | Barnråd   | 2026-04-01 | 2026-05-01 |
    """
}
UNTYPED = {
    "tblAktiviteter": """
    | Mål-ID | Aktivitet | Startdatum | Slutdatum  |
    | E1     | Barnråd   | i mars     | 2026-03-01 |
    | E1     | Köksråd   | 2026-05-01 | 2026-03-01 |
    """
}


def found(cases: list[dict[str, Any]], *rules: Rule, today: date = TODAY) -> list[list[Finding]]:
    frames = build([book(case) for case in cases], pack().specs)
    answers = ask(rules, frames, today)
    return [answers.findings.get(bok, []) for bok in range(len(cases))]


def shipped(*ids: str) -> list[Rule]:
    return [pack().rules[rule_id] for rule_id in ids]


def made(check: Any, rule_id: str = "AKT900", **more: Any) -> Rule:
    defaults: dict[str, Any] = {
        "table": "tblAktiviteter",
        "marks": "Aktivitet",
        "reads": ("Aktivitet",),
        "severity": ERROR,
        "says": "”{Aktivitet}” prövas.",
        "do": "Gör något.",
    }
    return replace(rule(**(defaults | more))(check), id=rule_id)


def test_a_row_with_an_unreadable_cell_is_left_to_the_rule_about_kinds() -> None:
    [findings] = found([UNTYPED], *shipped("AKT002", "STR008"))
    assert [(f.rule, f.ref.a1 if f.ref else "") for f in findings] == [
        ("STR008", "C2"),
        ("AKT002", "D3"),
    ]


@given(st.permutations([LATE, CLEAN, UNTYPED, {}]))
def test_findings_are_the_same_alone_and_among_others_in_any_order(
    cases: list[dict[str, Any]],
) -> None:
    rules = [rule for rule in pack().rules.values() if rule.scope != "batch"]
    together = found(cases, *rules)
    assert together == [found([case], *rules)[0] for case in cases]


def test_a_rule_that_crashes_on_one_book_is_asked_of_the_others() -> None:
    def check(rows: Asked) -> pl.Expr:
        if 1 in rows.frame["bok"].to_list():
            raise RuntimeError("boom")
        return pl.lit(False)

    frames = build([book(LATE), book(CLEAN), book(LATE)], pack().specs)
    answers = ask([made(check)], frames, TODAY)
    endings = {bok: outcomes[0].ending for bok, outcomes in answers.outcomes.items()}
    assert endings == {0: Ending.RUN, 1: Ending.CRASHED, 2: Ending.RUN}
    assert [len(answers.findings.get(bok, [])) for bok in range(3)] == [1, 0, 1]
    assert "boom" in answers.outcomes[1][0].why


def test_a_rule_is_skipped_with_its_reason() -> None:
    late = replace(pack().rules["AKT002"], phases=("VB",))
    unit = replace(pack().rules["AKT002"], unit=("Nettobudget",))
    frames = build(
        [book({**LATE, "utan": ["tblMal"]}), book({"utan": ["tblAktiviteter"]})], pack().specs
    )
    answers = ask([late, unit], frames, TODAY)
    assert [(o.ending, o.why, o.planned) for o in answers.outcomes[0]] == [
        (Ending.SKIPPED, "gäller bara i VB", True),
        (Ending.SKIPPED, "Nettobudget är inte ifyllt på bladet Enhet", False),
    ]
    assert answers.outcomes[1][1].why == "tabellen tblAktiviteter saknas"


def test_a_rule_on_the_ledger_is_skipped_without_one() -> None:
    case = {
        "enhet": {"Enhetskod": "4127", "Avser månad": 1},
        "tblManad": "| Post | Radtyp | jan |\n| Resor | kostnad | 9 |",
    }
    [told] = ask(shipped("MAN010"), build([book(case)], pack().specs), TODAY).outcomes[0]
    assert (told.ending, told.why, told.planned) == (
        Ending.SKIPPED,
        "ingen huvudbok är angiven (--actuals)",
        True,
    )
    booked_of = booked({"4127": {("Resor", "kostnad"): (900_000, 500_000, *[0] * 10)}}, 2026, (1,))
    answers = ask(shipped("MAN010"), build([book(case)], pack().specs, ledger=booked_of), TODAY)
    assert (answers.outcomes[0][0].ending, answers.findings) == (Ending.RUN, {})


def test_a_ledger_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="no table of the ledger: reskontra"):
        build([], pack().specs, ledger={"reskontra": pl.DataFrame()})
    with pytest.raises(ValueError, match="huvudbok lacks Enhetskod"):
        build([], pack().specs, ledger={"huvudbok": pl.DataFrame()})


@pytest.mark.parametrize(
    ("lacks", "why"),
    [
        ("tblIndikatorer.KF:s årsmål", {"IND009"}),
        ("tblIndikatorer.Gäller från", {"IND009", "IND010"}),
        ("tblMal.Enheter", {"IND009", "IND010", "MAL005"}),
        ("tblEnheter.Avdelning", {"ENH005"}),
        ("tblIndikatorer.Bättre", set()),
    ],
)
def test_a_rule_is_skipped_where_the_register_lacks_a_column_that_it_needs(
    lacks: str, why: set[str]
) -> None:
    table, column = lacks.split(".")
    tables = tables_of(book({"slag": "register", "namn": {lacks: ""}}), pack().specs)
    frames = build([book({"enhet": {"Enhetskod": "4127"}})], pack().specs, register=tables)
    outcomes = ask(
        shipped("IND008", "IND009", "IND010", "MAL005", "ENH005"), frames, TODAY
    ).outcomes[0]
    told = {outcome.rule: outcome.why for outcome in outcomes if outcome.ending == Ending.SKIPPED}
    assert told == dict.fromkeys(why, f"registret saknar kolumnen {column} i {table}")
    assert not any(outcome.planned for outcome in outcomes)


def test_a_blank_required_cell_silences_what_else_is_said_of_it() -> None:
    blank = made(lambda rows: pl.lit(False), "AKT901", about_blank=True)
    other = made(lambda rows: pl.lit(False), "AKT902")
    assert [f.rule for f in found([CLEAN], blank, other)[0]] == ["AKT901"]


def test_a_rule_replaces_another_on_its_row_only() -> None:
    two = {"tblAktiviteter": "| Aktivitet |\n| Ett |\n| Två |"}
    first = made(lambda rows: rows["Aktivitet"] != "Ett", "AKT901", replaces=("AKT902",))
    every = made(lambda rows: pl.lit(False), "AKT902")
    assert [(f.rule, f.ref.a1) for f in found([two], first, every)[0] if f.ref] == [
        ("AKT901", "A2"),
        ("AKT902", "A3"),
    ]


def test_equal_sentences_become_one_line_with_all_their_cells() -> None:
    twice = {"tblAktiviteter": "| Aktivitet |\n| Möte |\n| Annat |\n| Möte |"}
    findings = found([twice], made(lambda rows: pl.lit(False)))[0]
    assert len(findings) == 3, "each keeps its key and fingerprint"
    assert [line.place for line in lines(findings)] == ["A2, A4", "A3"]


def test_a_rule_with_several_cases_says_the_rows_own() -> None:
    two = {"tblAktiviteter": "| Aktivitet |\n| Ett |\n| Två |"}
    rule = made(
        lambda rows: pl.lit(False),
        says={"första": "Först ”{Aktivitet}”.", "annan": "Sedan ”{Aktivitet}”."},
        prepare=lambda rows: rows.frame.with_columns(
            fall=pl.when(pl.col("Aktivitet") == "Ett")
            .then(pl.lit("första"))
            .otherwise(pl.lit("annan"))
        ),
    )
    findings = found([two], rule)[0]
    assert [told(rule.text, finding)[0] for finding in findings] == ["Först ”Ett”.", "Sedan ”Två”."]
    with pytest.raises(RuleError, match="fallet"):
        made(lambda rows: pl.lit(False), says={"a": "Ett."}, do={"b": "Gör."})


def test_a_deviation_is_accepted_by_rule_and_key_until_its_day() -> None:
    accepted = {
        **LATE,
        "tblUndantag": """
    | Regel  | Nyckel       | Skäl           | Beslutat av | Gäller till |
    | akt002 | E1 · barnråd | Nämnden vet om | Controller  | 2026-12-31  |
    """,
    }
    [[finding]] = found([accepted], *shipped("AKT002", "UND001"))
    assert (finding.accepted, finding.reason) == (True, "Nämnden vet om (Controller)")
    late = found([accepted], *shipped("AKT002", "UND001"), today=date(2027, 1, 1))[0]
    assert [(f.rule, f.accepted) for f in late] == [("AKT002", False), ("UND001", False)]
    unexplained = {
        **accepted,
        "tblUndantag": accepted["tblUndantag"].replace("Nämnden vet om", "-"),
    }
    told = found([unexplained], *shipped("AKT002", "UND001"))[0]
    assert [(f.rule, f.accepted, f.case) for f in told] == [
        ("AKT002", False, ""),
        ("UND001", False, "inget skäl"),
    ]


def test_a_fingerprint_follows_the_row_when_it_moves() -> None:
    moved = {
        "tblAktiviteter": LATE["tblAktiviteter"].replace(
            "| E1     | Barnråd", "| E2 | Nytt | | |\n    | E1     | Barnråd"
        )
    }
    [[before]], [after] = found([LATE], *shipped("AKT002")), found([moved], *shipped("AKT002"))[0]
    assert before.ref != after.ref and before.fingerprint == after.fingerprint


def test_findings_with_the_same_fingerprint_are_told_apart() -> None:
    twice = {"tblMal": "| Mål-ID | Mål |\n| E1 | A |\n| E1 | B |"}
    always = made(
        lambda rows: pl.lit(False),
        "MAL900",
        table="tblMal",
        marks="Mål",
        reads=("Mål",),
        says="Ett mål.",
    )
    first, second = found([twice], always)[0]
    assert second.fingerprint == f"{first.fingerprint}-2"


def test_the_place_is_shown_with_the_row_above() -> None:
    two = {
        "tblAktiviteter": LATE["tblAktiviteter"].replace(
            "| E1     | Barnråd", "| E2 | Nytt | | |\n    | E1     | Barnråd"
        )
    }
    [[finding]] = found([two], *shipped("AKT002"))
    assert finding.anchor is not None
    assert finding.anchor.headings == ("Mål-ID", "Aktivitet", "Startdatum", "Slutdatum")
    assert [row.row for row in finding.anchor.rows] == [2, 3]
    assert finding.anchor.rows[1].cells == ("E1", "Barnråd", "2026-04-01", "2026-03-01")


def test_a_personal_number_is_masked_wherever_it_is_shown() -> None:
    secret = {"tblAktiviteter": "| Mål-ID | Aktivitet |\n| E1 | Hjälpa 19811228-9874 |"}
    [[finding]] = found([secret], made(lambda rows: pl.lit(False)))
    assert finding.anchor is not None
    shown = f"{finding.key} {finding.facts} {finding.anchor.rows}"
    assert "9874" not in shown and "1981••••-••••" in shown


def test_phase_asked_for_comes_before_the_books_own() -> None:
    frames = build([book({"enhet": {"Skede": "VB"}})], pack().specs, phase="T1")
    assert frames.units["skede"].to_list() == ["T1"]


def test_a_sentence_may_only_name_what_the_rule_reads() -> None:
    with pytest.raises(RuleError, match="Ansvarig"):
        made(lambda rows: pl.lit(True), says="{Ansvarig} är ansvarig.")


def test_a_verdict_that_is_null_is_another_rules_matter() -> None:
    assert found(
        [CLEAN],
        made(lambda rows: rows["Ansvarig"] == "x", reads=("Aktivitet", optional("Ansvarig"))),
    ) == [[]]


def test_severity_is_the_rules_own() -> None:
    [[finding]] = found([CLEAN], made(lambda rows: pl.lit(False), severity=WARNING))
    assert finding.severity is Severity.WARNING


def counted_rows(rows: Asked) -> pl.DataFrame:
    MADE.append(rows.frame.height)
    return rows.frame.with_columns(antal=pl.len().over("bok"))


MADE: list[int] = []
"""How many rows each call of `counted_rows` saw."""


def test_what_rules_make_of_the_same_rows_is_made_once_and_of_other_rows_again() -> None:
    MADE.clear()

    def prepare(rows: Asked) -> pl.DataFrame:
        return rows.once(counted_rows)

    more: dict[str, Any] = {"prepare": prepare, "says": "{antal} aktiviteter."}
    rules = [
        made(lambda rows: pl.lit(False), "AKT901", **more),
        made(
            lambda rows: pl.lit(False),
            "AKT902",
            **(more | {"reads": ("Aktivitet", fact("Enhetskod"))}),
        ),
        made(lambda rows: pl.lit(False), "AKT903", **(more | {"reads": ("Startdatum",)})),
    ]
    [findings] = found([UNTYPED | {"enhet": {"Enhetskod": "4127"}}], *rules)
    assert [(f.rule, f.facts["antal"]) for f in findings] == [
        ("AKT901", 2),
        ("AKT902", 2),
        ("AKT901", 2),
        ("AKT902", 2),
        ("AKT903", 1),
    ]
    assert MADE == [2, 1]


@pytest.mark.parametrize(
    "reads",
    [lambda rows: rows.parameter("dagar"), lambda rows: rows.frame["enhet.Nettobudget"]],
    ids=["parameter", "unit"],
)
def test_what_is_made_for_several_rules_depends_on_nothing_of_ones_own(reads: Any) -> None:
    def make(rows: Asked) -> pl.DataFrame:
        reads(rows)
        return rows.frame

    own = made(
        lambda rows: pl.lit(False),
        prepare=lambda rows: rows.once(make),
        parameters={"dagar": 5},
        reads=("Aktivitet", fact("Nettobudget")),
    )
    frames = build([book(CLEAN | {"enhet": {"Nettobudget": 100}})], pack().specs)
    assert [told.ending for told in ask([own], frames, TODAY).outcomes[0]] == [Ending.CRASHED]
