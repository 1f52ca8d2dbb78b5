"""The docx as LibreOffice opens it: as many headings of each level and as many tables as the report
has."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from xlplan.actions.drafting import report_title
from xlplan.actions.report_pack import outlines
from xlplan.checking.batch import pack_of
from xlplan.reading import read_book
from xlplan.report.blocks import Block, Contents, Heading, Table
from xlplan.report.compose import blocks
from xlplan.report.word.file import docx
from xlplan.tables import content, kind_of, of_kind

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
BOOKS = {
    "VP": SAMPLES / "enheter" / "kafe-bryggan.xlsx",
    "T1": SAMPLES / "tertial1" / "kafe-bryggan.xlsx",
    "T2": SAMPLES / "tertial2" / "kafe-bryggan.xlsx",
    "VB": SAMPLES / "bokslut" / "kafe-bryggan.xlsx",
    "nämnd": SAMPLES / "namnd" / "norrstrand.xlsx",
}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass(frozen=True)
class Opened:
    blocks: list[Block]
    document: etree._Element
    """The report in LibreOffice's own format, on one sheet of XML."""


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opened]:
    """The reports of all phases and of the board, opened by LibreOffice started once."""
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    made: dict[str, list[Block]] = {}
    for name, path in BOOKS.items():
        book, specs = read_book(path), pack_of(None).specs
        kind = kind_of(book, specs)
        phase = name if kind == "unit" else "VP"
        said = content(book, of_kind(specs, kind))
        outline = next(o for o in outlines(None) if o.book == kind and phase in o.phases)
        made[name] = blocks(said, outline, phase)
        title = report_title(said, phase)
        (folder / f"{name}.docx").write_bytes(
            docx(made[name], title=title, created=datetime(2026, 1, 15))
        )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "fodt",
        "--outdir",
        str(folder),
    ]
    files = [str(folder / f"{name}.docx") for name in BOOKS]
    subprocess.run([*command, *files], capture_output=True, check=True, timeout=240)
    parser = etree.XMLParser(huge_tree=True)
    return {
        name: Opened(made[name], etree.parse(str(folder / f"{name}.fodt"), parser).getroot())
        for name in BOOKS
    }


@pytest.mark.parametrize("name", BOOKS)
def test_libreoffice_finds_every_heading_and_table(name: str, opened: dict[str, Opened]) -> None:
    report = opened[name]
    found = Counter(
        int(h.get(TEXT + "outline-level", "0")) for h in report.document.iter(TEXT + "h")
    )
    assert found == Counter(block.level for block in report.blocks if isinstance(block, Heading))
    assert found[1] > 2
    tables = sum(isinstance(block, Table) for block in report.blocks)
    assert len(list(report.document.iter(TABLE + "table"))) == tables > 4


@pytest.mark.parametrize("name", BOOKS)
def test_the_contents_name_the_headings_and_no_page_that_could_be_wrong(
    name: str, opened: dict[str, Opened]
) -> None:
    """What a reader sees before Word has laid out the pages; a wrong page number is worse than
    none."""
    report = opened[name]
    [contents] = [block for block in report.blocks if isinstance(block, Contents)]
    [index] = list(report.document.iter(TEXT + "table-of-content"))
    body = index.find(TEXT + "index-body")
    assert body is not None
    lines = ["".join(map(str, p.itertext())).strip() for p in body.iter(TEXT + "p")]
    headings = [
        b.text for b in report.blocks if isinstance(b, Heading) and b.level <= contents.levels
    ]
    assert [line for line in lines if line != contents.title] == headings
    assert not any(re.search(r"\t\d+$|\.{3,}", line) for line in lines)
