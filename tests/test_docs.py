"""What is written beside the code is true: the manual is fresh, links lead somewhere, every command
is in it."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from cases import pack

from xlplan import __version__
from xlplan.cli.main import cli
from xlplan.outputs.rules.catalogue import manual_page

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "rules" / "README.md",
    ROOT / "bench" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_the_rules_manual_is_fresh() -> None:
    written = (ROOT / "docs" / "regler.md").read_text(encoding="utf-8")
    assert written == manual_page(pack().rules.values()), "run: make regler"


def test_the_pages_of_the_handbook_button_are_fresh_and_lead_somewhere() -> None:
    spec = importlib.util.spec_from_file_location("sidor", ROOT / "docs" / "sidor.py")
    assert spec and spec.loader
    sidor = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sidor)
    written = {file.stem: file.read_text(encoding="utf-8") for file in sidor.OUT.glob("*.html")}
    assert written.keys() == set(sidor.PAGES), "run: make sidor"
    for name, html in written.items():
        assert html == sidor.page(name), "run: make sidor"
        links = re.findall(r'(?:href|src)="(?!https:|data:)([^"#]*)#?([^"]*)"', html)
        assert [
            link for link, _ in links if link and link.removesuffix(".html") not in written
        ] == []
        for link, part in links:
            assert (
                f'id="{unquote(part)}"' in written[link.removesuffix(".html") or name] or not part
            ), part


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_headings_that_links_lead_to_are_there() -> None:
    for page in PAGES:
        links = re.findall(
            r"\]\((?!https?:|mailto:)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8")
        )
        for link, part in links:
            there = (page.parent / link if link else page).read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.+)$", there, re.M)
            assert part in {_slug(heading) for heading in headings}, f"{page.name}: {link}#{part}"


def _slug(heading: str) -> str:
    return re.sub(r"[^\wåäö-]+", "", heading.casefold().replace(" ", "-"))


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.findall(r"^## (\d\S*) – \d{4}-\d\d-\d\d$", changelog, re.M)[0]
    assert project["version"] == __version__ == newest
    assert changelog.index("## Unreleased") < changelog.index(f"## {newest}")


def test_every_command_is_in_readme_and_handbook() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    handbook = (ROOT / "docs" / "handbok.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"xlplan {name}" in readme
        assert f"xlplan {name}" in handbook or name == "export"


def test_nothing_but_the_agreed_folders_stands_at_the_top() -> None:
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith((".", "__"))
    }
    allowed = {"workbooks", "xlplan", "rules", "tests", "docs", "bench"}
    made = {"demo", "build", "dist", "xlplan.egg-info"}
    assert folders - made == allowed


def test_every_package_and_its_data_is_installed() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "setuptools"
    ]
    places = {
        "xlplan": "xlplan",
        "xlplan_rules": "rules",
        "xlplan.ribbon.files": "workbooks/tillagg",
    }
    assert str(places["xlplan_rules"]) in (ROOT / "setup.py").read_text(encoding="utf-8")
    code = {path.parent for name in ("xlplan", "rules") for path in (ROOT / name).rglob("*.py")}
    migrations = {folder for folder in code if "migrations" in folder.parts}  # data of alembic's
    assert all((folder / "__init__.py").is_file() for folder in code - migrations)
    data = {
        name: [ROOT / places[name] / glob for glob in globs]
        for name, globs in declared["package-data"].items()
    }
    held = {
        file
        for globs in data.values()
        for glob in globs
        for file in ROOT.glob(str(glob.relative_to(ROOT)))
    }
    there = {
        file
        for name in ("xlplan", "rules", "workbooks/tillagg")
        for file in (ROOT / name).rglob("*.*")
    }
    # the web's example is copied by whoever sets up a server, from the project
    there -= set((ROOT / "workbooks/tillagg/webb").rglob("*"))
    assert {file for file in there if file.suffix not in (".py", ".pyc", ".md")} <= held
