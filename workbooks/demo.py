"""`make demo`: check the sample units, one with faults, and make a report; nothing but xlplan
itself is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "demo"
UNITS, FAULTY = HERE / "exempel" / "enheter", HERE / "exempel" / "fel" / "arsmal-saknas"
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Granska nämndens alla enheter:", ("check", str(UNITS))),
    (
        "Granska en bok där årsmål saknas (listan läggs också i demo/granskning.xlsx):",
        (
            "check",
            str(FAULTY),
            "--fail-on",
            "never",
            "--format",
            "text",
            "--format",
            "xlsx",
            "--output",
            str(OUT / "granskning.xlsx"),
        ),
    ),
    (
        "Gör en enhets verksamhetsplan som Word-dokument:",
        (
            "report",
            str(UNITS / "kafe-bryggan.xlsx"),
            "--phase",
            "VP",
            "--to",
            "docx",
            "--out",
            str(OUT),
        ),
    ),
)


def main() -> int:
    """Run the steps; the exit code is that of the first step that fails."""
    OUT.mkdir(exist_ok=True)
    for what, arguments in STEPS:
        relative = [
            Path(part).relative_to(Path.cwd()).as_posix() if _below(part) else part
            for part in arguments
        ]
        print(f"\n{what}\n$ xlplan {' '.join(relative)}\n", flush=True)
        done = subprocess.run([sys.executable, "-m", "xlplan", *relative], check=False)
        if done.returncode:
            return done.returncode
    print("\nÖppna gärna demo/granskning.xlsx och Word-filen i demo/. Handbok: docs/handbok.md")
    return 0


def _below(part: str) -> bool:
    return Path(part).is_absolute() and Path(part).is_relative_to(Path.cwd())


if __name__ == "__main__":
    sys.exit(main())
