"""Safe repairs of a workbook, made in a copy (`xlplan check --fix`).

A repair is data: a cell, what stands there and what it becomes. `proposals` lists the functions
that propose them, one a kind; `editing` makes them in the file's XML and leaves every other part as
it is; `proof` reads the copy again and sees that nothing else has changed. `applied` makes them in
a book as read, for one that is open in Excel.
"""

from xlplan.fixing.applied import applied
from xlplan.fixing.editing import edited
from xlplan.fixing.proof import UnprovedError, prove
from xlplan.fixing.proposals import proposed
from xlplan.fixing.repair import Repair, Repairs

__all__ = ["Repair", "Repairs", "UnprovedError", "applied", "edited", "proposed", "prove"]
