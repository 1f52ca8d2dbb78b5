"""The chapters that a report must have, by kind of book and phase: a municipality may set its
own."""

from polars import DataFrame

from xlplan.rule import PHASES, Asked

_PREFIX = {"unit": "kapitel", "board": "kapitel_namnd"}
_FOLLOW_UP = ("Sammanfattande analys", "Analys av resultaträkning")

PARAMETERS: dict[str, tuple[str, ...]] = {
    "kapitel_vp": ("Inledning", "Resursanvändning", "Systematiskt kvalitetsarbete"),
    "kapitel_t1": _FOLLOW_UP,
    "kapitel_t2": _FOLLOW_UP,
    "kapitel_vb": ("Förslag till beslut", *_FOLLOW_UP, "Systematiskt kvalitetsarbete"),
    "kapitel_namnd_vp": (
        "Sammanfattning",
        "Ärendets beredning",
        "Inledning",
        "Nämndens ekonomiska förutsättningar",
        "Systematiskt kvalitetsarbete",
    ),
    "kapitel_namnd_t1": _FOLLOW_UP,
    "kapitel_namnd_t2": _FOLLOW_UP,
    "kapitel_namnd_vb": (*_FOLLOW_UP, "Systematiskt kvalitetsarbete"),
}


def required(rows: Asked) -> DataFrame:
    """A row a chapter: bokslag, skede, kapitel."""
    chapters = [
        (kind, phase, name)
        for kind, prefix in _PREFIX.items()
        for phase in PHASES
        for name in rows.words(f"{prefix}_{phase.lower()}")
    ]
    return DataFrame(chapters, schema=["bokslag", "skede", "kapitel"], orient="row")
