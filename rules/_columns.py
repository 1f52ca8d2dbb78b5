"""Kinds of column, and the table that they stand in; `contract.py` says what the metadata hold."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from ._choices import PLANS


class _Declared(dict[str, Any]):
    """What a table or a column says of itself: never changed, so that pandera, which copies its
    columns and what they hold again and again, need not."""

    def __deepcopy__(self, memo: dict[int, Any]) -> _Declared:
        return self


def _column(
    dtype: Any,
    kind: str,
    width: int,
    help: str = "",
    *,
    checks: tuple[pa.Check, ...] = (),
    nullable: bool = True,
    **more: Any,
) -> pa.Column:
    return pa.Column(
        dtype,
        checks=list(checks),
        nullable=nullable,
        required=True,
        metadata=_Declared(
            {
                "kind": kind,
                "width": width,
                "help": help,
                "phases": (),
                "kinds": (),
                "repeated": False,
                "optional": False,
                "given": (),
                "calculated": (),
                "choices": (),
                "example": "",
                "checked_by": "",
                **more,
            }
        ),
    )


def text(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "text", width, help, **more)


def prose(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "prose", width, help, **more)


def identity(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "id", width, help, example="1.4", **more)


def choice(choices: tuple[str, ...], width: int, help: str = "", **more: Any) -> pa.Column:
    explained = more.get("checked_by")  # a rule of its own says what is wrong, and keeps the text
    return _column(
        pl.String,
        "choice",
        width,
        help,
        checks=() if explained else (pa.Check.isin(choices),),
        choices=choices,
        example=choices[0],
        **more,
    )


def _once(data: pa.PolarsData) -> pl.LazyFrame:
    name = pl.col(data.key)
    return data.lazyframe.select(name.is_null() | ~name.is_duplicated())


ONCE = pa.Check(_once, name="en gång", error="samma värde står på flera rader")
"""A column that names a row: no two rows have the same."""


def target(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.String, "target", width, help, example="80 %", **more)


def amount(width: int = 11, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.Float64, "amount", width, help, **{"example": "20\u00a0565", **more})


def number(width: int, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.Float64, "number", width, help, **{"example": "2026", **more})


def day(width: int = 12, help: str = "", **more: Any) -> pa.Column:
    return _column(pl.Date, "date", width, help, example="2026-03-01", **more)


def units_column() -> pa.Column:
    return text(
        22,
        "Koderna för de enheter som raden gäller, med kommatecken mellan. Tomt = alla.",
        example="4127, 4131",
    )


def only(kind: str | tuple[str, ...], columns: dict[str, pa.Column]) -> dict[str, pa.Column]:
    """The columns, for these kinds of book alone."""
    for column in columns.values():
        column.metadata["kinds"] = (kind,) if isinstance(kind, str) else kind
    return columns


def table(
    name: str,
    sheet: str,
    key: tuple[str, ...],
    columns: dict[str, pa.Column],
    *,
    kinds: tuple[str, ...] = PLANS,
    rows: int = 20,
    help: str = "",
    prefilled: tuple[str, ...] = (),
    start: tuple[dict[str, str], ...] = (),
    totals: dict[str, Any] | None = None,
    transposed: bool = False,
) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        columns,
        name=name,
        metadata=_Declared(
            {
                "sheet": sheet,
                "kinds": kinds,
                "key": key,
                "rows": rows,
                "help": help,
                "prefilled": prefilled,
                "start": start,
                "totals": totals or {},
                "transposed": transposed,
            }
        ),
    )
