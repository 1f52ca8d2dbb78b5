"""STR: the workbook as a file."""
