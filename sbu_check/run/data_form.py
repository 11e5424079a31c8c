"""Whether data from a file has the expected form, without a library that takes long to load."""

from __future__ import annotations

from typing import Any

from sbu_check.values import value


@value
class Maybe:
    """The form of data that may also be None."""

    form: Any


class Words:
    """The form of a string that is one of a few."""

    def __init__(self, *words: str) -> None:
        self.words = frozenset(words)


def fits(data: Any, form: Any) -> bool:
    """Return whether parsed JSON has a form.

    A form is a type, `Maybe`, `Words`, a list with the form of each item, a tuple with the forms of the items in order,
    or a dictionary with the form of each value.
    """
    if isinstance(form, type):
        return type(data) is form
    if isinstance(form, Maybe):
        return data is None or fits(data, form.form)
    if isinstance(form, Words):
        return isinstance(data, str) and data in form.words
    if isinstance(form, dict):
        return isinstance(data, dict) and all(fits(one, form[str]) for one in data.values())
    if not isinstance(data, list):
        return False
    if isinstance(form, list):
        return all(fits(one, form[0]) for one in data)
    return len(data) == len(form) and all(map(fits, data, form))
