"""Rules of the E.O. line and of the classifier block."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import classified, copied, label, level, whole
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.slips import nearest
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import ClassifierBlock, ExecutiveOrder, Term
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.facts import KnownOrder

NAMED_CLASSIFIER = frozenset({"12958", "13526"})
"""The orders under which a cable names its classifier and the reason (5 FAH-1 H-246)."""

_TEMPLATES = 2
"""Years in which offices may still use the templates of an order that was replaced."""

_NO_EXEMPTION = date(2003, 9, 22)
"""The day from which X1 to X8 mark no new document (32 CFR 2001 of 2003, under E.O. 13292)."""

_EXEMPTIONS = frozenset({"X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8"})


def eo_number(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report an unknown order, or one that is not written as `E.O. nnnnn:`. Values: `order`, `meant`, `label`."""
    line = cable.executive_order
    if line is None or line.order is None:
        return
    order, orders = line.order, context.vocabulary.orders
    if order.text not in orders:
        meant = nearest(order.text, (number for number, fact in orders.items() if fact.printed))
        yield Finding(
            order.span,
            {"order": order, "meant": meant or ""},
            variant="misspelt" if meant else None,
            edits=(Edit(order.span, meant),) if meant else (),
        )
    elif not orders[order.text].printed:
        yield Finding(order.span, {"order": order}, variant="amendment")
    else:
        yield from _misspelt_label(cable, line, order)


def eo_too_new(cable: Cable, context: Context) -> Iterator[Finding]:
    """An order younger than the cable. Values: `order`, `day`."""
    line, order, day = cable.executive_order, _order(cable, context), cable.date or context.on
    if line is None or line.order is None or order is None or day is None or _later_note(line):
        return
    if day < order.signed:
        yield Finding(line.order.span, {"order": order.number, "day": order.signed.isoformat()})
    elif day < order.effective and order.verified:
        values = {"order": order.number, "day": order.effective.isoformat()}
        yield Finding(line.order.span, values, variant="signed")


def eo_too_old(cable: Cable, context: Context) -> Iterator[Finding]:
    """An order that another had replaced when the cable was sent. Values: `order`, `day`."""
    line, order, day = cable.executive_order, _order(cable, context), context.on
    if line is None or line.order is None or order is None or day is None or order.replaced is None:
        return
    if day >= order.replaced and not _later_note(line):
        values = {"order": order.number, "day": order.replaced.isoformat()}
        old = day.year - order.replaced.year > _TEMPLATES
        yield Finding(line.order.span, values, variant="long" if old else None)


def eo_na_classified(cable: Cable, context: Context) -> Iterator[Finding]:
    """N/A on a classified cable. Values: `level`."""
    line = cable.executive_order
    if line and line.value and classified(cable) and _opening(line.value) in {"N/A", "NA"}:
        own = cable.classification
        yield Finding(
            line.value.span,
            {"level": level(cable) or ""},
            related=(Related(own.span, "the classification line says {level}"),) if own else (),
        )


def eo_decl_unclassified(cable: Cable, context: Context) -> Iterator[Finding]:
    """A declassification instruction on an unclassified cable. Values: `value`, `level`."""
    line, own = cable.executive_order, cable.classification
    if line is None or line.value is None or own is None or own.level != "UNCLASSIFIED" or _later_note(line):
        return
    if _opening(line.value) in {"DECL", "OADR", "GDS", "ADS", "XGDS", "RDS"}:
        yield Finding(
            line.value.span,
            {"value": line.value, "level": own.level},
            related=(Related(own.span, "the classification line says {level}"),),
        )


def eo_value_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """A value of another order, or of no order. Values: `value`, `order`, `owner`."""
    line, order = cable.executive_order, _order(cable, context)
    if line is None or order is None or not order.words:
        return
    if line.value is None or not line.value.text:
        if cable.layout != "smart" and line.order:
            variant = "blank" if copied(cable) else "empty"
            yield Finding(line.order.span, {"order": order.number}, variant=variant)
        return
    word = _opening(line.value)
    block = cable.classified_by
    if word == "DECL" and line.value.text.upper().strip(" .:-") in {"DECL", "DECLASSIFY ON"}:
        if not (block and block.declassify_on):
            variant = "blank" if copied(cable) else "undated"
            yield Finding(line.value.span, {"value": line.value, "order": order.number}, variant=variant)
        return
    if (
        word == "DECL"
        and context.on
        and context.on >= _NO_EXEMPTION
        and _EXEMPTIONS.intersection(line.value.text.upper().replace(",", " ").split())
    ):
        yield Finding(line.value.span, {"value": line.value, "order": order.number}, variant="exemption")
        return
    if word in _stems(order.words) or word == "NA" or _later_note(line):
        return
    owners = [other.number for other in context.vocabulary.orders.values() if word in _stems(other.words)]
    values = {"value": line.value, "order": order.number, "owner": owners[0] if owners else ""}
    yield Finding(line.value.span, values, variant=None if owners else "strange")


def classifier_block(cable: Cable, context: Context) -> Iterator[Finding]:
    """A classified cable of an order that wants the classifier named, and does not name one. Values: `level`."""
    line, own = cable.executive_order, cable.classification
    if own is None or line is None or line.order is None or not classified(cable) or not whole(cable):
        return
    if line.order.text not in NAMED_CLASSIFIER or _later_note(line):
        return
    values, related = (
        {"level": own.level or "", "order": line.order.text},
        (Related(line.span, "the E.O. line"),),
    )
    block = cable.classified_by
    if block is None and cable.layout != "smart" and not _names_classifier(cable):
        yield Finding(own.words.span, values, related)
    elif block and (variant := _lacking(cable, block)):
        yield Finding(block.span, values, related, variant=variant)


def _lacking(cable: Cable, block: ClassifierBlock) -> str | None:
    """Return the part that a classifier block lacks, as the variants name it, or `twice` for two blocks; else None."""
    words = block.span.of(cable.text).casefold()
    if "derived from" in words:
        return None if block.classifier else "source"
    if words.count("classified by") > 1:
        return "twice"
    copy = copied(cable)
    if block.classifier is None:
        return "classifier" if block.reasons and not (copy and "classified" in words) else None
    if cable.layout == "smart" and block.declassify_on is None and not copy:
        return "until"
    after = cable.text[block.span.end : block.span.end + _AFTER].casefold()
    if block.reasons or "1.4" in after or "1.5" in after:
        return None
    if copy:  # a reason that a scanner misread is one too
        return None if any(map(str.isdigit, words)) or "reason" in words + after else "reason"
    rest = words.partition(block.classifier.text.casefold())[2]
    if block.declassify_on:
        rest = rest.replace(block.declassify_on.text.casefold(), "")
    return None if any(map(str.isdigit, rest)) else "reason"


_AFTER = 80
"""Characters after a classifier block in which its reason may occur apart."""


def reason_letters(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report a reason that names an unknown category. Values: `reason`, `section`, `letters`."""
    block = cable.classified_by
    if (
        block
        and block.reasons
        and not copied(cable)
        and not any(any(map(str.isalpha, one.text)) for one in block.reasons)
    ):
        yield Finding(block.reasons[0].span, {"reason": block.reasons[0]}, variant="none")
        return
    sections = {reasons.section: reasons for reasons in context.vocabulary.reasons}
    section: str | None = None
    for reason in block.reasons if block else ():
        found = terminal("REASON_PARTS").fullmatch(reason.text.replace(" ", ""))
        named, letter = found.groups() if found else (None, None)
        section = named or section
        if section is None:
            continue
        known = sections.get(section)
        if known is None and not named:
            continue  # told at the reason that names the section
        if known is None:
            yield Finding(reason.span, {"reason": reason, "section": section}, variant="section")
        elif letter and letter.lower() not in known.letters:
            letters = f"(a) to ({known.letters[-1]})"
            yield Finding(reason.span, {"reason": reason, "section": section, "letters": letters})
        elif named and context.on and not known.on(context.on):
            other = next((one.section for one in sections.values() if one.on(context.on)), None)
            values = {"reason": reason, "section": other or ""}
            yield Finding(reason.span, values, variant="era" if other else "early")


def classifier_on_unclassified(cable: Cable, context: Context) -> Iterator[Finding]:
    """A classifier block on an unclassified cable. Values: `level`."""
    block, own = cable.classified_by, cable.classification
    if block and own and own.level == "UNCLASSIFIED":
        yield Finding(
            block.span,
            {"level": own.level},
            related=(Related(own.span, "the classification line says {level}"),),
        )


def _misspelt_label(cable: Cable, line: ExecutiveOrder, order: Term) -> Iterator[Finding]:
    """An E.O. line that is not written `E.O. nnnnn:`, in the layouts that write it so."""
    written = label(cable.text, line.span.start)
    after = cable.text[order.span.end : order.span.end + 1]
    if cable.layout not in {"archive", "telegram", "draft"} or (
        cable.text[written.start : order.span.start].split() == ["E.O."]
        and (after == ":" or line.value is None)
    ):
        return
    span = Span(written.start, order.span.end + (after != "" and after in ":;,."))
    meant = f"E.O. {order.text}:"
    yield Finding(span, {"written": span, "meant": meant}, variant="spelling", edits=(Edit(span, meant),))


def _order(cable: Cable, context: Context) -> KnownOrder | None:
    line = cable.executive_order
    return context.vocabulary.order(line.order.text) if line and line.order else None


def _later_note(line: ExecutiveOrder) -> bool:
    """Whether the line is about a later declassification, and so not the cable's own order."""
    value = line.value.text.upper() if line.value else ""
    return "DECLASSIFIED" in value or "AS AMENDED" in value


def _names_classifier(cable: Cable) -> bool:
    """Whether the header or one of the first paragraphs names a classifier in a form of its own."""
    first = cable.paragraphs[:3]
    words = cable.text[cable.header.start : first[-1].span.end if first else cable.header.end].casefold()
    return "classified by" in words or "derived from" in words


def _opening(value: Term) -> str:
    """The first word of a value, without the number that a category adds: `XGDS-2` is XGDS."""
    found = terminal("VALUE_WORD").search(value.text.upper())
    return _stem(found[0]) if found else ""


def _stem(word: str) -> str:
    word = "DECL" if word.startswith("DECL") else word.strip("-/")
    return word[:-2] if word[-2:-1] == "-" and word[-1:].isdigit() else word


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_stem, words))


def eo_label(cable: Cable, context: Context) -> Iterator[Finding]:
    """A misspelt label of the E.O. line in the layouts that print it as it came. Values: `written`, `meant`."""
    line = cable.executive_order
    if line is None or line.order is None or cable.layout not in {"aad", "smart"}:
        return
    written = label(cable.text, line.span.start)
    letters = written.of(cable.text).strip()
    smart = (
        written.end < line.order.span.start
        and cable.text.find(":", written.start, line.order.span.start) >= 0
    )
    meant = "E.O.:" if smart else "E.O."
    if letters not in {meant, "E.O.", "EO"}:
        yield Finding(written, {"written": written, "meant": meant})
