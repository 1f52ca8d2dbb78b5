"""Rule packs: which rules are asked, with which limits and severities.

The shipped pack is the package `xlplan_rules`. A municipality adds a TOML file of its own
(`--pack`):

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

Unknown rules and parameters are errors, so that a misspelt one is not silently without effect.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import polars as pl

from xlplan.checking.rule_files import SHIPPED, own_package, rules_in
from xlplan.model import PackError, Severity
from xlplan.rule import Parameter, Patterns, Rule
from xlplan.tables import Contract, TableSpec, specs
from xlplan.wording import SEVERITY_WORDS, series

_BARE_SWEDISH = re.compile(r"\s*\[?[\w.-]*[åäöÅÄÖ]")


@dataclass(frozen=True)
class Pack:
    """The rules to ask, by id, in the order of their ids."""

    contract: Contract
    rules: Mapping[str, Rule]
    off: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    """The ids of all rules, also of those that are off or not chosen."""

    @cached_property
    def specs(self) -> Mapping[str, TableSpec]:
        return specs(self.contract)

    def chosen(self, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Pack:
        """Only the rules whose id begins with one of `select` (all if empty) and with none of
        `ignore`."""
        for prefix in (*select, *ignore):
            if not any(rule_id.startswith(prefix.upper()) for rule_id in (*self.rules, *self.off)):
                raise PackError(
                    f"Ingen regel börjar med ”{prefix}”. Koderna visas av xlplan rules."
                )
        wanted = tuple(prefix.upper() for prefix in select)
        unwanted = tuple(prefix.upper() for prefix in ignore)
        return replace(
            self,
            rules={
                rule_id: rule
                for rule_id, rule in self.rules.items()
                if (not wanted or rule_id.startswith(wanted))
                and not (unwanted and rule_id.startswith(unwanted))
            },
        )


def load_pack(settings: Path | None = None) -> Pack:
    """The shipped rules, changed by the settings file if there is one. Raises PackError."""
    package = importlib.import_module(SHIPPED)
    contract = cast(Contract, importlib.import_module(f"{SHIPPED}.contract"))
    rules = dict(rules_in(Path(next(iter(package.__path__))), SHIPPED, contract))
    pack = Pack(contract, dict(sorted(rules.items())), known=frozenset(rules))
    return _with_settings(pack, settings) if settings else pack


def resources(folder: str, suffix: str, settings: Path | None = None) -> dict[str, str]:
    """The texts of a pack's data files in a folder, such as "disposition", by their names without
    suffix.

    A municipality's own (in its `mallmapp`) come first, and take the place of those of the same
    name. Raises PackError.
    """
    texts: dict[str, str] = {}
    for place in (
        *_own_templates(settings),
        Path(next(iter(importlib.import_module(SHIPPED).__path__))),
    ):
        for file in sorted((place / folder).glob(f"*{suffix}")):
            try:
                texts.setdefault(file.name.removesuffix(suffix), file.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                raise PackError(
                    f"{file.name} i {place.name} kan inte läsas. Spara den som UTF-8."
                ) from error
    return texts


def _own_templates(settings: Path | None) -> Iterator[Path]:
    """The folder of a municipality's own outlines and templates, if its pack has one."""
    if settings is None or "mallmapp" not in (read := _read(settings)):
        return
    named = read["mallmapp"]
    if not isinstance(named, str) or not (settings.parent / named).is_dir():
        raise PackError(
            f"Regelpaketet {settings.name}: mallmapp är namnet på en mapp bredvid paketet, med "
            f"mapparna disposition "
            'och meningar i sig, till exempel "mallar".'
        )
    yield settings.parent / named


def word_template(settings: Path | None) -> Path | None:
    """The Word file that a municipality's pack names for its reports, if it names one. Raises
    PackError."""
    if settings is None or "wordmall" not in (read := _read(settings)):
        return None
    named = read["wordmall"]
    if not isinstance(named, str) or not (settings.parent / named).is_file():
        raise PackError(
            f"Regelpaketet {settings.name}: wordmall är namnet på en Word-fil bredvid paketet, "
            f"till exempel "
            '"mall.docx".'
        )
    return settings.parent / named


def month_settings(settings: Path | None) -> Mapping[str, Any]:
    """What a municipality's pack sets under [manad], the limits of `xlplan month`. Raises
    PackError."""
    wanted = _read(settings).get("manad", {}) if settings else {}
    if not isinstance(wanted, dict):
        raise PackError(
            f"Regelpaketet {settings and settings.name}: gränser för månaden står under rubriken "
            f"[manad]."
        )
    return wanted


def _with_settings(pack: Pack, path: Path) -> Pack:
    settings = _read(path)
    if unknown := settings.keys() - {"regler", "regelmapp", "mallmapp", "wordmall", "manad"}:
        raise PackError(
            f"Regelpaketet {path.name}: okänd nyckel {series(sorted(unknown))}. "
            "Kända är regler, regelmapp, mallmapp, wordmall och manad."
        )
    rules = dict(pack.rules)
    if "regelmapp" in settings:
        own = settings["regelmapp"]
        if not isinstance(own, str) or not own:
            raise PackError(
                f'Regelpaketet {path.name}: regelmapp är en mapps namn, till exempel "egna_regler".'
            )
        rules |= _own_rules(pack, path, own)
    off = []
    wished = settings.get("regler", {})
    if not isinstance(wished, dict) or not all(
        isinstance(wanted, dict) for wanted in wished.values()
    ):
        raise PackError(
            f"Regelpaketet {path.name}: en regel ställs in under sin rubrik, till exempel "
            f"[regler.IND004]."
        )
    for rule_id, wanted in wished.items():
        if rule_id not in rules:
            raise PackError(f"Regelpaketet {path.name}: regeln {rule_id} finns inte.")
        if changed := _changed(rules[rule_id], wanted, path.name):
            rules[rule_id] = changed
        else:
            off.append(rule_id)
            del rules[rule_id]
    return Pack(pack.contract, dict(sorted(rules.items())), tuple(off), frozenset({*rules, *off}))


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # only for a pack of one's own

    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except FileNotFoundError:
        raise PackError(f"Regelpaketet {path} finns inte.") from None
    except UnicodeDecodeError:
        raise PackError(
            f"Regelpaketet {path} är inte sparat som UTF-8. Spara det på nytt så."
        ) from None
    except OSError:
        raise PackError(
            f"Regelpaketet {path} kan inte läsas: det är en mapp, eller åtkomst nekas."
        ) from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = f" Titta på rad {place[1]}." if place else ""
        if place and _BARE_SWEDISH.match(text.splitlines()[int(place[1]) - 1]):
            line += " Ett namn med å, ä eller ö står inom citattecken."
        raise PackError(f"Regelpaketet {path} är inte skrivet som TOML.{line}") from error


def _own_rules(pack: Pack, path: Path, own: str) -> dict[str, Rule]:
    """The rules of a municipality's own folder, which stands beside its pack."""
    folder = path.parent / own
    if not folder.is_dir():
        raise PackError(f"Regelpaketet {path.name}: mappen {own} finns inte bredvid paketet.")
    rules = dict(rules_in(folder, own_package(folder), pack.contract))
    if taken := rules.keys() & pack.rules.keys():
        first = min(taken)
        raise PackError(
            f"Regelpaketet {path.name}: {first} är redan en regel i xlplan. Välj ett annat nummer."
        )
    return rules


def _changed(rule: Rule, wanted: Mapping[str, Any], pack: str) -> Rule | None:
    """The rule as the pack wants it; None if it is turned off."""
    words = {word: severity for severity, word in SEVERITY_WORDS.items()}
    place = f"Regelpaketet {pack}, {rule.id}"
    severity: Severity | None = None
    parameters: dict[str, Parameter] = {}
    for key, value in wanted.items():
        if key == "av":
            if not isinstance(value, bool):
                raise PackError(f"{place}: av är true eller false.")
        elif key == "allvar":
            if not isinstance(value, str) or value not in words:
                raise PackError(f"{place}: allvar är {series(words, 'eller')}, inte ”{value}”.")
            severity = words[value]
        elif key in rule.parameters:
            parameters[key] = _parameter(value, rule.parameters[key], f"{place}: {key}")
        else:
            known = series(["av", "allvar", *rule.parameters])
            raise PackError(f"{place}: okänd inställning {key}. Kända är {known}.")
    return None if wanted.get("av") else rule.with_settings(severity, parameters)


def _parameter(value: Any, default: Parameter, place: str) -> Parameter:
    """The value as the rule has it, if it is of the default's kind and, for patterns, written as
    the default is."""
    match default:
        case Patterns():
            kind = f'en lista av mönster (reguljära uttryck) skrivna som "{default[-1]}"'
            if isinstance(value, list) and all(
                _is_text(text) and _written_as(text, default[-1]) for text in value
            ):
                return Patterns(value)
        case tuple():
            kind = 'en lista av texter, till exempel ["Inledning", "Övrigt"]'
            if isinstance(value, list) and all(map(_is_text, value)):
                return tuple(value)
        case Mapping():
            kind = 'en tabell med två texter på varje rad, till exempel "brukarråd" = "brukarforum"'
            if (
                isinstance(value, dict)
                and all(map(_is_text, value.values()))
                and all(map(_has_letters, value))
            ):
                return dict(value)
        case bool():
            kind = "true eller false"
            if isinstance(value, bool):
                return value
        case str():
            kind = f'en text, till exempel "{default}"'
            if isinstance(value, str):
                return value
        case _:
            kind = f"ett tal, till exempel {default}"
            if (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and math.isfinite(value)
            ):
                return value
    raise PackError(f"{place} är {kind}.")


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
