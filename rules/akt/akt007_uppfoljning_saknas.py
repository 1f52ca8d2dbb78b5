"""Varje aktivitet är uppföljd i verksamhetsberättelsen, i Analys eller Avvikelse.

Varför: Det som planen lovade ska läsaren få svar på, också när det inte blev gjort.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Aktivitet    | Analys T2  | Avvikelse VB | Analys VB |
    | E1     | Nytt barnråd | Har börjat |              |           |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Aktivitet    | Avvikelse VB | Analys VB         |
    | E1     | Nytt barnråd |              | Möts varje vecka  |
    | E1     | Matråd       | Blev inte av |                   |
"""

from polars import Expr

from xlplan.rule import ERROR, Asked, optional, rule


@rule(
    table="tblAktiviteter",
    marks="Analys VB",
    reads=("Aktivitet", optional("Avvikelse VB", "Analys VB")),
    phases=("VB",),
    about_blank=True,
    severity=ERROR,
    says="Aktiviteten ”{Aktivitet:kort}” är inte uppföljd: både Avvikelse VB och Analys VB är "
    "tomma.",
    do="Skriv i Analys VB vad som blev gjort. Blev den inte av, skriv det i Avvikelse VB.",
)
def check(rows: Asked) -> Expr:
    return rows["Avvikelse VB"].is_not_null() | rows["Analys VB"].is_not_null()
