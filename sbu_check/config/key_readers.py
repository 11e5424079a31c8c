"""Readers of the values in a configuration: each returns the value, or raises Unfit with what it expected."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sbu_check.config.date_pattern import NoTemplate, template
from sbu_check.config.suppressions import SuppressedPlace, UnusableSuppression
from sbu_check.diagnostics.model import RANK
from sbu_check.rules.selection import UnknownName, resolve
from sbu_check.text.globs import BadGlob, globs
from sbu_check.text.schema_faults import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbu_check.rules.model import Rule


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
