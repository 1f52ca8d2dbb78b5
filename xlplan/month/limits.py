"""The limits that a month is judged by. A municipality sets its own in its pack, under [manad],
which `xlplan.month.limits_file` reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits by their names in the pack; per cent are in per cent, kr in kronor."""

    underskott_procent: Decimal = Decimal("0.5")
    """A deficit of the year shows above this part of the unit's gross cost budget ..."""
    underskott_kr: Decimal = Decimal(50_000)
    """... and above this amount."""
    avvikelse_procent: Decimal = Decimal(2)
    """A deviation so far shows above this part of the budget so far ..."""
    avvikelse_kr: Decimal = Decimal(50_000)
    """... and above this amount."""
    foljer_procent: Decimal = Decimal(5)
    """Within this part of the budget so far an outcome follows the budget."""
    takt_fran_manad: Decimal = Decimal(4)
    """From which month a line's own rate tells more than its budget."""
    forsiktig_till_manad: Decimal = Decimal(7)
    """To and with which month run rates that together make the year better than the budget are not
    used."""
    sasong_fran_manad: Decimal = Decimal(3)
    """From which month earlier years' seasons tell how much of the year has come."""
    sasong_ar: Decimal = Decimal(2)
    """How many earlier years that needs."""
    sasong_skillnad: Decimal = Decimal(10)
    """How many percentage points those years' shares may differ; else there is no season to go
    by."""
    vantar_till_manad: Decimal = Decimal(6)
    """To and with which month an amount of which nothing has come yet is thought to be still to
    come, all of it."""
    overforing_procent: Decimal = Decimal(5)
    """What a result unit carries over, at most, of its gross budget."""
    fond_procent: Decimal = Decimal(10)
    """What its fund holds, at most."""
    prognos_procent: Decimal = Decimal(1)
    """How well the forecast of T2 is to hit the year's outcome."""


OF_RULES = {
    "avvikelse_procent": ("MAN003", "procent", 1),
    "avvikelse_kr": ("MAN003", "tkr", 1_000),
    "overforing_procent": ("RES001", "procent", 1),
    "fond_procent": ("RES002", "procent", 1),
    "prognos_procent": ("MAN009", "procent", 1),
}
"""Limits that rules have too: they are set as the rule's parameter (times the factor), in one
place."""


def limits(wanted: Mapping[str, float], of_rules: Mapping[str, Decimal] | None = None) -> Limits:
    """The limits with what the pack sets, and with those that the rules have."""
    own = {name: Decimal(str(value)) for name, value in wanted.items()}
    return replace(Limits(), **{**(of_rules or {}), **own})
