"""The rule on dates that the calendar does not have: the day of a month, the day of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.terminals import MONTHS, day
from sbu_check.checks.common.document import copied, occurrences, paragraph_at
from sbu_check.checks.common.prose import DAY_OF_WEEK, IMPOSSIBLE_DAY
from sbu_check.diagnostics.model import Finding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_AROUND = 45
"""Characters around a word of a date in which its other words are."""


def impossible(cable: Cable, context: Context) -> Iterator[Finding]:
    """Dates in the text that the calendar does not have; variant `weekday` for another day of the week.

    Values: `date`, `weekday`.
    """
    order, group = cable.executive_order, cable.routing.dtg
    own = [one.span for one in (order, group) if one]  # these have rules of their own
    for found in _near(cable, IMPOSSIBLE_DAY, ("31", "30")):
        place = Span(*found.span())
        if not any(span.meets(place) for span in own):
            index = paragraph_at(cable, place.start)
            yield Finding(place, {"date": place}, variant="copy" if copied(cable) else None, paragraph=index)
    for found in _near(cable, DAY_OF_WEEK, ("day", "DAY")):
        month = MONTHS.get((found[2] or found[5])[:3].upper(), 0)
        when = day(int(found[6]), month, int(found[3] or found[4])) if month else None
        if when and _DAYS[when.weekday()] != found[1].upper():
            place = Span(*found.span())
            values = {"date": place, "weekday": _NAMES[when.weekday()]}
            yield Finding(place, values, variant="weekday", paragraph=paragraph_at(cable, place.start))


def _near(cable: Cable, form: re.Pattern[str], words: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that hold one of the words."""
    last = -1
    for at in sorted(occurrences(cable.text, words, cable.span)):
        found = (
            form.search(cable.text, max(at - _AROUND, cable.span.start, last), at + _AROUND)
            if at > last
            else None
        )
        if found and found.start() <= at < found.end():
            last = found.end()
            yield found
