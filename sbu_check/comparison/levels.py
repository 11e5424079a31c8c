"""Rules of a comparison: marks, and what may be released of what is marked so."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbu_check.comparison.deletions import counted
from sbu_check.diagnostics.model import Finding
from sbu_check.engine import MEMOS
from sbu_check.marking import system as marking_system

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.comparison.compared_text import ComparedText, Para
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.marking import Mark, MarkingSystem
    from sbu_check.rules.selection import Options


@dataclass(frozen=True, slots=True)
class Portion:
    """Words of the original under one mark. `name` says what they are: `paragraph 3`, `the subject`."""

    name: str
    mark: Mark
    words: tuple[range, ...]


def above(comparison: Comparison) -> Iterator[Finding]:
    """Portions above the level of the release that are not wholly withheld.

    Values: `portion`, `mark`, `level`, `left`, `of`.
    """
    for portion in above_level(comparison):
        left = sum(comparison.shows(words) for words in portion.words)
        if not left:
            continue
        first = next(run for words in portion.words for run in comparison.shown(words))
        place = (portion.words[0].start, portion.words[-1].stop)
        yield Finding(
            comparison.copy.words.span(first.start, first.stop),
            {
                "portion": portion.name,
                "mark": comparison.contexts[0][0].system.portion(portion.mark),
                "level": comparison.release_level,
                "left": left,
                "of": counted(sum(map(len, portion.words)), "word"),
            },
            related=(comparison.from_original(*place, "marked so here"),),
            paragraph=comparison.copy.paragraph(first.start),
        )


def above_level(comparison: Comparison) -> Iterator[Portion]:
    """The portions of the original that are above the level of the release."""
    system = comparison.contexts[0][0].system
    highest = _rank(comparison.release_level, system, comparison.settings)
    return (portion for portion in _portions(comparison) if system.rank(portion.mark.highest) > highest)


def level_known(level: str, settings: Options) -> bool:
    """Whether the configured marking system, or one of documents that are no cables, has a level of that name."""
    return any(has_level(level, one) for one in _systems(settings))


def _rank(level: str, system: MarkingSystem, settings: Options) -> int:
    """The rank of a level; of its classification where the system of a document has no such level (SBU in the IC)."""
    if has_level(level, system):
        return system.rank(level)
    marks = (one.read_portion(level).mark for one in _systems(settings) if has_level(level, one))
    return max(
        (system.rank(mark.level) for mark in marks if mark and has_level(mark.level, system)), default=-1
    )


def has_level(level: str, system: MarkingSystem) -> bool:
    """Return whether a marking system ranks a level of that name."""
    try:
        system.rank(level)
    except KeyError:
        return False
    return True


def _systems(settings: Options) -> Iterator[MarkingSystem]:
    for name in (settings.system, *MEMOS):
        yield marking_system(name, settings.on, settings.marking_paths)


def _portions(comparison: Comparison) -> Iterator[Portion]:
    """What each mark of the original covers, subjects included."""
    original = comparison.original
    for number, context in enumerate(comparison.contexts[0]):
        cable = original.cables[number]
        subject = cable.subject
        if subject and subject.mark and (mark := context.system.read_portion(subject.mark.text).mark):
            yield Portion("the subject", mark, (original.words.within(subject.span),))
        labels = _labels(original, cable)
        for para in original.paragraphs:
            if para.cable == number:
                yield from _paragraph(original, context, para, labels)


def _paragraph(
    original: ComparedText, context: Context, para: Para, labels: Sequence[range]
) -> Iterator[Portion]:
    """A paragraph without its parts that have a mark of their own, and those parts."""
    read, paragraph = context.system.read_portion, para.paragraph
    starts = [original.words.after(part.span.start) for part in paragraph.subparagraphs]
    ends = [*starts, para.words.stop]
    own = range(para.words.start, ends[0])
    covered = [own]
    number = paragraph.number.digits if paragraph.number else None
    name = f"paragraph {number}" if number else "an unnumbered paragraph"
    for part, start, end in zip(paragraph.subparagraphs, starts, ends[1:], strict=True):
        if part.mark is None:
            covered.append(range(start, end))
        elif mark := read(part.mark.text).mark:
            yield Portion(f"{name}, part {part.label.text}", mark, tuple(_without(range(start, end), labels)))
    above = context.document.paragraphs[paragraph.inherits] if paragraph.inherits is not None else paragraph
    written = paragraph.mark or above.mark
    if written and (mark := read(written.text).mark):
        yield Portion(name, mark, tuple(piece for words in covered for piece in _without(words, labels)))


def _labels(original: ComparedText, cable: Document) -> list[range]:
    """Numbers, letters and words such as `Summary` and `End comment`, which may be when all else is withheld."""
    spans = [paragraph.number.span for paragraph in cable.paragraphs if paragraph.number]
    spans += [part.label.span for paragraph in cable.paragraphs for part in paragraph.subparagraphs]
    spans += [span for block in cable.blocks for span in (block.opener, block.closer) if span]
    return [original.words.within(span) for span in sorted(spans)]


def _without(words: range, labels: Sequence[range]) -> Iterator[range]:
    """The words without the labels among them."""
    at = words.start
    for index in range(bisect_left(labels, words.start, key=lambda one: one.start), len(labels)):
        label = labels[index]
        if label.start >= words.stop:
            break
        if at < label.start:
            yield range(at, label.start)
        at = max(at, label.stop)
    if at < words.stop:
        yield range(at, words.stop)
