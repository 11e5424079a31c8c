"""Rules of paragraph numbers: each cause that explains the numbers is reported once.

The rules share one explanation, `Context.numbering`. Each kind of cause belongs to one of them, so that no paragraph
number is reported twice.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sbu_check.cable.numbering.explain import is_whole_prose
from sbu_check.checks.common.stated import stated
from sbu_check.checks.numbering.numbers import (
    digits_of,
    enumerated,
    neighbour,
    number_of,
    own_paragraphs,
    printed,
    printed_value,
    spoken,
)
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Paragraph
    from sbu_check.cable.numbering.explain import Cause
    from sbu_check.checks.common.context import Context

SURE_RUN = 3
"""Glued numbers in a row from which on chance is out of the question, if their neighbours fit."""


def leading_one(cable: Cable, context: Context) -> Iterator[Finding]:
    """Digits glued to paragraph numbers. Values: `printed`, `true`, `digit` ("a 1"), `side` ("in front")."""
    for cause in context.numbering.causes:
        if cause.kind != "glued":
            continue
        if len(cause.indices) == 1:
            variant: str | None = "single"
        else:
            variant = None if _proven(cable, cause) else "unproven"
        yield _damaged(
            cable,
            cause,
            variant,
            digit=f"{'an' if cause.digit == '8' else 'a'} {cause.digit}",
            side="in front" if cause.side == "front" else "at the end",
        )


def sequence(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers that are missing or damaged. Values: `missing`, `number`, `before`, or `printed` and `true`."""
    for cause in context.numbering.causes:
        if cause.kind == "gap":
            yield _gap(cable, cause)
        elif cause.kind == "unnumbered":
            yield _unnumbered(cable, context, cause)
        elif cause.kind in {"lost-digit", "look-alike", "misprint"}:
            yield _damaged(cable, cause, cause.kind if len(cause.indices) == 1 else f"{cause.kind}s")
    yield from _last(cable, context)


def _last(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report the last paragraph if it is the only one with a mark and without a number. Values: `true`."""
    last = len(cable.paragraphs) - 1
    first = next((index for index, one in enumerate(cable.paragraphs) if one.number), last)
    bare = [one for one in cable.paragraphs[first:] if one.marks and not (one.number or one.heading)]
    if first == last or bare != [cable.paragraphs[last]] or _is_legend(cable, bare[0]):
        return
    above = last - 1
    while above > first and cable.paragraphs[above].heading:
        above -= 1
    before = context.numbering.numbers[above]
    if before and cable.paragraphs[above].number and is_whole_prose(cable, last):
        start = bare[0].span.start
        edits = (Edit(Span(start, start), f"{before + 1}. "),)
        yield Finding(Span(start, start), {"true": before + 1}, variant="last", edits=edits, paragraph=last)


def _is_legend(cable: Cable, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a caption of a picture or a table: `Figure 1: The bridge …`."""
    start = paragraph.body[0].start if paragraph.body else paragraph.span.end
    name, number = [*cable.text[start : start + 30].split(), "", ""][:2]
    return name.isalpha() and number.rstrip(".:").isdigit()


def goes_back(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers that are repeated, fall or are swapped. Values: `number`, `before`, `printed`, `true`."""
    for cause in context.numbering.causes:
        if cause.kind in {"repeat", "back"}:
            variant = _repetition(cause)
            edits = _renumbered(cable, cause)
        elif cause.kind in {"restart", "quoted", "stray", "swapped"}:
            variant, edits = cause.kind, ()
        else:
            continue
        first = cause.indices[0]
        before, after = neighbour(cable, first, -1), neighbour(cable, cause.indices[-1], 1)
        yield Finding(
            digits_of(cable, first),
            {
                "number": printed(cable, first),
                "before": printed(cable, before) if before is not None else "the header",
                "after": printed(cable, after) if after is not None else "the end",
                "printed": enumerated([printed(cable, index) for index in cause.indices]),
                "true": spoken(cause.expected),
            },
            related=(*_before(cable, before), *_touched(cable, cause, "counted through, this is paragraph")),
            variant=variant,
            edits=edits,
            paragraph=first,
        )


def single(cable: Cable, context: Context) -> Iterator[Finding]:
    """A number on the only paragraph. Values: none."""
    own = list(islice(own_paragraphs(cable), 2))
    number = cable.paragraphs[own[0]].number if len(own) == 1 else None
    if number is None or number.digits != "1" or any(section.of > 1 for section in cable.sections):
        return
    end = number.span.end
    while cable.text[end : end + 1] == " ":
        end += 1
    yield Finding(number.span, edits=(Edit(Span(number.span.start, end), ""),), paragraph=own[0])


def unnumbered(cable: Cable, context: Context) -> Iterator[Finding]:
    """A text of several paragraphs without any number, or with one on the first only. Values: `count`."""
    own: list[int] = []
    for index in own_paragraphs(cable):
        if cable.paragraphs[index].number and own:
            return
        own.append(index)
    first = bool(own) and cable.paragraphs[own[0]].number is not None
    if len(own) < 2 + first:
        return
    starts = [cable.paragraphs[index].span.start for index in own[first:]]
    yield Finding(
        Span(starts[0], starts[0]),
        {"count": len(own)},
        related=tuple(Related(Span(start, start), "a paragraph without a number") for start in starts[1:]),
        variant="first" if first else "older" if cable.layout == "aad" else None,
        edits=tuple(
            Edit(Span(start, start), f"{number}. ") for number, start in enumerate(starts, 1 + first)
        ),
        paragraph=own[first],
    )


def pilcrow(cable: Cable, context: Context) -> Iterator[Finding]:
    """Pilcrows before paragraph numbers, reported once. Values: `count`."""
    signs: list[tuple[int, Span]] = []
    for index, paragraph in enumerate(cable.paragraphs):
        if paragraph.number and paragraph.number.pilcrow:
            at = cable.text.find("¶", paragraph.number.span.start, paragraph.number.span.end)
            if at >= 0:
                signs.append((index, Span(at, at + 1)))
    if signs:
        yield Finding(
            signs[0][1],
            {"count": len(signs)},
            related=tuple(Related(span, "a pilcrow") for _, span in signs[1:]),
            variant=None if len(signs) == 1 else "several",
            edits=tuple(Edit(span, "") for _, span in signs),
            paragraph=signs[0][0],
        )


def punctuation(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers without their full stop, reported once. Values: `count`."""
    indices = [
        index
        for index, paragraph in enumerate(cable.paragraphs)
        if paragraph.number and paragraph.number.punctuation != "." and paragraph.role != "quoted"
    ]
    if not indices:
        return
    places = [digits_of(cable, index) for index in indices]
    numbers = [number_of(cable, index).span for index in indices]
    edits = [
        edit
        for number, place in zip(numbers, places, strict=True)
        for edit in (*_opened(cable, number, place), Edit(Span(place.end, number.end), "."))
    ]
    yield Finding(
        places[0],
        {"count": len(indices)},
        related=tuple(Related(place, "another one") for place in places[1:]),
        variant=None if len(indices) == 1 else "several",
        edits=tuple(edits),
        paragraph=indices[0],
    )


def _opened(cable: Cable, number: Span, digits: Span) -> Iterator[Edit]:
    """The edit that takes away the bracket before the digits of a number."""
    if digits.start > number.start and cable.text[digits.start - 1] in "([":
        yield Edit(Span(digits.start - 1, digits.start), "")


def _repetition(cause: Cause) -> str | None:
    """The variant for numbers that go back: by none, once or with all that follows, or by more."""
    if cause.kind == "back":
        return None
    return "repeated-once" if len(cause.indices) == 1 else "repeated"


def _damaged(cable: Cable, cause: Cause, variant: str | None, **values: str) -> Finding:
    """The finding of numbers that are printed otherwise than they were meant."""
    first = cause.indices[0]
    return Finding(
        digits_of(cable, first),
        {
            **values,
            "printed": enumerated([printed(cable, index) for index in cause.indices]),
            "true": spoken(cause.expected),
        },
        related=_touched(cable, cause),
        variant=variant,
        edits=_renumbered(cable, cause),
        paragraph=first,
    )


def _gap(cable: Cable, cause: Cause) -> Finding:
    """The finding of numbers that are missing before a paragraph."""
    index = cause.indices[0]
    before = neighbour(cable, index, -1)
    if before is None:
        variant: str | None = "first"
    elif _withheld(cable, before, index):
        variant = "withheld"
    elif any("extract" in notice.text.casefold() for notice in cable.notices):
        variant = "extract"
    else:
        variant = None if len(cause.expected) == 1 else "several"
    return Finding(
        digits_of(cable, index),
        {
            "missing": spoken(cause.expected),
            "number": cause.expected[-1] + 1,
            "before": cause.expected[0] - 1,
        },
        related=_before(cable, before),
        variant=variant,
        paragraph=index,
    )


def _withheld(cable: Cable, before: int, index: int) -> bool:
    """Whether a release copy shows an exemption code between two paragraphs."""
    start, end = cable.paragraphs[before].span.start, cable.paragraphs[index].span.start
    return any(start <= code.span.start < end for code in cable.codes)


def _unnumbered(cable: Cable, context: Context, cause: Cause) -> Finding:
    """The finding of paragraphs whose numbers, and perhaps marks, are missing in the sequence around them."""
    starts = [cable.paragraphs[index].span.start for index in cause.indices]
    several = len(starts) > 1
    unmarked = cable.marked and not any(cable.paragraphs[index].marks for index in cause.indices)
    header = stated(context) if unmarked else None
    mark = header.implied(context.system) if header else None
    heads = [f"{number}. ({mark}) " if mark else f"{number}. " for number in cause.expected]
    edits = tuple(Edit(Span(start, start), head) for start, head in zip(starts, heads, strict=True))
    return Finding(
        Span(starts[0], starts[0]),
        {"true": spoken(cause.expected), "mark": mark or ""},
        related=tuple(
            Related(Span(start, start), f"this should be {number}")
            for start, number in zip(starts[1:], cause.expected[1:], strict=True)
        ),
        variant=("bare" if unmarked else "unnumbered") + ("-several" if several else ""),
        edits=edits if mark or not unmarked else (),
        paragraph=cause.indices[0],
    )


def _proven(cable: Cable, cause: Cause) -> bool:
    """Whether chance cannot explain a run of glued digits: it is long enough, and both its neighbours fit.

    After the last paragraph there is no neighbour; a run that ends there is believed if its printed numbers are not a
    sequence themselves, such as 19 and 110.
    """
    if len(cause.indices) < SURE_RUN:
        return False
    before = neighbour(cable, cause.indices[0], -1)
    after = neighbour(cable, cause.indices[-1], 1)
    first, last = cause.expected[0], cause.expected[-1]
    if list(cause.expected) != [*range(first, last + 1)]:
        return False
    if (before is None and first != 1) or (before is not None and printed_value(cable, before) != first - 1):
        return False
    if after is not None:
        return printed_value(cable, after) == last + 1
    return len(str(first)) != len(str(last))


def _touched(cable: Cable, cause: Cause, label: str = "this is paragraph") -> tuple[Related, ...]:
    """Every paragraph that a cause touches, with its true number after `label`."""
    if not cause.expected:
        return tuple(
            Related(digits_of(cable, index), "a number of another sequence") for index in cause.indices
        )
    return tuple(
        Related(digits_of(cable, index), f"{label} {true}")
        for index, true in zip(cause.indices, cause.expected, strict=True)
    )


def _before(cable: Cable, before: int | None) -> tuple[Related, ...]:
    """The number after which a sequence breaks."""
    return () if before is None else (Related(digits_of(cable, before), "the number before"),)


def _renumbered(cable: Cable, cause: Cause) -> tuple[Edit, ...]:
    """The edits that give each paragraph its true number."""
    return tuple(
        Edit(digits_of(cable, index), str(true))
        for index, true in zip(cause.indices, cause.expected, strict=True)
    )
