"""The level of every stretch of a document's text.

A portion has the level of its mark, from the mark to the next one or to the end of its paragraph. Text without a
mark may be as sensitive as anything in the document: it has the document's high-water mark, the join of its header,
its banners and its portions. A level is certain if every mark that it comes from is known and there is a header.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable, Memo
from sbu_check.checks.common.readings import once
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.cable.elements import BannerLine
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading
    from sbu_check.marking import Mark, MarkingSystem
    from sbu_check.text.span import Span

_POSTED = "SIPDIS"
"""The caption that says where a text may be posted, not what it holds (05 STATE 226504)."""
_MARK_AT_END = re.compile(r"[(\[]([^()\[\]\n]{1,40})[)\]][\s.]*\Z")
_BLANK_LINE = re.compile(r"\n[ \t\r\f]*\n")
_NEXT_PART = re.compile(r"\n(?:[ \t\r\f]*\n|[ \t]*(?:\(?[a-zA-Z0-9]{1,2}[.)]\)?|-{1,2}|[•·*|>])[ \t])")
"""What ends a marked part of a paragraph, besides the next mark: a blank line, or the label of another part."""
_HEADS = {"paragraph", "misplaced"}


class TextLevel(NamedTuple):
    """A level. `mark` is the highest mark known of it; a level that is not `certain` may be higher."""

    mark: Mark | None
    certain: bool


UNKNOWN = TextLevel(None, certain=False)


class LevelStretch(NamedTuple):
    """A stretch of text with one level."""

    start: int
    end: int
    level: TextLevel


def stretches(context: Context, whole: Span) -> Iterator[LevelStretch]:
    """The stretches of a document in order; together they cover `whole`, its part of the file."""
    rest = high_water(context)
    at = whole.start
    for one in _portion_stretches(context):
        start, end = max(one.start, at), min(one.end, whole.end)
        if start < end:
            if at < start:
                yield LevelStretch(at, start, rest)
            yield LevelStretch(start, end, one.level)
            at = end
    if at < whole.end:
        yield LevelStretch(at, whole.end, rest)


@once
def _portion_stretches(context: Context) -> list[LevelStretch]:
    """Return the stretches that have a mark of their own, in order; they may overlap."""
    rest = high_water(context)
    return sorted((*_header_portions(context, rest), *_paragraphs(context, rest)))


@once
def high_water(context: Context) -> TextLevel:
    """The join of a document's header, banners and portions: the level of its text without a mark."""
    system, header = context.system, header_marks(context)
    portions = [portion.mark for portion in context.portions]
    ending = _subject_end(context)
    known = [mark for mark in (*header, *portions, *(ending[1:])) if mark]
    entire = any(portion.written.entire for portion in context.portions)
    certain = (_has_header(context) or entire) and None not in portions
    return TextLevel(system.join(known) if known else None, certain=certain and bool(known))


def banner_of(context: Context) -> tuple[int, str] | None:
    """Return rank and words of the banner that a document needs at least; None if nothing in it has a level."""
    mark = high_water(context).mark
    if mark is None:
        return None
    banner = context.system.required((mark,))
    return context.system.rank(banner.mark.level), str(banner)


def header_marks(context: Context) -> list[Mark]:
    """What the class lines with their captions, and the banners, say."""
    cable, system = context.document, context.system
    captions, levels = [], {}
    if isinstance(cable, Cable):
        captions = [caption.name for caption in cable.captions if caption.name != _POSTED]
        levels = dict.fromkeys(line.level for line in cable.class_lines if line.level)
    found = [
        _as_portion(system, "; ".join((level, *captions))) or _as_portion(system, level) for level in levels
    ]
    found += [_of_banner(system, banner) for banner in cable.banners]
    return [mark for mark in found if mark]


def paragraph_levels(context: Context) -> list[Mark | None]:
    """The joined marks of each paragraph; one without a mark has the header's in a document that marks none."""
    header = header_marks(context) if not context.document.marked else []
    default = context.system.join(header) if header else None
    by_paragraph = context.portions_by_paragraph
    found: list[Mark | None] = []
    for index, paragraph in enumerate(context.document.paragraphs):
        if index in by_paragraph:
            found.append(_join(context.system, [portion.mark for portion in by_paragraph[index]]).mark)
        elif paragraph.inherits is not None and paragraph.inherits < index:
            found.append(found[paragraph.inherits])
        else:
            found.append(default)
    return found


def _paragraphs(context: Context, rest: TextLevel) -> Iterator[LevelStretch]:
    """The portions of all paragraphs. One without a mark, quoted or not, has the level of unmarked text."""
    by_paragraph = context.portions_by_paragraph
    last = max(by_paragraph, default=0)
    for index, portions in by_paragraph.items():
        marks = [portion.mark for portion in portions]
        span = context.document.paragraphs[index].span
        whole = _at_least_known(_join(context.system, marks), rest)
        yield from _portions(context, portions, span, whole, rest, last=index == last)


def _portions(
    context: Context,
    portions: Sequence[PortionReading],
    span: Span,
    whole: TextLevel,
    rest: TextLevel,
    *,
    last: bool,
) -> Iterator[LevelStretch]:
    """The portions of one paragraph; text between a part and the next mark has the level of the whole paragraph.

    What follows a blank line in the last marked paragraph of a document may be a signature or a note below it.
    """
    text = context.document.text
    groups = list(_groups(text, portions))
    yield LevelStretch(span.start, groups[0][0].written.span.start, rest)
    ends = [*(group[0].written.span.start for group in groups[1:]), span.end]
    for group, end in zip(groups, ends, strict=True):
        start = group[0].written.span.start
        level = _at_least_known(_join(context.system, [portion.mark for portion in group]), rest)
        # Blanks between the number's line and the mark's belong to the head.
        after = group[-1].written.span.end
        if not any(portion.place in _HEADS for portion in group):
            ending, beyond = _NEXT_PART.search(text, after, end), whole
        else:
            ending, beyond = _BLANK_LINE.search(text, after, end) if last else None, rest
        stop = ending.start() if ending else end
        yield LevelStretch(start, stop, level)
        yield LevelStretch(stop, end, rest if last and ending else beyond)


def _groups(text: str, portions: Iterable[PortionReading]) -> Iterator[list[PortionReading]]:
    """Marks with nothing but signs and numbers between them: all of them count for what follows."""
    group: list[PortionReading] = []
    for portion in sorted(portions, key=lambda one: one.written.span):
        if group and any(map(str.isalpha, text[group[-1].written.span.end : portion.written.span.start])):
            yield group
            group = []
        group.append(portion)
    yield group


def _header_portions(context: Context, rest: TextLevel) -> Iterator[LevelStretch]:
    """The subject and the classifier block if they have marks of their own."""
    cable = context.document
    said = [portion.mark for portion in context.portions if portion.place == "subject"]
    ending = _subject_end(context)
    if cable.subject and (said or ending):
        level = _join(context.system, [*said, *ending[1:]])
        yield LevelStretch(*cable.subject.span, _at_least_known(level, rest))
    block = cable.classified_by if isinstance(cable, Cable) else None
    if block and block.mark:
        marks = [portion.mark for portion in context.portions if portion.place == "classifier"]
        yield LevelStretch(*block.span, _at_least_known(_join(context.system, marks), rest))


def subject_mark(context: Context) -> tuple[int, int] | None:
    """The place of a mark at the end of the subject."""
    ending = _subject_end(context)
    return ending[0] if ending else None


@once
def _subject_end(context: Context) -> tuple[()] | tuple[tuple[int, int], Mark]:
    subject = context.document.subject
    written = _MARK_AT_END.search(subject.span.of(context.document.text)) if subject else None
    if written is None or subject is None:
        return ()
    reading = context.system.read_portion(written[1])
    if not reading.mark or not reading.valid:
        return ()
    start = subject.span.start + written.start()
    return (start, subject.span.start + written.end(1) + 1), reading.mark


def _has_header(context: Context) -> bool:
    """Whether something above the text says what the document is: a stamp of a release does not."""
    cable = context.document
    if isinstance(cable, Memo):
        return cable.head is not None
    if isinstance(cable, Cable) and cable.class_lines:
        return cable.class_lines[0].level is not None
    first = cable.paragraphs[0].span.start if cable.paragraphs else cable.span.end
    return "release" not in cable.overlays and any(banner.span.start < first for banner in cable.banners)


def _of_banner(system: MarkingSystem, banner: BannerLine) -> Mark | None:
    return (
        _as_portion(system, banner.text)
        or (_as_portion(system, banner.level) if banner.level else None)
        or system.read_portion(banner.text).mark
    )


@lru_cache(512)
def _as_portion(system: MarkingSystem, banner: str) -> Mark | None:
    """The mark of a banner as a portion of that level has it."""
    mark = system.read_banner(banner).mark
    return (system.read_portion(system.portion(mark)).mark or mark) if mark else None


def _at_least_known(level: TextLevel, rest: TextLevel) -> TextLevel:
    """A level that is not certain, with the document's high-water mark as what is known of it."""
    return level if level.certain else TextLevel(rest.mark, certain=False)


def _join(system: MarkingSystem, marks: Iterable[Mark | None]) -> TextLevel:
    """The join of the marks; uncertain if one of them is not known, since it might be the highest."""
    known: list[Mark] = []
    for mark in marks:
        if mark is None:
            return UNKNOWN
        known.append(mark)
    return TextLevel(system.join(known), certain=True) if known else UNKNOWN
