"""Enheten har registrets mål, med samma Mål-ID.

Varför: Nämndens mål gäller alla enheter som de är satta för. Indikatorer, aktiviteter och nämndens
    egen rapport hittar till målet med dess Mål-ID.
Bryter:
    | Mål-ID | Nivå     | Mål                |
    | N1     | Nämndmål | Förskolan är trygg |
    register:
    | Mål-ID | Nivå     | Mål                 |
    | N1     | Nämndmål | Förskolan är trygg  |
    | N2     | Nämndmål | Maten är klimatsmart |
Klarar:
    | Mål-ID | Nivå     | Mål                |
    | N1     | Nämndmål | Förskolan är trygg |
    register:
    | Mål-ID | Nivå     | Mål                 | Enheter |
    | N1     | Nämndmål | Förskolan är trygg  |         |
    | N2     | Nämndmål | Maten är klimatsmart | 4131   |
"""

from polars import DataFrame, Expr, col, lit, when

from xlplan.rule import WARNING, Asked, optional, rule

from .._register import GOALS_READ, expected_goals, gathered, goals_met


def prepare(rows: Asked) -> DataFrame:
    """The register's goals of each book, with `eget`, the Mål-ID that it has there; the finding
    stands on that goal, or on the heading."""
    expected = expected_goals(rows).rename({"rad": "registerrad", "Mål-ID": "nummer"})
    met = goals_met(expected, rows.frame)
    goals = expected.join(met, on=["bok", "id"], how="left", maintain_order="left").join(
        rows.frame.select("bok", "rad", här="Mål-ID"),
        on=["bok", "rad"],
        how="left",
        maintain_order="left",
    )
    missing, other = col("rad").is_null(), col("id") != col("eget")
    goals = goals.with_columns(
        nyckel="nummer",
        kolumn=when(missing).then(lit("Mål")).otherwise(lit("Mål-ID")),
        fall=when(missing).then(lit("saknas")).when(other).then(lit("annat nummer")),
    )
    return gathered(goals, expected, "nummer", lit(rows.number("högst")))


@rule(
    table="tblMal",
    marks="Mål",
    reads=(optional("Mål-ID", "Mål"),),
    tables=GOALS_READ,
    kinds=("unit",),
    parameters={"högst": 5},
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "flera": "{antal} av registrets {alla} mål för enheten saknas, bland annat {några}.",
        "saknas": "Registrets mål {nummer}, ”{Mål:kort}”, saknas.",
        "annat nummer": "Målet ”{Mål:kort}” har Mål-ID {här}, men i registret {nummer}.",
    },
    do={
        "flera": "Jämför boken med registret och lägg till det som fattas. Är det ett annat års "
        "register, börja där.",
        "saknas": "Lägg till målet så som det står i registret, eller fråga controllern om det "
        "inte gäller er enhet.",
        "annat nummer": "Ändra Mål-ID till {nummer}, också i Överordnat och på bladen Indikatorer "
        "och Aktiviteter.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
