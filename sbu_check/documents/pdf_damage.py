"""What of a PDF document is damaged: a viewer repairs its table of parts, and shows of a page what it can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pymupdf

from sbu_check.text.hidden_content import DocumentPlace, Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.documents.reading_result import ReadingResult

_LOST = ("zlib error", "in flate filter", "read error", "cannot load", "out of range", "not a stream")
"""What the library says of a stream, or of an object, that it cannot read whole."""


class PageLoader:
    """Fetches the pages of a document, and keeps which of them could not be read whole.

    `alternate` are the numbers of pages on which some words stand in place of what is painted.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self.unread: list[int] = []
        self._lost: set[int] = set()
        self.alternate: set[int] = set()

    def page(self, number: int) -> Any:
        """A page as it is read, unturned; None for one that there is not. Pages count from 1."""
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
        """The pages that there are, once all were fetched."""
        for number in range(1, self._document.page_count + 1):
            if number not in self._lost:
                yield self._document[number - 1]

    def tell(self, found: ReadingResult) -> None:
        """Keep what was repaired and what was not read."""
        if self._document.is_repaired:
            found.hide(Hidden("repaired", "", DocumentPlace()))
        for number in self.unread:
            found.hide(Hidden("unread", "", DocumentPlace(number), found.pages.get(number, 0)))


def _painted(page: Any) -> tuple[int, ...]:
    """The numbers of the streams that paint a page."""
    return (*page.get_contents(), *(number for number, *_ in page.get_xobjects()))
