"""Build workbooks/mall and workbooks/exempel anew: `python workbooks/bygg.py` (or `make samples`).

Of each unit there is a book a phase, holding what stands in it by then. The files come out the same
byte for byte as long as neither the content nor the template changes; a test compares them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fel import build_faults
from huvudbok import build_ledgers
from innehall import HERE, content, save, sources
from namnd import build_board
from regelpaket import build_pack_book
from register import build_registers

FOLDERS = {"VP": "enheter", "T1": "tertial1", "T2": "tertial2", "VB": "bokslut"}
"""The folder of each phase's books, below exempel."""


def main(out: Path = HERE) -> None:
    """Write the templates, the clean units and the faulty ones below `out`."""
    save(out / "mall" / "enhet.xlsx", {"Skede": "VP", "Beloppsenhet": "tkr"}, {})
    for phase, folder in FOLDERS.items():
        for source in sources():
            save(out / "exempel" / folder / f"{source.stem}.xlsx", *content(source, phase))
    build_faults(out / "exempel" / "fel")
    build_pack_book(out / "exempel" / "regelpaket")
    build_registers(out)
    build_board(out)
    build_ledgers(out / "exempel" / "huvudbok")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
