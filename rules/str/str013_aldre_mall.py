"""Boken är gjord efter den mall som gäller.

Varför: En äldre mall kan sakna kolumner och uppgifter som granskningen och rapporten behöver. Står
    det inte i boken vilken mall den är gjord efter säger regeln ingenting.
Bryter:
    kontrakt: 0
Klarar:
    kontrakt: 1
"""

from polars import DataFrame, Expr, Int64, lit

from xlplan.rule import WARNING, Asked, rule

from ..contract import VERSION


def prepare(rows: Asked) -> DataFrame:
    return rows.frame.with_columns(gällande=lit(VERSION))


@rule(
    table="_boken",
    reads=("kontrakt",),
    prepare=prepare,
    severity=WARNING,
    says="Boken är gjord efter version {kontrakt} av mallen, och version {gällande} gäller nu.",
    do="Gör en ny bok med den mall som gäller, och för över innehållet. Hör med controllern om det "
    "är många uppgifter.",
)
def check(rows: Asked) -> Expr:
    return rows["kontrakt"].cast(Int64, strict=False) >= int(VERSION)
