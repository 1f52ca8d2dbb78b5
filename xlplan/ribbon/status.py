"""The add-in's status: whether it is installed, and what on the machine keeps its buttons from
working, in words to act on.

Policies are read where Windows keeps them; nothing is changed. What cannot be seen from here is
left to docs/it.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.ribbon import FILE
from xlplan.ribbon.defender import defender
from xlplan.ribbon.installing import (
    OURS,
    AddinFile,
    Places,
    expanded,
    places,
    read_addin,
    read_settings,
)
from xlplan.ribbon.machine import Machine
from xlplan.ribbon.policies import in_onedrive, mac, windows_macros, windows_place
from xlplan.ribbon.status_line import StatusLevel, StatusLine, good, know, stop
from xlplan.version import __version__


def status(machine: Machine) -> list[StatusLine]:
    """Everything looked at, in the order a person would. Raises NoExcelError."""
    where = places(machine)
    addin = read_addin(where.addin)
    lines = [*_addin(where, addin), *_settings(machine, where)]
    if machine.system == "Windows":
        lines += [
            *windows_place(machine, where),
            *windows_macros(machine, where, addin),
            *defender(machine),
        ]
    else:
        lines += mac(machine, where, addin)
    if where.addin.exists() and machine.marked(where.addin):
        lines.append(
            stop(
                f"{FILE} är märkt som hämtad från internet, och Excel stänger av dess makron.",
                "Kör xlplan addin install igen, så läggs en omärkt fil dit"
                + (", eller Unblock-File i PowerShell." if machine.system == "Windows" else "."),
            )
        )
    if machine.excel_is_open():
        lines.append(
            know("Excel är öppet.", "Starta om Excel efter en installation, så visas fliken.")
        )
    return lines


def _addin(where: Places, addin: AddinFile | None) -> Iterator[StatusLine]:
    install = "Kör xlplan addin install."
    if addin is None:
        if where.addin.exists():
            yield stop(
                f"{where.addin} är inte xlplans tillägg.", "Flytta filen och installera sedan."
            )
        else:
            yield stop(f"Tillägget är inte installerat i {where.addin.parent}.", install)
    elif addin.version != __version__:
        yield stop(
            f"Tillägget är från xlplan {addin.version}, men här finns {__version__}.", install
        )
    else:
        signed = "signerat" if addin.signed else "inte signerat"
        yield good(f"Tillägget {addin.version} är installerat ({signed}): {where.addin}")


def _settings(machine: Machine, where: Places) -> Iterator[StatusLine]:
    """Which Python the buttons run, and whether it can."""
    settings = read_settings(machine, where)
    told = (settings or {}).get(where.interpreter, "")
    if not told:
        yield stop(
            f"{where.settings} säger inte vilken Python som ska köras.", "Kör xlplan addin install."
        )
        return
    if OURS not in (settings or {}):
        yield know(
            f"{where.settings} är inte skriven av xlplan och ändras inte av xlplan addin install."
        )
    python = expanded(machine, told)
    if not python.is_file():
        yield stop(
            f"{python} finns inte, men {where.settings} pekar dit.",
            "Kör xlplan addin install med den Python som xlplan är installerad i.",
        )
        return
    # pythonw has no standard output to answer on, so its neighbour is asked
    asked = python.with_name("python.exe") if python.name.casefold() == "pythonw.exe" else python
    answer = machine.answer(
        (str(asked), "-c", "import xlplan.addin, xlwings; print(xlplan.__version__)")
    )
    if answer is None:
        yield stop(
            f"{python} kan inte köra xlplan.",
            f'Kör i ett terminalfönster: {asked} -c "import xlplan.addin" och visa IT vad som står '
            "där.",
        )
    elif answer != __version__:
        yield stop(
            f"{python} har xlplan {answer}, men här finns {__version__}.",
            "Kör xlplan addin install.",
        )
    else:
        yield good(f"Knapparna kör xlplan {answer} med {python}")
    yield from _python_place(machine, str(python))


def _python_place(machine: Machine, python: str) -> Iterator[StatusLine]:
    if machine.system == "Darwin" and " " in python:
        yield stop(
            f"Sökvägen {python} har blanksteg, och då kan Excel på Mac inte starta Python.",
            "Installera xlplan i en mapp utan blanksteg, till exempel ~/xlplan.",
        )
    if in_onedrive(machine, python):
        yield know(
            "xlplan ligger i en mapp som OneDrive synkroniserar, och då kan knapparna bli "
            "långsamma.",
            "Installera xlplan utanför OneDrive, till exempel i %LOCALAPPDATA%\\xlplan.",
        )
    if "\\windowsapps\\" in python.casefold():
        yield know(
            "Python kommer från Microsoft Store, och Excel får inte alltid starta den.",
            "Använd Python från python.org eller den som IT delar ut.",
        )


def obstacles(lines: list[StatusLine]) -> list[StatusLine]:
    """The lines on what keeps the buttons from working."""
    return [line for line in lines if line.mark is StatusLevel.STOP]
