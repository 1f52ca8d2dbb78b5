"""The codes of units that a register's other tables name."""

import re

import polars as pl

from xlplan.rule import Asked, unit_codes

TABLES = ("tblMal", "tblIndikatorer", "tblAktiviteter")
NAMES = {
    "tblMal": ("Mål-ID",),
    "tblIndikatorer": ("Mål-ID", "Indikator"),
    "tblAktiviteter": ("Mål-ID", "Aktivitet"),
}


def unknown_codes(rows: Asked) -> pl.DataFrame:
    """A row a code that no unit has, on its own cell: `skriven`, `fall`, and `menad`, the code that
    was most likely meant: but for punctuation it is that, or it is the name of that unit. None in a
    register without units."""
    known = {
        bok: {_code(code): code for code in of_book["Enhetskod"].drop_nulls()}
        for (bok,), of_book in rows.frame.group_by("bok")
    }
    meant = {
        bok: {
            _bare(text): code
            for code, name in of_book.select("Enhetskod", "Enhet").iter_rows()
            if code
            for text in (code, name)
            if text
        }
        for (bok,), of_book in rows.frame.group_by("bok")
    }
    found = [
        {
            "bok": row["bok"],
            "rad": row["rad"],
            "tabell": table,
            "kolumn": "Enheter",
            "skriven": code,
            "nyckel": " · ".join(str(row[name]) for name in NAMES[table] if row[name]),
            "menad": (menad := meant[row["bok"]].get(_bare(code))),
            "fall": "nästan" if menad else "okänd",
        }
        for table in TABLES
        for row in rows.table(table).drop_nulls("Enheter").iter_rows(named=True)
        for code in unit_codes(row["Enheter"])
        if known.get(row["bok"]) and _code(code) not in known[row["bok"]]
    ]
    texts = ("tabell", "kolumn", "skriven", "nyckel", "menad", "fall")
    return pl.DataFrame(
        found, schema={"bok": pl.Int64, "rad": pl.Int64, **dict.fromkeys(texts, pl.String)}
    )


def _code(code: str) -> str:
    return " ".join(code.split()).lower()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
