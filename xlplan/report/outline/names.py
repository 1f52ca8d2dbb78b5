"""What an outline may name: facts, columns of goals, tables, charts and generated texts."""

from __future__ import annotations

FACTS = ("År", "Enhet", "Nämnd", "Avdelning", "Enhetschef", "Beloppsenhet")
FIELDS = (*FACTS, "Skede", "Rapport", "Föregående år", "Året före det")
"""What a title, a heading or a caption may name in braces: facts of the book, the report's phase
and what it is called ("Tertialrapport 1"), and the two years before the book's."""

GOAL_TEXTS = (
    "Beskrivning",
    "Förväntat resultat",
    "Arbetssätt",
    "Resursanvändning",
    "Uppföljning",
    "Utveckling",
    "Analys {Skede}",
)
"""The text columns of `tblMal` that a report may print."""

JUDGEMENT = "Bedömning {Skede}"
SYMBOLS = {"uppfylls helt": "●", "uppfylls delvis": "◆", "uppfylls ej": "■", "ingen": "—"}
"""The symbols that the city prints before a Bedömning."""

INDICATORS, ACTIVITIES, BUDGET = "indikatorer", "aktiviteter", "budget"
"""The tables that every report has, by their names in the outline."""
FOLLOW_UP, AREAS = "uppfoljning", "omraden"
"""The tables of the parts "uppföljning" and "områden"."""
BOOK_TABLES = {
    INDICATORS: "tblIndikatorer",
    ACTIVITIES: "tblAktiviteter",
    BUDGET: "tblBudget",
    FOLLOW_UP: "tblBudget",
    "ram": "tblRam",
    AREAS: "tblOmraden",
    "omslutning": "tblOmslutning",
    "investeringar": "tblInvesteringar",
    "budgetjusteringar": "tblBudgetjusteringar",
    "bilagor": "tblBilagor",
    "beslut": "tblBeslut",
    "resultatenheter": "tblResultatenheter",
}
"""The tables that an outline may print, and the tables of the workbook that they are made of."""

GOAL_EXTRAS = ("diagram", "uträknat")
"""What a goal may also have: a chart of its indicators, and the generated text "mål".

The table's own names print the indicators and the activities.
"""
CHARTS = ("indikatorer", "månader", "bedömningar")
SENTENCES = ("sammanfattning", "budget", "ekonomi", "mål", "indikatorer", "område")
"""The generated texts, by the names of their templates in the pack."""


def same(name: str) -> str:
    """What two spellings of a name have in common: case and white space do not count."""
    return " ".join(name.split()).casefold()
