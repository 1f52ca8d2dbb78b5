"""Columns of texts, as rules compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def folded(text: pl.Expr, *, punctuation: bool = True) -> pl.Expr:
    """A text column for comparing what people mean: case and white space apart, and punctuation if
    it is False.

    Without punctuation "Nöjda barn (enkät)." equals "Nöjda barn, enkät"; `%`, `<` and `+` still
    count.
    """
    if not punctuation:
        text = text.str.replace_all(r"[\p{P}--[%]]+", " ")
    return text.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def blank(expr: pl.Expr) -> pl.Expr:
    """Whether a cell says nothing: empty, or without any letter or digit, as people type "-" or "…"
    to fill it."""
    import polars as pl

    return ~expr.cast(pl.String).str.contains(r"[\p{L}\p{N}]").fill_null(False)
