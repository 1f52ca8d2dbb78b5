"""Importing a package as if others, which it takes where it finds them, were not installed, or were
empty."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import Loader  # takes a while


class _Finder:
    """Says of some packages what Python says of those that are not installed, and of others that
    they hold whatever they are asked for: classes without content, and modules of such."""

    def __init__(self, hidden: Sequence[str], hollow: Sequence[str]) -> None:
        self._hidden, self._hollow = hidden, hollow

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if _within(name, self._hidden):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return (
            ModuleSpec(name, cast("Loader", self), is_package=True)
            if _within(name, self._hollow)
            else None
        )

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _HollowModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


class _HollowModule(ModuleType):
    def __getattr__(self, name: str) -> object:
        return _hollow(name)


class _HollowType(type):
    def __getattr__(cls, name: str) -> object:
        return _hollow(name)


def _hollow(name: str) -> object:
    if name == "__version__":
        return "0"
    if name.startswith("__"):
        raise AttributeError(name)
    return _HollowType(name, (), {})


def _within(name: str, packages: Sequence[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def import_without(module: str, *hidden: str, hollow: Sequence[str] = ()) -> None:
    """Import the module while those packages are hidden, and the hollow ones are found empty,
    unless they are there already; once it is imported they are as they were. One that wants
    something of a hollow package at once, as a later version may, is imported with what it wants.
    Raises ImportError where the module is not installed."""
    try:
        with _found(_Finder(hidden, [package for package in hollow if package not in sys.modules])):
            importlib.import_module(module)
    except Exception:
        if not hollow:
            raise
        for name in [name for name in sys.modules if _within(name, [module.partition(".")[0]])]:
            del sys.modules[name]
        import_without(module, *hidden)


@contextmanager
def _found(finder: _Finder) -> Iterator[None]:
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, held in sys.modules.items() if isinstance(held, _HollowModule)]:
            del sys.modules[name]
