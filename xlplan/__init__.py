"""xlplan checks a municipality's planning workbooks and makes their narrative reports."""

__version__ = "0.1.0"
