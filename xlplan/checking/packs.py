"""Rule packs: which rules are asked, with which limits and severities.

The shipped pack is the package `xlplan_rules`. A municipality adds a TOML file of its own
(`--pack`), which `xlplan.checking.pack_file` reads.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import cast

from xlplan.checking.rule_files import SHIPPED, own_package, rules_in
from xlplan.model import PackError, shown_path
from xlplan.rule import Rule
from xlplan.tables import Contract, TableSpec, specs

_OWN_UNREAD = ("regelmapp är", "”regelmapp”")
"""What a fault says where it is not known which rules are a municipality's own."""


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
    places = [Path(next(iter(importlib.import_module(SHIPPED).__path__)))]
    if settings:
        from xlplan.checking.pack_file import own_templates

        places = [*own_templates(settings), *places]
    for place in places:
        for file in sorted((place / folder).glob(f"*{suffix}")):
            try:
                texts.setdefault(file.name.removesuffix(suffix), file.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                named, within = (shown_path(Path(path.name)) for path in (file, place))
                raise PackError(
                    f"{named} i {within} kan inte läsas. Spara den som UTF-8."
                ) from error
    return texts


def _with_settings(pack: Pack, path: Path) -> Pack:
    """Raises PackError with all that is wrong in the file, a line a fault."""
    from xlplan.checking.pack_file import as_set, usable

    settings, faults = usable(path)
    shown = f"Regelpaketet {shown_path(Path(path.name))}"
    rules = dict(pack.rules)
    try:
        if settings.regelmapp:
            rules |= _own_rules(pack, path.parent, settings.regelmapp, shown)
        own_read = not any(said in fault for fault in faults for said in _OWN_UNREAD)
    except PackError as error:
        faults.append(str(error))
        own_read = False
    changed: dict[str, Rule | None] = {}
    for rule_id, wanted in settings.regler.items():
        try:
            if rule_id in rules:
                changed[rule_id] = as_set(rules[rule_id], wanted, shown)
            elif own_read:  # else it may be one of those
                faults.append(f"{shown}: regeln {rule_id} finns inte.")
        except PackError as error:
            faults.append(str(error))
    if faults:
        raise PackError("\n".join(faults))
    off = tuple(rule_id for rule_id, rule in changed.items() if rule is None)
    asked = {rule_id: rule for rule_id, rule in {**rules, **changed}.items() if rule is not None}
    return Pack(pack.contract, dict(sorted(asked.items())), off, frozenset(rules))


def _own_rules(pack: Pack, place: Path, own: str, shown: str) -> dict[str, Rule]:
    """The rules of a municipality's own folder, which stands beside its pack."""
    folder = place / own
    if not folder.is_dir():
        raise PackError(f"{shown}: mappen {own} finns inte bredvid paketet.")
    rules = dict(rules_in(folder, own_package(folder), pack.contract))
    if taken := rules.keys() & pack.rules.keys():
        raise PackError(f"{shown}: {min(taken)} är redan en regel i xlplan. Välj ett annat nummer.")
    return {rule_id: replace(rule, own=True) for rule_id, rule in rules.items()}
