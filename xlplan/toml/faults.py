"""Validation errors as Swedish sentences: where in the file, what is wrong, what may stand there.

All that pydantic finds passes here, and nothing else of xlplan says what a TOML value is to be.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from xlplan.wording import series

_NEAR = 60
"""How alike two words are, of 100, that may be meant for each other."""
_OF_WHOLE = ("value_error", "union_tag_invalid", "union_tag_not_found")
"""Errors that, of a table in a list, are about something within it."""
_MANY = 6
"""More choices than these are only listed where none of them is near."""


class SentenceError(ValueError):
    """What a validator says in whole sentences, a line each, and not of the key alone."""


@dataclass
class _Place:
    """Where in the file an error stands."""

    tables: list[str] = field(default_factory=list)
    """The tables around it, the outermost first."""
    inline: list[str] = field(default_factory=list)
    """The tables within these that are items of a list, such as "kolumner 3"."""
    key: str = ""
    model: type[BaseModel] | None = None
    """The table that the key stands in."""
    info: FieldInfo | None = None
    kind: Any = None
    """The type that is wanted."""

    def __str__(self) -> str:
        heading = [f"[{'.'.join(self.tables)}]"] if self.tables else []
        return ", ".join([*heading, *self.inline])


def faults_of(error: ValidationError, model: type[BaseModel], subject: str) -> Iterator[str]:
    """A line a fault, in the order of the file's model."""
    for each in error.errors(include_url=False, include_input=True):
        place = _place(model, each["loc"], of_whole=each["type"] in _OF_WHOLE)
        around = f"{subject}, {place}" if str(place) else subject
        for sentence in _sentences(each, place):
            yield f"{around}: {sentence}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " Menade du ”rubrik”?" when one of the known words is near, else which there are."""
    from rapidfuzz import fuzz, process, utils  # only where something is wrong

    choices = list(known)
    near = process.extractOne(
        word, choices, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR
    )
    return f" Menade du ”{near[0]}”?" if near else f" Kända är {series(choices)}."


def _sentences(error: Any, place: _Place) -> Iterator[str]:
    """What is wrong, most often one sentence."""
    key, value = place.key, error["input"]
    match error["type"]:
        case "default_factory_not_called":
            pass  # what the default is made of is told
        case "extra_forbidden":
            known = map(_alias, place.model.model_fields.items()) if place.model else ()
            yield f"okänd inställning {key}.{did_you_mean(key, known)}"
        case "missing":
            yield f"{key} saknas. Lägg till {_wanted(place)}."
        case "union_tag_not_found":
            yield f"{_discriminator(error)} saknas. Lägg till en text inom citattecken."
        case "union_tag_invalid":
            tags = [tag for tag in error["ctx"]["expected_tags"].split("'")[1::2]]
            yield f"{_discriminator(error)} är {_not_among(error['ctx']['tag'], tags)}"
        case "literal_error":
            said = place.info.description if place.info else None
            choices = get_args(place.kind)
            yield f"{key} är " + (
                f"{said}, inte ”{value}”." if said else _not_among(value, choices)
            )
        case "value_error":
            said = error["ctx"]["error"]
            before = f"{key} " if key and not isinstance(said, SentenceError) else ""
            yield from (f"{before}{line}" for line in str(said).splitlines())
        case _:
            yield f"{key} är {_wanted(place)}."


def _not_among(value: object, choices: Sequence[str]) -> str:
    known = did_you_mean(value, choices) if isinstance(value, str) else ""
    near = known if known.startswith(" Menade") else ""
    if near and len(choices) > _MANY:
        return f"inte ”{value}”.{near}"
    return f"{series(choices, 'eller')}, inte ”{value}”.{near}"


def _wanted(place: _Place) -> str:
    """What is to stand there: "ett heltal 1–6, till exempel nivaer = 3"."""
    info = place.info
    if (_is_model(place.kind) or get_origin(place.kind) is dict) and not place.inline:
        heading = ".".join([*place.tables, place.key])
        return f"en rubrik, [{heading}], med sina rader under"
    if not info:
        return _in_words(place.kind, ())
    wanted = info.description or _in_words(place.kind, info.metadata)
    example = info.examples[0] if info.examples else None if info.description else info.default
    if isinstance(example, bool) or example == "" or not isinstance(example, str | int | float):
        return wanted
    shown = f'"{example}"' if isinstance(example, str) else example
    return f"{wanted}, till exempel {place.key} = {shown}"


def _in_words(kind: Any, bounds: Iterable[object]) -> str:
    if get_origin(kind) is Literal:
        return series(map(str, get_args(kind)), "eller")
    if get_origin(kind) in (tuple, list):
        item = _plain(get_args(kind)[0])
        return "en lista av texter" if item is str else "en lista"
    if kind in (int, float):
        low = next((bound.ge for bound in bounds if hasattr(bound, "ge")), None)
        high = next((bound.le for bound in bounds if hasattr(bound, "le")), None)
        name = "ett heltal" if kind is int else "ett tal"
        if low is None:
            return name
        return f"{name} {low}–{high}" if high is not None else f"{name} från {low}"
    return {str: "en text inom citattecken", bool: "true eller false"}.get(kind, "en tabell")


def _discriminator(error: Any) -> str:
    """Its name in the file, which pydantic tells after the field's: "'kind' | 'typ'"."""
    return str(error["ctx"]["discriminator"]).rpartition(" ")[2].strip("'")


# Where it is


def _place(model: type[BaseModel], steps: Sequence[str | int], *, of_whole: bool) -> _Place:
    """Follows an error's way through the models: keys, numbers of list items, and the kinds that
    items of a list may be."""
    place, names = _Place(kind=model), list[str]()
    for step in steps:
        place.kind = kind = _plain(place.kind)
        if _is_model(kind):
            place.model = kind
            fields = {_alias(each): each[1] for each in kind.model_fields.items()}
            place.info = fields.get(str(step))
            place.kind = place.info.annotation if place.info else None
            names.append(str(step))
        elif isinstance(step, int):
            place.kind, place.info = _plain(get_args(kind)[0]), None
            outer = len(names) == 1 and _is_table(place.kind)
            names[-1] = f"{f'[[{names[-1]}]]' if outer else names[-1]} {step + 1}"
        elif get_origin(kind) is dict:
            place.kind, place.info = get_args(kind)[1], None
            names.append(step)
        else:  # the kind of an item
            place.kind = next(each for each in get_args(kind) if _has_tag(each, step))
            names[-1] += f" ({step})"
    place.kind = _plain(place.kind)
    whole = of_whole and _is_table(place.kind)
    around = names if whole else names[:-1]
    place.key = "" if whole or not names else names[-1]
    at = next((number for number, name in enumerate(around) if " " in name), len(around))
    place.tables, place.inline = list(around[:at]), list(around[at:])
    return place


def _plain(kind: Any) -> Any:
    """A type without what is said beside it, and without None."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if _is_union(kind):
        wanted = [each for each in get_args(kind) if each is not types.NoneType]
        return _plain(wanted[0]) if len(wanted) == 1 else kind
    return kind


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _is_table(kind: Any) -> bool:
    """Whether it is a table, or one of several kinds of table."""
    return _is_model(kind) or _is_union(kind)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _has_tag(kind: Any, tag: str) -> bool:
    return any(
        get_origin(info.annotation) is Literal and tag in get_args(info.annotation)
        for info in _plain(kind).model_fields.values()
    )


def _alias(named: tuple[str, FieldInfo]) -> str:
    name, info = named
    return info.alias or name
