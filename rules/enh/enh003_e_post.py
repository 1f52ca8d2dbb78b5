"""E-postadressen är skriven som en adress.

Varför: Adressen står på planens framsida, och ett brev till den ska komma fram.
Bryter:
    enhet: E-post=mina.lind@kommun
Klarar:
    enhet: E-post=mina.lind@kommun.se
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, rule

PART = r"[^\s@.,;:!?<>()\[\]/\\|\"”]+"
ADDRESS = rf"(?:^|[\s<(;,:/]){PART}(?:\.{PART})*@{PART}(?:\.{PART})+"
LEADS_IN = r"(?i)\b(?:och|eller|samt|via|till|e-?post|e-?mail|mejl|mail)\b"
BROKEN = (
    r"(?:^|[\s;,<(])[0-9a-zà-öø-ÿ._+-]+\s+[0-9A-Za-zÀ-ÖØ-öø-ÿ_.+-]+@|@\S*(?:\s+\.|\.\s+(?:se"
    r"|nu|com|org|eu)\b)"
)
"""A blank in an address: a small word before it that is neither a name nor one of `LEADS_IN`, or a
full stop apart."""


@rule(
    table="tblEnhet",
    marks="E-post",
    reads=("E-post",),
    severity=WARNING,
    says="”{E-post}” ser inte ut som en e-postadress.",
    do="Skriv adressen utan blanksteg, till exempel fornamn.efternamn@kommun.se.",
)
def check(rows: Asked) -> Expr:
    # several addresses, or a name before one, are fine as long as every @ belongs to an address
    ats = rows["E-post"].str.count_matches("@")
    broken = rows["E-post"].str.replace_all(LEADS_IN, ";").str.contains(BROKEN)
    return (ats > 0) & (rows["E-post"].str.count_matches(ADDRESS) == ats) & ~broken
