"""Stycken slutar med en avslutad mening.

Varför: En mening som slutar mitt i är ofta avklippt vid inklistring, och då saknas kanske det
    viktigaste. Rubriker, listor, adresser och korta anteckningar behöver inget skiljetecken.
Bryter:
    tblTexter:
    | Kapitel   | Text                                                                                            |
    | Inledning | Vi har tre avdelningar. Under året fortsätter arbetet med barnens språk, och vi kommer också att |
Klarar:
    tblTexter:
    | Kapitel   | Text                                                                                              |
    | Inledning | Under året arbetar vi med:\\n- barnens språk, med stöd av en logoped som är hos oss varje vecka |
"""  # noqa: E501 - a workbook is drawn

from polars import DataFrame, Expr, String, col, when

from xlplan.rule import NOTE, Asked, optional, pattern, rule

NOTES = ("Kommentar", "Motivering", "Skäl")
"""Columns of brief notes, which need not be sentences."""
OPEN = r"[^\s0-9.:;!?()”\"…–-]\s*$"
SHORTEST, WORDS = 60, 8
_ITEM = pattern(r"(?:[-–—•*·▪#o]|\d+[.)]|[a-zA-Z][.)])\s")
_WORD = pattern(r"[^\W\d_]{2,}")
_ENDS_OPEN = pattern(r"[^\W_]$|[%,]$")
_ADDRESS = pattern(r"[/@]|\w\.\w")
_SENTENCE = pattern(r"[^\W\d_]{2}[.!?][”\"]?(?:\s|$)")


def prepare(rows: Asked) -> DataFrame:
    prose = rows.frame.filter(col("slag") == "prose", ~col("kolumn").is_in(NOTES))
    likely = col("text").str.contains(rf"(?m)^.{{{SHORTEST - 2},}}{OPEN}")
    return prose.with_columns(
        slut=when(likely).then("text").map_elements(unended, return_dtype=String)
    )


def unended(text: str) -> str | None:
    """The end of the first paragraph that breaks off; None if all are whole, or are not prose."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not _SENTENCE.search(text):
        return None  # notes without any full stop
    wrapped = any(
        line[0].islower() for line in lines[1:]
    )  # copied from a page: its lines end anywhere
    for i, line in enumerate(lines):
        around = [*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2]]
        listed = any(_ENDS_OPEN.search(other) for other in around) or (
            i > 0 and lines[i - 1].endswith(":")
        )
        if (not wrapped or line is lines[-1]) and not listed and _breaks_off(line):
            return "…" + line[-SHORTEST:].partition(" ")[2]
    return None


def _breaks_off(line: str) -> bool:
    # a line that ends in a figure may be a row of figures
    open_end = len(line) >= SHORTEST and (line[-1].isalpha() or line[-1] == ",")
    prose = line[0].isupper() and not _ITEM.match(line) and not _ADDRESS.search(line.split()[-1])
    return open_end and prose and len(_WORD.findall(line)) >= WORDS


@rule(
    table="_texter",
    reads=(optional("text"),),
    prepare=prepare,
    severity=NOTE,
    says="Ett stycke slutar utan punkt: ”{slut}”.",
    do="Läs stycket till slut: skriv det som saknas, eller sätt punkt.",
)
def check(rows: Asked) -> Expr:
    return rows["slut"].is_null()
