"""The workbooks that units, boards and controllers fill in, made from the contract's declarations
(`xlplan new`).

Everything in it (sheets, tables, headings, widths, drop-downs, help) comes from the contract module
of a rule pack; nothing about a column is written here.
"""

from xlplan.template.book import build, new_book
from xlplan.template.values import CellInput, Formatted

__all__ = ["CellInput", "Formatted", "build", "new_book"]
