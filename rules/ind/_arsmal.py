"""What the rules about årsmål share: the two cells of an indicator that hold a target."""

import polars as pl

from xlplan.rule import Asked, blank, parse_target

OWN, KF = "Årsmål", "KF:s årsmål"
_NONE = r"(?i)^(?:ej|inte) aktuellt\.?$|^saknas\.?$|^(?:ingår|finns) (?:ej|inte)\.?$"


def judged(rows: Asked) -> pl.DataFrame:
    """The indicators that have a name, with `eget` and `kf`, what the two cells hold: "mål",
    "inget", or "avstår" where they leave it to somebody else, or to a later day, to set the
    target."""
    own = (
        pl.when(_defers(OWN)).then(pl.lit("avstår")).when(blank(pl.col(OWN))).then(pl.lit("inget"))
    )
    kf = pl.when(_defers(KF)).then(pl.lit("avstår")).when(kf_has_none()).then(pl.lit("inget"))
    return rows.frame.filter(pl.col("Indikator").is_not_null()).with_columns(
        eget=own.otherwise(pl.lit("mål")),
        kf=kf.otherwise(pl.lit("mål")),
        kf_arsmal=pl.col(KF),
        arsmal=pl.col(OWN),
    )


def kf_has_none() -> pl.Expr:
    """Whether KF:s årsmål says in one way or another that KF has none."""
    return blank(pl.col(KF)) | pl.col(KF).str.contains(_NONE)


def _defers(column: str) -> pl.Expr:
    """Whether a target is for somebody else to set, or for later; null where the cell is blank."""
    return pl.col(column).map_elements(_is_deferred, return_dtype=pl.Boolean)


def _is_deferred(text: str) -> bool:
    target = parse_target(text)
    return target is not None and target.kind == "deferred"


def targets(rows: Asked) -> pl.DataFrame:
    """A row a filled target: bok, rad, Mål-ID, Indikator, `kolumn` (Årsmål or KF:s årsmål) and
    `skrivet`."""
    key = ["bok", "rad", "Mål-ID", "Indikator"]
    filled = rows.frame.with_columns(pl.when(~kf_has_none()).then(KF).alias(KF))
    cells = filled.unpivot([OWN, KF], index=key, variable_name="kolumn", value_name="skrivet")
    return cells.filter(~blank(pl.col("skrivet")))
