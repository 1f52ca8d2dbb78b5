"""Strict reading of a TOML file: every key must be known, every value of the right kind, all faults
told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any


class Section:
    """One TOML table being read. Each key is asked for once; `close` reports the keys that nobody
    asked for.

    Faults are collected as Swedish sentences in `faults`, which all sections of a file share; a
    faulty value reads as the default, so that reading goes on to the next fault.
    """

    def __init__(self, data: dict[str, Any], place: str, faults: list[str]) -> None:
        self._data = data
        self._asked: list[str] = []
        self.place = place
        """Where in the file, such as "del 3 (kapitel)"; "" at the top."""
        self.faults = faults

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{self.place}: {sentence}" if self.place else sentence)

    def has(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be blank."""
        value = self._value(key, str, "text inom citattecken", default)
        if default is None and value is not None and not value.strip():
            self.fault(f"”{key}” är tom. Skriv en text.")
        return "" if value is None else str(value)

    def flag(self, key: str, default: bool) -> bool:
        return bool(self._value(key, bool, "true eller false", default))

    def whole(self, key: str, default: int, lowest: int, highest: int) -> int:
        value = int(self._value(key, int, f"ett heltal {lowest}–{highest}", default))
        if not lowest <= value <= highest:
            self.fault(f"”{key}” är {value} men ska vara {lowest}–{highest}.")
        return value

    def items(self, key: str) -> list[Any]:
        """A list; an empty one if it is missing."""
        return list(self._value(key, list, "en lista", []))

    def section(self, key: str, *, required: bool = False) -> Section:
        """A table within this one; an empty one if it is missing."""
        value = self._value(key, dict, "en tabell", None if required else {})
        return Section(value or {}, self._within(key), self.faults)

    def sections(self, key: str) -> list[Section]:
        """A list of tables."""
        found = []
        for number, item in enumerate(self.items(key), 1):
            place = self._within(f"{key} {number}")
            if isinstance(item, dict):
                found.append(Section(item, place, self.faults))
            else:
                self.faults.append(
                    f'{place}: ska vara en tabell, till exempel {{ kolumn = "Post" }}.'
                )
        return found

    def close(self) -> None:
        """To be called when all known keys have been asked for."""
        for key in self._data:
            if key not in self._asked:
                self.fault(f"nyckeln ”{key}” känns inte igen.{did_you_mean(key, self._asked)}")

    def _within(self, name: str) -> str:
        return f"{self.place}, {name}" if self.place else name

    def _value(self, key: str, kind: type, wanted: str, default: Any) -> Any:
        self._asked.append(key)
        if key not in self._data:
            if default is None:
                self.fault(f"”{key}” saknas. Lägg till {wanted}.")
            return default
        value = self._data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(f"”{key}” ska vara {wanted}.")
            return default
        return value


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " Menade du ”rubrik”?" when one of the known words is near, else what may be chosen."""
    choices: Sequence[str] = list(known)
    if near := difflib.get_close_matches(word, choices, 1):
        return f" Menade du ”{near[0]}”?"
    return f" Här kan stå: {', '.join(choices)}."
