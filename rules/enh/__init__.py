"""ENH: the unit and its facts."""
