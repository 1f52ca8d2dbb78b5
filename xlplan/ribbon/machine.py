"""The machine that the add-in is installed on. All that differs between systems is behind
`Machine`."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

USER, COMPUTER = "HKCU", "HKLM"
"""The registry's two hives that hold settings and policies."""
_SECONDS = 60
"""How long a program asked may take; a cold start of Python on a network drive is slow."""


class Machine(Protocol):
    """A machine; the tests have one of their own, on which every path can be walked."""

    @property
    def system(self) -> str:
        """ "Windows", "Darwin" or another."""

    @property
    def home(self) -> Path:
        """The user's own folder."""

    @property
    def python(self) -> Path:
        """The Python that is running."""

    @property
    def settings_encoding(self) -> str:
        """How VBA reads a text file here."""

    def variable(self, name: str) -> str:
        """An environment variable, "" if there is none."""

    def registry(self, hive: str, key: str) -> dict[str, object]:
        """A registry key's values by name in lower case; none if the key is missing or may not be
        read."""

    def subkeys(self, hive: str, key: str) -> list[str]:
        """The names of the keys below a registry key."""

    def marked(self, file: Path) -> bool:
        """Whether the system has marked the file as fetched from the internet."""

    def answer(self, command: Sequence[str]) -> str | None:
        """What a program writes on standard output, stripped; None if it is missing, fails or takes
        too long."""

    def excel_is_open(self) -> bool:
        """Whether Excel is running."""


class ThisMachine:
    """The machine that xlplan runs on."""

    system = platform.system()
    home = Path.home()
    python = Path(sys.executable)
    settings_encoding = "mbcs" if sys.platform == "win32" else "utf-8"

    def variable(self, name: str) -> str:
        return os.environ.get(name, "")

    def registry(self, hive: str, key: str) -> dict[str, object]:
        held: dict[str, object] = {}
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(_hive(hive), key) as opened:
                    for number in range(winreg.QueryInfoKey(opened)[1]):
                        name, value, _ = winreg.EnumValue(opened, number)
                        held[name.casefold()] = value
            except OSError:
                return held
        return held

    def subkeys(self, hive: str, key: str) -> list[str]:
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(_hive(hive), key) as opened:
                    return [
                        winreg.EnumKey(opened, number)
                        for number in range(winreg.QueryInfoKey(opened)[0])
                    ]
            except OSError:
                return []
        return []

    def marked(self, file: Path) -> bool:
        if self.system == "Darwin":
            return (
                self.answer(("/usr/bin/xattr", "-p", "com.apple.quarantine", str(file))) is not None
            )
        try:  # an alternate stream of NTFS: zone 3 is the internet, 4 a restricted site
            told = Path(f"{file}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        return "ZoneId=3" in told or "ZoneId=4" in told

    def answer(self, command: Sequence[str]) -> str | None:
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                check=True,
                timeout=_SECONDS,
                encoding="utf-8",
                errors="replace",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()

    def excel_is_open(self) -> bool:
        if self.system == "Darwin":
            return self.answer(("/usr/bin/pgrep", "-x", "Microsoft Excel")) is not None
        told = self.answer(("tasklist", "/FI", "IMAGENAME eq EXCEL.EXE", "/FO", "CSV", "/NH")) or ""
        return "excel.exe" in told.casefold()


if sys.platform == "win32":

    def _hive(name: str) -> int:
        import winreg

        return {USER: winreg.HKEY_CURRENT_USER, COMPUTER: winreg.HKEY_LOCAL_MACHINE}[name]
