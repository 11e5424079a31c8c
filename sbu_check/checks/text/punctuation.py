"""Rules of signs inside the text: brackets and quotation marks without their partner, slips of punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common import prose
from sbu_check.checks.common.document import in_prose, paragraph_at
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Paragraph
    from sbu_check.checks.common.context import Context

_QUOTED = 2000
"""Characters after an apostrophe in which the closing one is searched."""

_WORD = 80
"""Longest word on either side of a sign, in characters."""

_ADDRESS = ("@", "/", "\\", "www.", "://")

_ENDINGS = frozenset(
    {"com", "gov", "org", "net", "mil", "edu", "int", "htm", "html", "pdf", "doc", "gif", "info"}
)


def bracket(cable: Cable, context: Context) -> Iterator[Finding]:
    """Brackets of the text that nothing closes or opens; variants `closing`, and `subject` for one left open there.

    A bracket may close in a later paragraph. Values: `sign`.
    """
    text, subject = cable.text, cable.subject
    own = subject.mark.span.end if subject and subject.mark else subject.span.start if subject else 0
    if subject and text.count("(", own, subject.span.end) > text.count(")", own, subject.span.end):
        place = Span(*_sign(text, "(", subject.span))
        yield Finding(place, {"sign": place}, variant="subject")
    opened: list[tuple[int, int]] = []
    closed: list[tuple[int, int]] = []
    for index, paragraph in enumerate(cable.paragraphs):
        start, end = paragraph.span
        if text.count("(", start, end) == text.count(")", start, end):
            continue
        left, right = _unmatched(text, paragraph)
        closing = min(len(right), len(opened))
        del opened[len(opened) - closing :]
        closed += [(at, index) for at in right[closing:]]
        opened += [(at, index) for at in left]
    for variant, places in ((None, opened), ("closing", closed)):
        for at, index in places:
            sign = Span(at, at + 1)
            yield Finding(sign, {"sign": sign}, variant=variant, paragraph=index)


def _sign(text: str, sign: str, span: Span) -> tuple[int, int]:
    at = text.rfind(sign, *span)
    return at, at + 1


def _unmatched(text: str, paragraph: Paragraph) -> tuple[list[int], list[int]]:
    """The brackets of a paragraph that open and are not closed, and those that close and were not opened."""
    opened: list[int] = []
    closed: list[int] = []
    labels = {found.end() - 1 for found in prose.CLOSED_LABEL.finditer(text, *paragraph.span)}
    for run in paragraph.body:
        for found in prose.BRACKET.finditer(text, *run):
            at = found.start()
            if found[0] == "(":
                opened.append(at)
            elif opened:
                opened.pop()
            elif at not in labels:
                closed.append(at)
    return opened, closed


def quotation(cable: Cable, context: Context) -> Iterator[Finding]:
    """A quotation mark without its partner: the one of a whole text; variant `single` for an apostrophe set as one.

    A quotation of several paragraphs opens each of them and closes the last: if more than one paragraph has an odd
    number of signs nothing is said. Values: `sign`.
    """
    text = cable.text
    odd = []
    for opened in prose.APOSTROPHE_OPENS.finditer(text, cable.header.end, cable.span.end):
        if text[opened.start() - 1].isspace():
            yield from _single(cable, opened.start())
    for index, paragraph in enumerate(cable.paragraphs):
        start, end = paragraph.span
        if text.count('"', start, end) % 2:
            odd.append((index, Span(*_sign(text, '"', paragraph.span))))
    if len(odd) == 1 and not (_inches(text, odd[0][1]) or _goes_on(cable, odd[0][0])):
        index, place = odd[0]
        yield Finding(place, {"sign": place}, paragraph=index)


def _single(cable: Cable, at: int) -> Iterator[Finding]:
    """Report an opening apostrophe that is not closed in its paragraph."""
    index = paragraph_at(cable, at)
    if index is None:
        return
    end = min(cable.paragraphs[index].span.end, at + _QUOTED)
    if not prose.APOSTROPHE_CLOSES.search(cable.text, at + 1, end):
        place = Span(at, at + 1)
        yield Finding(place, {"sign": place}, variant="single", paragraph=index)


def _goes_on(cable: Cable, index: int) -> bool:
    """Whether the paragraph, or the one after it, opens with a quotation mark: a quotation of several paragraphs."""
    following = cable.paragraphs[index : index + 2]
    return any(cable.text.startswith('"', one.body[0].start) for one in following if one.body)


def _inches(text: str, place: Span) -> bool:
    return text[place.start - 1 : place.start].isdigit()


def slip(cable: Cable, context: Context) -> Iterator[Finding]:
    """Slips of punctuation, one finding a kind that lists its places.

    A blank before a sign; variants `apostrophe` (a comma or question mark in its place), `day` (a comma inside the
    digits of a day), `letter` (a comma at the head of a word), `blank` (none after a sign) and `quotation` (`&` and `8`
    for quotation marks).
    Values: `written`, `count`.
    """
    if not cable.paragraphs:
        return
    text, region = cable.text, Span(cable.paragraphs[0].span.start, cable.paragraphs[-1].span.end)
    found: dict[str | None, list[Span]] = {}
    for place in _blank_before(text, region):
        found.setdefault(None, []).append(place)
    for variant, place in _glued(text, region):
        found.setdefault(variant, []).append(place)
    found["quotation"] = list(_quotation_signs(cable))
    for kind, all_places in found.items():
        places = [place for place in all_places if in_prose(cable, place)]
        if places:
            yield Finding(
                places[0],
                {"written": places[0], "count": len(places)},
                related=tuple(Related(place, "and here") for place in places[1:]),
                variant=kind,
                paragraph=paragraph_at(cable, places[0].start),
            )


def _quotation_signs(cable: Cable) -> Iterator[Span]:
    """The words that `&` opens as a quotation mark, if an `8` closes the quotation in the same paragraph."""
    text = cable.text
    for paragraph in cable.paragraphs if "&" in text else ():
        for run in paragraph.body:
            for opened in prose.QUOTE_OPENS.finditer(text, *run):
                end = min(run.end + 1, opened.end() + _QUOTED)
                if prose.QUOTE_CLOSES.search(text, opened.end(), end):
                    yield _word(text, *opened.span())


def _found(text: str, region: Span, sign: str) -> Iterator[int]:
    at = text.find(sign, *region)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, region.end)


def _blank_before(text: str, region: Span) -> Iterator[Span]:
    for sign in (" ,", " .", " ;"):
        for at in _found(text, region, sign):
            before, after = text[at - 1], text[at + 2 : at + 3]
            if (before.isalnum() or before in ")\"'") and (not after or after.isspace()):
                yield _word(text, at - 1, at + 2)


def _glued(text: str, region: Span) -> Iterator[tuple[str, Span]]:
    """Yield signs without a blank after them outside known uses, each with its variant."""
    for found in prose.GLUED_COMMA.finditer(text, *region):
        at = found.start()
        if prose.COMMA_IN_WORD.match(text, at) and text[at - 2 : at].isalpha():
            yield "apostrophe", _word(text, at - 1, at + 2)
        elif prose.COMMA_BEFORE_DIGIT.match(text, at) and (
            day := prose.DAY_WITH_COMMA.search(text, max(region.start, at - 14), at + 2)
        ):
            yield "day", Span(*day.span())
        elif text[at - 1] == " " and text[at + 1].isalpha():
            yield "letter", _word(text, at, at + 2)
        elif text[at - 4 : at].isalpha() and (place := _two(text, at, ",")):
            yield "blank", place
    for found in prose.GLUED_STOP.finditer(text, *region):
        at = found.start()
        if text[at - 4 : at].isalpha() and (place := _two(text, at, ".")):
            yield "blank", place
    for found in prose.QUESTION_IN_WORD.finditer(text, *region):
        at = found.start()
        if text[at - 2 : at].isalpha():
            yield "apostrophe", _word(text, at - 1, at + 2)


def _two(text: str, at: int, sign: str) -> Span | None:
    """The two words around a sign that no blank follows; None for an address, a file or an abbreviation."""
    span = _word(text, at, at + 1)
    words = span.of(text).strip("().,;:\"'")
    first, _, second = words.partition(sign)
    if any(part in words for part in _ADDRESS) or not (first.isalpha() and len(first) > 3):
        return None
    second = second.split("-")[0].rstrip("'s")
    if not (second.isalpha() and len(second) > 2) or second.casefold() in _ENDINGS:
        return None
    return span


def _word(text: str, start: int, end: int) -> Span:
    """The place, widened to the blanks around it, if they are near."""
    least, most = max(start - _WORD, 0), min(end + _WORD, len(text))
    while start > least and not text[start - 1].isspace():
        start -= 1
    while end < most and not text[end].isspace():
        end += 1
    return Span(start, end)
