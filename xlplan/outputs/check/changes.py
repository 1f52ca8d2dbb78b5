"""What `check --fix` changed, in words short enough for a line."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.model import BookResult, Change, Ref, Run
from xlplan.wording import count

AROUND = 24
"""Characters of a long text that are shown on each side of what was changed."""
WHOLE = 60
"""Characters of a text that is shown whole."""


TOGETHER = 3
"""Sum formulas of one sheet and rule from which they are told together."""


def lines(changes: Sequence[Change]) -> list[tuple[tuple[Ref, ...], str]]:
    """The changes as lines for people: cells and sentence. Many sum formulas of a sheet become one
    line."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        sums = change.became.startswith("=") and change.rule.startswith("STR")
        groups.setdefault((change.ref.sheet, change.rule) if sums else change.ref, []).append(
            change
        )
    out = []
    for group in groups.values():
        if len(group) >= TOGETHER:
            cells = tuple(change.ref for change in group)
            out.append(
                (
                    cells,
                    f"{len(cells)} summor har fått mallens formel och ett uträknat värde "
                    f"({group[0].rule})",
                )
            )
        else:
            out += [((change.ref,), told(change)) for change in group]
    return out


def told(change: Change) -> str:
    """ "Årsmål: ”90%” blev ”90 %” (IND007)"; of long texts the part that differs."""
    was, became = excerpts(change.was, change.became)
    rule = f" ({change.rule})" if change.rule else ""
    return f"{change.column}: ”{was}” blev {f'”{became}”' if became else 'tom'}{rule}"


def excerpts(was: str, became: str) -> tuple[str, str]:
    """The two texts on one line each, cut to what differs and a little around it."""
    was, became = was.replace("\n", "↵"), became.replace("\n", "↵")
    if max(len(was), len(became)) <= WHOLE:
        return was, became
    shorter = min(len(was), len(became))
    start = next((i for i in range(shorter) if was[i] != became[i]), shorter)
    end = next(
        (i for i in range(shorter - start) if was[-1 - i] != became[-1 - i]), shorter - start
    )
    return _cut(was, start, len(was) - end), _cut(became, start, len(became) - end)


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    part = text[first:last]
    if len(part) > 3 * WHOLE:
        part = f"{part[:WHOLE]} … {part[-WHOLE:]}"
    return f"{'…' if first else ''}{part}{'…' if last < len(text) else ''}"


def copies(run: Run) -> list[BookResult]:
    """The repaired copies."""
    return [book for book in run.books if book.fixed]


def summary(run: Run) -> str:
    """ "3 celler rättade i 2 kopior"; "" where nobody asked for repairs."""
    if all(book.fixed is None for book in run.books):
        return ""
    made = copies(run)
    if not made:
        return "inget att rätta automatiskt"
    cells = sum(len(book.fixed or ()) for book in made)
    return (
        f"{count(cells, 'cell rättad', 'celler rättade')} i {count(len(made), 'kopia', 'kopior')}"
    )
