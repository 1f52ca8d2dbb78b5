"""The add-in file: fresh, the same bytes every time, readable by other programs, and its buttons
run what they say."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication

from xlplan.ribbon import BUTTONS, FILE, building, folder
from xlplan.ribbon.installing import parse_addin, read_addin

BUILT = Path(__file__).parents[1] / "workbooks" / "tillagg" / FILE
CUSTOM_UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
ALLOWED = {
    "customUI": set(),
    "ribbon": set(),
    "tabs": set(),
    "tab": {"id", "label", "keytip"},
    "group": {"id", "label"},
    "button": {
        "id",
        "tag",
        "label",
        "keytip",
        "size",
        "imageMso",
        "onAction",
        "screentip",
        "supertip",
    },
}
"""The elements of the ribbon and their attributes, all in Microsoft's schema customUI of 2006."""


def test_the_built_file_is_fresh_and_the_same_every_time() -> None:
    assert building.build() == building.build()
    assert BUILT.read_bytes() == building.build(), (
        "run: xlplan addin build --out workbooks/tillagg/xlplan.xlam"
    )
    assert folder() == BUILT.parent


def test_building_and_xlwings_need_nothing_of_xlwings_pro() -> None:
    blocked = """
import hashlib, sys
class NoPro:
    def find_spec(self, name, path=None, target=None):
        if name == "xlwings.pro" or name.startswith("xlwings.pro."):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, NoPro())
import xlwings
from xlplan.ribbon.building import build
assert not xlwings.__pro__ and not any(name.startswith("xlwings.pro") for name in sys.modules)
print(hashlib.sha256(build()).hexdigest())
"""
    done = subprocess.run(
        [sys.executable, "-c", blocked], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == hashlib.sha256(BUILT.read_bytes()).hexdigest(), done.stderr


def test_the_command_line_starts_without_xlwings() -> None:
    told = (
        "import sys, xlplan.cli.main; print('xlwings' in sys.modules, 'xlplan.ribbon.building' "
        "in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout.strip()
        == "False False"
    )


@pytest.fixture(scope="module")
def modules() -> dict[str, str]:
    """The source of the modules as oletools reads them, in a process of its own: it warns of its
    own libraries."""
    code = (
        "import json, sys; from oletools.olevba import VBA_Parser as P; print(json.dumps({m[2]: "
        "m[3] for m in "
    )
    code += "P(sys.argv[1]).extract_macros()}))"
    command = [sys.executable, "-W", "ignore", "-c", code, str(BUILT)]
    told: dict[str, str] = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
    )
    return told


def test_another_program_reads_our_modules_back(modules: dict[str, str]) -> None:
    found = modules
    assert set(found) == {
        "ThisWorkbook.cls",
        "Dictionary.cls",
        "RibbonXlplan.bas",
        "Sheet2.cls",
        "xlwings.bas",
    }
    ours = found["RibbonXlplan.bas"]
    assert ours.replace("\r\n", "\n") == (BUILT.parent / "RibbonXlplan.bas").read_text("ascii")
    assert "xlplan.addin" in ours and "Public Sub XlplanRun(control As IRibbonControl)" in ours
    xlwings = found["xlwings.bas"]
    assert 'PROJECT_NAME As String = "xlplan"' in xlwings
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in xlwings
    assert all(code.count("\n") == code.count("\r\n") for code in found.values())


def test_no_workbook_says_which_program_is_run(modules: dict[str, str]) -> None:
    """xlwings lets a sheet of the open book, or a file beside it, name the interpreter; the add-in
    does not."""
    xlwings = modules["xlwings.bas"]
    settings = xlwings.split("Function GetConfig(")[1].split("End Function")[0]
    assert settings.count("If False Then") == 2
    assert "If SheetExists(ActiveWorkbook" not in settings
    python_sheets = xlwings.split("Function RunPython(")[1].split("Next i")[0]
    assert "If False Then" in python_sheets and ".py" not in python_sheets


def test_nothing_needs_repair_and_the_template_s_author_is_not_named() -> None:
    assert pytest.importorskip("openxml_audit").OpenXmlValidator().validate(str(BUILT)).errors == []
    with zipfile.ZipFile(BUILT) as parts:
        everything = b"".join(
            parts.read(name) for name in parts.namelist() if name != "xl/vbaProject.bin"
        )
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in parts.infolist()} == {zipfile.ZIP_STORED}
        settings = parts.read("xl/worksheets/sheet1.xml").decode()
        assert b'name="xlplan.conf"' in parts.read("xl/workbook.xml")
    assert b"elix" not in everything and b"absPath" not in everything
    assert (
        ">ADD_WORKBOOK_TO_PYTHONPATH<" in settings
        and ">False<" in settings
        and "INTERPRETER" not in settings
    )
    held = read_addin(BUILT)
    assert held is not None and not held.signed and held.xlwings


def ribbon() -> Any:
    with zipfile.ZipFile(BUILT) as parts:
        return etree.fromstring(parts.read("customUI/customUI.xml"))


def test_the_ribbon_has_only_what_excel_knows_and_every_key_tip_once() -> None:
    elements = list(ribbon().iter(etree.Element))
    for element in elements:
        name = element.tag.removeprefix(CUSTOM_UI)
        assert element.tag.startswith(CUSTOM_UI)
        assert set(element.attrib) <= ALLOWED[name], name
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    buttons = [element for element in elements if element.tag == f"{CUSTOM_UI}button"]
    keytips = [button.get("keytip") for button in buttons]
    assert len(keytips) == len(set(keytips)) and all(
        tip.isalpha() and len(tip) <= 3 for tip in keytips
    )
    assert [button.get("label") for button in buttons] == [
        "Validera",
        "Rätta",
        "Månadskontroll",
        "Skapa rapport",
        "Öppna handboken",
    ]
    for button in buttons:
        assert set(button.attrib) == ALLOWED["button"]
        assert button.get("onAction") == "RibbonXlplan.XlplanRun"
        assert all(len(button.get(text)) <= 1024 for text in ("label", "screentip", "supertip"))
    assert sorted(button.get("tag") for button in buttons) == sorted(BUTTONS)


def test_each_button_is_a_function_of_the_addin_module() -> None:
    module = Path(__file__).parents[1] / "xlplan" / "addin.py"
    functions = {
        node.name
        for node in ast.parse(module.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert set(BUTTONS) <= functions


XLWINGS_STUB = """
Public Last As String
Public Shelled As String
Public Interpreter As String
Public There As Boolean
Public Refused As Boolean
Public Function RunPython(s As String)
    If Refused Then Err.Raise 70, , "Permission denied"
    Last = s
End Function
Public Function GetConfig(key As String, Optional default As String = "") As Variant
    GetConfig = IIf(key = "INTERPRETER_WIN" Or key = "INTERPRETER_MAC", Interpreter, "")
End Function
Public Function FileExists(ByVal file As String) As Boolean
    FileExists = There
End Function
Public Function WScript() As Object
    Set WScript = New FakeShell
End Function
Public Sub Installed(python As String, found As Boolean, stopped As Boolean)
    Interpreter = python
    There = found
    Refused = stopped
End Sub
"""
SHELL_STUB = """
Public Function Run(command As String, window As Integer, waits As Boolean) As Integer
    Shelled = command
    Run = IIf(Refused, 1, 0)
End Function
"""
CONTROL_STUB = "Public Tag As String\nPublic ID As String\n"
CLICK = """
Public Sub Click(name As String)
    Dim control As New FakeControl
    control.Tag = name
    XlplanRun control
End Sub
"""
PYTHON = "C:\\xlplan\\pythonw.exe"


class Clicked:
    """Our VBA run in an interpreter of VBA, with xlwings' module and the shell standing in."""

    def __init__(self, mac: bool = False) -> None:
        with ExcelFile(BUILT) as file:
            source = file.get_module("RibbonXlplan")
        if mac:
            source = source.replace("#If Mac Then", "#If True Then").replace(
                "#If Not Mac Then", "#If False Then"
            )
        self.app = ExcelApplication()
        for name, code, kind in (
            ("RibbonXlplan", source, "standard"),
            ("xlwings", XLWINGS_STUB, "standard"),
            ("FakeShell", SHELL_STUB, "class"),
            ("FakeControl", CONTROL_STUB, "class"),
            ("Clicks", CLICK, "standard"),
        ):
            lines = code.strip().replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n"
            self.app.add_module(lines, name=name, **({"kind": "class"} if kind == "class" else {}))
        self.installed(PYTHON, found=True)

    def installed(self, python: str, *, found: bool, stopped: bool = False) -> None:
        self.app.run("Installed", python, found, stopped)

    def click(self, tag: str) -> None:
        self.app.run("Click", tag)

    @property
    def python(self) -> str:
        return str(self.app.evaluate("Last"))

    @property
    def shelled(self) -> str:
        return str(self.app.evaluate("Shelled"))

    @property
    def said(self) -> list[str]:
        return [dialog[1] for dialog in self.app.dialogs]


@pytest.mark.parametrize("mac", [False, True], ids=["windows", "mac"])
@pytest.mark.parametrize("tag", BUTTONS)
def test_a_button_runs_its_function_of_the_addin_module(tag: str, mac: bool) -> None:
    excel = Clicked(mac)
    excel.app.add_workbook()
    excel.click(tag)
    assert excel.python == f"import xlplan.addin; xlplan.addin.{tag}()"
    assert (excel.shelled, excel.said) == ("", [])


@pytest.mark.parametrize("tag", sorted(set(BUTTONS) - {"handbook"}))
def test_without_a_book_a_button_asks_for_one(tag: str) -> None:
    excel = Clicked()
    excel.click(tag)
    assert excel.said == ["Öppna en arbetsbok först och tryck på knappen igen."]
    assert (excel.python, excel.shelled) == ("", "")


def test_the_handbook_needs_no_book_on_windows() -> None:
    excel = Clicked()
    excel.click("handbook")
    assert excel.shelled == f'"{PYTHON}" -B -c "import xlplan.addin; xlplan.addin.handbook()"'
    assert excel.said == []


def test_a_handbook_that_does_not_open_is_told() -> None:
    excel = Clicked()
    excel.installed(PYTHON, found=True, stopped=True)
    excel.click("handbook")
    assert excel.said == [
        "Handboken gick inte att öppna. Kör xlplan addin status, eller be IT om hjälp."
    ]


def test_the_handbook_asks_for_a_book_on_a_mac() -> None:
    excel = Clicked(mac=True)
    excel.click("handbook")
    assert excel.said == ["Öppna en arbetsbok först och tryck på knappen igen."]


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (
            lambda excel: excel.installed("", found=False),
            "Tillägget vet inte var xlplan finns på datorn. Kör xlplan addin install, eller be IT "
            "om hjälp.",
        ),
        (
            lambda excel: excel.installed(PYTHON, found=False),
            f"Programmet {PYTHON} som kör xlplan finns inte längre. Kör xlplan addin install, "
            f"eller be IT om hjälp.",
        ),
        (
            lambda excel: excel.installed(PYTHON, found=True, stopped=True),
            "Excel fick inte starta xlplan (Permission denied). Inget har ändrats. Be IT köra "
            "xlplan addin status, som "
            "säger vad som hindrar.",
        ),
    ],
    ids=["no settings", "no interpreter", "a policy"],
)
def test_what_stops_a_button_is_told_in_swedish(
    prepare: Callable[[Clicked], None], said: str
) -> None:
    excel = Clicked()
    excel.app.add_workbook()
    prepare(excel)
    excel.click("validate")
    assert excel.said == [said]
    assert excel.python == ""


def test_a_button_of_another_version_runs_nothing() -> None:
    excel = Clicked()
    excel.app.add_workbook()
    excel.click("format_disk")
    assert excel.said == [
        "Knappen format_disk hör till en nyare version. Kör xlplan addin install och starta om "
        "Excel."
    ]
    assert excel.python == ""


def faulty_template(
    tmp_path: Path, change: Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
) -> Path:
    spec = importlib.util.find_spec("xlwings")
    assert spec and spec.origin
    with zipfile.ZipFile(Path(spec.origin).parent / building.TEMPLATE) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    file = tmp_path / building.TEMPLATE
    with zipfile.ZipFile(file, "w") as parts:
        for name, data in change(held).items():
            parts.writestr(name, data)
    return file


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda parts: {k: v for k, v in parts.items() if "customUI" not in k},
            "delen customUI/customUI.xml saknas",
        ),
        (
            lambda parts: (
                parts
                | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b"_myaddin", b"_other")}
            ),
            "finns 0 gånger",
        ),
        (
            lambda parts: parts | {"xl/worksheets/sheet1.xml": b"<worksheet/>"},
            "inställningsbladet ser annorlunda ut",
        ),
    ],
)
def test_another_template_is_refused_with_what_differs(
    change: Any, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = faulty_template(tmp_path, change)
    monkeypatch.setattr(building, "_template", lambda: file)
    with pytest.raises(building.TemplateError, match=told):
        building.build()


def test_another_xlwings_module_is_refused() -> None:
    with pytest.raises(building.TemplateError, match=r"PROJECT_NAME.* finns 0 gånger"):
        building._exchanged("Public Const PROJECT = 1")


def test_a_file_of_somebody_else_is_not_ours() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as parts:
        parts.writestr("docProps/core.xml", "<x><dc:title>Something</dc:title></x>")
    assert parse_addin(other.getvalue()) is None
    assert parse_addin(b"not a zip") is None
