"""The REF line: its items, each a cable with year, post and number, or another source.

The words of the list have classes (`reference_words`). A letter begins an item if its form, its place in the alphabet
and what follows it say so. An item names cables if it opens with one; the list of posts decides where the form of a
cable is not plain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.elements import Reference, ReferenceKind
from sbu_check.cable.reference_cables import CableReader
from sbu_check.cable.reference_words import Word, words
from sbu_check.cable.terminals import folded, trimmed
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_KINDS: tuple[ReferenceKind, ...] = ("email", "memo", "telcon", "airgram")
CLOSING = ".):]}"
"""Signs that close a letter: A. A) A: A.)"""
BULLETS = "•*·-"
MARKS = {"U", "SBU", "C", "S", "TS", "LOU"}
"""Marks of a portion. In brackets after a cable they are a note on it, or begin the text."""
FARTHEST = 3
"""Letters that a list may leave out."""


def references(text: str, span: Span) -> tuple[Reference, ...]:
    """The references of a span that runs from the label to the last line of the list; empty for `n/a`."""
    return tuple(reference for item in items(text, span, None) for reference in item.references)


class ReferenceItem(NamedTuple):
    """One item of the list: where it begins, and what it names; an item of several cables names several."""

    start: int
    references: list[Reference]


def items(text: str, span: Span, before: Reference | None) -> Iterator[ReferenceItem]:
    """The items of a span of the list, `before` is the reference that it continues."""
    found = words(text, span)
    reader = CableReader(text, found)
    for part in _parts(found, reader, before):
        item = ReferenceItem(found[part.start].span.start, _read_part(reader, part, before))
        before = item.references[-1] if item.references else before
        yield item


def first_letter(text: str, line: Span) -> str | None:
    """The letter that a line begins with, if it is one of an item: with a sign, or bare before a cable."""
    found = words(text, line)
    mark = _letter_at(found, 0) if found else None
    if mark is None or mark.end == len(found):
        return mark.letter if mark and mark.style else None
    return mark.letter if mark.style or CableReader(text, found).cable_at(mark.end) else None


def names_cables(text: str, line: Span, *, bullet: bool) -> bool:
    """Whether a line holds only cables of posts that a list has, or the link of one.

    With `bullet`, also any line that begins with one.
    """
    found = words(text, line)
    if found and _is_bullet(found, 0):
        return bullet
    reader = CableReader(text, found)
    at = 0
    while at < len(found):
        cable = reader.cable_at(at)
        if cable and (cable.year or reader.known(cable.post)):
            at = cable.end
        elif at and (found[at].kind in {"bracket", "sign"} or found[at].means in {"and", "none"}):
            at += 1
        else:
            return False
    return True


class _Part(NamedTuple):
    """A part of the list, by the places of its words: from its letter, perhaps without one, up to the next part."""

    start: int
    body: int
    end: int
    letter: str | None


class _Letter(NamedTuple):
    """A word or a few that may be the letter of an item. `style` is its form: "(", ".", "-", or "" for a bare one."""

    letter: str
    style: str
    end: int


def _parts(found: list[Word], reader: CableReader, before: Reference | None) -> Iterator[_Part]:
    """The parts of the list: cut before each letter and bullet, after each semicolon, and between lines."""
    last = before.label if before else None
    style: str | None = None
    start, body, letter = 0, 0, None
    at = 0
    while at < len(found):
        mark = _letter_at(found, at)
        if mark and _begins(found, at, mark, reader, last, style):
            if at > start:
                yield _Part(start, body, at, letter)
            last, style = mark.letter, mark.style
            start, body, letter = at, mark.end, mark.letter
            at = mark.end
            continue
        if found[at].is_sign(";"):
            if at > start:
                yield _Part(start, body, at, letter)
            start = body = at + 1
            letter = None
        elif at > body and (
            _opens_text(found, at, reader) or (found[at].fresh and _new_line(found, at, body, reader))
        ):
            yield _Part(start, body, at, letter)
            start = body = at
            letter = None
        if start == at and _is_bullet(found, at):
            start = body = at + 1
        at += 1
    if start < len(found):
        yield _Part(start, body, len(found), letter)


def _letter_at(found: list[Word], at: int) -> _Letter | None:
    """The letter that the words from `at` on may be, also with REF before it, or doubled: `A. (A)`, `A. REF A`."""
    mark = _named_letter(found, at)
    if mark is None:
        return None
    again = _named_letter(found, mark.end) if mark.end < len(found) else None
    if again and again.letter == mark.letter:
        mark = mark._replace(end=again.end)
    if mark.end < len(found) and found[mark.end].is_sign("-—–") and not _adjacent(found, mark.end):
        return mark._replace(style=mark.style or "-", end=mark.end + 1)
    return mark


def _named_letter(found: list[Word], at: int) -> _Letter | None:
    """The letter at `at`, perhaps with a pilcrow or REF before it."""
    first = at
    if found[at].is_sign("¶") and at + 1 < len(found):
        at += 1
    named = found[at].kind == "name" and found[at].value in {"REF", "REFTEL", "REFS"} and at + 1 < len(found)
    if named:
        at += 1
    mark = _plain_letter(found, at)
    if mark and at > first and not mark.style:
        return mark._replace(style="REF" if named else "¶")
    return mark


def _plain_letter(found: list[Word], at: int) -> _Letter | None:
    word = found[at]
    if len(word.value) != 1 or not ("A" <= word.value <= "Z") or word.kind not in {"bracket", "name"}:
        return None
    end = at + 1
    while end < len(found) and found[end].is_sign(CLOSING) and _adjacent(found, end):
        end += 1
    style = "(" if word.kind == "bracket" else found[at + 1].value if end > at + 1 else ""
    return _Letter(word.value, style, end)


def _adjacent(found: list[Word], at: int) -> bool:
    """Whether a word follows the one before it without a blank."""
    return found[at - 1].span.end == found[at].span.start


def _begins(
    found: list[Word], at: int, mark: _Letter, reader: CableReader, last: str | None, style: str | None
) -> bool:
    """Whether a letter begins an item: by its order, its form, and what is before and after it."""
    follows = mark.end < len(found) and (found[mark.end].kind != "sign" or found[mark.end].is_sign("¶-\"'“("))
    if not follows and not (mark.end == len(found) and mark.style in CLOSING):
        return False
    fresh = at == 0 or found[at].fresh
    due = ord(mark.letter) - (ord(last) + 1 if last else ord("A"))
    if mark.style in {"", "-"}:
        # A bare letter begins an item in its turn, before a cable, or again in a list of such letters.
        listed = fresh and (mark.style == "-" or style == "")
        listed = listed or style == mark.style == "-"
        return (
            due == 0
            and (fresh or _may_end(found[at - 1]))
            and (listed or reader.cable_at(mark.end) is not None)
        )
    if at and found[at - 1].means == "joining":
        return False  # FROM J. SMITH
    if due == 0:
        return fresh or style in {None, mark.style} or _may_end(found[at - 1])
    if last is None and style is None:
        # A later part of a list begins with any letter, but (S) and (U) are marks.
        return fresh and (mark.style != "(" or mark.letter not in MARKS or due == 1)
    cable = reader.cable_at(mark.end) is not None
    if 0 < due <= FARTHEST:
        return fresh or (cable and style == mark.style)
    return fresh and style in {None, mark.style} and (cable or due < 0)


def _may_end(word: Word) -> bool:
    """Whether an item may end with the word."""
    return word.kind in {"number", "bracket", "sign", "airgram"} or word.means in {"and", "none"}


def _opens_text(found: list[Word], at: int, reader: CableReader) -> bool:
    """Whether a mark and the words after it are text: a note after a cable is alone."""
    mark = found[at].kind == "bracket" and found[at].value in MARKS
    if not mark or at + 3 >= len(found) or any(word.kind != "name" for word in found[at + 1 : at + 4]):
        return False
    return reader.cable_at(at + 1) is None


def _is_bullet(found: list[Word], at: int) -> bool:
    word = found[at]
    return word.kind == "sign" and word.fresh and (word.value in BULLETS or word.value == "--")


def _new_line(found: list[Word], at: int, body: int, reader: CableReader) -> bool:
    """Whether a line without a letter begins a part: with a bullet, or with a cable after a complete item."""
    if _is_bullet(found, at):
        return True
    cable = reader.cable_at(at)
    if cable is None:
        return False
    whole = reader.cable_at(body)
    return whole is None or whole.end <= at


def _read_part(reader: CableReader, part: _Part, before: Reference | None) -> list[Reference]:
    found = reader.words
    body, end = part.body, part.end
    while body < end and found[body].is_sign(",|&;.:"):
        body += 1
    while end > body and found[end - 1].is_sign(",|&"):
        end -= 1
    if body == end:
        return []
    label = part.letter
    if label is None and before and before.kind == "cable" and found[body].kind == "number":
        label = before.label  # a further number of the item before
    start = found[part.start if part.letter else body].span.start
    if cables := reader.cables(body, end):
        return reader.references(cables, start, end, label)
    return _other(reader, Span(start, found[end - 1].span.end), body, end, label, before)


def _other(
    reader: CableReader, span: Span, body: int, end: int, label: str | None, before: Reference | None
) -> list[Reference]:
    text, found = reader.text, reader.words
    value = folded(Span(found[body].span.start, found[end - 1].span.end).of(text))
    if value.upper().strip(".") in {"N/A", "NA", "NONE", "A", "NOTAL"}:
        return []
    if end == body + 1 and found[body].kind == "number" and before and before.kind == "cable":
        # Another number of the post of the item before.
        number = found[body].value
        words = f"{before.written_post} {number}"
        return [Reference(span, words, label, "cable", before.year, before.written_post, number)]
    kinds = [found[at].means or found[at].kind for at in range(body, end)]
    kind: ReferenceKind = next((kind for kind in OTHER_KINDS if kind in kinds), "other")
    return [Reference(span, folded(trimmed(text, span).of(text)), label, kind, shaped=kind != "other")]
