"""Rules of the caption block."""

from __future__ import annotations

from bisect import bisect
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import CLASSIFIED, alone, level, subject_words, without_line
from sbu_check.checks.common.stated import SBU_SINCE
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import CaptionWord
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules import facts

SIPDIS_DAY = date(2005, 12, 1)
"""The guidance that brought SIPDIS (05 STATE 226504) is of December 2005."""

ORDER_YEAR = 2008
"""The first year in which a text of 5 FAH-2 H-440 that we know gives the captions an order."""

CHANNELS_DAY = date(2023, 10, 18)
"""5 FAH-2 H-440 of that day allows a channel caption only without other captions."""

_BLOCKS = frozenset({"archive", "telegram", "draft"})


def caption_own_line(cable: Cable, context: Context) -> Iterator[Finding]:
    """Two captions on one line of a layout that gives each its own. Values: `first`, `second`."""
    if cable.layout not in {"archive", "telegram"}:
        return
    for block in _blocks(cable):
        for one, other in pairwise(block):
            between = cable.text[one.span.end : other.span.start]
            if "\n" not in between:
                yield Finding(
                    other.span,
                    {"first": one.name, "second": other.name},
                    edits=(Edit(Span(one.span.end, other.span.start), "\n"),),
                )


def caption_order(cable: Cable, context: Context) -> Iterator[Finding]:
    """A caption before one that must precede it. Values: `first`, `second`."""
    for block in _blocks(cable):
        known = [(caption, fact) for caption in block if (fact := _ranked(caption, context))]
        for (one, before), (other, after) in pairwise(known):
            if before.rank <= after.rank:
                continue
            if (before.name, after.name) == ("SENSITIVE", "SIPDIS") or _apart_by_rule(before, after):
                continue
            early = context.year is not None and context.year < ORDER_YEAR
            yield Finding(
                other.span,
                {"first": one.name, "second": other.name},
                related=(Related(one.span, "{second} belongs before this caption"),),
                variant="sensitive" if before.name == "SENSITIVE" else "early" if early else None,
                edits=_sorted(known),
            )
            break
    yield from _apart(cable)


def _apart_by_rule(one: facts.KnownCaption, other: facts.KnownCaption) -> bool:
    """Whether two captions exclude each other, so that no order is right."""
    if "SIPDIS" in {one.name, other.name} and (one.restrictive or other.restrictive):
        return True
    return other.name in one.excludes or one.name in other.excludes


def nodis_exdis(cable: Cable, context: Context) -> Iterator[Finding]:
    """NODIS and EXDIS in one cable."""
    by = _by_name(cable)
    if "NODIS" in by and "EXDIS" in by:
        first, second = sorted((by["NODIS"], by["EXDIS"]), key=lambda caption: caption.span)
        yield Finding(
            second.span, {"first": first.name}, related=(Related(first.span, "the cable is {first} already"),)
        )


def sipdis_restrictive(cable: Cable, context: Context) -> Iterator[Finding]:
    """SIPDIS next to captions that narrow who may read. Values: `caption`, their names."""
    by = _by_name(cable)
    sipdis = by.get("SIPDIS")
    known = ((caption, context.vocabulary.caption(name)) for name, caption in by.items())
    # Every channel caption narrows who may read (5 FAH-2 H-440), also one whose text we could not open.
    narrow = [
        (caption, fact)
        for caption, fact in known
        if fact and fact.restrictive and (fact.verified or fact.family == "channel")
    ]
    if sipdis and narrow:
        excluded = any("SIPDIS" in fact.excludes for _, fact in narrow)
        yield Finding(
            sipdis.span,
            {"caption": tuple(fact.name for _, fact in narrow)},
            tuple(Related(caption.span, f"{fact.name} narrows who may read") for caption, fact in narrow),
            variant=None if excluded else "narrow",
        )


def sipdis_era(cable: Cable, context: Context) -> Iterator[Finding]:
    """SIPDIS on a cable older than the guidance on it. Values: `year`."""
    sipdis = _by_name(cable).get("SIPDIS")
    if sipdis and context.on and context.on < SIPDIS_DAY:
        yield Finding(sipdis.span, {"year": context.on.year})


def channel_single(cable: Cable, context: Context) -> Iterator[Finding]:
    """Two channel captions; since 2023 a caption next to a channel that excludes others. Values: `first`, `second`."""
    channels: list[tuple[CaptionWord, facts.KnownCaption]] = []
    others: list[CaptionWord] = []
    for caption in _by_name(cable).values():
        fact = context.vocabulary.caption(caption.name)
        if fact and fact.family == "channel" and fact.verified:
            channels.append((caption, fact))
        elif fact and fact.family not in {"circuit", "passing", "series", "custom"}:
            others.append(caption)
    for caption, _ in channels[1:]:
        yield _beside(channels[0][0], caption, None)
    if context.on and context.on >= CHANNELS_DAY:
        for channel in (caption for caption, fact in channels[:1] if fact.alone):
            for other in others:
                yield _beside(channel, other, "alone")


def agrement_controlled(cable: Cable, context: Context) -> Iterator[Finding]:
    """AGREMENT CHANNEL on a cable that is neither classified nor SENSITIVE."""
    by = {_canonical(name): caption for name, caption in _by_name(cable).items()}
    channel = by.get("AGREMENT CHANNEL")
    if channel and level(cable) == "UNCLASSIFIED" and "SENSITIVE" not in by:
        yield Finding(channel.span)


def sensitive_on_classified(cable: Cable, context: Context) -> Iterator[Finding]:
    """SENSITIVE under a classification. Values: `level`."""
    line = cable.classification
    # In the source notes of the printed edition it is the White House's word, not a caption.
    if line is None or line.level not in CLASSIFIED or cable.layout == "edition":
        return
    if context.on and context.on < SBU_SINCE:
        return
    sensitive = _by_name(cable).get("SENSITIVE")
    if sensitive:
        yield Finding(
            sensitive.span,
            {"level": line.level},
            related=(Related(line.span, "the classification line says {level}"),),
        )


def official_informal_pair(cable: Cable, context: Context) -> Iterator[Finding]:
    """OFFICIAL INFORMAL among the captions and not in the subject. Values: none."""
    caption = _by_name(cable).get("OFFICIAL INFORMAL")
    subject = cable.subject
    if caption is None or subject is None or not subject.text:
        return
    if "OFFICIAL INFORMAL" in subject.text.upper().replace("-", " "):
        return
    words = subject_words(cable.text, subject)
    yield Finding(
        caption.span,
        related=(Related(subject.span, "the subject"),),
        variant=None if context.year is not None and context.year >= 2018 else "before",
        edits=(Edit(Span(words.start, words.start), "OFFICIAL INFORMAL: "),),
    )


def caption_duplicate(cable: Cable, context: Context) -> Iterator[Finding]:
    """The same caption twice in one block. Values: `caption`."""
    for block in _blocks(cable):
        seen: dict[str, CaptionWord] = {}
        for before, caption in pairwise((None, *block)):
            assert caption, "only the first has none before it"
            first = seen.setdefault(caption.name, caption)
            if first is not caption:
                yield Finding(
                    caption.span,
                    {"caption": caption.name},
                    related=(Related(first.span, "it stands here already"),),
                    # One that is written otherwise may be another caption, misread.
                    edits=(_taken_out(cable, before or caption, caption),)
                    if caption.text == first.text
                    else (),
                )


def _blocks(cable: Cable) -> Iterator[list[CaptionWord]]:
    """The captions of each block: of a section, or of one of two headers for the same message."""
    starts = [line.span.start for line in cable.class_lines]
    for _, block in groupby(cable.captions, key=lambda caption: bisect(starts, caption.span.start)):
        yield list(block)


def _by_name(cable: Cable) -> dict[str, CaptionWord]:
    """The first caption of each name."""
    by: dict[str, CaptionWord] = {}
    for caption in cable.captions:
        by.setdefault(caption.name, caption)
    return by


def _canonical(name: str) -> str:
    return name.replace("É", "E")


def _ranked(caption: CaptionWord, context: Context) -> facts.KnownCaption | None:
    fact = context.vocabulary.caption(caption.name)
    return fact if fact and fact.verified and fact.rank < 9 else None


def _sorted(known: Sequence[tuple[CaptionWord, facts.KnownCaption]]) -> tuple[Edit, ...]:
    """The captions of a block written into its places in the order of their rank."""
    ordered = sorted(known, key=lambda pair: pair[1].rank)
    return tuple(
        Edit(place.span, caption.text)
        for (place, _), (caption, _) in zip(known, ordered, strict=True)
        if place is not caption
    )


def _apart(cable: Cable) -> Iterator[Finding]:
    """A caption after the passing lines, away from another caption."""
    if cable.layout not in _BLOCKS:
        return
    passing = [line.span.start for line in cable.passing]
    for block in _blocks(cable):
        for one, other in pairwise(block):
            parted = bisect(passing, one.span.start) < bisect(passing, other.span.start)
            if parted and one.name != other.name:
                yield Finding(
                    other.span,
                    {"first": one.name, "second": other.name},
                    related=(Related(one.span, "the captions stand here"),),
                    variant="apart",
                )


def _beside(one: CaptionWord, other: CaptionWord, variant: str | None) -> Finding:
    return Finding(
        other.span,
        {"first": one.name, "second": other.name},
        related=(Related(one.span, "the channel caption {first}"),),
        variant=variant,
    )


def _taken_out(cable: Cable, before: CaptionWord, caption: CaptionWord) -> Edit:
    """The edit that takes a caption out: its line, or itself with the comma after the caption before it."""
    if alone(cable.text, caption.span):
        return without_line(cable.text, caption.span)
    start = (
        before.span.end
        if "\n" not in cable.text[before.span.end : caption.span.start]
        else caption.span.start
    )
    return Edit(Span(start, caption.span.end), "")
