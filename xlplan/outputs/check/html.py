"""`check --format html`: one page that needs nothing but itself, for a controller to read, filter,
print and send on.

It works without its script (then without filter) and follows WCAG 2.1 AA.
"""

from __future__ import annotations

from typing import IO

from xlplan.model import Run
from xlplan.outputs.check.html_view import page
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.own_page import stream


def write(run: Run, to: IO[str], occasion: Occasion) -> None:
    for part in stream("page", {"page": page(run, occasion)}):
        to.write(part)
