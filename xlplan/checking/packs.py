"""Rule packs: which rules are asked, with which limits and severities.

The shipped pack is the package `xlplan_rules`. A municipality adds a TOML file of its own
(`--pack`), which `xlplan.checking.pack_file` reads.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import cast

from xlplan.lean_pandera import import_pandera
from xlplan.model import BOOK_KINDS, PackError
from xlplan.rule import Rule, RuleError
from xlplan.tables import LEDGER, OBSERVATIONS, Contract, TableSpec, specs
from xlplan.wording import series

SHIPPED = "xlplan_rules"
_FILE = re.compile(r"([a-z]{3})(\d{3})_[a-z0-9_]+\.py")
_BARE_SWEDISH = re.compile(r"\s*\[?[\w.-]*[åäöÅÄÖ]")
SECTIONS = ("Varför", "Bryter", "Klarar", "Källa")


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
    import_pandera()
    package = importlib.import_module(SHIPPED)
    contract = cast(Contract, importlib.import_module(f"{SHIPPED}.contract"))
    rules = dict(_rules_in(Path(next(iter(package.__path__))), SHIPPED, contract))
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
                raise PackError(
                    f"{file.name} i {place.name} kan inte läsas. Spara den som UTF-8."
                ) from error
    return texts


def _rules_in(folder: Path, package: str, contract: Contract) -> Iterator[tuple[str, Rule]]:
    """The rules of a folder, whose modules are imported as those of `package`."""
    seen: dict[str, Path] = {}
    shipped = package == SHIPPED
    for path in sorted(folder.glob("*/*.py") if shipped else folder.glob("**/*.py")):
        if path.name.startswith("_"):
            continue
        if not (match := _FILE.fullmatch(path.name)) or (shipped and match[1] != path.parent.name):
            place = (
                " och står i regelgruppens mapp"
                if shipped
                else "; det som reglerna delar börjar med _"
            )
            raise PackError(f"{path.name}: en regelfil heter som ind001_arsmal_saknas.py{place}.")
        rule_id = f"{match[1]}{match[2]}".upper()
        if rule_id in seen:
            raise PackError(f"{rule_id} finns två gånger: {seen[rule_id].name} och {path.name}.")
        seen[rule_id] = path
        module = _import(path, ".".join((package, *path.relative_to(folder).with_suffix("").parts)))
        yield rule_id, _stamped(rule_id, module, path, contract)


def _own_package(folder: Path) -> str:
    """Makes a municipality's folder a package, so that its rules may import what stands beside
    them; its name.

    The name is the folder's own, for two packs may be read in one process; what was imported before
    is read anew.
    """
    name = f"xlplan_own_rules_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"
    for old in [
        module for module in sys.modules if module == name or module.startswith(f"{name}.")
    ]:
        del sys.modules[old]
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    importlib.invalidate_caches()
    return name


def _import(path: Path, name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except RuleError as error:
        raise PackError(f"{path.name}: {error}.") from error
    except SyntaxError as error:
        file = Path(error.filename).name if error.filename else path.name
        line = f" Titta på rad {error.lineno}." if error.lineno else ""
        raise PackError(f"{file} är inte skriven som Python.{line}") from error
    except ModuleNotFoundError as error:
        missing = (error.name or "").rpartition(".")[2]
        raise PackError(f"{path.name} hämtar något ur {missing}, som inte finns.") from error
    except Exception as error:
        raise PackError(
            f"{path.name} kan inte läsas in. Python säger: {type(error).__name__}: {error}"
        ) from error


def _stamped(rule_id: str, module: ModuleType, path: Path, contract: Contract) -> Rule:
    declared = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(declared) != 1:
        raise PackError(f"{path.name}: en regelfil innehåller en regel; här finns {len(declared)}.")
    rule, manual = declared[0], (module.__doc__ or "").strip()
    if not manual:
        raise PackError(
            f"{path.name}: filen ska börja med regeln som en mening, inom tre citattecken."
        )
    known = _columns(rule.table, contract)
    if known is None:
        raise PackError(f"{path.name}: tabellen {rule.table} finns inte.")
    wanted = {*rule.reads, *rule.also, *rule.shows} | (
        {rule.marks} - {""} if not rule.table.startswith("_") else set()
    )
    if unknown := wanted - known.keys():
        raise PackError(f"{path.name}: {rule.table} har ingen kolumn {series(sorted(unknown))}.")
    others = (*rule.tables, *rule.tables_if_there, *rule.register, *rule.register_if_there)
    if unknown := {table for table in others if _columns(table, contract) is None}:
        raise PackError(f"{path.name}: tabellen {series(sorted(unknown))} finns inte.")
    if unknown := set(rule.ledger) - LEDGER.keys():
        raise PackError(f"{path.name}: huvudboken har ingen tabell {series(sorted(unknown))}.")
    for table, columns in rule.register.items():
        if unknown := set(columns) - (_columns(table, contract) or {}).keys():
            raise PackError(f"{path.name}: {table} har ingen kolumn {series(sorted(unknown))}.")
    kinds = (
        [_kinds(table, contract) for table in (rule.table, *rule.tables)]
        if rule.scope != "batch"
        else []
    )
    kinds += [known[heading] for heading in wanted]
    shared = tuple(kind for kind in rule.books if all(kind in each for each in kinds))
    if not shared or (rule.kinds and shared != rule.kinds):
        raise PackError(
            f"{path.name}: alla regelns tabeller och kolumner finns inte i {series(rule.books)}."
        )
    return replace(
        rule,
        id=rule_id,
        title=" ".join(manual.split("\n\n", 1)[0].split()).rstrip("."),
        manual=manual,
        kinds=shared,
    )


def _columns(table: str, contract: Contract) -> dict[str, tuple[str, ...]] | None:
    """The table's columns, each with the kinds of book that have it; None without such a table."""
    if table in OBSERVATIONS:
        return dict.fromkeys(OBSERVATIONS[table], BOOK_KINDS)
    if table not in contract.TABLES:
        return None
    kinds = _kinds(table, contract)
    return {
        heading: column.metadata["kinds"] or kinds
        for heading, column in contract.TABLES[table].columns.items()
    }


def _kinds(table: str, contract: Contract) -> tuple[str, ...]:
    return BOOK_KINDS if table in OBSERVATIONS else contract.TABLES[table].metadata["kinds"]


def _with_settings(pack: Pack, path: Path) -> Pack:
    from xlplan.checking.pack_file import as_set, read_pack_file

    settings = read_pack_file(path)
    rules = dict(pack.rules)
    if settings.regelmapp:
        rules |= _own_rules(pack, path, settings.regelmapp)
    off = []
    for rule_id, wanted in settings.regler.items():
        if rule_id not in rules:
            raise PackError(f"Regelpaketet {path.name}: regeln {rule_id} finns inte.")
        if changed := as_set(rules[rule_id], wanted, path.name):
            rules[rule_id] = changed
        else:
            off.append(rule_id)
            del rules[rule_id]
    return Pack(pack.contract, dict(sorted(rules.items())), tuple(off), frozenset({*rules, *off}))


def _own_rules(pack: Pack, path: Path, own: str) -> dict[str, Rule]:
    """The rules of a municipality's own folder, which stands beside its pack."""
    folder = path.parent / own
    if not folder.is_dir():
        raise PackError(f"Regelpaketet {path.name}: mappen {own} finns inte bredvid paketet.")
    rules = dict(_rules_in(folder, _own_package(folder), pack.contract))
    if taken := rules.keys() & pack.rules.keys():
        first = min(taken)
        raise PackError(
            f"Regelpaketet {path.name}: {first} är redan en regel i xlplan. Välj ett annat nummer."
        )
    return rules
