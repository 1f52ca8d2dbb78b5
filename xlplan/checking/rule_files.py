"""Rule files: read, and held against the contract."""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from xlplan.model import BOOK_KINDS, PackError, shown_path
from xlplan.rule import Rule, RuleError
from xlplan.tables import LEDGER, OBSERVATIONS, Contract
from xlplan.wording import series

SHIPPED = "xlplan_rules"
_FILE = re.compile(r"([a-z]{3})(\d{3})_[a-z0-9_]+\.py")
SECTIONS = ("Varför", "Bryter", "Klarar", "Källa")


def rules_in(folder: Path, package: str, contract: Contract) -> Iterator[tuple[str, Rule]]:
    """The rules of a folder by id, whose modules are imported as those of `package`."""
    seen: dict[str, Path] = {}
    shipped = package == SHIPPED
    for path in sorted(folder.glob("*/*.py") if shipped else folder.glob("**/*.py")):
        if path.name.startswith("_"):
            continue
        name = ".".join((package, *path.relative_to(folder).with_suffix("").parts))
        match = _FILE.fullmatch(path.name)
        if match and (not shipped or match[1] == path.parent.name):
            rules = [_stamped(f"{match[1]}{match[2]}".upper(), _import(path, name), path)]
        else:
            rules = [] if shipped else _of_schemas(_import(path, name), path, contract)
            if not rules:
                raise _misnamed(path, shipped)
        for rule in rules:
            if rule.id in seen:
                there = _shown(seen[rule.id])
                raise PackError(f"{rule.id} finns två gånger: {there} och {_shown(path)}.")
            seen[rule.id] = path
            yield rule.id, _fitting(rule, path, contract)


def _of_schemas(module: ModuleType, path: Path, contract: Contract) -> list[Rule]:
    """The rules of a file that holds pandera schemas instead of a rule."""
    from xlplan.checking.pandera_rules import pandera_rules

    return list(pandera_rules(module, _shown(path), contract))


def _shown(path: Path) -> str:
    return shown_path(Path(path.name))


def _misnamed(path: Path, shipped: bool) -> PackError:
    place = " och står i regelgruppens mapp" if shipped else "; det som reglerna delar börjar med _"
    return PackError(f"{_shown(path)}: en regelfil heter som ind001_arsmal_saknas.py{place}.")


def own_package(folder: Path) -> str:
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
        raise PackError(f"{_shown(path)}: {error}.") from error
    except SyntaxError as error:
        file = _shown(Path(error.filename) if error.filename else path)
        line = f" Titta på rad {error.lineno}." if error.lineno else ""
        raise PackError(f"{file} är inte skriven som Python.{line}") from error
    except ModuleNotFoundError as error:
        missing = (error.name or "").rpartition(".")[2]
        raise PackError(f"{_shown(path)} hämtar något ur {missing}, som inte finns.") from error
    except Exception as error:
        raise PackError(
            f"{_shown(path)} kan inte läsas in. Python säger: {type(error).__name__}: {error}"
        ) from error


def _stamped(rule_id: str, module: ModuleType, path: Path) -> Rule:
    """The one rule of a rule file, with its id from the file's name and its manual."""
    declared = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(declared) != 1:
        raise PackError(
            f"{_shown(path)}: en regelfil innehåller en regel; här finns {len(declared)}."
        )
    rule, manual = declared[0], (module.__doc__ or "").strip()
    if not manual:
        raise PackError(
            f"{_shown(path)}: filen ska börja med regeln som en mening, inom tre citattecken."
        )
    title = " ".join(manual.split("\n\n", 1)[0].split()).rstrip(".")
    return replace(rule, id=rule_id, title=title, manual=manual)


def _fitting(rule: Rule, path: Path, contract: Contract) -> Rule:
    """The rule, asked about the kinds of book that have all that it reads. Raises PackError for a
    table or a column that the contract has not."""
    known = _columns(rule.table, contract)
    if known is None:
        raise PackError(f"{_shown(path)}: tabellen {rule.table} finns inte.")
    marked = set[str]() if rule.table.startswith("_") else {rule.marks} - {""}
    wanted = rule.columns | marked
    if unknown := wanted - known.keys():
        raise PackError(f"{_shown(path)}: {rule.table} har ingen kolumn {series(sorted(unknown))}.")
    _refuse_unknown_beside(rule, path, contract)
    kinds = [known[heading] for heading in wanted]
    if rule.scope != "batch":
        kinds += [_kinds(table, contract) for table in (rule.table, *rule.tables)]
    shared = tuple(kind for kind in rule.books if all(kind in each for each in kinds))
    if not shared or (rule.kinds and shared != rule.kinds):
        raise PackError(
            f"{_shown(path)}: alla regelns tabeller och kolumner finns inte i {series(rule.books)}."
        )
    return replace(rule, kinds=shared)


def _refuse_unknown_beside(rule: Rule, path: Path, contract: Contract) -> None:
    """Tables beside the rule's own: of the book, the register and the ledger."""
    others = (*rule.tables, *rule.tables_if_there, *rule.register, *rule.register_if_there)
    if unknown := {table for table in others if _columns(table, contract) is None}:
        raise PackError(f"{_shown(path)}: tabellen {series(sorted(unknown))} finns inte.")
    if unknown := set(rule.ledger) - LEDGER.keys():
        raise PackError(f"{_shown(path)}: huvudboken har ingen tabell {series(sorted(unknown))}.")
    for table, columns in rule.register.items():
        if unknown := set(columns) - (_columns(table, contract) or {}).keys():
            raise PackError(f"{_shown(path)}: {table} har ingen kolumn {series(sorted(unknown))}.")


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
