"""IND: indicators, their targets and outcomes."""
