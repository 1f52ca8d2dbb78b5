"""SAM: all books together."""
