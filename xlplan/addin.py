"""What Excel's ribbon calls on the desktop: `import xlplan.addin; xlplan.addin.validate()`, one
function a button.

Nothing but a sentence ever meets the user: what goes wrong is told in Excel, and what nobody
foresaw also goes to a log. Excel waits meanwhile, so what is heavy is imported once the button is
known.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "xlplan"
UNSAVED = "Boken är inte sparad, och det som du har skrivit i den står kvar."


def validate() -> None:
    """Validera: what is to be put right in the open book, cell by cell."""
    from xlplan.excel import buttons

    _press(buttons.validate)


def fix() -> None:
    """Rätta: what is safe to put right is."""
    from xlplan.excel import buttons

    _press(buttons.fix)


def report() -> None:
    """Skapa rapport: the Word document of the book's phase."""
    from xlplan.excel import buttons

    _press(buttons.report)


def month() -> None:
    """Månadskontroll: whether the budget holds so far."""
    from xlplan.excel import buttons

    _press(buttons.month)


def handbook() -> None:
    """Öppna handboken: needs no open book."""
    from xlplan.excel import buttons

    try:
        buttons.handbook()
    except Exception as error:
        _without_excel(_told(error))


def _press(action: Callable[[xw.Book], str]) -> None:
    """Do what the button does to the book that it was pressed in, and say how it went."""
    try:
        book = caller()
    except Exception as error:
        _without_excel(_told(error))
        return
    try:
        with _still(book):
            said = action(book)
    except Exception as error:
        said = _told(error)
    if said:
        book.app.alert(said, TITLE, mode="info")


def caller() -> xw.Book:
    """The book that was active when the button was pressed, also if others have been opened
    since."""
    import xlwings as xw

    try:
        return xw.Book.caller()
    except Exception:
        # xlwings takes what stands before the next "=" for the book's name
        named = next(
            (argument[len("--wb=") :] for argument in sys.argv if argument.startswith("--wb=")), ""
        )
        if "=" not in named:
            raise
        return xw.apps.active.books[named.strip()]  # type: ignore[union-attr]


@contextmanager
def _still(book: xw.Book) -> Iterator[None]:
    """Excel's window stands still while cells are written, and Excel fills no column of a table
    with the formula that one of its cells gets. Both are set back whatever happens."""
    with (
        _meanwhile(lambda: book.app, "screen_updating", False),
        _meanwhile(
            lambda: book.app.api.AutoCorrect, "AutoFillFormulasInLists", False
        ),  # Excel for Windows has it
    ):
        yield


@contextmanager
def _meanwhile(holder: Callable[[], object], name: str, value: object) -> Iterator[None]:
    """A setting of Excel's that is another meanwhile; nothing where Excel does not let it be read
    or set."""
    back: Callable[[], None] | None = None
    with suppress(Exception):
        held = holder()
        back = partial(setattr, held, name, getattr(held, name))
        setattr(held, name, value)
    try:
        yield
    finally:
        if back:
            with suppress(Exception):
                back()


def _told(error: Exception) -> str:
    """The sentence for what went wrong; what lies behind it, and what nobody foresaw, goes to a
    log."""
    from xlplan.actions.unforeseen import logged, unexpected
    from xlplan.excel.refusals import RefusalError, is_foreseen

    if not is_foreseen(error):
        return unexpected(error, UNSAVED)
    if (
        isinstance(error.__cause__, Exception)
        and isinstance(error, RefusalError)
        and (log := logged(error))
    ):
        return f"{error} Hjälper det inte, skicka {log} till den som sköter xlplan."
    return str(error)


def _without_excel(said: str) -> None:
    """Say it where there is no book to say it in: the add-in shows what comes on standard error."""
    if sys.stderr is not None:  # as it is in a Python without a console window
        sys.stderr.write(f"{said}\n")
    raise SystemExit(1)
