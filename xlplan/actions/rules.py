"""The rules of a pack: all, those of a group, or one."""

from __future__ import annotations

from pathlib import Path

from xlplan.checking.packs import load_pack
from xlplan.rule import Rule


def rules(code: str | None, pack: Path | None) -> list[Rule]:
    """The rule of that code, those whose code begins so, or all. Raises PackError."""
    loaded = load_pack(pack)
    if code is None:
        return list(loaded.rules.values())
    if code.upper() in loaded.rules:
        return [loaded.rules[code.upper()]]
    return list(loaded.chosen((code,)).rules.values())
