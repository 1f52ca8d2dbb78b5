"""Kostnadsställen, and the units that they belong to: by the register's `Kostnadsställen`; where
that is empty, the Enhetskod itself.

Codes are compared without regard to case and blanks. As with accounts the most precise wins, so a
unit may have 41 and another, as an exception from it, 4127.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlplan.ledger.spans import Span, narrowest, parts, place_of, rivals, span

Unit = tuple[str | None, str | None]
"""Enhetskod and Kostnadsställen, as they stand in the register."""


@dataclass(frozen=True)
class CostCentres:
    """The register's kostnadsställen, and whose they are."""

    exact: Mapping[str, str]
    spans: Sequence[tuple[Span, str]] = ()
    warnings: tuple[str, ...] = ()

    def get(self, cost_centre: str, /) -> str | None:
        """The Enhetskod of the unit that has the kostnadsställe; None if none has."""
        code = _folded(cost_centre)
        if code in self.exact:
            return self.exact[code]
        place = place_of(code)
        found = narrowest(self.spans, place) if place is not None else None
        return found[1] if found else None


def cost_centres(units: Iterable[Unit]) -> CostCentres:
    """The kostnadsställen of the register's Enheter. One that two units have goes to neither, and
    is told."""
    claimed: dict[str, list[str]] = {}
    spans: list[tuple[Span, str]] = []
    for code, written in units:
        if not code or not code.strip():
            continue
        own = list(parts(written or ""))
        for part in own or [code]:
            # a unit's own code is itself alone: 41 without more is not the unit of 4127
            at = span(part) if own else None
            if at is None:
                claimed.setdefault(_folded(part), []).append(code.strip())
            else:
                spans.append((at, code.strip()))
    warnings = [
        f"Kostnadsstället {code} står hos både enhet {units[0]} och enhet {units[1]} i registret. "
        "Det räknas inte till någon av dem förrän det står hos en."
        for code, units in claimed.items()
        if len(set(units)) > 1
    ]
    warnings += [
        f"Enheterna {one} och {other} har kostnadsställen i registret som går in i varandra. Det "
        f"som hör till båda räknas till {one if first.width <= second.width else other} tills det "
        "står hos en enhet."
        for first, one, second, other in rivals(spans)
    ]
    warnings += [
        f"Kostnadsstället {code} är koden för enhet {owners[0]} och står också hos enhet {other} i "
        f"registret. Det räknas till {owners[0]}."
        for code, owners in claimed.items()
        for at, other in spans
        if at == span(code) and other != owners[0]
    ]
    exact = {code: owners[0] for code, owners in claimed.items() if len(set(owners)) == 1}
    return CostCentres(exact, spans, tuple(warnings))


def _folded(code: str) -> str:
    return " ".join(code.split()).casefold()
