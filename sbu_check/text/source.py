"""Bytes to text, and back to the same bytes.

A byte order mark decides. Else the bytes are UTF-8 when they are valid as such, else Latin-1, in which every byte
is a character: a lone B6 is the pilcrow that archives print before paragraph numbers. No language is guessed, so that
the same bytes always give the same text.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from sbu_check.values import value

if TYPE_CHECKING:
    from sbu_check.text.hidden_content import HiddenContent

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs that write a byte order mark of their own, each with the codec that leaves the bytes as they were.
_PLAIN = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b\x08", "compressed by gzip"),
)
_PAPERS = tuple(signature for signature, what in _SIGNATURES if "document" in what)

HEAD = 1024
"""Bytes in which a PDF document has its head: other bytes may be before it."""

_PROBE = 8192
# Control characters that texts of telegrams do hold: backspace to carriage return, shifts, escape.
_TEXT_CONTROLS = bytes([8, 9, 10, 11, 12, 13, 14, 15, 26, 27])
_CONTROLS = bytes(set(range(1, 32)) - set(_TEXT_CONTROLS))


def may_be_paper(data: bytes) -> bool:
    """Whether bytes begin as PDF and Word documents do."""
    return data.startswith(_PAPERS) or b"%PDF-" in data[:HEAD]


class Undecodable(ValueError):
    """The bytes are no text that can be read; the message says why and what to do, but names no file."""


class Binary(Undecodable):
    """The bytes are no text at all."""


@value
class SourceText:
    """The decoded text of a file, with all that is needed to write it back as it was.

    `name` is the path or the name that the user gave, None for a text that has none. `fallback` tells that the
    bytes were no UTF-8 and were read as Latin-1. The byte order mark is no part of `text`.
    `hidden_content` is what a PDF or Word document has besides its text; such a file cannot be written back.
    """

    text: str
    name: str | None = None
    encoding: str = "utf-8"
    bom: bytes = b""
    fallback: bool = False
    hidden_content: HiddenContent | None = None

    def encode(self, text: str) -> bytes:
        """`text` as bytes in the encoding of this file, after its byte order mark.

        Raises UnicodeEncodeError when the encoding has no such character.
        """
        # No file holds half a character, but a text from Python may: such a text stays as it is.
        return self.bom + text.encode(self.encoding, "surrogatepass")


def decode(data: bytes, *, name: str | None = None, encoding: str | None = None) -> SourceText:
    """The text of `data`: by `encoding` when given, else by the rules of this module.

    Raises Undecodable for bytes that the encoding does not know and for UTF-16 and UTF-32 without a byte order mark,
    Binary if the bytes are not text.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], codec, "which its byte order mark promises")
            return SourceText(text, name, codec, bom)
    _refuse_binary(data)
    try:
        return SourceText(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return SourceText(data.decode("latin-1"), name, "latin-1", fallback=True)


def check_encoding(encoding: str) -> str:
    """The canonical name of a text encoding; raises Undecodable when there is none of this name."""
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, ValueError):
        message = f"unknown encoding {encoding!r}; examples of known ones are utf-8, latin-1, cp1252"
        raise Undecodable(message) from None


def _decode_as(data: bytes, name: str | None, encoding: str) -> SourceText:
    canonical = check_encoding(encoding)
    codec = _PLAIN.get(canonical, canonical)
    for bom, of in _BOMS:
        # "utf-16" leaves the byte order to the mark; "utf-16-le" does not.
        if data.startswith(bom) and (of == codec or (canonical in _PLAIN and of.startswith(canonical[:6]))):
            return SourceText(_strict(data[len(bom) :], of, "as --encoding says"), name, of, bom)
    return SourceText(_strict(data, codec, "as --encoding says"), name, codec)


def _strict(data: bytes, codec: str, who_says: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not {codec.upper()}, {who_says}; give another --encoding"
    except (UnicodeError, ValueError):
        message = f"the bytes are not {codec.upper()}, {who_says}; give another --encoding"
    raise Undecodable(message)


def _refuse_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Binary(f"it is {what}, not text (--encoding NAME reads it all the same)")
    head = data[:_PROBE]
    nuls = head.count(0)
    if nuls:
        wide = _wide_codec(head, nuls)
        if wide:
            message = f"it looks like {wide.upper()} without a byte order mark; give --encoding {wide}"
            raise Undecodable(message)
    # A stray NUL or control character is damage to a text; random bytes have one in eleven.
    if 20 * (nuls + len(head) - len(head.translate(None, _CONTROLS))) > len(head):
        raise Binary("it is a binary file, not text (--encoding NAME reads it all the same)")


def _wide_codec(head: bytes, nuls: int) -> str | None:
    """UTF-16 or UTF-32 by where the NUL bytes stand, None when they stand anywhere."""
    at = [head[start::4].count(0) for start in range(4)]
    quarter = max(len(head) // 4, 1)
    if nuls > 0.7 * len(head):
        if at[0] < quarter // 2:
            return "utf-32-le"
        return "utf-32-be" if at[3] < quarter // 2 else None
    # English text in UTF-16 has a NUL in nearly every second byte, and hardly one in the others.
    if nuls > 0.2 * len(head):
        if at[1] + at[3] > 0.95 * nuls:
            return "utf-16-le"
        if at[0] + at[2] > 0.95 * nuls:
            return "utf-16-be"
    return None
