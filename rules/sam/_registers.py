"""Several registers of the same units: which of them is used."""

import polars as pl

from xlplan.rule import Asked, same_code

from .._register import UNITS, bare


def spare(rows: Asked, units: pl.DataFrame) -> dict[int, int]:
    """By the `bok` of each register that is not used, that of the one that is. `units` are all
    registers' tblEnheter.

    Registers are of the same units if half of the smaller one's are in both: a municipality's
    boards have one each. The register given with --register, which is checked last, is used;
    otherwise the first one.
    """
    known = units.select(
        "bok", enhet=pl.coalesce(same_code(pl.col("Enhetskod")), bare(pl.col("Enhet")))
    ).drop_nulls()
    of_register = {
        bok: set(own["enhet"]) for (bok,), own in known.group_by("bok", maintain_order=True)
    }
    order = sorted(of_register)
    if not rows.register(UNITS).is_empty():
        order = [*order[-1:], *order[:-1]]
    used: list[int] = []
    others: dict[int, int] = {}
    for bok in order:
        own = of_register[bok]
        same = next(
            (
                u
                for u in used
                if 2 * len(own & of_register[u]) >= min(len(own), len(of_register[u]))
            ),
            None,
        )
        if same is None:
            used.append(bok)
        else:
            others[bok] = same
    return others
