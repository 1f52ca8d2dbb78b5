"""TXT: running text."""
