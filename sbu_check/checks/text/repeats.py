"""The rule on words that are typed twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import listed
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Finding

_TWICE = pattern(
    r"(?<![\w'’/-])(?:(the|an|and|at|by|for|from|if|is|of|or|to|was|were|which|with|in|on)[ \t]*\r?\n?[ \t]*[ \n]\1"
    r"|(?-i:a[ \t]*\r?\n?[ \t]*[ \n]a(?= [a-z])))(?![\w'’/.-])",
    re.IGNORECASE,
)
"""Words that no sentence has twice in a row. "Not not" and "that that" are left out: cables repeat a NOT on purpose."""


def doubled(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report small words that occur twice in a row, once for a cable. Values: `count`."""
    subject = cable.subject
    runs = [subject.span] if subject else []
    runs += [run for paragraph in cable.paragraphs if paragraph.role != "quoted" for run in paragraph.body]
    places = [Span(*found.span()) for run in runs for found in _TWICE.finditer(cable.text, *run)]
    if places:
        yield listed(cable, places)
