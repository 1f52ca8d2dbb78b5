"""Regular expressions that are compiled when something is first looked for with them.

A book's check takes some hundred and twenty, and asks a third of them: the others are for texts
that most books have not. Compiling one takes as long as reading the module around it.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Asked only for what the object has not: `search` and the like are looked up once each."""
        value = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, for what is rarely asked; a fault in `text` shows when it is."""
    return cast("re.Pattern[str]", _LazyPattern(text, flags))
