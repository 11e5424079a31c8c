"""A PDF document: the text that its pages show, and what else the file holds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pymupdf
import xray

from sbu_check.documents.pdf_hidden import around_document, outside_pages
from sbu_check.documents.pdf_page import PdfPage, read_page, words_of
from sbu_check.documents.pdf_text import box, lay_out
from sbu_check.documents.reading_result import (
    DocumentTooLarge,
    ReadingResult,
    UnreadableDocument,
    tokens,
    unseen,
)
from sbu_check.text.hidden_content import DocumentPlace, Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.documents.pdf_page import Rect


PAGES = 10_000
"""Pages that a document may have."""

REVISIONS = 50
"""Earlier revisions of a document that are read, the latest first."""

_END = b"%%EOF"
_OBJECT_END = b"endobj"


class Broken(UnreadableDocument):
    """The library cannot open the document; it may if the bytes after the last whole object are cut off."""


def read(data: bytes) -> ReadingResult:
    """Read a document. Raises UnreadableDocument."""
    try:
        document = opened(data)
    except Broken:
        data = data[: data.rfind(_OBJECT_END) + len(_OBJECT_END)]
        document = opened(data)
    count = document.page_count
    if count > PAGES:
        raise DocumentTooLarge(f"it has {count:,} pages: at most {PAGES:,} are read")
    boxes = _boxes(data)
    pymupdf.TOOLS.set_aa_level(8)  # x-ray draws pages without grey
    found = ReadingResult()
    damage = PageLoader(document)
    for number in range(1, count + 1):
        page = damage.page(number)
        lay_out(read_page(page, boxes.get(number, ())) if page else PdfPage([]), number, found)
    if damage.unread and not found.pages:
        raise UnreadableDocument("it is damaged: none of its pages can be read")
    damage.tell(found)
    _layers(document, data, found)
    outside_pages(document, damage, found)
    around_document(data, found)
    _revisions(data, found, repaired=document.is_repaired)
    return found


def _boxes(data: bytes) -> dict[int, list[Rect]]:
    """The boxes under which x-ray finds text, by page. It downloads nothing: it is given the bytes."""
    try:
        inspected = asyncio.run(xray.inspect(data))
    except pymupdf.mupdf.FzErrorBase:
        return {}  # a missing page stops it; covered words on the other pages are found in any case
    return {page: [tuple(one["bbox"]) for one in found] for page, found in inspected.items()}


def opened(data: bytes) -> Any:
    """The document, repaired if it must be. Raises UnreadableDocument for one that cannot be, or is encrypted."""
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        if document.needs_pass:
            raise UnreadableDocument("it is encrypted and cannot be read without its password")
        if not document.page_count:
            raise UnreadableDocument(
                "it is damaged: it has no pages" if document.is_repaired else "it has no pages"
            )
    except (pymupdf.FileDataError, RuntimeError, ValueError):
        raise Broken("it cannot be read: it is damaged") from None
    return document


def _layers(document: Any, data: bytes, found: ReadingResult) -> None:
    """The words of layers that are switched off."""
    if not document.get_ocgs():
        return
    # Without the table of layers a document shows them all.
    every = opened(data)
    every.xref_set_key(every.pdf_catalog(), "OCProperties", "null")
    every = opened(every.tobytes())
    for number in range(document.page_count):
        known = _places(document[number])
        words = [
            word
            for word in words_of(every[number])
            if (word.chars[0].text, word.chars[0].x, word.chars[0].y) not in known
        ]
        if words:
            lefts, tops, rights, bottoms = zip(*(word.rect for word in words), strict=True)
            place = DocumentPlace(number + 1, box((min(lefts), min(tops), max(rights), max(bottoms))))
            text = " ".join("".join(char.text for char in word.chars) for word in words)
            found.hide(Hidden("layer", text, place, found.pages.get(number + 1, 0)))


def _places(page: Any) -> set[tuple[str, float, float]]:
    return {(word.chars[0].text, word.chars[0].x, word.chars[0].y) for word in words_of(page)}


def _revisions(data: bytes, found: ReadingResult, *, repaired: bool) -> None:
    """Keep the words of earlier revisions, which a file keeps when changes are appended to it."""
    ends: list[int] = []
    at = data.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = data.find(_END, at + 1)
    known = found.seen.union(*(tokens(one.words) for one in found.hidden))
    for number, end in reversed(list(enumerate(ends[:-1], 1))[-REVISIONS:]):
        try:
            earlier = opened(data[:end])
        except UnreadableDocument:
            continue
        if earlier.page_count > PAGES or (earlier.is_repaired and not repaired):
            continue  # the first part of a file that is made to be shown while it is fetched
        for page in range(earlier.page_count):
            words = earlier[page].get_text()
            fresh = [word for word in words.split() if not known.issuperset(tokens(word))]
            place = DocumentPlace(page + 1, part=f"revision {number}")
            if unseen(" ".join(fresh), known, found.running):
                found.hide(Hidden("revision", " ".join(fresh), place, found.pages.get(page + 1, 0)))


_LOST = ("zlib error", "in flate filter", "read error", "cannot load", "out of range", "not a stream")
"""Warnings of the library about a stream or an object that it cannot read whole."""


class PageLoader:
    """Fetches the pages of a document, and keeps which of them could not be read whole.

    `alternate` are the numbers of pages on which some words replace the painted ones when copied.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self.unread: list[int] = []
        self._lost: set[int] = set()
        self.alternate: set[int] = set()

    def page(self, number: int) -> Any:
        """A page without its rotation; None for a missing one. Pages count from 1."""
        pymupdf.TOOLS.reset_mupdf_warnings()
        try:
            page = self._document[number - 1]
            page.set_rotation(0)
            streams = [self._document.xref_stream(one) for one in _painted(page)]
        except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError, IndexError):
            self.unread.append(number)
            self._lost.add(number)
            return None
        said = pymupdf.TOOLS.mupdf_warnings()
        if None in streams or any(words in said for words in _LOST):
            self.unread.append(number)
        if any(b"ActualText" in (stream or b"") for stream in streams):
            self.alternate.add(number)
        return page

    def pages(self) -> Iterator[Any]:
        """The pages that could be loaded. Call it after all pages were loaded."""
        for number in range(1, self._document.page_count + 1):
            if number not in self._lost:
                yield self._document[number - 1]

    def tell(self, found: ReadingResult) -> None:
        """Report the repair of the document and the pages that could not be read."""
        if self._document.is_repaired:
            found.hide(Hidden("repaired", "", DocumentPlace()))
        for number in self.unread:
            found.hide(Hidden("unread", "", DocumentPlace(number), found.pages.get(number, 0)))


def _painted(page: Any) -> tuple[int, ...]:
    """The numbers of the streams that paint a page."""
    return (*page.get_contents(), *(number for number, *_ in page.get_xobjects()))
