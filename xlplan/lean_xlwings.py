"""xlwings without matplotlib, numpy and pandas, and without the package that its paid part needs.

xlwings imports each of them where it is installed, to write their charts and tables to Excel, which
xlplan does not; together that takes as long as a whole check. To be called before anything imports
xlwings.
"""

from __future__ import annotations

import sys

from xlplan.hidden_imports import import_without
from xlplan.lean_polars import import_polars
from xlplan.lean_start import start_lean


def import_xlwings() -> None:
    """Does nothing if xlwings is there already. Raises ImportError where it is not installed."""
    if "xlwings" in sys.modules:
        return
    start_lean()
    import_polars()  # it looks whether numpy is installed: before that is hidden
    import_without("xlwings.utils", "matplotlib", "numpy", "pandas", "PIL", "cryptography")
