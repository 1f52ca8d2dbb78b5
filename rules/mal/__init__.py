"""MAL: goals."""
