"""What a release puts in the place of words: black bars, notes such as `[REDACTED]`, exemption codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_BLOCKS = "\u2580-\u259f\u25a0\u25a1\u25ac\u25ae\u25fb\u25fc\u2b1b\u2b1c"
_BAR = re.compile(
    rf"[{_BLOCKS}]+|(?<!\w)[Xx]{{4,}}(?!\w)|_{{4,}}|\*{{4,}}|\b(?:REDACTED|EXCISED|SANITIZED)\b"
)

_NOTE = re.compile(r"[\[({<](?:[^\[\](){}<>]|\([^()\n]{1,12}\)){1,80}[\])}>]")
_SAID = re.compile(
    r"redact|withh?eld|delet|excis|not declassified|denied|omitted|sanitiz|blacked out|exempt", re.IGNORECASE
)

_CODES = (
    r"(?:\([bB]\) ?\([1-9]\)(?: ?\([A-Fa-f]\))?|\bB[1-9](?: ?\([A-F]\))?(?![\w(])|\bb\([1-9]\)"
    r"|\b1\.[45] ?\([A-Ha-h]\)|\b25X[1-9]\b|\b50X[12](?:-HUM|-WMD)?\b)"
)
_CODE = re.compile(_CODES)
_ONLY_CODES = re.compile(rf"[\[({{<][\s,;/]*(?:{_CODES}[\s,;/]*)+[\])}}>]")


@dataclass(frozen=True, slots=True)
class Cover:
    """A bar or a note. `width` is the number of characters of a bar, None for a note, whose length tells nothing."""

    span: Span
    width: int | None


def covers(text: str, original: str) -> list[Cover]:
    """The bars and notes of a copy, in order. What the original has word for word is its own."""
    own = {match[0] for match in _NOTE.finditer(original) if is_note(match[0])}
    notes = [
        Cover(Span(*match.span()), None)
        for match in _NOTE.finditer(text)
        if is_note(match[0]) and match[0] not in own
    ]
    inside = iter(notes)
    note = next(inside, None)
    widest = _widest(original)
    bars: list[Cover] = []
    for match in _BAR.finditer(text):
        span = Span(*match.span())
        while note and note.span.end <= span.start:
            note = next(inside, None)
        if not (note and note.span.holds(span)) and len(match[0]) > widest.get(_sign(match[0]), 0):
            bars.append(Cover(span, None if len(_sign(match[0])) > 1 else len(match[0])))
    return sorted([*notes, *bars], key=lambda cover: cover.span)


def _widest(text: str) -> Mapping[str, int]:
    """The width of the widest bar of each kind in a text."""
    found: dict[str, int] = {}
    for match in _BAR.finditer(text):
        sign = _sign(match[0])
        found[sign] = max(found.get(sign, 0), len(match[0]))
    return found


def _sign(bar: str) -> str:
    """What a bar is made of: its sign, or the word that stands for one."""
    return bar if bar.isalpha() and bar[1] not in "Xx" else bar[0]


def is_note(written: str) -> bool:
    """Whether what is in brackets says that something is withheld."""
    return bool(_SAID.search(written) or _ONLY_CODES.fullmatch(written))


def codes(text: str, known: Callable[[str], bool]) -> Iterator[Span]:
    """The exemption codes in the text of a copy. `known` tells what the original has too, as its own words."""
    for match in _CODE.finditer(text):
        if not known(match[0]):
            yield Span(*match.span())
