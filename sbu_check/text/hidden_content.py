"""A document that is more than its text: where on its pages the words stand, and what it holds that nobody sees.

The text of a PDF or Word document is what a reader of its pages sees; a span of that text has a place on a page or in a
paragraph. What a program finds in the file besides (words beneath a box, comments, properties) is `Hidden`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, overload

from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.text.span import Span

Form = Literal["pdf", "docx"]

Kind = Literal[
    "covered",
    "redaction",
    "layer",
    "invisible",
    "outside",
    "vanished",
    "unused",
    "alternate",
    "alternate-image",
    "field",
    "bookmark",
    "property",
    "attachment",
    "revision",
    "comment",
    "deletion",
    "insertion",
    "repaired",
    "unread",
]
"""Why nobody sees it. The rules that tell of each say what it is."""

DAMAGE: frozenset[Kind] = frozenset({"repaired", "unread"})
"""A note on any document: some of its content may not have been read."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in points from the upper left corner of the page."""


@value
class DocumentPlace:
    """A place in a document: a page, perhaps a box on it, or a paragraph (both count from 1), or a part by its name."""

    page: int | None = None
    box: Box | None = None
    paragraph: int | None = None
    part: str = ""

    def __str__(self) -> str:
        parts = [self.part] if self.part else []
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.box:
            parts.append("box " + " ".join(map(str, self.box)))
        if self.paragraph is not None:
            parts.append(f"paragraph {self.paragraph} of the file")
        return ", ".join(parts)


@value
class Hidden:
    """Something in the file that its pages do not show. `words` are what it says, `name` what the file calls it.

    `at` is the offset in the text at which a reader comes to its place.
    """

    kind: Kind
    words: str
    where: DocumentPlace
    at: int = 0
    name: str = ""


@value
class PlacedWords:
    """Words of the text, `start` to `end`, and their place."""

    start: int
    end: int
    where: DocumentPlace


class Runs(Sequence[PlacedWords]):
    """Words with their boxes, of which a document may have millions: seven numbers each."""

    def __init__(self, data: bytes = b"") -> None:
        self._numbers = array("i", data)

    def add(self, start: int, end: int, page: int, box: Box) -> None:
        """Add a run after the others."""
        self._numbers.extend((start, end, page, *box))

    @property
    def data(self) -> bytes:
        """The numbers, from which the same runs are made."""
        return self._numbers.tobytes()

    def __len__(self) -> int:
        return len(self._numbers) // _NUMBERS

    @overload
    def __getitem__(self, index: int) -> PlacedWords: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PlacedWords]: ...
    def __getitem__(self, index: int | slice) -> PlacedWords | Sequence[PlacedWords]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0 or index >= len(self):
            raise IndexError(index)
        at = _NUMBERS * index
        start, end, page, left, top, right, bottom = self._numbers[at : at + _NUMBERS]
        return PlacedWords(start, end, DocumentPlace(page, (left, top, right, bottom)))


_NUMBERS = 7


@value
class HiddenContent:
    """What a file has besides its text. `runs` are in the order of the text, and do not meet."""

    form: Form
    runs: Sequence[PlacedWords]
    hidden: tuple[Hidden, ...] = ()

    @property
    def damage(self) -> HiddenContent:
        """Keep only the damage items."""
        return HiddenContent(self.form, self.runs, tuple(one for one in self.hidden if one.kind in DAMAGE))

    def where(self, span: Span) -> DocumentPlace | None:
        """The place of a span, on the page or in the paragraph that it begins in; None in a document without runs."""
        if not self.runs:
            return None
        first = max(bisect_right(self.runs, span.start, key=lambda run: run.start) - 1, 0)
        if self.runs[first].end <= span.start and first + 1 < len(self.runs):
            first += 1
        start = self.runs[first].where
        if start.box is None:
            return start
        boxes: list[Box] = []
        for index in range(first, min(first + _MOST, len(self.runs))):
            run = self.runs[index]
            if boxes and (run.start >= span.end or run.where.page != start.page):
                break
            if run.where.box:
                boxes.append(run.where.box)
        return DocumentPlace(start.page, around(boxes))


_MOST = 2_000
"""Words that the box of one place is made of at most."""


def around(boxes: Iterable[Box]) -> Box:
    """The least box around some boxes, of which there is one at least."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
