"""Rules that a municipality writes as plain pandera: the named checks of its schemas.

    import pandera.polars as pa
    import polars as pl

    budget = pa.DataFrameSchema(
        {
            "Kommentar": pa.Column(pl.String),
            "Budget": pa.Column(
                pl.Float64,
                pa.Check.lt(
                    50_000,
                    name="KOM001",
                    title="”{Post}” har en budget på {Budget:belopp}.",
                    description="Dela upp raden, så att det syns vad pengarna går till.",
                ),
            ),
        },
        name="tblBudget",
    )

A check's name is the rule's id, its title the sentence (with columns of the table in braces), and
its description what to do. `raise_warning=True` makes it a varning, else it is a fel. It is asked
about one book's table at a time, as `xlplan.tables` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

import pandera.polars as pa
import polars as pl

from xlplan import wording
from xlplan.model import PackError, Severity
from xlplan.rule import Asked, Rule
from xlplan.rule.declared import Prepare
from xlplan.tables import Contract

_ID = re.compile(r"[A-Z]{3}\d{3}")
_HOLDS = "_håller"


def pandera_rules(module: ModuleType, file: str, contract: Contract) -> Iterator[Rule]:
    """The rules of a module's schemas and models. Raises PackError for a check that lacks a name, a
    title or a description, and for a table that the contract has not."""
    for schema in _schemas(module):
        if schema.name not in contract.TABLES:
            raise PackError(
                f"{file}: schemat ”{schema.name}” ska heta som en av bokens tabeller, till exempel "
                'name="tblBudget".'
            )
        key = contract.TABLES[schema.name].metadata["key"][0]
        for check in schema.checks:
            yield _rule(schema, check, None, key, file)
        for heading, column in schema.columns.items():
            for check in column.checks:
                yield _rule(schema, check, heading, key, file)


def _schemas(module: ModuleType) -> Iterator[pa.DataFrameSchema]:
    for value in vars(module).values():
        if isinstance(value, pa.DataFrameSchema):
            yield value
        elif (
            isinstance(value, type)
            and issubclass(value, pa.DataFrameModel)
            and value.__module__ == module.__name__
        ):
            yield value.to_schema()


def _rule(
    schema: pa.DataFrameSchema, check: pa.Check, heading: str | None, key: str, file: str
) -> Rule:
    place = f"{file}: kontrollen ”{check.name}” i {schema.name}"
    if not check.name or not _ID.fullmatch(check.name):
        raise PackError(f'{place} behöver ett namn som en regels kod, till exempel name="KOM001".')
    if not check.title or not check.description:
        raise PackError(
            f"{place} behöver title, satsen som visas, och description, vad som ska göras."
        )
    named = {name for text in (check.title, check.description) for name, _ in wording.fields(text)}
    read = tuple(schema.columns)
    return Rule(
        check=lambda rows: rows[_HOLDS],
        table=schema.name,
        severity=Severity.WARNING if check.raise_warning else Severity.ERROR,
        says={"": check.title},
        do={"": check.description},
        marks=heading or key,
        also=read,
        shows=tuple(sorted(named - set(read))),
        prepare=_prepare(check, heading),
        id=check.name,
        title=check.title.rstrip("."),
        manual=f"{check.title}\n\nVarför: {check.description}",
    )


def _prepare(check: pa.Check, heading: str | None) -> Prepare:
    def prepare(rows: Asked) -> pl.DataFrame:
        given = [
            name for name in rows.frame.columns if name not in ("bok", "bokslag", "skede", "år")
        ]
        judged = [
            _judged(check, heading, table, table.select(given))
            for table in rows.frame.partition_by("bok", maintain_order=True)
        ]
        return pl.concat(judged) if judged else rows.frame.with_columns(pl.lit(True).alias(_HOLDS))

    return prepare


def _judged(
    check: pa.Check, heading: str | None, table: pl.DataFrame, given: pl.DataFrame
) -> pl.DataFrame:
    """The rows of one book, each with its verdict; one row without a number for a verdict on the
    table as a whole."""
    verdicts = check(given.lazy(), heading).check_output.collect().to_series().rename(_HOLDS)
    if len(verdicts) == table.height:
        return table.with_columns(verdicts)
    whole = pl.lit(bool(verdicts.all()))
    return table.head(1).with_columns(whole.alias(_HOLDS), rad=pl.lit(None, pl.Int64))
