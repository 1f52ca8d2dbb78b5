"""pandera without numpy and pydantic.

Only a report's charts need numpy, and pandera only on its way to finding no pandas: it imports
numpy first, which costs every check 0.15 s, a fifth of the start. pydantic is for models of rows,
which xlplan has none of, and half of what importing pandera takes.

Where pandas is installed pandera goes without it too, and checks polars' frames just the same.
"""

from __future__ import annotations

import sys

from xlplan.hidden_imports import import_without
from xlplan.lean_polars import import_polars


def import_pandera() -> None:
    """To be called before anything imports pandera; does nothing if numpy or pandera is there
    already."""
    if "numpy" in sys.modules or "pandera" in sys.modules:
        return
    import_polars()  # it looks whether numpy is installed: before that is hidden
    import_without("pandera.polars", "numpy", hollow=("pydantic", "pydantic_core"))
