"""Rules of the inside of a portion mark: its words, its spelling, its brackets, its time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.terminals import folded
from sbu_check.checks.common.portions import faulty, is_second, name
from sbu_check.checks.common.readings import elsewhere, problem_of
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.marking import system
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.model import Document, Memo
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading
    from sbu_check.marking import MarkProblem

CUI_SINCE = date(2016, 11, 14)
"""The day on which 32 CFR 2002 took effect."""

_CUI = frozenset({"CUI", "CONTROLLED"})


def unknown(cable: Document, context: Context) -> Iterator[Finding]:
    """A mark with a part that no system knows. Values: `mark`, `portion`, `part`, `meant`."""
    for portion in faulty(context):
        problem = problem_of(portion, "unknown") or (None if portion.mark else problem_of(portion, "form"))
        if problem is None or _cui(portion, context) or elsewhere(portion, context):
            continue
        if is_second(portion, cable) or portion.written.unreadable:
            continue  # reported as a second mark, or as a damaged one
        meant, part = problem.suggestion, _place(cable, portion.written, problem)
        whole = part == portion.written.span or part.of(cable.text) == portion.written.text
        yield Finding(
            portion.written.span,
            {
                "mark": portion.written,
                "portion": name(cable, portion),
                "part": part,
                "meant": meant or "",
                "system": context.system.name,
            },
            variant="misspelt" if meant else "form" if problem.kind == "form" else None if whole else "part",
            edits=(_spelt(portion.written, meant),) if meant else (),
            paragraph=portion.paragraph,
        )


def unknown_in_memo(cable: Memo, context: Context) -> Iterator[Finding]:
    """Report the same as `unknown`, worded for marked documents."""
    return _for_memos(unknown(cable, context))


def combination_in_memo(cable: Memo, context: Context) -> Iterator[Finding]:
    """Report the same as `combination`, worded for marked documents."""
    return _for_memos(combination(cable, context))


def style_in_memo(cable: Memo, context: Context) -> Iterator[Finding]:
    """Report the same as `style`, worded for marked documents."""
    return _for_memos(style(cable, context))


def _for_memos(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the findings with the variants for marked documents: `memo`, `memo-part`."""
    for finding in findings:
        yield replace(finding, variant=f"memo-{finding.variant}" if finding.variant else "memo")


def combination(cable: Document, context: Context) -> Iterator[Finding]:
    """A mark whose parts are known and may not be combined. Values: `mark`, `portion`, `part`, `why`, `source`."""
    for portion in faulty(context):
        problem = problem_of(portion, "form")
        if portion.mark and problem and not problem_of(portion, "unknown"):
            yield Finding(
                portion.written.span,
                {
                    "mark": portion.written,
                    "portion": name(cable, portion),
                    "part": _place(cable, portion.written, problem),
                    "why": problem.message,
                    "source": problem.source,
                },
                paragraph=portion.paragraph,
            )


def style(cable: Document, context: Context) -> Iterator[Finding]:
    """A mark in other words or another notation. Values: `mark`, `portion`, `canonical`, or `system` that knows it."""
    for portion in faulty(context):
        values = {"mark": portion.written, "portion": name(cable, portion)}
        canonical = portion.reading.canonical
        if canonical and _in_other_words(portion, context):
            yield Finding(
                portion.written.span,
                {**values, "canonical": canonical},
                edits=(_spelt(portion.written, canonical),),
                paragraph=portion.paragraph,
            )
        elif _cui(portion, context) or _fault(portion.written, cable.text):
            continue
        elif other := elsewhere(portion, context):
            yield Finding(
                portion.written.span,
                {**values, "system": other[0]},
                variant="foreign",
                paragraph=portion.paragraph,
            )


def _in_other_words(portion: PortionReading, context: Context) -> bool:
    """Whether a mark that is understood is spelled as no cable spells it, small letters apart."""
    kinds = {problem.kind for problem in portion.reading.problems}
    if "style" not in kinds or kinds & {"unknown", "lookalike", "form"}:
        return False
    capitals = portion.written.text.upper()
    return any(one.kind == "style" for one in context.system.read_portion(capitals).problems)


def spacing(cable: Document, context: Context) -> Iterator[Finding]:
    """A mark glued to its number or text, with blanks inside, small letters or other brackets.

    Values: `mark`, `portion`, `meant`.
    """
    starts = {portion.written.span.start for portion in context.portions}
    for portion in context.portions:
        mark = portion.written
        if portion.mark is None or is_second(portion, cable) or not (mark.opened and mark.closed):
            continue
        if not mark.entire and _fault(mark, cable.text):
            continue
        formed = cable.text[mark.span.start] == "(" and mark.text == mark.text.upper()
        meant = f"({mark.text.strip().upper()})"
        before, after = _glued(cable.text, mark.span)
        if mark.span.end in starts:  # a second mark, reported as such
            after = ()
        inner = _inner_blanks(cable.text, mark.span) if formed else ()
        if formed:
            edits = (*before, *inner, *after)
        else:
            edits = (Edit(mark.span, " " * len(before) + meant + " " * len(after)),)
        if edits and not _in_other_words(portion, context):
            yield Finding(
                mark.span,
                {"mark": mark.span if inner else mark, "portion": name(cable, portion), "meant": meant},
                variant="form" if not formed else "inner" if inner else None,
                edits=edits,
                paragraph=portion.paragraph,
            )


def _glued(text: str, span: Span) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """The blanks that a mark lacks before and after it."""
    start, end = span
    # What a converter puts before a mark (`"(U) …`, `**(U)`) is not glued to it; a full stop may follow one for the
    # entire text.
    glued = start > 0 and (text[start - 1].isalnum() or text[start - 1] in ".),:;-")
    runs_on = end < len(text) and (text[end].isalnum() or text[end] in "(\"'")
    before = (Edit(Span(start, start), " "),) if glued else ()
    after = (Edit(Span(end, end), " "),) if runs_on else ()
    return before, after


def _inner_blanks(text: str, span: Span) -> tuple[Edit, ...]:
    """The blanks within the brackets of a mark taken out."""
    start, end = span.start + 1, span.end - 1
    inside = text[start:end]
    left, right = len(inside) - len(inside.lstrip()), len(inside) - len(inside.rstrip())
    blanks = (Span(start, start + left), Span(end - right, end)) if inside.strip() else ()
    return tuple(Edit(blank, "") for blank in blanks if blank.start < blank.end)


def bracket(cable: Document, context: Context) -> Iterator[Finding]:
    """A mark without its brackets, or with signs that a scanner put for them or for letters.

    Values: `mark`, `portion`, `meant`.
    """
    for portion in context.portions:
        mark, canonical = portion.written, portion.reading.canonical
        misread = problem_of(portion, "lookalike")
        variant = "misread" if misread else None
        if not misread:
            if mark.entire or (broken := _fault(mark, cable.text)) == "":
                continue
            variant = broken if broken != "one" else None
        meant = canonical if misread else None if mark.unreadable else mark.text.strip()
        yield Finding(
            mark.span,
            {
                "mark": mark if misread or variant in {None, "none"} else mark.span,
                "portion": name(cable, portion),
                "meant": meant or "",
            },
            variant=variant,
            edits=(_spelt(mark, meant),) if meant and canonical else (),
            paragraph=portion.paragraph,
        )


def _fault(mark: PortionMark, text: str) -> str:
    """The fault of a mark: past reading, struck out, misread, or one of its brackets."""
    written = mark.span.of(text)
    if mark.unreadable:
        return "unreadable"
    if any(sign in written for sign in _STRUCK):
        return "struck"
    broken = _broken(written, mark.text)
    letters = "".join(sign for sign in written if sign.isalnum())
    paired = _PAIRS.get(written[0]) == written[-1]
    return "misread" if broken == "signs" and paired and letters.upper() != mark.text else broken


_STRUCK = ("~~", "<s>", "<del>", "<strike>", "\u0336", "\u0335", "-(", "(-")
"""How converters write what a pen struck out."""


def _broken(written: str, inside: str) -> Literal["", "one", "none", "signs", "wrapped"]:
    """Return the fault of the brackets around a mark.

    One or both are missing, are other signs, or a line ends inside.
    """
    opening, closing = written[0], written[-1]
    if "\n" in written:
        return "wrapped"
    if _PAIRS.get(opening) == closing and folded(written[1:-1]) == inside:
        return ""
    if opening.isalnum() and closing.isalnum() and written.replace(" ", "") == inside:
        return "none"
    return "one" if written in {f"({inside}", f"{inside})"} else "signs"


_PAIRS = {"(": ")", "[": "]", "{": "}"}


def era(cable: Document, context: Context) -> Iterator[Finding]:
    """A mark that the time of the document did not know, or that its system has replaced.

    Values: `mark`, `portion`, `day` or `system`. LOU and SBU in cables have their own rule.
    """
    for portion in faulty(context):
        if not problem_of(portion, "era") or (context.system.root == "state" and _limited_or_sbu(portion)):
            continue
        undated = system(context.system.name, folders=context.options.marking_paths).read_portion(
            portion.written.text
        )
        legacy = any(problem.kind == "era" for problem in undated.problems)
        yield Finding(
            portion.written.span,
            {
                "mark": portion.written,
                "portion": name(cable, portion),
                "day": context.on.isoformat() if context.on else "",
                "system": context.system.name,
            },
            variant="legacy" if legacy else None,
            paragraph=portion.paragraph,
        )


def lou_era(cable: Document, context: Context) -> Iterator[Finding]:
    """LOU after September 1995, SBU before. Values: `mark`, `portion`, `day`."""
    if context.system.root != "state" or context.on is None:
        return
    for portion in faulty(context):
        if portion.mark and problem_of(portion, "era") and _limited_or_sbu(portion):
            yield Finding(
                portion.written.span,
                {"mark": portion.written, "portion": name(cable, portion), "day": context.on.isoformat()},
                variant="sbu" if "SBU" in portion.mark.controls else None,
                paragraph=portion.paragraph,
            )


def _limited_or_sbu(portion: PortionReading) -> bool:
    return portion.mark is not None and (
        portion.mark.level == "LIMITED OFFICIAL USE" or "SBU" in portion.mark.controls
    )


def entire(cable: Document, context: Context) -> Iterator[Finding]:
    """One mark for the entire text when each paragraph had to carry its own. Values: `mark`, `day`."""
    for portion in context.portions:
        if portion.written.entire and context.on:
            # The mark of the paragraph is read without the words that make it one for all.
            uniform = context.system.read_portion(f"{portion.written.text} - ENTIRE TEXT")
            if any(problem.kind == "era" for problem in uniform.problems):
                yield Finding(
                    portion.written.span,
                    {"mark": portion.written.span, "day": context.on.isoformat()},
                    paragraph=portion.paragraph,
                )


def cui(cable: Document, context: Context) -> Iterator[Finding]:
    """CUI marks: before their time, spelled out, or next to SBU marks. Values: `mark`, `portion`, `day`."""
    found = [portion for portion in context.portions if _cui(portion, context)]
    if not found:
        return
    first = found[0]
    sbu = next((one for one in context.portions if one.mark and "SBU" in one.mark.controls), None)
    values = {"mark": first.written, "portion": name(cable, first)}
    if context.on and context.on < CUI_SINCE:
        day = {"day": context.on.isoformat()}
        yield Finding(first.written.span, {**values, **day}, variant="era", paragraph=first.paragraph)
    elif sbu:
        yield Finding(
            first.written.span,
            values,
            (Related(sbu.written.span, "an SBU mark in the same cable"),),
            paragraph=first.paragraph,
        )
    for portion in found:
        word = _first_word(portion.written)
        if word.upper() == "CONTROLLED":
            yield Finding(
                portion.written.span,
                {"mark": portion.written, "portion": name(cable, portion)},
                variant="spelt",
                edits=(_spelt(portion.written, portion.written.text.replace(word, "CUI", 1)),),
                paragraph=portion.paragraph,
            )


def _cui(portion: PortionReading, context: Context) -> bool:
    """Whether it is a CUI mark in a cable, which has a rule of its own."""
    return context.system.root == "state" and _first_word(portion.written).upper() in _CUI


def _first_word(mark: PortionMark) -> str:
    return mark.text.partition("/")[0].strip()


def _place(cable: Document, mark: PortionMark, problem: MarkProblem) -> Span:
    """Return the place of the faulty part of a mark; `problem.span` counts from the first sign inside the brackets."""
    start = mark.span.start + mark.opened
    part = Span(start + problem.span.start, start + problem.span.end)
    # A mark with folded blanks cannot be counted along.
    exact = part.start < part.end and cable.text[start : start + len(mark.text)] == mark.text
    return part if exact else mark.span


def _spelt(mark: PortionMark, meant: str) -> Edit:
    """The edit that writes a mark as it is meant, in round brackets."""
    return Edit(mark.span, f"({meant})")
