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
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, cast

import polars as pl
from pydantic import Field, PlainValidator, create_model

from xlplan.model import PackError, shown_path
from xlplan.month.limits_file import MonthSection
from xlplan.rule import Parameter, Patterns, Rule
from xlplan.toml import Filled, Section, TomlError, checked, read, untyped
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


def usable(path: Path) -> tuple[PackFile, list[str]]:
    """What of the file can be used, and what is wrong in the rest, a line a fault. Raises PackError
    where nothing can."""
    try:
        data, subject = untyped(path, "Regelpaketet")
    except TomlError as error:
        raise PackError(str(error)) from error
    try:
        return checked(data, subject, PackFile), []
    except TomlError as error:
        sections = data.get("regler")
        if isinstance(sections, dict):  # one that is no table is told, and hides no other
            tables = {rule: said for rule, said in sections.items() if isinstance(said, dict)}
            data = {**data, "regler": tables}
        return PackFile.model_validate(dict(_sound(data))), str(error).splitlines()


def _sound(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        try:
            checked({name: value}, "", PackFile)
        except TomlError:
            continue
        yield name, value


def own_templates(settings: Path | None) -> Iterator[Path]:
    """The folder of a municipality's own outlines and templates, if its pack has one. Raises
    PackError."""
    if settings and (named := read_pack_file(settings).mallmapp):
        if not (settings.parent / named).is_dir():
            raise PackError(f"Regelpaketet {_shown(settings)}: mallmapp är {_TEMPLATES}.")
        yield settings.parent / named


def word_template(settings: Path | None) -> Path | None:
    """The Word file that a municipality's pack names for its reports, if it names one. Raises
    PackError."""
    if settings and (named := read_pack_file(settings).wordmall):
        if not (settings.parent / named).is_file():
            raise PackError(f"Regelpaketet {_shown(settings)}: wordmall är {_WORD_FILE}.")
        return settings.parent / named
    return None


def _shown(path: Path) -> str:
    return shown_path(Path(path.name))


def as_set(rule: Rule, wanted: Mapping[str, Any], pack: str) -> Rule | None:
    """The rule as the pack wants it; None if it is turned off. `pack` is what sentences begin with.
    Raises PackError."""
    parameters: dict[str, Any] = {
        f"parameter_{number}": (
            Annotated[Any, PlainValidator(partial(_parameter, default=default))],
            Field(None, alias=name),
        )
        for number, (name, default) in enumerate(rule.parameters.items())
    }
    model = create_model(rule.id, __base__=RuleSection, **parameters)
    try:
        said = checked(wanted, f"{pack}, {rule.id}", model)
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
    kind = _kind(default)
    if not kind.fits(value):
        raise ValueError(f"är {kind.words}.")
    made: Parameter = kind.made(value)
    return made


class _Kind(NamedTuple):
    """What a parameter may be set to."""

    words: str
    fits: Callable[[Any], bool]
    made: Callable[[Any], Parameter] = lambda value: value


def _kind(default: Parameter) -> _Kind:
    match default:
        case Patterns():
            words = f'en lista av mönster (reguljära uttryck) skrivna som "{default[-1]}"'
            return _Kind(words, partial(_are_patterns, example=default[-1]), Patterns)
        case tuple():
            words = 'en lista av texter, till exempel ["Inledning", "Övrigt"]'
            return _Kind(words, _are_texts, tuple)
        case Mapping():
            words = (
                'en tabell med två texter på varje rad, till exempel "brukarråd" = "brukarforum"'
            )
            return _Kind(words, _are_pairs, dict)
        case bool():
            return _Kind("true eller false", lambda value: isinstance(value, bool))
        case str():
            words = f'en text, till exempel "{default}"'
            return _Kind(words, lambda value: isinstance(value, str))
        case int():
            words = f"ett heltal, 0 eller mer, till exempel {default}"
            return _Kind(words, lambda value: type(value) is int and value >= 0)
        case _:
            return _Kind(f"ett tal, till exempel {default}", _is_number)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_patterns(value: object, example: str) -> bool:
    return isinstance(value, list) and all(
        _is_text(text) and _written_as(text, example) for text in value
    )


def _are_pairs(value: object) -> bool:
    return (
        isinstance(value, dict)
        and all(map(_is_text, value.values()))
        and all(map(_has_letters, value))
    )


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(cast(float, value))


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
