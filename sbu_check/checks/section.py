"""Rules of the sections that class lines announce: `SECTION 02 OF 03`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import paragraph_at
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sbu_check.cable.elements import CaptionWord, ClassLine, Section, Term
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

_DIGITS_MISREAD = str.maketrans("OIl", "011")

_REPEATED = frozenset(
    {"channel", "special handling", "distribution", "dissemination control", "administrative control"}
)


def section_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers of a section that cannot be; variant `again` for one that an earlier header has opened.

    Values: `part`, `of`.
    """
    opened: dict[int, Section] = {}
    for section in cable.sections:
        values = {"part": str(section.part), "of": str(section.of)}
        if section.part < 1 or section.of < 1 or section.part > section.of:
            variant = "zero" if section.part < 1 or section.of < 1 else None
            yield Finding(section.span, values, variant=variant)
        elif section.part in opened:
            before = opened[section.part]
            yield Finding(section.span, values, (Related(before.span, "opened here"),), variant="again")
        opened.setdefault(section.part, section)


def section_garbled(cable: Cable, context: Context) -> Iterator[Finding]:
    """Misspelt words of a section. Values: `written`, `meant`."""
    for section in cable.sections:
        digits = _numbers(section.span.of(cable.text)) if section.garbled else []
        if len(digits) == 2:
            meant = f"SECTION {digits[0]} OF {digits[1]}"
            yield Finding(
                section.span, {"written": section.span, "meant": meant}, edits=(Edit(section.span, meant),)
            )


def _numbers(words: str) -> list[str]:
    """The numbers in the words, as printed."""
    return "".join(sign if sign.isdigit() else " " for sign in words).split()


def section_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """Sections that the first header announces and no later header opens. Values: `missing`, `part`, `of`."""
    sections = cable.sections
    if not sections or cable.layout == "edition":
        return
    first = sections[0]
    # Headers that disagree on their count, or are as many as it, have a wrong number, which has a rule of its own.
    counts = {section.of for section in sections}
    if not 1 <= first.part <= first.of or len(sections) >= first.of or len(counts) > 1:
        return
    there = {section.part for section in sections}
    missing = _ranges([part for part in range(1, min(first.of, 999) + 1) if part not in there])
    if not missing:
        return
    pages = cable.continuation_lines
    yield Finding(
        first.span,
        {"missing": missing, "part": first.part, "of": first.of},
        related=tuple(Related(page.span, "a page line shows that the text goes on here") for page in pages),
        variant=("one" if len(missing) == 1 and missing[0].isdigit() else None),
    )


def section_class_equal(cable: Cable, context: Context) -> Iterator[Finding]:
    """Headers of one cable that differ in class, post, number or count of sections: each odd one is reported once.

    If the others agree, the first is the odd one. Values: `what`, `here`, `first`.
    """
    lines = cable.class_lines if len(cable.class_lines) > 1 else ()
    seen: set[int] = set()
    for what, read in _ALIKE.items():
        said = [
            (index, value) for index, line in enumerate(lines) if (value := read(line, context.vocabulary))
        ]
        same = Counter(value.key for _, value in said)
        # The first of two that differ is believed.
        usual, believed = max(said, key=lambda one: same[one[1].key], default=(0, None))
        for index, value in said:
            if believed and value.key != believed.key and index not in seen:
                seen.add(index)
                yield Finding(
                    lines[index].span,
                    {"what": what, "here": value.shown, "first": believed.shown},
                    related=(Related(lines[usual].span, "a header that says {first}"),),
                    variant="class" if what == "class" else None,
                )


def section_caption_equal(cable: Cable, context: Context) -> Iterator[Finding]:
    """A caption of the first section that a later section does not repeat, or of a later one that the first lacks.

    Values: `caption`, `part`.
    """
    if len(cable.class_lines) < 2 or not cable.captions:
        return
    first = [caption for caption in cable.captions if caption.section == 0 and _is_repeated(caption, context)]
    later: dict[int, set[str]] = {}
    for caption in cable.captions:
        later.setdefault(caption.section, set()).add(caption.name)
    for index, line in enumerate(cable.class_lines):
        if index == 0 or line.section is None:
            continue
        for caption in _once(first):
            if caption.name not in later.get(index, ()):
                yield Finding(
                    line.span,
                    {"caption": caption.name, "part": line.section.part},
                    related=(Related(caption.span, "the first section has it"),),
                )
    yield from _lacking_first(cable, context, {caption.name for caption in first})


def _lacking_first(cable: Cable, context: Context, known: set[str]) -> Iterator[Finding]:
    """The captions that every later section has and the first has not."""
    first, *others = cable.class_lines
    if first.section is None or first.section.part != 1:
        return
    later = [caption for caption in cable.captions if caption.section and _is_repeated(caption, context)]
    for caption in _once(later):
        sections = {other.section for other in later if other.name == caption.name}
        if caption.name not in known and len(sections) == len(others):
            yield Finding(
                first.span,
                {"caption": caption.name, "part": first.section.part},
                related=(Related(caption.span, "a later section has it"),),
                variant="first",
            )


def section_split_sentence(cable: Cable, context: Context) -> Iterator[Finding]:
    """The header of a section in the middle of a sentence. Values: none."""
    for line in cable.class_lines[1:]:
        index = paragraph_at(cable, line.span.start)
        if index is not None and line.section and _cuts(cable, index, line):
            yield Finding(line.span, paragraph=index)


def _cuts(cable: Cable, index: int, line: ClassLine) -> bool:
    """Whether a sentence of the paragraph goes on after the line."""
    body = cable.paragraphs[index].body
    at = bisect_left(body, line.span)
    if not 0 < at < len(body):
        return False
    return cable.text[body[at - 1].start : body[at - 1].end].rstrip()[-1:] not in {".", "?", "!", ":"}


def _ranges(numbers: list[int]) -> tuple[str, ...]:
    """Numbers as an enumeration, runs of three and more as `2 to 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(
        piece
        for run in runs
        for piece in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    )


class SectionFact(NamedTuple):
    """Statement of a header about one thing: `key` is equal for the same meaning, `shown` appears in the message."""

    key: str
    shown: Term | str


def _class(line: ClassLine, vocabulary: Vocabulary) -> SectionFact | None:
    return SectionFact(line.level, line.level) if line.level else None


def _post(line: ClassLine, vocabulary: Vocabulary) -> SectionFact | None:
    if line.post is None:
        return None
    joined = (vocabulary.post_meant(line.post.text) or line.post.text).replace(" ", "")
    return SectionFact(vocabulary.posts.get(joined, joined).replace(" ", ""), line.post)


def _number(line: ClassLine, vocabulary: Vocabulary) -> SectionFact | None:
    # Sections of 1974 add their own number to it, as in 2004/2.
    # Letters for digits are reported by mrn-shape.
    number = line.number.text.translate(_DIGITS_MISREAD).partition("/")[0].lstrip("0") if line.number else ""
    return SectionFact(number, line.number) if line.number else None


def _count(line: ClassLine, vocabulary: Vocabulary) -> SectionFact | None:
    return SectionFact(str(line.section.of), str(line.section.of)) if line.section else None


_ALIKE: dict[str, Callable[[ClassLine, Vocabulary], SectionFact | None]] = {
    "class": _class,
    "post": _post,
    "number": _number,
    "number of sections": _count,
}
"""Things that all headers of a cable state equally (ACP 127(G) para 208)."""


def _is_repeated(caption: CaptionWord, context: Context) -> bool:
    known = context.vocabulary.caption(caption.name)
    return known is not None and known.family in _REPEATED


def _once(captions: list[CaptionWord]) -> list[CaptionWord]:
    return list({caption.name: caption for caption in reversed(captions)}.values())[::-1]
