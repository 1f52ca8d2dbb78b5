"""Diarienumret är skrivet som i Norrstrands diarium, med planens år.

Varför: Nämndsekreteraren söker planen på numret. Står det på ett annat sätt hittas den inte.
Bryter:
    enhet: År=2026; Diarienummer=2026-31
Klarar:
    enhet: År=2026; Diarienummer=NSN 2026/31
Källa: kommunens anvisning för diarieföring.
"""

from polars import DataFrame, Expr, Int64

from xlplan.rule import WARNING, Asked, rule

from ._diarium import number_of


def prepare(rows: Asked) -> DataFrame:
    """Lägger till `diarieår`, tomt om numret är skrivet på ett annat sätt."""
    year = rows["Diarienummer"].str.extract(number_of(rows.words("nämnder")))
    return rows.frame.with_columns(diarieår=year.cast(Int64))


@rule(
    table="tblEnhet",
    marks="Diarienummer",
    reads=("Diarienummer", "År"),
    parameters={"nämnder": ("NSN",)},
    prepare=prepare,
    severity=WARNING,
    says="Diarienumret ”{Diarienummer}” är inte skrivet som i diariet, med planens år {År:år}.",
    do="Skriv nämndens förkortning, året och numret, till exempel NSN 2026/31.",
)
def check(rows: Asked) -> Expr:
    return (rows["diarieår"] == rows["År"]).fill_null(False)
