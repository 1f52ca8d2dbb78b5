"""Builds xlplan.xlam from xlwings' own template (its BSD part), without Excel: the same bytes on
every run and machine.

Only source is exchanged: the template has no compiled VBA, so Excel compiles what it reads
([MS-OVBA] 2.3.4.1). Whatever is to be exchanged must stand in the template exactly once; else the
template is another, and is refused.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import re
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from xlplan.ribbon import PROJECT, TITLE, folder
from xlplan.version import __version__
from xlplan.whole_file import write_whole

TEMPLATE = "quickstart_addin_ribbon.xlam"
MODULE = "RibbonXlplan"
SETTINGS = {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}
"""The add-in's own settings sheet, which goes before the user's file: no Python beside a workbook
is ever imported."""
_COMMENT = " 'Changed by xlplan: a workbook, or a file beside it, never says which program is run"
_CHANGES = (
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    (
        'If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then',
        "If False Then" + _COMMENT,
    ),
    ('If source = "" Or source = "directory" Then', "If False Then" + _COMMENT),
    (
        'If Right$(sht.Name, 3) = ".py" Then\n                uses_embedded_code = True',
        f"If False Then{_COMMENT}\n                uses_embedded_code = True",
    ),
    (
        '-c ""import xlwings.utils;',
        # before xlwings, which imports polars
        '-c ""import xlplan.startup;xlplan.startup.start();import xlwings.utils;',
    ),
    ('Application.StatusBar = "Running..."', 'Application.StatusBar = "xlplan arbetar ..."'),
    (
        "\"To enable RunPython, please run 'xlwings runpython install' in a terminal once and try "
        'again."',
        '"K" & ChrW(246) & "r xlplan addin install i en terminal och f" & ChrW(246) & "rs" & '
        'ChrW(246) & "k igen."',
    ),
    (
        '"Press Ctrl+C to copy this message to the clipboard."',
        '"Tryck Ctrl+C f" & ChrW(246) & "r att kopiera texten."',
    ),
)
"""What is exchanged in xlwings' VBA, each standing there once."""


Source = TypeVar("Source", str, bytes)


class TemplateError(Exception):
    """xlwings' template is another than expected, or what builds is not installed; the text says
    so, in Swedish."""


def write(out: Path) -> None:
    """Build the add-in. Raises TemplateError or OSError."""
    write_whole(out, build())


def build() -> bytes:
    """The add-in as a file's bytes. Raises TemplateError."""
    template = _template()
    with zipfile.ZipFile(template) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    for name, change in (
        ("xl/vbaProject.bin", lambda _: _project(template)),
        ("customUI/customUI.xml", lambda _: _lines(folder() / "customUI.xml", "\n").encode()),
        ("xl/workbook.xml", _workbook),
        ("xl/worksheets/sheet1.xml", _settings),
        ("docProps/core.xml", lambda _: _properties().encode()),
    ):
        if name not in held:
            raise TemplateError(_changed(f"delen {name} saknas"))
        held[name] = change(held[name])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for name, data in held.items():
            # Stored and not compressed: compressors differ between machines, and the file is small.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.external_attr = 0o600 << 16
            parts.writestr(info, data, zipfile.ZIP_STORED)
    return packed.getvalue()


def _template() -> Path:
    """xlwings' template file; xlwings itself is not imported."""
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise TemplateError("Biblioteket xlwings är inte installerat. Kör: pip install xlplan")
    template = Path(found.origin).parent / TEMPLATE
    if not template.is_file():
        raise TemplateError(_changed(f"filen {TEMPLATE} saknas"))
    return template


def _project(template: Path) -> bytes:
    """The template's VBA project with our module and name, and xlwings' module changed in few
    places."""
    try:
        from pyopenvba import ExcelFile  # type: ignore[import-untyped, unused-ignore]
    except ModuleNotFoundError as error:
        raise TemplateError(
            'Att bygga tillägget kräver pyOpenVBA. Kör: pip install "xlplan[addin]"'
        ) from error
    with tempfile.TemporaryDirectory() as scratch:
        changed = Path(scratch) / TEMPLATE
        with ExcelFile(template) as book:
            names = sorted(book.module_names())
            if names != ["Dictionary", "RibbonMyAddin", "Sheet2", "ThisWorkbook", "xlwings"]:
                raise TemplateError(_changed(f"modulerna är {', '.join(names)}"))
            book.vba_project().rename_module("RibbonMyAddin", MODULE)
            book.set_module(MODULE, _lines(folder() / f"{MODULE}.bas", "\r\n"))
            book.set_module("xlwings", _exchanged(book.get_module("xlwings")).replace("\n", "\r\n"))
            book.save(changed)
        with zipfile.ZipFile(changed) as parts:
            return _renamed(parts.read("xl/vbaProject.bin"))


def _exchanged(source: str) -> str:
    """xlwings' module with `_CHANGES`; lines end in \\n, as pyOpenVBA gives them."""
    source = source.replace("\r\n", "\n")
    for old, new in _CHANGES:
        source = _once(source, old, new)
    return source


def _renamed(project: bytes) -> bytes:
    """The VBA project under our name, in the two streams that tell it; and no compiled code in
    it."""
    from pyopenvba.cfb import CFB  # type: ignore[import-untyped, unused-ignore]
    from pyopenvba.vba import compress, decompress  # type: ignore[import-untyped, unused-ignore]

    def record(name: bytes) -> bytes:
        """PROJECTNAME of the stream VBA/dir: id 4, length, name."""
        return struct.pack("<HI", 4, len(name)) + name

    streams: Any = CFB.from_bytes(project)
    told = _once(streams.get_stream("PROJECT"), b'Name="MyAddin"', b'Name="Xlplan"')
    streams.write_stream("PROJECT", told)
    listing: bytes = decompress(streams.get_stream_in_storage("VBA", "dir"))
    listing = _once(listing, record(b"MyAddin"), record(b"Xlplan"))
    streams.write_stream_in_storage("VBA", "dir", compress(listing))
    if streams.get_stream_in_storage("VBA", "_VBA_PROJECT")[:4] != b"\xcc\x61\xff\xff":
        raise TemplateError(_changed("den innehåller kompilerad kod"))
    built: bytes = streams.to_bytes()
    return built


def _workbook(part: bytes) -> bytes:
    """The workbook part with our settings sheet, and without the path on its author's machine."""
    part = _once(part, b'name="_myaddin.conf"', f'name="{PROJECT}.conf"'.encode())
    return re.sub(rb"<mc:AlternateContent.*?</mc:AlternateContent>", b"", part, flags=re.DOTALL)


def _settings(part: bytes) -> bytes:
    """The settings sheet: a row a setting, name and value as texts."""
    rows = "".join(
        f'<row r="{row}">{_cell(f"A{row}", name)}{_cell(f"B{row}", value)}</row>'
        for row, (name, value) in enumerate(SETTINGS.items(), 1)
    )
    part = re.sub(
        rb'<dimension ref="[^"]*"', f'<dimension ref="A1:B{len(SETTINGS)}"'.encode(), part, count=1
    )
    found: list[bytes] = re.findall(rb"<sheetData>.*?</sheetData>", part, flags=re.DOTALL)
    if len(found) != 1:
        raise TemplateError(_changed("inställningsbladet ser annorlunda ut"))
    return _once(part, found[0], f"<sheetData>{rows}</sheetData>".encode())


def _cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _properties() -> str:
    """The file's properties: what it is and which versions it is made of; the template's author is
    not ours to name."""
    made = "2026-01-01T00:00:00Z"  # fixed: the same file whenever it is built
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{TITLE}</dc:title><dc:creator>xlplan</dc:creator>"
        f"<cp:keywords>xlwings {importlib.metadata.version('xlwings')}</cp:keywords>"
        "<dc:description>Fliken Verksamhetsplan: granskar planeringsböcker och gör rapporter av "
        "dem.</dc:description>"
        "<cp:lastModifiedBy>xlplan</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        f"<cp:version>{escape(__version__)}</cp:version></cp:coreProperties>"
    )


def _once(source: Source, old: Source, new: Source) -> Source:
    """Exchange what must stand there exactly once. Raises TemplateError."""
    if source.count(old) != 1:
        raise TemplateError(_changed(f"texten {old!r} finns {source.count(old)} gånger"))
    return source.replace(old, new)


def _changed(what: str) -> str:
    version = importlib.metadata.version("xlwings")
    return (
        f"Mallen i xlwings {version} är inte den som tillägget byggs av: {what}. Bygg med en "
        f"tidigare xlwings."
    )


def _lines(source: Path, end: str) -> str:
    """A source file with the line ends given, whatever git made of them."""
    return source.read_text(encoding="utf-8").replace("\n", end)
