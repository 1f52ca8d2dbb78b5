"""`xlplan watch`: which books are checked when, what is kept beside them, and one real run."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from xlplan.actions.watch.agenda import AGAIN, GONE, LOCKED_AGAIN, QUIET, Agenda, Stamp
from xlplan.actions.watch.checks import Checking, Watch
from xlplan.actions.watch.drives import file_system_of, is_unc, linux_mounts, mac_mounts
from xlplan.actions.watch.events import SystemEvents, is_worth_a_look
from xlplan.actions.watch.loop import Watching, events_of, stamp_of
from xlplan.actions.watch.pages import beside
from xlplan.actions.watch.shortcut import for_cmd, write_shortcut
from xlplan.checking.batch import Order
from xlplan.cli.main import main
from xlplan.reading import is_findings_list

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
CLEAN = SAMPLES / "enheter" / "kafe-bryggan.xlsx"
FAULTY = SAMPLES / "fel" / "budgeten-gar-inte-ihop" / "bok.xlsx"
REGISTER = SAMPLES / "register.xlsx"
A, B = Path("a.xlsx"), Path("b.xlsx")


# The agenda: what is due when.


def test_a_saved_book_rests_before_it_is_due_and_is_due_once() -> None:
    agenda = Agenda()
    agenda.seen(A, (1, 10), 0)
    assert agenda.due(QUIET - 0.1) is None and agenda.wait(0, 60) == QUIET
    agenda.seen(A, (2, 20), 0.4)
    assert agenda.due(QUIET) is None, "it was still being written"
    assert agenda.due(0.4 + QUIET) == A
    agenda.done(A, (2, 20))
    agenda.seen(A, (2, 20), 5)
    assert agenda.due(100) is None and agenda.wait(5, 60) == 60


def test_a_save_through_another_file_is_one_check() -> None:
    agenda = Agenda()
    agenda.seen(A, (1, 10), 0)
    agenda.done(A, (1, 10))
    agenda.look({}, 1)  # renamed away
    agenda.look({A: (2, 10)}, 1.1)  # the new one has its name
    assert agenda.due(1.1 + QUIET) == A
    agenda.done(A, (2, 10))
    assert agenda.due(100) is None


def test_a_book_that_is_away_for_a_moment_is_not_checked_again() -> None:
    agenda = Agenda()
    agenda.done(A, (1, 10))
    agenda.look({}, 1)
    agenda.look({A: (1, 10)}, 2)
    assert agenda.due(100) is None


def test_a_book_that_stays_away_is_told_once() -> None:
    agenda = Agenda()
    agenda.done(A, (1, 10))
    agenda.look({}, 1)
    assert agenda.due(1 + GONE - 0.1) is None and agenda.due(1 + GONE) == A
    agenda.done(A, None)
    agenda.look({}, 9)
    assert agenda.due(100) is None


def test_a_book_saved_while_it_was_checked_is_due_again() -> None:
    agenda = Agenda()
    agenda.seen(A, (1, 10), 0, first=True)
    agenda.done(A, (1, 10))
    agenda.seen(A, (2, 10), 1)
    assert agenda.due(1 + QUIET) == A


def test_what_is_saved_goes_before_what_is_only_not_checked_yet() -> None:
    agenda = Agenda()
    agenda.look({A: (1, 1), B: (1, 1)}, 0, first=True)
    assert agenda.due(0) == A
    agenda.seen(B, (2, 2), 0)
    assert agenda.due(0) == A and agenda.due(QUIET) == B


def test_a_file_that_cannot_be_read_is_tried_again_and_then_told() -> None:
    agenda, now = Agenda(), 0.0
    agenda.seen(A, (1, 10), now, first=True)
    for pause in AGAIN:
        assert agenda.due(now) == A and agenda.try_again(A, now)
        assert agenda.due(now + pause - 0.1) is None
        now += pause
    assert not agenda.try_again(A, now)
    assert agenda.keep_trying(A, now) and agenda.due(now + LOCKED_AGAIN) == A
    assert not agenda.keep_trying(A, now + LOCKED_AGAIN), "told once"


def test_another_register_makes_all_books_due_but_itself() -> None:
    agenda = Agenda()
    for book in (A, B):
        agenda.done(book, (1, 1))
    agenda.all_again(A, 5)
    assert agenda.due(5) == B
    agenda.look({A: (1, 1), B: (1, 1)}, 6)
    agenda.done(B, (1, 1))
    assert agenda.due(100) is None


# What rings.


@pytest.mark.parametrize(
    ("path", "worth"),
    [
        ("plan.xlsx", True),
        ("sub/Plan 2.XLSM", True),
        ("ny mapp", True),
        ("Enheter 2.0", True),
        ("5F3A1B00", True),
        ("~$plan.xlsx", False),
        (".~lock.plan.xlsx#", False),
        ("plan.tmp", False),
        ("~WRD0001.tmp", False),
        (".cache/plan.xlsx", False),
        ("plan-granskning.html", False),
        (".plan-granskning-x1.html", False),
    ],
)
def test_what_is_worth_a_look(path: str, worth: bool) -> None:
    folder = Path("/.hem/enheter")
    assert is_worth_a_look(folder / path, folder) is worth


def test_network_drives_are_known() -> None:
    mounts = linux_mounts(
        "/dev/sda1 / ext4 rw 0 0\n//s/delad /mnt/delad\\040mapp cifs rw 0 0\nbad\n"
    )
    assert file_system_of(Path("/mnt/delad mapp/enheter"), mounts) == "cifs"
    assert file_system_of(Path("/home/eva"), mounts) == "ext4"
    mac = mac_mounts(
        "/dev/disk3s1 on / (apfs, local)\n//eva@s/delad on /Volumes/delad (1) (smbfs, nodev)\n"
    )
    assert file_system_of(Path("/Volumes/delad (1)/enheter"), mac) == "smbfs"
    assert is_unc(Path(r"\\server\delad")) and is_unc(Path(r"\\?\UNC\server\delad"))
    assert not is_unc(Path(r"\\?\C:\plan")) and not is_unc(Path(r"C:\plan"))


# The loop, with a clock and events of its own.


class FakeEvents:
    every = 60.0
    in_one_folder = True
    folder_deleted = False
    broken = False

    def __init__(self, passes: Callable[[float], None]) -> None:
        self._passes = passes
        self.happened = False

    def wait(self, seconds: float) -> bool:
        self._passes(seconds)
        happened, self.happened = self.happened, False
        return happened

    def close(self) -> None: ...


class Bench:
    """A watch of a folder whose time passes only when it waits."""

    def __init__(
        self, folder: Path, formats: tuple[str, ...] = ("html",), register: Path | None = None
    ) -> None:
        self.now, self.said = 0.0, list[str]()
        self.checked: list[str] = []
        self.while_checking: Callable[[Path], object] = lambda _: None
        self.while_away: Callable[[], object] = lambda: None
        wish = Watch(folder, Order(register=register), formats)
        self._checking = Checking(wish, self.said.append)
        self.watching = Watching(
            wish,
            self.said.append,
            self._check,
            lambda error: f"oväntat: {error}",
            clock=lambda: self.now,
            sleep=lambda _: self.while_away(),
            listen=self._listen,
        )
        self.watching.start()

    def _listen(self, _: Watch) -> FakeEvents:
        self.events = FakeEvents(self._pass)
        return self.events

    def _pass(self, seconds: float) -> None:
        self.now += seconds

    def _check(self, book: Path, agenda: Agenda, now: float, stamp: Stamp) -> None:
        self.checked.append(book.name)
        self.while_checking(book)
        self._checking(book, agenda, now, stamp)

    def run(self, seconds: float, *, event: bool = True) -> list[str]:
        """Let time pass; gives what was said meanwhile, without the time of day."""
        self.events.happened = self.events.happened or event
        self.said.clear()
        end = self.now + seconds
        while self.now < end:
            self.watching.step()
            self.now += 0.01
        return [re.sub(r"^\d\d\.\d\d\.\d\d  ", "", told) for told in self.said]


def save_as_excel_does(source: Path, book: Path) -> None:
    """Beside the book under another name, then in its place; the old one is deleted."""
    lock = book.with_name(f"~${book.name}")
    lock.write_bytes(b"\x05Eva")
    new, old = book.with_name("7A31C4E0"), book.with_name("9B20D1F1.tmp")
    new.write_bytes(source.read_bytes())
    book.rename(old)
    new.rename(book)
    old.unlink()
    lock.unlink()


def page_of(book: Path) -> str:
    return beside(book, "html").read_text(encoding="utf-8")


def test_each_book_is_checked_at_the_start_and_when_it_is_saved(tmp_path: Path) -> None:
    book = tmp_path / "Kafé Bryggan & co.xlsx"
    shutil.copy(CLEAN, book)
    bench = Bench(tmp_path)
    assert bench.run(3) == [f"{book.name}  utan anmärkning  → Kafé Bryggan & co-granskning.html"]
    assert "Det finns inga anmärkningar." in page_of(book)
    assert bench.run(10) == []
    save_as_excel_does(FAULTY, book)
    assert bench.run(3) == [f"{book.name}  1 fel  → Kafé Bryggan & co-granskning.html"]
    assert re.search(r"</time> kl\. \d\d\.\d\d\.\d\d", page_of(book))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Kafé Bryggan & co-granskning.html",
        "Kafé Bryggan & co.xlsx",
    ]


def test_a_change_without_an_event_is_seen_at_last(tmp_path: Path) -> None:
    book = Path(shutil.copy(CLEAN, tmp_path))
    bench = Bench(tmp_path)
    bench.run(1)
    save_as_excel_does(FAULTY, book)
    assert bench.run(30, event=False) == []
    assert len(bench.run(40, event=False)) == 1


def test_its_own_list_is_no_book_and_is_written_anew(tmp_path: Path) -> None:
    book = Path(shutil.copy(FAULTY, tmp_path))
    bench = Bench(tmp_path, ("html", "xlsx"))
    assert bench.run(3) == ["bok.xlsx  1 fel  → bok-granskning.html och bok-granskning.xlsx"]
    assert is_findings_list(beside(book, "xlsx"))
    assert bench.run(10) == [] and bench.checked == ["bok.xlsx"]


def test_somebody_elses_file_in_its_place_is_left_alone(tmp_path: Path) -> None:
    book = Path(shutil.copy(FAULTY, tmp_path))
    beside(book, "html").write_text("Eva skrev detta", encoding="utf-8")
    told = Bench(tmp_path).run(3)
    assert told == [
        "bok.xlsx  1 fel",
        "          bok-granskning.html är inte skriven av xlplan och skrivs inte över. Byt namn på "
        "den filen.",
    ]
    assert page_of(book) == "Eva skrev detta"


def test_somebody_elses_file_is_not_said_to_be_left_over(tmp_path: Path) -> None:
    book = Path(shutil.copy(CLEAN, tmp_path / "plan.xlsx"))
    beside(book, "html").write_text("Eva skrev detta", encoding="utf-8")
    bench = Bench(tmp_path)
    bench.run(3)
    book.unlink()
    assert bench.run(5) == ["plan.xlsx  finns inte kvar."]


def test_a_list_that_is_open_in_excel_is_told_and_the_watch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Path(shutil.copy(FAULTY, tmp_path))
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".xlsx":
            raise PermissionError(13, "sharing violation")
        return replace(self, target)

    bench = Bench(tmp_path, ("html", "xlsx"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", locked)
        told = bench.run(3)
    assert told == [
        "bok.xlsx  1 fel  → bok-granskning.html",
        "          bok-granskning.xlsx kunde inte skrivas: åtkomst nekas. Är den öppen i ett annat "
        "program, stäng den "
        "där. Den skrivs nästa gång boken sparas.",
    ]
    save_as_excel_does(CLEAN, book)
    assert bench.run(3) == [
        "bok.xlsx  utan anmärkning  → bok-granskning.html och bok-granskning.xlsx"
    ]


def test_a_half_written_book_is_read_when_it_is_whole(tmp_path: Path) -> None:
    whole = CLEAN.read_bytes()
    book = tmp_path / "plan.xlsx"
    book.write_bytes(whole[:5000])
    bench = Bench(tmp_path)
    assert bench.run(2) == []
    book.write_bytes(whole)
    assert bench.run(3) == ["plan.xlsx  utan anmärkning  → plan-granskning.html"]


def test_a_damaged_book_is_told_when_it_has_been_tried_often_enough(tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    book.write_bytes(CLEAN.read_bytes()[:5000])
    bench = Bench(tmp_path)
    [told] = bench.run(sum(AGAIN) + 3)
    assert told.startswith("plan.xlsx  gick inte att läsa: ") and told.endswith(
        "→ plan-granskning.html"
    )
    assert "Filen kunde inte läsas" in page_of(book) and len(bench.checked) == 1 + len(AGAIN)
    assert bench.run(60) == []


def test_a_book_saved_while_it_is_checked_is_checked_again(tmp_path: Path) -> None:
    book = Path(shutil.copy(CLEAN, tmp_path / "plan.xlsx"))
    bench = Bench(tmp_path)

    def save(_: Path) -> None:
        bench.while_checking = lambda _: None
        save_as_excel_does(FAULTY, book)
        os.utime(book, ns=(1, 1))  # for certain another time than it had

    bench.while_checking = save
    told = bench.run(3, event=False)
    assert len(told) == 2 and "1 fel" in told[-1] and "BUD001" in page_of(book)


def test_new_folders_renamed_and_deleted_books(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert [*bench.said] == ["Det finns inga Excelböcker i mappen än."]
    (tmp_path / "avdelning").mkdir()
    book = Path(shutil.copy(CLEAN, tmp_path / "avdelning" / "plan.xlsx"))
    inner = Path("avdelning", "plan.xlsx")
    assert bench.run(3) == [f"{inner}  utan anmärkning  → plan-granskning.html"]
    book.rename(book.with_name("ny plan.xlsx"))
    assert bench.run(9) == [
        f"{inner.with_name('ny plan.xlsx')}  utan anmärkning  → ny plan-granskning.html",
        f"{inner}  finns inte kvar. plan-granskning.html ligger kvar och kan tas bort.",
    ]
    assert beside(book, "html").exists()


def test_a_folder_that_goes_away_is_waited_for(tmp_path: Path) -> None:
    folder, away = tmp_path / "enheter", tmp_path / "borta"
    folder.mkdir()
    book = Path(shutil.copy(CLEAN, folder / "plan.xlsx"))
    shutil.copy(CLEAN, folder / "orörd.xlsx")
    bench = Bench(folder)
    assert len(bench.run(3)) == 2
    first = bench.events
    folder.rename(away)

    def back() -> None:
        save_as_excel_does(FAULTY, away / book.name)
        away.rename(folder)

    bench.while_away = back
    assert bench.run(5, event=False) == [
        f"Mappen {folder} går inte att nå just nu. xlplan väntar tills den är tillbaka.",
        "Mappen är tillbaka, och bevakningen fortsätter.",
        "plan.xlsx  1 fel  → plan-granskning.html",
    ]
    assert bench.events is not first, "the old ones are of a folder that is no more"


def test_a_folder_made_anew_is_listened_to_anew(tmp_path: Path) -> None:
    book = Path(shutil.copy(CLEAN, tmp_path / "plan.xlsx"))
    bench = Bench(tmp_path)
    bench.run(1)
    first = bench.events
    save_as_excel_does(FAULTY, book)
    first.folder_deleted = True
    assert bench.run(2, event=False) == ["plan.xlsx  1 fel  → plan-granskning.html"]
    assert bench.events is not first


def test_events_that_break_are_replaced_by_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Path(shutil.copy(CLEAN, tmp_path / "plan.xlsx"))
    bench = Bench(tmp_path)
    bench.run(1)
    monkeypatch.setattr("xlplan.actions.watch.events.time.sleep", bench._pass)
    bench.events.broken = True
    assert "tittar efter varannan sekund" in bench.run(1)[0]
    save_as_excel_does(FAULTY, book)
    assert bench.run(5, event=False) == ["plan.xlsx  1 fel  → plan-granskning.html"]


def test_other_workbooks_get_a_line_and_no_page(tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "semesterlista.xlsx")
    told = Bench(tmp_path).run(2)
    assert told == ["semesterlista.xlsx  är ingen planeringsbok: den har ingen av planens tabeller"]
    assert len(list(tmp_path.iterdir())) == 1
    # but a plan that has lost its tables is not left with a page that says that all is well
    book = Path(shutil.copy(CLEAN, tmp_path / "plan.xlsx"))
    bench = Bench(tmp_path)
    bench.run(2)
    shutil.copy(tmp_path / "semesterlista.xlsx", book)
    bench.run(2)
    assert "den har ingen av planens tabeller" in page_of(book)


def test_a_fault_in_xlplan_stops_neither_the_watch_nor_the_other_books(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copy(CLEAN, tmp_path / name)
    bench = Bench(tmp_path)

    def fail(book: Path) -> None:
        if book.name == "a.xlsx":
            raise ValueError("x")

    bench.while_checking = fail
    assert bench.run(3) == ["a.xlsx  oväntat: x", "b.xlsx  utan anmärkning  → b-granskning.html"]


def test_another_register_has_all_books_checked_again(tmp_path: Path) -> None:
    register = Path(shutil.copy(REGISTER, tmp_path))
    shutil.copy(CLEAN, tmp_path / "plan.xlsx")
    bench = Bench(tmp_path, register=register)
    assert bench.run(3) == ["plan.xlsx  utan anmärkning  → plan-granskning.html"]
    os.utime(register)
    assert bench.run(3) == [
        "register.xlsx  registret är ändrat: alla böcker granskas igen",
        "plan.xlsx  utan anmärkning  → plan-granskning.html",
    ]
    register.write_bytes(b"PK")
    [_, told] = bench.run(3)
    assert told.startswith("plan.xlsx  granskades inte. ")


def test_two_books_that_differ_in_their_suffix_have_pages_of_their_own() -> None:
    assert beside(Path("m/plan.XLSX"), "html") == Path("m/plan-granskning.html")
    assert beside(Path("m/plan.xlsm"), "html") == Path("m/plan.xlsm-granskning.html")


# The shortcut.

ODD = "Enheter å ä ö & 100 % ^ (1)' !"


def test_a_batch_file_gives_its_arguments_unharmed() -> None:
    for argument in (ODD, "C:\\a b\\", "\\\\server\\delad mapp\\%TEMP%\\å", "--format=html"):
        quoted = for_cmd(argument)
        assert re.fullmatch(r'"[^"\n]*"', quoted), "nothing stands outside the quotation marks"
        after_cmd = re.sub(r"%%|%[^%]*%", lambda found: "%" if found[0] == "%%" else "", quoted)
        backslashes = re.sub(r'(\\+)"$', lambda found: "\\" * (len(found[1]) // 2) + '"', after_cmd)
        assert backslashes == f'"{argument}"'


def test_the_shortcut_for_windows(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    out = write_shortcut(folder, ["--format=xlsx", "--poll"], "win32")
    assert out == folder / f"Bevaka {ODD}.cmd"
    data = out.read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"") and not data.startswith(b"\xef\xbb\xbf")
    lines = data.decode().splitlines()
    assert lines[0] == "@echo off" and lines[2] == "chcp 65001 >nul" and lines[-1] == "pause"
    assert all(line.isascii() for line in lines[:3])
    assert lines[4].endswith(
        f'"-P" "-m" "xlplan" "watch" "--format=xlsx" "--poll" "--" {for_cmd(os.fspath(folder))}'
    )
    assert write_shortcut(folder, [], "win32") == out, "its own is written over"
    out.write_text("@echo Evas egen", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_shortcut(folder, [], "win32")


@pytest.mark.skipif(sys.platform == "win32", reason="runs the file with sh")
def test_the_shortcut_for_macos_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / f'{ODD} "x" $HOME `ls`'
    folder.mkdir()
    echo = tmp_path / "python"
    echo.write_text('#!/bin/sh\nfor a in "$@"; do printf "<%s>" "$a"; done\n', encoding="utf-8")
    echo.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(echo))
    out = write_shortcut(folder, ["--poll"], "darwin")
    assert out.suffix == ".command"
    done = subprocess.run(
        [out], capture_output=True, text=True, input="\n", timeout=20, check=False
    )
    assert done.stdout.startswith(f"<-P><-m><xlplan><watch><--poll><--><{folder}>")


# The command.


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return int(str(ended.value.code)), printed.out, printed.err


def test_the_command_refuses_what_it_cannot_watch(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(capsys, "watch", CLEAN)[0] == 2
    code, _, err = run(capsys, "watch", tmp_path / "saknas")
    assert code == 3 and "finns inte" in err
    code, _, err = run(capsys, "watch", tmp_path, "--select", "XYZ")
    assert code == 2 and "Ingen regel börjar med ”XYZ”" in err
    code, _, err = run(capsys, "watch", tmp_path, "--select", "XYZ", "--shortcut")
    assert code == 2 and list(tmp_path.iterdir()) == []
    code, _, err = run(capsys, "watch", tmp_path, "--register", CLEAN)
    assert code == 3 and "egister" in err


def test_the_command_writes_a_shortcut(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(
        capsys, "watch", tmp_path, "--shortcut", "--ignore", "akt004", "--register", REGISTER
    )
    [file] = tmp_path.iterdir()
    assert code == 0 and str(file) in out
    text = file.read_text(encoding="utf-8")
    assert "--ignore=AKT004" in text and f"--register={REGISTER}" in text


@pytest.fixture
def printed_by_a_watch(
    tmp_path: Path,
) -> Iterator[tuple[Path, subprocess.Popen[str], Callable[[str], str]]]:
    """A watch in a process of its own, and a function that waits for a line that holds
    something."""
    folder = tmp_path / "enheter åäö"
    folder.mkdir()
    flags = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0
    process = subprocess.Popen(
        [sys.executable, "-m", "xlplan", "watch", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        creationflags=flags,
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    stream = process.stdout
    reader = threading.Thread(target=lambda: [lines.put(line) for line in stream], daemon=True)
    reader.start()

    def line_with(part: str) -> str:
        end, seen = time.monotonic() + 90, ""
        while (left := end - time.monotonic()) > 0:
            try:
                line = lines.get(timeout=left)
            except queue.Empty:
                break
            if part in line:
                return line
            seen += line
        raise AssertionError(f"no line with {part!r} in:\n{seen}")

    yield folder, process, line_with
    process.kill()
    process.wait(30)
    reader.join(30)
    stream.close()


def test_a_real_watch_sees_a_save_and_ends_kindly(
    printed_by_a_watch: tuple[Path, subprocess.Popen[str], Callable[[str], str]],
) -> None:
    folder, process, line_with = printed_by_a_watch
    line_with("inga Excelböcker")
    book = folder / "Kafé Bryggan.xlsx"
    shutil.copy(CLEAN, book)
    assert "utan anmärkning" in line_with(book.name)
    save_as_excel_does(FAULTY, book)
    assert "1 fel" in line_with(book.name)
    assert "BUD001" in page_of(book)
    if sys.platform != "win32":
        process.send_signal(signal.SIGINT)
        line_with("Bevakningen är avslutad.")
        assert process.wait(30) == 0


def test_the_systems_events_come_and_can_be_stopped(tmp_path: Path) -> None:
    events = events_of(Watch(tmp_path, Order()))
    try:
        assert events.wait(30), "once it is listening"
        (tmp_path / "plan.xlsx").write_bytes(b"x")
        assert events.wait(30) and not events.broken
    finally:
        events.close()
    assert stamp_of(tmp_path / "saknas.xlsx") is None


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux uses a folder's number on the disk again at once"
)
def test_the_systems_events_know_that_the_folder_is_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "enheter"
    folder.mkdir()
    events = events_of(Watch(folder, Order()))
    try:
        assert events.wait(30)
        folder.rmdir()
        folder.mkdir()
        assert events.wait(30) and events.folder_deleted
    finally:
        events.close()


def test_a_folder_that_the_system_cannot_listen_to_breaks_the_events(tmp_path: Path) -> None:
    events = SystemEvents(tmp_path / "saknas")
    assert events.wait(30) and events.broken
    events.close()
