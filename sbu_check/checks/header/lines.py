"""Rules of the header as a whole, of the subject and of the signature."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import (
    TYPED_LAYOUTS,
    classified,
    continuation,
    copied,
    label,
    subject_words,
)
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.slips import nearest
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

EO_YEAR = 1972
"""E.O. lines begin with the order of that year (E.O. 11652); cables before it have none."""

MARK_YEAR = 2008
"""The first whole year in which the handbook wanted a mark before the subject (5 FAH-1 H-210 of August 2007)."""

_LINES = ("E.O.", "TAGS", "SUBJECT")


def required_lines(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report once that several header lines are missing. Values: `lines`."""
    lacking = _lacking(cable, context)
    if len(lacking) > 1:
        yield Finding(_place(cable, lacking[-1]), {"lines": lacking}, variant=_leniency(cable))


def eo_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """No E.O. line, if the other lines are present."""
    yield from _missing(cable, context, "E.O.")


def tags_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """No TAGS line if the other lines are present, or one without a subject tag."""
    yield from _missing(cable, context, "TAGS")
    tags, line = cable.tags, cable.tags_line
    if line is None or cable.layout == "edition" or any(tag.written.upper() in {"N/A", "NA"} for tag in tags):
        return
    kinds = {context.vocabulary.tag_kind(tag.written) for tag in tags}
    if not kinds & {"subject", "program", None}:
        variant = "empty" if not tags else "old" if cable.layout == "aad" else "subject"
        yield Finding(Span(tags[0].span.start, tags[-1].span.end) if tags else line, variant=variant)


def subject_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """No SUBJECT line if the other lines are present, or one without words."""
    if cable.subject and not cable.subject.text and cable.layout not in {"none", "edition"}:
        yield Finding(cable.subject.span, variant="empty")
    else:
        yield from _missing(cable, context, "SUBJECT")


def subject_mark(cable: Cable, context: Context) -> Iterator[Finding]:
    """A subject without a mark, in a classified cable and an era with portion marks."""
    subject, line = cable.subject, cable.executive_order
    if subject is None or not subject.text or subject.mark or not (cable.marked and classified(cable)):
        return
    if any(portion.place == "subject" for portion in context.inner):
        return  # its mark is at its end
    order = line.order.text if line and line.order else None
    if order == "13526" if context.year is None else context.year >= MARK_YEAR:
        span = subject_words(cable.text, subject)
        yield Finding(span)


def subject_mark_high(cable: Cable, context: Context) -> Iterator[Finding]:
    """A subject marked above the class line. Values: `mark`, `level`."""
    line = cable.classification
    if line is None or line.level is None or cable.subject is None or cable.subject.mark is None:
        return
    ranks = {name: rank for rank, name in enumerate(context.system.levels)}
    for portion in context.portions:
        if portion.place != "subject" or portion.mark is None or portion.mark.level == line.level:
            continue
        own, here = ranks.get(line.level), ranks.get(portion.mark.level)
        if own is not None and here is not None and here > own:
            yield Finding(
                portion.written.span,
                {"mark": portion.written, "level": line.level},
                related=(Related(line.span, "the classification line says {level}"),),
            )


def subject_label_typo(cable: Cable, context: Context) -> Iterator[Finding]:
    """A SUBJECT label with a slip. Values: `written`."""
    if cable.subject is None:
        return
    written = label(cable.text, cable.subject.span.start)
    if nearest(written.of(cable.text).rstrip(":;"), ("SUBJECT",)):
        yield Finding(written, {"written": written}, edits=(Edit(written, "SUBJECT:"),))


def signature_present(cable: Cable, context: Context) -> Iterator[Finding]:
    """A text that ends without a signature."""
    if cable.layout in {"none", "edition", "draft"} or cable.signatures or not cable.paragraphs:
        return
    sections = cable.sections
    if sections and max(section.part for section in sections) < max(section.of for section in sections):
        return  # the end of the text is in a record of a later section
    last = cable.paragraphs[-1].span
    start = max(last.start, cable.text.rfind("\n", last.start, last.end) + 1)
    yield Finding(Span(start, last.end), variant="extract" if cable.notices or copied(cable) else None)


def _missing(cable: Cable, context: Context, line: str) -> Iterator[Finding]:
    if _lacking(cable, context) == (line,):
        yield Finding(_place(cable, line), variant=_leniency(cable))


def _lacking(cable: Cable, context: Context) -> tuple[str, ...]:
    """The header lines that the cable should have and lacks, in the order of the header."""
    if cable.layout in {"none", "edition"} or continuation(cable):
        return ()
    if cable.classification is None and cable.header.start >= cable.header.end:
        return ()  # a record without its message
    there = {
        "E.O.": cable.executive_order,
        "TAGS": cable.tags_line or cable.tags or None,
        "SUBJECT": cable.subject,
    }
    old = context.year is not None and context.year <= EO_YEAR
    return tuple(line for line in _LINES if there[line] is None and not (old and line != "SUBJECT"))


def _leniency(cable: Cable) -> str | None:
    """The variant for a cable that may lack lines."""
    if cable.layout == "draft":
        return "draft"
    if cable.layout == "aad":
        return "print"
    return "extract" if cable.notices or copied(cable) or not cable.paragraphs else None


def _place(cable: Cable, line: str) -> Span:
    """Return the header line after which, or else before which, the missing one belongs."""
    order, tags, subject = cable.executive_order, cable.tags_line, cable.subject
    places = {
        "E.O.": order.span if order else None,
        "TAGS": tags,
        "SUBJECT": subject.span if subject else None,
    }
    at = _LINES.index(line)
    for near in (*_LINES[at + 1 :], *reversed(_LINES[:at])):
        if (span := places[near]) is not None:
            return _one_line(cable.text, span)
    own = cable.classification
    return own.span if own else Span(cable.header.start, cable.header.start)


def _one_line(text: str, span: Span) -> Span:
    end = text.find("\n", span.start, span.end)
    return Span(span.start, span.end if end < 0 else end)


def text_start_gap(cable: Cable, context: Context) -> Iterator[Finding]:
    """No blank line between the header and the text."""
    first = cable.paragraphs[0] if cable.paragraphs else None
    if first is None or first.number is None or first.role != "numbered" or cable.layout not in TYPED_LAYOUTS:
        return
    text = cable.text
    start = text.rfind("\n", 0, first.span.start) + 1
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    if start > cable.header.start and above.strip():
        end = "\r\n" if above.endswith("\r\n") else "\n"
        yield Finding(first.number.span, edits=(Edit(Span(start, start), end),), paragraph=0)


def header_lines(cable: Cable, context: Context) -> Iterator[Finding]:
    """Header lines that share one line; variant `edition` in a printed edition. Values: `lines`."""
    text, places = cable.text, _header_places(cable)
    for (name, span), (after, second) in pairwise(places):
        if span.start < second.start and text.find("\n", span.start, second.start) < 0:
            end = label(text, second.start).end
            yield Finding(
                Span(span.start, span.start + len(text[span.start : end].rstrip())),
                {"lines": (name, after)},
                variant="edition" if cable.layout == "edition" else None,
            )


def _header_places(cable: Cable) -> list[tuple[str, Span]]:
    """The labelled header lines that are there, in the order of the text."""
    order, subject, references = cable.executive_order, cable.subject, cable.references
    places = [
        (name, span)
        for name, span in (
            ("E.O.", order.span if order else None),
            ("TAGS", cable.tags_line),
            ("SUBJECT", subject.span if subject else None),
            ("REF", references[0].span if references else None),
        )
        if span is not None
    ]
    return sorted(places, key=_span_of)


def _span_of(named: tuple[str, Span]) -> Span:
    return named[1]


def signature(cable: Cable, context: Context) -> Iterator[Finding]:
    """A signature after the last sentence on its line; variant `twice` if it is printed twice.

    Variant `apart` for one of a field with a blank inside it. Values: `name`.
    """
    text = cable.text
    for signed in cable.signatures:
        written = signed.span.of(text).split()
        if signed.field:
            name = "".join(written)
            if len(written) > 1 and _stands(text, name, signed.span.end, cable.span.end):
                yield Finding(signed.span, {"name": signed.span}, variant="apart")
            continue
        half = len(written) // 2
        if len(written) > 1 and written[:half] == written[half:]:
            second = text.rindex(written[half], signed.span.start, signed.span.end)
            yield Finding(signed.span, {"name": Span(second, signed.span.end)}, variant="twice")
            continue
        above = text[: signed.span.start].rstrip()[-len(signed.span.of(text)) - 1 :]
        if above == f"\n{signed.span.of(text)}":
            yield Finding(signed.span, {"name": signed.span}, variant="twice")
            continue
        line = text.rfind("\n", 0, signed.span.start) + 1
        if text[line : signed.span.start].strip():
            yield Finding(signed.span, {"name": signed.span})


def _stands(text: str, name: str, start: int, end: int) -> bool:
    """Whether a name follows the text as one word, as in the field of the person who approved the cable."""
    return any(text.find(form, start, end) >= 0 for form in (name, name.title()))
