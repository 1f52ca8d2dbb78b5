"""The ribbon in Excel: the add-in file xlplan.xlam, how it is built, and how it is installed on a
machine.

The file, its sources and its licences stand in workbooks/tillagg/; an installed xlplan has that
folder as `files` here.
"""

from __future__ import annotations

from pathlib import Path

BUTTONS = ("validate", "fix", "report", "month", "handbook")
"""The functions of `xlplan.addin` that buttons run, which are the buttons' tags."""
FILE = "xlplan.xlam"
TITLE = "xlplan"
"""The title in the file's properties, by which an installed file is known as ours."""
PROJECT = "xlplan"
"""What xlwings' VBA calls the project: the name of its settings file and of the add-in's settings
sheet."""


def folder() -> Path:
    """Where the add-in and its sources stand: beside this module once installed, else in the
    project's own tree."""
    installed = Path(__file__).parent / "files"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "workbooks" / "tillagg"
