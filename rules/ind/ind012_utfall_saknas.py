"""Utfallet står i sin cell i de rapporter som indikatorns periodicitet säger.

Varför: Nämndens rapport samlar cellernas utfall. Ett utfall som bara står i texten kommer inte med.
    I verksamhetsberättelsen frågas efter alla indikatorer, i tertialrapport 1 efter Tertial och
    Månad, och i tertialrapport 2 också efter Halvår.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Periodicitet | Utfall T2 | Utfall VB |
    | 3.2    | Sjukfrånvaro | Tertial      | 6,1 %     |           |
Klarar:
    enhet: Skede=T1
    | Mål-ID | Indikator    | Periodicitet | Utfall T1 | Utfall VB |
    | 3.2    | Sjukfrånvaro | Tertial      | 6,1 %     |           |
    | 1.1    | Andel nöjda  | År           |           |           |
    | 1.1    | Andel trygga | Halvår       |           |           |
"""

from polars import DataFrame, Expr, col

from xlplan.rule import ERROR, Asked, optional, rule

from .._skede import FOLLOWED, heading_of_phase, headings, of_phase


def prepare(rows: Asked) -> DataFrame:
    """Adds `utfall` and `begärt`: whether the indicator's outcome is to be there in the phase."""
    phase, often = col("skede"), col("Periodicitet").is_in(["Tertial", "Månad"])
    in_august = (phase == "T2") & (col("Periodicitet") == "Halvår")
    return rows.frame.with_columns(
        kolumn=heading_of_phase("Utfall"),
        analys=heading_of_phase("Analys"),
        utfall=of_phase("Utfall"),
        begärt=(phase == "VB") | (often | in_august).fill_null(False),
    )


@rule(
    table="tblIndikatorer",
    marks="Utfall VB",
    reads=("Indikator", optional("Periodicitet", *headings("Utfall"))),
    phases=FOLLOWED,
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” har inget utfall i kolumnen {kolumn}.",
    do="Skriv utfallet, till exempel 82 %. Finns det inget, skriv ”saknas” i cellen och varför i "
    "kolumnen {analys}.",
)
def check(rows: Asked) -> Expr:
    return ~rows["begärt"] | rows["utfall"].is_not_null()
