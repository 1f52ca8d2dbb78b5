"""pandera without numpy.

Only a report's charts need numpy, and pandera only on its way to finding no pandas: it imports numpy first, which costs
every check 0.15 s, a fifth of the start.

Where pandas is installed pandera goes without it too, and checks polars' frames just the same.
"""

from __future__ import annotations

import importlib
import sys
from importlib.abc import MetaPathFinder

_OF_PANDAS = "pandera.api.pandas.types"
"""What a check asks for first, to see whether its frame is pandas'; pandera takes no for an answer."""


class _Hidden(MetaPathFinder):
    """Says of numpy what Python says of a package that is not installed."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "numpy":
            raise ModuleNotFoundError("No module named 'numpy'", name=name)


def import_pandera() -> None:
    """To be called before anything imports pandera; does nothing if numpy or pandera is there already."""
    if "numpy" in sys.modules or "pandera" in sys.modules:
        return
    importlib.import_module("polars")  # it looks whether numpy is installed: before that is hidden
    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        importlib.import_module("pandera.polars")
    finally:
        sys.meta_path.remove(hidden)
    sys.modules.setdefault(_OF_PANDAS, None)  # type: ignore[arg-type]
