"""Texterna har inga koder från webbsidor eller andra program.

Varför: Rapporten trycker texten som den står, så <strong> och **fet** syns för läsaren.
Bryter:
    tblTexter:
    | Kapitel   | Text                               |
    | Inledning | <p>Vi har **tre** avdelningar.</p> |
Klarar:
    tblTexter:
    | Kapitel   | Text                                                          |
    | Inledning | ## Vårt uppdrag\\n- Sjukfrånvaron är <5 %\\n- Vi är <= 3 på natten |
"""

from polars import DataFrame, Expr, String, lit

from xlplan.rule import WARNING, Asked, optional, rule

TAGS = (
    "p|br|hr|b|i|u|s|em|strong|small|big|span|div|ul|ol|li|a|h[1-6]|table|thead|tbody|tr|td|th|font|center|img|sup|sub|"
    "blockquote|pre|code|style|script|body|html|head|title|section|article|o:p|w:[a-z]+"
)
MARKUP = (
    rf"</?(?i:{TAGS})(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>]+))*\s*/?>",
    r"<!--",
    r"&(?i:nbsp|amp|lt|gt|quot|apos|[aou]uml|aring|eacute|ndash|mdash|hellip|bull|rdquo|ldquo"
    r"|#x?[0-9a-f]{2,5});",
    r"(?:^|[\s(”\"])(\*\*[\w”\"(][^*\n]*\*\*)",
    r"(?:^|[^\w])(__[^\W_](?:[^_\n]*[^\s_])?__)(?:[^\w]|$)",
    r"\[[^\[\]\n]+\]\((?i:https?)://[^\s)]+\)",
    r"```",
)


def prepare(rows: Asked) -> DataFrame:
    # most texts have none of these signs, and what is searched for is long
    signs = rows.frame["text"].str.contains(r"[<&`]|\*\*|__|\]\(")
    found = (
        rows["text"].str.extract(f"({'|'.join(MARKUP)})").str.strip_chars()
        if signs.any()
        else lit(None, String)
    )
    return rows.frame.with_columns(kod=found)


@rule(
    table="_texter",
    reads=(optional("text"),),
    prepare=prepare,
    severity=WARNING,
    says="Texten har koden ”{kod:kort}”, som skulle synas i rapporten.",
    do="Ta bort koden och behåll orden. En rad som börjar med ”- ” blir en punkt i en lista.",
)
def check(rows: Asked) -> Expr:
    return rows["kod"].is_null()
