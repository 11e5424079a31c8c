"""The two texts of a comparison, read: words, paragraphs, and what a release put on its copy."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable, Memo
from sbu_check.comparison.covers import codes, covers, is_note
from sbu_check.comparison.words import ComparedWords, WordForm, read_words
from sbu_check.engine import documents
from sbu_check.rules.vocabulary import vocabulary
from sbu_check.text.lines import LineIndex
from sbu_check.text.span import blanked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.cable.elements import Term
    from sbu_check.cable.model import Document, Paragraph
    from sbu_check.rules.selection import Options
    from sbu_check.text.hidden_content import HiddenContent
    from sbu_check.text.span import Span

_ASIDE = frozenset(
    {"sipdis", "page-line", "section-line", "release-stamp", "margin-code", "circuit-line", "page-marking",
     "archive-stamp", "counter", "routing"}
)  # fmt: skip
"""Artifacts that one print of a text has and another has not."""


_MARGIN = " " * 3
"""Blanks that part the margin from the text."""


@dataclass(frozen=True, slots=True)
class Code:
    """An exemption code. `name` is the statute's spelling, `(b)(7)(C)`, or as written where it is no exemption.

    `place` is the index of the word of the copy after it, `line` its 1-based line. `margin` tells that it is in
    the margin, which speaks for the whole line. `known` tells that there is such an exemption.
    """

    span: Span
    name: str
    place: int
    line: int
    margin: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that covers words: a black bar of so many characters, or a note (`[REDACTED]`), whose `width` is None.

    `place` is the index of the word of the copy after it.
    """

    span: Span
    place: int
    width: int | None


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph with its words. `cable` is the index of its cable, `index` its own in the cable's paragraphs."""

    cable: int
    index: int
    paragraph: Paragraph
    words: range


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One text. Its words are without page lines, stamps, codes, bars and portion marks, which are looked at apart."""

    text: str
    name: str | None
    cables: tuple[Document, ...]
    words: ComparedWords
    paragraphs: tuple[Para, ...]
    lines: LineIndex
    owners: Sequence[int]
    """For each word the index in `paragraphs` of the paragraph that it is in, -1 for none."""
    codes: tuple[Code, ...] = ()
    """Codes beside deletions."""
    claims: tuple[Code, ...] = ()
    """Codes that the disposition lists."""
    bars: tuple[Bar, ...] = ()
    dispositions: tuple[Term, ...] = ()
    hidden_content: HiddenContent | None = None
    """What its file holds besides, if it is a PDF or Word document."""

    @property
    def cable(self) -> Document:
        """The first document."""
        return self.cables[0]

    def paragraph(self, word: int) -> int | None:
        """The index, in its cable, of the paragraph that a word is in; None outside of paragraphs."""
        owner = self.owners[word] if word < len(self.owners) else -1
        return self.paragraphs[owner].index if owner >= 0 else None

    def document(self, offset: int) -> int:
        """The index of the cable that an offset lies in."""
        return max(bisect_right(self.cables, offset, key=lambda cable: cable.span.start) - 1, 0)

    def whereabouts(self, word: int) -> str:
        """Where a word is, in the words of a message: `paragraph 3`, `the subject`, `the header`."""
        owner = self.owners[word] if word < len(self.owners) else -1
        if owner >= 0:
            number = self.paragraphs[owner].paragraph.number
            return f"paragraph {number.digits}" if number else "an unnumbered paragraph"
        if word >= len(self.words):
            return "the end of the text"
        at = self.words.starts[word]
        cable = self.cables[self.document(at)]
        places = [("the subject", cable.subject.span)] if cable.subject else []
        if isinstance(cable, Cable):
            places += [("the references", reference.span) for reference in cable.references]
            places += [("the signature", signature.span) for signature in cable.signatures]
        places += [("the header", cable.header)]
        return next(
            (name for name, span in places if span.start <= at < span.end), "the text around the cable"
        )

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return self.lines.position(offset).line


def read_original(text: str, form: WordForm, settings: Options, *, name: str | None = None) -> ComparedText:
    """The original. It may be the copy of an earlier release: its stamps and codes are no words either."""
    cables = documents(text, settings)
    printed = [code.span for cable in cables for code in cable.codes]
    words = read_words(text, form, without=[*_aside(cables), *printed])
    return _side(text, name, cables, words, printed)


def read_copy(
    text: str, form: WordForm, settings: Options, original: ComparedText, *, name: str | None = None
) -> ComparedText:
    """The released copy. Text that is also in the original is not a redaction."""
    cables = documents(text, settings, marked=isinstance(original.cable, Memo))
    printed = [code.span for cable in cables for code in cable.codes]
    aside = [*_aside(cables), *printed]
    running = blanked(text, aside)
    known = frozenset(original.words.keys)
    found = covers(running, original.text)
    inline = list(codes(running, lambda written: form.of(written) in known))
    words = read_words(text, form, without=[*aside, *(cover.span for cover in found), *inline])
    bars = [Bar(cover.span, words.after(cover.span.start), cover.width) for cover in found]
    return _side(text, name, cables, words, [*printed, *inline], bars)


def _side(
    text: str,
    name: str | None,
    cables: tuple[Document, ...],
    words: ComparedWords,
    codes: Iterable[Span],
    bars: Iterable[Bar] = (),
) -> ComparedText:
    lines = LineIndex(text)
    paragraphs = tuple(_paragraphs(cables, words))
    dispositions = tuple(one for cable in cables for one in cable.dispositions)
    read = [_code(text, span, words, lines) for span in sorted(set(codes))]
    claims = tuple(_within(read, sorted(one.span for one in dispositions)))
    claimed = set(claims)
    return ComparedText(
        text=text,
        name=name,
        cables=cables,
        words=words,
        paragraphs=paragraphs,
        lines=lines,
        owners=_owners(paragraphs, len(words)),
        codes=tuple(code for code in read if code not in claimed),
        claims=claims,
        bars=tuple(bars),
        dispositions=dispositions,
    )


def _within(read: Sequence[Code], places: Sequence[Span]) -> Iterator[Code]:
    """The codes inside one of the places. Both are in the order of the text."""
    at = furthest = 0
    for code in read:
        while at < len(places) and places[at].start <= code.span.start:
            furthest = max(furthest, places[at].end)
            at += 1
        if code.span.end <= furthest:
            yield code


def _code(text: str, span: Span, words: ComparedWords, lines: LineIndex) -> Code:
    at = lines.position(span.start)
    before = text[span.start - at.column + 1 : span.start]
    margin = not before.strip() or before.endswith(_MARGIN)
    written = span.of(text)
    known = vocabulary().exemption(written)
    name = known.code if known else "".join(written.upper().split())
    return Code(span, name, words.after(span.start), at.line, margin, known is not None)


def _aside(cables: Iterable[Document]) -> list[Span]:
    """What is printed on a cable, its portion marks, and what its header claims."""
    spans: list[Span] = []
    for cable in cables:
        spans += [artifact.span for artifact in cable.artifacts if artifact.kind in _ASIDE]
        for terms in (cable.stamps, cable.dispositions, cable.later_classification):
            spans += [term.span for term in terms]
        spans += [banner.span for banner in cable.banners]
        spans += _marks(cable)
    return spans


def _marks(cable: Document) -> Iterator[Span]:
    if isinstance(cable, Cable):
        yield from (line.words.span for line in cable.class_lines if line.level)
        yield from (caption.span for caption in cable.captions if caption.name == "SENSITIVE")
    if cable.subject and cable.subject.mark:
        yield cable.subject.mark.span
    for paragraph in cable.paragraphs:
        for mark in (*paragraph.marks, *(part.mark for part in paragraph.subparagraphs), paragraph.misplaced):
            if mark and not is_note(f"[{mark.text}]"):
                yield mark.span


def _paragraphs(cables: Iterable[Document], words: ComparedWords) -> Iterator[Para]:
    for number, cable in enumerate(cables):
        for index, paragraph in enumerate(cable.paragraphs):
            yield Para(number, index, paragraph, words.within(paragraph.span))


def _owners(paragraphs: Iterable[Para], size: int) -> list[int]:
    owners = [-1] * size
    for index, para in enumerate(paragraphs):
        owners[para.words.start : para.words.stop] = [index] * len(para.words)
    return owners
