"""Rules of paragraphs and their parts: joined, split, out of order, or of a quoted document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import FULL_LINE, paragraph_at
from sbu_check.checks.common.interruptions import joined
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Cable, Subparagraph
    from sbu_check.checks.common.context import Context


def quoted_numbering(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers of a quoted document among the cable's own, reported once; variant `letters` for its lettered items."""
    numbers = [one.number.span for one in cable.paragraphs if one.role == "quoted" and one.number]
    letters = [
        part.label.span
        for block in cable.blocks
        if block.kind == "text" and block.opener
        for one in cable.paragraphs[block.first : block.last + 1]
        for part in one.subparagraphs
        if part.span.start > block.opener.end
        and part.label.text[:-1].isalpha()
        and part.label.text[1:] == "."
    ]
    for variant, places in ((None, numbers), ("letters", letters)):
        if len(places) > 1:
            yield Finding(
                places[0],
                {"count": len(places)},
                related=tuple(Related(place, "and here") for place in places[1:]),
                variant=variant,
                paragraph=paragraph_at(cable, places[0].start),
            )


def paragraphs(cable: Cable, context: Context) -> Iterator[Finding]:
    """Paragraphs that begin inside a line, reported once. Values: `number` of the first, `count`."""
    joined = [
        (index, one) for index, one in enumerate(cable.paragraphs) if one.role == "inline" and one.number
    ]
    if not joined:
        return
    numbers = [one.number for _, one in joined if one.number]
    edits = [_parted(cable, one.span.start) for _, one in joined]
    yield Finding(
        numbers[0].span,
        {"number": numbers[0].digits, "count": len(joined)},
        related=tuple(Related(number.span, "and here") for number in numbers[1:]),
        variant="several" if len(joined) > 1 else None,
        edits=tuple(edits),
        paragraph=joined[0][0],
    )


def _parted(cable: Cable, start: int) -> Edit:
    """The edit that puts a line end, and a blank line, before a place inside a line."""
    before = start
    while cable.text[before - 1] in " \t":
        before -= 1
    end = "\r\n" if "\r\n" in cable.text[cable.span.start : start] else "\n"
    return Edit(Span(before, start), end * 2)


def split(cable: Cable, context: Context) -> Iterator[Finding]:
    """Blank lines that cut sentences, reported once for a cable. Values: `count`."""
    cuts = [(index, span) for index, span in _blank_lines(cable) if _cuts(cable.text, span)]
    if not cuts:
        return
    index, span = cuts[0]
    first, last = cable.text.index("\n", *span), cable.text.rindex("\n", *span)
    yield Finding(
        Span(first + 1, max(first + 1, last)),
        {"count": len(cuts)},
        related=tuple(
            Related(Span(cut.end, cut.end + 1), "the sentence goes on here" if cut is span else "and here")
            for _, cut in cuts
        ),
        variant="several" if len(cuts) > 1 else None,
        edits=tuple(joined(cable.text, cut) for _, cut in cuts),
        paragraph=index,
    )


def _blank_lines(cable: Cable) -> Iterator[tuple[int, Span]]:
    """The blank lines inside each paragraph, and those before an unnumbered one other than a heading."""
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
    """Whether a sentence goes on after blank lines: with a small letter or, all in capitals, after a filled line."""
    line = text[text.rfind("\n", 0, gap.start) + 1 : gap.start]
    if line.rstrip("\"')]”’").endswith((".", "?", "!", ":", ";")) or not gap.of(text).isspace():
        return False
    head = text[gap.end : gap.end + 4]
    if head[:1].islower():
        return True
    return len(line) >= FULL_LINE and line.isupper() and head[:2].isalpha()


def item_sequence(cable: Cable, context: Context) -> Iterator[Finding]:
    """Letters of a paragraph's parts that repeat or leave one out. Values: `letter`, `before`, `expected`."""
    parts: list[Subparagraph] = []
    for paragraph in cable.paragraphs:
        if paragraph.number is not None or paragraph.heading:
            yield from _out_of_order(cable, parts)
            parts = []
        parts += [
            part for part in paragraph.subparagraphs if terminal("ITEM_LETTER").fullmatch(part.label.text)
        ]
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
    found = terminal("ITEM_LETTER").fullmatch(part.label.text)
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
