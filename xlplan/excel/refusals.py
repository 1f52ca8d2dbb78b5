"""What the buttons cannot do, said to the one who pressed."""

from __future__ import annotations


class RefusalError(Exception):
    """A sentence or two in Swedish: what stands in the way and what to do. What lies behind it is its cause."""
