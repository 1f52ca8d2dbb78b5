"""What the server offers: the names of this package that are scripts."""

from .buttons import fix, month, report, validate

__all__ = ["fix", "month", "report", "validate"]
