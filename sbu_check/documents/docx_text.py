"""The paragraphs of a Word document: what is shown of them, and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sbu_check.documents.docx_parts import W
from sbu_check.documents.docx_style import Numbers, Styles, look, unseen
from sbu_check.text.hidden_content import DocumentPlace, Hidden, PlacedWords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sbu_check.documents.docx_parts import Parts
    from sbu_check.documents.docx_style import Look
    from sbu_check.documents.reading_result import ReadingResult
    from sbu_check.text.hidden_content import Kind

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CHANGES: dict[str, Kind] = {
    "ins": "insertion",
    "moveTo": "insertion",
    "del": "deletion",
    "moveFrom": "deletion",
}
_SIGNS = {"tab": "    ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "    "}


@dataclass(slots=True)
class _Around:
    """What holds for words by what they stand in."""

    look: Look
    change: Kind | None = None


@dataclass(slots=True)
class _Piece:
    text: str
    change: Kind | None
    hidden: Kind | None


class DocxReader:
    """Reads the parts of a document that hold paragraphs. `comments` tells where each comment is called."""

    def __init__(self, parts: Parts, found: ReadingResult) -> None:
        self._found = found
        self._styles = Styles(parts)
        self._numbers = Numbers(parts)
        self._count = 0
        self._part = ""
        self.comments: dict[str, tuple[int | None, int]] = {}

    def read(self, root: Element, part: str) -> None:
        """Read the paragraphs of a part, which are counted in the body only; `part` is the name of any other."""
        self._part = part
        self._blocks(root, {})

    def _blocks(self, parent: Element, ground: Look) -> None:
        for one in parent:
            if one.tag == f"{W}p":
                self._paragraph(one, ground)
            elif one.tag == f"{W}tc":
                fill = look(one.find(f"{W}tcPr"))
                self._blocks(one, ground | fill)
            elif one.tag != _FALLBACK:
                self._blocks(one, ground)

    def _where(self) -> DocumentPlace:
        return DocumentPlace(part=self._part) if self._part else DocumentPlace(paragraph=self._count)

    def _paragraph(self, paragraph: Element, ground: Look) -> None:
        self._count += not self._part
        properties = paragraph.find(f"{W}pPr")
        style = _style(properties, "pStyle") or self._styles.default_paragraph
        said = self._styles.look("") | ground | self._styles.look(style) | look(properties)
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        label = self._numbers.label(numbering if numbering is not None else self._styles.numbering(style))
        boxes: list[Element] = []
        pieces = list(self._pieces(paragraph, _Around(said), boxes))
        start = self._found.length
        shown = "".join(one.text for one in pieces if not one.hidden and one.change != "deletion")
        if label and shown.strip():
            self._found.add(f"{label} ")
        self._found.add(shown)
        if self._found.length > start:
            self._found.runs.append(PlacedWords(start, self._found.length, self._where()))
        self._found.show(shown)
        self._found.add("\n")
        self._keep(pieces, start)
        for box in boxes:
            self._blocks(box, {})

    def _keep(self, pieces: list[_Piece], start: int) -> None:
        """Keep what of the paragraph is not shown, or is a change that waits for an answer."""
        at = start
        for kind, group in groupby(pieces, lambda one: one.change or one.hidden):
            parts = list(group)
            words = "".join(one.text for one in parts).strip()
            if kind and words:
                self._found.hide(Hidden(kind, words, self._where(), at))
            at += sum(len(one.text) for one in parts if not one.hidden and one.change != "deletion")

    def _pieces(self, parent: Element, around: _Around, boxes: list[Element]) -> Iterator[_Piece]:
        for one in parent:
            name = one.tag.removeprefix(W)
            if name == "r":
                yield from self._run(one, around, boxes)
            elif name in _CHANGES:
                yield from self._pieces(one, _Around(around.look, _CHANGES[name]), boxes)
            elif name not in {"pPr", "sdtPr", "sdtEndPr"} and one.tag != _FALLBACK:
                yield from self._pieces(one, around, boxes)

    def _run(self, run: Element, around: _Around, boxes: list[Element]) -> Iterator[_Piece]:
        properties = run.find(f"{W}rPr")
        style = _style(properties, "rStyle")
        said = around.look | (self._styles.look(style) if style else {}) | look(properties)
        hidden = unseen(said)
        for one in run:
            name = one.tag.removeprefix(W)
            if name in {"t", "delText"}:
                yield _Piece(one.text or "", around.change, hidden)
            elif name in _SIGNS:
                page = name == "br" and one.get(f"{W}type") == "page"
                yield _Piece("\n\f" if page else _SIGNS[name], around.change, hidden)
            elif name == "commentReference":
                place = None if self._part else self._count
                self.comments[one.get(f"{W}id", "")] = (place, self._found.length)
            elif name not in {"rPr", "instrText", "delInstrText"}:
                self._drawn(one, boxes)

    def _drawn(self, element: Element, boxes: list[Element]) -> None:
        """Keep the boxes with text in a drawing for later, and what its images are described as."""
        waiting = [element]
        while waiting:
            one = waiting.pop()
            if one.tag == f"{W}txbxContent":
                boxes.append(one)
                continue
            words = " ".join(filter(None, (one.get("descr"), one.get("title")))) if one.tag == _DRAWN else ""
            if words:
                self._found.described.append(Hidden("alternate", words, self._where(), self._found.length))
            waiting += [child for child in one if child.tag != _FALLBACK]


def _style(properties: Element | None, tag: str) -> str:
    style = properties.find(f"{W}{tag}") if properties is not None else None
    return style.get(f"{W}val", "") if style is not None else ""
