"""Checks of single fields: SMART date, precedences and addresses, the E.O. label, names in references, blank lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.checks.document import label
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context

_DATE_FIELD = pattern(r"Date/D[TI][GC]:[ \t|]*([^\s|][^\n|]*?)[ \t|\r]*\n")
_DATE = pattern(
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d{2}), (?P<century>\d{2})(?P<year>\d{2}) / "
    r"(?P<on>\d{2})\d{4}Z (?P<in>[A-Za-z]{3}) (?P<of>\d{2})"
)
_BLANK_FIELD = pattern(r"^[ \t]*(From|To|Action):?[ \t]*\r?\n(?=[ \t]*[A-Z][A-Za-z/. ]{1,18}:)", re.MULTILINE)
_TRANSMITTED = pattern(r"(?:VZCZ|[A-Z]{2} RU|DE R|ZN[RY] |[ROPZ] \d{6}Z|FM |TO |INFO )")
_ADDRESS_NAMES = ("SECSTATE", "AMEMBASSY", "AMCONSUL", "USMISSION")


def smart_date(cable: Cable, context: Context) -> Iterator[Finding]:
    """A SMART date field that is not in its form; variant `differs` where its two dates differ. Values: `written`."""
    at = cable.text.find("Date/D", *cable.header)
    found = _DATE_FIELD.match(cable.text, at) if at >= 0 else None
    if found is None:
        return
    span = Span(*found.span(1))
    form = _DATE.fullmatch(found[1])
    if form is None:
        yield Finding(span, {"written": span})
    elif (form["month"].upper(), form["day"], form["year"]) != (form["in"].upper(), form["on"], form["of"]):
        yield Finding(span, {"written": span}, variant="differs")


def address_precedence(cable: Cable, context: Context) -> Iterator[Finding]:
    """SMART addresses without a precedence; variant `glued`: it is run into the name. Values: `address`, `word`."""
    if cable.layout != "smart":
        return
    words = tuple(fact.word for fact in context.vocabulary.precedences.values())
    for one in cable.routing.recipients:
        if one.precedence is not None or one.action not in {"TO", "INFO"}:
            continue
        name = one.name.upper()
        word = next((word for word in words if name.endswith(word)), None)
        if word is None and one.action == "TO":
            yield Finding(one.span, {"address": one.span})
        elif word and name[: -len(word)][-1:].isalnum():
            yield Finding(one.span, {"address": one.span, "word": word}, variant="glued")


def address_blank(cable: Cable, context: Context) -> Iterator[Finding]:
    """An address field that is blank in a copy released in full. Values: `field`, `disposition`."""
    stamp = next((one for one in cable.dispositions if "FULL" in one.text.upper()), None)
    if stamp is None or stamp.text.upper().startswith("DEN") or "release" not in cable.overlays:
        return
    for found in _BLANK_FIELD.finditer(cable.text, cable.span.start, cable.header.end):
        field = Span(*found.span(1))
        yield Finding(
            field, {"field": field, "disposition": stamp}, related=(Related(stamp.span, "the stamp"),)
        )


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


def reference_address(cable: Cable, context: Context) -> Iterator[Finding]:
    """A reference that calls a post by its address, SECSTATE or AMEMBASSY. Values: `written`, `post`."""
    for one in cable.references:
        name = (one.written_post or "").upper()
        if name.startswith(_ADDRESS_NAMES):
            first, _, rest = name.partition(" ")
            meant = "STATE" if first == "SECSTATE" else rest
            if meant and meant != name:
                start = cable.text.find(one.written_post or "", *one.span)
                span = one.span if start < 0 else Span(start, start + len(name))
                yield Finding(span, {"written": span, "post": meant})


def routing_blank(cable: Cable, context: Context) -> Iterator[Finding]:
    """Blank lines between the lines of the transmission header, told once."""
    line = cable.classification
    if cable.layout != "telegram" or line is None:
        return
    text, holes = cable.text, []
    head = Span(cable.span.start, line.span.start)
    gap = text.find("\n", *head)
    while gap >= 0:
        end = gap + 1
        while end < head.end and text[end] in " \t\r\n\f":
            end += 1
        if text.count("\n", gap, end) > 1 and _transmitted(text, head, gap, end):
            start = gap + 1
            holes.append(Span(start, text.find("\n", start)))
        gap = text.find("\n", end, head.end)
    if holes:
        yield Finding(holes[0], related=tuple(Related(hole, "and here") for hole in holes[1:]))


def _transmitted(text: str, head: Span, before: int, behind: int) -> bool:
    """Whether a line of the transmission stands right before and right behind the blank lines."""
    start = text.rfind("\n", head.start, before) + 1 or head.start
    return bool(_TRANSMITTED.match(text, start, head.end) and _TRANSMITTED.match(text, behind, head.end))
