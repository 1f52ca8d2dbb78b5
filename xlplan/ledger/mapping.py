"""The mapping file (TOML): which columns of an export hold what.

[kolumner]
konto = "Konto"
kst = "Ansvar"
period = "Period"
belopp = "Belopp"        # or debet = "…" and kredit = "…", or jan = "…", feb = "…" …
kontonamn = "Text"       # may be left out, as kstnamn

[fil]
avgränsare = ";"         # what is not said is found out
rubrikrad = 4
blad = "Utfall"
enhet = "tkr"
tecken = "intäkter plus"

[sie]
dimension = 4            # the dimension that is kostnadsställe, where it is not 1
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Mapping:
    columns: dict[str, str] = field(default_factory=dict)
    dimension: int = 1


def read_mapping(path: Path) -> Mapping:
    raise NotImplementedError
