"""What a user would write today: pandas reads every sheet by openpyxl, pandera validates each
sheet, lazily.

Runs in an environment of its own with pandas, by `python baseline.py FINDINGS.json BOOK...`, and
needs nothing of xlplan. It sets what a careful user sets: errors carry a rule id, wrong-typed cells
are told from the others, and texts such as "n/a" stay texts. Group rules are computed as columns
first, so that each fault is one failure case.

Writes {"loop_seconds": float, "findings": [[file name, rule id, Excel row], ...]}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
AMOUNTS = ["Föregående år", "Budget", *MONTHS]
FORECASTS = ["Prognos T1", "Prognos T2", "Prognos"]
LEVELS = ["KF:s inriktningsmål", "KF:s mål för verksamhetsområdet", "Nämndmål", "Enhetsmål"]
JUDGEMENTS = ["Uppfylls helt", "Uppfylls delvis", "Uppfylls ej", "Ingen"]
PERIODS = ["År", "Tertial", "Månad", "Halvår"]
LINE_TYPES = ["intäkt", "kostnad", "varav", "summa intäkter", "summa kostnader", "netto"]
PHASES = ["VP", "T1", "T2", "VB"]

Finding = tuple[str, int]
Frame = Any  # pandas is not installed where types are checked


def text(*checks: Any) -> Any:
    return pa.Column(str, list(checks), coerce=True, nullable=True)


def amount(*checks: Any) -> Any:
    return pa.Column(float, list(checks), coerce=True, nullable=True)


def day(*checks: Any) -> Any:
    return pa.Column("datetime64[ns]", list(checks), coerce=True, nullable=True)


def one_of(values: list[str], rule: str) -> Any:
    return text(pa.Check.isin(values, error=rule))


def holds(rule: str) -> Any:
    """A column computed beforehand, true where the row is as it should be."""
    return pa.Column(bool, pa.Check.eq(True, error=rule))


def analyses(kind: str) -> dict[str, Any]:
    """The columns of the phases to come."""
    return {f"{word} {phase}": text() for phase in ("T1", "T2", "VB") for word in (kind, "Analys")}


SCHEMAS = {
    "Enhet": pa.DataFrameSchema(
        {
            **{
                name: text()
                for name in (
                    "Enhetskod",
                    "Telefon",
                    "E-post",
                    "Adress",
                    "Webbplats",
                    "Diarienummer",
                )
            },
            **{
                name: pa.Column(str, coerce=True, nullable=False)
                for name in ("Enhet", "Nämnd", "Handläggare")
            },
            "År": pa.Column(float, pa.Check.in_range(2000, 2100, error="ENH004"), coerce=True),
            "Skede": pa.Column(str, pa.Check.isin(PHASES, error="ENH004")),
            "Beloppsenhet": one_of(["kr", "tkr", "mnkr"], "STR008"),
            "Nettobudget": amount(),
            "Resultatenhet": one_of(["Ja", "Nej"], "STR008"),
        }
    ),
    "Texter": pa.DataFrameSchema(
        {
            "Skede": one_of(PHASES, "STR008"),
            "Kapitel": text(),
            "Rubrik": text(),
            "Text": text(pa.Check.str_length(max_value=32_766, error="STR016")),
        }
    ),
    "Mål": pa.DataFrameSchema(
        {
            **{
                name: text()
                for name in (
                    "Överordnat",
                    "Nr",
                    "Mål",
                    "Beskrivning",
                    "Resursanvändning",
                    "Utveckling",
                )
            },
            "Mål-ID": pa.Column(str, coerce=True, nullable=True),
            "Nivå": one_of(LEVELS, "MAL001"),
            **{f"Bedömning {phase}": one_of(JUDGEMENTS, "STR008") for phase in ("T1", "T2", "VB")},
            **{f"Analys {phase}": text() for phase in ("T1", "T2", "VB")},
            "eget_id": holds("MAL003"),
            "överordnat_finns": holds("MAL001"),
            "har_resultat": holds("MAL007"),
            "har_arbetssätt": holds("MAL008"),
            "har_uppföljning": holds("MAL009"),
        }
    ),
    "Indikatorer": pa.DataFrameSchema(
        {
            **{
                name: text()
                for name in (
                    "Mål-ID",
                    "Indikator",
                    "KF:s årsmål",
                    "Motivering",
                    "Utfall föregående år",
                )
            },
            "Periodicitet": one_of(PERIODS, "IND011"),
            **analyses("Utfall"),
            "Utfall män/pojkar": text(),
            "Utfall kvinnor/flickor": text(),
            "har_årsmål": holds("IND001"),
            "en_gång": holds("IND004"),
            "målet_finns": holds("IND021"),
        }
    ),
    "Aktiviteter": pa.DataFrameSchema(
        {
            **{name: text() for name in ("Mål-ID", "Aktivitet", "Ansvarig")},
            "Startdatum": day(),
            "Slutdatum": day(),
            **analyses("Avvikelse"),
            "har_datum": holds("AKT001"),
            "i_ordning": holds("AKT002"),
            "under_året": holds("AKT003"),
            "en_gång": holds("AKT005"),
            "målet_finns": holds("AKT011"),
        }
    ),
    "Budget": pa.DataFrameSchema(
        {
            "Post": text(),
            "Radtyp": one_of(LINE_TYPES, "STR008"),
            **{name: amount() for name in AMOUNTS},
            "Kommentar": text(),
            "ej_negativ": holds("BUD007"),
            "har_belopp": holds("BUD009"),
            "en_gång": holds("BUD012"),
            "månader": holds("BUD005"),
            "balans": holds("BUD001"),
            "summa_intäkter": holds("BUD002"),
            "summa_kostnader": holds("BUD003"),
            "nettot": holds("BUD004"),
        }
    ),
    "Månad": pa.DataFrameSchema(
        {
            "Post": text(),
            "Radtyp": one_of(LINE_TYPES, "STR008"),
            **{name: amount() for name in [*MONTHS, *FORECASTS]},
            "Kommentar": text(),
        }
    ),
}


def findings(book: Path) -> set[Finding]:
    sheets = pd.read_excel(
        book, sheet_name=None, header=None, engine="openpyxl", keep_default_na=False, na_values=[""]
    )
    frames = {
        name: table(sheets[name], "Uppgift" if name == "Enhet" else next(iter(HEADS[name])))
        for name in SCHEMAS
    }
    facts = frames["Enhet"].set_index("Uppgift")["Värde"]
    frames["Enhet"] = facts.to_frame().T.infer_objects()
    goals(frames["Mål"])
    indicators(frames["Indikatorer"], frames["Mål"])
    activities(frames["Aktiviteter"], frames["Mål"], int(facts["År"]))
    budget(frames["Budget"], facts["Nettobudget"])
    return {
        finding for name, schema in SCHEMAS.items() for finding in failures(schema, frames[name])
    }


HEADS = {
    "Texter": ("Skede", "Kapitel"),
    "Mål": ("Mål-ID", "Mål"),
    "Indikatorer": ("Mål-ID", "Indikator"),
    "Aktiviteter": ("Mål-ID", "Aktivitet"),
    "Budget": ("Post", "Budget"),
    "Månad": ("Post", "Prognos"),
}


def table(sheet: Frame, first_heading: str) -> Frame:
    """The sheet's table below its heading row; the index is Excel's own row number."""
    head = sheet.index[sheet[0] == first_heading][0]
    body = sheet.iloc[head + 1 :].copy()
    body.columns = list(sheet.iloc[head])
    body.index = body.index + 1
    return body.dropna(subset=[body.columns[1] if first_heading == "Skede" else first_heading])


def goals(frame: Frame) -> None:
    unit = frame["Nivå"] == "Enhetsmål"
    top = frame["Nivå"] == LEVELS[0]
    frame["eget_id"] = ~frame["Mål-ID"].duplicated(keep="first")
    frame["överordnat_finns"] = frame["Överordnat"].isin(frame["Mål-ID"]) | top
    frame["har_resultat"] = ~unit | frame["Förväntat resultat"].notna()
    frame["har_arbetssätt"] = ~unit | frame["Arbetssätt"].notna()
    frame["har_uppföljning"] = ~unit | frame["Uppföljning"].notna()


def indicators(frame: Frame, goals: Frame) -> None:
    name = frame["Indikator"].str.casefold().str.split().str.join(" ")
    frame["har_årsmål"] = frame["Årsmål"].notna()
    frame["en_gång"] = ~pd.DataFrame({"mål": frame["Mål-ID"], "namn": name}).duplicated(
        keep="first"
    )
    frame["målet_finns"] = frame["Mål-ID"].isin(goals["Mål-ID"])


def activities(frame: Frame, goals: Frame, year: int) -> None:
    start, end = (
        pd.to_datetime(frame[name], errors="coerce") for name in ("Startdatum", "Slutdatum")
    )
    frame["har_datum"] = frame["Startdatum"].notna() & frame["Slutdatum"].notna()
    frame["i_ordning"] = ~(end < start)
    frame["under_året"] = ~((start.dt.year > year) | (end.dt.year < year))
    frame["en_gång"] = ~frame.duplicated(["Mål-ID", "Aktivitet"], keep="first")
    frame["målet_finns"] = frame["Mål-ID"].isin(goals["Mål-ID"])


def budget(frame: Frame, net: float) -> None:
    money = frame[AMOUNTS].apply(pd.to_numeric, errors="coerce")
    kind = frame["Radtyp"]
    line = kind.isin(["intäkt", "kostnad", "varav"])
    months = money[MONTHS]
    frame["ej_negativ"] = ~(line & (money < 0).any(axis=1))
    frame["har_belopp"] = ~line | frame["Budget"].notna()
    frame["en_gång"] = ~(line & frame.duplicated(["Post", "Radtyp"], keep="first"))
    frame["månader"] = ~line | months.isna().all(axis=1) | (months.sum(axis=1) == money["Budget"])
    sums = {name: money[kind == name].sum() for name in ("intäkt", "kostnad")}
    stated = {name: money[kind == f"summa {name}er"].sum() for name in ("intäkt", "kostnad")}
    frame["summa_intäkter"] = (kind != "summa intäkter") | (money == sums["intäkt"]).all(axis=1)
    frame["summa_kostnader"] = (kind != "summa kostnader") | (money == sums["kostnad"]).all(axis=1)
    frame["nettot"] = (kind != "netto") | (money == stated["kostnad"] - stated["intäkt"]).all(
        axis=1
    )
    frame["balans"] = (kind != "netto") | (
        sums["kostnad"]["Budget"] - sums["intäkt"]["Budget"] == net
    )


def failures(schema: Any, frame: Frame) -> Iterator[Finding]:
    """(rule, Excel row) of each failure case; a cell that cannot be made a number or a date is
    STR008."""
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            if pd.notna(case.index):
                rule = (
                    "STR008" if str(case.check).startswith(("coerce", "dtype")) else str(case.check)
                )
                yield rule, int(case.index) if isinstance(case.index, int | float) else 0


def main(out: str, *books: str) -> None:
    start = time.perf_counter()
    found = [
        (Path(book).name, *finding) for book in books for finding in sorted(findings(Path(book)))
    ]
    seconds = time.perf_counter() - start
    Path(out).write_text(json.dumps({"loop_seconds": seconds, "findings": found}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
