"""Marked documents other than cables: banners at the head and foot, marks before the paragraphs.

Memoranda, reports and letters of the intelligence community and of holders of controlled unclassified information have
no layout of their own (32 CFR 2001.21, 32 CFR 2002.20). They are read by their blank lines, labels and brackets alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sbu_check.cable.elements import BannerLine, Subject, Term
from sbu_check.cable.evidence import cues_of_memo, enough, is_sentence
from sbu_check.cable.header_lines import portion_mark
from sbu_check.cable.inner_marks import opens_line
from sbu_check.cable.model import Labelled, Memo, Paragraph, ParagraphNumber, Subparagraph
from sbu_check.cable.prose import ENDS
from sbu_check.cable.terminals import BLANKS, MONTHS, day, folded, term, trimmed
from sbu_check.grammar import load
from sbu_check.grammar.kinds import compiled
from sbu_check.text.span import Span, blanked
from sbu_check.values import replace

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.model import Document

_MARGIN = " \t\f\r#*_>|"
"""Signs before and after the words of a line: blanks, and the signs of Markdown."""

_MOST_MARKS = 3
"""Marks that open one paragraph at most: the second is a fault, more are none."""

_HEADING = 100
"""Characters of the longest heading."""


@cache
def _kind(name: str) -> re.Pattern[str]:
    return compiled(load("memo").terminals[name])


def read_memo(text: str, release: Document | None = None) -> Memo | None:
    """Return the marked document in a text; None if the text has neither a banner line nor a mark before a paragraph.

    `release` is the text read as a cable. Its release stamps and codes are kept, but are not part of the document.
    """
    if _kind("SIGN").search(text) is None:
        return None
    if release is None or "release" not in release.overlays:
        return _read(text)
    printed = [term.span for term in (*release.stamps, *release.dispositions, *release.later_classification)]
    memo = _read(blanked(text, printed))
    return memo and replace(
        memo,
        text=text,
        overlays=(*release.overlays, *memo.overlays),
        stamps=release.stamps,
        dispositions=release.dispositions,
        codes=release.codes,
        later_classification=release.later_classification,
    )


def _read(text: str) -> Memo | None:
    reader = _Reader(text)
    for line in _lines(text):
        reader.line(line)
    return reader.memo()


def _lines(text: str) -> Iterator[Span]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield Span(at, end)
        at = end + 1


class _Draft:
    """A paragraph under construction."""

    __slots__ = ("label", "marks", "number", "parts", "runs", "start")

    def __init__(
        self, start: int, number: ParagraphNumber | None, label: Term | None, marks: tuple[PortionMark, ...]
    ) -> None:
        self.start = start
        self.number = number
        self.label = label
        self.marks = marks
        self.runs: list[Span] = []
        self.parts: list[tuple[Term, PortionMark | None]] = []


class _Reader:
    """Takes the lines of a text one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.banners: list[BannerLine] = []
        self.fields: list[Labelled] = []
        self.subject: Subject | None = None
        self.drafts: list[_Draft] = []
        self._day: date | None = None
        self._first: Span | None = None
        self._margin: int | None = None
        """The indent of the first number: deeper ones are parts of a paragraph."""
        self._gap = True
        """Whether a blank line or a banner is before this line."""
        self._open: str = ""
        """The value that the next lines continue: `field`, `subject`, `paragraph`, or nothing."""

    def line(self, line: Span) -> None:
        """Take one line."""
        span = _inner(self.text, line)
        if span.start == span.end or _kind("RULE").fullmatch(self.text, *span):
            self._gap = True
            self._open = "" if self._open in {"field", "subject"} else self._open
            return
        self._first = self._first or span
        banner = _kind("BANNER").fullmatch(self.text, *span)
        if banner and not is_sentence(banner["words"]):
            words = Span(*banner.span("words"))
            self.banners.append(BannerLine(words, None, folded(words.of(self.text))))
            self._gap = True
            return
        self._line(line, span)
        self._gap = False

    def _line(self, line: Span, span: Span) -> None:
        if label := _kind("FIELD").match(self.text, *span):
            self._field(label.group("name"), Span(*span), label.end())
        elif self.subject is None and (label := _kind("SUBJECT").match(self.text, *span)):
            self._subject(span, label.end())
        elif self._open in {"field", "subject"} and not self._head(line, span, try_only=True):
            self._carried_on(span)
        elif not self._head(line, span):
            self._prose(span)

    def _field(self, name: str, span: Span, at: int) -> None:
        value = term(self.text, Span(at, span.end))
        self.fields.append(Labelled(span, folded(name).upper(), value if value.text else None))
        self._open = "field"

    def _subject(self, span: Span, at: int) -> None:
        marks = self._marks(at, span.end)
        self.subject = Subject(span, folded(self.text[at : span.end]), next(iter(marks), None))
        self._open = "subject"

    def _carried_on(self, span: Span) -> None:
        """Take a line that continues the field or the subject above it."""
        if self._open == "subject" and self.subject:
            whole = Span(self.subject.span.start, span.end)
            self.subject = Subject(
                whole, f"{self.subject.text} {folded(span.of(self.text))}", self.subject.mark
            )
        elif self.fields:
            last = self.fields[-1]
            value = term(self.text, Span(last.value.span.start if last.value else span.start, span.end))
            self.fields[-1] = Labelled(Span(last.span.start, span.end), last.name, value)

    def _head(self, line: Span, span: Span, *, try_only: bool = False) -> bool:
        """Begin a paragraph or a part of one if the line is the head of one; return whether it is."""
        label = _kind("LABEL").match(self.text, *span)
        at = label.end() if label else span.start
        marks = self._marks(at, span.end)
        finished = self._gap or (self._finished() and self._opens(marks))
        # A wrapped line may begin with a bracket or a number: a head follows a blank line or a whole sentence.
        if not (finished and (marks or (label and self._gap))):
            return False
        if try_only:
            return True
        rest = trimmed(self.text, Span(marks[-1].span.end if marks else at, span.end))
        written = Term(Span(*label.span("label")), label.group("label")) if label else None
        number = self._number(label.group("digits"), written, line) if label and written else None
        last = self.drafts[-1] if self.drafts else None
        if written and number is None and last and (last.number or last.marks):
            last.parts.append((written, next(iter(marks), None)))
            self._run(last, rest)
        else:
            self.drafts.append(_Draft(span.start, number, written, marks))
            self._run(self.drafts[-1], rest)
        self._open = "paragraph"
        return True

    def _opens(self, marks: tuple[PortionMark, ...]) -> bool:
        """Whether the first of the marks at the head of a line below another may be one."""
        start = self.drafts[-1].start if self.drafts else 0
        return not marks or opens_line(self.text, marks[0].span, start)

    def _number(self, digits: str | None, label: Term, line: Span) -> ParagraphNumber | None:
        """The number of a paragraph; None for the label of a part."""
        if digits is None:
            return None
        indent = label.span.start - line.start
        if self._margin is None:
            self._margin = indent
        if indent > self._margin + 1:
            return None
        return ParagraphNumber(label.span, digits, label.text.replace(digits, "", 1).strip("¶ "))

    def _marks(self, at: int, end: int) -> tuple[PortionMark, ...]:
        """Return the marks that follow each other at one place."""
        found: list[PortionMark] = []
        while len(found) < _MOST_MARKS and (mark := _kind("MARK").match(self.text, at, end)):
            at = mark.end()
            if self.text[at - 1 : at + 1] == "](":
                break  # a link of Markdown
            found.append(portion_mark(self.text, Span(*mark.span("mark"))))
        return tuple(found)

    def _finished(self) -> bool:
        """Whether the prose above has ended."""
        last = self.drafts[-1] if self.drafts else None
        return last is None or not last.runs or self.text[last.runs[-1].end - 1] in ENDS

    def _prose(self, span: Span) -> None:
        last = self.drafts[-1] if self.drafts else None
        # A page break, or a blank line that a converter left, may cut a sentence.
        cut = last is not None and not self._finished() and self.text[span.start].islower()
        if last is None or (self._gap and not cut):
            last = _Draft(span.start, None, None, ())
            self.drafts.append(last)
        self._run(last, span)
        self._open = "paragraph"

    def _run(self, draft: _Draft, span: Span) -> None:
        if span.start == span.end:
            return
        if draft.runs and not self.text[draft.runs[-1].end : span.start].strip(BLANKS):
            draft.runs[-1] = Span(draft.runs[-1].start, span.end)
        else:
            draft.runs.append(span)

    def memo(self) -> Memo | None:
        """Return the document; None if nothing shows that it is marked: lists have letters in brackets too."""
        paragraphs = tuple(self._paragraph(draft) for draft in self.drafts)
        marked = [one for one in paragraphs if one.marks or any(part.mark for part in one.subparagraphs)]
        if not (self.banners or _are_marks(paragraphs, len(marked))):
            return None
        head, foot = self._ends(marked[0].span.start if marked else None)
        first = paragraphs[0].span.start if paragraphs else len(self.text)
        memo = Memo(
            text=self.text,
            span=Span(0, len(self.text)),
            overlays=("marked",),
            banners=tuple(self.banners),
            subject=self.subject,
            paragraphs=paragraphs,
            header=Span(min(self._first.start if self._first else first, first), first),
            head=head,
            foot=foot,
            fields=tuple(self.fields),
            day=self._dated(),
        )
        evidence = cues_of_memo(memo, self._first.end if self._first else 0)
        return replace(memo, evidence=evidence, declares_itself=enough(evidence))

    def _ends(self, marked: int | None) -> tuple[BannerLine | None, BannerLine | None]:
        """The banner above the text and the one below it."""
        last = max((draft.runs[-1].end for draft in self.drafts if draft.runs), default=0)
        first = marked if marked is not None else last
        head = next((one for one in self.banners[:1] if one.span.start < first or not last), None)
        foot = next((one for one in self.banners[-1:] if one is not head and one.span.start >= last), None)
        return head, foot

    def _dated(self) -> date | None:
        """The day on a line of its own above the first mark."""
        for draft in self.drafts:
            if draft.marks or draft.number:
                return None
            for run in draft.runs:
                for line in _lines(self.text[run.start : run.end]):
                    written = self.text[run.start + line.start : run.start + line.end].strip(_MARGIN)
                    if found := _kind("DAY").fullmatch(written):
                        return _day(found.groupdict())
        return None

    def _paragraph(self, draft: _Draft) -> Paragraph:
        end = draft.runs[-1].end if draft.runs else draft.marks[-1].span.end if draft.marks else draft.start
        heading = draft.number is None and not draft.marks and not draft.parts and self._is_heading(draft)
        return Paragraph(
            Span(draft.start, max(end, draft.start)),
            draft.number,
            draft.marks,
            tuple(draft.runs),
            "numbered" if draft.number else "unnumbered",
            subparagraphs=tuple(
                Subparagraph(mark.span if mark else label.span, label, mark) for label, mark in draft.parts
            ),
            heading=heading,
        )

    def _is_heading(self, draft: _Draft) -> bool:
        if len(draft.runs) != 1:
            return False
        words = draft.runs[0].of(self.text)
        return len(words) <= _HEADING and words[-1] not in ".;,:" and "\n" not in words


def _are_marks(paragraphs: Iterable[Paragraph], marked: int) -> bool:
    """Whether brackets at the head of paragraphs are marks, without a banner: by what they say, or by their number."""
    marks = [mark.text for one in paragraphs for mark in one.marks]
    marks += [part.mark.text for one in paragraphs for part in one.subparagraphs if part.mark]
    if any("//" in mark or mark.startswith("CUI") for mark in marks):
        return True
    prose = sum(not one.heading for one in paragraphs)
    return marked > 1 and marked * 2 >= prose and not all(mark.upper() == "C" for mark in marks)


def _day(said: dict[str, str | None]) -> date | None:
    """The day of one of three forms: 2 March 2018, March 2, 2018, 2018-03-02."""
    name = said["b"] or said["c"]
    month = MONTHS[name[:3].upper()] if name else int(said["m"] or 0)
    year, number = said["y"] or said["z"] or said["Y"], said["d"] or said["e"] or said["D"]
    return day(int(year or 0), month, int(number or 0))


def _inner(text: str, line: Span) -> Span:
    """The words of a line."""
    words = text[line.start : line.end]
    start = line.start + len(words) - len(words.lstrip(_MARGIN))
    return Span(start, max(start, line.start + len(words.rstrip(_MARGIN))))
