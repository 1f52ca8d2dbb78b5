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

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.model import LedgerError

FACTORS = {"kr": 1, "tkr": 1_000, "mnkr": 1_000_000}


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
    """Raises LedgerError for what the file cannot mean."""
    from xlplan.ledger.mapping_file import MappingFile
    from xlplan.toml import TomlError, read

    try:
        said = read(path, MappingFile, "Kartläggningsfilen")
    except TomlError as error:
        raise LedgerError(str(error), error.line) from None
    columns = said.kolumner.model_dump(by_alias=True, exclude_unset=True)
    file = said.fil
    return Mapping(columns, file.rubrikrad, file.blad, file.enhet, file.tecken, said.sie.dimension)
