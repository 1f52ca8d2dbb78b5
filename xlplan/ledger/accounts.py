"""The account plan: which line of the budget an account belongs to, by the register's `Konton`, or
by Kommun-Bas where it says nothing.

The most precise of several wins, so `6411` on one line is an exception from `62-76` on another.
Accounts are held against the lines once each, however many amounts they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlplan.ledger.model import PostLine
from xlplan.ledger.spans import Span, narrowest, parts, place_of, rivals, span
from xlplan.model import LedgerError

INCOME, COST = "intäkt", "kostnad"

Line = tuple[str | None, str | None, str | None]
"""Post, Radtyp and Konton, as they stand in the register."""


@dataclass(frozen=True)
class AccountPlan:
    """The accounts of the budget's lines."""

    own: Sequence[tuple[Span, PostLine]]
    """By the register."""
    default: Sequence[tuple[Span, PostLine]] = ()
    """By Kommun-Bas: asked where the register has no line for the account."""
    warnings: tuple[str, ...] = ()
    _found: dict[str, PostLine | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def lines(self) -> frozenset[PostLine]:
        """The lines that have accounts: of these the ledger knows that nothing is booked."""
        return frozenset(line for _, line in (*self.own, *self.default))

    def line_of(self, account: str) -> PostLine | None:
        """The account's line; None if it belongs to none."""
        if account not in self._found:
            place = place_of(account)
            found = place is not None and (
                narrowest(self.own, place) or narrowest(self.default, place)
            )
            self._found[account] = found[1] if found else None
        return self._found[account]


def account_plan(lines: Iterable[Line], default: str = "") -> AccountPlan:
    """The plan of the register's Budgetposter, in their order. `default` is the text of
    kommun_bas.toml.

    Kommun-Bas holds for a board whose register gives no accounts at all, and else only for the
    register's own lines of the same name that have none: what the board has not asked for is never
    put on a line of our making. Raises LedgerError for a `default` that cannot be used.
    """
    named = [
        (PostLine(post.strip(), kind.strip().lower()), accounts or "")
        for post, kind, accounts in lines
        if post and kind and kind.strip().lower() in (INCOME, COST)
    ]
    standard = _standard(default) if default else []
    own, warnings = _read(named)
    if own:
        open_lines = {line for line, accounts in named if not accounts.strip()}
        kept = [(at, theirs) for at, theirs in standard if theirs in open_lines]
    else:
        kept = _named_as(standard, [line for line, _ in named])
    for first, line, second, other in rivals(own):
        warnings.append(
            f"Kontona {_shown(first)} på ”{line.post}” och {_shown(second)} på ”{other.post}” går "
            "in i varandra i registret. Det som hör till båda läggs på den rad som har färst "
            f"konton, annars på ”{line.post}”."
        )
    return AccountPlan(own, kept, tuple(warnings))


def _read(named: Iterable[tuple[PostLine, str]]) -> tuple[list[tuple[Span, PostLine]], list[str]]:
    own, warnings = [], []
    for line, accounts in named:
        for part in parts(accounts):
            if (at := span(part)) is None:
                warnings.append(
                    f"Bland kontona för ”{line.post}” i registret står ”{part}”, som inte går att "
                    "tolka. Skriv konton med siffror, kommatecken mellan dem och bindestreck för "
                    "från–till: 50-57, 6010."
                )
            else:
                own.append((at, line))
    return own, warnings


def _named_as(
    standard: Sequence[tuple[Span, PostLine]], lines: Sequence[PostLine]
) -> list[tuple[Span, PostLine]]:
    """Kommun-Bas, its lines written as the register writes those of the same name."""
    written = {PostLine(line.post.casefold(), line.line_type): line for line in lines}
    return [
        (at, written.get(PostLine(line.post.casefold(), line.line_type), line))
        for at, line in standard
    ]


def _standard(text: str) -> list[tuple[Span, PostLine]]:
    """The lines of kommun_bas.toml."""
    from xlplan.ledger.kommun_bas import AccountsFile
    from xlplan.toml import TomlError, parsed

    try:
        lines = parsed(text, AccountsFile, "kommun_bas.toml").rad
    except TomlError as error:
        raise LedgerError(str(error)) from None
    read, warnings = _read((PostLine(line.post, line.radtyp), line.konton) for line in lines)
    if warnings:
        raise LedgerError(f"kommun_bas.toml går inte att använda. {warnings[0]}")
    return read


def _shown(at: Span) -> str:
    low, high = str(at.low).rstrip("0") or "0", str(at.high).rstrip("9") or "9"
    width = max(len(low), len(high))
    low, high = str(at.low)[:width], str(at.high)[:width]
    return low if low == high else f"{low}–{high}"
