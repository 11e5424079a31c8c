"""Checks of the sections that class lines announce: `SECTION 02 OF 03`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sbu_check.checks.declared import paragraph_at
from sbu_check.diagnostics.model import Edit, Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Caption, ClassLine
    from sbu_check.checks.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

_DIGITS = re.compile(r"[0-9]+")
_REPEATED = frozenset(
    {"channel", "special handling", "distribution", "dissemination control", "administrative control"}
)


def section_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers of a section that cannot be. Values: `part`, `of`."""
    for section in cable.sections:
        if section.part < 1 or section.of < 1 or section.part > section.of:
            variant = "zero" if section.part < 1 or section.of < 1 else None
            yield Finding(section.span, {"part": str(section.part), "of": str(section.of)}, variant=variant)


def section_garbled(cable: Cable, context: Context) -> Iterator[Finding]:
    """Misspelt words of a section. Values: `written`, `meant`."""
    for section in cable.sections:
        digits = _DIGITS.findall(section.span.of(cable.text)) if section.garbled else ()
        if len(digits) == 2:
            meant = f"SECTION {digits[0]} OF {digits[1]}"
            yield Finding(
                section.span, {"written": section.span, "meant": meant}, edits=(Edit(section.span, meant),)
            )


def section_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """Sections that the first header announces and no later header opens. Values: `missing`, `part`, `of`."""
    sections = cable.sections
    if not sections or cable.layout == "edition":
        return
    first = sections[0]
    if not 1 <= first.part <= first.of:
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
    """A later section with another class, post or number than the first. Values: `first`, `here`."""
    own = cable.classification
    for line in cable.class_lines[1:]:
        if own is None or line.section is None:
            continue
        if own.level and line.level and own.level != line.level:
            yield _differs(own, line, "class", own.level, line.level)
        elif own.post and line.post and not _same_post(own.post.text, line.post.text, context.vocabulary):
            yield _differs(own, line, "post", own.post, line.post)
        elif own.number and line.number and not _same_number(own.number.text, line.number.text):
            yield _differs(own, line, "number", own.number, line.number)


def section_caption_equal(cable: Cable, context: Context) -> Iterator[Finding]:
    """A caption of the first section that a later section does not repeat. Values: `caption`, `part`."""
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


def section_split_sentence(cable: Cable, context: Context) -> Iterator[Finding]:
    """The header of a section in the middle of a sentence. Values: none."""
    for line in cable.class_lines[1:]:
        index = paragraph_at(cable, line.span.start)
        if index is not None and line.section and _cuts(cable, index, line):
            yield Finding(line.span, paragraph=index)


def _cuts(cable: Cable, index: int, line: ClassLine) -> bool:
    """Whether a sentence of the paragraph goes on behind the line."""
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


def _differs(own: ClassLine, line: ClassLine, what: str, first: object, here: object) -> Finding:
    return Finding(
        line.span,
        {"what": what, "first": first, "here": here},
        related=(Related(own.span, "the first section"),),
    )


def _same_post(one: str, other: str, vocabulary: Vocabulary) -> bool:
    def name(post: str) -> str:
        joined = post.replace(" ", "")
        return vocabulary.posts.get(joined, joined).replace(" ", "")

    return name(one) == name(other)


def _same_number(one: str, other: str) -> bool:
    """Whether two numbers are one; sections of 1974 add their own to it, as in 2004/2."""
    return one.partition("/")[0].lstrip("0") == other.partition("/")[0].lstrip("0")


def _is_repeated(caption: Caption, context: Context) -> bool:
    known = context.vocabulary.caption(caption.name)
    return known is not None and known.family in _REPEATED


def _once(captions: list[Caption]) -> list[Caption]:
    return list({caption.name: caption for caption in reversed(captions)}.values())[::-1]
