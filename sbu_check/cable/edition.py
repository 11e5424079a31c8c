"""Heads of re-publications.

The YAML of a Markdown edition, and the printed edition's title, source note and dateline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable import header_lines
from sbu_check.cable.elements import CaptionWord, ClassLine, Reference, Subject, Tag, Term
from sbu_check.cable.references import references
from sbu_check.cable.terminals import line, term
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from sbu_check.grammar import Node, Tok

CLASSES = {
    "UNCLASSIFIED": "UNCLASSIFIED",
    "LIMITED OFFICIAL USE": "LIMITED OFFICIAL USE",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "SECRET": "SECRET",
    "TOP SECRET": "TOP SECRET",
}


class Republished(NamedTuple):
    """What a YAML head says of the cable below it."""

    class_line: ClassLine | None = None
    tags: tuple[Tag, ...] = ()
    subject: Subject | None = None
    references: tuple[Reference, ...] = ()


def yaml(text: str, span: Span) -> Republished:
    """The header values of a YAML head with keys `cable-…`."""
    node = line(text, span, "yaml")
    fields: dict[str, Term] = {}
    for field in node.all("yaml_field") if node else ():
        value = field.first("YAML_VALUE")
        if value and value.end - value.start > 2:
            key = field.children[0].span.of(text)
            fields[key] = term(text, Span(value.start + 1, value.end - 1))
    subject = fields.get("cable-subject:")
    refs = fields.get("cable-ref:")
    tags = fields.get("cable-tags:")
    return Republished(
        _yaml_class(fields),
        tuple(header_lines.tags(text, tags.span)) if tags else (),
        _yaml_subject(text, subject) if subject else None,
        references(text, refs.span) if refs else (),
    )


def _yaml_subject(text: str, value: Term) -> Subject:
    """The subject of a value in quotation marks, which has a backslash before each quotation mark."""
    read = header_lines.subject(text, value.span)
    return Subject(read.span, read.text.replace('\\"', '"'), read.mark)


def _yaml_class(fields: dict[str, Term]) -> ClassLine | None:
    words = fields.get("cable-classification:")
    if words is None:
        return None
    sender, document = fields.get("cable-from:"), fields.get("cable-doc-number:")
    post = None
    if sender:
        _, blank, name = sender.text.partition(" ")
        start = sender.span.end - len(name)
        post = Term(Span(start, sender.span.end), name.upper()) if blank else None
    number = None
    if document:
        digits = document.text[len(document.text.rstrip("0123456789")) :]
        number = Term(Span(document.span.end - len(digits), document.span.end), digits)
    return ClassLine(words.span, words, CLASSES.get(words.text.upper()), post=post, number=number)


def edition(text: str, lines: list[Tok], subject: Subject | None) -> ClassLine | None:
    """Return the class line that the head of a printed edition replaces.

    Class of the source note, place, number of the subject line.
    """
    nodes = [node for token in lines if (node := line(text, token.span, "edition"))]
    words = _first(nodes, "EDITION_CLASS")
    place = _first(nodes, "EDITION_PLACE")
    if words is None and place is None:
        return None
    written = term(text, words.span) if words else Term(Span(lines[0].start, lines[0].start), "")
    post = term(text, place.span) if place else None
    number = None
    told = _first(nodes, "EDITION_NUMBER")
    if subject and (label := text[subject.span.start : subject.span.end].partition(".")[0])[-1:].isdigit():
        digits = label.partition("/")[0].rpartition(" ")[2]
        start = subject.span.start + label.index(digits)
        number = Term(Span(start, start + len(digits)), digits)
    elif told:
        number = term(text, told.span)
    named = Term(post.span, post.text.upper()) if post else None
    return ClassLine(written.span, written, CLASSES.get(written.text.upper()), post=named, number=number)


def edition_captions(text: str, lines: list[Tok]) -> list[CaptionWord]:
    """The captions after the class in the source note of a printed edition (`Secret; Immediate; Exdis.`)."""
    nodes = [node for token in lines if (node := line(text, token.span, "edition"))]
    words = _first(nodes, "EDITION_CLASS")
    if words is None:
        return []
    stop = text.find(".", words.end)
    return header_lines.captions(text, Span(words.end, max(stop, words.end)), 0)


def _first(nodes: list[Node], kind: str) -> Tok | None:
    return next((token for node in nodes for token in node.tokens() if token.kind == kind), None)
