"""A Word document: the text that its pages show, and what the file holds besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.documents.docx_parts import Parts, R, W
from sbu_check.documents.docx_text import DocxReader
from sbu_check.documents.reading_result import ReadingResult, Unreadable
from sbu_check.text.hidden_content import DocumentPlace, Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

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
    """Read a document. Raises Unreadable."""
    parts = Parts(data)
    root = parts.tree(_MAIN)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise Unreadable("it cannot be read: it has no text")
    found = ReadingResult()
    reader = DocxReader(parts, found)
    related = {key: (kind, target) for key, kind, target, inner in parts.relations(_MAIN) if inner}
    used = _used(root, parts, related)
    for kind, place in (("header", "the header"), ("", ""), ("footer", "the footer")):
        if not kind:
            reader.read(body, "")
            _foot(parts, reader)
        for name in used if kind else ():
            tree = parts.tree(name) if f"/{kind}" in name else None
            if tree is not None:
                reader.read(tree, place)
    _besides(parts, found, reader)
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


def _foot(parts: Parts, reader: DocxReader) -> None:
    for name, what in _NOTES:
        tree = parts.tree(name)
        for note in tree if tree is not None else ():
            if note.get(f"{W}type", "normal") == "normal":
                reader.read(note, f"{what} {note.get(f'{W}id', '')}")


def _besides(parts: Parts, found: ReadingResult, reader: DocxReader) -> None:
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
            # The name of a property of the house may tell something itself.
            words = f"{one.get('name', '')} {''.join(one.itertext())}"
            yield "of the house" if local == "property" else local, " ".join(words.split())


def _words(root: Element | None) -> str:
    """All words of a part, blanks between its paragraphs."""
    return " ".join(" ".join(root.itertext()).split()) if root is not None else ""
