"""What rules about follow-up share: the columns of the phase that the book is in, and what counts
as a text there."""

from polars import Expr, col, lit, when

FOLLOWED = ("T1", "T2", "VB")
"""The phases that have columns of their own: `Analys T1`, `Utfall VB` …"""

_PHASE = col("skede")


def headings(*names: str) -> tuple[str, ...]:
    """ "Analys" -> ("Analys T1", "Analys T2", "Analys VB"): what a rule on the phase's own column
    reads."""
    return tuple(f"{name} {phase}" for name in names for phase in FOLLOWED)


def of_phase(name: str) -> Expr:
    """The cell of the phase's own column: `Analys` is `Analys T1` in a book that is in T1. Null in
    VP."""
    t1, t2, vb = headings(name)
    return (
        when(_PHASE == "T1")
        .then(col(t1))
        .when(_PHASE == "T2")
        .then(col(t2))
        .when(_PHASE == "VB")
        .then(col(vb))
    )


def heading_of_phase(name: str) -> Expr:
    """The heading of that column, for `kolumn`."""
    return lit(f"{name} ") + _PHASE


def is_text(cell: Expr) -> Expr:
    """Whether something is said in the cell; a dash alone says nothing. Never null."""
    return cell.str.contains(r"\p{L}").fill_null(False)
