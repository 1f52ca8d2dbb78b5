"""Peak memory of a command with all its processes, from Linux's /proc."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from sides import as_users

PROC = Path("/proc")
PAUSE = 0.05
"""Seconds between two looks: a worker's memory grows over many times that."""


def available() -> bool:
    return (PROC / "self" / "smaps_rollup").exists()


def peak(command: Sequence[str | Path]) -> float:
    """Highest MiB held at one moment by the command and its descendants; pages that they share
    count once."""
    words, nothing = list(map(str, command)), subprocess.DEVNULL
    process = subprocess.Popen(words, env=as_users(), stdout=nothing, stderr=nothing)
    highest = 0.0
    while process.poll() is None:
        highest = max(highest, sum(map(_held, _tree(process.pid))))
        time.sleep(PAUSE)
    return highest


def _tree(root: int) -> list[int]:
    pids = [root]
    for pid in pids:  # grows while it is walked
        pids += _children(pid)
    return pids


def _children(pid: int) -> list[int]:
    try:
        tasks = list((PROC / str(pid) / "task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (OSError, ValueError):
        return []  # ended in between


def _held(pid: int) -> float:
    """MiB by proportional set size."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
