"""xlplan checks a municipality's planning workbooks and makes their narrative reports."""

__version__ = "0.2.0"
