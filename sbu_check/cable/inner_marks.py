"""Brackets inside a text that may open a portion: the place of each, and the evidence for and against it.

A mark at the head of a paragraph or of a part of one is found with its number or label. Only their place
distinguishes all others from lists, abbreviations and law; the marks of the document decide whether one is a mark
(`sbu_check.checks.common.coverage`).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.header_lines import portion_mark
from sbu_check.cable.terminals import place_pattern
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.model import Document, Paragraph

InnerPlace = Literal[
    "sentence", "line", "cell", "item", "note", "label", "heading", "attachment", "end", "subject"
]

Next = Literal["capital", "capitals", "other", "small", "nothing"]
"""What the words after a mark begin with; "capitals" is a word in capital letters."""

MARGIN = " \t\f\r\\*_>#"
"""Signs between the head of a line and its first word."""
CLOSERS = "\"')]”’*_"
"""What may follow the full stop of a sentence."""
WINDOW = 80
"""Characters before a bracket in which its label or the end of a sentence is searched."""
LONG = 1_000
"""Most characters of a line to search: a text without line ends must not cost the square of its length."""
NEAR = 2_000
"""Characters around a letter in brackets in which the other letters of its list are searched."""
LABEL_WORDS = 3
"""Words of the longest label that may be the first line of a paragraph: `Summary and Comment:`."""
TITLE_AFTER = 20
"""Characters by which a line is longer than the title above it."""


class InnerMark(NamedTuple):
    """A bracket at a place where a portion may begin.

    `paragraph` is the index of its paragraph, None outside of all. With `opens`, only a label is before it in its
    paragraph. With `torn`, it is at the head of a line, but the line before it does not end a sentence. With `listed`,
    letters in brackets around it make it the label of a list.
    """

    mark: PortionMark
    paragraph: int | None
    place: InnerPlace
    next: Next
    opens: bool = False
    torn: bool = False
    listed: bool = False

    @property
    def letter(self) -> bool:
        """Whether it is one letter, as the label of a list is too."""
        return len(self.mark.text) == 1


def inner_marks(document: Document) -> tuple[InnerMark, ...]:
    """The brackets inside the text of a document that may be portion marks, in order."""
    subject = _behind_subject(document)
    if (
        not document.paragraphs
        or document.text.find("(", document.paragraphs[0].span.start, document.span.end) < 0
    ):
        return subject
    found = list(_candidates(document))
    rivals = _Rivals(found)
    return (*subject, *(_judged(one, rivals, document) if one.letter else one for one in found))


def _candidates(document: Document) -> Iterator[InnerMark]:
    text, paragraphs = document.text, document.paragraphs
    starts = [one.span.start for one in paragraphs]
    taken = _taken(paragraphs)
    for found in place_pattern("PLACE_BRACKET").finditer(text, starts[0], document.span.end):
        start, end = found.span()
        if start in taken or _glued(text, end):
            continue
        index = bisect_right(starts, start) - 1
        paragraph = paragraphs[index]
        if start < paragraph.span.end:
            one = _in_paragraph(text, Span(start, end), index, paragraph)
        else:
            one = _outside(text, Span(start, end), index == len(paragraphs) - 1)
        if one:
            yield one


def _taken(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Where the marks and labels stand that the paragraphs already have."""
    taken: set[int] = set()
    for paragraph in paragraphs:
        taken.update([mark.span.start for mark in paragraph.marks])
        if paragraph.misplaced:
            taken.add(paragraph.misplaced.span.start)
        for part in paragraph.subparagraphs:
            if part.mark:
                taken.add(part.mark.span.start)
    return taken


def _glued(text: str, end: int) -> bool:
    """Whether the bracket is part of a word or of a sentence: `(S)-ibuprofen`, `(C)apital`, `(C), he said`."""
    sign = text[end : end + 1]
    if sign.isupper():
        return not text[end + 1 : end + 2].islower()
    return not (not sign or sign.isspace() or sign in "\"“'‘|*_([")


def _in_paragraph(text: str, span: Span, index: int, paragraph: Paragraph) -> InnerMark | None:
    body = paragraph.body
    run = bisect_right(body, (span.start, len(text) + 1)) - 1
    if run < 0 or not body[run].holds(span):
        return None
    mark, last = portion_mark(text, span), body[-1].end
    following = _next(text, span.end, last)
    if following == "nothing":
        place = _end(text, span, paragraph)
        return InnerMark(mark, index, place, following) if place else None
    interrupted = run > 0 and body[run].start >= _line_start(text, span.start, body[0].start)
    found = _place(text, span.start, body[0].start, body[run - 1].end if interrupted else body[0].start)
    if found is None:
        return None
    place, torn, label = found
    return InnerMark(mark, index, place, following, opens=label <= body[0].start, torn=torn)


def _outside(text: str, span: Span, below: bool) -> InnerMark | None:
    """A bracket that belongs to no paragraph: of an attachment line below the text, say."""
    if not below:
        return None
    line = _line_start(text, span.start, 0)
    end = text.find("\n", span.end, span.end + LONG)
    following = _next(text, span.end, min(span.end + LONG, len(text)) if end < 0 else end)
    found = _place(text, span.start, line, line) if following != "nothing" else None
    return InnerMark(portion_mark(text, span), None, found[0], following) if found else None


def _end(text: str, span: Span, paragraph: Paragraph) -> InnerPlace | None:
    """The place of a bracket with which a paragraph ends."""
    if paragraph.heading:
        return "heading" if text[span.start - 1].isspace() else None
    before = text[max(paragraph.body[0].start, span.start - WINDOW) : span.start].rstrip()
    if before.endswith("|"):
        return "cell"
    return (
        "end"
        if place_pattern("PLACE_SENTENCE").search(before) and not place_pattern("PLACE_SHORT").search(before)
        else None
    )


def _place(text: str, at: int, floor: int, run_before: int) -> tuple[InnerPlace, bool, int] | None:
    """The place of a bracket, whether it is torn, and where its label begins; None inside a sentence.

    `floor` is where the text of the paragraph begins, `run_before` where its prose before an interruption ends.
    """
    line = _line_start(text, at, floor)
    start = max(line, floor, at - WINDOW)
    before = text[start:at]
    words = before.strip(MARGIN)
    if not words:
        return None if text[line:start].strip(MARGIN) else _at_line(text, at, line, floor, run_before)
    if words[-1] == "|" or before.rstrip(" *_")[-1] == "\t":
        return "cell", False, start
    if not before[-1].isspace() and before[-1] not in "*_":
        return None
    cut = _last_break(before, len(before.rstrip(MARGIN)))
    if cut is not None or start in {line, floor}:
        label = before[cut or 0 :].strip(" \t")
        if place := _labelled(label, label.strip(MARGIN)):
            return place, False, start + (cut or 0)
    if place_pattern("PLACE_SENTENCE").search(words) and not place_pattern("PLACE_SHORT").search(words):
        return "sentence", False, at
    return None


def _line_start(text: str, at: int, floor: int) -> int:
    """Where the line begins, but not before `floor`, nor before more than `LONG` characters."""
    least = max(floor, at - LONG)
    return max(text.rfind("\n", least, at) + 1, least)


def _last_break(words: str, end: int) -> int | None:
    """Where the last sentence begins, if it is not the first."""
    for found in reversed(list(place_pattern("PLACE_BREAK").finditer(words, 0, end))):
        if found.end() < end and not place_pattern("PLACE_SHORT").search(words[: found.end()].rstrip()):
            return found.end()
    return None


def _labelled(written: str, words: str) -> InnerPlace | None:
    """What a label calls the text after it: `written` has the signs that `words` lacks."""
    for place, kind in _LABELS:
        if place_pattern(kind).fullmatch(written) or place_pattern(kind).fullmatch(words):
            return place
    return None


_LABELS: tuple[tuple[InnerPlace, str], ...] = (
    ("note", "PLACE_NOTE"),
    ("item", "PLACE_ITEM"),
    ("attachment", "PLACE_ATTACHMENT"),
    ("label", "PLACE_LABEL"),
)


def _at_line(
    text: str, at: int, line: int, floor: int, run_before: int
) -> tuple[InnerPlace, bool, int] | None:
    """The place of a bracket at the head of a line."""
    signs = text[line:at].strip()
    place: InnerPlace = "line"
    if signs.startswith("*") and text[at - 1].isspace():
        place = "item" if len(signs) == 1 else "note"
    elif signs.startswith("#"):
        place = "heading"
    if line <= floor:
        # The reader of paragraphs saw this bracket and did not take it for a mark.
        return None
    end = run_before if floor < run_before and not text[run_before:line].isspace() else line
    before = text[max(floor, end - WINDOW) : end].rstrip()
    label = before.strip(MARGIN) if floor >= end - WINDOW else ""
    if len(label.split()) <= LABEL_WORDS and place_pattern("PLACE_LABEL").fullmatch(label):
        return "label", False, floor  # the label of the paragraph, on a line of its own
    complete = before.rstrip(CLOSERS)[-1:] in {".", "?", "!", ":", ";"} or before[-1:] == "|"
    short = complete and place_pattern("PLACE_SHORT").search(before)
    whole = (complete and not short) or place == "item" or _is_title(text, line, floor)
    return place, not whole, at


def _is_title(text: str, line: int, floor: int) -> bool:
    """Whether the line above is a title: short, at the head of the paragraph or below a whole sentence."""
    end = line - 1
    start = _line_start(text, end, floor)
    above = text[start:end].strip(MARGIN)
    stop = text.find("\n", line, line + LONG)
    length = (min(len(text), line + LONG) if stop < 0 else stop) - line
    if len(above) + TITLE_AFTER > length or not place_pattern("PLACE_TITLE").fullmatch(above):
        return False
    before = text[max(floor, start - WINDOW) : start].rstrip().rstrip(CLOSERS)
    return start == floor or before[-1:] in {".", "?", "!", ":"}


def _next(text: str, at: int, end: int) -> Next:
    """What the words after a bracket begin with, up to the end of their paragraph."""
    while at < end and (text[at].isspace() or text[at] in "*_\"“'‘([\\"):
        at += 1
    if at >= end or text[at] == "|":
        return "nothing"
    first = text[at]
    if first.islower():
        return "small"
    if not first.isupper():
        return "other"
    return "capital" if any(map(str.islower, text[at : min(end, at + 12)])) else "capitals"


def _behind_subject(document: Document) -> tuple[InnerMark, ...]:
    """The bracket at the end of a subject that has no mark before it."""
    subject = document.subject
    if subject is None or subject.mark or not subject.text.endswith(")"):
        return ()
    text = document.text
    end = subject.span.start + len(subject.span.of(text).rstrip(MARGIN + "\n"))
    start = text.rfind("(", subject.span.start, end)
    found = place_pattern("PLACE_BRACKET").fullmatch(text, start, end) if start >= 0 else None
    if found is None or not text[start - 1].isspace():
        return ()
    return (InnerMark(portion_mark(text, Span(start, end)), None, "subject", "nothing"),)


def _judged(one: InnerMark, rivals: _Rivals, document: Document) -> InnerMark:
    """A letter in brackets, with whether it is the label of a list, a year's owner or a telephone's kind."""
    span = one.mark.span
    around = document.paragraphs[one.paragraph].span if one.paragraph is not None else span
    return one._replace(listed=is_listed(document.text, span, around) or rivals.meet(one))


def is_listed(text: str, span: Span, around: Span) -> bool:
    """Whether the letter before or after one in brackets is near, or the words after it show that it is not a mark."""
    start, end = span
    letter = ord(text[start:end].strip("\\()[]{} ")[0])
    return (
        text.find(f"({chr(letter - 1)})", max(around.start, start - NEAR), start) >= 0
        or text.find(f"({chr(letter + 1)})", end, min(around.end, end + NEAR)) >= 0
        or place_pattern("PLACE_FOREIGN").match(text, end) is not None
    )


def opens_line(text: str, span: Span, start: int) -> bool:
    """Whether a bracket at the head of a line below a whole sentence may be a mark, and not the label of a list.

    `start` is where the paragraph above it begins.
    """
    if _glued(text, span.end):
        return False
    if span.end - span.start > _ONE_LETTER or not text[span.start + 1].isupper():
        return True
    near = Span(max(start, span.start - NEAR // 4), span.end + NEAR // 4)
    if is_listed(text, span, near) or place_pattern("PLACE_RIVAL").search(text, *near):
        return False
    return _next(text, span.end, len(text)) != "small"


_ONE_LETTER = len("(S)")


class _Rivals:
    """The letters in brackets that no mark has, by the kind of their place."""

    def __init__(self, found: Sequence[InnerMark]) -> None:
        rivals = [one for one in found if one.letter and one.mark.text not in _MARKS]
        self._paragraphs = {(one.paragraph, one.place) for one in rivals}
        self._starts: dict[InnerPlace, list[int]] = {}
        for one in rivals:
            self._starts.setdefault(one.place, []).append(one.mark.span.start)

    def meet(self, one: InnerMark) -> bool:
        """Whether such a letter is in the same kind of place of the paragraph, or near."""
        if (one.paragraph, one.place) in self._paragraphs:
            return True
        starts, at = self._starts.get(one.place, []), one.mark.span.start
        after = bisect_right(starts, at - NEAR // 4)
        return after < len(starts) and starts[after] < at + NEAR // 4


_MARKS = frozenset("UCSTR")
