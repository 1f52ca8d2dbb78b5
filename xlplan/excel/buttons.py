"""The buttons, and what each does to the open book, saved or not: the book is never saved or
closed.

Each function takes an xlwings Book, whatever its host, and gives the sentence that the user is
shown; "" where there is nothing to say. What cannot be done is a RefusalError (or one of the errors
that the command line knows), with nothing changed unless it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.checking.batch import Order
from xlplan.excel.refusals import RefusalError
from xlplan.model import BookResult, Change, Ending, Run, Severity, shown_path
from xlplan.wording import count, series, severities, short

if TYPE_CHECKING:
    import xlwings as xw

    from xlplan.reading import Book

FIRST_AT_MOST = 220
"""Characters of the first finding's sentence in the summary."""
GROUPS = 3
"""Reasons why rules were not asked, and corrected cells, that are told one by one."""
SELF = "Boken är inte sparad."
HANDBOOK = "handbok.html"


def validate(book: xw.Book, order: Order | None = None) -> str:
    """Check the book as it stands and list what is found on Granskning."""
    return _validated(book, _read(book), order or Order())


def _validated(book: xw.Book, read: Book, order: Order, *, go: bool = True, of: str = "") -> str:
    """What is found, listed and told. `of` says on the list what was checked where that is not the
    whole book."""
    from xlplan.actions.check import check_read
    from xlplan.excel.findings import show, write

    run = check_read(read, order)
    [result] = run.books
    rules = order.pack.stem if order.pack else "xlplan"
    comes_to = f"{_counts(result)}, {_asked(result)} prövades."
    if of:
        comes_to = f"{of}: {comes_to[0].lower()}{comes_to[1:]}"
    write(book, run, comes_to, at=datetime.now(), rules=rules)
    found = [finding for finding in result.findings if finding.open]
    if go and found:
        show(book, next((finding.ref for finding in found if finding.ref), None))
    return _summary(result, run) + _manual(book)


def fix(book: xw.Book, order: Order | None = None) -> str:
    """Put right what is safe to put right in the cells, list it on Rättat, and check the book
    again."""
    from xlplan.actions.fix import in_memory
    from xlplan.excel.corrections import CORRECTED, make
    from xlplan.excel.own_table import find

    order = order or Order()
    read = _read(book)
    repairs = in_memory(read, order)
    if not repairs:
        return (
            "Det finns inget i boken som xlplan kan rätta säkert. Tryck på Validera för att se vad "
            "som är kvar."
        )
    try:
        made, left = make(book, repairs, at=datetime.now())
    except NotImplementedError:  # Excel on the web does not say how a cell is formatted
        raise RefusalError(
            "Rätta finns bara i Excel på datorn. Öppna boken där och tryck på Rätta."
        ) from None
    said = [_corrected(made)] if made else []
    said += [_not_corrected(left)] if left else []
    try:
        said.append("Nu: " + _validated(book, _read(book), order, go=False))
    except RefusalError as refusal:  # the cells are put right all the same
        said.append(str(refusal))
    if listed := find(book, CORRECTED):
        listed.parent.activate()
    return " ".join(said)


def report(book: xw.Book, order: Order | None = None) -> str:
    """Make the report of the book as it stands, as a Word document beside it, and open that."""
    from xlplan.actions.drafting import NoPhaseError, ReportOrder, drafted, planned
    from xlplan.excel.documents import file_of, opened, placed

    wanted = ReportOrder(pack=order.pack) if order else ReportOrder()
    read = _read(book)
    try:
        draft = drafted(planned(read, wanted, datetime.now(UTC)), wanted)
    except NoPhaseError:
        raise RefusalError(
            "Skede är inte ifyllt på bladet Enhet. Fyll i det och skapa rapporten igen."
        ) from None
    file = file_of(book)
    out = placed(draft.name, ".docx", draft.files["docx"], file.parent if file else None)
    said = [f"Rapporten är klar: {shown_path(out)}."]
    if draft.errors:
        left = severities(Severity.ERROR, draft.errors)
        said.append(f"Den är märkt UTKAST, för boken har {left} kvar; sista sidan visar vilka.")
    if draft.unread:
        said.append(
            f"{count(draft.unread, 'cell', 'celler')} gick inte att läsa och saknas i den: tryck "
            "på Validera."
        )
    if file is None:
        said.append("Boken är inte sparad på datorn, så rapporten ligger bland dina dokument.")
    if not opened(out):
        said.append("Öppna den i Word.")
    return " ".join(said)


def month(book: xw.Book, order: Order | None = None) -> str:
    """Tell how the unit's budget holds up to Avser månad, and list what the rules of the month find
    on Granskning.

    Raises RefusalError for a book that does not say which month it is about.
    """
    from xlplan.actions.month import month_of, rules_of_the_month
    from xlplan.month.unit import NoMonthError

    order = order or Order()
    read = _read(book)
    try:
        unit = month_of(read, order)
    except NoMonthError as error:
        raise RefusalError(f"{error}.") from None
    return (
        f"{unit.paragraph} {_validated(book, read, rules_of_the_month(order), of='Månadskontroll')}"
    )


def handbook() -> str:
    """Open the handbook in the browser; it is a file of the installation and needs no network and
    no book."""
    import webbrowser

    page = Path(__file__).parent / "page" / HANDBOOK
    if not page.is_file() or not webbrowser.open(page.as_uri()):
        raise RefusalError(
            f"Handboken gick inte att öppna. Den ligger här, och kan öppnas i en webbläsare: {page}"
        )
    return ""


def _read(book: xw.Book) -> Book:
    """The open book as the file reader would read it. Raises RefusalError for a book that is none
    of xlplan's."""
    from xlplan.checking.batch import pack_of
    from xlplan.excel.reading import read
    from xlplan.tables import not_ours

    found = read(book)
    if found.unreadable is not None:
        raise RefusalError(f"Boken {book.name} kunde inte läsas: {found.unreadable.clause}.")
    if not_ours(found, pack_of(None).specs):
        raise RefusalError(
            f"{book.name} har ingen av planens tabeller (tblEnhet, tblMal …), och inget är skrivet "
            "i den. Klicka i arbetsboken med planen och tryck på knappen igen."
        )
    return found


def _summary(result: BookResult, run: Run) -> str:
    """ "3 fel, 5 varningar och 1 notis. Den första, Indikatorer C7: …" or that there is nothing to
    remark on."""
    from xlplan.outputs.check.overview import sentences

    found = [finding for finding in result.findings if finding.open]
    if found:
        says, _ = sentences(found[0], result, run)
        ref = found[0].ref
        where = ["Den första"] if len(found) > 1 else []
        where += [f"{ref.sheet} {ref.a1}"] if ref else []
        said = [
            f"{_counts(result)}. "
            f"{': '.join([*filter(None, [', '.join(where)]), short(says, FIRST_AT_MOST)])}"
        ]
    else:
        said = [f"Inget att anmärka: {_asked(result)} prövades."]
    if accepted := sum(finding.accepted for finding in result.findings):
        said.append(
            f"{count(accepted, 'avvikelse är godtagen', 'avvikelser är godtagna')} på bladet "
            "Undantag."
        )
    return " ".join([*said, *_unchecked(result)])


def _counts(result: BookResult) -> str:
    from xlplan.outputs.check.overview import tally

    counts = tally(result)
    found = [severities(severity, counts[severity]) for severity in Severity if counts[severity]]
    return series(found) if found else "Inget att anmärka"


def _asked(result: BookResult) -> str:
    return count(
        sum(outcome.ending is Ending.RUN for outcome in result.outcomes), "regel", "regler"
    )


def _unchecked(result: BookResult) -> list[str]:
    """What could not be checked, and why: rules of other phases are not meant for the book and not
    told."""
    from xlplan.outputs.check.overview import unchecked

    groups = unchecked(result)
    if not groups:
        return []
    number = count(sum(len(group.rules) for group in groups), "regel", "regler")
    whys = [
        f"ett fel i en egen regel ({short(group.why)})"
        if group.own
        else "ett fel i xlplan"
        if group.crashed
        else short(group.why)
        for group in groups
    ]
    more = [f"{len(whys) - GROUPS} skäl till"] if len(whys) > GROUPS else []
    return [f"{number} kunde inte prövas: {series([*whys[:GROUPS], *more])}."]


def _corrected(made: Sequence[Change]) -> str:
    from xlplan.outputs.check.changes import lines

    told = [f"{refs[0].sheet} {refs[0].a1}, {said}" for refs, said in lines(made)]
    more = [f"{len(told) - GROUPS} till"] if len(told) > GROUPS else []
    return (
        f"{count(len(made), 'cell är rättad', 'celler är rättade')}: "
        f"{'; '.join([*told[:GROUPS], *more])}. {SELF} Ångra (Ctrl+Z) tar inte tillbaka det här: "
        "på bladet Rättat står vad som stod i varje cell."
    )


def _not_corrected(left: Sequence[Change]) -> str:
    sheets = series(dict.fromkeys(change.ref.sheet for change in left))
    return (
        f"{count(len(left), 'cell', 'celler')} på {sheets} gick inte att ändra. Är bladet skyddat? "
        "Välj fliken Granska och Ta bort bladets skydd, och tryck på Rätta igen. Har en del av "
        "texten egen formatering: rätta den själv, så blir formateringen kvar."
    )


def _manual(book: xw.Book) -> str:
    """What to do where Excel calculates only when it is told to, so that sums may be old."""
    try:
        manual = book.app.calculation == "manual"
    except Exception:  # a host that cannot tell
        manual = False
    return (
        " Excel räknar inte om av sig självt just nu: tryck F9 och validera igen." if manual else ""
    )
