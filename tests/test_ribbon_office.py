"""The add-in's buttons in LibreOffice Basic, a second reader and runner of VBA, where it is
installed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from xlplan.ribbon import BUTTONS, FILE, folder

PYTHON = "/usr/bin/python3"
"""The Python of the system, for which distributions build LibreOffice's own module."""


def test_libreoffice_runs_each_button(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    if (
        not Path(PYTHON).exists()
        or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    ):
        pytest.skip("python3-uno is not installed for the system's Python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    running = subprocess.Popen(
        [
            office,
            "--headless",
            "--norestore",
            f"--accept=socket,host=127.0.0.1,port={port};urp;",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    script = Path(__file__).with_name("office_basic.py")
    try:
        command = [PYTHON, str(script), str(folder() / FILE), port, *BUTTONS, "other"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    finally:
        with suppress(ProcessLookupError):  # the script has ended it already
            os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["modules"] == ["Dictionary", "RibbonXlplan", "Sheet2", "ThisWorkbook", "xlwings"]
    expected = {tag: f"import xlplan.addin; xlplan.addin.{tag}()" for tag in BUTTONS}
    assert told["commands"] == expected | {"other": ""}
    assert told["clicked"] == expected
