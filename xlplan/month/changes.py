"""Changes in a unit since the month before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlplan.model import Finding
from xlplan.month.entries import plain
from xlplan.month.figures import Amount, Changed, Light, Line, MonthChange, Totals
from xlplan.month.limits import Limits
from xlplan.month.memory import Before


def changes_since(
    before: Before,
    light: Light,
    lines: Sequence[Line],
    net: Totals,
    explained: bool | None,
    findings: Sequence[Finding],
    limits: Limits,
) -> tuple[MonthChange, ...]:
    """The changes: of the light first, then of forecasts, then of lines, then of findings."""
    return tuple(
        (
            *_of_unit(before, light, net, explained, limits),
            *_of_lines(before, lines),
            *_of_findings(before, findings),
        )
    )


def _of_unit(
    before: Before, light: Light, net: Totals, explained: bool | None, limits: Limits
) -> Iterator[MonthChange]:
    if before.light is not light:
        yield MonthChange(Changed.LIGHT, was_word=before.light.value, now_word=light.value)
    own, ours = net.forecasts.own, net.forecasts.chosen
    if before.forecast_own != own:
        yield MonthChange(Changed.FORECAST_OWN, was=before.forecast_own, now=own)
    # xlplan's own moves a little every month
    if (
        before.forecast is not None
        and ours is not None
        and abs(ours - before.forecast) > limits.avvikelse_kr
    ):
        yield MonthChange(Changed.FORECAST, was=before.forecast, now=ours)
    if explained and before.explained is False:
        yield MonthChange(Changed.EXPLAINED)


def _of_lines(before: Before, lines: Sequence[Line]) -> Iterator[MonthChange]:
    was = {(plain(post), kind): line for (post, kind), line in before.lines.items()}
    names = Counter((plain(line.post), line.line_type) for line in lines)
    for line in lines:
        key = (plain(line.post), line.line_type)
        known = was.get(key)
        # of two lines of one name nobody knows which is which (BUD012)
        if known is None or names[key] > 1:
            continue
        if known.budget_year != line.budget_year:
            yield MonthChange(
                Changed.BUDGET, line.post, was=known.budget_year, now=line.budget_year
            )
        for month in range(1, before.month + 1):
            old, new = known.outcome[month - 1], line.outcome[month - 1]
            if _amount(old) != _amount(new):
                yield MonthChange(Changed.EARLIER_MONTH, line.post, month, old, new)


def _amount(amount: Amount) -> Amount:
    """A blank that became 0 has not changed."""
    return amount or None


def _of_findings(before: Before, findings: Sequence[Finding]) -> Iterator[MonthChange]:
    was = {known.fingerprint: known for known in before.findings}
    now = {found.fingerprint: found for found in findings if not found.accepted}
    for fingerprint, found in now.items():
        if fingerprint not in was:
            yield MonthChange(Changed.FINDING_NEW, found.key, now_word=found.rule)
    for fingerprint, known in was.items():
        if fingerprint not in now:
            yield MonthChange(Changed.FINDING_GONE, known.key, was_word=known.rule)
