"""Rules of the prints of a release or review on a record: dispositions, exemption codes, stamps, gaps."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import paragraph_at
from sbu_check.checks.common.interruptions import interruptions, taken_out
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.slips import nearest, one_slip
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import Term
    from sbu_check.cable.model import Artifact, Document
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.facts import Exemption
    from sbu_check.rules.vocabulary import Vocabulary

_CATEGORIES = ("category", "declassification")

LATER = "Classified by DAS"
"""Opening of the stamp of a later classification."""

CODE = 12
"""Characters at the end of a line in which a misread code is looked for."""

_ALIKE = str.maketrans("GSOIL", "65011")

MARGIN = 6
"""Blanks at the head of a line from which its neighbours are indented."""

LINES = 4
"""Blank lines between two paragraphs from which a deletion is possible."""


def release_disposition(cable: Document, context: Context) -> Iterator[Finding]:
    """A disposition and the codes of the deletions that contradict each other. Values: `disposition`, `codes`."""
    if not cable.dispositions:
        return
    stamp, known = cable.dispositions[0], context.vocabulary
    claimed = [code for code in cable.codes if _claimed(cable, code)]
    used = [code for code in cable.codes if not _claimed(cable, code)]
    if _whole(stamp):
        if used or claimed:
            yield _finding(
                stamp, used or claimed, "beside a deletion" if used else "in the stamp itself", None
            )
        return
    if not claimed:  # the codes of the stamp look like those of the margin
        return
    # A code that is no exemption is reported as such; it may be a misprint of any other.
    strange = any(_exemption(code.text, known) is None for code in used)
    names = {_name(text, known) for text in {code.text for code in claimed}}
    sound = [code for code in used if _exemption(code.text, known) is not None]
    if unlisted := [code for code in sound if _name(code.text, known) not in names]:
        yield _finding(stamp, unlisted, "this code is not listed", "unlisted")
        return
    names = {_name(text, known) for text in {code.text for code in used} | _elsewhere(cable, claimed, known)}
    names.update(code.split()[0] for _, code in _misread(cable, known))
    unused = [code for code in claimed if _name(code.text, known) not in names]
    if unused and not strange:
        yield _finding(stamp, unused, "no deletion has this code", "unused" if used else "lost")


def exemption_code(cable: Document, context: Context) -> Iterator[Finding]:
    """A code that is not an exemption. Values: `code`, `meant`."""
    known = context.vocabulary
    for code in cable.codes:
        if _exemption(code.text, known) is None:
            meant = _meant(code, known)
            yield Finding(
                code.span,
                {"code": code, "meant": meant.stamp if meant else ""},
                variant="misread" if meant else None,
                edits=(Edit(code.span, meant.stamp),) if meant else (),
            )


def b1_needs_category(cable: Document, context: Context) -> Iterator[Finding]:
    """B1 in a release that names no category of classified information."""
    found = [(code, _exemption(code.text, context.vocabulary)) for code in cable.codes]
    # A misread one is reported as such, and names a category all the same.
    meant = (one or _meant(code, context.vocabulary) for code, one in found)
    if any(one and one.family in _CATEGORIES for one in meant):
        return
    first = next((code for code, one in found if one and one.code == "(b)(1)"), None)
    if first is not None:
        yield Finding(first.span)


def later_class_stamp(cable: Document, context: Context) -> Iterator[Finding]:
    """A classification that a reviewer gave the record later. Values: `stamp`."""
    for stamp in cable.later_classification:
        yield Finding(stamp.span, {"stamp": stamp})
    # A scanner reads the stamp into a line of the mail's head that is level with it.
    text = cable.text
    at = text.find(LATER, *cable.span)
    while at >= 0:
        end = text.find("\n", at)
        place = Span(at, len(text[: len(text) if end < 0 else end].rstrip("\r")))
        if not any(one.span.meets(place) for one in cable.later_classification):
            yield Finding(place, {"stamp": place})
        at = text.find(LATER, place.end)


def release_page_line(cable: Document, context: Context) -> Iterator[Finding]:
    """The page stamp of a release inside a paragraph, and inside the header (variant `header`).

    The stamps of an archive are on every page of its prints: those inside paragraphs are one finding (variant
    `archive`). Values: `count`.
    """
    end = -1
    for mark in cable.stamps:
        if cable.header.holds(mark.span):
            if end < 0 or not cable.text[end : mark.span.start].isspace():
                yield Finding(mark.span, variant="header")
            end = mark.span.end
    for break_ in interruptions(cable, "release-stamp"):
        stamp = break_.first("release-stamp")
        told_as_page = break_.first("section-line", "page-line", "page-marking", "sipdis")
        if stamp and not break_.heads and not told_as_page:
            yield Finding(stamp.span, edits=taken_out(cable, break_), paragraph=break_.paragraph)
    if archived := _archived(cable):
        yield Finding(
            archived[0].span,
            {"count": len(archived)},
            related=tuple(Related(stamp.span, "and here") for stamp in archived[1:]),
            variant="archive",
            paragraph=archived[0].paragraph,
        )


def _archived(cable: Document) -> list[Artifact]:
    """The stamps of an archive's review inside paragraphs."""
    return [
        stamp for break_ in interruptions(cable, "archive-stamp") if (stamp := break_.first("archive-stamp"))
    ]


def stamps_differ(cable: Document, context: Context) -> Iterator[Finding]:
    """A page stamp that is a slip off the stamps of the other pages. Values: `here`, `there`."""
    for label in ("Case No. ", "Doc No. ", "Date: "):
        stated = [value for stamp in cable.stamps if (value := _stamped(cable.text, stamp.span, label))]
        counts = Counter(value.of(cable.text) for value in stated)
        usual, times = counts.most_common(1)[0] if counts else ("", 0)
        there = next((value for value in stated if value.of(cable.text) == usual), None)
        for value in stated if times > 1 else ():
            written = value.of(cable.text)
            if there and counts[written] == 1 and one_slip(written, usual):
                yield Finding(
                    value, {"here": value, "there": there}, (Related(there, "the other pages have this"),)
                )


def _stamped(text: str, stamp: Span, label: str) -> Span | None:
    """The word after a label of a page stamp."""
    at = text.find(label, *stamp)
    words = text[at + len(label) : stamp.end].split(maxsplit=1) if at >= 0 else []
    if not words:
        return None
    start = text.index(words[0], at + len(label))
    return Span(start, start + len(words[0]))


def declassified_stamp(cable: Document, context: Context) -> Iterator[Finding]:
    """The stamps of an archive's review, reported once for a cable; related are those inside paragraphs."""
    stamps = [artifact for artifact in cable.artifacts if artifact.kind == "archive-stamp"]
    if stamps:
        yield Finding(
            stamps[0].span,
            related=tuple(Related(stamp.span, "inside a paragraph") for stamp in _archived(cable)),
            paragraph=stamps[0].paragraph,
        )


def _finding(stamp: Term, codes: Sequence[Term], why: str, variant: str | None) -> Finding:
    once = tuple({code.text: code for code in codes}.values())
    related = tuple(Related(code.span, why) for code in once)
    return Finding(stamp.span, {"disposition": stamp, "codes": once}, related=related, variant=variant)


def _claimed(cable: Document, code: Term) -> bool:
    """Whether a code is in a disposition."""
    before = bisect_right(cable.dispositions, code.span.start, key=_start) - 1
    return before >= 0 and cable.dispositions[before].span.holds(code.span)


def _start(term: Term) -> int:
    return term.span.start


def _elsewhere(cable: Document, claimed: Sequence[Term], known: Vocabulary) -> set[str]:
    """The codes outside dispositions, also those in a sentence, which are not read as codes."""
    listed = Counter(code.text for code in claimed)
    return {
        text
        for text, times in listed.items()
        if cable.text.count(text, *cable.span) > times
        or (text != (name := _name(text, known)) and cable.text.find(name, *cable.span) >= 0)
    }


def _whole(stamp: Term) -> bool:
    """Whether the disposition is IN FULL and not a denial."""
    words = stamp.text.upper()
    return "FULL" in words and not words.startswith("DEN")


@lru_cache(maxsize=256)
def _exemption(code: str, known: Vocabulary) -> Exemption | None:
    """Return the exemption that a code of a stamp names. A stamp may break after B3 CIA: the end of a name counts."""
    written = code.upper().removeprefix("FOIA ")
    found = known.exemption(written)
    return found or next(
        (one for one in known.exemptions.values() if one.stamp.endswith(f" {written}")), None
    )


def _name(code: str, known: Vocabulary) -> str:
    """The code without its statute, which margins seldom repeat: `(b)(3)` for `B3 INA`."""
    found = _exemption(code, known)
    return found.code.split()[0] if found else code.upper()


def _meant(code: Term, known: Vocabulary) -> Exemption | None:
    """Return the exemption that the code is with one sign added, else the one that differs by a single slip."""
    written = "".join(code.text.upper().split())
    shorter = known.exemption(written[:-1])
    if shorter:
        return shorter
    meant = nearest(written, (one.stamp.replace(" ", "") for one in known.exemptions.values()))
    return known.exemption(meant) if meant else None


def uncoded(cable: Document, context: Context) -> Iterator[Finding]:
    """Gaps without a code in a copy released in part.

    Variants: `names` cut out of a list of clearances, `words` cut out of a line; else blank lines. Values: `count`.
    """
    if not any("PART" in stamp.text.upper() for stamp in cable.dispositions):
        return
    text = cable.text
    codes = [code.span.start for code in cable.codes] + [at for at, _ in _misread(cable, context.vocabulary)]
    found: dict[str | None, list[Span]] = {
        None: list(_blank_lines(cable)),
        "names": [
            Span(*name.span("gap"))
            for name in terminal("NAME_GAP").finditer(text, cable.header.end, cable.span.end)
            if terminal("NAMED_OFFICE").fullmatch(text, text.rfind("\n", 0, name.start()) + 1, name.start())
        ],
        "words": [
            Span(*cut.span())
            for paragraph in cable.paragraphs
            if text.find("      ", *paragraph.span) >= 0
            for run in paragraph.body
            for cut in terminal("WORD_GAP").finditer(text, *run)
            if not _indented(text, cut.start())
            and (not text[cut.end()].isupper() or _before_name(text, Span(*cut.span())))
        ],
        "addresses": [Span(*gap.span()) for gap in terminal("ADDRESS_GAP").finditer(text, *cable.span)],
    }
    for variant, places in found.items():
        # Each name of a list has a code of its own; a stamp beside prose is seldom level.
        around = 0 if variant == "names" else 1
        bare = [place for place in places if not _coded(text, place, codes, around)]
        if bare:
            yield Finding(
                bare[0],
                {"count": len(bare)},
                related=tuple(Related(place, "and here") for place in bare[1:]),
                variant=variant,
                paragraph=paragraph_at(cable, bare[0].start),
            )


def _blank_lines(cable: Document) -> Iterator[Span]:
    """Many blank lines between two parts of a paragraph, if the other gaps are small and no page ends."""
    text = cable.text
    parts = pairwise(cable.paragraphs)
    gaps = [
        Span(a.span.end, b.span.start) for a, b in parts if b.number is None and b.span.start > a.span.end
    ]
    gaps = [gap for gap in gaps if text[gap.start : gap.end].isspace()]
    wide = [gap for gap in gaps if text.count("\n", *gap) > LINES]
    if 0 < len(wide) <= max(1, len(gaps) // 8):
        for gap in wide:
            start = text.find("\n", gap.start) + 1
            yield Span(start, text.rfind("\n", start, gap.end))


def _indented(text: str, at: int) -> bool:
    """Whether a gap at the head of a line is the margin that the line above or below also has."""
    if text[at - 1] != "\n":
        return False
    above = text[text.rfind("\n", 0, at - 1) + 1 : at - 1]
    end = text.find("\n", at)
    below = text[end + 1 : end + 1 + MARGIN].partition("\n")[0].rstrip("\r") if end >= 0 else ""
    return (not above.strip() or not above[:MARGIN].strip()) or (bool(below) and not below.strip())


def _before_name(text: str, gap: Span) -> bool:
    """Whether a gap before a capital is a hole in a sentence: no column of a table, label of a field or stamp."""
    start, end = text.rfind("\n", 0, gap.start) + 1, text.find("\n", gap.end)
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    below = text[end + 1 :].partition("\n")[0].strip() if end >= 0 else ""
    first = text[gap.end : gap.end + CODE].split(maxsplit=1)[0]
    if (
        any("   " in line for line in (above, below))
        or text.startswith(LATER, gap.end)
        or first.endswith(":")
    ):
        return False
    return len(text[start : gap.start].split()) > 2


def _misread(cable: Document, known: Vocabulary) -> Iterator[tuple[int, str]]:
    """Words at line ends that a scanner made of a code, each as its place and the code.

    `86` and `BG` for B6, `I36`, `citizens.B6`.
    """
    text, at = cable.text, cable.span.start
    while at < cable.span.end:
        end = text.find("\n", at, cable.span.end)
        end = cable.span.end if end < 0 else end
        words = text[max(at, end - CODE) : end].rstrip(" \t\r.,;").split()[-1:]
        at = end + 1
        if words and known.exemption(words[0]) is None:
            meant = known.exemption(_as_code(words[0].rpartition(".")[2]))
            if meant:
                yield end - 1, meant.code


def _as_code(word: str) -> str:
    """The code that a word would be, with letters and digits that look alike exchanged."""
    letter = word.upper().replace("I3", "B", 1).replace("13", "B", 1)
    return ("B" if letter[:1] == "8" else letter[:1]) + letter[1:].translate(_ALIKE)


def _coded(text: str, place: Span, codes: list[int], around: int) -> bool:
    """Whether a code is in the gap, on its lines, or on so many lines above or below them."""
    start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    for _ in range(around):
        start = text.rfind("\n", 0, max(start - 1, 0)) + 1
        end = text.find("\n", end + 1) if end >= 0 else end
    return any(start <= code < (len(text) if end < 0 else end) for code in codes)


def address_blank(cable: Document, context: Context) -> Iterator[Finding]:
    """An address field that is blank in a copy released in full. Values: `field`, `disposition`."""
    stamp = next((one for one in cable.dispositions if "FULL" in one.text.upper()), None)
    if stamp is None or stamp.text.upper().startswith("DEN") or "release" not in cable.overlays:
        return
    for found in terminal("BLANK_ADDRESS").finditer(cable.text, cable.span.start, cable.header.end):
        field = Span(*found.span("label"))
        yield Finding(
            field, {"field": field, "disposition": stamp}, related=(Related(stamp.span, "the stamp"),)
        )
