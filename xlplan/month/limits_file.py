"""The section [manad] of a pack: the limits of a month, one key a limit.

Made of `Limits`, so that a new limit is written once.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, create_model

from xlplan.month.limits import OF_RULES, Limits
from xlplan.toml import Section

_TOO_LARGE = 1e15


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


def _of_rule(name: str) -> Any:
    rule, parameter, _ = OF_RULES[name]

    def refuse(_: object) -> None:
        raise ValueError(f"ställs in i regeln, under [regler.{rule}] {parameter}.")

    return Annotated[Any, BeforeValidator(refuse)]


def _limit(name: str) -> Any:
    if name in OF_RULES:
        return _of_rule(name), None
    example = f"ett tal från 0 och uppåt, till exempel {getattr(Limits(), name)}"
    wanted = Field(None, ge=0, lt=_TOO_LARGE, description=example)
    return Annotated[float, AfterValidator(_whole)], wanted


_LIMITS: dict[str, Any] = {each.name: _limit(each.name) for each in fields(Limits)}
_Limits = create_model("_Limits", __base__=Section, **_LIMITS)


class MonthSection(_Limits):
    @property
    def limits(self) -> dict[str, float]:
        """What is set, by its name."""
        return {name: getattr(self, name) for name in self.model_fields_set}
