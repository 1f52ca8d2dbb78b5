"""Varje rad på bladet Aktiviteter säger vad som ska göras.

Varför: En rad med datum eller ansvarig men utan aktivitet går inte att redovisa.
Bryter:
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     |              | 2026-02-01 | 2026-06-30 |
Klarar:
    | Mål-ID | Aktivitet    | Startdatum | Slutdatum  |
    | E1     | Nytt barnråd | 2026-02-01 | 2026-06-30 |
    |        |              |            |            |
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, optional, rule

from .._shared import under_its_goal


@rule(
    table="tblAktiviteter",
    marks="Aktivitet",
    reads=(optional("Mål-ID", "Aktivitet"),),
    kinds=("unit", "board", "register"),
    prepare=under_its_goal,
    about_blank=True,
    severity=WARNING,
    says="Kolumnen Aktivitet är tom på en ifylld rad{under}.",
    do="Skriv vad som ska göras, till exempel ”Införa veckovis barnråd på alla avdelningar”. "
    "Används inte raden, töm den.",
)
def check(rows: Asked) -> Expr:
    return rows["Aktivitet"].is_not_null()
