"""The buttons as scripts of xlwings Server; each asks for the role itself, also if the settings
should have lost it.

Their names are the tags of the buttons on the desktop. Granskning and Rättat, which xlplan writes,
are sent too: where they stand has to be known.
"""

import xlwings as xw
from xlwings import script

from xlplan import web

ROLES = ["xlplan.anvandare"]


@script(name="Validera", required_roles=ROLES)
def validate(book: xw.Book) -> None:
    web.validate(book)


@script(name="Rätta", required_roles=ROLES)
def fix(book: xw.Book) -> None:
    web.fix(book)


@script(name="Skapa rapport", required_roles=ROLES)
def report(book: xw.Book) -> None:
    web.report(book)


@script(name="Månadskontroll", required_roles=ROLES)
def month(book: xw.Book) -> None:
    web.month(book)
