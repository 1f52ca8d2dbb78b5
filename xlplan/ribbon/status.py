"""Whether the add-in is installed, and what on the machine keeps its buttons from working, in words
to act on.

Policies are read where Windows keeps them; nothing is changed. What cannot be seen from here is
left to docs/it.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import PureWindowsPath

from xlplan.ribbon import FILE
from xlplan.ribbon.installing import (
    OURS,
    AddinFile,
    Places,
    expanded,
    places,
    read_addin,
    read_settings,
)
from xlplan.ribbon.machine import COMPUTER, USER, Machine
from xlplan.version import __version__

OFFICE_POLICY = r"Software\Policies\Microsoft\Office\16.0"
OFFICE_OWN = r"Software\Microsoft\Office\16.0"
DEFENDER = (
    r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
DEFENDER_MDM = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
WIN32_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
BLOCK, AUDIT, WARN = 1, 2, 6
"""States of a Defender rule; 0 is off and 5 not configured."""


class Mark(Enum):
    """How a line of the status is meant."""

    GOOD = "bra"
    KNOW = "att veta"
    STOP = "hinder"


@dataclass(frozen=True)
class Line:
    """One thing looked at: what it is, and what to do where something is."""

    mark: Mark
    what: str
    do: str = ""


def status(machine: Machine) -> list[Line]:
    """Everything looked at, in the order a person would. Raises NoExcelError."""
    where = places(machine)
    addin = read_addin(where.addin)
    lines = [*_addin(where, addin), *_settings(machine, where)]
    if machine.system == "Windows":
        lines += [
            *_windows_place(machine, where),
            *_windows_macros(machine, where, addin),
            *_defender(machine),
        ]
    else:
        lines += _mac(machine, where, addin)
    if where.addin.exists() and machine.marked(where.addin):
        lines.append(
            Line(
                Mark.STOP,
                f"{FILE} är märkt som hämtad från internet, och Excel stänger av dess makron.",
                "Kör xlplan addin install igen, så läggs en omärkt fil dit"
                + (", eller Unblock-File i PowerShell." if machine.system == "Windows" else "."),
            )
        )
    if machine.excel_is_open():
        lines.append(
            Line(
                Mark.KNOW,
                "Excel är öppet.",
                "Starta om Excel efter en installation, så visas fliken.",
            )
        )
    return lines


def _addin(where: Places, addin: AddinFile | None) -> Iterator[Line]:
    install = "Kör xlplan addin install."
    if addin is None:
        if where.addin.exists():
            yield Line(
                Mark.STOP,
                f"{where.addin} är inte xlplans tillägg.",
                "Flytta filen och installera sedan.",
            )
        else:
            yield Line(Mark.STOP, f"Tillägget är inte installerat i {where.addin.parent}.", install)
    elif addin.version != __version__:
        yield Line(
            Mark.STOP,
            f"Tillägget är från xlplan {addin.version}, men här finns {__version__}.",
            install,
        )
    else:
        signed = "signerat" if addin.signed else "inte signerat"
        yield Line(Mark.GOOD, f"Tillägget {addin.version} är installerat ({signed}): {where.addin}")


def _settings(machine: Machine, where: Places) -> Iterator[Line]:
    """Which Python the buttons run, and whether it can."""
    settings = read_settings(machine, where)
    told = (settings or {}).get(where.interpreter, "")
    if not told:
        yield Line(
            Mark.STOP,
            f"{where.settings} säger inte vilken Python som ska köras.",
            "Kör xlplan addin install.",
        )
        return
    if OURS not in (settings or {}):
        yield Line(
            Mark.KNOW,
            f"{where.settings} är inte skriven av xlplan och ändras inte av xlplan addin install.",
        )
    python = expanded(machine, told)
    if not python.is_file():
        yield Line(
            Mark.STOP,
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
        yield Line(
            Mark.STOP,
            f"{python} kan inte köra xlplan.",
            f'Kör i ett terminalfönster: {asked} -c "import xlplan.addin" och visa IT vad som står '
            "där.",
        )
    elif answer != __version__:
        yield Line(
            Mark.STOP,
            f"{python} har xlplan {answer}, men här finns {__version__}.",
            "Kör xlplan addin install.",
        )
    else:
        yield Line(Mark.GOOD, f"Knapparna kör xlplan {answer} med {python}")
    yield from _python_place(machine, str(python))


def _python_place(machine: Machine, python: str) -> Iterator[Line]:
    if machine.system == "Darwin" and " " in python:
        yield Line(
            Mark.STOP,
            f"Sökvägen {python} har blanksteg, och då kan Excel på Mac inte starta Python.",
            "Installera xlplan i en mapp utan blanksteg, till exempel ~/xlplan.",
        )
    if _in_onedrive(machine, python):
        yield Line(
            Mark.KNOW,
            "xlplan ligger i en mapp som OneDrive synkroniserar, och då kan knapparna bli "
            "långsamma.",
            "Installera xlplan utanför OneDrive, till exempel i %LOCALAPPDATA%\\xlplan.",
        )
    if "\\windowsapps\\" in python.casefold():
        yield Line(
            Mark.KNOW,
            "Python kommer från Microsoft Store, och Excel får inte alltid starta den.",
            "Använd Python från python.org eller den som IT delar ut.",
        )


def _windows_place(machine: Machine, where: Places) -> Iterator[Line]:
    """The start folder: whether Excel trusts what stands in it."""
    folder = str(where.addin.parent)
    locations = r"\Excel\Security\Trusted Locations"
    allowed = any(
        _on(machine, locations, "allownetworklocations", root)
        for root in (OFFICE_POLICY, OFFICE_OWN)
    )
    if _on_network(folder) and not allowed:
        yield Line(
            Mark.STOP,
            f"Excels startmapp ligger på nätverket ({folder}), och nätverksmappar är inte "
            "betrodda.",
            "IT: lägg tillägget i en lokal betrodd plats, eller tillåt betrodda platser på "
            "nätverket för den mappen.",
        )
    if _in_onedrive(machine, folder):
        yield Line(
            Mark.KNOW,
            f"Excels startmapp ligger i OneDrive ({folder}).",
            "IT: undanta AppData från omdirigeringen, eller lägg tillägget i en lokal betrodd "
            "plats.",
        )


def _windows_macros(machine: Machine, where: Places, addin: AddinFile | None) -> Iterator[Line]:
    """Whether policies let the add-in's macros run."""
    signed = addin is not None and addin.signed
    sign = "IT: signera tillägget (docs/it.md) och gör utgivaren betrodd."
    if _on(machine, r"\Common", "vbaoff"):
        yield Line(
            Mark.STOP,
            "VBA är avstängt i hela Office (vbaoff).",
            "IT: tillåt VBA i Excel för dem som ska ha knapparna.",
        )
    if _on(machine, r"\Excel\Security", "disablealladdins"):
        yield Line(
            Mark.STOP,
            "Alla programtillägg i Excel är avstängda (disablealladdins).",
            "IT: tillåt tillägg för dem som ska ha knapparna.",
        )
    for key, name, said in (
        (
            r"\Common\Security",
            "requirealwaysonmacrosig",
            "Makron som laddas när Excel startar måste vara signerade",
        ),
        (r"\Excel\Security", "requireaddinsig", "Programtillägg måste vara signerade"),
    ):
        if _on(machine, key, name) and not signed:
            yield Line(Mark.STOP, f"{said} ({name}), och det här är det inte.", sign)
    warnings = _macro_setting(machine)
    if _trusted(machine, where):
        yield Line(Mark.GOOD, f"Excel litar på {where.addin.parent}, och makron där får köras.")
    elif warnings == 1 or (signed and warnings in (None, 2, 3)):
        yield Line(
            Mark.GOOD, "Betrodda platser är avstängda, men makron som det här får köras ändå."
        )
    else:
        yield Line(
            Mark.STOP,
            "Betrodda platser är avstängda eller styrs av IT, och Excels startmapp är inte en av "
            "dem" + (f" (VBAWarnings {warnings})." if warnings else "."),
            f"IT: gör {where.addin.parent} till betrodd plats med en princip. Eller: "
            f"{sign.removeprefix('IT: ')}",
        )


def _macro_setting(machine: Machine) -> int | None:
    """1 all macros, 2 asks, 3 only signed, 4 none; the policy goes before the user's own choice."""
    for key in (OFFICE_POLICY, OFFICE_OWN):
        value = machine.registry(USER, key + r"\Excel\Security").get("vbawarnings")
        if isinstance(value, int):
            return value
    return None


def _trusted(machine: Machine, where: Places) -> bool:
    """Whether Excel's start folder is a trusted location: it is one from the beginning, if policies
    leave it so."""
    if _on(machine, r"\Excel\Security\Trusted Locations", "alllocationsdisabled"):
        return False
    if _on(machine, r"\Excel\Security\Trusted Locations", "alllocationsdisabled", OFFICE_OWN):
        return False
    only_policy = machine.registry(USER, OFFICE_POLICY + r"\Common\Security\Trusted Locations").get(
        "allow user locations"
    )
    if only_policy != 0:
        return True
    return any(_covers(machine, where, location) for location in _policy_locations(machine))


def _policy_locations(machine: Machine) -> Iterator[dict[str, object]]:
    for program in ("Excel", "Common"):
        key = rf"{OFFICE_POLICY}\{program}\Security\Trusted Locations"
        for name in machine.subkeys(USER, key):
            yield machine.registry(USER, rf"{key}\{name}")


def _covers(machine: Machine, where: Places, location: dict[str, object]) -> bool:
    path = PureWindowsPath(str(expanded(machine, str(location.get("path", ""))).as_posix()))
    folder = PureWindowsPath(where.addin.parent.as_posix())
    if not path.name:
        return False
    return folder == path or (location.get("allowsubfolders") == 1 and folder.is_relative_to(path))


def _on(machine: Machine, key: str, name: str, root: str = OFFICE_POLICY) -> bool:
    return any(machine.registry(hive, root + key).get(name) == 1 for hive in (USER, COMPUTER))


def _defender(machine: Machine) -> Iterator[Line]:
    """Defender's rules that concern what the button does: it starts a process."""
    exempt = (
        "IT: gör ett undantag för den här regeln och tillägget, eller ställ den på granskning i "
        "pilotgruppen (docs/it.md). Tills dess finns xlplan watch och xlplan check."
    )
    for rule, named, stops in (
        (CHILD_PROCESSES, "Office får inte starta andra program", True),
        (WIN32_CALLS, "Makron får inte anropa Windows egna funktioner", False),
    ):
        state = _rule_state(machine, rule)
        if state == BLOCK:
            yield Line(
                Mark.STOP if stops else Mark.KNOW,
                f"Defender: {named} (regel {rule}, blockera).",
                exempt,
            )
        elif state == WARN:
            yield Line(
                Mark.KNOW,
                f"Defender: {named} (regel {rule}, varna). Användaren får en fråga.",
                exempt,
            )
        elif state == AUDIT:
            yield Line(
                Mark.KNOW,
                f"Defender: {named} (regel {rule}, granska). Knapparna fungerar men loggas.",
            )
    if _rule_state(machine, CHILD_PROCESSES) in (None, 0, 5):
        yield Line(Mark.GOOD, "Ingen känd princip i Defender hindrar Excel från att starta Python.")


def _rule_state(machine: Machine, rule: str) -> int | None:
    """A rule's state: by device management, by group policy, or set on the machine; None if
    nowhere."""
    managed = str(machine.registry(COMPUTER, DEFENDER_MDM).get("asrrules", ""))
    states = dict(pair.casefold().split("=", 1) for pair in managed.split("|") if "=" in pair)
    told = [states.get(rule), *(machine.registry(COMPUTER, key).get(rule) for key in DEFENDER)]
    return next((int(str(state)) for state in told if str(state).strip().isdigit()), None)


def _mac(machine: Machine, where: Places, addin: AddinFile | None) -> Iterator[Line]:
    """The AppleScript by which Excel on a Mac may start Python, and the macro policies of the
    machine."""
    assert where.script is not None
    if not where.script.is_file():
        yield Line(
            Mark.STOP,
            f"{where.script} saknas, och då får Excel inte starta Python.",
            "Kör xlplan addin install.",
        )
    else:
        yield Line(Mark.GOOD, f"Excel får starta Python genom {where.script}")
    if addin is not None and f"xlwings-{addin.xlwings}.applescript" != where.script.name:
        yield Line(
            Mark.STOP,
            f"Tillägget är byggt med xlwings {addin.xlwings}, men här finns en annan. På Mac måste "
            "de vara lika.",
            f"Kör: pip install xlwings=={addin.xlwings} och sedan xlplan addin install.",
        )
    for name, bad, said in (
        ("VisualBasicEntirelyDisabled", "1", "VBA är avstängt i hela Office"),
        (
            "VisualBasicMacroExecutionState",
            "DisabledWithoutWarnings",
            "Makron är avstängda i Office",
        ),
        ("DisableVisualBasicMacScript", "1", "Makron får inte använda AppleScript"),
    ):
        if machine.answer(("/usr/bin/defaults", "read", "com.microsoft.office", name)) == bad:
            yield Line(
                Mark.STOP,
                f"{said} ({name}).",
                "IT: ändra inställningen för dem som ska ha knapparna.",
            )


def _in_onedrive(machine: Machine, path: str) -> bool:
    folders = [
        machine.variable(name) for name in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")
    ]
    if any(folder and path.casefold().startswith(folder.casefold()) for folder in folders):
        return True
    return "/library/cloudstorage/onedrive" in path.casefold()


def _on_network(path: str) -> bool:
    return path.startswith(("\\\\", "//"))


def obstacles(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.mark is Mark.STOP]
