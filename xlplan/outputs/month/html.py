"""`month --format html`: all units' month on one page that needs nothing but itself, for a board's
economist.

It works without its script (then without filter and sorting) and follows WCAG 2.1 AA. What does not
balance is opened on paper.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

from xlplan.month.figures import MonthRun
from xlplan.outputs.month import view as month_view
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.own_page import stream


def write(run: MonthRun, to: IO[str], occasion: Occasion) -> None:
    to.write(page(run, occasion.links_from))


def page(run: MonthRun, links_from: Path | None = None) -> str:
    """The page. Links to the books start from the folder `links_from`; without it the books are
    only named."""
    return "".join(stream("month", {"page": month_view.page(run, links_from)}, look="page"))
