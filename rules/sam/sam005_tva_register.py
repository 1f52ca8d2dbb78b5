"""Enheterna står i ett enda register.

Varför: Ligger två register med samma enheter i mappen vet ingen vilket som gäller. Det som anges
    med --register används, annars det första i mappen. Register med olika enheter, som två
    nämnders, är inte samma register.
Bryter:
    bok:
    slag: register
    tblEnheter:
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    | 4131      | Kajen   |
    bok:
    slag: register
    tblEnheter:
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    | 4140      | Tallen  |
Klarar:
    bok:
    slag: register
    tblEnheter:
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    bok:
    slag: register
    tblEnheter:
    | Enhetskod | Enhet     |
    | 5201      | Fritiden  |
"""

from polars import DataFrame, Expr, Int64, String, col, concat_str, when

from xlplan.rule import WARNING, Asked, optional, register, rule

from ._registers import spare


def prepare(rows: Asked) -> DataFrame:
    """The registers, with the one that is used in place of theirs as `används`."""
    others = spare(rows, rows.table("tblEnheter"))
    files = rows.table("_filer").select(annan="bok", mapp="mapp", annat="fil")
    books = rows.frame.filter(col("bokslag") == "register").with_columns(
        annan=col("bok").replace_strict(others, default=None, return_dtype=Int64)
    )
    books = books.join(files, on="annan", how="left", maintain_order="left")
    # of two files with the same name their folders tell which
    alike = (col("annat") == col("fil")) & (col("mapp") != "")
    return books.with_columns(
        används=when(alike)
        .then(concat_str("mapp", "annat", separator="/"))
        .otherwise("annat")
        .cast(String)
    )


@rule(
    table="_boken",
    reads=(optional("fil", "bokslag"),),
    tables=("tblEnheter", "_filer", optional(register("tblEnheter"))),
    kinds=("register",),
    scope="batch",
    prepare=prepare,
    severity=WARNING,
    says="Här står samma enheter som i registret ”{används}”, som är det som används.",
    do="Behåll det register som gäller i mappen, och flytta det andra. Ska det här användas, ange "
    "det med --register.",
)
def check(rows: Asked) -> Expr:
    return rows["används"].is_null()
