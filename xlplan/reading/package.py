"""The parts of a workbook file: a zip of XML parts that point at each other.

Everything later steps see comes out of here, unpacked within limits and proved by size and
checksum; the zip file itself is handed to nobody else.

Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

from xlplan.reading.file_kind import not_a_workbook, not_a_zip
from xlplan.reading.refusals import UnreadableError, damaged, too_large
from xlplan.wording import number

MAX_TOTAL = 400_000_000
"""Bytes of all parts unpacked, as the file declares them."""
MAX_PART = 200_000_000
MAX_PARTS = 20_000

_ENTRY = b"PK\x01\x02"
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ASCII_BASED = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


class Relation(NamedTuple):
    kind: str
    """The last word of the type: "worksheet", "table", "styles" …"""
    target: str
    """The part's name inside the file."""


class Package:
    """A workbook file's parts by name. Raises UnreadableError wherever the file does not hold."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(b"PK"):
            raise not_a_zip(data)
        if data.count(_ENTRY) > MAX_PARTS:
            raise too_large(f"den består av fler än {number(MAX_PARTS)} delar")
        try:
            listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise _cut_off() from None
        self._data = data
        self._parts = {_key(info.filename): info for info in listed}
        if (
            any(info.file_size > MAX_PART for info in self._parts.values())
            or self._declared() > MAX_TOTAL
        ):
            raise too_large(f"den blir större än {MAX_PART // 1_000_000} MB när den packas upp")
        self.workbook = self._find_workbook()

    @property
    def names(self) -> Collection[str]:
        """All parts, in lower case."""
        return self._parts.keys()

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def xml(self, name: str) -> bytes:
        """A part as UTF-8 without byte order mark and without a document type. b"" if there is no
        such part."""
        if _key(name) not in self._parts:
            return b""
        return _as_utf8(self._unpacked(self._parts[_key(name)]), name)

    def entries(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Every part as it was packed, in its order, with its content. Raises UnreadableError."""
        for info in self._parts.values():
            yield info, self._unpacked(info)

    def packed(self, info: zipfile.ZipInfo) -> bytes:
        """A part's content as it stands in the file, packed. Raises UnreadableError."""
        try:
            name, extra = struct.unpack_from("<HH", self._data, info.header_offset + 26)
        except struct.error:
            raise _cut_off() from None
        start = info.header_offset + 30 + name + extra
        return self._data[start : start + info.compress_size]

    def root(self, name: str) -> Element:
        """A small part as an element tree; an empty element if there is no such part."""
        data = self.xml(name)
        return parsed(data, name) if data else Element("none")

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part points at inside the file, by relation id."""
        folder, file = posixpath.split(name)
        if f"{folder}/_rels/{file}.rels" not in self:
            return {}
        return {
            element.get("Id", ""): Relation(
                element.get("Type", "").rsplit("/", 1)[-1],
                _joined(folder, element.get("Target", "")),
            )
            for element in self.root(f"{folder}/_rels/{file}.rels")
            if element.get("TargetMode") != "External"
        }

    def target_outside(self, name: str) -> str:
        """The address outside the file that the part stands for, such as another workbook's path;
        "" without one."""
        folder, file = posixpath.split(name)
        relations = self.root(f"{folder}/_rels/{file}.rels")
        return next(
            (e.get("Target", "") for e in relations if e.get("TargetMode") == "External"), ""
        )

    def _declared(self) -> int:
        return sum(info.file_size for info in self._parts.values())

    def _find_workbook(self) -> str:
        relations = self.relations("").values()
        for name in (
            *(target for kind, target in relations if kind == "officeDocument"),
            "xl/workbook.xml",
        ):
            if name in self:
                return name
        raise not_a_workbook(self.names)

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise UnreadableError(
                "encrypted", "den är packad med lösenord; packa upp den och spara den utan lösenord"
            )
        try:
            content = self._inflated(info)
        except zlib.error:
            raise _cut_off() from None
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise _cut_off()
        return content

    def _inflated(self, info: zipfile.ZipInfo) -> bytes:
        """At most one byte more than the declared size, whatever the file holds: a false size
        shows, and costs nothing.

        A third of the time of `ZipFile.read`, which is made for files that do not fit in memory.
        """
        packed = self.packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            return packed
        if info.compress_type == zipfile.ZIP_DEFLATED:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
        raise zlib.error("a way of packing that no spreadsheet program uses")


def parsed(data: bytes, name: str) -> Element:
    """XML as a tree. Raises UnreadableError, naming the part."""
    try:
        return fromstring(data)
    except (ParseError, ValueError):
        raise damaged(f"filens inre ({name})") from None


def _cut_off() -> UnreadableError:
    return UnreadableError(
        "damaged",
        "den är skadad eller bara delvis hämtad; hämta filen igen eller ta en äldre kopia",
    )


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _joined(folder: str, target: str) -> str:
    target = unquote(target) if "%" in target else target
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/")


def _as_utf8(data: bytes, name: str) -> bytes:
    encoding = ""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    elif (declared := _DECLARED.match(data[:200])) and declared[1].lower() not in _ASCII_BASED:
        encoding = declared[1].decode("ascii")
    if encoding:
        try:
            data = _DECLARATION.sub("", data.decode(encoding), count=1).encode()
        except (LookupError, UnicodeError):
            raise damaged(f"filens inre ({name})") from None
    # never written by a spreadsheet program; entities could unpack without end
    if b"<!DOCTYPE" in data:
        raise damaged(f"filens inre ({name})")
    return data
