"""The lines of `xlplan addin status`: what was looked at, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class StatusLevel(Enum):
    """The level of a line of the status."""

    GOOD = "bra"
    KNOW = "att veta"
    STOP = "hinder"


@dataclass(frozen=True)
class StatusLine:
    """A line of the status: what was looked at, and what to do where something is."""

    mark: StatusLevel
    what: str
    do: str = ""


def good(what: str) -> StatusLine:
    """A line on what is as it should be."""
    return StatusLine(StatusLevel.GOOD, what)


def know(what: str, do: str = "") -> StatusLine:
    """A line on what is good to know."""
    return StatusLine(StatusLevel.KNOW, what, do)


def stop(what: str, do: str) -> StatusLine:
    """A line on what keeps the buttons from working."""
    return StatusLine(StatusLevel.STOP, what, do)
