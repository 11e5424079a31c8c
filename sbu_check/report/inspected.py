"""What was understood of a cable, as plain values: the documents of `inspect`.

The document itself, unmasked. `mark` is as written, `highest_mark` is the meaning of all marks; a value that the text
does not hold is null or empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sbu_check.cable.model import Cable, Memo
from sbu_check.checks.common.stated import banner_of as memo_banner
from sbu_check.report.levels import banner_of

if TYPE_CHECKING:
    from sbu_check.cable.elements import Reference
    from sbu_check.cable.model import Document, Paragraph
    from sbu_check.checks.common.context import Context
    from sbu_check.text.lines import LineIndex

_HEADER = frozenset({"subject", "classifier"})
"""Places of marks that are not in the text."""


def understood(path: str, context: Context, lines: LineIndex) -> dict[str, Any]:
    """One document of `inspect --format json`; `lines` are those of the whole file."""
    document = context.document
    # A marked document has no header: its fields are those of a cable without one.
    cable = document if isinstance(document, Cable) else Cable(document.text, document.span)
    header = cable.classification
    routing = cable.routing
    post, number = _serial(cable)
    return {
        "path": path,
        "line": lines.position(document.span.start).line,
        "layout": document.layout,
        "overlays": list(document.overlays),
        "evidence": [{"cue": one.name, "weight": one.weight, "text": one.text} for one in document.evidence],
        "marking_system": context.system.name,
        "banner": _own_banner(context),
        "classification": header.level if header else _of_memo(context),
        "captions": list(dict.fromkeys(caption.name for caption in cable.captions)) or _controls(context),
        "sections": [
            {"part": one.part, "of": one.of, "line": lines.position(one.span.start).line}
            for one in cable.sections
        ],
        "post": post,
        "number": number,
        "eo": _order(cable),
        "tags": [tag.text for tag in cable.tags],
        "subject": document.subject.text if document.subject else None,
        "refs": [reference.text for reference in cable.references],
        "references": [_reference(one) for one in cable.references],
        "precedence": routing.precedence[0].text if routing.precedence else None,
        "dtg": routing.dtg.text if routing.dtg else None,
        "classified_by": _classifier(document),
        "declassify_on": _declassify(document),
        "recipients": [
            {"action": one.action, "name": one.name, "precedence": one.precedence}
            for one in routing.recipients
        ],
        "paragraphs": _paragraphs(context, lines),
        "portions": _portions(context, lines),
        "highest_mark": _highest(context),
        "required_banner": _banner(context),
        "sipdis_lines": [lines.position(one.span.start).line for one in cable.sipdis],
        "continuation_lines": [
            {"line": lines.position(one.span.start).line, "text": one.text}
            for one in cable.continuation_lines
        ],
        "signature": {
            "text": cable.signature.text,
            "line": lines.position(cable.signature.span.start).line,
        }
        if cable.signature
        else None,
    }


def _own_banner(context: Context) -> str | None:
    """The banner that the document needs for all its text: its own, or a higher one that its marks need."""
    cable = context.document if isinstance(context.document, Cable) else None
    header, highest = cable.classification if cable else None, banner_of(context)
    level = header.level if header else _of_memo(context)
    if level is None:
        return highest[1] if highest else None
    mark = context.system.read_banner(level).mark
    if highest and mark and highest[0] > context.system.rank(mark.level):
        return highest[1]
    captions = [caption.name for caption in cable.captions] if cable else []
    captions = captions or _controls(context)
    return "; ".join(dict.fromkeys((level, *captions)))


def _of_memo(context: Context) -> str | None:
    """The level that the banner of a marked document says."""
    banner = memo_banner(context) if isinstance(context.document, Memo) else None
    return banner.mark.level if banner else None


def _serial(cable: Cable) -> tuple[str | None, str | None]:
    """Post and number: from the class line, else from the SMART message reference number (`11 TEL AVIV 4354`)."""
    header = cable.classification
    if header and (header.post or header.number):
        return header.post.text if header.post else None, header.number.text if header.number else None
    words = cable.routing.mrn.text.split() if cable.routing.mrn else []
    if len(words) > 2:
        return " ".join(words[1:-1]), words[-1]
    return None, None


def _order(cable: Cable) -> str | None:
    line = cable.executive_order
    if line is None:
        return None
    return ": ".join(term.text for term in (line.order, line.value) if term) or None


def _reference(one: Reference) -> dict[str, Any]:
    return {
        "label": one.label,
        "kind": one.kind,
        "year": one.year,
        "post": one.post,
        "number": one.number,
        "text": one.text,
    }


def _controls(context: Context) -> list[str]:
    """The controls that the banner of a marked document names."""
    banner = memo_banner(context) if isinstance(context.document, Memo) else None
    return list(context.system.captions(banner.mark)) if banner else []


def _classifier(document: Document) -> str | None:
    if isinstance(document, Memo):
        return _field(document, "CLASSIFIED BY")
    block = document.classified_by if isinstance(document, Cable) else None
    return block.classifier.text if block and block.classifier else None


def _field(memo: Memo, name: str) -> str | None:
    return next((one.value.text for one in memo.fields if one.name == name and one.value), None)


def _declassify(document: Document) -> str | None:
    if isinstance(document, Memo):
        return _field(document, "DECLASSIFY ON")
    places = (document.executive_order, document.classified_by) if isinstance(document, Cable) else ()
    for place in places:
        if place and place.declassify_on:
            return place.declassify_on.text
    return None


def _paragraphs(context: Context, lines: LineIndex) -> list[dict[str, Any]]:
    cable = context.document
    return [
        {
            "number": paragraph.number.digits,
            "true_number": None if true is None else str(true),
            "mark": _mark(paragraph),
            "line": lines.position(paragraph.number.span.start).line,
            "role": paragraph.role,
        }
        for paragraph, true in zip(cable.paragraphs, context.numbering.numbers, strict=True)
        if paragraph.number
    ]


def _portions(context: Context, lines: LineIndex) -> list[dict[str, Any]]:
    """Every portion that a mark opens, in order."""
    cable = context.document
    return [
        {
            "mark": portion.written.text,
            "line": place.line,
            "column": place.column,
            "paragraph": _number(cable, portion.paragraph),
            "place": portion.place,
        }
        for portion in context.portions
        for place in (lines.position(portion.written.span.start),)
    ]


def _number(cable: Document, index: int | None) -> str | None:
    """The number of a paragraph as printed, None without one."""
    number = cable.paragraphs[index].number if index is not None else None
    return number.digits if number else None


def _mark(paragraph: Paragraph) -> str | None:
    mark = paragraph.mark or paragraph.misplaced
    return mark.text if mark else None


def _highest(context: Context) -> str | None:
    """The high-water mark of the text: the subject's mark is of the subject alone."""
    marks = [portion.mark for portion in context.known if portion.mark and portion.place not in _HEADER]
    return context.system.join(marks).highest if marks else None


def _banner(context: Context) -> dict[str, Any] | None:
    banner = context.required
    if banner is None:
        return None
    return {"classification": banner.classification, "captions": list(banner.captions)}
