"""Which phase's report a text is written for, and what the reports are called."""

from polars import DataFrame, col, lit, when

from xlplan.rule import Asked

PLAN = ("tblMal", "tblIndikatorer", "tblAktiviteter", "tblBudget")
"""Tables whose columns belong to the plan where their headings name no other phase."""
NAMES = {
    "VP": "verksamhetsplanen",
    "T1": "tertialrapport 1",
    "T2": "tertialrapport 2",
    "VB": "verksamhetsberättelsen",
}
REPORT = (
    r"(verksamhetsplan(?:en)?|tertialrapport(?: ?[12])?|verksamhetsberättelse(?:n)?"
    r"|årsberättelse(?:n)?)"
)
"""A regular expression for a report's name, case apart."""


def with_phase(rows: Asked) -> DataFrame:
    """The texts with `fas`: VP, T1, T2 or VB, and "" where the text belongs to no phase or to all
    of them.

    The rule names `_texter` as its table and has tblTexter among its `tables`.
    """
    chapters = rows.table("tblTexter").select("bok", "rad", "Skede", tabell=lit("tblTexter"))
    suffix = col("kolumn").str.extract(r" (T1|T2|VB)$")
    plan = when(col("tabell").is_in(PLAN)).then(lit("VP"))
    return rows.frame.join(
        chapters, on=["bok", "rad", "tabell"], how="left", maintain_order="left"
    ).with_columns(
        fas=when(col("tabell") == "tblTexter")
        .then("Skede")
        .otherwise(suffix.fill_null(plan))
        .fill_null("")
    )


def is_called(phase: str, report: str) -> bool:
    """Whether the report of the phase is called what `REPORT` matched; "tertialrapport" is that of
    T1 and of T2."""
    report = report.lower()
    if report.startswith("tertialrapport"):
        return phase in ("T1", "T2") and report[-1] in ("t", phase[-1])
    return phase == ("VP" if report.startswith("verksamhetsplan") else "VB")
