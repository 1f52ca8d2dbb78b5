"""Årsmålet har samma enhet som KF:s årsmål.

Varför: 80 bredvid 80 % kan vara ett antal, och då går utfallet inte att jämföra. Större och mindre
    mått av samma slag (GWh och kWh, mnkr och kr) går bra.
Bryter:
    | Mål-ID | Indikator   | Årsmål | KF:s årsmål |
    | 1.1    | Andel nöjda | 82     | 80 %        |
Klarar:
    | Mål-ID | Indikator   | Årsmål  | KF:s årsmål |
    | 1.1    | Andel nöjda | 82%     | 80 procent  |
    | 2.1    | Elenergi    | 200 MWh | 1945 GWh    |
    | 3.2    | Index       | 82      | 80          |
"""

from collections.abc import Mapping

from polars import Boolean, DataFrame, Expr, String, Struct, struct

from xlplan.rule import WARNING, Asked, optional, parsed, rule

_SAME_KIND = (
    {"kWh", "MWh", "GWh", "TWh"},
    {"kr", "tkr", "mnkr"},
    {"gram", "g", "kg", "ton"},
    {"personer", "st"},
    {"timmar", "minuter"},
    {"dagar", "veckor", "månader"},
    {"m²", "hektar", "ha"},
)


def _compare(row: Mapping[str, str | None]) -> Mapping[str, bool | str | None]:
    own, kf = parsed(row["Årsmål"]), parsed(row["KF:s årsmål"])
    share = (row["Indikator"] or "").lower().startswith("andel")
    if own is None or own.kind != "value":
        return {"lika": None, "vad": None}
    if kf is None or kf.kind != "value":
        return {
            "lika": bool(own.unit) or not share,
            "vad": "saknar enhet, fast indikatorn är en andel",
        }
    what = "har en annan enhet än" if own.unit else "saknar enhet, till skillnad från"
    return {
        "lika": not kf.unit or _alike(own.unit, kf.unit),
        "vad": f"{what} KF:s årsmål ”{row['KF:s årsmål']}”",
    }


def _alike(own: str, kf: str) -> bool:
    own, kf = own.replace("CO₂e", "CO₂"), kf.replace("CO₂e", "CO₂")
    return bool(own) and (
        own.startswith(kf) or kf.startswith(own) or any({own, kf} <= kind for kind in _SAME_KIND)
    )


def prepare(rows: Asked) -> DataFrame:
    """Adds `lika`, and `vad`, what differs if it is not."""
    asked = struct("Indikator", "Årsmål", "KF:s årsmål")
    compared = asked.map_elements(_compare, return_dtype=Struct({"lika": Boolean, "vad": String}))
    return rows.frame.with_columns(jämfört=compared).unnest("jämfört")


@rule(
    table="tblIndikatorer",
    marks="Årsmål",
    reads=("Indikator", "Årsmål", optional("KF:s årsmål")),
    prepare=prepare,
    severity=WARNING,
    says="Indikatorn ”{Indikator:kort}” har årsmålet ”{Årsmål:kort}”, som {vad}.",
    do="Skriv årsmålet med den enhet som utfallet mäts i, till exempel 80 %.",
)
def check(rows: Asked) -> Expr:
    return rows["lika"]
