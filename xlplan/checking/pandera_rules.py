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
about one book's table at a time, as `xlplan.tables` gives it, and answers for each row, or once for
the table as a whole: its sentences then name no column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TypeGuard

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaInitError

from xlplan.model import PackError, Severity
from xlplan.rule import Asked, Rule, RuleError
from xlplan.rule.declared import Prepare, named_in
from xlplan.tables import Contract

_ID = re.compile(r"[A-Z]{3}\d{3}")
_HOLDS = "_håller"


def pandera_rules(module: ModuleType, file: str, contract: Contract) -> Iterator[Rule]:
    """The rules of a module's schemas and models. Raises PackError for a check that lacks a name, a
    title or a description, for a table that the contract has not, and where there are schemas and
    none has a check."""
    schemas, checks = 0, list[tuple[str | None, str | None, pa.Check]]()
    for schema, own in _schemas(module, file):
        schemas += 1
        for heading, check in own:
            if (schema.name, heading, check) in checks:
                continue  # of a schema that was made of another one
            checks.append((schema.name, heading, check))
            if schema.name not in contract.TABLES:
                raise PackError(
                    f"{file}: schemat ”{schema.name}” ska heta som en av bokens tabeller, till "
                    'exempel name="tblBudget".'
                )
            key = contract.TABLES[schema.name].metadata["key"][0]
            yield _rule(schema, check, heading, key, file)
    if schemas and not checks:
        raise PackError(
            f"{file}: ingen kontroll med namn finns i filens scheman. En kontroll skrivs som "
            'pa.Check(..., name="KOM001", title=…, description=…).'
        )


Checks = Iterable[tuple[str | None, pa.Check]]
"""Checks of a schema, each with the column that it is about; None for the table."""


def _schemas(module: ModuleType, file: str) -> Iterator[tuple[pa.DataFrameSchema, Checks]]:
    """Each schema and model once, with the checks that are its own."""
    seen = set[int]()
    for value in vars(module).values():
        if isinstance(value, pa.DataFrameSchema):
            schema, bases = value, list[type]()
        elif _is_model_of(module, value):
            try:
                schema = value.to_schema()
            except SchemaInitError as error:
                raise PackError(
                    f"{file}: modellen {value.__name__} kan inte läsas in. Python säger: {error}"
                ) from error
            bases = [base for base in value.__mro__[1:] if _is_model_of(module, base)]
        else:
            continue
        if id(schema) not in seen:
            seen.add(id(schema))
            yield schema, [each for each in _checks(schema) if not _inherited(each[1], bases)]


def _is_model_of(module: ModuleType, value: object) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, pa.DataFrameModel)
        and value.__module__ == module.__name__
    )


def _checks(schema: pa.DataFrameSchema) -> Checks:
    yield from ((None, check) for check in schema.checks)
    for heading, column in schema.columns.items():
        yield from ((heading, check) for check in column.checks)


def _inherited(check: pa.Check, bases: Iterable[type]) -> bool:
    """Whether a model has the check of another in its file, which was read before. Pandera calls it
    by its name in the first alone, and by its method's name in those that inherit it."""
    return any(check.name in vars(base) for base in bases)


def _rule(
    schema: pa.DataFrameSchema, check: pa.Check, heading: str | None, key: str, file: str
) -> Rule:
    place = f"{file}: kontrollen ”{check.name}” i {schema.name}"
    if not isinstance(check.name, str) or not _ID.fullmatch(check.name):
        raise PackError(f'{place} behöver ett namn som en regels kod, till exempel name="KOM001".')
    if not _is_text(check.title) or not _is_text(check.description):
        raise PackError(
            f"{place} behöver title, satsen som visas, och description, vad som ska göras. Båda är "
            "texter."
        )
    try:
        named = {name for text in (check.title, check.description) for name in named_in(text)}
    except RuleError as error:
        raise PackError(f"{place}: {error}.") from error
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
        prepare=_prepare(check, heading, sorted(named)),
        id=check.name,
        title=check.title.rstrip("."),
        manual=f"{check.title}\n\nVarför: {check.description}",
    )


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _prepare(check: pa.Check, heading: str | None, named: list[str]) -> Prepare:
    def prepare(rows: Asked) -> pl.DataFrame:
        given = [
            name for name in rows.frame.columns if name not in ("bok", "bokslag", "skede", "år")
        ]
        judged = []
        for table in rows.frame.partition_by("bok", maintain_order=True):
            verdicts, whole = _verdicts(check, heading, table.select(given))
            if whole and named:  # no row's values are the table's
                raise RuleError(
                    f"satsen nämner {{{named[0]}}}, men kontrollen svarar för hela tabellen"
                )
            judged.append(_of_table(table, verdicts) if whole else table.with_columns(verdicts))
        return pl.concat(judged) if judged else rows.frame.with_columns(pl.lit(True).alias(_HOLDS))

    return prepare


def _verdicts(check: pa.Check, heading: str | None, given: pl.DataFrame) -> tuple[pl.Series, bool]:
    """What a check says of one book's table, and whether that is of the table as a whole."""
    result = check(given.lazy(), heading)
    verdicts = result.check_output.collect().to_series().rename(_HOLDS)
    if verdicts.dtype != pl.Boolean:
        raise RuleError(f"kontrollen svarar med {verdicts.dtype}, och inte med True eller False")
    if len(verdicts) not in (1, given.height):
        raise RuleError(
            f"kontrollen gav {len(verdicts)} svar för {given.height} rader; den ska ge ett för "
            "varje rad, eller ett för hela tabellen"
        )
    # pandera lists no failure cases for a plain True or False
    return verdicts, result.failure_cases is None or len(verdicts) != given.height


def _of_table(table: pl.DataFrame, verdicts: pl.Series) -> pl.DataFrame:
    """One row without a number, for a verdict on the table as a whole."""
    return table.head(1).with_columns(verdicts, rad=pl.lit(None, pl.Int64))
