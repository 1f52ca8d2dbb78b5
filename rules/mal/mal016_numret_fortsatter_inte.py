"""Ett måls nummer fortsätter numret på målet över.

Varför: Läsaren hittar i rapporten med numren. 2.1 under mål 1 ser ut att höra till ett annat mål.
    Mål med en egen nummerserie utan punkter (1, 2, 3 eller N1) prövas inte.
Bryter:
    | Mål-ID | Nivå                            | Överordnat | Nr  | Mål               |
    | 1      | KF:s inriktningsmål             |            | 1   | En trygg stad     |
    | 1.1    | KF:s mål för verksamhetsområdet | 1          | 2.1 | Alla barn lär sig |
Klarar:
    | Mål-ID | Nivå                            | Överordnat | Nr  | Mål                |
    | 1      | KF:s inriktningsmål             |            | 1.  | En trygg stad      |
    | 1.1    | KF:s mål för verksamhetsområdet | 1          | 1.1 | Alla barn lär sig  |
    | N1     | Nämndmål                        | 1.1        | 3   | Förskolan är trygg |
"""

from polars import DataFrame, Expr, col, when

from xlplan.rule import WARNING, Asked, folded, optional, rule


def prepare(rows: Asked) -> DataFrame:
    """Adds the parent's `nr_över` and `fortsatt`: how a number of that parent begins, in the form
    of `nr`."""
    # a number typed as a number comes with a decimal comma: 1,4
    number = col("Nr").str.replace_all(",", ".", literal=True).str.strip_chars(" .")
    goals = rows.frame.with_columns(
        id=folded(col("Mål-ID")), över=folded(col("Överordnat")), nr=number
    )
    known = goals.drop_nulls("id").unique(["bok", "id"], keep="first", maintain_order=True)
    parents = known.select("bok", över="id", nr_över="Nr", fortsatt=col("nr") + ".")
    return goals.join(parents, on=["bok", "över"], how="left", maintain_order="left")


@rule(
    table="tblMal",
    marks="Nr",
    reads=("Nr", "Mål", optional("Mål-ID", "Överordnat")),
    scope="book",
    prepare=prepare,
    severity=WARNING,
    says="Målet ”{Mål:kort}” har nummer {Nr}, men målet över har nummer {nr_över}.",
    do="Rätta numret så att det fortsätter numret på målet över, till exempel 1.4 under mål 1, "
    "eller rätta Överordnat.",
)
def check(rows: Asked) -> Expr:
    asked = rows["nr"].str.contains(r"^\d+(\.\d+)+$") & rows["fortsatt"].str.contains(
        r"^\d+(\.\d+)*\.$"
    )
    return when(asked).then(rows["nr"].str.starts_with(rows["fortsatt"]))
