"""Texterna talar om det skede och det år som de hör till.

Varför: En text som är kvar sedan en tidigare rapport säger inte det som gäller nu. Regeln ser bara
    till det säkra: en text som kallar sig en annan rapport, som börjar med ett annat skede
    (”Tertial 2: …”) utan att nämna sitt eget, eller en rubrik med rapportens namn och ett annat år.
    Att en text hänvisar till andra rapporter är i sin ordning.
Bryter:
    enhet: Skede=VB
    tblMal:
    | Mål-ID | Analys VB                                                        |
    | E1     | I denna tertialrapport redovisas bara de mål som har följts upp. |
Klarar:
    enhet: Skede=VB
    tblMal:
    | Mål-ID | Uppföljning                  | Analys VB                                                          |
    | E1     | Följs upp vid T1, T2 och VB. | Målet nåddes. I tertialrapport 2 2025 var prognosen en annan. |
"""  # noqa: E501 - a workbook is drawn

import re

from polars import DataFrame, Expr, String, col, concat_str, lit, struct, when

from xlplan.rule import WARNING, Asked, fact, optional, pattern, rule

from ._phase import NAMES, REPORT, is_called, with_phase

LIKELY = r"(?m)(?:denna|den här) [två]|^(?:#+ )?(?:tertial|t[12]|vb|verksamhets)"
_SELF = pattern(rf"\b(?:denna|den här) {REPORT}(?:(?: för)? (20\d\d))?(?![\w-])", re.IGNORECASE)
_TITLE = pattern(rf"(?:#+ )?{REPORT}(?: V[PB])? (20\d\d)(?: för [^.:]{{3,60}})?", re.IGNORECASE)
_LABEL = pattern(r"(?:tertial(?:rapport)? ?([12])|(T[12]|VB))(?: 20\d\d)?\s*[:–-]\s", re.IGNORECASE)
_OWN = {
    "T1": r"\bT1\b|tertial\w* ?1",
    "T2": r"\bT2\b|tertial\w* ?2",
    "VB": r"\bV?B\b|berättelse|hel|slut|tertial ?3",
}


def prepare(rows: Asked) -> DataFrame:
    texts = with_phase(rows).with_columns(fas=when(col("fas") != "").then("fas"))
    likely = rows.may_hold(LIKELY) | (col("kolumn") == "Rubrik")
    asked = struct("text", "fas", col("år").alias("årtal"))
    found = (
        when(likely & col("fas").is_not_null())
        .then(asked)
        .map_elements(other_report, return_dtype=String)
    )
    name = col("fas").replace_strict(NAMES, default=None, return_dtype=String)
    return texts.with_columns(fras=found, hör=concat_str(name, lit(" "), col("år").cast(int)))


def other_report(asked: dict[str, str | float]) -> str | None:
    """The words in which a text says that it belongs to another report; None if it does not."""
    text, phase, year = str(asked["text"]), str(asked["fas"]), f"{asked['årtal']:.0f}"
    found = [
        m[0] for m in _SELF.finditer(text) if not is_called(phase, m[1]) or (m[2] or year) != year
    ]
    titles = (_TITLE.fullmatch(line.strip()) for line in text.splitlines())
    found += [m[0].lstrip("# ") for m in titles if m and is_called(phase, m[1]) and m[2] != year]
    label = _LABEL.match(text) if phase in _OWN else None
    if (
        label
        and phase != (label[2] or f"T{label[1]}").upper()
        and not re.search(_OWN[phase], text, re.IGNORECASE)
    ):
        found.append(label[0].rstrip(" :–-\n"))
    return found[0] if found else None


@rule(
    table="_texter",
    reads=(optional("text"), fact("År")),
    tables=("tblTexter",),
    prepare=prepare,
    severity=WARNING,
    says="Här står ”{fras}”, men texten hör till {hör}.",
    do="Läs igenom texten. Är den kvar sedan en annan rapport, skriv en ny; annars ändra orden.",
)
def check(rows: Asked) -> Expr:
    return rows["fras"].is_null()
