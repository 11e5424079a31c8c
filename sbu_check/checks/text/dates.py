"""The rule on dates that the calendar does not have: the day of a month, the day of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.terminals import MONTHS, day
from sbu_check.checks.common.document import copied, paragraph_at
from sbu_check.checks.common.prose import DAY_OF_WEEK, IMPOSSIBLE_DAY
from sbu_check.diagnostics.model import Finding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def impossible(cable: Cable, context: Context) -> Iterator[Finding]:
    """Dates in the text that the calendar does not have; variant `weekday` for another day of the week.

    Values: `date`, `weekday`.
    """
    text, order = cable.text, cable.executive_order
    copy = copied(cable)
    for found in IMPOSSIBLE_DAY.finditer(text, *cable.span):
        place = Span(*found.span())
        if not (order and order.span.holds(place)) and not (
            cable.routing.dtg and cable.routing.dtg.span.meets(place)
        ):
            yield Finding(
                place,
                {"date": place},
                variant="copy" if copy else None,
                paragraph=paragraph_at(cable, place.start),
            )
    for found in DAY_OF_WEEK.finditer(text, *cable.span):
        month = MONTHS.get((found[2] or found[5])[:3].upper(), 0)
        when = day(int(found[6]), month, int(found[3] or found[4])) if month else None
        if when and _DAYS[when.weekday()] != found[1].upper():
            place = Span(*found.span())
            yield Finding(
                place,
                {"date": place, "weekday": _NAMES[when.weekday()]},
                variant="weekday",
                paragraph=paragraph_at(cable, place.start),
            )


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
