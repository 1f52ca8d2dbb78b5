"""Inga platshållare står kvar i texterna.

Varför: En mening som mallen eller en kollega har lämnat att fylla i ska inte tryckas i rapporten.
Bryter:
    tblTexter:
    | Kapitel   | Text                                      |
    | Inledning | Vi har xxx barn och [skriv här] avdelningar. |
Klarar:
    tblTexter:
    | Kapitel   | Text                                          |
    | Inledning | Vi har tröjor upp till storlek XXXL [se bilaga]. |
"""

from polars import DataFrame, Expr, String, lit, when

from xlplan.rule import ERROR, Asked, Patterns, optional, rule

PATTERNS = (
    r"(?:\[|\()(?:skriv|fyll i|ange) (?:\S+ )?här(?:\]|\))",
    r"\[[^\[\]]*\b(?:skriv|fyll i|fylls i|ange|lägg till|infoga|klistra|text här|namn "
    r"här)\b[^\[\]]*\]",
    r"<(?:skriv|fyll i|ange|namn|enhet|datum|text)\b[^<>]*>",
    r"(?:…|\.\.\.)\s*(?:fyll|fylls|skriv) (?:i|här)\s*(?:…|\.\.\.)",
    r"klicka (?:eller tryck )?här för att (?:ange|skriva|lägga till) text",
    r"\blorem ipsum\b",
    r"\bxxx+\b",
    r"\b(?:åååå|yyyy)-mm-dd\b",
    r"(?-i:\bTODO\b)",
    r"^\s*(?:fyll i|skriv|text) (?:text )?här[\s.:…]*$",
    r"\bskriv (?:er |din |en |enhetens )?text här\b",
    r"\[(?:\S+s )?(?:namn|enhet|datum|antal|belopp|telefon|e-post|xx?)\]",
    r"\bxx (?:%|procent|st|kr|tkr|mnkr|kronor|barn|elever|brukare|boende|deltagare|personer"
    r"|medarbetare|anställda|"
    r"årsarbetare|platser|avdelningar|grupper|enheter|timmar|dagar|veckor)\b",
    r"\b20xx\b",
    r"(?-i:\bTBD\b)",
    r"^\s*\(?(?:text(?:en)? )?(?:kompletteras|fylls i|skrivs) senare[)\s.…]*$",
    r"^\s*\[?\s*(?:…|\.{2,})\s*\]?\s*$",
    r"^\s*f[oö]rnamn[ .]efternamn(?:@\S+)?\s*$",
    r"^\s*\?{2,}\s*$",
)
"""Regular expressions in which case does not count; a municipality may set its own list."""


def prepare(rows: Asked) -> DataFrame:
    pattern = f"(?i)({'|'.join(rows.words('mönster'))})"
    likely = rows.frame.select(rows.may_hold(pattern)).to_series()
    found = (
        when(likely).then(rows["text"]).str.extract(pattern) if likely.any() else lit(None, String)
    )
    return rows.frame.with_columns(rest=found)


@rule(
    table="_texter",
    reads=(optional("text"),),
    parameters={"mönster": Patterns(PATTERNS)},
    prepare=prepare,
    severity=ERROR,
    says="Platshållaren ”{rest:kort}” står kvar i texten.",
    do="Skriv er egen text i stället, eller ta bort den.",
)
def check(rows: Asked) -> Expr:
    return rows["rest"].is_null()
