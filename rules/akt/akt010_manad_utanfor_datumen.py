"""En månad som nämns i aktivitetens text ligger mellan dess datum.

Varför: Texten och datumen säger annars olika, och tidplanen görs av datumen. Månader som bara är
    bakgrund (”inför”, ”enligt beslutet i”, ”efter”) prövas inte, inte heller första maj och namn
    som Maj.
Bryter:
    | Mål-ID | Aktivitet                | Startdatum | Slutdatum  |
    | E1     | Enkät till alla i oktober | 2026-03-01 | 2026-05-31 |
Klarar:
    | Mål-ID | Aktivitet                         | Startdatum | Slutdatum  |
    | E1     | Enkät till alla i maj             | 2026-03-01 | 2026-05-31 |
    | E1     | Öva sånger inför festen i juni    | 2026-03-01 | 2026-05-31 |
"""

from polars import DataFrame, Expr, String, struct

from xlplan.rule import WARNING, Asked, rule

from ._months import outside


def prepare(rows: Asked) -> DataFrame:
    """Adds `månad`: the first month that the text names and the dates do not hold; "" if there is
    none."""
    asked = struct("Aktivitet", "Startdatum", "Slutdatum")
    named = asked.map_elements(
        lambda row: outside(row["Aktivitet"], row["Startdatum"], row["Slutdatum"]),
        return_dtype=String,
    )
    return rows.frame.with_columns(månad=named)


@rule(
    table="tblAktiviteter",
    marks="Aktivitet",
    reads=("Aktivitet", "Startdatum", "Slutdatum"),
    related=("Startdatum", "Slutdatum"),
    prepare=prepare,
    severity=WARNING,
    says="Aktiviteten ”{Aktivitet:kort}” nämner {månad}, men pågår {Startdatum} till {Slutdatum}.",
    do="Rätta månaden i texten eller datumen, så att de stämmer överens.",
)
def check(rows: Asked) -> Expr:
    return rows["månad"] == ""
