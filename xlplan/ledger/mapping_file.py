"""The sections of a mapping file, see `xlplan.ledger.mapping`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from xlplan.toml import Filled, Section

_WRITTEN_OUT = {
    "kostnadsställe": "kst",
    "kostnadsstalle": "kst",
    "kostnadsställenamn": "kstnamn",
}
_SIGNS = "”debet” (kostnader plus, intäkter minus), ”kredit” (tvärtom) eller ”plus” (båda plus)"


_HEADING = Field(description="kolumnens rubrik inom citattecken", examples=["Konto"])
Heading = Annotated[Filled | None, _HEADING]


class ColumnsSection(Section):
    konto: Heading = None
    kst: Heading = None
    period: Heading = None
    belopp: Heading = None
    debet: Heading = None
    kredit: Heading = None
    kontonamn: Heading = None
    kstnamn: Heading = None
    jan: Heading = None
    feb: Heading = None
    mar: Heading = None
    apr: Heading = None
    maj: Heading = None
    jun: Heading = None
    jul: Heading = None
    aug: Heading = None
    sep: Heading = None
    okt: Heading = None
    nov: Heading = None
    dec: Heading = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, said: Any) -> Any:
        """Kostnadsställe may be written out."""
        if not isinstance(said, dict):
            return said
        return {_WRITTEN_OUT.get(name, name): heading for name, heading in said.items()}


class FileSection(Section):
    rubrikrad: int | None = Field(None, ge=1, examples=[4])
    blad: str = Field("", description="bladets namn inom citattecken", examples=["Utfall"])
    enhet: Literal["kr", "tkr", "mnkr"] = "kr"
    tecken: Literal["debet", "kredit", "plus"] = Field("debet", description=_SIGNS)


class SieSection(Section):
    dimension: int = Field(1, ge=1, examples=[4])


class MappingFile(Section):
    kolumner: ColumnsSection = ColumnsSection()
    fil: FileSection = FileSection()
    sie: SieSection = SieSection()
