"""`make release`: build the wheel and the sdist in dist/, and prove them.

The version is the same wherever it stands, both files are whole, the sdist builds the same wheel,
and the wheel alone, in an environment of its own, makes the demo.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
PLACES = {
    "xlplan": "xlplan",
    "rules": "xlplan_rules",
    "workbooks/tillagg": "xlplan/ribbon/files",
}
"""The folders that are installed, and where."""
NOT_INSTALLED = re.compile(r"(__pycache__|/webb/|\.pyc$|\.md$)")


def version() -> str:
    """Exits if it is not the same in pyproject.toml, the package and the changelog."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    code = (ROOT / "xlplan" / "version.py").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = {
        "pyproject.toml": project["version"],
        "xlplan/version.py": re.findall(r'^__version__ = "(.+)"$', code, re.M)[0],
        "CHANGELOG.md": re.findall(r"^## (\d\S*) – \d{4}-\d\d-\d\d$", changelog, re.M)[0],
    }
    if len(set(told.values())) != 1:
        sys.exit(f"The version is not the same everywhere: {told}")
    return str(project["version"])


def missing(wheel: Path) -> list[str]:
    """The modules and data files of the source that are not in the wheel."""
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"{place}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, place in PLACES.items()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and not NOT_INSTALLED.search(file.relative_to(ROOT).as_posix())
    }
    return sorted(wanted - held)


def differing(one: Path, other: Path) -> list[str]:
    """The files that two wheels do not have alike."""
    first, second = (
        {name: archive.read(name) for name in archive.namelist()}
        for archive in (zipfile.ZipFile(one), zipfile.ZipFile(other))
    )
    return sorted(name for name in first | second if first.get(name) != second.get(name))


def build(what: str, source: Path, out: Path) -> Path:
    _run(sys.executable, "-m", "build", f"--{what}", "--outdir", out, source)
    [made] = out.glob("*.whl" if what == "wheel" else "*.tar.gz")
    return made


def demo(wheel: Path, folder: Path) -> None:
    """The demo with the wheel in an environment of its own, away from the source."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    _run(*pip, "-c", ROOT / "requirements.lock", wheel)
    shutil.copytree(ROOT / "workbooks", folder / "workbooks")
    where = subprocess.run(
        [python, "-c", "import xlplan.excel as e; print(e.__file__)"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    if not (Path(where).parent / "page" / "handbok.html").is_file():
        sys.exit(f"The handbook's pages are not installed beside {where}")
    _run(python, "workbooks/demo.py", cwd=folder)


def main() -> int:
    wanted = version()
    shutil.rmtree(DIST, ignore_errors=True)
    _tidy()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sdist, wheel = build("sdist", ROOT, DIST), build("wheel", ROOT, folder / "of-source")
        shutil.unpack_archive(sdist, folder / "unpacked")
        [unpacked] = (folder / "unpacked").iterdir()
        again = build("wheel", unpacked, folder / "of-sdist")
        if faults := differing(wheel, again):
            sys.exit(f"The sdist builds another wheel: {', '.join(faults)}")
        if faults := missing(wheel):
            sys.exit(f"Missing in the wheel: {', '.join(faults)}")
        shutil.copy2(wheel, DIST)
        _run(sys.executable, "-m", "twine", "check", "--strict", *DIST.iterdir())
        demo(wheel, folder)
    _tidy()
    print(f"\nxlplan {wanted}: {', '.join(sorted(file.name for file in DIST.iterdir()))}")
    return 0


def _tidy() -> None:
    """Removes what setuptools leaves: it packs what an earlier build left, and Python takes its
    metadata for the installed."""
    for left in ("build", "xlplan.egg-info"):
        shutil.rmtree(ROOT / left, ignore_errors=True)


def _run(*command: str | Path, cwd: Path = ROOT) -> None:
    subprocess.run(list(map(str, command)), cwd=cwd, check=True)


if __name__ == "__main__":
    sys.exit(main())
