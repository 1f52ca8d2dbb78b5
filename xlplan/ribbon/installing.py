"""Installation of the add-in: put where Excel starts it from, with the Python that it runs; and
removal.

Only what xlplan has put there is ever replaced or removed. Nothing here prints.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlplan.ribbon import FILE, PROJECT, TITLE, folder
from xlplan.ribbon.machine import Machine
from xlplan.version import __version__
from xlplan.whole_file import os_reason, write_whole

OURS = "XLPLAN"
"""The line of the settings file that says that xlplan wrote it, and which version."""
SCRIPT = "XLPLAN_APPLESCRIPT"
"""The line that says that xlplan put xlwings' AppleScript there."""


class InstallError(Exception):
    """Nothing could be installed, or not all of it; the text says why and what to do, in
    Swedish."""


class NoExcelError(InstallError):
    """Excel with ribbon add-ins of this kind does not exist on this system."""


@dataclass(frozen=True)
class Places:
    """Where things stand on a machine."""

    addin: Path
    """Excel opens every file in this one's folder when it starts."""
    settings: Path
    """The user's settings, which xlwings' VBA reads."""
    script: Path | None
    """The AppleScript by which Excel may start Python; only on macOS."""
    interpreter: str
    """The setting that names Python here."""


@dataclass(frozen=True)
class AddinFile:
    """What an add-in file says of itself."""

    version: str
    xlwings: str
    signed: bool


def places(machine: Machine) -> Places:
    """Where the add-in belongs. Raises NoExcelError."""
    if machine.system == "Windows":
        start = (
            Path(machine.variable("APPDATA") or machine.home / "AppData" / "Roaming")
            / "Microsoft/Excel/XLSTART"
        )
        profile = Path(machine.variable("USERPROFILE") or machine.home)
        return Places(
            start / FILE, profile / f".{PROJECT}" / f"{PROJECT}.conf", None, "INTERPRETER_WIN"
        )
    if machine.system == "Darwin":
        library = machine.home / "Library"
        start = (
            library
            / "Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
        )
        return Places(
            start / FILE,
            library / "Containers/com.microsoft.Excel/Data" / f"{PROJECT}.conf",
            library
            / "Application Scripts/com.microsoft.Excel"
            / f"xlwings-{_xlwings_version()}.applescript",
            "INTERPRETER_MAC",
        )
    raise NoExcelError(
        "Knapparna i Excel finns för Windows och macOS, och den här datorn kör inget av dem. Allt "
        "annat i xlplan går bra här: xlplan check granskar boken, xlplan report gör rapporten."
    )


def install(machine: Machine, signed: Path | None = None) -> list[str]:
    """Install the shipped add-in, or the signed copy given. What was done, a sentence each. Raises
    InstallError."""
    where = places(machine)
    data = _to_install(signed)
    if where.addin.exists() and read_addin(where.addin) is None:
        raise InstallError(
            f"{where.addin} är inte gjord av xlplan och skrivs inte över. Flytta den eller byt "
            "namn på den först."
        )
    told = [_write_script(where)] if where.script and not where.script.exists() else []
    told.append(_write_settings(machine, where, placed_script=bool(told)))
    try:
        where.addin.parent.mkdir(parents=True, exist_ok=True)
        write_whole(where.addin, data)
    except OSError as error:
        raise InstallError(_unwritable(where.addin, error, machine)) from error
    told.append(f"Installerade {where.addin}")
    return [sentence for sentence in told if sentence]


def uninstall(machine: Machine) -> list[str]:
    """Take away what `install` put there. What was done, a sentence each. Raises InstallError."""
    where = places(machine)
    settings = read_settings(machine, where)
    ours = {
        where.addin: where.addin.exists() and read_addin(where.addin) is not None,
        where.settings: settings is not None and OURS in settings,
    }
    if where.script:
        ours[where.script] = bool(settings and SCRIPT in settings) and where.script.exists()
    told = []
    for file, is_ours in ours.items():
        if is_ours:
            try:
                file.unlink()
            except OSError as error:
                raise InstallError(_unwritable(file, error, machine, "tas bort")) from error
            told.append(f"Tog bort {file}")
        elif file.exists() and file != where.script:
            told.append(f"{file} är inte gjord av xlplan och får vara kvar.")
    return told or ["Tillägget är inte installerat, så det fanns inget att ta bort."]


def read_addin(file: Path) -> AddinFile | None:
    """What an add-in file says of itself; None if it is not xlplan's."""
    try:
        return parse_addin(file.read_bytes())
    except OSError:
        return None


def parse_addin(data: bytes) -> AddinFile | None:
    """The same of a file's bytes. A copy that IT has signed and saved in Excel keeps what is asked
    for here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            properties = parts.read("docProps/core.xml").decode("utf-8", "replace")
            names = parts.namelist()
    except (zipfile.BadZipFile, KeyError, OSError):
        return None
    if _told("dc:title", properties) != TITLE:
        return None
    xlwings = _told("cp:keywords", properties).removeprefix("xlwings ")
    signed = any(re.fullmatch(r"xl/vbaProjectSignature\w*\.bin", name) for name in names)
    return AddinFile(_told("cp:version", properties), xlwings, signed)


def read_settings(machine: Machine, where: Places) -> dict[str, str] | None:
    """The user's settings by name in upper case, None if there is no file; as VBA reads them, the
    first of two goes."""
    try:
        text = where.settings.read_bytes().decode(machine.settings_encoding, "replace")
    except OSError:
        return None
    settings: dict[str, str] = {}
    for row in csv.reader(io.StringIO(text, newline="")):
        if len(row) >= 2:
            settings.setdefault(row[0].strip().upper(), row[1])
    return settings


def interpreter(machine: Machine) -> Path:
    """The Python to start from Excel: on Windows the one that opens no window."""
    windowless = machine.python.with_name("pythonw.exe")
    return windowless if machine.system == "Windows" and windowless.is_file() else machine.python


def expanded(machine: Machine, path: str) -> Path:
    """A path of the settings with its variables in place, as VBA does."""
    if machine.system == "Darwin":
        return Path(re.sub(r"^\$HOME\b", lambda _: str(machine.home), path))
    return Path(re.sub(r"%([^%]+)%", lambda found: machine.variable(found[1]) or found[0], path))


def _to_install(signed: Path | None) -> bytes:
    """The bytes of the add-in, which must be of this version. Raises InstallError."""
    source = signed or folder() / FILE
    try:
        data = source.read_bytes()
    except OSError as error:
        why = "filen finns inte" if isinstance(error, FileNotFoundError) else os_reason(error)
        raise InstallError(f"{source} går inte att läsa: {why}. Kontrollera sökvägen.") from error
    held = parse_addin(data)
    if held is None:
        raise InstallError(
            f"{source} är inte xlplans tillägg. Ange filen {FILE}, så som IT har signerat den."
        )
    if held.version != __version__:
        raise InstallError(
            f"{source} är byggd för xlplan {held.version}, men här finns xlplan {__version__}. "
            "Signera den fil som hör till den här versionen: xlplan addin build."
        )
    return data


def _write_settings(machine: Machine, where: Places, *, placed_script: bool) -> str:
    """Write which Python to run, unless somebody else's settings are there. What was done. Raises
    InstallError."""
    before = read_settings(machine, where)
    if before is not None and OURS not in before:
        return f"{where.settings} är inte gjord av xlplan och får vara som den är."
    python = _short(machine, interpreter(machine))
    settings = {OURS: __version__, where.interpreter: python}
    if placed_script or SCRIPT in (before or {}):
        settings[SCRIPT] = "1"
    try:
        data = _lines(settings, "\r\n" if machine.system == "Windows" else "\n").encode(
            machine.settings_encoding
        )
    except UnicodeEncodeError as error:
        raise InstallError(
            f"Sökvägen {python} har tecken som Excels makron inte kan läsa. Installera xlplan i en "
            "mapp med bara vanliga bokstäver i namnet."
        ) from error
    try:
        where.settings.parent.mkdir(parents=True, exist_ok=True)
        write_whole(where.settings, data)
    except OSError as error:
        raise InstallError(_unwritable(where.settings, error, machine)) from error
    return f"Skrev {where.settings}: {python}"


def _write_script(where: Places) -> str:
    """Put xlwings' AppleScript in place. Raises InstallError."""
    assert where.script is not None
    package = importlib.util.find_spec("xlwings")
    if package is None or package.origin is None:
        raise InstallError("Biblioteket xlwings är inte installerat. Kör: pip install xlplan")
    try:
        where.script.parent.mkdir(parents=True, exist_ok=True)
        write_whole(where.script, (Path(package.origin).parent / where.script.name).read_bytes())
    except OSError as error:
        raise InstallError(f"{where.script} kunde inte skrivas: {os_reason(error)}.") from error
    return f"Skrev {where.script}"


def _short(machine: Machine, python: Path) -> str:
    """The path by the machine's own variables, so that å, ä and ö of a user's name stay out of the
    settings file."""
    if machine.system == "Darwin":
        inside = python.is_relative_to(machine.home)
        return f"$HOME/{python.relative_to(machine.home).as_posix()}" if inside else str(python)
    for name in ("LOCALAPPDATA", "APPDATA", "USERPROFILE"):
        base = machine.variable(name)
        if base and python.is_relative_to(base):
            return str(Path(f"%{name}%") / python.relative_to(base))
    return str(python)


def _lines(settings: Mapping[str, str], end: str) -> str:
    """As VBA's `Write #` does: each value in quotes, a pair a line."""
    return "".join(f'"{name}","{value}"{end}' for name, value in settings.items())


def _told(element: str, properties: str) -> str:
    found = re.search(rf"<{element}[^>]*>([^<]*)</{element}>", properties)
    return found[1].strip() if found else ""


def _xlwings_version() -> str:
    try:
        return importlib.metadata.version("xlwings")
    except importlib.metadata.PackageNotFoundError as error:
        raise InstallError(
            "Biblioteket xlwings är inte installerat. Kör: pip install xlplan"
        ) from error


def _unwritable(file: Path, error: OSError, machine: Machine, done: str = "skrivas") -> str:
    if machine.excel_is_open():
        return (
            f"{file} kunde inte {done}, för Excel är öppet. Stäng alla Excelfönster och kör "
            "kommandot igen."
        )
    return f"{file} kunde inte {done}: {os_reason(error)}. Be IT om skrivrätt i mappen."
