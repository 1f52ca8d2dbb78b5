"""The tables of observations: what a workbook is as a file, for rules to be asked about like the
contract's tables.

Their names begin with an underscore, and every row says which book and Excel row it is about
(`bok`, `rad`). Rows that do not stand in one of the contract's columns carry their place in `blad`
and `kol` (column number).
"""

import polars as pl

from xlplan.reading.book import Untold

INT, TEXT = pl.Int64, pl.String

UNTOLD: dict[str, tuple[Untold, str]] = {
    "_formler": ("formulas", "formler"),
    "_lankar": ("formulas", "formler"),
    "_sammanslagna": ("layout", "sammanslagna celler"),
    "_dolda": ("layout", "dolda rader och kolumner"),
}
"""The tables that stay empty for a book of which that is not told, and what it is called."""

OBSERVATIONS: dict[str, dict[str, type[pl.DataType]]] = {
    # every file: why it could not be read (blank if it could)
    "_filer": {"bok": INT, "rad": INT, "mapp": TEXT, "fil": TEXT, "kod": TEXT, "orsak": TEXT},
    # every table that the contract asks for: is it there, is there one with nearly its name
    "_tabeller": {
        "bok": INT,
        "rad": INT,
        "tabell": TEXT,
        "blad": TEXT,
        "finns": pl.Boolean,
        "bladet_finns": pl.Boolean,
        "liknar": TEXT,
    },
    # every column (or row of a transposed table) that it asks for, in the tables that are there
    "_kolumner": {
        "bok": INT,
        "rad": INT,
        "blad": TEXT,
        "kol": INT,
        "tabell": TEXT,
        "rubrik": TEXT,
        "är_rad": pl.Boolean,
        "finns": pl.Boolean,
        "liknar": TEXT,
    },
    # cells of the contract's columns that rules cannot read
    "_celler": {
        "bok": INT,
        "rad": INT,
        "tabell": TEXT,
        "kolumn": TEXT,
        "slag": TEXT,
        "visas": TEXT,
        "väntat": TEXT,
        "exempel": TEXT,
    },
    # all text of the contract's columns, a row a cell, with the column's kind: text, prose or
    # target; and the text in small letters
    "_texter": {
        "bok": INT,
        "rad": INT,
        "tabell": TEXT,
        "kolumn": TEXT,
        "slag": TEXT,
        "text": TEXT,
        "gemener": TEXT,
    },
    # formulas in amount columns
    "_formler": {
        "bok": INT,
        "rad": INT,
        "tabell": TEXT,
        "kolumn": TEXT,
        "kol": INT,
        "formel": TEXT,
    },
    # filled cells beside or below a table
    "_utanfor": {"bok": INT, "rad": INT, "blad": TEXT, "kol": INT, "text": TEXT, "tabell": TEXT},
    # every readable book: the version of the contract that it was made for, blank if it does not
    # say, and whose it is
    "_boken": {"bok": INT, "rad": INT, "fil": TEXT, "kontrakt": TEXT, "bokslag": TEXT},
    # filled cells of the columns that a repeated column stands for, such as those whose headings
    # begin with "Omf. "
    "_upprepade": {"bok": INT, "rad": INT, "tabell": TEXT, "kolumn": TEXT, "belopp": pl.Float64},
    # merged cells that touch a table, and how many were made into one
    "_sammanslagna": {
        "bok": INT,
        "rad": INT,
        "blad": TEXT,
        "kol": INT,
        "tabell": TEXT,
        "antal": INT,
    },
    # sheets, rows and columns of a table that are hidden though they hold data; folded groups are
    # not hidden
    "_dolda": {
        "bok": INT,
        "rad": INT,
        "blad": TEXT,
        "kol": INT,
        "tabell": TEXT,
        "slag": TEXT,
        "namn": TEXT,
        "antal": INT,
    },
    # cells of tables whose formulas read another workbook, with its file name if the file says it
    "_lankar": {
        "bok": INT,
        "rad": INT,
        "blad": TEXT,
        "kol": INT,
        "tabell": TEXT,
        "kolumn": TEXT,
        "fil": TEXT,
    },
    # columns of choices, in tables with filled rows, that have lost all their drop-downs
    "_utan_lista": {
        "bok": INT,
        "rad": INT,
        "blad": TEXT,
        "kol": INT,
        "tabell": TEXT,
        "rubrik": TEXT,
    },
    # accepted deviations, with what they met; filled by the engine when the other rules have been
    # asked. Rows whose Regel is no rule's id have "finns" False, and in "liknar" the id that was
    # most likely meant
    "_undantag": {
        "bok": INT,
        "rad": INT,
        "tabell": TEXT,
        "kolumn": TEXT,
        "Regel": TEXT,
        "Nyckel": TEXT,
        "Skäl": TEXT,
        "Gäller till": pl.Date,
        "träffar": INT,
        "utgånget": pl.Boolean,
        "finns": pl.Boolean,
        "liknar": TEXT,
    },
}
