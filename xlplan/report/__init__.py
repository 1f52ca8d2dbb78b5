"""Narrative reports: an outline (data) and a workbook's content become blocks, and blocks become a
file."""
