"""Settings files in TOML: packs, outlines, the ledger's mapping, Kommun-Bas.

A file, and each of its sections, is one pydantic model:

    class Kommun(Section):
        namn: Filled = Field(examples=["Norrstrands kommun"])
        invanare: int = Field(0, ge=0)

    class File(Section):
        kommun: Kommun

    read(path, File, "Regelpaketet kommun.toml")

What a value is follows from its type and bounds; `description` says it better where the type cannot
("en mapps namn, till exempel …"), and `examples`, or else the default, is the example. A validator
raises ValueError with a clause that is read after the key ("nämner {År}, som inte finns."), or
SentenceError.

Importing this imports pydantic: it is imported where a file is read, and not before.
"""

from xlplan.toml.faults import SentenceError, did_you_mean
from xlplan.toml.reading import (
    Filled,
    Listed,
    Section,
    TomlError,
    among,
    checked,
    parsed,
    read,
    untyped,
)

__all__ = [
    "Filled",
    "Listed",
    "Section",
    "SentenceError",
    "TomlError",
    "among",
    "checked",
    "did_you_mean",
    "parsed",
    "read",
    "untyped",
]
