"""What the buttons in Excel on the web call, on a server: `xlplan.web.validate(book)`, one function
a button.

The browser sends the book's values and gets back what is to be written; nothing is kept. A server
has neither the user's screen nor the user's files, so what a button would do there is told instead.
Nothing but a sentence ever meets the user; what nobody foresaw goes to the server's log.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "xlplan"
_ON_THE_DESKTOP = (
    "Öppna boken i Excel på datorn (knappen Redigering, Öppna i skrivbordsapp) och tryck på {} där"
)
FIX = (
    "Rätta ändrar i bokens celler och finns bara i Excel på datorn. "
    f"{_ON_THE_DESKTOP.format('Rätta')}."
)
REPORT = (
    "Rapporten är ett Worddokument som läggs bredvid boken, och den görs i Excel på datorn. "
    f"{_ON_THE_DESKTOP.format('Skapa rapport')}."
)
PASSED_OVER = " Mål och utfall som är rena tal, som 85 %, prövas fullt ut bara i Excel på datorn."
"""0.85 comes without its format, so rules pass over it."""

_log = logging.getLogger(__name__)


def validate(book: xw.Book) -> None:
    """Validera: what is to be put right in the open book, cell by cell."""
    from xlplan.excel import buttons

    _press(book, lambda book: buttons.validate(book) + PASSED_OVER)


def fix(book: xw.Book) -> None:
    """Rätta: where it can be done. It reads formats and formulas, which the browser does not
    send."""
    _say(book, FIX)


def report(book: xw.Book) -> None:
    """Skapa rapport: where it can be done."""
    _say(book, REPORT)


def month(book: xw.Book) -> None:
    """Månadskontroll: whether the budget holds so far."""
    from xlplan.excel import buttons

    _press(book, buttons.month)


def handbook() -> dict[str, Path]:
    """The handbook's pages by their names, for the server to send; the first one is
    `buttons.HANDBOOK`."""
    from xlplan.excel import buttons

    return {page.name: page for page in (Path(buttons.__file__).parent / "page").glob("*.html")}


def _press(book: xw.Book, action: Callable[[xw.Book], str]) -> None:
    try:
        said = action(book)
    except Exception as error:
        said = _told(error)
    _say(book, said)


def _say(book: xw.Book, said: str) -> None:
    if said:
        book.app.alert(said, TITLE, buttons="ok", mode="info")


def _told(error: Exception) -> str:
    """The sentence for what went wrong; with what nobody foresaw, a mark to find it by in the
    log."""
    from xlplan.excel.refusals import is_foreseen

    if is_foreseen(error):
        if error.__cause__:
            _log.warning("xlplan: %s", type(error.__cause__).__name__, exc_info=error)
        return str(error)
    mark = secrets.token_hex(3)
    _log.error("xlplan %s", mark, exc_info=error)
    return (
        f"Något gick fel i xlplan som inte borde kunna hända ({type(error).__name__}). Det som du "
        f"har skrivit i boken står kvar. Felet är antecknat på servern som {mark}: nämn det för "
        "den som sköter xlplan."
    )
