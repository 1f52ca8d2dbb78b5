"""xlwings without matplotlib, numpy and pandas.

xlwings imports each of them where it is installed, to write their charts and tables to Excel, which xlplan does not;
together that takes as long as a whole check. To be called before anything imports xlwings.
"""

from __future__ import annotations

import importlib
import sys
from importlib.abc import MetaPathFinder

_NOT_NEEDED = ("matplotlib", "numpy", "pandas", "PIL")


class _Hidden(MetaPathFinder):
    """Says of them what Python says of a package that is not installed."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] in _NOT_NEEDED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def import_xlwings() -> None:
    """Does nothing if xlwings is there already. Raises ImportError where it is not installed."""
    if "xlwings" in sys.modules:
        return
    importlib.import_module("polars")  # it looks whether numpy is installed: before that is hidden
    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        importlib.import_module("xlwings.utils")
    finally:
        sys.meta_path.remove(hidden)
