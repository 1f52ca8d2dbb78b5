"""Texterna använder de ord och lagar som gäller.

Varför: Den som läser planen ska hitta rätt lag och känna igen orden. Ett ord räknas som ersatt från det första hela år
    som det nya har gällt. Namn räknas inte, och inte texter som säger att ordet är ersatt eller som har båda orden.
Bryter:
    tblTexter:
    | Kapitel   | Text                                                    |
    | Inledning | Vi hanterar personuppgifter enligt personuppgiftslagen. |
Klarar:
    tblTexter:
    | Kapitel   | Text                                                                                      |
    | Inledning | Vi samverkar med Handikappförbunden, och hanterar personuppgifter enligt dataskyddslagen. |
Källa: skollagen, kommunallagen, socialtjänstlagen (2025:400), (EU) 2016/679, SOSFS 2011:9, Socialstyrelsens termbank.
"""

import re
from typing import Any

from polars import DataFrame, Expr, String, Struct, col, struct, when

from xlplan.rule import NOTE, Asked, rule

TERMS = (  # from which year | a regular expression of whole words | what holds now
    r"2024 | resultatutjämningsreserv\w* | resultatreserv",
    r"2024 | gymnasiesärskol\w* | anpassad gymnasieskola",
    r"2024 | grundsärskol\w* | anpassad grundskola",
    r"2023 | utvecklingsstörda?s? | intellektuell funktionsnedsättning",
    r"2008 | handikappad\w*|(?:med|ett|sitt) handikapp | funktionsnedsättning",
    r"2008 | handikappanpass\w* | tillgänglighetsanpassad",
    r"2019 | PUL|personuppgiftslagens? | dataskyddsförordningen",
    r"2026 | (?:socialtjänstlagen |SoL |SFS )\(?2001:453\)? | socialtjänstlagen (2025:400)",
    r"2012 | SOSFS 2005:12 | SOSFS 2011:9",
)
_PAST = re.compile(r"(?i)tidigare|före detta|\bf\.? ?d\b|dåvarande|ersat|ersät|upphäv|hette|gamla|numera|riksförbund")


def prepare(rows: Asked) -> DataFrame:
    terms = [term.split(" | ") for term in rows.words("termer")]
    likely = col("text").str.contains(rf"(?i){'|'.join(old for _, old, _ in terms)}")

    def outdated(asked: dict[str, Any]) -> dict[str, Any] | None:
        held = (t for t in terms if asked["årtal"] >= int(t[0]) and t[2].lower() not in asked["text"].lower())
        words = ((re.finditer(rf"(?i)\b(?:{old})(?![\w:])", asked["text"]), since, new) for since, old, new in held)
        found = ((match, since, new) for matches, since, new in words for match in matches if not _left_alone(match))
        return next(({"ord": match[0], "från": since, "nytt": new} for match, since, new in found), None)

    kind = Struct(dict.fromkeys(("ord", "från", "nytt"), String))
    found = when(likely).then(struct("text", årtal="år")).map_elements(outdated, return_dtype=kind)
    return rows.frame.with_columns(funnet=found).unnest("funnet")


def _left_alone(match: re.Match[str]) -> bool:
    """A name, with its capital in the middle of a sentence, or a word that is said to be of the past."""
    name = match[0].istitle() and match.string[: match.start()].rstrip()[-1:] not in ("", *"*.!?:-•")
    return name or bool(_PAST.search(match.string, match.start() - 60, match.end() + 60))


@rule(
    table="_texter",
    also=("text",),
    facts=("ord", "från", "nytt"),
    unit=("År",),
    parameters={"termer": TERMS},
    prepare=prepare,
    severity=NOTE,
    says="Här står ”{ord}”. Sedan {från} gäller ”{nytt}”.",
    do="Skriv det nya i stället, om texten inte handlar om tiden före {från} eller återger ett namn.",
)
def check(rows: Asked) -> Expr:
    return rows["ord"].is_null()
