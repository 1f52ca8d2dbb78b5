"""Reading workbooks: values by python-calamine, and beside it a lean pass over the XML for what it drops."""

from xlplan.reading.book import Book, Mark, RawValue, TableData, Unreadable
from xlplan.reading.finding_files import find_books, named_as_books
from xlplan.reading.own_files import is_findings_list
from xlplan.reading.reader import read_book

__all__ = [
    "Book",
    "Mark",
    "RawValue",
    "TableData",
    "Unreadable",
    "find_books",
    "is_findings_list",
    "named_as_books",
    "read_book",
]
