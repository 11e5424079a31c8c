"""Checks of the envelope: date-time group, precedence, security line (ACP 127 format lines 4 and 5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sbu_check.checks.document import CLASSIFIED, copied
from sbu_check.checks.portions import all_judged
from sbu_check.diagnostics.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sbu_check.cable.elements import DateTimeGroup
    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context

MONTHS = frozenset({"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"})


def dtg_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """A date-time group that is no time or no date, or of another year than the MRN. Values: `part`, `year`."""
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
    """The level of the highest mark, where every mark is read."""
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
    """What stands before the month: the digits of day and time, and their zone."""
    return dtg.text.upper().partition(dtg.month)[0]


def _of_year(day: date, year: int) -> bool:
    """Whether a day is in the year; around New Year numbers and times part company."""
    return any((day + timedelta(days=days)).year == year for days in (-3, 0, 3))
