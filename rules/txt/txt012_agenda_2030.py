"""Nummer och namn på målen i Agenda 2030 hör ihop.

Varför: Målen är sjutton, med bestämda namn. Står ett nummer med ett annat måls namn vet läsaren
    inte vilket mål som avses. Regeln läser texter som handlar om Agenda 2030 eller de globala
    målen, och säger bara till där ordet mål och ett nummer följs av ett annat måls namn.
Bryter:
    tblTexter:
    | Kapitel     | Text                                             |
    | Agenda 2030 | Vi arbetar med mål 5: God utbildning för alla.   |
Klarar:
    tblTexter:
    | Kapitel     | Text                                                                |
    | Agenda 2030 | Vi arbetar med mål 4: God utbildning för alla, och med mål 5 och 10. |
Källa: regeringens och UNDP:s svenska namn på de globala målen i Agenda 2030.
"""

from polars import DataFrame, Expr, Int64, String, Struct, col, lit, when

from xlplan.rule import WARNING, Asked, optional, pattern, rule

GOALS = (
    "Ingen fattigdom",
    "Ingen hunger",
    "God hälsa och välbefinnande",
    "God utbildning för alla",
    "Jämställdhet",
    "Rent vatten och sanitet för alla",
    "Hållbar energi för alla",
    "Anständiga arbetsvillkor och ekonomisk tillväxt",
    "Hållbar industri, innovationer och infrastruktur",
    "Minskad ojämlikhet",
    "Hållbara städer och samhällen",
    "Hållbar konsumtion och produktion",
    "Bekämpa klimatförändringarna",
    "Hav och marina resurser",
    "Ekosystem och biologisk mångfald",
    "Fredliga och inkluderande samhällen",
    "Genomförande och globalt partnerskap",
)
NEAR = 90
"""How alike a written name and a goal's are, of 100: a slip of the pen, not another word."""
ABOUT = r"agenda ?2030|globala mål|hållbarhetsmål"
_NUMBERED = pattern(
    r"(?i)\bmål(?:et)?(?: nr\.?| nummer)? ?(\d{1,2})(?! ?[.,]?\d)[ :.,(–-]{1,4}[”\"]?(?=[^\W\d])"
)
FOUND = Struct({"nummer": Int64, "namn": String, "rätt": Int64, "heter": String})


def prepare(rows: Asked) -> DataFrame:
    about = rows.may_hold(ABOUT, "Kapitel") | rows.may_hold(ABOUT, "Rubrik")
    chapters = rows.table("tblTexter").select("bok", "rad", tabell=lit("tblTexter"), om=about)
    texts = rows.frame.join(
        chapters, on=["bok", "rad", "tabell"], how="left", maintain_order="left"
    )
    about = col("om").fill_null(False) | rows.may_hold(ABOUT)
    likely = about & rows.may_hold(_NUMBERED)
    found = when(likely).then("text").map_elements(mixed_up, return_dtype=FOUND)
    return texts.with_columns(funnet=found).unnest("funnet")


def mixed_up(text: str) -> dict[str, int | str] | None:
    """The first goal whose number is followed by another goal's name."""
    from rapidfuzz import fuzz  # only where a text names such a goal

    for match in _NUMBERED.finditer(text):
        likeness = [
            fuzz.ratio(text[match.end() :][: len(name)].lower(), name.lower()) for name in GOALS
        ]
        number, named = int(match[1]), likeness.index(max(likeness)) + 1
        if max(likeness) >= NEAR and number != named and 1 <= number <= len(GOALS):
            return {
                "nummer": number,
                "namn": GOALS[named - 1],
                "rätt": named,
                "heter": GOALS[number - 1],
            }
    return None


@rule(
    table="_texter",
    reads=(optional("text"),),
    tables=("tblTexter",),
    prepare=prepare,
    severity=WARNING,
    says="Här står mål {nummer} med namnet ”{namn}”, som är mål {rätt} i Agenda 2030. Mål {nummer} "
    "heter ”{heter}”.",
    do="Skriv det nummer och det namn som hör ihop.",
)
def check(rows: Asked) -> Expr:
    return rows["nummer"].is_null()
