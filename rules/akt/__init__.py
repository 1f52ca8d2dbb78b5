"""AKT: activities."""
