"""Portions as rules see them: which paragraphs must carry a mark, which lack one, and how a message names them."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.cable.model import PortionMark
from sbu_check.checks.context import PortionReading, once
from sbu_check.diagnostics.model import Related
from sbu_check.marking import system
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.cable.model import Cable, Paragraph
    from sbu_check.checks.context import Context
    from sbu_check.marking import Mark, MarkProblem
    from sbu_check.marking.model import ProblemKind

RELATED = 10
"""Places of the other side that one finding lists: a thousand paragraphs of one mark need no thousand places."""

PROSE = 100
"""Characters from which a paragraph without a number is taken for prose, not for an address, a date or a heading."""

TITLE = 60
"""Characters that may stand between a paragraph's number and a mark behind its title: `1. Summary: (C) Text`."""


def paragraph_name(cable: Cable, index: int) -> str:
    """How a message names a paragraph: `paragraph 16`, as the text numbers it."""
    number = cable.paragraphs[index].number
    return f"paragraph {number.digits}" if number else "an unnumbered paragraph"


def name(cable: Cable, portion: PortionReading) -> str:
    """How a message names a portion: `paragraph 3`, `a subparagraph of paragraph 3`, `the subject`."""
    if portion.paragraph is None:
        return "the subject" if portion.place == "subject" else "the classifier block"
    paragraph = paragraph_name(cable, portion.paragraph)
    return f"a subparagraph of {paragraph}" if portion.place == "subparagraph" else paragraph


def spelling(portion: PortionReading) -> str:
    """The mark of a portion in the system's own spelling; only for a portion that the system can read."""
    assert portion.mark, portion
    return portion.reading.canonical or portion.mark.highest


def related(cable: Cable, portions: Iterable[PortionReading]) -> tuple[Related, ...]:
    """The places of some portions, each labelled with what it is: "this paragraph is SBU"."""
    # A paragraph is shown once, also where several of its parts have the mark.
    seen: dict[tuple[str, Span], Related] = {}
    for portion in portions:
        what = {"subject": "the subject", "classifier": "the classifier block"}.get(
            portion.place, "this paragraph" if portion.place != "subparagraph" else "this subparagraph"
        )
        place = Related(portion.written.span, f"{what} is {spelling(portion)}")
        seen.setdefault((place.message, place.span), place)
        if len(seen) == RELATED:
            break
    return tuple(seen.values())


@once
def uniform(context: Context) -> bool:
    """Whether one mark stands for the entire text: `(C - ENTIRE TEXT)`, `CONFIDENTIAL ENTIRE TEXT`."""
    if any(portion.written.entire for portion in context.portions):
        return True
    text, paragraphs = context.cable.text, context.cable.paragraphs
    return ("ENTIRE" in text or "ntire text" in text) and any(map(partial(_says_entire, text), paragraphs))


def _says_entire(text: str, paragraph: Paragraph) -> bool:
    """Whether the first line of a paragraph is the mark of the entire text, and nothing more."""
    start = paragraph.number.span.end if paragraph.number else paragraph.span.start
    end = text.find("\n", start, paragraph.span.end)
    line = text[start : paragraph.span.end if end < 0 else end]
    words = _WORDS.findall(line.upper()) if len(line) < TITLE else []
    if "ENTIRE" not in words:
        return False
    at = words.index("ENTIRE")
    around = (*words[:at], *words[at + 2 :])
    return words[at + 1 : at + 2] in _WHOLE and _CLASSES.issuperset(around)


_WORDS = re.compile(r"[A-Z]+")
_WHOLE = (["TEXT"], ["MESSAGE"], ["CABLE"], ["TELEGRAM"])
_CLASSES = frozenset(
    {
        "U",
        "C",
        "S",
        "TS",
        "LOU",
        "SBU",
        "CONFIDENTIAL",
        "TOP",
        "SECRET",
        "LIMITED",
        "OFFICIAL",
        "USE",
        "UNCLASSIFIED",
    }
)


def owes(paragraph: Paragraph) -> bool:
    """Whether a paragraph must carry a mark of its own: not where it is quoted, or its mark withheld from a release."""
    return (
        paragraph.role in {"numbered", "inline"}
        and paragraph.inherits is None
        and not paragraph.heading
        and not paragraph.withheld
    )


@once
def unmarked(context: Context) -> tuple[int, ...]:
    """The paragraphs that must carry a mark and show none, neither in their place nor elsewhere near their beginning.

    A paragraph whose parts are all marked needs none itself (32 CFR 2001.21(c)(3)); a uniform mark covers all.
    """
    if uniform(context):
        return ()
    return tuple(index for index, one in enumerate(context.cable.paragraphs) if owes(one) and _bare(one))


@once
def unnumbered(context: Context) -> tuple[int, ...]:
    """The unmarked paragraphs without a number that stand alone: where none has a number, or before the first."""
    if uniform(context):
        return ()
    paragraphs = context.cable.paragraphs
    first = next((index for index, one in enumerate(paragraphs) if one.role == "numbered"), None)
    return tuple(
        index
        for index, one in enumerate(paragraphs[:first])
        if one.role == "unnumbered"
        and one.inherits is None
        and not (one.heading or one.withheld)
        and _bare(one)
        and one.span.end - one.span.start >= PROSE
    )


def _bare(paragraph: Paragraph) -> bool:
    marked = any(not is_label(mark) for mark in paragraph.marks)
    return not (marked or paragraph.misplaced or _parts_marked(paragraph))


@once
def marks(context: Context) -> tuple[PortionReading, ...]:
    """The portions that carry a mark, known or not: `(1)`, `(A)` and `(NATO)` may open a text too.

    An unknown word is believed where it resembles a mark, where the cable has known marks, or where most of its
    paragraphs carry one; a second bracket only where it says something that marks say.
    """
    if len(context.known) == len(context.portions):
        return context.portions
    cable = context.cable
    unread = [one for one in context.portions if not one.mark and one.place == "paragraph"]
    words = sum(not is_label(one.written) for one in unread)
    believed = bool(context.known) or words * 2 >= sum(map(owes, cable.paragraphs))
    return tuple(one for one in context.portions if _plausible(one, context, believed=believed))


def _plausible(portion: PortionReading, context: Context, *, believed: bool) -> bool:
    if portion.mark or any(one.suggestion or one.kind == "form" for one in portion.reading.problems):
        return True
    if is_label(portion.written):
        return False
    return bool(elsewhere(portion, context)) or (believed and not is_second(portion, context.cable))


def is_second(portion: PortionReading, cable: Cable) -> bool:
    """Whether a mark is not the first of its paragraph."""
    if portion.place != "paragraph" or portion.paragraph is None:
        return False
    return portion.written is not cable.paragraphs[portion.paragraph].marks[0]


def marks_something(context: Context) -> bool:
    """Whether the text of the cable shows a portion mark anywhere."""
    return any(portion.paragraph is not None for portion in marks(context))


def is_label(mark: PortionMark) -> bool:
    """Whether a bracket holds a list's label: a number, a letter that no mark has, a small Roman number."""
    text = mark.text.strip()
    return text.isdigit() or (len(text) == 1 and text not in _LETTERS) or text in _ROMAN


_LETTERS = frozenset("UCSLR")
_ROMAN = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX"})


@once
def faulty(context: Context) -> tuple[PortionReading, ...]:
    """The portions whose mark has a fault that reading it shows."""
    return tuple(portion for portion in marks(context) if portion.reading.problems)


def problem_of(portion: PortionReading, kind: ProblemKind) -> MarkProblem | None:
    """The first fault of one kind that a mark has."""
    return next((problem for problem in portion.reading.problems if problem.kind == kind), None)


def elsewhere(portion: PortionReading, context: Context) -> tuple[str, Mark] | None:
    """The other system that knows a mark which this one does not, and what it means there."""
    if not problem_of(portion, "unknown"):
        return None
    for other in context.system.tables.knows:
        reading = system(other, context.on).read_portion(portion.written.text)
        if reading.mark and all(problem.kind != "unknown" for problem in reading.problems):
            return other, reading.mark
    return None


def _parts_marked(paragraph: Paragraph) -> bool:
    return bool(paragraph.subparagraphs) and all(part.mark for part in paragraph.subparagraphs)


@once
def late_marks(context: Context) -> dict[int, PortionReading]:
    """The marks that stand behind the title of a paragraph instead of behind its number, by paragraph.

    Only in a paragraph without another mark, only behind words that end as a title does, and only a mark that the
    system reads without a doubt: a `(C)` of a list in prose is none.
    """
    found = ((index, _late_mark(index, context)) for index in unmarked(context))
    return {index: portion for index, portion in found if portion}


def _late_mark(index: int, context: Context) -> PortionReading | None:
    body = context.cable.paragraphs[index].body
    if not body:
        return None
    text, start = context.cable.text, body[0].start
    opened = text.find(" (", start, min(body[0].end, start + TITLE)) + 1
    title = text[start:opened].rstrip()
    closed = text.find(")", opened, opened + 12) + 1 if opened else 0
    if not closed or not title or title[-1] not in ":.-" or not text[closed : closed + 1].isspace():
        return None
    mark = PortionMark(Span(opened, closed), text[opened + 1 : closed - 1])
    reading = context.system.read_portion(mark.text)
    return None if reading.problems or not reading.mark else PortionReading(index, "misplaced", mark, reading)


@once
def portions(context: Context) -> tuple[PortionReading, ...]:
    """Every portion whose mark the system can read, in order, marks behind a title included."""
    late = late_marks(context)
    if not late:
        return context.known
    return tuple(sorted([*context.known, *late.values()], key=lambda portion: portion.written.span))


@once
def all_judged(context: Context) -> bool:
    """Whether the mark of every portion is there and read, so that nothing higher can hide in the text.

    Not so where a paragraph lacks its mark, a mark cannot be read, or a release copy withheld something.
    """
    late = late_marks(context)
    return (
        bool(context.known or late)
        and all(portion.mark for portion in marks(context))
        and all(index in late for index in unmarked(context))
        and not any(paragraph.withheld for paragraph in context.cable.paragraphs)
    )


def missing_sections(cable: Cable) -> bool:
    """Whether sections that the class lines announce have left no trace, or an archive calls the record an extract."""
    if cable.notices:
        return True
    announced = max((section.of for section in cable.sections), default=1)
    if announced <= 1:
        return False
    seen = {section.part for section in cable.sections}
    seen.update(_parts(term.text for term in cable.continuation_lines))
    return len(seen) < announced


def _parts(lines: Iterable[str]) -> Iterable[int]:
    """The section numbers of page lines: 2 of `MADRID 00001952 002.2 OF 002`."""
    for line in lines:
        for before, word in pairwise(line.split()):
            if word == "OF" and (part := before.partition(".")[0]).isdigit():
                yield int(part[:6])
