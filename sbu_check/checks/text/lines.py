"""Rules of printed lines: too wide, broken off, or joined."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common import prose
from sbu_check.checks.common.document import FULL_LINE, TYPED_LAYOUTS, listed, paragraph_at
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Paragraph
    from sbu_check.checks.common.context import Context

_HEADINGS = (
    "Summary",
    "SUMMARY",
    "Comment",
    "COMMENT",
    "Introduction",
    "INTRODUCTION",
    "Background",
    "BACKGROUND",
)
"""Headings inside a paragraph that a converter may run into its first sentence."""

_OTHERS = 2
"""Filled lines that must surround a short one: lists and timetables have short lines of their own."""

_SHORT = 26
"""Columns up to which a line between filled ones is broken off."""

CIRCUIT = 69
"""Characters that a line of a circuit takes (ACP 127(G) para 138 f)."""

_WRAPPED = 3
"""Lines from which a paragraph shows how it was wrapped."""

_SHOWN = 20
"""Related places of one finding."""

_RULE = "-----"
"""Shortest underline."""


def broken(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report once short lines of a teletype print that end in the middle of a sentence."""
    if cable.layout != "aad":
        return
    text, places = cable.text, []
    for paragraph in cable.paragraphs:
        for run in paragraph.body:
            lines = _lines(text, run)
            if sum(line.end - line.start >= FULL_LINE for line in lines) > _OTHERS:
                triples = zip(lines, pairwise(lines[1:]), strict=False)
                places += [
                    line for before, (line, after) in triples if _breaks_off(text, before, line, after)
                ]
    if places:
        yield listed(cable, places)


def _lines(text: str, run: Span) -> list[Span]:
    """The printed lines of a run of prose, without the blanks at their ends."""
    lines, at = [], run.start
    while at < run.end:
        end = text.find("\n", at, run.end)
        end = run.end if end < 0 else end
        lines.append(Span(at, at + len(text[at:end].rstrip())))
        at = end + 1
    return lines


def _breaks_off(text: str, before: Span, line: Span, after: Span) -> bool:
    """Whether a short line is between a filled line and one whose first word would have fitted in it."""
    width = line.end - line.start
    if not 0 < width <= _SHORT or before.end - before.start < FULL_LINE:
        return False
    words, following = line.of(text), after.of(text)
    if words[-1] in ".:;,!?)\"'-" or text[before.end - 1] in ".:;!?-" or "  " in words.strip():
        return False
    whole = text[before.start : before.end]
    return (
        following[:1].isalnum()
        and words[0].isalnum()
        and not terminal("ITEM_LETTER").match(following)
        and "   " not in whole
        and "   " not in following
        and not (words + following).endswith(":")
    )


def table_row(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report rows of a table whose label is on one line and whose values are on the next, among rows that are whole."""
    text = cable.text
    if cable.layout not in {"aad", "telegram", "archive"} or not cable.paragraphs:
        return
    places = []
    for found in terminal("TABLE_INDENT").finditer(text, cable.header.end, cable.paragraphs[-1].span.end):
        values = _line(text, found.end())
        label = _line(text, found.start() - 1)
        if _is_values(text, values) and terminal("TABLE_LABEL").fullmatch(text, *label):
            rows = _line(text, label.start - 1), _line(text, values.end + 1)
            if any(_is_row(text, row) for row in rows):
                places.append(Span(label.start, values.end))
    if places:
        yield listed(cable, places)


def _line(text: str, at: int) -> Span:
    """The line that holds an offset; its end is the line feed."""
    at = max(at, 0)
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def _is_values(text: str, line: Span) -> bool:
    values = line.of(text).split()
    return len(values) > 1 and all(map(terminal("TABLE_VALUE").fullmatch, values))


def _is_row(text: str, line: Span) -> bool:
    """Whether a line is a label with values after it."""
    words = line.of(text).split()
    return (
        len(words) > 2 and words[0][0].isalpha() and all(map(terminal("TABLE_VALUE").fullmatch, words[-2:]))
    )


def line_width(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of wrapped text that a circuit would break, reported once. Values: `width`, `limit`."""
    if cable.layout not in TYPED_LAYOUTS or "release" in cable.overlays:
        return
    wide = [line for paragraph in cable.paragraphs for line in _wide(cable.text, paragraph)]
    if wide:
        first, *rest = wide
        yield Finding(
            first,
            {"width": first.end - first.start, "limit": CIRCUIT},
            tuple(Related(line, "and this line") for line in rest[:_SHOWN]),
        )


def _wide(text: str, paragraph: Paragraph) -> list[Span]:
    """The lines of a paragraph beyond the limit; none if it is not wrapped to it, but runs on for a line or two."""
    lines = [line for run in paragraph.body for line in _whole_lines(text, run)]
    wide = [line for line in lines if line.end - line.start > CIRCUIT]
    return wide if len(lines) >= _WRAPPED and len(wide) * 2 < len(lines) else []


def _whole_lines(text: str, run: Span) -> Iterator[Span]:
    """The lines that a run of prose touches, each whole and without the blanks at its end."""
    at = text.rfind("\n", 0, run.start) + 1
    while at < run.end:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip()
        if line:
            yield Span(at, at + len(line))
        at = end + 1


def heading(cable: Cable, context: Context) -> Iterator[Finding]:
    """A heading with its underline on one line, or an underline in several groups.

    Variants: `sentence` if the heading is also glued to the sentence before it, `groups` for an underline of its
    own line that is broken. One finding for each kind.
    """
    text = cable.text
    found: dict[str | None, list[Span]] = {}
    at = text.find(_RULE, cable.header.start, cable.span.end)
    while at >= 0:
        rule = terminal("DASHES").match(text, at)
        assert rule
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        line = Span(start, len(text) if end < 0 else end)
        at = text.find(_RULE, line.end, cable.span.end)
        if text[rule.end() : line.end].strip():
            continue
        before = text[start : rule.start()].strip(" \t\f")
        if before and before[-1:] not in "-_|+":
            glued = bool(prose.GLUED_HEADING.search(before)) and not before.isupper()
            found.setdefault("sentence" if glued else None, []).append(Span(start, rule.end()))
        elif not before and " " in rule[0].strip() and _under_heading(text, start):
            found.setdefault("groups", []).append(Span(*rule.span()))
    for paragraph in cable.paragraphs:
        start = paragraph.body[0].start if paragraph.body else 0
        word = next((word for word in _HEADINGS if text.startswith(word, start)), "")
        after = text[start + len(word) : start + len(word) + 2]
        if word and after[:1].isupper() and after[1:].islower():
            found.setdefault("words", []).append(Span(start, start + len(word)))
    for variant, spans in found.items():
        yield Finding(
            spans[0],
            {"count": len(spans)},
            related=tuple(Related(span, "and here") for span in spans[1:]),
            variant=variant,
            paragraph=paragraph_at(cable, spans[0].start),
        )


def _under_heading(text: str, start: int) -> bool:
    """Whether the line above is one short line of words, as a heading is, and not the heads of table columns."""
    above = text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
    return bool(above) and "  " not in above and any(map(str.isalpha, above))


def item(cable: Cable, context: Context) -> Iterator[Finding]:
    """Labels of parts without a blank after them, reported once: `A.DEBRIEFING`. Values: `label`, `count`."""
    text = cable.text
    if not cable.paragraphs:
        return
    own = {one.number.span.start for one in cable.paragraphs if one.number}
    region = Span(cable.header.end, cable.paragraphs[-1].span.end)
    places = [
        Span(*found.span("label"))
        for found in terminal("BARE_ITEM").finditer(text, *region)
        if found.start("label") not in own and not found["label"][0].isdigit() and _starts_part(text, found)
    ]
    if places:
        yield Finding(
            places[0],
            {"label": places[0], "count": len(places)},
            related=tuple(Related(place, "and here") for place in places[1:]),
            paragraph=paragraph_at(cable, places[0].start),
        )


def _starts_part(text: str, found: re.Match[str]) -> bool:
    """Whether the line before is blank or ends a sentence: an initial (`J.Smith`) in running text opens no part."""
    above = text.rfind("\n", 0, max(found.start() - 1, 0)) + 1
    before = text[above : found.start()].rstrip()
    return not before or before[-1] in ".:;)"
