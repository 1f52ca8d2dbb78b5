"""Texterna använder de ord och lagar som gäller.

Varför: Den som läser planen ska hitta rätt lag och känna igen orden. Ett ord räknas som ersatt från
    det första hela år som det nya har gällt. Namn räknas inte, och inte texter som säger att ordet
    är ersatt eller som har båda orden. En kommun kan lägga till sina egna ord (egna_ord); en
    stjärna sist i ordet står för alla ändelser.
Bryter:
    tblTexter:
    | Kapitel   | Text                                                    |
    | Inledning | Vi hanterar personuppgifter enligt personuppgiftslagen. |
Klarar:
    tblTexter:
    | Kapitel   | Text                                                                                      |
    | Inledning | Vi samverkar med Handikappförbunden, och hanterar personuppgifter enligt dataskyddslagen. |
Källa: skollagen, kommunallagen, socialtjänstlagen (2025:400), (EU) 2016/679, SOSFS 2011:9,
    Socialstyrelsens termbank.
"""  # noqa: E501 - a workbook is drawn

from polars import DataFrame, Expr, String, Struct, col, lit, struct, when

from xlplan.rule import NOTE, Asked, Patterns, fact, optional, rule

from ._outdated import OWN, TERMS, outdated, terms


def prepare(rows: Asked) -> DataFrame:
    held = terms(rows.words("termer"), rows.pairs("egna_ord"))
    likely = rows.may_hold("|".join(term.old for term in held))
    kind = Struct(dict.fromkeys(("ord", "från", "nytt"), String))
    asked = when(likely).then(struct("text", årtal="år"))
    found = asked.map_elements(lambda text: outdated(text, held), return_dtype=kind)
    told = rows.frame.with_columns(funnet=found).unnest("funnet")
    return told.with_columns(
        fall=when(col("från") == OWN).then(lit("kommunens")).otherwise(lit("ersatt"))
    )


@rule(
    table="_texter",
    reads=(optional("text"), fact("År")),
    parameters={"termer": Patterns(TERMS), "egna_ord": {}},
    prepare=prepare,
    severity=NOTE,
    says={
        "ersatt": "Här står ”{ord}”. Sedan {från} gäller ”{nytt}”.",
        "kommunens": "Här står ”{ord}”. Kommunen skriver ”{nytt}”.",
    },
    do={
        "ersatt": "Skriv det nya i stället, om texten inte handlar om tiden före {från} eller "
        "återger ett namn.",
        "kommunens": "Skriv ”{nytt}” i stället, om texten inte återger ett namn.",
    },
)
def check(rows: Asked) -> Expr:
    return rows["ord"].is_null()
