r"""A file that starts a watch when it is double-clicked: `.cmd` for Windows, `.command` for macOS,
`.sh` elsewhere.

It holds whole paths, so that it may be moved to the desktop. In a `.cmd` every argument stands in
quotation marks, where `&`, `^` and blanks mean nothing to cmd.exe; only `%` does, and is doubled.
`-P` keeps Python from importing files that happen to lie in the folder that the window opens in.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from xlplan.actions.watch.checks import Watch
from xlplan.checking.batch import ordered_pack
from xlplan.whole_file import whole_file

_MARK = "xlplan watch --shortcut"
"""Stands in the file, so that only such a file is written over."""


def shortcut_of(wish: Watch) -> Path:
    """Write the file that starts such a watch, and give its path.

    Raises PackError for a pack that cannot be used, which is told now and not at each double click;
    FileExistsError where another file has its name, and OSError.
    """
    order = wish.order
    ordered_pack(order)
    options = [f"--format={format}" for format in wish.formats]
    options += [f"--select={code}" for code in order.select]
    options += [f"--ignore={code}" for code in order.ignore]
    options += [f"--phase={order.phase}"] if order.phase else []
    options += [f"--register={absolute(order.register)}"] if order.register else []
    options += [f"--pack={absolute(order.pack)}"] if order.pack else []
    options += ["--poll"] if wish.poll else []
    return write_shortcut(wish.folder, options)


def write_shortcut(folder: Path, options: Sequence[str], platform: str = sys.platform) -> Path:
    """Write the file in the folder that it watches, and give its path. `options` go to `xlplan
    watch` before it.

    Raises FileExistsError where another file has its name, and OSError.
    """
    folder = absolute(folder)
    suffix, content = _content(
        platform, [*_interpreter(), "watch", *options, "--", os.fspath(folder)]
    )
    out = folder / f"{f'Bevaka {folder.name}'.strip()}{suffix}"
    if out.exists() and _MARK.encode() not in out.read_bytes():
        raise FileExistsError(out)
    with whole_file(out) as unfinished:
        unfinished.write_bytes(content)
    if suffix != ".cmd":
        out.chmod(out.stat().st_mode | 0o111)
    return out


def absolute(path: Path) -> Path:
    """Without following links: a network drive's letter, or a link, stays what it is."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows them


def _interpreter() -> list[str]:
    """The command that runs this xlplan: its own Python, with a window if this one has none."""
    python = Path(sys.executable)
    with_window = python.with_name(re.sub(r"(?i)^pythonw", "python", python.name))
    return [os.fspath(with_window), "-P", "-m", "xlplan"]


def _content(platform: str, command: Sequence[str]) -> tuple[str, bytes]:
    if platform == "win32":
        lines = [
            "@echo off",
            f"rem {_MARK}",
            "chcp 65001 >nul",  # before any line with å, ä or ö; this file is UTF-8
            "title xlplan",
            " ".join(map(for_cmd, command)),
            "pause",
        ]
        return ".cmd", "".join(f"{line}\r\n" for line in lines).encode()
    wait = "printf '\\nTryck på retur för att stänga fönstret. '; read -r _"
    lines = ["#!/bin/sh", f"# {_MARK}", shlex.join(command), wait]
    return (".command" if platform == "darwin" else ".sh"), os.fsencode(
        "".join(f"{line}\n" for line in lines)
    )


def for_cmd(argument: str) -> str:
    r"""One argument as cmd.exe and the program's own reading of its command line take it: `C:\50
    %\` -> `"C:\50 %%\\"`. Backslashes before a quotation mark are doubled; a name in Windows holds
    no quotation mark."""
    if '"' in argument or "\n" in argument:
        raise ValueError(f"no argument of a batch file: {argument!r}")
    backslashes = len(argument) - len(argument.rstrip("\\"))
    return '"' + argument.replace("%", "%%") + "\\" * backslashes + '"'
