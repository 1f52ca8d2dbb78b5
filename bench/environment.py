"""The baseline's own environment: pandas, openpyxl and pandera as pinned in requirements.txt."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parent / ".venv-bench"
REQUIREMENTS = HERE / "requirements.txt"


def baseline_python() -> Path:
    """The interpreter of .venv-bench, which is set up the first time and again when the pins
    change."""
    python = interpreter(FOLDER)
    installed = FOLDER / "installed.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not installed.exists() or installed.read_text(encoding="utf-8") != wanted:
        print(f"Setting up {FOLDER.name} with pandas and pandera (once) ...", file=sys.stderr)
        venv.create(FOLDER, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
        installed.write_text(wanted, encoding="utf-8")
    return python


def interpreter(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
