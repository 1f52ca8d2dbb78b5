"""The mapping file (TOML): which columns of an export hold what.

    [kolumner]
    konto = "Konto"
    kst = "Ansvar"
    period = "Period"        # or "Bokföringsdatum"
    belopp = "Belopp"        # or debet and kredit, or a column a month: jan, feb …
    kontonamn = "Kontotext"  # may be left out, as kstnamn
    kstnamn = "Ansvar text"

    [fil]                    # all of it may be left out: what is not said is found out
    rubrikrad = 4
    blad = "Utfall"
    enhet = "tkr"
    tecken = "plus"

    [sie]
    dimension = 4            # the dimension that is kostnadsställe, where it is not 1

Without a mapping the headings that Swedish systems use are recognised.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlplan.model import MONTHS, LedgerError, shown_path
from xlplan.wording import series

COLUMNS = (
    "konto",
    "kst",
    "period",
    "belopp",
    "debet",
    "kredit",
    "kontonamn",
    "kstnamn",
    *MONTHS,
)
FILE = ("rubrikrad", "blad", "enhet", "tecken")
SIGNS = ("debet", "kredit", "plus")
"""How income and cost are written: cost plus and income minus, as in a ledger; the other way about;
both plus."""
FACTORS = {"kr": 1, "tkr": 1_000, "mnkr": 1_000_000}
_ALIASES = {"kostnadsställe": "kst", "kostnadsstalle": "kst", "kostnadsställenamn": "kstnamn"}


@dataclass(frozen=True)
class Mapping:
    """What the mapping file says of an export; what it does not say is found out."""

    columns: AnyMapping[str, str] = field(default_factory=dict)
    """What -> its heading in the file; what is not here is recognised by itself."""
    header_row: int | None = None
    sheet: str = ""
    money_unit: str = "kr"
    sign: str = "debet"
    dimension: int = 1


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file. Raises LedgerError for what the file cannot mean."""
    place = f"Kartläggningsfilen {shown_path(path)}"
    said = _toml(path, place)
    _known(said, ("kolumner", "fil", "sie"), place)
    columns, file, sie = (_section(said, name, place) for name in ("kolumner", "fil", "sie"))
    columns = {_ALIASES.get(name, name): heading for name, heading in columns.items()}
    _known(columns, COLUMNS, f"{place}, [kolumner]")
    _known(file, FILE, f"{place}, [fil]")
    _known(sie, ("dimension",), f"{place}, [sie]")
    for name, heading in columns.items():
        if not isinstance(heading, str) or not heading.strip():
            raise LedgerError(
                f"{place}: {name} är kolumnens rubrik inom citattecken, till exempel {name} = "
                '"Konto".'
            )
    row, dimension = file.get("rubrikrad"), sie.get("dimension", 1)
    for name, number in (("rubrikrad", row), ("dimension", dimension)):
        if number is not None and (
            not isinstance(number, int) or isinstance(number, bool) or number < 1
        ):
            raise LedgerError(f"{place}: {name} är ett heltal från 1, till exempel {name} = 4.")
    unit, sign, sheet = file.get("enhet", "kr"), file.get("tecken", "debet"), file.get("blad", "")
    if unit not in FACTORS:
        raise LedgerError(f"{place}: enhet är {series(FACTORS, 'eller')}, inte ”{unit}”.")
    if sign not in SIGNS:
        raise LedgerError(
            f"{place}: tecken är ”debet” (kostnader plus, intäkter minus), ”kredit” (tvärtom) "
            f"eller ”plus” (båda plus), inte ”{sign}”."
        )
    if not isinstance(sheet, str):
        raise LedgerError(
            f'{place}: blad är bladets namn inom citattecken, till exempel blad = "Utfall".'
        )
    return Mapping(columns, row, sheet, unit, sign, dimension)


def _toml(path: Path, place: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise LedgerError(f"{place} finns inte.") from None
    except UnicodeDecodeError:
        raise LedgerError(f"{place} är inte sparad som UTF-8. Spara den på nytt så.") from None
    except OSError:
        raise LedgerError(f"{place} kan inte läsas: det är en mapp, eller åtkomst nekas.") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        at = f" Titta på rad {found[1]}." if found else ""
        raise LedgerError(
            f"{place} är inte skriven som TOML.{at} Texter står inom citattecken, och så också "
            "namn med å, ä eller ö.",
            int(found[1]) if found else None,
        ) from None


def _section(said: dict[str, Any], name: str, place: str) -> dict[str, Any]:
    section = said.get(name, {})
    if not isinstance(section, dict):
        raise LedgerError(f"{place}: {name} är en rubrik, [{name}], med sina rader under.")
    return section


def _known(said: AnyMapping[str, Any], known: tuple[str, ...], place: str) -> None:
    if unknown := sorted(said.keys() - set(known)):
        raise LedgerError(
            f"{place}: {series(unknown)} är inget som finns där. Det som finns är {series(known)}."
        )
