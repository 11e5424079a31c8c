"""Rules of headers that state a fact twice, and of the heads of converted and printed editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import MARKDOWN_HEAD
from sbu_check.checks.common.stated import odd_pages, stated
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context


class FieldValue(NamedTuple):
    """The value of a field of the upper header, with its place."""

    span: Span
    text: str


def dual_layer(cable: Cable, context: Context) -> Iterator[Finding]:
    """Two headers of one message that differ, one finding a field; variant `class` for an archive's data.

    Values: `field`, `above`, `below`.
    """
    if not odd_pages(context):  # a class line that the pages contradict is reported there
        yield from _original_class(cable)
    line, mrn = cable.classification, cable.routing.mrn
    if mrn is None or line is None or line.post is None or line.span.start < mrn.span.end:
        return
    upper = _fields(cable.text, Span(mrn.span.end, line.span.start))
    for name, below in _differing(cable, upper, line.span.start):
        above = upper[name]
        yield Finding(
            above.span,
            {"field": name, "above": above.span, "below": below},
            related=(Related(below, "the older header says {below}"),),
        )


def _fields(text: str, region: Span) -> dict[str, FieldValue]:
    """The fields of a SMART header, each with its continuation lines."""
    starts = list(terminal("SMART_FIELD").finditer(text, *region))
    fields: dict[str, FieldValue] = {}
    for found, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.start() if following else region.end
        gap = text.find("\n\n", found.end(), end)
        value = text[found.end() : end if gap < 0 else gap].rstrip(" \t\r\n|")
        name = found["label"].replace(".", "")
        fields.setdefault(name, FieldValue(Span(found.end(), found.end() + len(value)), value))
    return fields


def _differing(cable: Cable, upper: dict[str, FieldValue], older: int) -> Iterator[tuple[str, Span]]:
    """Yield the fields that differ in the older header, whose class line is at `older`, and their places there."""
    tags, subject, order = cable.tags_line, cable.subject, cable.executive_order
    if "TAGS" in upper and tags and tags.start > older and not _same_tags(cable, upper["TAGS"].text):
        yield "TAGS", tags
    if (
        "EO" in upper
        and order
        and order.order
        and order.span.start > older
        and (order.order.text not in upper["EO"].text)
    ):
        yield "EO", order.span
    below = subject and subject.span.start > older and "Subject" in upper
    if subject and below and not _same(upper["Subject"].text, subject.text):
        yield "Subject", subject.span
    moment, field = _moment(cable, older), next((name for name in upper if "/D" in name), "")
    stated = terminal("DATE_TIME").search(upper[field].text) if field else None
    if moment and stated and stated[0].upper() != moment.of(cable.text).upper():
        yield field, moment


def _same_tags(cable: Cable, above: str) -> bool:
    parts = terminal("BRACKETED").sub("", above.upper())
    listed = parts.split(",") if "," in parts else parts.split()
    own = {tag.written for tag in cable.tags if not tag.person}
    return not own or {part.strip() for part in listed if part.strip()} == own


def _moment(cable: Cable, older: int) -> Span | None:
    """The date-time group in the transmission lines above the class line: one at the head of a line."""
    mrn = cable.routing.mrn
    for found in terminal("DATE_TIME").finditer(cable.text, mrn.span.end if mrn else older, older):
        start = cable.text.rfind("\n", 0, found.start()) + 1
        if found.start() - start <= len("ZZ OO "):
            return Span(*found.span())
    return None


def _same(above: str, below: str) -> bool:
    """Whether two subjects have the same letters and digits, but for a mark before one and a cut at the end."""
    a, b = ("".join(filter(str.isalnum, words.upper())) for words in (above, below))
    return a == b or a.endswith(b) or b.endswith(a) or (len(a) > 20 and (a.startswith(b) or b.startswith(a)))


def _original_class(cable: Cable) -> Iterator[Finding]:
    """Report an original class in an archive's data that differs from the class line."""
    line = cable.classification
    at = cable.text.find("Original Classification:", *cable.span)
    if line is None or line.level is None or at < 0:
        return
    found = terminal("ORIGINAL_CLASS").match(cable.text, at)
    if found and found["level"] != line.level:
        place = Span(*found.span("level"))
        yield Finding(
            place,
            {"above": line.level, "below": place},
            related=(Related(line.span, "the classification line"),),
            variant="class",
        )


def subject_repeated(cable: Cable, context: Context) -> Iterator[Finding]:
    """The subject a second time, as a heading above the text."""
    subject = cable.subject
    if subject is None or len(subject.text) < 8:
        return
    for paragraph in cable.paragraphs[:2]:
        if (
            paragraph.number is None
            and paragraph.heading
            and _same(paragraph.span.of(cable.text), subject.text)
        ):
            yield Finding(paragraph.span, related=(Related(subject.span, "the subject"),))


def republication_head(cable: Cable, context: Context) -> Iterator[Finding]:
    """Fields in the head of a re-publication in Markdown that contradict the cable.

    Variants: `several` values in one, a declassification `early`, before the cable, and the `present` class of a
    record that was declassified. Values: `field`, `written`.
    """
    text = cable.text
    if not text.startswith(MARKDOWN_HEAD, cable.span.start) or text.find("\ncable-", *cable.span) < 0:
        return
    end = text.find("\n---", cable.span.start)
    end = end if end >= 0 else cable.span.end
    fields = {
        found["name"]: Span(*found.span("value"))
        for found in terminal("REPUBLISHED_HEAD").finditer(text, cable.span.start, end)
        if found["value"].strip()
    }
    foot = terminal("REPUBLISHED_FOOT").finditer(text, *cable.span)
    said = {found["name"]: Span(*found.span("value")) for found in foot}
    for name, span in fields.items():
        if terminal("DATE_TIME").search(text, *span) and terminal("OFFICE_CODE").search(text, *span):
            yield Finding(span, {"field": f"cable-{name}", "written": span}, variant="several")
    declassified, sent = fields.get("declass-date"), _year(text, fields.get("date"))
    if declassified and sent and (_year(text, declassified) or sent) < sent:
        again = said.get("Declassified")
        yield Finding(
            declassified,
            {"written": declassified},
            related=(Related(again, "and here"),) if again else (),
            variant="early",
        )
    level = fields.get("classification")
    if declassified and level and level.of(text).upper() == "UNCLASSIFIED":
        places = [banner.span for banner in cable.banners if banner.text.upper() == "UNCLASSIFIED"]
        places += [said["Classification"]] if "Classification" in said else []
        related = tuple(Related(place, "and here") for place in places if place.start > level.end)
        yield Finding(level, {"written": level}, related=related, variant="present")


def _year(text: str, span: Span | None) -> int | None:
    found = terminal("YEAR_ALONE").search(text, *span) if span else None
    return int(found[0]) if found else None


def class_in_note(cable: Cable, context: Context) -> Iterator[Finding]:
    """A printed edition that names the class in its source note only. Values: `words`."""
    line = cable.classification
    if cable.layout == "edition" and line is not None and not cable.banners:
        yield Finding(line.words.span, {"words": line.words})


def smart_date(cable: Cable, context: Context) -> Iterator[Finding]:
    """A SMART date field that is not in its form; variant `differs` if its two dates differ. Values: `written`."""
    at = cable.text.find("Date/D", *cable.header)
    found = terminal("SMART_DATE").match(cable.text, at) if at >= 0 else None
    if found is None:
        return
    span = Span(*found.span("value"))
    form = terminal("SMART_DATES").fullmatch(found["value"])
    if form is None:
        yield Finding(span, {"written": span})
    elif (form["month"].upper(), form["day"], form["year"]) != (form["in"].upper(), form["on"], form["of"]):
        yield Finding(span, {"written": span}, variant="differs")


def field_empty(cable: Cable, context: Context) -> Iterator[Finding]:
    """Fields of a SMART print without a value, reported once. Values: `field`, `count`."""
    if cable.layout != "smart" or cable.overlays:
        return
    places = [
        Span(*found.span("label")) for found in terminal("FIELD_BLANK").finditer(cable.text, *cable.span)
    ]
    if places:
        first, *rest = places
        related = tuple(Related(one, "and here") for one in rest)
        yield Finding(first, {"field": first, "count": len(places)}, related)


def attachment_high(cable: Cable, context: Context) -> Iterator[Finding]:
    """An attachment whose name has a mark or a class above that of the cable. Values: `mark`, `level`."""
    header, levels = stated(context), context.system.levels
    if header is None or header.level not in levels or cable.text.find("Attachment", *cable.body) < 0:
        return
    found = terminal("ATTACHED").search(cable.text, *cable.body)
    if found is None:
        return
    names = Span(*found.span("names"))
    for word in names.of(cable.text).replace(";", " ").split():
        mark = context.system.read_portion(word.strip("(),")).mark if word[0] == "(" else None
        level = mark.level if mark else word.strip(",.")
        if level in levels and levels.index(level) > levels.index(header.level):
            start = cable.text.index(word, *names)
            place = Span(start, start + len(word))
            related = (Related(header.span, "the header says {level}"),)
            yield Finding(place, {"mark": place, "level": header.level}, related)
            return
