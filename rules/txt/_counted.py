"""How many goals, indicators and activities a text says that there are, and how many the tables
have."""

from polars import DataFrame, Int64, String, col, lit

from xlplan.rule import COUNTED, Asked, folded

_NUMBER = (
    r"[0-9]|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b"
    r"|[a-zåäö](?:ton|tio)"
)
_ANY = "|".join(COUNTED)
_LEVELS = {
    "Enhetsmål": "enhetsmål",
    "Nämndmål": "nämndmål",
    "KF:s inriktningsmål": "inriktningsmål",
}
_SCHEMA = {
    "bok": Int64,
    "rad": Int64,
    "tabell": String,
    "kolumn": String,
    "fras": String,
    "vad": String,
    "antal": Int64,
    "flik": String,
}
_SINGULAR = {"indikatorer": "indikator", "aktiviteter": "aktivitet"}
_SHEETS = {"indikatorer": "Indikatorer", "aktiviteter": "Aktiviteter"}


def in_tables(rows: Asked) -> dict[tuple[int, str], set[int]]:
    """How many there are of each in each book: of rows, and of different names where some are
    alike."""
    goals = rows.table("tblMal").select(
        "bok", namn="Mål", vad=col("Nivå").replace_strict(_LEVELS, default=None)
    )
    parts = [
        goals.drop_nulls("vad"),
        rows.table("tblIndikatorer").select("bok", namn="Indikator", vad=lit("indikatorer")),
        rows.table("tblAktiviteter").select("bok", namn="Aktivitet", vad=lit("aktiviteter")),
    ]
    found: dict[tuple[int, str], set[int]] = {}
    for part in parts:
        told = part.with_columns(namn=folded(col("namn"), punctuation=False))
        sizes = told.group_by("bok", "vad").agg(
            rader=col("namn").len(), olika=col("namn").n_unique()
        )
        for bok, what, size, different in sizes.iter_rows():
            found[bok, what] = {size, different}
    return found


def counted(rows: Asked) -> DataFrame:
    """A row a stated number, with vad, antal and flik (the sheet); `fras` is null where the text is
    right."""
    chapters = rows.frame.filter(
        col("tabell") == "tblTexter",
        col("kolumn") == "Text",
        rows.may_hold(_NUMBER),
        rows.may_hold(_ANY),
    )
    there = in_tables(rows)
    units = dict(rows.table("tblEnhet").select("bok", "Enhet").iter_rows())
    told = []
    for cell in chapters.iter_rows(named=True):
        year = int(cell["år"]) if cell["år"] is not None else None
        bok, enhet = cell["bok"], units.get(cell["bok"]) or ""
        for said in rows.texts.of_plan(cell["text"], enhet, year):
            sizes = there.get((bok, said.key), set())
            if not sizes or said.figure is None or said.figure.kind != "st":
                continue
            right = any(said.figure.may_be(size, size) for size in sizes)
            place = {name: cell[name] for name in ("bok", "rad", "tabell", "kolumn")}
            sheet = _SHEETS.get(said.key, "Mål")
            told.append(
                place
                | {
                    "fras": None if right else said.phrase,
                    "vad": _SINGULAR.get(said.key, said.key) if max(sizes) == 1 else said.key,
                    "antal": max(sizes),
                    "flik": sheet,
                }
            )
    return DataFrame(told, schema=_SCHEMA, orient="row")
