"""The rule on dates that the calendar does not have: the day of a month, the day of the week."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import MONTHS, day
from sbu_check.checks.common.document import copied, paragraph_at
from sbu_check.diagnostics.model import Finding
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_SHORT_MONTH = r"(?:APR(?:IL)?|JUNE?|SEPT?(?:EMBER)?|NOV(?:EMBER)?)"

_NO_DAY = pattern(
    rf"(?<![\w.,/-])(?:31\s{{1,2}}{_SHORT_MONTH}|3[01]\s{{1,2}}FEB(?:RUARY)?|{_SHORT_MONTH}\.?\s{{1,2}}31"
    r"|FEB(?:RUARY)?\.?\s{1,2}3[01])(?![\w/%-]|[.,][0-9])",
    re.IGNORECASE,
)

_WEEKDAY = pattern(
    r"\b(MON|TUE|WED|THU|FRI|SAT|SUN)(?:S|NES|RS|UR)?DAY,?\s{1,2}"
    r"(?:([A-Z]{3,9})\.?\s{1,2}([0-9]{1,2})(?:ST|ND|RD|TH)?|([0-9]{1,2})(?:ST|ND|RD|TH)?\s{1,2}([A-Z]{3,9})\.?),?\s{1,2}"
    r"((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)

_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def impossible(cable: Cable, context: Context) -> Iterator[Finding]:
    """Dates in the text that the calendar does not have; variant `weekday` for another day of the week.

    Values: `date`, `weekday`.
    """
    text, order = cable.text, cable.executive_order
    copy = copied(cable)
    for found in _NO_DAY.finditer(text, *cable.span):
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
    for found in _WEEKDAY.finditer(text, *cable.span):
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
