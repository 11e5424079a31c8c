"""Rules of marked documents: banner lines at head and foot, compared with the portion marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common.coverage import unmarked_of_memo
from sbu_check.checks.common.document import compiled
from sbu_check.checks.common.portions import all_judged, name, related, spelling
from sbu_check.checks.common.readings import once
from sbu_check.checks.common.stated import banner_lines, banner_of
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sbu_check.cable.elements import BannerLine
    from sbu_check.cable.model import Memo
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading
    from sbu_check.checks.common.stated import BannerReading, DocumentBanner
    from sbu_check.diagnostics.model import Edit
    from sbu_check.marking import Mark
    from sbu_check.marking.compare import BannerFault, Mismatch


def unknown(cable: Memo, context: Context) -> Iterator[Finding]:
    """A part of a banner that the system does not know. Values: `banner`, `part`, `system`, `meant`."""
    for line in banner_lines(context):
        problem = line.problem("unknown", "lookalike", "bracket") or (
            None if line.reading.mark else line.problem("form")
        )
        if problem:
            place = line.place(problem)
            meant = problem.suggestion or ""
            yield Finding(
                place,
                {"banner": line.banner, "part": place, "system": context.system.name, "meant": meant},
                line.alike,
                variant="misspelt" if meant else None,
                edits=line.written(meant),
            )


def style(cable: Memo, context: Context) -> Iterator[Finding]:
    """A banner in other words, separators or order than the system prescribes. Values: `banner`, `canonical`."""
    for line in banner_lines(context):
        canonical = line.reading.canonical
        if canonical and line.problem("style") and not line.problem("unknown", "lookalike", "form"):
            yield Finding(
                line.banner.span,
                {"banner": line.banner, "canonical": canonical},
                line.alike,
                edits=line.written(canonical),
            )


def combination(cable: Memo, context: Context) -> Iterator[Finding]:
    """A banner whose parts are known and may not be combined. Values: `banner`, `why`, `source`."""
    for line in banner_lines(context):
        if line.reading.mark and not line.problem("unknown", "lookalike"):
            for problem in line.reading.problems:
                if problem.kind == "form":
                    values = {"banner": line.banner, "why": problem.message, "source": problem.source}
                    yield Finding(line.place(problem), values, line.alike)


def era(cable: Memo, context: Context) -> Iterator[Finding]:
    """A marking in a banner that its day did not know, or that another has replaced. Values: `why`, `source`."""
    for line in banner_lines(context):
        for problem in line.reading.problems:
            if problem.kind == "era":
                values = {"banner": line.banner, "why": problem.message, "source": problem.source}
                yield Finding(line.place(problem), values, line.alike)


@once
def _compared(context: Context) -> tuple[Mismatch, ...]:
    """How the banner disagrees with the portions."""
    document_banner, marks = banner_of(context), [one.mark for one in context.known if one.mark]
    return context.system.compare(document_banner.mark, marks) if document_banner and marks else ()


def _mismatches(context: Context, kind: BannerFault) -> Iterator[tuple[BannerReading, Mismatch]]:
    document_banner = banner_of(context)
    if document_banner:
        yield from ((document_banner.line, one) for one in _compared(context) if one.kind == kind)


def _mended(context: Context, line: BannerReading) -> tuple[Edit, ...]:
    """Return the edits that write the required banner, if the present one claims nothing more."""
    says_more = any(one.kind in {"too-high", "unsupported", "barred"} for one in _compared(context))
    required = _required(context)
    return () if says_more or not required else line.written(required)


def _required(context: Context) -> str:
    """Return the banner that the portions require."""
    document_banner, marks = banner_of(context), [one.mark for one in context.known if one.mark]
    return (
        str(context.system.required(marks, document_banner.mark if document_banner else None))
        if marks
        else ""
    )


def too_low(cable: Memo, context: Context) -> Iterator[Finding]:
    """A portion above the level of the banner. Values: `banner`, `portion`, `mark`, `level`, `source`, `required`."""
    for line, mismatch in _mismatches(context, "too-low"):
        assert mismatch.portion is not None
        yield _forced(cable, context, line, mismatch, context.known[mismatch.portion], "level")


def lacking(cable: Memo, context: Context) -> Iterator[Finding]:
    """A control that portions require and the banner lacks. Values as in `too_low`, `control` for `level`."""
    seen: set[str] = set()
    # One fix adds all that is lacking.
    for line, mismatch in _mismatches(context, "missing"):
        base = mismatch.token.partition(":")[0]
        if mismatch.portion is not None and base not in seen:
            seen.add(base)
            found = _forced(cable, context, line, mismatch, context.known[mismatch.portion], "control")
            yield replace(found, edits=()) if len(seen) > 1 else found


def _forced(
    cable: Memo,
    context: Context,
    line: BannerReading,
    mismatch: Mismatch,
    portion: PortionReading,
    word: str,
) -> Finding:
    return Finding(
        line.banner.span,
        {
            "banner": line.banner,
            "portion": name(cable, portion),
            "mark": spelling(portion),
            word: mismatch.shown,
            "source": mismatch.source,
            "required": _required(context),
        },
        (*related(cable, (portion,)), *line.alike),
        edits=_mended(context, line),
        paragraph=portion.paragraph,
    )


def too_high(cable: Memo, context: Context) -> Iterator[Finding]:
    """A banner above every portion. Values: `banner`, `portion`, `mark`, `source`."""
    if not _all_read(context) or compiled(cable):
        return
    for line, mismatch in _mismatches(context, "too-high"):
        highest = max(context.known, key=lambda one: _rank(one, context))
        yield Finding(
            line.banner.span,
            {
                "banner": line.banner,
                "portion": name(cable, highest),
                "mark": spelling(highest),
                "source": mismatch.source,
            },
            (*related(cable, (highest,)), *line.alike),
            paragraph=highest.paragraph,
        )


def _all_read(context: Context) -> bool:
    """Whether every portion has a mark that the system can read."""
    return all_judged(context) and not unmarked_of_memo(context)


def _rank(portion: PortionReading, context: Context) -> int:
    return context.system.rank(portion.mark.level) if portion.mark else -1


def claims(cable: Memo, context: Context) -> Iterator[Finding]:
    """A banner that claims what its portions do not allow or carry. Values: `banner`, `control`, `source`, `mark`."""
    for line, mismatch in _mismatches(context, "barred"):
        barring = context.known[mismatch.portion] if mismatch.portion is not None else None
        values = {"banner": line.banner, "control": mismatch.shown, "source": mismatch.source}
        if barring:
            yield Finding(
                line.banner.span,
                {**values, "portion": name(cable, barring), "mark": spelling(barring)},
                (*related(cable, (barring,)), *line.alike),
                variant="barred",
                paragraph=barring.paragraph,
            )
    if not _all_read(context) or compiled(cable):
        return
    for line, mismatch in _mismatches(context, "unsupported"):
        values = {"banner": line.banner, "control": mismatch.shown, "source": mismatch.source}
        yield Finding(line.banner.span, values, line.alike)


def ends(cable: Memo, context: Context) -> Iterator[Finding]:
    """A marked document without a banner at its head or foot, or with two that differ. Values: `head`, `foot`."""
    document_banner = banner_of(context)
    if document_banner is None:
        if context.known and not cable.banners:
            first = context.known[0]
            seen = {"required": _required(context), "portion": name(cable, first), "mark": spelling(first)}
            yield Finding(first.written.span, seen, variant="none")
        return
    classified = _is_classified(document_banner.mark, context)
    if cable.head is None:
        yield Finding(
            document_banner.line.banner.span, {"banner": document_banner.line.banner}, variant="head"
        )
    elif cable.foot is None:
        if classified and not _pages(cable):
            yield Finding(cable.head.span, {"banner": cable.head}, variant="foot")
    elif _differ(cable.head, cable.foot, context) and not _pages(cable):
        values: Mapping[str, object] = {"head": cable.head, "foot": cable.foot}
        yield Finding(cable.foot.span, values, (Related(cable.head.span, "the banner at the head"),))
    yield from _over(cable, context, document_banner)


def _over(cable: Memo, context: Context, document_banner: DocumentBanner) -> Iterator[Finding]:
    """A page whose banner says a higher level than that of the document."""
    own = context.system.rank(document_banner.mark.level)
    for banner in cable.banners:
        mark = context.system.read_banner(banner.text).mark
        at_end = banner in (cable.head, cable.foot)
        if mark and not at_end and context.system.rank(mark.level) > own:
            values = {"banner": banner, "head": document_banner.line.banner}
            yield Finding(
                banner.span,
                values,
                (Related(document_banner.line.banner.span, "the banner"),),
                variant="page",
            )
            return


def _pages(cable: Memo) -> bool:
    """Whether pages carry banners of their own, of which the last may say less than the head."""
    return len(cable.banners) > _TWO


_TWO = 2


def _differ(head: BannerLine, foot: BannerLine, context: Context) -> bool:
    one, other = (context.system.read_banner(banner.text).mark for banner in (head, foot))
    # A banner that cannot be read has a rule of its own. The foot of a CUI document need only say that it is CUI.
    if one is None or other is None or one == other:
        return False
    return (
        _is_classified(one, context) or _is_classified(other, context) or not other.controls <= one.controls
    )


def _is_classified(mark: Mark, context: Context) -> bool:
    return mark.level != context.system.levels[0]


_AUTHORITY = ("DERIVED FROM", "CLASSIFIED BY", "DECLASSIFY ON")


def authority(cable: Memo, context: Context) -> Iterator[Finding]:
    """A classified document whose classification authority block is missing or lacks a line. Values: `lacking`."""
    document_banner = banner_of(context)
    if document_banner is None or not _is_classified(document_banner.mark, context):
        return
    there = {one.name: one for one in cable.fields}
    found = [one for one in cable.fields if one.name in _AUTHORITY]
    if not found:
        # Restricted data and foreign information follow other rules of declassification.
        if not document_banner.mark.controls & _OTHERWISE:
            yield Finding(
                document_banner.line.banner.span, {"banner": document_banner.line.banner}, variant="absent"
            )
        return
    lacking = [label.title() for label in ("DECLASSIFY ON",) if label not in there]
    if not {"DERIVED FROM", "CLASSIFIED BY"} & there.keys():
        lacking.insert(0, "Classified By or Derived From")
    if (
        "CLASSIFIED BY" in there
        and not {"DERIVED FROM", "REASON", "REASON FOR CLASSIFICATION"} & there.keys()
    ):
        lacking.insert(0, "Derived From or Reason")
    if document_banner.mark.controls & _OTHERWISE and "Declassify On" in lacking:
        lacking.remove("Declassify On")
    if lacking:
        yield Finding(found[0].span, {"lacking": tuple(lacking)})
    yield from (
        Finding(one.span, {"field": one.name.title()}, variant="empty") for one in found if one.value is None
    )


_OTHERWISE = frozenset({"RD", "FRD", "TFNI", "NATO", "FOREIGN", "PROTECTED"})


def designation(cable: Memo, context: Context) -> Iterator[Finding]:
    """Controlled unclassified information that does not say who controls it. Values: `banner`."""
    document_banner = banner_of(context)
    if document_banner and "CUI" in document_banner.mark.controls:
        there = {one.name for one in cable.fields if one.value}
        if "CONTROLLED BY" not in there:
            variant = "incomplete" if there & {"POC", "POINT OF CONTACT", "CUI CATEGORY"} else None
            yield Finding(
                document_banner.line.banner.span, {"banner": document_banner.line.banner}, variant=variant
            )
