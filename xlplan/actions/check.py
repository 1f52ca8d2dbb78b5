"""Check: books read, and all rules asked about them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlplan.actions.files import books_in
from xlplan.checking.batch import (
    Order,
    Progress,
    check_books,
    ordered_pack,
    register_of,
    shares,
    together,
)
from xlplan.model import Run
from xlplan.reading import Book


def check(
    paths: Sequence[Path], order: Order, *, jobs: int = 0, progress: Progress | None = None
) -> Run:
    """Check workbooks and folders of them. Raises NoBooksError, PackError and RegisterError; a bad
    file is a finding on it.

    The register that books are compared with is a result of its own, the last one, if anything is
    found in it.
    """
    register = register_of(order.register, order.pack)[0] if order.register else None
    files = books_in(paths, order)
    order = replace(order, whole=order.whole or any(path.is_dir() for path in paths))
    done = list(
        shares(files, order, jobs or os.cpu_count() or 1, progress or (lambda _done, _of: None))
    )
    if register:
        done.append(check_books([register], order, first=len(files)))
    results = together(done, order)
    if register and not results[-1].findings:
        results.pop()
    texts = {rule_id: rule.text for rule_id, rule in ordered_pack(order).rules.items()}
    return Run(tuple(results), order.phase, texts)


def check_read(book: Book, order: Order) -> Run:
    """Check one book that is read already, such as one that is open in Excel: what `check` says of
    its saved file.

    Raises PackError and RegisterError.
    """
    register = register_of(order.register, order.pack)[1] if order.register else None
    results = together([check_books([book], order, register=register)], order)
    texts = {rule_id: rule.text for rule_id, rule in ordered_pack(order).rules.items()}
    return Run(tuple(results), order.phase, texts)
