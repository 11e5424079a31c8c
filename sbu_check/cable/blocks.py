"""Text blocks: Summary, Comment, Note, Begin text … and their ends, paired over the paragraphs of a cable."""

from __future__ import annotations

from sys import maxsize
from typing import TYPE_CHECKING

from sbu_check.cable.model import Paragraph, TextBlock
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORDS = {
    "summary": ("SUMMARY", "Summary", "summary"),
    "comment": ("COMMENT", "Comment", "comment"),
    "note": ("NOTE", "Note", "note"),
    "text": ("TEXT", "Text", "text"),
    "elements": ("ELEMENTS", "Elements"),
}
"""The words of the pairs that cables use, in the spellings in which they open or close (counted in released cables)."""
BOUNDED = {"text", "elements"}
"""Words that open a block only after BEGIN."""
CAPITALS = {ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}
NO_HIT = (maxsize, "", 0)
"""A word that follows every text."""


class _Word(NamedTuple):
    kind: str
    span: Span
    closes: bool
    paragraph: int
    heading: bool


def blocks(text: str, paragraphs: Sequence[Paragraph]) -> tuple[TextBlock, ...]:
    """The blocks in the order of the text. A heading opens one only when an end word answers it."""
    waiting: list[_Word] = []
    found: list[TextBlock] = []
    for word in _words(text, paragraphs):
        if not word.closes:
            if not any(_fits(open_.kind, word.kind) for open_ in waiting):
                waiting.append(word)
            continue
        opener = next((open_ for open_ in reversed(waiting) if _fits(open_.kind, word.kind)), None)
        if opener:
            waiting.remove(opener)
            found.append(TextBlock(opener.kind, opener.span, word.span, opener.paragraph, word.paragraph))
        else:
            found.append(TextBlock(word.kind, None, word.span, word.paragraph, word.paragraph))
    found += [TextBlock(w.kind, w.span, None, w.paragraph, w.paragraph) for w in waiting if not w.heading]
    return tuple(sorted(found, key=lambda block: block.opener or block.closer or Span(0, 0)))


def _fits(opened: str, closed: str) -> bool:
    return opened == closed or opened in closed.split(" and ") or closed in opened.split(" and ")


def _words(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[_Word]:
    hits = _hits(text, paragraphs)
    at, kind, size = next(hits, NO_HIT)
    for index, paragraph in enumerate(paragraphs):
        for number, run in enumerate(paragraph.body):
            while at < run.start:
                at, kind, size = next(hits, NO_HIT)
            while at + size <= run.end:
                word = _word(text, run, at, kind, size, at_start=number == 0)
                if word:
                    yield _Word(word[0], word[1], word[2], index, paragraph.heading)
                at, kind, size = next(hits, NO_HIT)


def _hits(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str, int]]:
    """Where the words stand from the first paragraph to the last, in order, each with its kind and length."""
    if not paragraphs:
        return iter(())
    start = paragraphs[0].span.start
    written = text[start : paragraphs[-1].span.end]
    # One look for capitals stands for a look for each spelling.
    capitals = written.upper()
    if len(capitals) != len(written):  # some letters have two for a capital
        capitals = written.translate(CAPITALS)
    found = []
    for kind, spellings in WORDS.items():
        word = spellings[0]
        at = capitals.find(word)
        while at >= 0:
            if written[at : at + len(word)] in spellings:
                found.append((start + at, kind, len(word)))
            at = capitals.find(word, at + len(word))
    return iter(sorted(found))


def _word(
    text: str, run: Span, at: int, kind: str, size: int, *, at_start: bool
) -> tuple[str, Span, bool] | None:
    """The word as an opener or an end word: its kind, its span, and whether it closes; None where it is prose."""
    end = at + size
    before = text[max(run.start, at - 12) : at]
    after = text[end : min(run.end, end + 14)]
    if before[-1:].isalpha() or after[:1].isalnum():
        return None
    words = before.upper().split()
    lead = words[-1].strip("(\"'[-*") if words else ""
    if lead in {"END", "OF"} and "END" in [w.strip("(\"'[-*") for w in words[-2:]]:
        start = _back_to(text, at, "END", run.start)
        together = _together(text, run, end, kind)
        return together[0], Span(start, together[1]), True
    if size_of_end := _ends(after):
        return kind, Span(at, end + size_of_end), True
    if lead == "BEGIN":
        return kind, Span(_back_to(text, at, "BEGIN", run.start), end), False
    if kind in BOUNDED:
        return None
    bare = before.strip(" \t\r\n*\"'-")
    opens = (
        (at_start and at - run.start < 3 and not bare) or bare.endswith("(") or bare[-1:] in {".", "!", "?"}
    )
    if not opens or not _answers(after, text[at]):
        return None
    together = _together(text, run, end, kind)
    return together[0], Span(at, together[1]), False


def _ends(after: str) -> int:
    """Return the length of ENDS after a word if no sentence continues with it (`Summary ends.`), else 0."""
    tail = after.upper().lstrip()
    stands = tail.startswith("ENDS") and tail[4:].lstrip("*)]\"' -")[:1] in {"", "."}
    return len(after) - len(tail) + 4 if stands else 0


def _back_to(text: str, at: int, word: str, least: int) -> int:
    """Where the word before that place begins, in any case of letters."""
    start = at
    while start > least and text[start : start + len(word)].upper() != word:
        start -= 1
    return start


def _answers(after: str, first: str) -> bool:
    """Whether what follows the word makes it a title: a colon, a full stop, a line end, or `and comment`."""
    rest = after.lstrip(" *")
    if first.islower():
        return rest[:1] == ":"
    return rest[:1] in {":", ".", ";", "\n", "-", "–", "—", ""} or rest[:4].upper() in {
        "AND ",
        "(CON",
        "CONT",
    }


def _together(text: str, run: Span, end: int, kind: str) -> tuple[str, int]:
    """`summary and comment` as one kind, with where it ends."""
    after = text[end : min(run.end, end + 13)].upper()
    if after.startswith(" AND COMMENT"):
        return f"{kind} and comment", end + 12
    return kind, end
