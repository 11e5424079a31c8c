"""Rules of the transmission header: date-time group, precedence, addresses, security line (ACP 127)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import CLASSIFIED, copied
from sbu_check.checks.common.portions import all_judged
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sbu_check.cable.elements import DateTimeGroup
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

MONTHS = frozenset({"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"})

PSEUDO_HEADER = 6
"""Lines of a post's pseudo-header (5 FAH-2 H-220)."""


def dtg_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """A date-time group that is not a time or not a date, or of another year than the MRN. Values: `part`, `year`."""
    dtg = cable.routing.dtg
    if dtg is None:
        return
    part = _impossible(dtg)
    if part:
        yield Finding(dtg.span, {"part": part}, variant="copy" if copied(cable) else None)
    elif "Z" not in _time(dtg):
        yield Finding(dtg.span, variant="zone")
    elif dtg.when and (year := cable.routing.mrn_year) and not _of_year(dtg.when, year):
        yield Finding(
            dtg.span,
            {"year": f"{year % 100:02}"},
            related=(Related(cable.routing.mrn.span, "the message number"),) if cable.routing.mrn else (),
            variant="year",
        )


def precedence_known(cable: Cable, context: Context) -> Iterator[Finding]:
    """A precedence that no list has, or one that had been given up. Values: `word`, `until`."""
    for term in cable.routing.precedence:
        known = context.vocabulary.precedence(term.text)
        if known is None:
            yield Finding(term.span, {"word": term}, variant="copy" if copied(cable) else None)
        elif known.until and context.year is not None and context.year > known.until:
            yield Finding(term.span, {"word": known.word, "until": known.until}, variant="former")


def fl4_class_agree(cable: Cable, context: Context) -> Iterator[Finding]:
    """A security line whose letters are those of another class than the class line. Values: `letters`, `level`."""
    security, line = cable.routing.security, cable.classification
    if security is None or line is None or line.level is None:
        return
    classes = context.vocabulary.classes
    named = {name for name, word in classes.items() if security.text in word.security}
    efto = {"UNCLASSIFIED EFTO"} if line.level == "UNCLASSIFIED" else set()
    own = classes.get(line.level)
    if not named or own is None or not own.security or line.level in named or named & efto:
        return
    order = list(classes)
    higher = all(order.index(name) > order.index(line.level) for name in named)
    yield Finding(
        security.span,
        {"letters": security, "named": min(named), "level": line.level},
        related=(Related(line.span, "the classification line says {level}"),),
        variant="higher" if higher else "marked" if named & _highest_level(context) else None,
    )


def _highest_level(context: Context) -> set[str]:
    """Return the level of the highest mark, if every mark can be read."""
    levels = [one.mark.level for one in context.known if one.mark] if all_judged(context) else []
    return {max(levels, key=context.system.levels.index)} & CLASSIFIED if levels else set()


def _impossible(dtg: DateTimeGroup) -> str | None:
    """The part of a date-time group that cannot be."""
    if dtg.month.upper() not in MONTHS:
        return "month"
    if len(_time(dtg).rstrip("Z ")) != len("021647"):
        return "time"
    if not 1 <= dtg.day <= 31:
        return "day"
    if dtg.hour > 23:
        return "hour"
    if dtg.minute > 59:
        return "minute"
    return None if dtg.when else "date"


def _time(dtg: DateTimeGroup) -> str:
    """Return the text before the month: the digits of day and time, and their zone."""
    return dtg.text.upper().partition(dtg.month)[0]


def _of_year(day: date, year: int) -> bool:
    """Whether a day is in the year; around New Year the number may be of the other year."""
    return any((day + timedelta(days=days)).year == year for days in (-3, 0, 3))


def pseudo_header_six(cable: Cable, context: Context) -> Iterator[Finding]:
    """The lines above the originator's address of a post's draft, if they are not six. Values: `count`."""
    own, origin = cable.classification, next(iter(cable.routing.recipients), None)
    if cable.layout != "draft" or own is None or origin is None or origin.action != "FM":
        return
    if own.span.start > origin.span.start:
        return
    above = cable.text[own.span.start : origin.span.start].split("\n\n")[0]
    lines = [line for line in above.replace("\r", "").split("\n") if line.strip()]
    if len(lines) != PSEUDO_HEADER:
        yield Finding(
            own.words.span, {"count": len(lines)}, (Related(origin.span, "the originator's address"),)
        )


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


def routing_blank(cable: Cable, context: Context) -> Iterator[Finding]:
    """Blank lines between the lines of the transmission header, reported once."""
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


def _transmitted(text: str, head: Span, before: int, after: int) -> bool:
    """Whether lines of the transmission precede and follow the blank lines."""
    start = text.rfind("\n", head.start, before) + 1 or head.start
    return all(terminal("TRANSMITTED").match(text, at, head.end) for at in (start, after))


def corrected_copy(cable: Cable, context: Context) -> Iterator[Finding]:
    """A notice that this copy replaces an earlier transmission. Values: `notice`."""
    text, region = cable.text, Span(cable.span.start, cable.header.end)
    if any(text.find(words, *region) >= 0 for words in ("CORRECTED COPY", "C O R R E C T E D")):
        found = terminal("CORRECTED_LINE").search(text, *region)
        if found:
            notice = Span(found.start("notice"), found.start("notice") + len(found["notice"].rstrip()))
            yield Finding(notice, {"notice": notice})


def date_unknown(cable: Cable, context: Context) -> Iterator[Finding]:
    """A cable without any date that can be read, and without an order that tells its years."""
    if cable.layout in {"none", "edition"} or context.on or context.year is not None:
        return
    order = cable.executive_order
    if order and order.order and context.vocabulary.order(order.order.text):
        return
    line = cable.classification
    start = line.span.start if line else cable.header.start
    end = cable.text.find("\n", start, cable.header.end)
    yield Finding(Span(start, line.span.end if line else cable.header.end if end < 0 else end))
