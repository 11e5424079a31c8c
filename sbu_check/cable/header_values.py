"""Header values that run over several lines: TAGS, subject and references, each with the lines that continue it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable import header_lines
from sbu_check.cable.elements import Reference, Subject, Tag
from sbu_check.cable.names import known_post, listed_tag
from sbu_check.cable.references import BULLETS, first_letter, items, names_cables, references
from sbu_check.cable.terminals import BLANKS, folded, terminal, trimmed
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = 4
"""Blanks before a line that is set in under its list."""
LONGEST = 10_000
"""Most characters of a subject, including anything between its lines."""
LONGEST_ITEM = 1_000
"""Most characters of an item of a list of references that a next line may continue."""
WIDEST = 200
"""Characters of a line that may continue the TAGS line."""
FARTHEST = 20
"""Lines in which the next letter of a list is searched."""


class TagLine:
    """The TAGS line: its tags in order, also those that it holds again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.all: list[Tag] = []
        self.span: Span | None = None

    def begin(self, span: Span) -> None:
        """The line from its label on; what an earlier layer had is forgotten."""
        self.all, self.span = header_lines.tags(self._text, span), trimmed(self._text, span)

    def goes_on(self, block: Span) -> bool:
        """Whether a line continues it: after a comma, or because half of its words are tags or as short as codes.

        The second word of a tag of two words also continues it.
        """
        if self.span is None or not self.all or self._text[self.span.end - 1 : self.span.end] == ",":
            return True
        end = self._text.find("\n", block.start, block.end)
        end = min(block.end if end < 0 else end, block.start + WIDEST)
        last = self.all[-1].span
        if not self._text[last.end : block.start].strip(BLANKS):
            joined = header_lines.tags(self._text, Span(last.start, end))
            if joined and joined[0].span.end > last.end:
                return True
        found = header_lines.tags(self._text, Span(block.start, end))
        known = [
            one for one in found if one.person or one.glued or len(one.written) < 3 or listed_tag(one.written)
        ]
        return bool(found) and len(known) * 2 >= len(found)

    def add(self, block: Span) -> None:
        """Lines that carry it on.

        If they follow directly, the last tag is read with them: one of two words may be broken between two lines.
        """
        if self.span and not self._text[self.span.end : block.start].strip(BLANKS):
            start = self.span.start
            self.span = trimmed(self._text, Span(start, block.end))
            if self.all:
                start = block.start if self.all[-1].glued else self.all.pop().span.start
            block = Span(start, block.end)
        self.all += header_lines.tags(self._text, block)

    def once(self) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Return each tag once, and the repeated ones."""
        tags: dict[str, Tag] = {}
        again = [tag for tag in self.all if tags.setdefault(tag.written, tag) is not tag]
        return tuple(tags.values()), tuple(again)


class SubjectLines:
    """The subject and the lines that carry it on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.subject: Subject | None = None

    def begin(self, span: Span) -> None:
        """The line from its label on."""
        self.subject = header_lines.subject(self._text, span)

    def add(self, block: Span) -> int:
        """Add the lines that continue it, and return their end. Prose does not continue a subject in capitals."""
        assert self.subject
        if block.end - self.subject.span.start > LONGEST:
            return block.start
        end = self._end(block) if self.subject.text.isupper() else block.end
        if end > block.start:
            self._join(Span(block.start, end))
        return end

    def _end(self, block: Span) -> int:
        at = block.start
        while at < block.end:
            end = self._text.find("\n", at, block.end) + 1 or block.end
            if any(map(str.islower, self._text[at:end])):
                return at
            at = end
        return block.end

    def _join(self, block: Span) -> None:
        assert self.subject
        before = self.subject
        whole = header_lines.subject(self._text, Span(before.span.start, block.end))
        if before.text and self._text[before.span.end : block.start].strip(BLANKS):
            # Something is between the two: the words are joined, the span holds both.
            whole = Subject(whole.span, f"{before.text} {folded(block.of(self._text))}", before.mark)
        self.subject = whole


class ReferenceList:
    """The references, over all lines of their list."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.references: list[Reference] = []
        self._part = 0
        """How many references there were before the part of the list whose lines follow each other."""
        self._item = (0, 0)
        """Where the last item begins, and how many references there were before it."""
        self._end = 0

    def begin(self, span: Span, *, again: bool) -> None:
        """The line from its label on; a second REF line goes on with the list."""
        if not again:
            self.references = []
        self._begin(span)

    def begin_unlabelled(self, block: Span) -> bool:
        """Begin with lines that have no label, if they read as a list from A on; return whether they do."""
        first = self._text[trimmed(self._text, block).start]
        if self.references or first not in "Aa([{¶":
            return False
        found = references(self._text, block)
        cables = [one for one in found if one.kind == "cable" and known_post(one.written_post or "")]
        # One that is not a cable is no evidence against a list; half of them must be cables.
        if found and found[0].label == "A" and len(cables) * 2 >= len(found):
            self._begin(block)
        return bool(self.references)

    def add(self, block: Span, *, gap: bool, empty_label: bool) -> int:
        """Add the lines that carry on the list, and return their end.

        With `gap`, a blank line is before them; with `empty_label`, the label has no value on its line.
        """
        at = block.start
        lines = list(_lines(self._text, block))
        for index, line in enumerate(lines):
            if line.start < at:
                continue
            if self._goes_on(line, gap=gap and at == block.start, empty_label=empty_label):
                self._add(line)
                at = line.end
                continue
            # Lines before a later letter belong to the list.
            later = next((one for one in lines[index + 1 : index + FARTHEST] if self._is_next(one)), None)
            if later is None or gap:
                break
            self._add(Span(line.start, later.end))
            at = later.end
        return at

    def _add(self, block: Span) -> None:
        """Lines that carry it on, read with the item right before them: one may run over a line end."""
        if self._text[self._end : block.start].strip(BLANKS):
            self._begin(trimmed(self._text, block))
        else:
            start, count = self._item
            del self.references[count:]
            self._read(trimmed(self._text, Span(start, block.end)))

    def _begin(self, span: Span) -> None:
        self._part = len(self.references)
        self._read(span)

    def _read(self, span: Span) -> None:
        self._end = trimmed(self._text, span).end
        self._item = (span.start, len(self.references))
        # The item that is read again has no part in itself.
        before = self.references[-1] if self.references else None
        for item in items(self._text, span, before):
            self._item = (item.start, len(self.references))
            self.references += item.references

    def _is_next(self, line: Span) -> bool:
        """Whether a line begins with the letter that follows the last one."""
        last = self.references[-1].label if self.references else None
        letter = first_letter(self._text, line)
        return last is not None and letter == chr(ord(last) + 1)

    def _goes_on(self, line: Span, *, gap: bool, empty_label: bool) -> bool:
        """Whether a line carries on the list: by its letter, its cables, or because the line before it ended open."""
        letter = first_letter(self._text, line)
        if not self.references:
            return letter is not None or empty_label
        last = self.references[-1]
        if letter:
            if last.label is None:
                return letter == "B"
            # A letter may be left out or repeated; after a blank line only the next one counts.
            return letter == chr(ord(last.label) + 1) or (not gap and letter >= last.label)
        if line.end - self._item[0] > LONGEST_ITEM:
            return False
        final = self._text[max(self._end - 3, 0) : self._end]
        if final[-1:] in {")", "."} and final[-2:-1].isalpha() and not final[-3:-2].isalnum():
            return True  # a letter without its item
        if terminal("REF_NOTE_FIRST").match(self._text, line.start, line.end) and not gap:
            return True
        if names_cables(self._text, line, bullet=self._has_bullet(last)):
            return True
        start = trimmed(self._text, line).start
        if gap:
            # After a blank line only an indented line completes an item that is not a reference yet.
            return start - line.start >= INDENT and not last.shaped and last.label is not None
        if self._text[start].isdigit():
            return terminal("LIST_NUMBER").match(self._text, line.start, line.end) is None
        return last.text[-1:] in {",", ";", "-", "&"} or last.text.upper().endswith(" AND") or not last.shaped

    def _has_bullet(self, last: Reference) -> bool:
        before = self._text[max(last.span.start - 3, 0) : last.span.start].rstrip(" ")
        return before[-1:] in set(BULLETS)


def _lines(text: str, block: Span) -> Iterator[Span]:
    """The lines of a block that hold something."""
    at = block.start
    while at < block.end:
        end = text.find("\n", at, block.end) + 1 or block.end
        if text[at:end].strip(BLANKS):
            yield Span(at, end)
        at = end
