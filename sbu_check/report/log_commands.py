"""Commands that a CI server reads in a log, taken out of what the program prints.

GitHub runs a line that begins with `::`, blanks before it or not; Azure Pipelines, GitHub and TeamCity run `##[…]`,
`##vso[…]` and `##teamcity[…]` anywhere on a line; GitLab folds at `section_start:`. A file name, a mark or a message of
a custom rule may hold each of them. A form for programs keeps its values: there a sign is escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sbu_check.report.visible import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["plain", "text", "json", "markup", "raw"]
"""How a text escapes a sign: with a blank, as JSON, as HTML and XML, or not at all.

`plain` also shows control characters, `text` has none but those of its colours.
"""

_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"#(?=#(?:\[|vso\[|teamcity\[))|(?<=section)_(?=(?:start|end):)", re.IGNORECASE)


def inert(text: str, kind: Kind = "text") -> str:
    """The text without a command that a log runs."""
    if kind == "raw":
        return text
    if kind == "plain":
        text = "\n".join(map(clean, text.split("\n")))
    if kind != "json" and "::" in text:
        text = _AT_START.sub(r"\1&#58;" if kind == "markup" else r"\1: ", text)
    if kind in {"plain", "text"}:
        return _ANYWHERE.sub(r"\g<0> ", text) if _suspect(text) else text
    if not _suspect(text):
        return text
    escape = r"\u%04x" if kind == "json" else "&#%d;"
    return _ANYWHERE.sub(lambda found: escape % ord(found[0]), text)


def _suspect(text: str) -> bool:
    return "##" in text or "ection_" in text.lower()


def inert_blocks(blocks: Iterable[str], kind: Kind = "text") -> Iterator[str]:
    """Each block of a report without commands."""
    return (inert(block, kind) for block in blocks)
