"""Paragraph heads that no line showed: where the count leaves out a number, the text between is searched for it.

Such a number has no full stop, is in brackets, in the middle of a line, or printed with letters for digits. No form
proves it: the place, the form and the text after it are weighed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.header_lines import portion_mark
from sbu_check.cable.model import ParagraphNumber
from sbu_check.cable.numbering.damage import legible, value
from sbu_check.cable.numbering.explain import Printed, explain
from sbu_check.cable.prose import Draft
from sbu_check.cable.terminals import BLANKS, place_pattern, terminal, trimmed
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.prose import TextReader

BELIEVED = 5
"""The weight from which a number opens a paragraph."""

APART, LINE, INSIDE = 4, 2, 1
"""The weight of a place: after a blank line or an interruption, at the head of a line, inside a line."""

MARKED = 5
"""The weight of a portion mark after the number."""

SENTENCE = 2
"""The weight of a sentence after the number."""

PILCROW = 3
"""The weight of a pilcrow before the number."""

STOPPED, SIGNED = 2, 1
"""The weight of a full stop or a closing bracket after the number, and of another sign."""

LETTERS = -2
"""The weight of letters in the place of digits."""

MISSING, LAST = 2, -1
"""The weight of a number that the count leaves out, and of one after the last number."""

WIDEST = 40
"""Most numbers that are searched for between two others."""

PROSE = 40
"""Characters of the shortest sentence that a number without a mark may open."""

ENDINGS = ".?!)\"'”’]-=_"
"""What may be before a number inside the text: the end of a sentence, or the underline of a heading."""


class LostHead(NamedTuple):
    """A number in a run of prose, with what it opens and how much speaks for it.

    `draft` is the place of its paragraph in the stretch that was searched, `rest` is where the text after it begins.
    """

    weight: int
    value: int
    number: ParagraphNumber
    marks: tuple[PortionMark, ...]
    draft: int
    rest: int


def take_lost_heads(text: str, reader: TextReader) -> None:
    """Begin a paragraph at each lost head, in time linear in the length of the text."""
    drafts = reader.drafts
    printed = [
        Printed(draft.number.digits if draft.number else None, quoted=draft.quoted) for draft in drafts
    ]
    counted = [
        (index, number)
        for index, (draft, number) in enumerate(zip(drafts, explain(printed).numbers, strict=True))
        if draft.number and number and not draft.quoted
    ]
    parts: dict[int, list[Draft]] = {}
    start, count = 0, 0
    for index, number in [*counted, (len(drafts), None)]:
        if number is None or count + 1 < number <= count + 1 + WIDEST:
            stretch = drafts[start:index]
            for place, heads in _by_draft(_heads(text, stretch, count, number)).items():
                parts[start + place] = _parts(text, stretch[place], heads)
        start, count = index, max(count, number or 0)
    if parts:
        _replace(reader, parts)


def _heads(text: str, stretch: Sequence[Draft], count: int, following: int | None) -> list[LostHead]:
    """The believed heads of the numbers between two others, in order; of the places of a number the likeliest."""
    last = following or count + 1 + WIDEST
    best: dict[int, LostHead] = {}
    for head in _candidates(text, stretch, MISSING if following else LAST):
        known = best.get(head.value)
        if (
            count < head.value < last
            and head.weight >= BELIEVED
            and (known is None or head.weight > known.weight)
        ):
            best[head.value] = head
    found: list[LostHead] = []
    for number in range(count + 1, last):
        likeliest = best.get(number)
        if likeliest and not _is_listed(text, stretch, likeliest, found):
            found.append(likeliest)
        elif following is None:
            break
    # A lone "1" in a text without numbers counts nothing.
    return found if count or following or len(found) > 1 else []


def _is_listed(text: str, stretch: Sequence[Draft], head: LostHead, found: Sequence[LostHead]) -> bool:
    """Whether a head is before the one of the number before, or in brackets after the same in a list: `(1) … (2)`."""
    start = head.number.span.start
    if found and found[-1].value == head.value - 1:
        return start < found[-1].rest
    return text[start] == "(" and text.find(f"({head.value - 1})", stretch[0].start, start) >= 0


def _candidates(text: str, stretch: Sequence[Draft], known: int) -> Iterator[LostHead]:
    for place, draft in enumerate(stretch):
        for index, run in enumerate(() if draft.quoted else draft.runs):
            for found in terminal("LOST_HEAD").finditer(text, *run):
                weight = _place(text, draft, index, found.start("number"))
                head = _head(text, found, run, place, weight + known) if weight else None
                if head:
                    yield head


def _place(text: str, draft: Draft, index: int, start: int) -> int:
    """The weight of a place in a run; 0 where no paragraph may begin."""
    run = draft.runs[index]
    before = text[max(run.start, start - 40) : start].rstrip(BLANKS + "*#")
    if not before:
        return APART if index or not (draft.number or draft.marks) else 0
    gap = text[text.rfind(before[-1], 0, start) : start]
    if gap.count("\n") > 1:
        return APART
    if before[-1] not in ENDINGS or place_pattern("PLACE_SHORT").search(before):
        return 0
    return LINE if "\n" in gap else INSIDE


def _head(text: str, found: re.Match[str], run: Span, draft: int, weight: int) -> LostHead | None:
    """A number with its weight; None where neither a mark nor a sentence follows."""
    marks = tuple(_marks(text, found.end(), run.end))
    rest = trimmed(text, Span(marks[-1].span.end if marks else found.end(), run.end))
    if not marks and not _is_sentence(text, rest):
        return None
    digits, stop = found["digits"], found["stop"].strip()
    weight += MARKED if marks else SENTENCE
    weight += PILCROW if found["pilcrow"] else 0
    weight += STOPPED if "." in stop or ")" in stop else SIGNED if stop else 0
    weight += 0 if digits.isdigit() else LETTERS
    written = Span(found.start("number"), found.end("stop"))
    number = ParagraphNumber(trimmed(text, written), digits, stop.replace("\\", ""), bool(found["pilcrow"]))
    return LostHead(weight, value(legible(digits)), number, marks, draft, rest.start)


def _marks(text: str, at: int, end: int) -> Iterator[PortionMark]:
    """The marks that open the text there."""
    while mark := terminal("PORTION_MARK").match(text, at, end):
        yield portion_mark(text, Span(*mark.span()))
        at = mark.end()
        while at < end and text[at] in BLANKS:
            at += 1


def _is_sentence(text: str, span: Span) -> bool:
    """Whether prose begins there: a capital, enough words, and no columns as in the row of a table."""
    line = span.of(text).partition("\n")[0].rstrip()
    return span.end - span.start >= PROSE and line[0] in line.upper() and " " in line and "   " not in line


def _by_draft(heads: Iterable[LostHead]) -> dict[int, list[LostHead]]:
    found: dict[int, list[LostHead]] = {}
    for head in heads:
        found.setdefault(head.draft, []).append(head)
    return found


def _parts(text: str, draft: Draft, heads: Sequence[LostHead]) -> list[Draft]:
    """A draft cut where each head begins; what is before the first one stays the draft itself."""
    runs, splits = draft.runs, draft.splits
    made = [draft, *(Draft(head.number.span.start, head.number, head.marks) for head in heads)]
    starts = [draft.start, *(head.rest for head in heads)]
    ends = [*(head.number.span.start for head in heads), draft.end]
    for part, start, end in zip(made, starts, ends, strict=True):
        inside = (Span(max(run.start, start), min(run.end, end)) for run in runs)
        part.runs = [
            trimmed(text, run) for run in inside if run.start < run.end and run.of(text).strip(BLANKS + "*#")
        ]
        part.splits = [gap for gap in splits if start <= gap.start and gap.end <= end]
    return made if draft.runs or draft.number or draft.marks else made[1:]


def _replace(reader: TextReader, parts: dict[int, list[Draft]]) -> None:
    """Put the parts of the drafts in their places, and each interruption after the part that it follows."""
    cut = {id(reader.drafts[place]): drafts for place, drafts in parts.items()}
    reader.interruptions = [
        item._replace(
            after=max((one for one in cut[id(item.after)] if one.start < item.span.start), key=_start)
        )
        if item.after and id(item.after) in cut and cut[id(item.after)][0].start < item.span.start
        else item
        for item in reader.interruptions
    ]
    reader.drafts = [part for place, draft in enumerate(reader.drafts) for part in parts.get(place, [draft])]


def _start(draft: Draft) -> int:
    return draft.start
