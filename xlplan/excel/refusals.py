"""What the buttons cannot do, said to the one who pressed."""

from __future__ import annotations


class Refusal(Exception):
    """A sentence or two in Swedish: what stands in the way and what to do. An error that lies behind it is its cause."""
