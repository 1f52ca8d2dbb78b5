"""What the charts of a report show: figures out of the workbook's rows. `xlplan.report.charts` draws them."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.model import Row
from xlplan.report.blocks import Figure


def bars(indicators: Sequence[Row], phase: str, of: str) -> list[Figure]:
    """The phase's outcomes against targets and last year, one chart a unit of measure; `of` is what they measure."""
    return []


def months(budget: Sequence[Row], outcome: Sequence[Row], until: int, unit: str) -> list[Figure]:
    """The costs' budget and outcome, summed month by month up to `until`; none where the months are not filled."""
    return []


def shares(goals: Sequence[Row], phase: str) -> list[Figure]:
    """How many of the unit's goals there are of each Bedömning; none if nothing is judged."""
    return []
