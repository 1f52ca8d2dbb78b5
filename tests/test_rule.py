"""How a rule says what it reads, and when it is prepared."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from cases import book, pack

from xlplan.checking.engine import ask
from xlplan.rule import (
    ERROR,
    Asked,
    Rule,
    RuleError,
    fact,
    ledger,
    optional,
    register,
    rule,
    shown,
)
from xlplan.tables import build


def declared(**more: Any) -> Rule:
    defaults: dict[str, Any] = {
        "table": "tblAktiviteter",
        "marks": "Aktivitet",
        "severity": ERROR,
        "says": "Något är fel.",
        "do": "Rätta det.",
    }
    return rule(**(defaults | more))(lambda rows: pl.lit(False))


def test_each_name_in_reads_is_read_in_its_own_way() -> None:
    read = declared(
        reads=("Aktivitet", optional("Analys T1", "Analys T2"), shown("Mål-ID"), fact("År")),
        says="{Aktivitet} {Analys T1} {Mål-ID} {enhet.År}.",
    )
    assert (read.reads, read.also, read.shows, read.unit) == (
        ("Aktivitet",),
        ("Analys T1", "Analys T2"),
        ("Mål-ID",),
        ("År",),
    )


def test_each_table_beside_is_found_where_it_is() -> None:
    units = register("tblEnheter", "Enhetskod")
    read = declared(
        tables=(
            "tblMal",
            optional("tblManad", register("tblIndikatorer")),
            units,
            register("tblEnheter", "Enhetskod", "Nämnd"),
            ledger("huvudbok"),
        )
    )
    assert read.tables == ("tblMal",) and read.tables_if_there == ("tblManad",)
    assert read.register == {"tblEnheter": ("Enhetskod", "Nämnd")}
    assert read.register_if_there == ("tblIndikatorer",) and read.ledger == ("huvudbok",)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"reads": "Aktivitet"}, r'reads är flera namn; ett ensamt skrivs \("Aktivitet",\)'),
        ({"tables": "tblMal"}, "tables är flera namn"),
        ({"reads": (register("tblEnheter"),)}, "register hör inte hemma i reads"),
        ({"tables": (fact("År"),)}, "fact hör inte hemma i tables"),
        ({"reads": (optional(shown("Mål-ID")),)}, "optional i reads tar namn på kolumner"),
        ({"tables": (optional(register("tblEnheter", "Enhet")),)}, "register utan kolumner"),
        ({"related": ("Ansvarig",)}, "related nämner Ansvarig"),
        ({"says": "{Aktivitet}."}, "nämner Aktivitet, som regeln inte läser"),
        ({"says": "{enhet.År}.", "prepare": lambda rows: rows.frame}, "nämner enhet.År"),
    ],
)
def test_a_slip_in_what_is_read_is_told_when_the_rule_is_declared(
    more: dict[str, Any], why: str
) -> None:
    with pytest.raises(RuleError, match=why):
        declared(**more)


def findings(*rules: Rule, **tables: str) -> list[int]:
    answers = ask(rules, build([book(dict(tables))], pack().specs), date(2026, 1, 1))
    assert not [told.why for told in answers.outcomes[0] if told.why]
    return [len(answers.findings.get(0, []))]


@pytest.mark.parametrize(
    ("scope", "goals", "made"),
    [("row", "", 0), ("book", "", 1), ("row", "| Mål |\n| Trygga barn |", 1)],
)
def test_rows_that_stand_alone_are_not_made_of_nothing(scope: str, goals: str, made: int) -> None:
    def prepare(rows: Asked) -> pl.DataFrame:
        return rows.books.select("bok", rad=pl.lit(None, pl.Int64))

    about = declared(scope=scope, tables=("tblMal",), prepare=prepare)
    tables = {"tblMal": goals} if goals else {}
    assert findings(about, **tables) == [made]


@pytest.mark.parametrize("there", [True, False])
def test_prepare_goes_on_only_if_there_is_something_to_make_rows_of(there: bool) -> None:
    def prepare(rows: Asked) -> pl.DataFrame:
        rows.only_if(there)
        return rows.frame

    about = declared(reads=("Aktivitet",), prepare=prepare)
    assert findings(about, tblAktiviteter="| Aktivitet |\n| Möte |") == [int(there)]
