"""Bladet Enhet har de uppgifter som skedet kräver.

Varför: Uppgifterna står på rapportens framsida, och skede och beloppsenhet avgör hur resten av
    boken läses.
Bryter:
    enhet: Enhet=Enheten Eken; Nämnd=
Klarar:
    enhet: Enhet=Enheten Eken; Nämnd=Eks nämnd; Handläggare=Mina Lind; E-post=mina.lind@kommun.se
"""

from polars import DataFrame, Expr, all_horizontal, col, concat

from xlplan.rule import ERROR, Asked, blank, rule


def prepare(rows: Asked) -> DataFrame:
    """One row a book and fact, or facts of which one is enough; the finding stands on the first of
    them."""
    always, in_plan = rows.words("alltid"), rows.words("i_verksamhetsplan")
    named = {fact: fact.split(" eller ") for fact in (*always, *in_plan)}
    empty = {
        fact: all_horizontal(blank(col(name)) for name in names) for fact, names in named.items()
    }
    facts = rows.frame.select("bok", "rad", "skede", **empty)
    facts = facts.unpivot(
        list(empty), index=["bok", "rad", "skede"], variable_name="uppgift", value_name="saknas"
    )
    asked = facts.filter(col("uppgift").is_in(always) | (col("skede") == "VP")).with_columns(
        kolumn=col("uppgift").replace_strict({fact: names[0] for fact, names in named.items()})
    )
    # a row that is gone, and a cell that could not be read, are other rules' matters
    gone = rows.table("_kolumner").filter(tabell="tblEnhet").select("bok", kolumn="rubrik")
    unread = rows.table("_celler").filter(tabell="tblEnhet").select("bok", "kolumn")
    return asked.join(
        concat([gone, unread]), on=["bok", "kolumn"], how="anti", maintain_order="left"
    )


@rule(
    table="tblEnhet",
    marks="Enhet",
    tables=("_kolumner", "_celler"),
    parameters={
        "alltid": ("Enhet", "Nämnd", "År", "Skede", "Beloppsenhet"),
        "i_verksamhetsplan": ("Handläggare", "Telefon eller E-post"),
    },
    prepare=prepare,
    about_blank=True,
    severity=ERROR,
    says="Uppgiften {uppgift} är inte ifylld.",
    do="Fyll i {uppgift} på bladet Enhet.",
)
def check(rows: Asked) -> Expr:
    return ~rows["saknas"]
