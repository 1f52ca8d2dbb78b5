"""What the rules about årsmål share: the two cells of an indicator that hold a target."""

import polars as pl

from xlplan.rule import Asked, parse_target

OWN, KF = "Årsmål", "KF:s årsmål"


def with_kf(rows: Asked) -> pl.DataFrame:
    """The indicators with `kf_arsmal` (KF:s årsmål under a name that a sentence may use) and `kf_avstar`: whether KF
    leaves it to somebody else, or to a later day, to set the target. Both are null where KF:s årsmål is blank."""
    return rows.frame.with_columns(
        kf_arsmal=pl.col(KF),
        kf_avstar=pl.col(KF).map_elements(_is_deferred, return_dtype=pl.Boolean),
    )


def _is_deferred(text: str) -> bool:
    target = parse_target(text)
    return target is not None and target.kind == "deferred"


def targets(rows: Asked) -> pl.DataFrame:
    """A row a filled target: bok, rad, Mål-ID, Indikator, `kolumn` (Årsmål or KF:s årsmål) and `skrivet`."""
    key = ["bok", "rad", "Mål-ID", "Indikator"]
    return rows.frame.unpivot([OWN, KF], index=key, variable_name="kolumn", value_name="skrivet").drop_nulls("skrivet")
