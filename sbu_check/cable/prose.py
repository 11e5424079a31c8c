"""The text of a cable: paragraphs with their prose, what interrupts it, and the blank lines inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.header_lines import portion_mark
from sbu_check.cable.model import ArtifactKind, ParagraphNumber
from sbu_check.cable.terminals import BLANKS, folded, terminal, trimmed
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.cable.elements import PortionMark
    from sbu_check.grammar import Tok

ARTIFACTS: dict[str, ArtifactKind] = {
    "PAGE": "page-line", "CONTINUATION": "section-line", "STAMP": "release-stamp", "DISPOSITION": "release-stamp",
    "LATER_CLASS": "release-stamp", "MARGIN_CODE": "margin-code", "ARCHIVE_STAMP": "archive-stamp",
    "HANDLING": "archive-stamp", "BANNER": "page-marking", "BANNER_SBU": "page-marking", "END_MARK": "circuit-line",
    "BT": "circuit-line", "TRANSMISSION": "circuit-line", "ROUTING": "circuit-line", "DE": "circuit-line",
    "SECURITY": "circuit-line", "DTG": "circuit-line", "OFFICES": "routing", "COUNTER": "counter", "MARKUP": "markdown",
    "WEB_TAG": "markdown",
    "MESSAGE_TEXT": "archive-stamp", "NOTICE": "archive-stamp",
}  # fmt: skip
"""What a line inside the text is, by its kind."""

ENDS = ".?!:;\"'”’)]…"
"""What a finished sentence, or a line that may end a block, ends with."""
CLASS_MARKS = {"U", "SBU", "LOU", "C", "S", "TS"}
"""The marks of a class alone, which stand also where the sentence before them breaks off."""
PART = 20_000
"""Characters of a paragraph in which the letter of the part before is looked for."""


class Draft:
    """A paragraph under construction: the number and marks that open it, its runs of prose, what interrupts them."""

    __slots__ = ("heading", "marks", "misplaced", "number", "quoted", "runs", "splits", "start")

    def __init__(
        self,
        start: int,
        number: ParagraphNumber | None = None,
        marks: tuple[PortionMark, ...] = (),
        misplaced: PortionMark | None = None,
        *,
        heading: bool = False,
        quoted: bool = False,
    ) -> None:
        self.start = start
        self.number = number
        self.marks = marks
        self.misplaced = misplaced
        self.heading = heading
        self.quoted = quoted
        """Whether its number belongs to a quoted document."""
        self.runs: list[Span] = []
        self.splits: list[Span] = []

    @property
    def end(self) -> int:
        """Where its last prose, mark or number ends."""
        if self.runs:
            return self.runs[-1].end
        if self.marks:
            return self.marks[-1].span.end
        return self.number.span.end if self.number else self.start


class InterruptingLine(NamedTuple):
    """A line inside the text that does not belong to it."""

    kind: ArtifactKind
    span: Span
    after: Draft | None
    """The paragraph that it follows, None before the first."""
    prose_before: int
    """Where the prose before it ends: with the prose after it, this shows whether it cuts a sentence."""


class TextReader:
    """Reads the text nodes of one cable, in order, into drafts of paragraphs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts: list[Draft] = []
        self.interruptions: list[InterruptingLine] = []
        self._broken = False
        """Whether something interrupted the text since the last prose."""

    def head(
        self, number: ParagraphNumber, misplaced: PortionMark | None, marks: Iterable[Tok], *, quoted: bool
    ) -> None:
        """Begin a paragraph by its head: number, a mark before it, and the marks that open it."""
        opening = tuple([portion_mark(self.text, token.span) for token in marks])
        start = misplaced.span.start if misplaced else number.span.start
        self.drafts.append(Draft(start, number, opening, misplaced, quoted=quoted))
        self._broken = False

    def interrupt(self, token: Tok, kind: ArtifactKind) -> None:
        """Take a line that does not belong to the text."""
        span = trimmed(self.text, token.span)
        if span.start == span.end:
            return
        last = self.drafts[-1] if self.drafts else None
        before = last.end if last else token.start
        self.interruptions.append(InterruptingLine(kind, span, last, before))
        self._broken = True

    def prose(self, token: Tok) -> None:
        """A run of prose: the rest of the paragraph, then separate blocks after its blank lines."""
        at = token.start
        for gap in terminal("GAP").finditer(self.text, token.start, token.end):
            self._block(Span(at, gap.start()))
            at = gap.end()
        self._block(Span(at, token.end))

    def _block(self, span: Span) -> None:
        span = trimmed(self.text, span)
        if span.start == span.end:
            return
        last = self.drafts[-1] if self.drafts else None
        if last is not None and not last.runs and self.text.startswith("**", span.start):
            # The end of a number that a converter to Markdown printed bold.
            span = trimmed(self.text, Span(span.start + 2, span.end))
        if last is not None and self._continues(last, span):
            self._go_on(last, span)
        else:
            self.drafts.append(self._unnumbered(span))
        self._broken = False

    def _go_on(self, last: Draft, span: Span) -> None:
        """Give the paragraph another run: one with the run before it where nothing parts them."""
        before = last.runs[-1] if last.runs and not self._broken else None
        if before is None:
            last.runs.append(span)
        elif self._gap_between(before.end, span.start):
            last.splits.append(Span(before.end, span.start))
            last.runs.append(span)
        else:
            last.runs[-1] = Span(before.start, span.end)

    def _continues(self, last: Draft, span: Span) -> bool:
        """Whether a block of prose carries on the paragraph before it."""
        if not last.runs:
            return not last.heading
        before, here = last.runs[-1], self.text[span.start]
        if not self._broken and not self._gap_between(before.end, span.start):
            return not last.heading
        if last.heading:
            return False
        if here.islower() or here in ",;)":
            return True
        if self.text[before.end - 1] in ENDS:
            return last.number is not None and self._is_item(last, span)
        return self._broken or (
            self._capitals(before) and not self._single_line(span) and not self._single_line(before)
        )

    def _is_item(self, last: Draft, span: Span) -> bool:
        """Whether a block is a lettered or dashed part of the paragraph before it, not one with a mark of its own."""
        if terminal("ITEM").match(self.text, span.start, span.end) is None:
            return False
        marked = self.text[span.start] == "(" and terminal("PORTION_MARK").match(
            self.text, span.start, span.end
        )
        return not marked or self._is_next_letter(last, span.start)

    def _is_next_letter(self, last: Draft | None, at: int) -> bool:
        """Whether (C) or (S) there is not a mark, but the letter after (B) or (R) of the paragraph before it."""
        label = self.text[at : at + 3]
        if last is None or label[:1] != "(" or not label[1:2].isalpha() or label[2:] != ")":
            return False
        before = f"({chr(ord(label[1]) - 1)})"
        return self.text.rfind(before, max(last.start, at - PART), at) >= 0

    def _capitals(self, span: Span) -> bool:
        return not any(map(str.islower, self.text[max(span.start, span.end - 60) : span.end]))

    def _single_line(self, span: Span) -> bool:
        return self.text.find("\n", span.start, span.end) < 0

    def _gap_between(self, start: int, end: int) -> bool:
        return self.text.count("\n", start, end) > 1

    def _unnumbered(self, span: Span) -> Draft:
        """A block without a number: a heading, a quoted or an unnumbered paragraph, with the marks that open it."""
        start = span.start
        while start < span.end and self.text[start] in "#*> ":
            start += 1
        marks: list[PortionMark] = []
        at = start
        last = self.drafts[-1] if self.drafts else None
        listed = self._is_next_letter(last, at)
        torn = last is not None and self._is_unfinished(last)
        while not listed and (mark := terminal("PORTION_MARK").match(self.text, at, span.end)):
            if torn and mark.group().strip("()") not in CLASS_MARKS:
                break  # a word in brackets that blank lines cut off its sentence
            marks.append(portion_mark(self.text, Span(*mark.span())))
            at = mark.end()
            while at < span.end and self.text[at] in BLANKS:
                at += 1
        draft = Draft(start, marks=tuple(marks), heading=self._is_heading(span))
        rest = trimmed(self.text, Span(at, span.end))
        if rest.end > rest.start:
            draft.runs.append(rest)
        return draft

    def _is_unfinished(self, last: Draft) -> bool:
        """Whether the prose of a paragraph breaks off inside a sentence."""
        return not last.heading and bool(last.runs) and self.text[last.runs[-1].end - 1] not in ENDS

    def _is_heading(self, span: Span) -> bool:
        """A short line that ends no sentence, or one that is underlined."""
        last = self.text.rfind("\n", span.start, span.end)
        if last >= 0:
            short = span.end - span.start < 400
            return short and terminal("UNDERLINE").fullmatch(self.text, last + 1, span.end) is not None
        return span.end - span.start <= 100 and self.text[span.end - 1] not in ".;,:"


def paragraph_number(text: str, head: Tok) -> tuple[ParagraphNumber, PortionMark | None]:
    """Return the number of a paragraph head, and the mark before it, if any."""
    written = text[head.start : head.end].rstrip(BLANKS)
    if written[-1] in ".)" and written[:-1].isdigit():  # as nearly all are
        span = Span(head.start, head.start + len(written))
        return ParagraphNumber(span, written[:-1], written[-1]), None
    span = trimmed(text, head.span)
    at = span.start
    while text[at] in "#*>|-• \t\f":
        at += 1
    misplaced = None
    if text[at] == "(":
        close = text.index(")", at) + 1
        misplaced = portion_mark(text, Span(at, close))
        at = close
        while text[at] in BLANKS:
            at += 1
    start, pilcrow = at, text[at] == "¶"
    while text[at] in "¶ ":
        at += 1
    first = at
    while at < span.end and (text[at].isdigit() or text[at] in "lIOSB"):
        at += 1
    digits = text[first:at]
    end = at
    while end < span.end and text[end] in "\\.),: ":
        end += 1
    punctuation = folded(text[at:end]).replace("\\", "").replace(" ", "")
    return ParagraphNumber(
        Span(start, at + len(text[at:end].rstrip())), digits, punctuation, pilcrow
    ), misplaced
