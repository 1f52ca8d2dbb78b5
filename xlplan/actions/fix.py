"""`check --fix`: each book checked, repaired in a copy as far as that is safe, and the copy
checked.

The books themselves are read and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlplan.actions.check import check
from xlplan.actions.files import books_in
from xlplan.checking.batch import Order, Progress, check_books, ordered_pack, pack_of, register_of
from xlplan.fixing import Repair, UnprovedError, applied, edited, proposed, prove
from xlplan.model import BookResult, Change, Ref, Run, shown_path
from xlplan.reading import Book, read_book
from xlplan.reading.file_content import content_of
from xlplan.reading.refusals import UnreadableError
from xlplan.tables import as_shown
from xlplan.template.values import Formula
from xlplan.whole_file import os_reason, write_whole
from xlplan.wording import mask

ROUNDS = 5
"""At most: a repair may let a rule be asked that could not be, such as about sums when an amount is
no longer text."""


class UnfixableError(Exception):
    """The copies cannot be made there; the text says why in Swedish. Nothing has been written."""


@dataclass(frozen=True)
class _Copy:
    data: bytes
    changes: tuple[Change, ...]


def fix(
    paths: Sequence[Path],
    order: Order,
    *,
    out: Path,
    failed: list[str],
    jobs: int = 0,
    progress: Progress | None = None,
) -> Run:
    """Check the books, write repaired copies into the folder `out`, and check those in the books'
    place.

    A book that needs no repair gets no copy. What stopped a copy is added to `failed`, and its book
    is checked as it is. Raises UnfixableError if a copy would take the place of a file,
    NoBooksError and PackError.
    """
    files = books_in(paths, order)
    order = replace(order, whole=any(path.is_dir() for path in paths))
    places = copy_places(files, paths, out)
    first = check(paths, order, jobs=jobs, progress=progress)
    copies: dict[Path, tuple[Path, tuple[Change, ...]]] = {}
    for result in first.books[: len(files)]:  # the register may follow
        place = places[result.path]
        if result.readable and (changes := _copied(result, order, place, failed)):
            copies[result.path] = place, changes
    if not copies:
        return replace(first, books=tuple(replace(book, fixed=()) for book in first.books))
    there = [copies[file][0] if file in copies else file for file in files]
    run = check(there, order, jobs=jobs, progress=progress)
    books = [
        replace(book, original=file, fixed=copies[file][1])
        if file in copies
        else replace(book, fixed=())
        for file, book in zip(files, run.books, strict=False)
    ]
    return replace(run, books=(*books, *run.books[len(files) :]))


def _copied(result: BookResult, order: Order, place: Path, failed: list[str]) -> tuple[Change, ...]:
    """What was changed in the book's copy at `place`; nothing where there is no copy, and why is
    added to `failed`."""
    try:
        if copy := _repaired(result, order):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, copy.data)
            return copy.changes
    except (UnprovedError, UnreadableError) as error:
        why = error.reason.clause if isinstance(error, UnreadableError) else error
        failed.append(f"{shown_path(result.path)} rättades inte: {why}. Ingen kopia skrevs.")
    except OSError as error:
        failed.append(f"{shown_path(place)} kunde inte skrivas: {os_reason(error)}.")
    return ()


def copy_places(files: Sequence[Path], paths: Sequence[Path], out: Path) -> dict[Path, Path]:
    """Where each book's copy goes: in `out`, with the folders below the one that all the books have
    in common.

    Raises UnfixableError if two copies would have the same place, or a file stands there.
    """
    # links are not followed: the folders are those that the user sees
    roots = [Path(os.path.abspath(path if path.is_dir() else path.parent)) for path in paths]  # noqa: PTH100
    try:
        common = Path(os.path.commonpath(roots)) if roots else Path()
    except ValueError:  # another drive on Windows
        common = Path()
    places: dict[Path, Path] = {}
    for file in files:
        whole = Path(os.path.abspath(file))  # noqa: PTH100
        places[file] = out / (whole.relative_to(common) if common.is_absolute() else whole.name)
    if len({os.path.normcase(place) for place in places.values()}) < len(places):
        raise UnfixableError(
            "Två böcker skulle få samma plats i mappen för kopior. Rätta dem var för sig."
        )
    if taken := [place for place in places.values() if os.path.lexists(place)]:
        raise UnfixableError(
            f"{shown_path(taken[0])} finns redan och skrivs inte över. Välj en annan mapp med "
            f"--out, eller flytta den."
        )
    return places


def _repaired(result: BookResult, order: Order) -> _Copy | None:
    """The repaired file and what was changed, in rounds until nothing more can be; None for
    nothing."""
    specs, rules = pack_of(order.pack).specs, asked_rules(order)
    register = register_of(order.register, order.pack)[1] if order.register else None
    data, findings = content_of(result.path), result.findings
    book = read_book(result.path, data)
    changes: dict[Ref, Change] = {}
    left: set[Ref] = set()
    for _ in range(ROUNDS):
        if book.unreadable:
            raise UnreadableError(book.unreadable.code, book.unreadable.clause)
        wanted = proposed(book, specs, findings, rules, left)
        if not wanted.cells:
            break
        after, made = edited(data, wanted)
        while missed := wanted.cells.keys() - made.cells.keys():
            left |= missed  # anew without them: sums are made to count what the others become
            wanted = proposed(book, specs, findings, rules, left)
            after, made = edited(data, wanted)
        if not made.cells:
            break
        read = read_book(result.path, after)
        prove(book, read, made)
        for ref, repair in made.cells.items():
            changes[ref] = change_of(repair, changes.get(ref))
        data, book = after, read
        findings = check_books([book], order, register=register).results[0].findings
    return (
        _Copy(data, tuple(changes[ref] for ref in sorted(changes, key=_order(book.sheets))))
        if changes
        else None
    )


def asked_rules(order: Order) -> set[str]:
    """The rules whose findings may be put right; "" among them means blanks around texts, which are
    no rule's."""
    rules = set(ordered_pack(order).rules)
    return rules if order.select else rules | {""}


def in_memory(book: Book, order: Order) -> dict[Ref, Repair]:
    """What can be put right in a book as read, in the sheets' order, in rounds until nothing more
    can be.

    Nothing is written: this is for a book that is open in Excel, where sums are calculated anew by
    themselves.
    """
    specs, rules = pack_of(order.pack).specs, asked_rules(order)
    register = register_of(order.register, order.pack)[1] if order.register else None
    found: dict[Ref, Repair] = {}
    now = book
    for _ in range(ROUNDS):
        wanted = proposed(
            now, specs, check_books([now], order, register=register).results[0].findings, rules
        )
        if not wanted.cells:
            break
        for ref, repair in wanted.cells.items():
            first = found.get(ref)
            found[ref] = (
                replace(first, becomes=repair.becomes, rule=first.rule or repair.rule)
                if first
                else repair
            )
        now = applied(now, wanted)
    return {ref: found[ref] for ref in sorted(found, key=_order(book.sheets))}


def _order(sheets: Sequence[str]) -> Callable[[Ref], tuple[int, int, int]]:
    return lambda ref: (sheets.index(ref.sheet), ref.row, ref.column)


def change_of(repair: Repair, before: Change | None = None) -> Change:
    """A repair as it is told to people; `before` is an earlier one of the same cell."""
    becomes = repair.becomes
    became = f"={becomes.text}" if isinstance(becomes, Formula) else as_shown(becomes, None)
    if before is not None:  # a second repair of the same cell
        return replace(before, became=mask(became), rule=before.rule or repair.rule)
    return Change(repair.ref, repair.column, mask(repair.shown), mask(became), repair.rule)
