"""Rules of the dates on which a cable is to be declassified: of the E.O. line and of the classifier block."""

from __future__ import annotations

from datetime import MINYEAR, date
from typing import TYPE_CHECKING

from sbu_check.cable.elements import full_year
from sbu_check.cable.terminals import MONTHS, day, terminal
from sbu_check.checks.common.document import copied, level
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import Term
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_YEARS = 25

_PLAIN_SINCE = date(1995, 10, 14)
"""The day of E.O. 12958, which set the limit of a plain date."""


class _Date(NamedTuple):
    """A date as the header writes it; `when` is None if the calendar does not have it."""

    span: Span
    when: date | None
    swapped: bool = False
    """Whether it is a day of the calendar with the day before the month."""


def eo_date_range(cable: Cable, context: Context) -> Iterator[Finding]:
    """A declassification date before the cable, more than 25 years after it, or not in the calendar.

    Values: `date`; of variant `block` also `other`, the date of the classifier block.
    """
    line, block = cable.executive_order, cable.classified_by
    stated = _dates(cable.text, line.value if line else None)
    again = _dates(cable.text, block.declassify_on if block else None)
    odd = [one for one in (*stated, *again) if one.when is None]
    if odd:
        first, *rest = odd
        variant = "swapped" if first.swapped else "copy" if copied(cable) else "impossible"
        yield Finding(
            first.span,
            {"date": first.span},
            tuple(Related(one.span, "and here") for one in rest),
            variant=variant,
        )
        return
    yield from _out_of_range(cable, context, again)
    until = line.declassify_on if line and line.declassify_date in {one.when for one in stated} else None
    if until and again and again[0].when not in {one.when for one in stated}:
        yield Finding(
            again[0].span,
            {"date": until, "other": again[0].span},
            (Related(until.span, "the E.O. line"),),
            variant="block",
        )


def _out_of_range(cable: Cable, context: Context, block: list[_Date]) -> Iterator[Finding]:
    """The date of the E.O. line, or of the classifier block if the line has none."""
    line, sent = cable.executive_order, _sent(cable, context)
    if line and line.declassify_on and line.declassify_date:
        until, place = line.declassify_date, line.declassify_on.span
    elif block and block[0].when:
        until, place = block[0].when, block[0].span
    else:
        return
    if sent is None or level(cable) == "UNCLASSIFIED":
        return  # on an unclassified cable the date itself is reported
    first, last = sent
    if until <= first:
        yield Finding(place, {"date": place})
    elif until > _years_after(last, _YEARS) and first >= _PLAIN_SINCE:
        yield Finding(place, {"date": place}, variant="late")


def _sent(cable: Cable, context: Context) -> tuple[date, date] | None:
    """The first and the last day on which the cable may have been sent: one day, or a year if only that is known."""
    if day := cable.date or context.on:
        return day, day
    year = context.year
    return (date(year, 1, 1), date(year, 12, 31)) if year is not None and year >= MINYEAR else None


def _dates(text: str, value: Term | None) -> list[_Date]:
    """Everything in a value that has the form of a date."""
    return [
        read
        for found in (terminal("HEADER_DATE").finditer(text, *value.span) if value else ())
        if (read := _read(Span(*found.span()), found.groupdict()))
    ]


def _read(span: Span, parts: dict[str, str | None]) -> _Date | None:
    """Return the date of the parts; None for an unknown month."""
    if eight := parts["eight"]:
        return _Date(span, day(int(eight[:4]), int(eight[4:6]), int(eight[6:])))
    if name := parts["in"] or parts["month"]:
        month = MONTHS.get(name[:3].upper())
        number, year = parts["day"] or parts["on"] or "", parts["of"] or parts["year"] or ""
        return _Date(span, day(full_year(year), month, int(number))) if month else None
    one, two, three = parts["one"] or "", parts["two"] or "", parts["three"] or ""
    if len(one) > 2:
        return _Date(span, day(int(one), int(two), int(three)))
    when = day(full_year(three), int(one), int(two))
    return _Date(span, when, swapped=when is None and day(full_year(three), int(two), int(one)) is not None)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a year without one
        return day.replace(year=day.year + years, day=28)
