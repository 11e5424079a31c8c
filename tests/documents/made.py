"""PDF and Word documents made for the tests, by the libraries that people make them with."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest

from sbu_check.documents.read import form_of, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sbu_check.text.hidden_content import Hidden
    from sbu_check.text.source import SourceText

WIDE, HIGH, SIZE, LEFT, TOP, PITCH = 612, 792, 10, 54, 60, 12.0
EACH = SIZE * 0.6
"""Points of a letter of Courier."""

LINES = 52
"""Lines of a page."""


def read(data: bytes) -> SourceText:
    """What is read of a document, whose form its bytes tell."""
    form = form_of(data)
    assert form
    return read_document(data, form, name=f"copy.{form}")


def hidden(data: bytes) -> list[Hidden]:
    hidden_content = read(data).hidden_content
    assert hidden_content
    return list(hidden_content.hidden)


def pages(text: str) -> list[list[str]]:
    lines = text.replace("\f", "").split("\n")
    return [lines[at : at + LINES] for at in range(0, len(lines), LINES)]


def pdf(text: str, change: Callable[[Any], None] | None = None, **saved: Any) -> bytes:
    """The text, line by line in Courier, and what `change` does to the document."""
    pymupdf = pytest.importorskip("pymupdf", reason="the extra pdf is not installed")
    document = pymupdf.open()
    for lines in pages(text):
        page = document.new_page(width=max(WIDE, 2 * LEFT + int(EACH * max(map(len, lines)))), height=HIGH)
        for number, line in enumerate(lines):
            if line.strip():
                at = LEFT + EACH * (len(line) - len(line.lstrip())), TOP + PITCH * number
                page.insert_text(at, line.strip(), fontname="cour", fontsize=SIZE)
    if change:
        change(document)
    return bytes(document.tobytes(**saved))


def boxed(text: str, beneath: str = "") -> bytes:
    """The text with a black box in place of each bar, and words beneath the first of them, as small as they must be."""
    plain = re.sub("[█■]", " ", text)

    def draw(document: Any) -> None:
        words = beneath
        for number, lines in enumerate(pages(text)):
            page = document[number]
            for row, line in enumerate(lines):
                base = TOP + PITCH * row
                for bar in re.finditer("[█■]+", line):
                    left, right = (LEFT + EACH * at for at in bar.span())
                    if words:
                        size = min(SIZE, (right - left) / (0.6 * len(words)))
                        page.insert_text((left, base), words, fontname="cour", fontsize=size)
                    words = ""
                    page.draw_rect((left, base - 9, right, base + 2.5), fill=(0, 0, 0), color=None)

    return pdf(plain, draw)


def place(text: str, words: str) -> tuple[int, tuple[float, float, float, float]]:
    """The page (from 0) and the box of words of the text."""
    for number, lines in enumerate(pages(text)):
        for row, line in enumerate(lines):
            if words in line:
                left = LEFT + EACH * line.index(words)
                base = TOP + PITCH * row
                return number, (left, base - 9, left + EACH * len(words), base + 2.5)
    raise AssertionError(f"{words!r} is in no line")


BASIC = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
}
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def body(text: str) -> list[str]:
    """A paragraph for each line."""
    return [paragraph(run(line)) for line in text.strip("\n").split("\n")]


def docx(paragraphs: Iterable[str], parts: dict[str, str | bytes] | None = None, tail: str = "") -> bytes:
    """A Word document of these paragraphs, with more parts; `tail` follows the paragraphs."""
    main = f"<w:document {NAMES}><w:body>{''.join(paragraphs)}{tail}</w:body></w:document>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**BASIC, "word/document.xml": main, **(parts or {})}.items():
            archive.writestr(name, content)
    return data.getvalue()
