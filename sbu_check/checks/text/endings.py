"""Rules of text that is missing: paragraphs without words, sentences that break off, paragraphs that the text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common.coverage import missing_sections
from sbu_check.checks.common.document import copied, occurrences, paragraph_at, subject_words, whole
from sbu_check.checks.common.prose import (
    ABOVE_OR_BELOW,
    DIRECTION,
    LAST_WORD,
    OTHER_DOCUMENT,
    PARAGRAPH_NAMED,
)
from sbu_check.diagnostics.model import Finding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Paragraph, ParagraphNumber
    from sbu_check.checks.common.context import Context

_OPEN_WORDS = (
    " a an and are as at because but by for from his into its nor of or our than that the their to until was were which"
    " while whose will with would "
)
"""Words after which no sentence ends: articles, conjunctions, prepositions and verbs that want another word."""

_TAIL = 40
"""Characters at the end of a paragraph in which its last word is looked for."""

_OWN = ("see ", "SEE ", "See ", "as ", "As ", "AS ")
"""Words before a paragraph of the same cable."""

_NEAR = 120
"""Characters around a paragraph's name in which another document would be named."""


def paragraph_empty(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbered paragraphs without words. Values: `number`."""
    if not whole(cable) or "release" in cable.overlays:
        return
    for index, one in enumerate(cable.paragraphs):
        if one.number is None or one.role != "numbered" or one.withheld or one.subparagraphs:
            continue
        if any(mark.entire for mark in one.marks):
            continue
        if not any(any(map(str.isalnum, run.of(cable.text))) for run in one.body):
            yield Finding(one.span, {"number": one.number.digits}, paragraph=index)


def text_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """A header without a text."""
    if not whole(cable) or cable.paragraphs or cable.overlays or missing_sections(cable):
        return
    subject = cable.subject
    if subject and subject.text and (cable.executive_order or cable.tags):
        yield Finding(subject_words(cable.text, subject))


def text_cut(cable: Cable, context: Context) -> Iterator[Finding]:
    """Paragraphs whose last sentence breaks off in a word, after a comma or after a word that wants another."""
    if not whole(cable) or "release" in cable.overlays:
        return
    quoted = {
        index for block in cable.blocks if block.kind == "text" for index in range(block.first, block.last)
    }
    for index, one in enumerate(cable.paragraphs):
        if one.heading or one.withheld or one.role == "quoted" or one.inherits is not None or index in quoted:
            continue
        if not one.body or not _ends_there(cable, index):
            continue
        last = one.body[-1]
        end = last.start + len(last.of(cable.text).rstrip())
        if place := _broken(cable.text, Span(max(last.start, end - _TAIL), end)):
            yield Finding(place, paragraph=index, variant="copy" if copied(cable) else None)


def _ends_there(cable: Cable, index: int) -> bool:
    """Whether the paragraph is followed by the next number, or by the signature."""
    if index + 1 == len(cable.paragraphs):
        return bool(cable.signatures) and not missing_sections(cable)
    following, own = cable.paragraphs[index + 1].number, cable.paragraphs[index].number
    if following is None or own is None or not (_counts(following) and _counts(own)):
        return False
    return int(following.digits) == int(own.digits) + 1 and cable.paragraphs[index + 1].role == "numbered"


def _counts(number: ParagraphNumber) -> bool:
    """Whether a number is one that a paragraph can have: longer runs of digits are no count."""
    return number.digits.isdecimal() and len(number.digits) < len("1000")


def _broken(text: str, tail: Span) -> Span | None:
    """The end of a text that breaks off: a word that wants another, a comma, the hyphen of a divided word."""
    words = tail.of(text)
    if words[-1:] == "," or (words[-1:] == "-" and words[-2:-1].isalpha()):
        return Span(tail.end - 1, tail.end)
    found = LAST_WORD.search(words) if words.rstrip()[-1:].isalpha() else None
    if found and found.start() > 0 and f" {found[0].lower()} " in _OPEN_WORDS:
        return Span(tail.start + found.start(), tail.start + found.end())
    return None


def subject_cut(cable: Cable, context: Context) -> Iterator[Finding]:
    """A subject that breaks off after a word that wants another, a comma, a dash or a colon."""
    subject = cable.subject
    if subject is None or not subject.text or cable.layout in {"none", "edition"}:
        return
    end = subject.span.end
    tail = Span(max(subject.span.start, end - _TAIL), end)
    words = tail.of(cable.text)
    place = _broken(cable.text, tail)
    if place is None and words[-1:] in {":", "-"} and words[:-1].strip(" :-"):
        place = Span(end - 1, end)
    if place:
        yield Finding(place, variant="copy" if copied(cable) else None)


def paragraph_absent(cable: Cable, context: Context) -> Iterator[Finding]:
    """A paragraph of the cable that its text names and that is not there. Values: `number`, `last`."""
    numbers = [int(number) for one in cable.paragraphs if (number := _own_number(one))]
    if not numbers or not whole(cable) or "release" in cable.overlays or missing_sections(cable):
        return
    last, text = max(numbers), cable.text
    for at in sorted(occurrences(text, ("para", "Para", "PARA"), Span(cable.header.end, cable.span.end))):
        found = PARAGRAPH_NAMED.match(text, at)
        index = paragraph_at(cable, at) if found and int(found[1]) > last else None
        if found is None or index is None:
            continue
        paragraph, place = cable.paragraphs[index], Span(*found.span())
        if paragraph.role != "quoted" and paragraph.inherits is None and _is_own(text, paragraph.span, place):
            yield Finding(place, {"number": found[1], "last": str(last)}, paragraph=index)


def _own_number(one: Paragraph) -> str | None:
    return one.number.digits if one.number and one.role != "quoted" and _counts(one.number) else None


def _is_own(text: str, run: Span, name: Span) -> bool:
    """Whether the words around the name of a paragraph say that it is one of this cable, and name no other document."""
    before = text[max(run.start, name.start - _NEAR) : name.start]
    after = text[name.end : min(run.end, name.end + _NEAR)]
    if DIRECTION.match(after) or (before.lower().endswith(("(", "(see ")) and after.startswith(")")):
        return True
    if (
        OTHER_DOCUMENT.search(before)
        or OTHER_DOCUMENT.search(after)
        or after.lstrip().lower().startswith(("of ", "to "))
    ):
        return False
    return bool(before.endswith(("(", *_OWN)) or after.startswith(")") or ABOVE_OR_BELOW.match(after))
