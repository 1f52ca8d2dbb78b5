"""Hur Norrstrand skriver diarienummer. Det som flera regler delar står i filer som börjar med _."""

import re
from collections.abc import Iterable


def number_of(boards: Iterable[str]) -> str:
    """Ett reguljärt uttryck för diarienummer hos nämnderna: `NSN 2026/31`."""
    return rf"^(?:{'|'.join(map(re.escape, boards))}) (20\d\d)/\d+$"
