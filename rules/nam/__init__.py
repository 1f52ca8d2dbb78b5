"""NAM: the board's money."""
