"""Varje enhet i registret har en bok.

Varför: Nämndens plan är inte hel förrän alla enheter har lämnat in sin. Frågas när en hel mapp
    granskas med --register. En enhet känns igen på sin kod eller sitt namn, och en fil som inte går
    att läsa på sin kod i filnamnet.
Bryter:
    bok:
    slag: register
    mapp: ja
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    | 4131      | Kajen   |
    bok:
    enhet: Enhetskod=4127; Enhet=Bryggan
Klarar:
    bok:
    slag: register
    mapp: ja
    | Enhetskod | Enhet   |
    | 4127      | Bryggan |
    | 4131      | Kajen   |
    bok:
    enhet: Enhetskod=4127; Enhet=Bryggan
    bok:
    enhet: Enhet=kajen
"""

from polars import Boolean, DataFrame, Expr, coalesce, col, concat_str, lit

from xlplan.rule import ERROR, Asked, optional, register, rule, same_code

from .._register import bare
from ._registers import spare


def prepare(rows: Asked) -> DataFrame:
    """The register's units, and whether a book is theirs."""
    books = rows.table("tblEnhet").select(kod=same_code(col("Enhetskod")), namn=bare(col("Enhet")))
    codes, names = (books[name].drop_nulls().unique().to_list() for name in ("kod", "namn"))
    lost = [str(name).lower() for name in rows.table("_filer").drop_nulls("kod")["fil"]]
    in_a_name = col("kod").map_elements(
        lambda code: any(code in name for name in lost), return_dtype=Boolean
    )
    used = ~col("bok").is_in(list(spare(rows, rows.frame)))  # SAM005 tells of the others
    units = rows.frame.filter(used).with_columns(
        kod=same_code(col("Enhetskod")), namn=bare(col("Enhet"))
    )
    has_book = col("kod").is_in(codes).fill_null(False) | col("namn").is_in(names).fill_null(False)
    name = concat_str(lit("”"), "Enhet", lit("”"))
    return units.with_columns(
        finns=has_book | in_a_name.fill_null(False),
        vilken=coalesce(
            concat_str(name, lit(" ("), "Enhetskod", lit(")")),
            name,
            concat_str(lit("Enhetskod "), "Enhetskod"),
        ),
    ).drop_nulls("vilken")


@rule(
    table="tblEnheter",
    marks="Enhet",
    reads=(optional("Enhetskod", "Enhet"),),
    tables=("tblEnhet", "_filer", optional(register("tblEnheter"))),
    kinds=("register",),
    scope="folder",
    prepare=prepare,
    severity=ERROR,
    says="{vilken} har ingen bok bland de granskade.",
    do="Be enheten om boken, eller lägg den i mappen. Finns enheten inte längre, ta bort raden ur "
    "registret.",
)
def check(rows: Asked) -> Expr:
    return rows["finns"]
