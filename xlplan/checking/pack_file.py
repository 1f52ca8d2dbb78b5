"""A municipality's pack, the TOML file of `--pack`: its sections, and what it sets of each rule.

    regelmapp = "egna_regler"        # a folder with rules of its own, beside the file, and what
                                     they import
    mallmapp = "mallar"              # its own disposition/*.toml and meningar/*.jinja, in place of
                                     those shipped
    wordmall = "mall.docx"           # its own Word file, which reports in Word are built on

    [manad]
    underskott_kr = 100000           # one of the limits of xlplan.month.limits

    [regler.IND004]
    allvar = "notis"                 # fel, varning or notis

    [regler.AKT004]
    av = true                        # not asked

    [regler.TXT001]
    kapitel_vp = ["Inledning"]       # one of the rule's parameters

    [regler.TXT011.egna_ord]         # a parameter that is a list of pairs
    "brukarråd" = "brukarforum"

Unknown rules, sections and parameters are errors, so that a misspelt one is not silently without
effect. A new section is a field of `PackFile`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import Field, PlainValidator, create_model

from xlplan.model import PackError
from xlplan.month.limits_file import MonthSection
from xlplan.rule import Parameter, Patterns, Rule
from xlplan.toml import Filled, Section, TomlError, checked, read
from xlplan.wording import SEVERITY_WORDS

_SEVERITIES = {word: severity for severity, word in SEVERITY_WORDS.items()}


_TEMPLATES = (
    "namnet på en mapp bredvid paketet, med mapparna disposition och meningar i sig, till exempel "
    '"mallar"'
)
_WORD_FILE = 'namnet på en Word-fil bredvid paketet, till exempel "mall.docx"'


class RuleSection(Section):
    """What is set of any rule; `as_set` adds the rule's own parameters."""

    av: bool = False
    allvar: Literal["fel", "varning", "notis"] | None = None


class PackFile(Section):
    regelmapp: Filled | None = Field(None, description='en mapps namn, till exempel "egna_regler"')
    mallmapp: Filled | None = Field(None, description=_TEMPLATES)
    wordmall: Filled | None = Field(None, description=_WORD_FILE)
    manad: MonthSection = MonthSection()
    regler: dict[str, dict[str, Any]] = Field({})
    """What is set of a rule, by its id: held against the rule by `as_set`."""


def read_pack_file(path: Path) -> PackFile:
    """Raises PackError."""
    try:
        return read(path, PackFile, "Regelpaketet")
    except TomlError as error:
        raise PackError(str(error)) from error


def own_templates(settings: Path | None) -> Iterator[Path]:
    """The folder of a municipality's own outlines and templates, if its pack has one. Raises
    PackError."""
    if settings and (named := read_pack_file(settings).mallmapp):
        if not (settings.parent / named).is_dir():
            raise PackError(f"Regelpaketet {settings.name}: mallmapp är {_TEMPLATES}.")
        yield settings.parent / named


def word_template(settings: Path | None) -> Path | None:
    """The Word file that a municipality's pack names for its reports, if it names one. Raises
    PackError."""
    if settings and (named := read_pack_file(settings).wordmall):
        if not (settings.parent / named).is_file():
            raise PackError(f"Regelpaketet {settings.name}: wordmall är {_WORD_FILE}.")
        return settings.parent / named
    return None


def as_set(rule: Rule, wanted: Mapping[str, Any], pack: str) -> Rule | None:
    """The rule as the pack wants it; None if it is turned off. Raises PackError."""
    parameters: dict[str, Any] = {
        f"parameter_{number}": (
            Annotated[Any, PlainValidator(partial(_parameter, default=default))],
            Field(None, alias=name),
        )
        for number, (name, default) in enumerate(rule.parameters.items())
    }
    model = create_model(rule.id, __base__=RuleSection, **parameters)
    try:
        said = checked(wanted, model, f"Regelpaketet {pack}, {rule.id}")
    except TomlError as error:
        raise PackError(str(error)) from error
    if said.av:
        return None
    set_here = {
        name: getattr(said, field)
        for field, name in zip(parameters, rule.parameters, strict=True)
        if field in said.model_fields_set
    }
    return rule.with_settings(_SEVERITIES.get(said.allvar or ""), set_here)


def _parameter(value: Any, default: Parameter) -> Parameter:
    """The value as the rule has it, if it is of the default's kind and, for patterns, written as
    the default is."""
    taken = _texts(value, default) if isinstance(default, tuple | Mapping) else _one(value, default)
    if taken is None:
        raise ValueError(f"är {_kind(default)}.")
    return taken


def _kind(default: Parameter) -> str:
    """What a parameter holds, as the sentence says it."""
    match default:
        case Patterns():
            return f'en lista av mönster (reguljära uttryck) skrivna som "{default[-1]}"'
        case tuple():
            return 'en lista av texter, till exempel ["Inledning", "Övrigt"]'
        case Mapping():
            return 'en tabell med två texter på varje rad, till exempel "brukarråd" = "brukarforum"'
        case bool():
            return "true eller false"
        case str():
            return f'en text, till exempel "{default}"'
        case int():
            return f"ett heltal, 0 eller mer, till exempel {default}"
    return f"ett tal, till exempel {default}"


def _texts(value: Any, default: tuple[str, ...] | Mapping[str, str]) -> Parameter | None:
    if isinstance(default, Mapping):
        pairs = isinstance(value, dict) and all(map(_is_text, value.values()))
        return dict(value) if pairs and all(map(_has_letters, value)) else None
    if not isinstance(value, list) or not all(map(_is_text, value)):
        return None
    if not isinstance(default, Patterns):
        return tuple(value)
    return Patterns(value) if all(_written_as(text, default[-1]) for text in value) else None


def _one(value: Any, default: str | float) -> Parameter | None:
    if isinstance(default, bool | str):
        return value if isinstance(value, type(default)) else None
    if isinstance(value, bool):
        return None
    if isinstance(default, int):
        return value if isinstance(value, int) and value >= 0 else None
    return value if isinstance(value, int | float) and abs(value) < math.inf else None


def _written_as(text: str, example: str) -> bool:
    """Whether each part of a pattern can be searched for, and a year is a year where the example
    has one."""
    parts, wanted = text.split(" | "), example.split(" | ")
    if len(parts) != len(wanted) or any(
        one.isdecimal() and not part.isdecimal() for one, part in zip(wanted, parts, strict=True)
    ):
        return False
    try:
        for part in parts:
            re.compile(part)
            pl.Series([""]).str.contains(f"(?i){part}")  # rules search with both
    except (re.error, pl.exceptions.ComputeError):
        return False
    return True


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
