"""The parts of a Word document: XML files in a ZIP archive, read without what such files may do to a reader."""

from __future__ import annotations

from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

import defusedxml
from defusedxml import ElementTree

from sbu_check.documents.reading_result import DocumentTooLarge, UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_SIZE = 100_000_000
"""Bytes of all parts together that are read."""

_PARTS = 10_000

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
}
"""The names that the strict form of the standard has for the same things."""


class Parts:
    """The parts of a document by name. Raises UnreadableDocument for a damaged archive or one that is too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError):
            raise UnreadableDocument("it cannot be read: it is damaged") from None
        members = self._archive.infolist()
        if len(members) > _PARTS or sum(one.file_size for one in members) > _SIZE:
            raise DocumentTooLarge(_LARGE)
        if any(one.flag_bits & 1 for one in members):
            raise UnreadableDocument("it is encrypted and cannot be read without its password")
        self._read = 0
        self.names = tuple(one.filename for one in members)

    def data(self, name: str) -> bytes:
        """The bytes of a part, none for a missing one. Raises UnreadableDocument."""
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as file:
                # The size of a member in the directory of the archive may be wrong.
                found = file.read(_SIZE - self._read + 1)
        except Exception:  # noqa: BLE001 - zipfile and zlib raise many kinds of error for damage
            raise UnreadableDocument("it cannot be read: it is damaged") from None
        self._read += len(found)
        if self._read > _SIZE:
            raise DocumentTooLarge(_LARGE)
        return found

    def tree(self, name: str) -> Element | None:
        """The XML of a part, None for a missing one. Raises UnreadableDocument."""
        data = self.data(name)
        if not data:
            return None
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        try:
            root: Element = ElementTree.fromstring(data, forbid_dtd=True)
        except (ElementTree.ParseError, defusedxml.DefusedXmlException, ValueError):
            raise UnreadableDocument(
                "it cannot be read: a part of it is no XML, or defines entities"
            ) from None
        return root

    def relations(self, name: str) -> Iterator[tuple[str, str, str, bool]]:
        """What a part refers to: id, kind, target, and whether the target is a part of the document."""
        folder = dirname(name)
        root = self.tree(join(folder, "_rels", f"{name.rpartition('/')[2]}.rels"))
        for one in root if root is not None else ():
            target = one.get("Target", "")
            inner = one.get("TargetMode") != "External"
            kind = one.get("Type", "").rpartition("/")[2]
            if inner:
                target = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            yield one.get("Id", ""), kind, target, inner


_LARGE = f"it is larger than what is read, {_SIZE // 1_000_000} MB unpacked"
