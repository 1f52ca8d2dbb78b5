"""Bladet Enhet har de uppgifter som skedet kräver.

Varför: Uppgifterna står på rapportens framsida, och skede och beloppsenhet avgör hur resten av boken läses.
Bryter:
    enhet: Enhet=Enheten Eken; Nämnd=
Klarar:
    enhet: Enhet=Enheten Eken; Nämnd=Åsikts stadsdelsnämnd; Handläggare=Mina Lind; E-post=mina.lind@kommun.se
"""

from collections.abc import Iterator

from polars import DataFrame, Expr, all_horizontal, col, concat, lit

from xlplan.rule import ERROR, Asked, blank, rule


def prepare(rows: Asked) -> DataFrame:
    """One row a book and fact, or facts of which one is enough; the finding stands on the first of them."""
    asked = concat(list(_facts(rows)))
    # a row that is gone, and a cell that could not be read, are other rules' matters
    gone = rows.table("_kolumner").filter(tabell="tblEnhet").select("bok", kolumn="rubrik")
    unread = rows.table("_celler").filter(tabell="tblEnhet").select("bok", "kolumn")
    return asked.join(concat([gone, unread]), on=["bok", "kolumn"], how="anti", maintain_order="left")


def _facts(rows: Asked) -> Iterator[DataFrame]:
    for parameter in ("alltid", "i_verksamhetsplan"):
        frame = rows.frame if parameter == "alltid" else rows.frame.filter(rows["skede"] == "VP")
        for fact in rows.words(parameter):
            names = fact.split(" eller ")
            empty = all_horizontal(blank(col(name)) for name in names)
            yield frame.select("bok", "rad", kolumn=lit(names[0]), uppgift=lit(fact), saknas=empty)


@rule(
    table="tblEnhet",
    marks="Enhet",
    facts=("uppgift",),
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
