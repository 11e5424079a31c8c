"""A PDF document: the text that its pages show, and what the file holds besides."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pymupdf
import xray

from sbu_check.papers.found import Found, TooMuch, Unreadable
from sbu_check.papers.pdf_besides import besides
from sbu_check.papers.pdf_page import read_page, words_of
from sbu_check.papers.pdf_text import box, lay_out
from sbu_check.papers.words import tokens, unseen
from sbu_check.text.paper import Hidden, Where

if TYPE_CHECKING:
    from sbu_check.papers.pdf_page import Rect

PAGES = 3_000
"""Pages that a document may have."""

REVISIONS = 50
"""Earlier states of a document that are looked at, the latest first."""

_END = b"%%EOF"


def read(data: bytes) -> Found:
    """Read a document. Raises Unreadable."""
    document = opened(data)
    count = document.page_count
    if count > PAGES:
        raise TooMuch(f"it has {count:,} pages: at most {PAGES:,} are read")
    # x-ray fetches nothing: it is given the bytes.
    boxes: dict[int, list[Rect]] = {
        page: [tuple(one["bbox"]) for one in found] for page, found in asyncio.run(xray.inspect(data)).items()
    }
    pymupdf.TOOLS.set_aa_level(8)  # x-ray draws pages without grey
    found = Found()
    for number in range(1, count + 1):
        page = document[number - 1]
        lay_out(read_page(page, boxes.get(number, ())), number, found)
    _layers(document, data, found)
    besides(document, found)
    _revisions(data, found)
    return found


def opened(data: bytes) -> Any:
    """The document. Raises Unreadable for one that is damaged or encrypted."""
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        if document.needs_pass:
            raise Unreadable("it is encrypted and cannot be read without its password")
        if document.is_repaired:
            raise Unreadable("it is damaged: its parts do not stand where its table says")
        if not document.page_count:
            raise Unreadable("it has no pages")
    except (pymupdf.FileDataError, RuntimeError, ValueError):
        raise Unreadable("it cannot be read: it is damaged") from None
    return document


def _layers(document: Any, data: bytes, found: Found) -> None:
    """The words of layers that are switched off."""
    if not document.get_ocgs():
        return
    # A document that does not know of its layers shows them all.
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
            place = Where(number + 1, box((min(lefts), min(tops), max(rights), max(bottoms))))
            text = " ".join("".join(char.text for char in word.chars) for word in words)
            found.hide(Hidden("layer", text, place, _start(found, number + 1)))


def _places(page: Any) -> set[tuple[str, float, float]]:
    return {(word.chars[0].text, word.chars[0].x, word.chars[0].y) for word in words_of(page)}


def _start(found: Found, page: int) -> int:
    """The offset at which the text of a page begins."""
    return next((run.start for run in found.runs if run.where.page == page), 0)


def _revisions(data: bytes, found: Found) -> None:
    """What earlier states of the document, which a file keeps when changes are appended to it, say besides."""
    ends: list[int] = []
    at = data.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = data.find(_END, at + 1)
    known = found.seen.union(*(tokens(one.words) for one in found.hidden))
    for number, end in reversed(list(enumerate(ends[:-1], 1))[-REVISIONS:]):
        try:
            earlier = opened(data[:end])
        except Unreadable:
            continue  # the first part of a file that is made to be shown while it is fetched
        if earlier.page_count > PAGES:
            continue
        for page in range(earlier.page_count):
            words = earlier[page].get_text()
            fresh = [word for word in words.split() if not known.issuperset(tokens(word))]
            place = Where(page + 1, part=f"revision {number}")
            if unseen(" ".join(fresh), known, found.running):
                found.hide(Hidden("revision", " ".join(fresh), place, _start(found, page + 1)))
