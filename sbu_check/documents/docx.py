"""A Word document: the text that its pages show, and what else the file holds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sbu_check.documents.docx_parts import Parts, R, W
from sbu_check.documents.docx_style import Numbers, Styles, look, unseen
from sbu_check.documents.reading_result import ReadingResult, UnreadableDocument
from sbu_check.text.hidden_content import DocumentPlace, Hidden, PlacedWords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sbu_check.documents.docx_style import Look
    from sbu_check.text.hidden_content import Kind


_MAIN = "word/document.xml"
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_EMBEDDED = ("word/embeddings/", "word/activeX/", "word/glossary/", "word/afchunk")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_SAYING = frozenset(
    {
        "creator", "lastModifiedBy", "title", "subject", "keywords", "description", "category", "contentStatus",
        "identifier", "Company", "Manager", "HyperlinkBase", "property",
    }
)  # fmt: skip
"""Properties that people write; the rest is what the program counts."""


def read(data: bytes) -> ReadingResult:
    """Read a document. Raises UnreadableDocument."""
    parts = Parts(data)
    root = parts.tree(_MAIN)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise UnreadableDocument("it cannot be read: it has no text")
    found = ReadingResult()
    reader = DocxReader(parts, found)
    related = {key: (kind, target) for key, kind, target, inner in parts.relations(_MAIN) if inner}
    used = _used(root, parts, related)
    for kind, place in (("header", "the header"), ("", ""), ("footer", "the footer")):
        if not kind:
            reader.read(body, "")
            _notes(parts, reader)
        for name in used if kind else ():
            tree = parts.tree(name) if f"/{kind}" in name else None
            if tree is not None:
                reader.read(tree, place)
    _hidden_parts(parts, found, reader)
    unused = [
        target for kind, target in related.values() if kind in {"header", "footer"} and target not in used
    ]
    for name in unused:
        kind = "header" if "header" in name else "footer"
        found.hide(
            Hidden("unused", _words(parts.tree(name)), DocumentPlace(part=f"a {kind} that is not shown")),
            known=True,
        )
    return found


def _used(root: Element, parts: Parts, related: dict[str, tuple[str, str]]) -> list[str]:
    """The headers and footers that are shown."""
    settings = parts.tree("word/settings.xml")
    even = settings is not None and _on(settings.find(f"{W}evenAndOddHeaders"))
    names: list[str] = []
    for section in root.iter(f"{W}sectPr"):
        shown = {
            "default",
            *(["even"] if even else []),
            *(["first"] if _on(section.find(f"{W}titlePg")) else []),
        }
        for tag in ("headerReference", "footerReference"):
            names += [
                related[key][1]
                for one in section.iter(f"{W}{tag}")
                if one.get(f"{W}type", "default") in shown and (key := one.get(f"{R}id", "")) in related
            ]
    return list(dict.fromkeys(names))


def _on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off"}


def _notes(parts: Parts, reader: DocxReader) -> None:
    for name, what in _NOTES:
        tree = parts.tree(name)
        for note in tree if tree is not None else ():
            if note.get(f"{W}type", "normal") == "normal":
                reader.read(note, f"{what} {note.get(f'{W}id', '')}")


def _hidden_parts(parts: Parts, found: ReadingResult, reader: DocxReader) -> None:
    """Descriptions of images, comments, properties, embedded objects, links."""
    for one in found.described:
        found.hide(one, known=True)
    tree = parts.tree("word/comments.xml")
    for comment in tree.iter(f"{W}comment") if tree is not None else ():
        paragraph, at = reader.comments.get(comment.get(f"{W}id", ""), (None, 0))
        found.hide(
            Hidden("comment", _words(comment), DocumentPlace(paragraph=paragraph, part="a comment"), at)
        )
    for name in _PROPERTIES:
        for what, words in _said(parts.tree(name)):
            found.hide(Hidden("property", words, DocumentPlace(part=f"the property {what}")), known=True)
    for name in parts.names:
        if name.startswith(_EMBEDDED) and not name.endswith((".rels", "/")):
            found.hide(Hidden("attachment", "", DocumentPlace(part="an embedded object")))
        elif name.startswith("customXml/item") and "Props" not in name:
            found.hide(
                Hidden("property", _words(parts.tree(name)), DocumentPlace(part="custom XML")), known=True
            )
    for _, kind, target, inner in parts.relations(_MAIN):
        if not inner and kind == "hyperlink":
            found.hide(Hidden("field", target, DocumentPlace(part="the address of a link")), known=True)


def _said(root: Element | None) -> Iterator[tuple[str, str]]:
    for one in root if root is not None else ():
        local = one.tag.rpartition("}")[2]
        if local in _SAYING:
            # The name of a custom property may reveal something itself.
            words = f"{one.get('name', '')} {''.join(one.itertext())}"
            yield "with a custom name" if local == "property" else local, " ".join(words.split())


def _words(root: Element | None) -> str:
    """All words of a part, blanks between its paragraphs."""
    return " ".join(" ".join(root.itertext()).split()) if root is not None else ""


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
    """The look and the tracked change that the words of an element inherit."""

    look: Look
    change: Kind | None = None


@dataclass(slots=True)
class _RunPiece:
    text: str
    change: Kind | None
    hidden: Kind | None


class DocxReader:
    """Reads the parts of a document that hold paragraphs. `comments` gives the place of each comment."""

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

    def _keep(self, pieces: list[_RunPiece], start: int) -> None:
        """Keep the words of the paragraph that are not shown, or that are a pending change."""
        at = start
        for kind, group in groupby(pieces, lambda one: one.change or one.hidden):
            parts = list(group)
            words = "".join(one.text for one in parts).strip()
            if kind and words:
                self._found.hide(Hidden(kind, words, self._where(), at))
            at += sum(len(one.text) for one in parts if not one.hidden and one.change != "deletion")

    def _pieces(self, parent: Element, around: _Around, boxes: list[Element]) -> Iterator[_RunPiece]:
        for one in parent:
            name = one.tag.removeprefix(W)
            if name == "r":
                yield from self._run(one, around, boxes)
            elif name in _CHANGES:
                yield from self._pieces(one, _Around(around.look, _CHANGES[name]), boxes)
            elif name not in {"pPr", "sdtPr", "sdtEndPr"} and one.tag != _FALLBACK:
                yield from self._pieces(one, around, boxes)

    def _run(self, run: Element, around: _Around, boxes: list[Element]) -> Iterator[_RunPiece]:
        properties = run.find(f"{W}rPr")
        style = _style(properties, "rStyle")
        said = around.look | (self._styles.look(style) if style else {}) | look(properties)
        hidden = unseen(said)
        for one in run:
            name = one.tag.removeprefix(W)
            if name in {"t", "delText"}:
                yield _RunPiece(one.text or "", around.change, hidden)
            elif name in _SIGNS:
                page = name == "br" and one.get(f"{W}type") == "page"
                yield _RunPiece("\n\f" if page else _SIGNS[name], around.change, hidden)
            elif name == "commentReference":
                place = None if self._part else self._count
                self.comments[one.get(f"{W}id", "")] = (place, self._found.length)
            elif name not in {"rPr", "instrText", "delInstrText"}:
                self._drawn(one, boxes)

    def _drawn(self, element: Element, boxes: list[Element]) -> None:
        """Keep the boxes with text in a drawing for later, and the descriptions of its images."""
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
