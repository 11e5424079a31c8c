"""How far a report may show document text."""

from __future__ import annotations

from typing import Literal

from sbu_check.marking import system
from sbu_check.values import value

UP_TO = "up-to"


class UnknownLimit(ValueError):
    """What was given as the limit is neither `all`, `none` nor a mark; the message says what was expected."""


@value
class Limit:
    """How far a report may show document text: all of it, none, or paragraphs whose mark is at most `mark`."""

    kind: Literal["all", "none", "up-to"]
    mark: str = ""

    @classmethod
    def parse(cls, words: str, marking_system: str = "state") -> Limit:
        """The limit that `all`, `none`, `SBU` or `up-to SBU` says. Raises UnknownLimit."""
        if words == "all":
            return ALL
        if words == "none":
            return cls("none")
        mark = words.removeprefix(UP_TO).lstrip(" :=").upper()
        reading = system(marking_system).read_portion(mark)
        if reading.mark is None or reading.problems:
            raise UnknownLimit(f"expected all, none or up-to and a portion mark such as SBU, found {words!r}")
        return cls("up-to", mark)


ALL = Limit("all")
