"""What the rules about an enhetsmål's texts share."""

from polars import Expr

from xlplan.rule import Asked, blank


def is_written(rows: Asked, text: str) -> Expr:
    """Whether a goal has that text, if it is an enhetsmål that has a name."""
    return (rows["Nivå"] != "Enhetsmål") | rows["Mål"].is_null() | ~blank(rows[text])
