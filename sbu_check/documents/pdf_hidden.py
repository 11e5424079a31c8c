"""The content of a PDF document outside of its pages: bookmarks, properties, attachments, notes, image texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import defusedxml
import pymupdf
from defusedxml import ElementTree

from sbu_check.documents.pdf_text import box
from sbu_check.documents.reading_result import tokens, unseen
from sbu_check.text.hidden_content import DocumentPlace, Hidden
from sbu_check.text.source import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.documents.pdf import PageLoader
    from sbu_check.documents.reading_result import ReadingResult

_OBJECTS = 300_000
"""Objects of a file that are searched for texts in place of images."""

_OWN = frozenset({"CreationDate", "ModDate", "Producer", "Creator", "Trapped"})
"""Properties that programs write of themselves."""

_USUAL = frozenset(
    {
        "Title",
        "Author",
        "Subject",
        "Keywords",
        "title",
        "creator",
        "description",
        "subject",
        "contributor",
        "rights",
    }
)
_CUSTOM = "with a custom name"
"""How a property with a name of its own is reported: the name may reveal something itself."""

_SAYING = ("http://purl.org/dc/", "http://ns.adobe.com/photoshop/", "http://ns.adobe.com/pdfx/")
_KEYWORDS = "{http://ns.adobe.com/pdf/1.3/}Keywords"
_TECHNICAL = frozenset({"format", "language"})

_INSTEAD = (("ActualText", "the text in place of an image"), ("Alt", "the description of an image"))


def outside_pages(document: Any, damage: PageLoader, found: ReadingResult) -> None:
    """Keep the content outside of the pages."""
    for _, title, page, *_ in document.get_toc(simple=True):
        place = DocumentPlace(page if page > 0 else None, part="a bookmark")
        found.hide(Hidden("bookmark", title, place), known=True)
    for name, words in (*_information(document), *_metadata(document)):
        found.hide(Hidden("property", words, DocumentPlace(part=f"the property {name}")), known=True)
    for name in document.embfile_names():
        found.hide(
            Hidden(
                "attachment",
                f"{name} {_text(document.embfile_get(name))}",
                DocumentPlace(part="an attachment"),
            )
        )
    for page in damage.pages():
        _notes(page, found)
        if page.number + 1 in damage.alternate:
            _actual(page, found)
    _instead(document, found)


def around_document(data: bytes, found: ReadingResult) -> None:
    """Keep the words before the head of the document in its file, or after its end."""
    head, end = data.find(_HEAD, 0, HEAD), data.rfind(_END)
    parts = [("the bytes before the document", data[: max(head, 0)])]
    if end >= 0:
        parts.append(("the bytes after the end of the document", data[end + len(_END) :]))
    for part, written in parts:
        found.hide(Hidden("attachment", _text(written), DocumentPlace(part=part)), known=True)


_HEAD, _END = b"%PDF-", b"%%EOF"


def _information(document: Any) -> Iterator[tuple[str, str]]:
    """The entries of the Info dictionary."""
    kind, _ = document.xref_get_key(-1, "Info")
    for name in (
        document.xref_get_keys(int(document.xref_get_key(-1, "Info")[1].split()[0])) if kind == "xref" else ()
    ):
        words = document.xref_get_key(-1, f"Info/{name}")[1]
        if name not in _OWN:
            yield name if name in _USUAL else _CUSTOM, words


def _metadata(document: Any) -> Iterator[tuple[str, str]]:
    """The properties in the XMP packet."""
    packet = document.get_xml_metadata()
    if not packet:
        return
    try:
        root = ElementTree.fromstring(packet)
    except (ElementTree.ParseError, defusedxml.DefusedXmlException):
        yield "XMP", packet
        return
    for element in root.iter():
        for name, words in ((element.tag, "".join(element.itertext())), *element.attrib.items()):
            local = name.rpartition("}")[2]
            if (name.lstrip("{").startswith(_SAYING) and local not in _TECHNICAL) or name == _KEYWORDS:
                yield f"{local if local in _USUAL else _CUSTOM} (XMP)", " ".join(words.split())


def _notes(page: Any, found: ReadingResult) -> None:
    """Comments, files attached to the page, and fields of a form that are not shown."""
    for note in page.annots() or ():
        place = DocumentPlace(page.number + 1, box(tuple(note.rect)))
        if note.type[0] == pymupdf.PDF_ANNOT_FILE_ATTACHMENT:
            place = DocumentPlace(place.page, place.box, part="an attachment")
            found.hide(Hidden("attachment", f"{note.file_info['filename']} {_text(note.get_file())}", place))
        elif note.type[0] != pymupdf.PDF_ANNOT_REDACT:
            words = f"{note.info['content']} {note.info['subject']}"
            found.hide(Hidden("comment", words.strip(), place), known=True)
    for field in page.widgets() or ():
        words = str(field.field_value or "")
        if field.field_type != pymupdf.PDF_WIDGET_TYPE_SIGNATURE:
            found.hide(
                Hidden("field", words, DocumentPlace(page.number + 1, box(tuple(field.rect)))), known=True
            )


def _actual(page: Any, found: ReadingResult) -> None:
    """Words that a program which copies text takes in place of what is painted."""
    known = {token for one in found.hidden for token in tokens(one.words)}
    fresh = [word for word in page.get_text().split() if not known.issuperset(tokens(word))]
    words = [word for word in fresh if unseen(word, found.seen, found.running)]
    if words:
        found.hide(Hidden("alternate", " ".join(words), DocumentPlace(page.number + 1)))


def _instead(document: Any, found: ReadingResult) -> None:
    """Texts in place of images, and images that are shown in place of others."""
    for number in range(1, min(document.xref_length(), _OBJECTS)):
        try:
            written = document.xref_object(number, compressed=True)
        except (pymupdf.mupdf.FzErrorBase, RuntimeError):
            continue  # what is left of an object in a file that was cut off
        for key, what in _INSTEAD:
            if f"/{key}" in written:
                kind, words = document.xref_get_key(number, key)
                if kind == "string":
                    found.hide(Hidden("alternate", words, DocumentPlace(part=what)), known=True)
        if "/Alternates" in written and document.xref_get_key(number, "Alternates")[0] != "null":
            found.hide(Hidden("alternate-image", "", DocumentPlace(part="an image")))


def _text(data: bytes) -> str:
    """The text of an attached file; "" for a binary one."""
    try:
        return data.decode("utf-8") if b"\0" not in data else ""
    except UnicodeDecodeError:
        return ""
