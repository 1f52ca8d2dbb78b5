"""E-postadressen är skriven som en adress.

Varför: Adressen står på planens framsida, och ett brev till den ska komma fram.
Bryter:
    enhet: E-post=mina.lind@kommun
Klarar:
    enhet: E-post=mina.lind@kommun.se
"""

from polars import Expr

from xlplan.rule import WARNING, Asked, rule

ADDRESS = r"(?:^|[\s<(;,:/])[\w+'&%-]+(?:\.[\w+'&%-]+)*@[\w-]+(?:\.[\w-]+)+"


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
    return (ats > 0) & (rows["E-post"].str.count_matches(ADDRESS) == ats)
