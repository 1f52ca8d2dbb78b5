"""Importing a package as if others, which it takes where it finds them, were not installed."""

from __future__ import annotations

import importlib
import sys
from importlib.abc import MetaPathFinder


class _Hidden(MetaPathFinder):
    """Says of some packages what Python says of those that are not installed."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] in self._names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def import_without(module: str, *hidden: str) -> None:
    """Import the module while those packages are hidden. Raises ImportError where it is not installed."""
    importlib.import_module("polars")  # it looks whether numpy is installed: before that is hidden
    finder = _Hidden(hidden)
    sys.meta_path.insert(0, finder)
    try:
        importlib.import_module(module)
    finally:
        sys.meta_path.remove(finder)
