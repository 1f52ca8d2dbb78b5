"""Accessibility faults of a Word document, plain from the file itself.

The sentences are Swedish and for whoever owns the document: what stands where, and what to do. Only
what is plain from the file is told; a document without faults here is no proof that it is
accessible.

Source: EN 301 549 chapter 10 (documents that are not web pages), which takes over WCAG 2.1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from xlplan.report.word.document_styles import DocumentStyles
from xlplan.report.word.faults_headings import contents_faults, imitations, level_faults
from xlplan.report.word.faults_objects import empty_paragraphs, picture_faults, table_faults
from xlplan.report.word.xml import Element, W, style_of

_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def faults(data: bytes) -> list[str]:
    """The faults of a docx, given as its bytes. Raises zipfile.BadZipFile, KeyError and lxml's
    errors for what is no docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name: etree.fromstring(package.read(name))
            for name in sorted(package.namelist())
            if re.fullmatch(
                r"word/(document|styles|header\d*|footer\d*)\.xml|docProps/core\.xml", name
            )
        }
    body = parts["word/document.xml"]
    styles = DocumentStyles(parts.get("word/styles.xml"))
    return [
        *_language(styles),
        *_title(parts.get("docProps/core.xml")),
        *level_faults(body, styles),
        *imitations(body, styles),
        *contents_faults(body, styles),
        *table_faults(body),
        *(fault for name, part in parts.items() for fault in picture_faults(part, name)),
        *empty_paragraphs(body),
        *_unknown_styles(body, styles),
    ]


def _language(styles: DocumentStyles) -> Iterator[str]:
    said = styles.language()
    if not said.casefold().startswith("sv"):
        what = f"är {said}" if said else "är inte angivet"
        yield (
            f"Dokumentets språk {what}, så skärmläsare läser det inte på svenska. Välj svenska "
            f"(Granska – Språk)."
        )


def _title(core: Element | None) -> Iterator[str]:
    if core is None or not (core.findtext(_TITLE) or "").strip():
        yield "Dokumentet har ingen titel i sina egenskaper. Skriv en (Arkiv – Info – Titel)."


def _unknown_styles(body: Element, styles: DocumentStyles) -> Iterator[str]:
    for id in sorted({style_of(p) for p in body.iter(W + "p")} - styles.by_id.keys() - {""}):
        yield (
            f"Formatmallen ”{id}” används men finns inte i dokumentet. Välj en annan för de "
            f"styckena."
        )
