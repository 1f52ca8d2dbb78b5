"""`check --format html`: one page that needs nothing but itself, for a controller to read, filter,
print and send on.

It works without its script (then without filter) and follows WCAG 2.1 AA.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

from xlplan.model import Run
from xlplan.outputs import Occasion
from xlplan.outputs.check.html_view import page
from xlplan.outputs.own_page import stream


def write(run: Run, to: IO[str], occasion: Occasion, links_from: Path) -> None:
    """Write the page; its links to the books start from the folder `links_from`."""
    for part in stream("page", {"page": page(run, occasion, links_from)}):
        to.write(part)
