"""Kinds of file that are not workbooks, told by their first bytes and their parts."""

from __future__ import annotations

from collections.abc import Collection

from xlplan.reading.refusals import UnreadableError

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "en pdf-fil"),
    (b"\x89PNG", "en bild (png)"),
    (b"\xff\xd8\xff", "en bild (jpg)"),
    (b"GIF8", "en bild (gif)"),
    (b"{\\rtf", "ett rtf-dokument"),
    (b"\x1f\x8b", "en packad fil (gz)"),
    (b"7z\xbc\xaf", "en packad fil (7z)"),
    (b"Rar!", "en packad fil (rar)"),
    (b"SQLite format 3", "en databas"),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "en webbsida (html)"),
    (b"<html", "en webbsida (html)"),
    (b"<?xml", "en xml-fil"),
)
_AGAIN = "spara den som Excel-arbetsbok (.xlsx)"
_WRONG_FILE = "öppna rätt fil, en arbetsbok som slutar på .xlsx"


def not_a_zip(data: bytes) -> UnreadableError:
    """The refusal of bytes that do not begin as a zip file. `data` is not empty."""
    if data.startswith(_OLE):
        return _compound(data)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return _disguised(name)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, name in _MARKUP:
        if start.startswith(magic):
            return UnreadableError(
                "not_a_workbook",
                f"den är {name} med fel filändelse; öppna den i Excel och {_AGAIN}",
            )
    if _is_text(data[:4096]):
        clause = "den är en textfil, kanske csv, med fel filändelse; öppna den i Excel och"
        return UnreadableError("not_a_workbook", f"{clause} {_AGAIN}")
    return UnreadableError(
        "not_a_workbook", f"innehållet är inte en Excel-arbetsbok; {_WRONG_FILE}"
    )


def not_a_workbook(parts: Collection[str]) -> UnreadableError:
    """The refusal of a zip file with these parts (lower case)."""
    if "word/document.xml" in parts:
        return _disguised("ett Word-dokument")
    if "ppt/presentation.xml" in parts:
        return _disguised("en PowerPoint-presentation")
    if "xl/workbook.bin" in parts:
        return _other_format(".xlsb")
    if "content.xml" in parts and "mimetype" in parts:
        return _other_format("OpenDocument (.ods)")
    return UnreadableError(
        "not_a_workbook",
        f"den är en packad fil (zip) utan arbetsbok; packa upp den eller {_WRONG_FILE}",
    )


def _disguised(name: str) -> UnreadableError:
    return UnreadableError("not_a_workbook", f"den är {name} med fel filändelse; {_WRONG_FILE}")


def _other_format(name: str) -> UnreadableError:
    return UnreadableError(
        "not_a_workbook", f"den är sparad i formatet {name}; öppna den i Excel och {_AGAIN}"
    )


def _compound(data: bytes) -> UnreadableError:
    """An OLE file: Office before 2007, or the shell around an encrypted workbook. Its streams are
    named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableError(
            "encrypted",
            "den är skyddad med lösenord; ta bort lösenordet i Excel (Arkiv – Info – Skydda "
            "arbetsbok) och spara",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return _disguised("ett Word-dokument i äldre format")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return UnreadableError(
            "old_format", f"den är sparad i det äldre formatet .xls; öppna den i Excel och {_AGAIN}"
        )
    return UnreadableError(
        "not_a_workbook", f"den är en fil från ett äldre Office-program; {_WRONG_FILE}"
    )


def _is_text(sample: bytes) -> bool:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in sample)
