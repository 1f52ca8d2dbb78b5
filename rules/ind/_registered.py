"""What the rules that hold an indicator's KF:s årsmål against the register share."""

import polars as pl

from xlplan.rule import Asked, parse_target, same_code

from .._register import bare, expected_indicators

KEY = ["bok", "eget", "namn"]


def with_registered_target(rows: Asked) -> pl.DataFrame:
    """The indicators with `skrivet`, KF:s årsmål as it stands in the book; of the one row of the
    register that holds on the phase's day, if it has a KF:s årsmål, that target `gäller` and its
    first day `från`; and `samma`, whether both say the same (null where nothing holds)."""
    due = (
        expected_indicators(rows)
        .unique(KEY, keep="none")
        .select(*KEY, gäller="KF:s årsmål", från="Gäller från")
    )
    own = rows.frame.with_columns(
        eget=same_code(pl.col("Mål-ID")), namn=bare(pl.col("Indikator")), skrivet="KF:s årsmål"
    )
    held = own.join(due.drop_nulls("gäller"), on=KEY, how="left", maintain_order="left")
    same = pl.struct("skrivet", "gäller").map_elements(
        lambda pair: same_target(pair["skrivet"], pair["gäller"]), return_dtype=pl.Boolean
    )
    return held.with_columns(samma=pl.when(pl.col("gäller").is_not_null()).then(same))


def same_target(own: str | None, registered: str | None) -> bool:
    """Whether both say the same target, however they are written; of what cannot be understood, the
    words decide."""
    one, other = parse_target(own or ""), parse_target(registered or "")
    if one is None or other is None:
        return _words(own) == _words(registered)
    return one == other or (one.to_board and other.to_board)


def _words(text: str | None) -> str:
    return " ".join((text or "").lower().split()).strip(" .")
