"""Rules that compare the level of the classification line, banners and page markings with the portion marks."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from sbu_check.checks.common.coverage import missing_sections
from sbu_check.checks.common.document import CLASSIFIED, compiled, not_applicable
from sbu_check.checks.common.portions import all_judged, marks_something, name, related, spelling
from sbu_check.checks.common.readings import problem_of
from sbu_check.checks.common.stated import SBU_SINCE, odd_pages, own_pages, stated
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import BannerLine
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading


def class_too_low(cable: Cable, context: Context) -> Iterator[Finding]:
    """A paragraph above the class line. Values: `stated`, `portion`, `level`, `mark`."""
    header = stated(context)
    own = header.rank(context.system) if header else None
    if header is None or own is None:
        return
    over = _above(context.known, own, context)
    # A mark of the subject alone is reported at the subject.
    if all(portion.place == "subject" for portion in over):
        return
    worst = _highest(over, context)
    assert worst.mark
    yield Finding(
        header.span,
        {
            "stated": header.level,
            "portion": name(cable, worst),
            "level": worst.mark.level,
            "mark": spelling(worst),
        },
        related(cable, (worst, *(one for one in over if one is not worst)))
        + (_says_nothing_classified(cable) if worst.mark.level in CLASSIFIED else ()),
        paragraph=worst.paragraph,
    )


def _says_nothing_classified(cable: Cable) -> tuple[Related, ...]:
    """The E.O. line that says so."""
    value = not_applicable(cable)
    return (Related(value.span, "the E.O. line says that nothing is classified"),) if value else ()


def class_too_high(cable: Cable, context: Context) -> Iterator[Finding]:
    """A class line above every paragraph. Values: `stated`, `portion`, `level`, `mark`."""
    header = stated(context)
    own = header.rank(context.system) if header else None
    if header is None or not own or not all_judged(context):
        return
    worst = _highest(context.known, context)
    assert worst.mark
    if context.system.levels.index(worst.mark.level) >= own or compiled(cable):
        return
    if header.level == "LIMITED OFFICIAL USE" and context.on and context.on >= SBU_SINCE:
        return  # lou-era reports a class of the past
    yield Finding(
        header.span,
        {
            "stated": header.level,
            "portion": name(cable, worst),
            "level": worst.mark.level,
            "mark": spelling(worst),
        },
        related(cable, (worst,)) + _says_nothing_classified(cable),
        variant=_variant(cable, header.level, worst.mark.level),
        paragraph=worst.paragraph,
    )


def _variant(cable: Cable, stated: str, highest: str) -> str | None:
    """Return the variant for a class line above every mark: `alone` without a doubt, `part` if sections are missing."""
    if not_applicable(cable) and stated in CLASSIFIED and highest not in CLASSIFIED:
        return "alone"
    return "part" if missing_sections(cable) else None


def smart_banner_line(cable: Cable, context: Context) -> Iterator[Finding]:
    """The second banner line of a SMART print against the caption SENSITIVE, and the top against the bottom.

    Values: `first` and `other`, the classes of two banners; `line` and `meant` of one that is misspelt.
    """
    if misspelt := _misspelt_banners(cable, context):
        for line, meant in misspelt:
            yield Finding(line, {"line": line, "meant": meant}, variant="misspelt")
        return
    header = stated(context)
    # An e-mail around the print has a line SBU of its own, before the banner of the print.
    banners = list(dropwhile(lambda banner: banner.level in {"SBU", None}, cable.banners))
    if cable.layout != "smart" or header is None or not banners:
        return
    first = banners[0]
    sbu = [banner for banner in banners if banner.level == "SBU"]
    caption = next((one for one in cable.captions if one.name == "SENSITIVE"), None)
    if caption and not sbu:
        yield Finding(first.span, related=(Related(caption.span, "the caption says SENSITIVE"),))
    elif sbu and not caption and not _holds_sbu(context):
        yield Finding(sbu[0].span, related=(Related(header.span, "no caption says so"),), variant="caption")
    elif sbu and (lacking := _lacking_end(cable, banners, sbu)):
        yield Finding(lacking.span, related=(Related(sbu[0].span, "the other end has it"),), variant="ends")
    others = [one for one in banners if one.level not in {first.level, "SBU", None}]
    if cable.overlays and (first.level not in CLASSIFIED and _speaks_classified(cable, context)):
        return  # the class of the release is printed next to the cable's own
    if cable.overlays:
        # The pages of a release carry the class of the release, UNCLASSIFIED.
        others = [one for one in others if one.level in CLASSIFIED]
    if others:
        yield Finding(
            others[0].span,
            {"first": first.level or "", "other": others[0].level or ""},
            (Related(first.span, "the banner says {first}"),),
            variant="differ",
        )


def _speaks_classified(cable: Cable, context: Context) -> bool:
    """Whether a mark, the E.O. line or a classifier says that the text was classified, before a release."""
    marked = any(one.mark and one.mark.level in CLASSIFIED for one in context.known)
    instructed = bool(cable.executive_order and cable.executive_order.value) and not not_applicable(cable)
    return marked or instructed or cable.classified_by is not None


def _misspelt_banners(cable: Cable, context: Context) -> list[tuple[Span, str]]:
    """Return misspelt banner lines above and below a SMART print, each with the intended banner."""
    if cable.layout != "smart":
        return []
    last = cable.paragraphs[-1].span.end if cable.paragraphs else cable.header.end
    last = max([last, *(signature.span.end for signature in cable.signatures)])
    ends = (Span(cable.span.start, cable.header.start), Span(last, cable.span.end))
    found = []
    for line in (line for end in ends for line in _lines(cable.text, end)):
        words = line.of(cable.text)
        if (
            words != words.upper()
            or len(words) > _BANNER
            or any(one.span.meets(line) for one in cable.banners)
        ):
            continue
        problems = context.system.read_banner(words).problems
        meant = next((one.suggestion for one in problems if one.suggestion), None)
        if meant:
            found.append((line, meant))
    return found


_BANNER = 40
"""Characters of the longest line that is taken for a banner with a slip."""


def _lines(text: str, within: Span) -> Iterator[Span]:
    """The lines that have words, without the blanks around them."""
    at = within.start
    for line in within.of(text).splitlines(keepends=True):
        if words := line.strip():
            start = at + line.index(words)
            yield Span(start, start + len(words))
        at += len(line)


def _holds_sbu(context: Context) -> bool:
    """Whether a paragraph is SBU, which alone requires the caption."""
    return any(portion.mark and "SBU" in portion.mark.controls for portion in context.known)


def _lacking_end(cable: Cable, banners: Sequence[BannerLine], sbu: Sequence[BannerLine]) -> BannerLine | None:
    """Return the class word above or below the print that lacks its SBU line, if the other end has one."""
    ends = (
        [banner for banner in banners if banner.span.start < cable.header.end],
        [banner for banner in banners if banner.span.start >= cable.header.end],
    )
    if not all(ends):
        return None  # one end of the print is cut off
    return next((end[0] for end in ends if not any(banner in sbu for banner in end)), None)


def page_marking(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report once page markings of another class than the class line; at the class line if every page differs from it.

    Values: `level` of the class line, `other` of the page.
    """
    line, odd = cable.classification, odd_pages(context)
    if line is None or not odd:
        return
    agreed = len({page.level for page in odd}) == 1 and len(odd) > 1 and len(odd) == len(own_pages(cable))
    values = {"level": line.level or "", "other": odd[0].level or ""}
    pages = tuple(Related(page.span, "a page marking") for page in (odd if agreed else odd[1:]))
    if agreed:
        yield Finding(line.words.span, values, pages, variant="line")
    else:
        yield Finding(odd[0].span, values, (Related(line.words.span, "the class of the cable"), *pages))


def sbu_line_without_sbu(cable: Cable, context: Context) -> Iterator[Finding]:
    """The warning line for SBU text, in a cable without SBU text."""
    header, line = stated(context), cable.warning
    if header is None or line is None or header.level != "UNCLASSIFIED" or header.sensitive:
        return
    if "SENSITIVE" not in line.text.upper():
        return  # NOT FOR INTERNET DISTRIBUTION alone does not call the text SBU
    if not _holds_sbu(context):
        yield Finding(
            line.span, {"level": header.level}, (Related(header.span, "the header says {level} only"),)
        )


def eo_class_agree(cable: Cable, context: Context) -> Iterator[Finding]:
    """An E.O. line or classifier block that contradicts the marks, if there is no class line.

    Values: `portion`, `mark`.
    """
    if stated(context) or cable.layout in {"none", "edition"}:
        return
    found = context.known
    classified = [portion for portion in found if portion.mark and portion.mark.level in CLASSIFIED]
    value = not_applicable(cable)
    if classified and value:
        worst = _highest(classified, context)
        yield Finding(
            value.span,
            {"portion": name(cable, worst), "mark": spelling(worst)},
            related(cable, (worst,)),
            paragraph=worst.paragraph,
        )
    elif not classified and cable.classified_by and marks_something(context) and all_judged(context):
        worst = _highest(found, context)
        yield Finding(
            cable.classified_by.span,
            {"portion": name(cable, worst), "mark": spelling(worst)},
            related(cable, (worst,)),
            variant="block",
        )


def _above(found: Sequence[PortionReading], rank: int, context: Context) -> list[PortionReading]:
    levels = context.system.levels
    return [
        portion
        for portion in found
        # LOU after its end says nothing of the class: it is reported as a mark of another era.
        if portion.mark and levels.index(portion.mark.level) > rank and not problem_of(portion, "era")
    ]


def _highest(found: Sequence[PortionReading], context: Context) -> PortionReading:
    """The first of the portions with the highest mark."""
    return max(found, key=lambda portion: context.system.rank(portion.mark.highest) if portion.mark else -1)
