"""Ett utfall som inte når årsmålet har en analys.

Varför: Läsaren vill veta varför, och vad enheten gör. Utfallet jämförs med enhetens årsmål, och med
    KF:s om enheten inte har något; ”öka” och ”minska” jämförs med förra året. Går det inte att veta
    (av registret, årsmålet eller namnet) åt vilket håll som är bättre, eller kan resten av ett
    antal komma senare under året, sägs inget.
Bryter:
    enhet: Skede=VB
    | Mål-ID | Indikator    | Årsmål | Utfall VB | Analys VB |
    | 3.2    | Sjukfrånvaro | 6,0 %  | 7,1 %     |           |
Klarar:
    enhet: Skede=VB
    | Mål-ID | Indikator     | Årsmål | Utfall VB | Analys VB            |
    | 3.2    | Sjukfrånvaro  | 6,0 %  | 5,1 %     |                      |
    | 1.1    | Andel nöjda   | 80 %   | 71 %      | Vi bytte lokaler     |
    | 1.1    | Personaltäthet | 4,9   | 5,1       |                      |
"""

from polars import DataFrame, Expr

from xlplan.rule import ERROR, Asked, optional, register, rule

from .._skede import FOLLOWED, heading_of_phase, headings, is_text, of_phase
from ._better import REGISTER
from ._outcome import READ, judged


def prepare(rows: Asked) -> DataFrame:
    return judged(rows.frame, rows.register(REGISTER)).with_columns(
        kolumn=heading_of_phase("Analys"), analys=of_phase("Analys")
    )


@rule(
    table="tblIndikatorer",
    marks="Analys VB",
    reads=("Indikator", optional(*READ, *headings("Analys"))),
    tables=(optional(register(REGISTER)),),
    phases=FOLLOWED,
    prepare=prepare,
    about_blank=True,
    replaces=("IND016",),
    severity=ERROR,
    says="Indikatorn ”{Indikator:kort}” har utfallet ”{utfall:kort}” och når inte {målet} "
    "”{mål:kort}”{riktning}, men {kolumn} har ingen text.",
    do="Skriv varför årsmålet inte nås, och vad som görs åt det.",
)
def check(rows: Asked) -> Expr:
    return rows["nått"] | is_text(rows["analys"])
