"""Run by the Python that LibreOffice brings: opens xlplan.xlam and runs its buttons in LibreOffice
Basic.

Arguments: the add-in, the port, the tags. Prints JSON: the modules read, and for each tag the
    Python that a click runs.
LibreOffice compiles neither xlwings' module nor Dictionary, so these are replaced by one that keeps
what it is given.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

STUB = """
Public Last As String
Public Function RunPython(command As String)
    Last = command
End Function
Public Function GetConfig(key As String, Optional fallback As String) As Variant
    GetConfig = "INTERPRETER"
End Function
Public Function WScript() As Object
End Function
Public Function Clicked(tag As String) As String
    Last = ""
    XlplanStart tag
    Clicked = Last
End Function
"""


def main(addin: Path, port: str, tags: list[str]) -> None:
    context = connected(port)
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    book = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(str(addin)),
        "_blank",
        0,
        (
            PropertyValue(Name="Hidden", Value=True),
            PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 VBA XML"),
            PropertyValue(Name="MacroExecutionMode", Value=4),
        ),
    )
    library = book.BasicLibraries.getByName("Xlplan")
    modules = sorted(library.ElementNames)
    library.removeByName("Dictionary")
    library.replaceByName(
        "xlwings", STUB.replace("INTERPRETER", sys.executable)
    )  # Basic looks itself whether a file exists
    scripts = book.getScriptProvider()

    def run(module: str, function: str, tag: str) -> Any:
        url = f"vnd.sun.star.script:Xlplan.{module}.{function}?language=Basic&location=document"
        return scripts.getScript(url).invoke((tag,), (), ())[0]

    commands = {tag: run("RibbonXlplan", "XlplanCommand", tag) for tag in tags}
    clicked = {tag: run("xlwings", "Clicked", tag) for tag in tags if commands[tag]}
    print(json.dumps({"modules": modules, "commands": commands, "clicked": clicked}))
    book.close(True)
    desktop.terminate()


def connected(port: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(120):
        try:
            return resolver.resolve(
                f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
            )
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:])
