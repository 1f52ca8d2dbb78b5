"""RES: result units."""
