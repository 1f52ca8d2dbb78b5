"""Målen har samma text som i nämndens register.

Varför: Nämnden har beslutat hur dess mål och KF:s mål lyder, och rapporterna läggs ihop mål för
    mål. Skiljetecken, blanksteg och stora bokstäver spelar ingen roll. Bara målets egen text
    prövas: Beskrivning och Förväntat resultat får enheten anpassa till sin verksamhet.
Bryter:
    | Mål-ID | Nivå     | Mål                             |
    | N1     | Nämndmål | Nämnden är fossifri senast 2030 |
    register:
    | Mål-ID | Nivå     | Mål                              |
    | N1     | Nämndmål | Nämnden är fossilfri senast 2030 |
Klarar:
    | Mål-ID | Nivå      | Mål                              |
    | N1     | Nämndmål  | Nämnden är fossilfri senast 2030. |
    | E1     | Enhetsmål | Vi cyklar mer                    |
    register:
    | Mål-ID | Nivå     | Mål                              |
    | N1     | Nämndmål | Nämnden är fossilfri senast 2030 |
"""

from polars import DataFrame, Expr, String, Struct, col, struct

from xlplan.rule import WARNING, Asked, optional, rule

from .._register import GOALS_READ, expected_goals, goals_met
from ._difference import difference

PARTS = Struct(dict.fromkeys(("fall", "här", "där", "före"), String))


def prepare(rows: Asked) -> DataFrame:
    """The goals that are the register's, by their Mål-ID, with what differs of their texts."""
    expected = expected_goals(rows)
    met = (
        goals_met(expected, rows.frame)
        .filter(~col("samma"))
        .join(expected.select("bok", "id", registrets="Mål"), on=["bok", "id"])
    )
    goals = rows.frame.join(
        met.select("bok", "rad", "registrets"), on=["bok", "rad"], maintain_order="left"
    )
    compared = struct("Mål", "registrets").map_elements(
        lambda goal: difference(goal["Mål"], goal["registrets"]), return_dtype=PARTS
    )
    return goals.drop_nulls("Mål").with_columns(skillnad=compared).unnest("skillnad")


@rule(
    table="tblMal",
    marks="Mål",
    reads=(optional("Mål-ID", "Mål"),),
    tables=GOALS_READ,
    kinds=("unit",),
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says={
        "annat": "I målet {Mål-ID} står ”{här:kort}” där registret har ”{där:kort}”.",
        "för lite": "I målet {Mål-ID} saknas ”{där:kort}” {före}.",
        "för mycket": "I målet {Mål-ID} står ”{här:kort}”, som inte finns i registrets text.",
        "annan text": "Målet {Mål-ID} är här ”{Mål:kort}”, men i registret ”{registrets:kort}”.",
    },
    do={
        "": "Skriv målet så som det står i registret: ”{registrets}”.",
        "annan text": "Skriv registrets mål: ”{registrets}”. Är det ett mål som enheten själv har "
        "satt, ge det ett annat Mål-ID.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["fall"].is_null()
