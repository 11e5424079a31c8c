"""Checks of printed lines: broken off, parted by blank ones, rows of tables in two, scraps, letters, stray pilcrows."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.declared import paragraph_at
from sbu_check.checks.interruptions import joined
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Artifact, Cable, Subparagraph
    from sbu_check.checks.context import Context

_FULL = 45
"""Columns from which on a line counts as filled; drafters keep to 55 (5 FAH-1 H-246)."""
_OTHERS = 2
"""Filled lines that must stand around one: lists and timetables have short lines of their own."""
_SHORT = 26
"""Columns up to which a line between filled ones is broken off."""
_INDENTED = pattern(r"\n[ \t]{3,}(?=[(0-9$-])")
_VALUE = pattern(r"[(0-9$-][0-9.,$%()-]*")
_LABEL_ALONE = pattern(r"[ \t]*[A-Za-z][A-Za-z .&/-]*[ \t\r]*")
_SCRAP = 12
"""Signs of the longest line that a scanner made of a speck or a page number."""
_SHORT_LINE = pattern(rf"\n[^\n]{{1,{_SHORT}}}(?=\n)")
_RUNS = pattern(r"[A-Za-z0-9]+")
_LETTER = pattern(r"\(?([A-Za-z])[.)]")


def split(cable: Cable, context: Context) -> Iterator[Finding]:
    """Blank lines that cut a sentence. Values: none."""
    for index, span in _blank_lines(cable):
        if _cuts(cable.text, span):
            first, last = cable.text.index("\n", *span), cable.text.rindex("\n", *span)
            yield Finding(
                Span(first + 1, max(first + 1, last)),
                related=(Related(Span(span.end, span.end + 1), "the sentence goes on here"),),
                edits=(joined(cable.text, span),),
                paragraph=index,
            )


def _blank_lines(cable: Cable) -> Iterator[tuple[int, Span]]:
    """The blank lines inside each paragraph, and those before an unnumbered one that is no heading."""
    paragraphs = cable.paragraphs
    for index, paragraph in enumerate(paragraphs):
        for span in paragraph.splits:
            yield index, span
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if (
            following
            and following.number is None
            and not (following.heading or following.marks)
            and paragraph.body
        ):
            yield index, Span(paragraph.body[-1].end, following.span.start)


def _cuts(text: str, gap: Span) -> bool:
    """Whether a sentence goes on behind blank lines: with a small letter or, all in capitals, behind a filled line."""
    line = text[text.rfind("\n", 0, gap.start) + 1 : gap.start]
    if line.rstrip("\"')]”’").endswith((".", "?", "!", ":", ";")) or not gap.of(text).isspace():
        return False
    head = text[gap.end : gap.end + 4]
    if head[:1].islower():
        return True
    return len(line) >= _FULL and line.isupper() and head[:2].isalpha()


def broken(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of a teletype print that end long before they are full, in the middle of a sentence, told once."""
    if cable.layout != "aad":
        return
    text, places = cable.text, []
    for paragraph in cable.paragraphs:
        for run in paragraph.body:
            lines = _lines(text, run) if _SHORT_LINE.search(text, *run) else []
            if sum(line.end - line.start >= _FULL for line in lines) > _OTHERS:
                triples = zip(lines, pairwise(lines[1:]), strict=False)
                places += [
                    line for before, (line, behind) in triples if _breaks_off(text, before, line, behind)
                ]
    if places:
        yield _listed(cable, places)


def _lines(text: str, run: Span) -> list[Span]:
    """The printed lines of a run of prose, without the blanks at their ends."""
    lines, at = [], run.start
    while at < run.end:
        end = text.find("\n", at, run.end)
        end = run.end if end < 0 else end
        lines.append(Span(at, at + len(text[at:end].rstrip())))
        at = end + 1
    return lines


def _breaks_off(text: str, before: Span, line: Span, behind: Span) -> bool:
    """Whether a short line stands between one that is filled and one that would have gone on in it."""
    width = line.end - line.start
    if not 0 < width <= _SHORT or before.end - before.start < _FULL:
        return False
    words, following = line.of(text), behind.of(text)
    if words[-1] in ".:;,!?)\"'-" or text[before.end - 1] in ".:;!?-" or "  " in words.strip():
        return False
    whole = text[before.start : before.end]
    return (
        following[:1].isalnum()
        and words[0].isalnum()
        and not _LETTER.match(following)
        and "   " not in whole
        and "   " not in following
        and not (words + following).endswith(":")
    )


def table_row(cable: Cable, context: Context) -> Iterator[Finding]:
    """Rows of a table whose label stands on one line and whose values on the next, among rows that are whole."""
    text = cable.text
    if cable.layout not in {"aad", "telegram", "archive"} or not cable.paragraphs:
        return
    places = []
    for found in _INDENTED.finditer(text, cable.header.end, cable.paragraphs[-1].span.end):
        values = _line(text, found.end())
        label = _line(text, found.start() - 1)
        if _is_values(text, values) and _LABEL_ALONE.fullmatch(text, *label):
            rows = _line(text, label.start - 1), _line(text, values.end + 1)
            if any(_is_row(text, row) for row in rows):
                places.append(Span(label.start, values.end))
    if places:
        yield _listed(cable, places)


def _line(text: str, at: int) -> Span:
    """The line that holds an offset; its end is the line feed."""
    at = max(at, 0)
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def _is_values(text: str, line: Span) -> bool:
    values = line.of(text).split()
    return len(values) > 1 and all(map(_VALUE.fullmatch, values))


def _is_row(text: str, line: Span) -> bool:
    """Whether a line is a label with values behind it."""
    words = line.of(text).split()
    return len(words) > 2 and words[0][0].isalpha() and all(map(_VALUE.fullmatch, words[-2:]))


def scrap(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of a scanned copy that hold a sign or two and no word, told once."""
    if "release" not in cable.overlays or not cable.paragraphs:
        return
    text = cable.text
    lines = text[cable.header.start : cable.span.end].split("\n")
    places, at = [], cable.header.start
    for line in lines:
        words = line.strip()
        if words and len(words) <= _SCRAP and _is_scrap(words):
            start = at + line.index(words)
            place = Span(start, start + len(words))
            if not _known(cable, place):
                places.append(place)
        at += len(line) + 1
    if places:
        yield _listed(cable, places)


def _is_scrap(words: str) -> bool:
    """Whether a short line is signs without a word: one letter, or no three letters or digits together."""
    if len(words) == 1:
        return True
    return not words.isalnum() and words[-1] != ":" and max(map(len, _RUNS.findall(words)), default=0) < 3


def _known(cable: Cable, place: Span) -> bool:
    """Whether a line of signs is a mark, a code or a rule that the layout knows, or a bullet of a list."""
    index = paragraph_at(cable, place.start)
    number = cable.paragraphs[index].number if index is not None else None
    if number and number.span.start <= place.start < number.span.end:
        return True
    if place.of(cable.text) in "•-*–—_":
        return True
    before = bisect_right(cable.artifacts, place.start, key=_start) - 1
    return before >= 0 and cable.artifacts[before].span.end > place.start


def _start(artifact: Artifact) -> int:
    return artifact.span.start


def item_sequence(cable: Cable, context: Context) -> Iterator[Finding]:
    """Letters of a paragraph's parts that repeat or leave one out. Values: `letter`, `before`, `expected`."""
    parts: list[Subparagraph] = []
    for paragraph in cable.paragraphs:
        if paragraph.number is not None or paragraph.heading:
            yield from _out_of_order(cable, parts)
            parts = []
        parts += [part for part in paragraph.subparagraphs if _LETTER.fullmatch(part.label.text)]
    yield from _out_of_order(cable, parts)


def _out_of_order(cable: Cable, parts: Sequence[Subparagraph]) -> Iterator[Finding]:
    if len(parts) < 3:
        return
    letters = [_letter(part) for part in parts]
    if letters[0] not in "Aa":
        return
    for at in range(1, len(parts)):
        letter, before = letters[at], letters[at - 1]
        step = ord(letter) - ord(before)
        if letter in "Aa" or letter.isupper() != before.isupper():
            return
        if step == 1:
            continue
        if step in {0, 2} and (at + 1 == len(parts) or ord(letters[at + 1]) - ord(letter) == 1):
            span = parts[at].label.span
            yield Finding(
                span,
                {"letter": letter, "before": before, "expected": chr(ord(before) + 1)},
                related=(Related(parts[at - 1].label.span, "the part before it"),),
                variant="again" if step == 0 else None,
                paragraph=paragraph_at(cable, span.start),
            )


def _letter(part: Subparagraph) -> str:
    found = _LETTER.fullmatch(part.label.text)
    return found[1] if found else ""


def pilcrow(cable: Cable, context: Context) -> Iterator[Finding]:
    """A pilcrow before a number that opens no paragraph, such as a year at the head of a line. Values: `word`."""
    text = cable.text
    own = {one.number.span.start for one in cable.paragraphs if one.number}
    at = text.find("¶", cable.header.end, cable.span.end)
    while at >= 0:
        if at not in own:
            end = at + 1
            while end < len(text) and not text[end].isspace():
                end += 1
            place = Span(at, end)
            yield Finding(place, {"word": place}, paragraph=paragraph_at(cable, at))
        at = text.find("¶", at + 1, cable.span.end)


def _listed(cable: Cable, places: Sequence[Span]) -> Finding:
    return Finding(
        places[0],
        {"count": len(places)},
        related=tuple(Related(place, "and here") for place in places[1:]),
        paragraph=paragraph_at(cable, places[0].start),
    )
