"""typst's compiler with the fonts that come with xlplan and with typst, and none of the machine's:
the same input gives the same bytes everywhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Compiler

PAGE = Path(__file__).parent / "page"
"""The folder of the templates."""
_FONTS = Path(__file__).parent / "fonts"


@lru_cache(maxsize=1)
def compiler() -> Compiler:
    """With its fonts known: the next file of the same process is made faster."""
    from typst import Compiler, Fonts

    return Compiler(font_paths=Fonts(include_system_fonts=False, font_paths=[_FONTS]), root=PAGE)
