"""Rules that compare the captions of the header with the portion marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common.coverage import is_prose, missing_sections, unmarked, unnumbered
from sbu_check.checks.common.document import CLASSIFIED
from sbu_check.checks.common.portions import (
    all_judged,
    late_marks,
    marks_something,
    name,
    opening,
    related,
    spelling,
)
from sbu_check.checks.common.readings import elsewhere, problem_of
from sbu_check.checks.common.stated import MARKED_SINCE, Stated, banner_of, before, caption_edits, stated
from sbu_check.diagnostics.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Cable, Memo
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading

_OWN_RULES = frozenset({"SBU", "NOFORN"})

_SPECIAL = frozenset({"NODIS", "EXDIS"})


def sbu_without_caption(cable: Cable, context: Context) -> Iterator[Finding]:
    """SBU paragraphs in an unclassified cable whose header does not say SENSITIVE. Values: `portion`, `mark`."""
    header = stated(context)
    # NODIS and EXDIS go before SBU in an unclassified header (CAPCO 2016 p. 172, 174).
    if header is None or header.level != "UNCLASSIFIED" or header.sensitive or header.captions & _SPECIAL:
        return
    if _classified_but_for_its_line(cable, context):
        return
    asking = [portion for portion in context.known if _holds(portion, "SBU")]
    yield from _lacking(cable, context, header, asking, "SENSITIVE")


def _classified_but_for_its_line(cable: Cable, context: Context) -> bool:
    """Whether paragraphs and header lines both say that the cable is classified, so that SENSITIVE is wrong."""
    line = cable.executive_order
    value = line.value.text.upper() if line and line.value else "N/A"
    says = cable.classified_by is not None or not value.startswith(("N/A", "NA"))
    return says and any(one.mark and one.mark.level in CLASSIFIED for one in context.known)


def sbu_n_without_noforn(cable: Cable, context: Context) -> Iterator[Finding]:
    """SBU/N paragraphs without NOFORN in the header, if no other mark requires it. Values: `portion`, `mark`."""
    header = stated(context)
    if header is None or "NOFORN" in header.captions:
        return
    # A mark of another era is reported as such.
    asking = [
        portion for portion in context.known if _holds(portion, "NOFORN") and not problem_of(portion, "era")
    ]
    if all(_holds(portion, "SBU") for portion in asking):
        yield from _lacking(cable, context, header, asking, "NOFORN")


def nf_rollup(cable: Cable, context: Context) -> Iterator[Finding]:
    """A paragraph marked NF without NOFORN in the header. Values: `portion`, `mark`."""
    header = stated(context)
    if header is None or "NOFORN" in header.captions:
        return
    asking = [portion for portion in context.known if _holds(portion, "NOFORN")]
    if not all(_holds(portion, "SBU") for portion in asking):
        # The message names a mark above SBU/N if there is one.
        asking.sort(key=lambda portion: _holds(portion, "SBU"))
        yield from _lacking(cable, context, header, asking, "NOFORN")


def caption_rollup(cable: Cable, context: Context) -> Iterator[Finding]:
    """A mark that names another caption than SENSITIVE and NOFORN. Values: `portion`, `mark`, `caption`."""
    header = stated(context)
    if header is None:
        return
    reported = header.captions | _OWN_RULES
    for portion in context.known:
        # `(S//NF//XD)` names EXDIS, as the register of the intelligence community has it.
        other = elsewhere(portion, context)
        named = (portion.mark.controls if portion.mark else frozenset()) | (
            other[1].controls & _SPECIAL if other else frozenset()
        )
        for caption in sorted(named - reported):
            if context.vocabulary.caption(caption):
                yield from _lacking(cable, context, header, [portion], caption)
        reported |= named


def _holds(portion: PortionReading, control: str) -> bool:
    return portion.mark is not None and control in portion.mark.controls


def _lacking(
    cable: Cable, context: Context, header: Stated, asking: Sequence[PortionReading], caption: str
) -> Iterator[Finding]:
    if asking:
        first = asking[0]
        yield Finding(
            header.span,
            {
                "portion": name(cable, first),
                "mark": spelling(first),
                "caption": caption,
                "stated": header.level,
            },
            related(cable, asking),
            edits=caption_edits(cable, caption, context.vocabulary),
            paragraph=first.paragraph,
        )


def caption_without_sbu(cable: Cable, context: Context) -> Iterator[Finding]:
    """SENSITIVE in the header of a cable without SBU paragraphs. Values: `portion`, `mark`."""
    header = stated(context)
    if header is None or not header.sensitive or not all_judged(context):
        return
    found = context.known
    if all(
        portion.mark and portion.mark.level == "UNCLASSIFIED" and not _holds(portion, "SBU")
        for portion in found
    ):
        yield Finding(
            header.place(cable),
            {"mark": spelling(found[0])},
            related(cable, found[:1]),
            variant="part" if missing_sections(cable) else None,
        )


def noforn_without_nf(cable: Cable, context: Context) -> Iterator[Finding]:
    """NOFORN in the header of a cable without a portion that is NF. Values: `mark`."""
    header = stated(context)
    caption = next((one for one in cable.captions if one.name == "NOFORN"), None)
    if header is None or caption is None or not all_judged(context):
        return
    if not any(_holds(portion, "NOFORN") for portion in context.known):
        yield Finding(
            caption.span,
            {"mark": spelling(context.known[0])},
            related(cable, context.known[:1]),
            variant="part" if missing_sections(cable) else None,
        )


def sipdis_above_secret(cable: Cable, context: Context) -> Iterator[Finding]:
    """SIPDIS on a cable with text above SECRET, which SIPRNet may not hold. Values: `portion`, `mark`."""
    sipdis = next((caption for caption in cable.captions if caption.name == "SIPDIS"), None)
    if sipdis is None:
        return
    over = [one for one in context.known if one.mark and one.mark.level == "TOP SECRET"]
    header = stated(context)
    if over:
        yield Finding(
            sipdis.span,
            {"portion": name(cable, over[0]), "mark": spelling(over[0])},
            related(cable, over),
            paragraph=over[0].paragraph,
        )
    elif header and header.level == "TOP SECRET":
        yield Finding(
            sipdis.span,
            {"level": header.level},
            (Related(header.span, "the classification line says {level}"),),
            variant="line",
        )


def absent(cable: Cable, context: Context) -> Iterator[Finding]:
    """A cable that is SENSITIVE or classified and marks no paragraph at all. Values: `stated`."""
    header = stated(context)
    if header is None or not header.controlled or cable.layout == "edition" or marks_something(context):
        return
    bare = unmarked(context) or unnumbered(context)
    if not bare or late_marks(context) or any(paragraph.withheld for paragraph in cable.paragraphs):
        return
    if before(MARKED_SINCE, cable, context):
        return
    limited = header.level == "LIMITED OFFICIAL USE"
    yield Finding(
        opening(cable, bare[0]),
        {"stated": str(header)},
        (Related(header.place(cable), "the header says {stated}"),),
        variant="limited" if limited else None,
        paragraph=bare[0],
    )


def absent_in_memo(cable: Memo, context: Context) -> Iterator[Finding]:
    """Report a marked document whose banner is classified and whose portions carry no mark. Values: `stated`."""
    banner = banner_of(context)
    if banner is None or banner.mark.level == context.system.levels[0] or context.portions:
        return
    prose = next((index for index, one in enumerate(cable.paragraphs) if is_prose(one)), None)
    if prose is not None:
        yield Finding(
            opening(cable, prose),
            {"stated": banner.mark.level},
            (Related(banner.line.banner.span, "the banner says {stated}"),),
            variant="memo",
            paragraph=prose,
        )
