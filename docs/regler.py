"""Write docs/regler.md from the rules' own docstrings: `python docs/regler.py`."""

from pathlib import Path

from xlplan.checking.packs import load_pack
from xlplan.outputs.rules.catalogue import manual_page

if __name__ == "__main__":
    (Path(__file__).parent / "regler.md").write_text(
        manual_page(load_pack().rules.values()), encoding="utf-8", newline="\n"
    )
