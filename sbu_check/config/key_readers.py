"""Readers of the values in a configuration: each returns the value, or raises Unfit with what it expected."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sbu_check.config.suppressions import SuppressedPlace, UnusableSuppression
from sbu_check.diagnostics.model import RANK
from sbu_check.rules.selection import UnknownName, resolve
from sbu_check.text.globs import BadGlob, globs
from sbu_check.text.schema_faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sbu_check.rules.model import Rule


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


class Unfit(Exception):
    """A value that its key does not accept; the message says what was expected. `below` is the key below it."""

    def __init__(self, expected: str, *below: str) -> None:
        super().__init__(expected)
        self.below = below


def string(value: object) -> str:
    """Return a string that is not empty."""
    if isinstance(value, str) and value:
        return value
    raise Unfit("a string")


def strings(value: object) -> tuple[str, ...]:
    """Return a list of strings as a tuple."""
    if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
        return tuple(value)
    raise Unfit("a list of strings")


def words(value: object) -> frozenset[str]:
    """Return a list of strings as a set."""
    return frozenset(strings(value))


def glob_patterns(value: object) -> tuple[str, ...]:
    """Return patterns as in .gitignore."""
    patterns = strings(value)
    try:
        globs(patterns)
    except BadGlob as error:
        raise Unfit(f"patterns as in .gitignore, but {error}") from None
    return patterns


def one_or_more_globs(value: object) -> tuple[str, ...]:
    """Return one pattern as in .gitignore, or a list of them."""
    listed = [value] if isinstance(value, str) else value
    try:
        strings(listed)
    except Unfit:
        raise Unfit("a pattern as in .gitignore, or a list of them") from None
    return glob_patterns(listed)


def rule_name(rules: Mapping[str, Rule], value: object) -> str:
    """Return the current name of one of `rules`."""
    try:
        return resolve(string(value), rules).id
    except UnknownName as error:
        raise Unfit(f"one rule by its own name, but {error}") from None


def place(value: object) -> SuppressedPlace:
    """Return the place that a suppression names."""
    try:
        return SuppressedPlace.parse(string(value))
    except UnusableSuppression as error:
        raise Unfit(str(error)) from None


def reason(value: object) -> str:
    """Return a reason in words."""
    if isinstance(value, str) and value.strip():
        return value
    raise Unfit("the reason in words")


def flag(value: object) -> bool:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise Unfit("true or false")


def day(value: object) -> date:
    """Return a date without a time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise Unfit("a date such as 2005-03-02, without quotation marks")


def severity(value: object) -> str:
    """Return a severity."""
    if isinstance(value, str) and value in RANK:
        return value
    raise Unfit(f'"error", "warning" or "info", not {shown(value)}')


def severities(value: object) -> dict[str, str]:
    """Return a severity for each rule or family of a table."""
    if isinstance(value, dict):
        return {name: _severity_of(name, level) for name, level in value.items()}
    raise Unfit('a table of rules, each with "error", "warning" or "info"')


def _severity_of(rule: str, level: object) -> str:
    try:
        return severity(level)
    except Unfit as error:
        raise Unfit(str(error), rule) from None


def expected_kind(value: object) -> str:
    """Return the kind of document that every file must be."""
    if value == "cable":
        return "cable"
    raise Unfit('"cable"')


def date_template(value: object) -> str:
    """Return the template of a day in the names of files."""
    try:
        template(string(value))
    except NoTemplate as error:
        raise Unfit(str(error)) from None
    return string(value)
