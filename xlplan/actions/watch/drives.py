"""Whether a folder lies on a network drive, where the system does not always tell what others
write."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_REMOTE = 4
"""DRIVE_REMOTE of GetDriveTypeW. Source: Microsoft's documentation of fileapi.h."""
_NETWORK = re.compile(
    r"cifs|smb\w*|nfs\d*|afpfs|webdav|davfs\d*|9p|afs|ncpfs|fuse\.(sshfs|rclone|davfs\w*"
    r"|gvfsd-fuse)"
)
"""File systems that are served by another machine."""
_MAC_MOUNT = re.compile(r"^.+? on (?P<point>/.*) \((?P<type>\w+)[,)]", re.MULTILINE)


def on_network(folder: Path) -> bool:
    """True for a folder that is known to lie on another machine; False where that cannot be
    told."""
    if is_unc(folder):
        return True
    try:
        if sys.platform == "win32":
            import ctypes

            return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == _REMOTE)
        return _NETWORK.fullmatch(_file_system(folder.resolve())) is not None
    except (OSError, subprocess.SubprocessError):
        return False


def is_unc(folder: Path) -> bool:
    r"""`\\server\share\…`, also written `\\?\UNC\server\…`; `\\?\C:\…` is a disk of this
    machine."""
    text = str(folder).replace("/", "\\").upper()
    return text.startswith("\\\\?\\UNC\\") or (
        text.startswith("\\\\") and not text.startswith(("\\\\?\\", "\\\\.\\"))
    )


def _file_system(folder: Path) -> str:
    if sys.platform == "darwin":
        listed = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True
        ).stdout
        return file_system_of(folder, mac_mounts(listed))
    return file_system_of(
        folder,
        linux_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")),
    )


def linux_mounts(listed: str) -> dict[str, str]:
    """/proc/self/mounts as the file system of each mount point; blanks and the like stand there as
    octal codes."""
    rows = [line.split(" ") for line in listed.splitlines()]
    return {
        re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), row[1]): row[2]
        for row in rows
        if len(row) >= 3
    }


def mac_mounts(listed: str) -> dict[str, str]:
    """What macOS' `mount` prints, as the file system of each mount point."""
    return {found["point"]: found["type"] for found in _MAC_MOUNT.finditer(listed)}


def file_system_of(folder: Path, mounts: dict[str, str]) -> str:
    """That of the innermost mount point; "" if none holds the folder."""
    for point in (folder, *folder.parents):
        if found := mounts.get(os.fspath(point)):
            return found
    return ""
