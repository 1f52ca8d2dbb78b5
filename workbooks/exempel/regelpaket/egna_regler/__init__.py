"""Norrstrands egna regler."""
