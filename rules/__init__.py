"""The rule pack that xlplan ships: the contract of the workbook and one file a rule. See README.md
here."""
