"""A municipality's own Word file, read and judged as a template for reports before anything is made
with it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

from xlplan.model import PackError

_LARGEST = 200_000_000
"""Bytes of a template unpacked; pictures in it make tens of millions at most."""
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = b"purl.oclc.org/ooxml/wordprocessingml"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SAVE = "Öppna den i Word och spara den som Word-dokument (.docx)"


class WordTemplateError(PackError):
    """A Word file that cannot be used as a template; the text says in Swedish why and what to
    do."""


@dataclass(frozen=True)
class WordTemplate:
    """A template that can be opened: `data` is a docx, also where the file was a dotx."""

    name: str
    data: bytes
    facts: tuple[str, ...]
    """The names of the facts that its fields may ask for."""


def read_word_template(data: bytes, name: str, facts: tuple[str, ...]) -> WordTemplate:
    """The template in a file of that name. Raises WordTemplateError for what is no Word file, is
    damaged, protected by a password, or holds macros: those would follow into every report."""
    if not data:
        raise _refused(name, "är tom", "Hämta en hel kopia")
    if not data.startswith(b"PK"):
        raise _not_a_package(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise _refused(
                    name, "är för stor att läsa", "Komprimera bilderna i den och spara på nytt"
                )
            parts = {part: package.read(part) for part in package.namelist()}
        types = _content_types(parts, name)
        for part in parts:
            if part.endswith((".xml", ".rels")):
                etree.fromstring(parts[part], _parser())
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        etree.LxmlError,
    ) as e:
        raise _damaged(name) from e
    if "macroEnabled" in types or any(part.endswith("vbaProject.bin") for part in parts):
        raise _refused(name, "innehåller makron, som skulle följa med i varje rapport", _SAVE)
    if _STRICT in parts.get("word/document.xml", b""):
        raise _refused(name, "är sparad som strikt Open XML", _SAVE)
    if _TEMPLATE in types:
        parts[_CONTENT_TYPES] = types.replace(_TEMPLATE, _DOCUMENT).encode("utf-8")
        data = _packed(parts)
    template = WordTemplate(name, data, facts)
    _opened(template)
    return template


def _content_types(parts: dict[str, bytes], name: str) -> str:
    if _CONTENT_TYPES not in parts:
        if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
            raise _refused(name, "är ett OpenDocument", _SAVE)
        raise _refused(
            name,
            "är en packad fil (zip) utan Word-dokument",
            "Ange en Word-fil (.docx eller .dotx)",
        )
    # written anew by lxml, so that its text is UTF-8 whatever it was
    types = etree.tostring(etree.fromstring(parts[_CONTENT_TYPES], _parser()), encoding="unicode")
    if "wordprocessingml" not in types and "ms-word" not in types:
        what = "en Excel-arbetsbok" if "spreadsheetml" in types else "en annan sorts fil"
        raise _refused(name, f"är {what}", "Ange en Word-fil (.docx eller .dotx)")
    return types


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), data)
    return written.getvalue()


def _opened(template: WordTemplate) -> None:
    from docx import Document

    try:
        document = Document(io.BytesIO(template.data))
        there = document.element.body is not None and document.styles.element is not None
    except Exception as error:  # python-docx raises what its parts happen to raise
        raise _damaged(template.name) from error
    if not there:
        raise _damaged(template.name)


def _not_a_package(data: bytes, name: str) -> WordTemplateError:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _refused(
                name,
                "är skyddad med lösenord",
                "Ta bort lösenordet i Word (Arkiv – Info – Skydda dokument – Kryptera med "
                "lösenord) och spara",
            )
        if "WordDocument".encode("utf-16-le") in data:
            return _refused(name, "är sparad i det äldre formatet .doc", _SAVE)
    if data.startswith(b"{\\rtf"):
        return _refused(name, "är ett rtf-dokument", _SAVE)
    if data.startswith(b"%PDF"):
        return _refused(
            name, "är en pdf-fil", "Ange Word-filen som den är gjord av (.docx eller .dotx)"
        )
    return _refused(
        name, "är inte en Word-fil", "Ange en fil som Word har sparat som .docx eller .dotx"
    )


def _damaged(name: str) -> WordTemplateError:
    return _refused(
        name,
        "är skadad",
        "Låt Word reparera den när du öppnar den och spara, eller hämta en äldre kopia",
    )


def _refused(name: str, what: str, do: str) -> WordTemplateError:
    return WordTemplateError(f"Mallen {name} {what}. {do}.")
