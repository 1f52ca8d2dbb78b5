"""Parts of the finished package that XlsxWriter has no call for."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlplan.template.grid import FIRST

CORE_END = b"<dc:language>sv-SE</dc:language></cp:coreProperties>"

_FIXED_HEIGHT = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')
_BLANK_RESULT = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v>)(?=</v></c>)')


def finish(content: bytes) -> bytes:
    """The package with its language told, and with data rows that may grow while a person types in
    them."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(out, "w", ZIP_DEFLATED) as finished:
        for part in package.infolist():
            data = package.read(part)
            if part.filename == "docProps/core.xml":
                data = data.replace(b"</cp:coreProperties>", CORE_END)
            elif part.filename.startswith("xl/worksheets/sheet"):
                data = _FIXED_HEIGHT.sub(_grown, data)
                # XlsxWriter leaves it open whether a formula that comes to "" was ever calculated
                data = _BLANK_RESULT.sub(rb'\1 t="str"\2', data)
            finished.writestr(part, data)
    return out.getvalue()


def _grown(row: re.Match[bytes]) -> bytes:
    """A height that holds only until the row's text changes: XlsxWriter can but fix it for ever."""
    return row[1] if int(row[2]) > FIRST else row[0]
