"""MAN: the month."""
