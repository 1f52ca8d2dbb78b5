"""The faulty sample books of the follow-up: tertialrapporter and verksamhetsberättelse. See
fel.py."""

from __future__ import annotations

from typing import Any

from felslag import Fault, one
from innehall import Rows

from xlplan.template import Formatted


def _goal(rows: Rows, goal: str) -> dict[str, Any]:
    return one(rows, "tblMal", **{"Mål-ID": goal})


def _outcomes_missing(facts: dict[str, Any], rows: Rows) -> None:
    one(rows, "tblIndikatorer", Indikator="Sjukfrånvaro").pop("Utfall T1")
    # its analysis tells of it; the board's report gathers the cells
    del one(rows, "tblIndikatorer", Indikator="Matsvinn")["Utfall T1"]


def _outcomes_missing_in_august(facts: dict[str, Any], rows: Rows) -> None:
    one(rows, "tblIndikatorer", Indikator="Klimatpåverkan").pop("Utfall T2")


def _outcomes_missing_at_the_end(facts: dict[str, Any], rows: Rows) -> None:
    one(rows, "tblIndikatorer", Indikator="Index").pop("Utfall VB")
    # said to be missing, and why: that is an answer
    row = one(rows, "tblIndikatorer", Indikator="Klimatpåverkan")
    row |= {
        "Utfall VB": "saknas",
        "Analys VB": "Leverantören har inte kunnat lämna några uppgifter för hösten.",
    }


def _no_analysis(facts: dict[str, Any], rows: Rows) -> None:
    """A missed target, a trend that went the wrong way, and one that is reached but far worse than
    last year."""
    one(rows, "tblIndikatorer", Indikator="Antal avvikelser").pop("Analys VB")
    one(rows, "tblIndikatorer", Indikator="Andel boende som deltar")["Analys VB"] = "–"
    row = one(rows, "tblIndikatorer", Indikator="Andel som upplever")
    row |= {"Utfall VB": "71 %", "Utfall män/pojkar": "70 %", "Utfall kvinnor/flickor": "72 %"}
    row.pop("Analys VB")
    row = one(rows, "tblIndikatorer", Indikator="Andel personer")
    row["Utfall föregående år"] = "91 %"
    row.pop("Analys VB")


def _no_analysis_in_august(facts: dict[str, Any], rows: Rows) -> None:
    one(rows, "tblIndikatorer", Indikator="Sjukfrånvaro").pop("Analys T2")


def _judgements(facts: dict[str, Any], rows: Rows) -> None:
    _goal(rows, "E1").pop("Analys VB")
    _goal(rows, "E2")["Bedömning VB"] = "Uppfylls helt"
    _goal(rows, "E3").pop("Analys VB")
    _goal(rows, "E4").pop("Bedömning VB")
    _goal(rows, "E5")["Bedömning VB"] = "Ingen"


def _judgements_in_april(facts: dict[str, Any], rows: Rows) -> None:
    _goal(rows, "E1")["Bedömning T1"] = "Uppfylls helt"
    _goal(rows, "E4").pop("Analys T1")


def _women_and_men(facts: dict[str, Any], rows: Rows) -> None:
    row = one(rows, "tblIndikatorer", Indikator="Andel äldre som är nöjda")
    row |= {
        "Utfall VB": Formatted(0.89, "0 %"),
        "Analys VB": "Årsmålet nås, och fler än förra året är nöjda.",
    }
    row = one(rows, "tblIndikatorer", Indikator="Andel boende som tycker")
    del row["Utfall män/pojkar"], row["Utfall kvinnor/flickor"]
    row = one(rows, "tblIndikatorer", Indikator="Andel boende som får")
    row["Analys VB"] = (
        "Bättre än förra året men under årsmålet. Halkan under årets första månader förklarar det "
        "mesta."
    )


def _one_gender(facts: dict[str, Any], rows: Rows) -> None:
    row = one(rows, "tblIndikatorer", Indikator="Antal deltagare")
    row["Utfall män/pojkar"] = "7 st"
    del one(rows, "tblIndikatorer", Indikator="Andel personer")["Utfall kvinnor/flickor"]


def _activities_in_april(facts: dict[str, Any], rows: Rows) -> None:
    del one(rows, "tblAktiviteter", Aktivitet="Införa passersystem")["Analys T1"]


def _activities_in_august(facts: dict[str, Any], rows: Rows) -> None:
    del one(rows, "tblAktiviteter", Aktivitet="Ordna klädbytardag")["Analys T2"]
    # late, and that is said: no analysis needed
    del one(rows, "tblAktiviteter", Aktivitet="Bygga om musikstudion")["Analys T2"]


def _activities_at_the_end(facts: dict[str, Any], rows: Rows) -> None:
    del one(rows, "tblAktiviteter", Aktivitet="Hålla en arrangörsutbildning")["Analys VB"]
    row = one(rows, "tblAktiviteter", Aktivitet="Mötesplatserna för unga")
    row["Avvikelse VB"] = "Nej"
    del row["Analys VB"]


def _earlier_phase(facts: dict[str, Any], rows: Rows) -> None:
    goal = _goal(rows, "E3")
    goal["Analys VB"] = f"Tertial 2: {goal['Analys T2']}"
    text = one(rows, "tblTexter", Skede="VB", Kapitel="Sammanfattande analys")
    text["Text"] += "\n\nI denna tertialrapport redovisas bara de mål som har följts upp hittills."
    one(rows, "tblTexter", Skede="VB", Kapitel="Övrigt")["Rubrik"] = "Verksamhetsberättelse 2025"


def _chapters(facts: dict[str, Any], rows: Rows) -> None:
    rows["tblTexter"] = [
        row
        for row in rows["tblTexter"]
        if (row.get("Skede"), row["Kapitel"]) != ("T2", "Analys av resultaträkning")
    ]
    text = one(rows, "tblTexter", Skede="T2", Kapitel="Sammanfattande analys")
    text["Text"] = None
    goal = _goal(rows, "E4")
    goal["Analys T2"] += "\n\n[Skriv här hur det går i de två lagen]"


def _few_people(facts: dict[str, Any], rows: Rows) -> None:
    goal = _goal(rows, "E2")
    goal["Analys VB"] += " Två boende har flyttat under hösten."
    one(rows, "tblIndikatorer", Indikator="Andel genomförandeplaner")["Analys VB"] = (
        "Alla planer är aktuella. Husen har högst sex boende var."
    )


def _few_participants(facts: dict[str, Any], rows: Rows) -> None:
    one(rows, "tblIndikatorer", Indikator="Antal deltagare")["Utfall T1"] = "3 st"


def _two_ways(facts: dict[str, Any], rows: Rows) -> None:
    row = one(rows, "tblIndikatorer", Indikator="Andel personer")
    row |= {"Utfall VB": "86%", "Utfall män/pojkar": 84}
    one(rows, "tblIndikatorer", Indikator="Sjukfrånvaro")["Utfall VB"] = "6.7 %"


FAULTS: dict[str, Fault] = {
    "utfall-saknas": Fault(
        "kafe-bryggan",
        _outcomes_missing,
        phase="T1",
        book="tertial1.xlsx",
        others=(
            Fault("kafe-bryggan", _outcomes_missing_in_august, phase="T2", book="tertial2.xlsx"),
            Fault("kafe-bryggan", _outcomes_missing_at_the_end, phase="VB", book="bokslut.xlsx"),
        ),
    ),
    "utfall-utan-analys": Fault(
        "gruppbostad-fyren",
        _no_analysis,
        phase="VB",
        book="bokslut.xlsx",
        others=(
            Fault("gruppbostad-fyren", _no_analysis_in_august, phase="T2", book="tertial2.xlsx"),
        ),
    ),
    "bedomningar": Fault(
        "gruppbostad-fyren",
        _judgements,
        phase="VB",
        book="bokslut.xlsx",
        others=(
            Fault("gruppbostad-fyren", _judgements_in_april, phase="T1", book="tertial1.xlsx"),
        ),
    ),
    "kvinnor-och-man": Fault(
        "vardboende-strandgarden",
        _women_and_men,
        phase="VB",
        book="strandgarden.xlsx",
        others=(Fault("kafe-bryggan", _one_gender, phase="VB", book="bryggan.xlsx"),),
    ),
    "aktiviteter-utan-uppfoljning": Fault(
        "motesplatsen-kajen",
        _activities_in_april,
        phase="T1",
        book="tertial1.xlsx",
        others=(
            Fault("motesplatsen-kajen", _activities_in_august, phase="T2", book="tertial2.xlsx"),
            Fault("motesplatsen-kajen", _activities_at_the_end, phase="VB", book="bokslut.xlsx"),
        ),
    ),
    "kvar-fran-ett-annat-skede": Fault("boendestod-assistans", _earlier_phase, phase="VB"),
    "uppfoljningens-kapitel": Fault("hemtjansten-norrstrand", _chapters, phase="T2"),
    "fa-personer": Fault(
        "gruppbostad-fyren",
        _few_people,
        phase="VB",
        book="fyren.xlsx",
        others=(Fault("kafe-bryggan", _few_participants, phase="T1", book="bryggan.xlsx"),),
    ),
    "utfall-skrivet-pa-olika-satt": Fault("gruppbostad-fyren", _two_ways, phase="VB"),
}
