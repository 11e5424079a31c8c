"""The day of a document from the name of its file, by a template such as `%Y-%m-%d`.

A template is no regular expression: its letters stand for themselves, its fields for a fixed number of digits or for
the name of a month. So no template can keep the program busy.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIELDS = {
    "Y": r"(?P<Y>(?:19|20)[0-9]{2})",
    "y": r"(?P<y>[0-9]{2})",
    "m": r"(?P<m>0[1-9]|1[0-2])",
    "b": rf"(?P<b>{'|'.join(_MONTHS)})",
    "d": r"(?P<d>0[1-9]|[12][0-9]|3[01])",
    "j": r"(?P<j>[0-3][0-9]{2})",
    "%": "%",
}
"""The fields: year of four or two digits, month in digits or by name, day of the month, day of the year, a sign %."""

_SAME = ({"Y", "y"}, {"m", "b"}, {"j", "m"}, {"j", "b"})
"""Fields that do not go together."""

LONGEST = 100
"""Characters of the longest template."""

_CENTURY = 69
"""From this year of two digits on it is 1900 and so many, as POSIX has it."""


class NoTemplate(ValueError):
    """A text that is no template of a day; the message says what was expected."""


@lru_cache(maxsize=64)
def template(text: str) -> re.Pattern[str]:
    """The template as a pattern of fixed length. Raises NoTemplate."""
    if len(text) > LONGEST:
        raise NoTemplate(f"a template of {LONGEST} characters at most")
    fields: set[str] = set()
    pattern = "".join(_pieces(text, fields))
    if not fields & {"Y", "y"}:
        raise NoTemplate('a template with a year, such as "%Y-%m-%d"')
    if "d" in fields and not fields & {"m", "b"}:
        raise NoTemplate("a month (%m or %b) beside the day %d")
    if any(pair <= fields for pair in _SAME):
        raise NoTemplate("a template that says year, month and day once each")
    # Digits that go on to the left or right belong to another number.
    before = "(?<![0-9])" if text[:1] == "%" else ""
    after = "(?![0-9])" if text[-2:-1] == "%" else ""
    return re.compile(before + pattern + after, re.IGNORECASE)


def _pieces(text: str, fields: set[str]) -> Iterator[str]:
    at = 0
    while at < len(text):
        if text[at] != "%":
            yield re.escape(text[at])
            at += 1
            continue
        field = text[at + 1 : at + 2]
        if field not in _FIELDS:
            raise NoTemplate(f"%{field} to be one of {', '.join('%' + one for one in _FIELDS)}")
        if field in fields:
            raise NoTemplate(f"%{field} once only")
        if field != "%":
            fields.add(field)
        yield _FIELDS[field]
        at += 2


def day_in(name: str, text: str) -> date | None:
    """The day that the name of a file says by a template, the first where several fit; None where none does.

    Without a day it is the first of the month, without a month the first of the year. Raises NoTemplate.
    """
    return next((day for found in template(text).finditer(name) if (day := _day(found.groupdict()))), None)


def _day(said: dict[str, str]) -> date | None:
    year = int(said["Y"]) if "Y" in said else _full(int(said["y"]))
    month = int(said["m"]) if "m" in said else 1
    if "b" in said:
        month = _MONTHS.index(said["b"].lower()) + 1
    try:
        day = date(year, month, int(said.get("d", 1)))
    except ValueError:
        return None
    if "j" not in said:
        return day
    # A day of the year counts from its first, and must lie in it.
    counted = date(year, 1, 1) + timedelta(days=int(said["j"]) - 1)
    return counted if counted.year == year else None


def _full(year: int) -> int:
    return year + (1900 if year >= _CENTURY else 2000)
