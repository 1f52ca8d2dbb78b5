"""The rule catalogue for a terminal and for the manual, from the rules' own docstrings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from itertools import groupby

from xlplan.outputs.rules.manual import markdown
from xlplan.rule import Rule
from xlplan.wording import SEVERITY_WORDS, plain, series

GROUPS = {
    "STR": "Boken som fil",
    "ENH": "Enheten",
    "MAL": "Mål",
    "IND": "Indikatorer",
    "AKT": "Aktiviteter",
    "BUD": "Budget",
    "MAN": "Månaden",
    "RES": "Resultatenheter",
    "TXT": "Texter",
    "PII": "Personuppgifter",
    "NAM": "Nämndens pengar",
    "SAM": "Alla böcker tillsammans",
    "REG": "Registret",
    "UND": "Godtagna avvikelser",
}


def catalogue(rules: Iterable[Rule]) -> str:
    """All rules, a line each, by group."""
    parts = []
    for group, members in groupby(rules, key=lambda rule: rule.id[:3]):
        parts.append(f"{GROUPS.get(group, group)}")
        parts += [
            f"  {rule.id}  {SEVERITY_WORDS[rule.severity]:<8}{_phases(rule):<11}{rule.title}"
            for rule in members
        ]
        parts.append("")
    return "\n".join(parts).rstrip()


def explained(rule: Rule) -> str:
    """One rule: its manual, what it says, and what a municipality may set."""
    facts = [f"Allvar: {SEVERITY_WORDS[rule.severity]}", f"Skeden: {_phases(rule) or 'alla'}"]
    facts += [f"Inställning: {name} = {_setting(value)}" for name, value in rule.parameters.items()]
    said = "Så säger regeln:\n" + "\n".join(f"    {says}\n    → {do}" for says, do in _said(rule))
    return "\n\n".join(
        [f"{rule.id}  {rule.title}.", textwrap.indent("\n".join(facts), "  "), _body(rule), said]
    )


def _said(rule: Rule) -> list[tuple[str, str]]:
    return [rule.text.sentences(case) for case in rule.says]


def _body(rule: Rule) -> str:
    _, _, rest = rule.manual.partition("\n")
    return rest.strip()


def _phases(rule: Rule) -> str:
    return " ".join(rule.phases)


def _setting(value: object) -> str:
    if isinstance(value, Mapping):
        return series(f"”{old}” → ”{new}”" for old, new in value.items()) or "ingen"
    if isinstance(value, tuple):
        return series(f"”{item}”" for item in value) or "ingen"
    return plain(value)  # type: ignore[arg-type]


def manual_page(rules: Iterable[Rule]) -> str:
    """`docs/regler.md`: every rule with why, an example that breaks it and one that passes."""
    parts = [
        "# Regler",
        "Den här sidan görs av reglernas egna filer med `make regler`. Ändra i `rules/`, inte här.",
    ]
    for group, members in groupby(rules, key=lambda rule: rule.id[:3]):
        parts.append(f"## {group}: {GROUPS.get(group, group)}")
        for rule in members:
            parts.append(f"### {rule.id} {rule.title}")
            facts = (
                f"*{SEVERITY_WORDS[rule.severity].capitalize()}* · {_phases(rule) or 'alla skeden'}"
            )
            parts.append(
                facts
                + "".join(
                    f" · `{name}` = {_setting(value)}" for name, value in rule.parameters.items()
                )
            )
            parts.append(markdown(rule.manual))
            parts += [f"> {says}\n>\n> → {do}" for says, do in _said(rule)]
    return "\n\n".join(parts) + "\n"
