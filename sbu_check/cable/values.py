"""Header values that run over several lines: TAGS, subject and references, each with what carries it on."""

from __future__ import annotations

from sbu_check.cable import headlines
from sbu_check.cable.model import Reference, Subject, Tag
from sbu_check.cable.reading import BLANKS, folded, terminal, trimmed
from sbu_check.cable.references import references
from sbu_check.text.span import Span


class TagLine:
    """The TAGS line: each tag once, and those that it holds again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.tags: list[Tag] = []
        self.again: list[Tag] = []
        self.span: Span | None = None

    def begin(self, span: Span) -> None:
        """The line from its label on; what an earlier layer had is forgotten."""
        self.tags, self.again, self.span = [], [], trimmed(self._text, span)
        self._read(span)

    def add(self, block: Span) -> None:
        """Lines that carry it on.

        Right behind it they are read with it: a tag of two words may be broken between them.
        """
        if self.span and not self._text[self.span.end : block.start].strip(BLANKS):
            self.begin(Span(self.span.start, block.end))
        else:
            self._read(block)

    def take(self, tags: list[Tag]) -> None:
        """Tags that a re-publication tells in its own way."""
        self.tags = tags

    def _read(self, span: Span) -> None:
        for tag in headlines.tags(self._text, span):
            known = any(tag.written == other.written for other in self.tags)
            (self.again if known else self.tags).append(tag)


class SubjectLines:
    """The subject and the lines that carry it on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.subject: Subject | None = None

    def begin(self, span: Span) -> None:
        """The line from its label on."""
        self.subject = headlines.subject(self._text, span)

    def add(self, block: Span) -> int:
        """Lines behind it; where those end that carry it on. Under a subject in capitals, prose does not."""
        assert self.subject
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
        whole = headlines.subject(self._text, Span(before.span.start, block.end))
        if before.text and self._text[before.span.end : block.start].strip(BLANKS):
            # Something stands between the two: the words are joined, the span holds both.
            whole = Subject(whole.span, f"{before.text} {folded(block.of(self._text))}", before.mark)
        self.subject = whole


class ReferenceList:
    """The references, over all lines of their list."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.references: tuple[Reference, ...] = ()
        self._before: tuple[Reference, ...] = ()
        """What was read before the part of the list that is read anew with each of its lines."""
        self._span = Span(0, 0)

    def begin(self, span: Span, *, again: bool) -> None:
        """The line from its label on; a second REF line goes on with the list."""
        self._before = self.references if again else ()
        self._span = trimmed(self._text, span)
        self.references = self._before + references(self._text, span)

    def add(self, block: Span) -> None:
        """Lines that carry it on, read with those right before them: an item may run over a line end."""
        if self._text[self._span.end : block.start].strip(BLANKS):
            self._before = self.references
            self._span = trimmed(self._text, block)
        else:
            self._span = trimmed(self._text, Span(self._span.start, block.end))
        self.references = self._before + references(self._text, self._span)

    def goes_on(self, block: Span, *, gap: bool, empty_label: bool) -> bool:
        """Whether a line carries on the list: by its letter, or because the line before it ended open.

        `gap` tells that a blank line parts them, `empty_label` that the label had no value on its line.
        """
        item = terminal("REF_ITEM").match(self._text, block.start, block.end)
        if not self.references:
            return item is not None or empty_label
        last = self.references[-1]
        if item:
            letter = next(c for c in item.group() if c.isalpha()).upper()
            if last.label is None:
                return letter == "B"
            # A letter may be left out, or told twice; behind a blank line only the next one is believed.
            return letter == chr(ord(last.label) + 1) or (not gap and letter >= last.label)
        whole = self._span.of(self._text)
        if whole[-1:] in {")", "."} and whole[-2:-1].isalpha() and not whole[-3:-2].isalnum():
            return True  # a letter without its item
        if gap:
            return False
        if self._text[trimmed(self._text, block).start].isdigit():
            return terminal("LIST_NUMBER").match(self._text, block.start, block.end) is None
        return last.text[-1:] in {",", ";", "-", "&"} or last.text.upper().endswith(" AND") or not last.shaped
