"""Checks of what converters, archives and circuits leave in a cable: SIPDIS lines, page lines, notices."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from sbu_check.checks.interruptions import interruptions, line_before, taken_out
from sbu_check.checks.wrapping import LINE, LastLine, last_line
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Artifact, Cable
    from sbu_check.checks.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

_WRAPPED = pattern(r"\S[ \t]*\r?\n[ \t]*\S")

TRAPS = frozenset(
    {"secret", "secrets", "secretly", "secretary", "secretaries", "secretarial", "secretariat", "secretive"}
    | {"confidential", "confidentially", "confidentiality", "unclassified"}
)
"""Common words that begin with a class word. A message may name them: they tell nothing of what a text says."""


MANY = 2
"""SIPDIS lines from which on they have something in common."""


class SipdisCause(NamedTuple):
    """Why a converter put SIPDIS into a text: the line before began with a class word.

    `word` is the place of that word and `head` the class word that it begins with; `widths` are the line widths that
    put it at the head of the line, empty where it is printed there.
    """

    word: Span
    head: str
    widths: frozenset[int] = frozenset()

    def named(self, text: str) -> str:
        """The word as a message may show it: a word that is not common stands for the class word in it only."""
        word = self.word.of(text)
        return word if word.casefold() in TRAPS else self.head


def sipdis_body(cable: Cable, context: Context) -> Iterator[Finding]:
    """SIPDIS on a line of its own inside the text. Values: `word`, the word at the head of the line before."""
    lines = _sipdis_lines(cable)
    breaks = {artifact: break_ for break_ in interruptions(cable, "sipdis") for artifact in break_.artifacts}
    for artifact in lines:
        found = explanation(cable, artifact, context.vocabulary)
        break_ = breaks.get(artifact)
        yield Finding(
            artifact.span,
            {"word": found.named(cable.text)} if found else {},
            related=(Related(found.word, "the line before can begin here"),) if found else (),
            variant="explained" if found else None,
            edits=taken_out(cable, break_) if break_ else (),
            paragraph=artifact.paragraph,
        )


def sipdis_after_secret_line(cable: Cable, context: Context) -> Iterator[Finding]:
    """What the SIPDIS lines of a text have in common, told once; of a single one `sipdis_body` says it all.

    Values: `count`, `width`.
    """
    lines = _sipdis_lines(cable)
    found = [(line, why) for line in lines if (why := explanation(cable, line, context.vocabulary))]
    if len(found) < MANY:
        return
    wrapped = [why.widths for _, why in found if why.widths]
    common = frozenset.intersection(*wrapped) if len(wrapped) == len(lines) > 1 else frozenset()
    yield Finding(
        found[0][0].span,
        {"count": len(found), "width": max(common, default=0)},
        related=tuple(Related(why.word, "a line can begin here") for _, why in found),
        variant="wrapped" if common else None,
        paragraph=found[0][0].paragraph,
    )


def _sipdis_lines(cable: Cable) -> list[Artifact]:
    return [artifact for artifact in cable.artifacts if artifact.kind == "sipdis"]


def explanation(cable: Cable, sipdis: Artifact, vocabulary: Vocabulary) -> SipdisCause | None:
    """The class word at whose line the converter put SIPDIS, None where no wrapping of the text before shows one.

    Lines that are printed as they were wrapped decide by themselves; a paragraph on one line is wrapped anew.
    """
    line = line_before(cable, sipdis.span.start)
    if line is None:
        return None
    words = line.of(cable.text)
    heads = _class_words(tuple(form for known in vocabulary.classes.values() for form in known.forms))
    printed = len(words) <= LINE and _wrapped(cable, sipdis.paragraph, sipdis.span.start)
    last = LastLine(0) if printed else last_line(words, heads)
    head = heads.match(words, last.start) if last else None
    if last is None or head is None:
        return None
    return SipdisCause(Span(line.start + head.start(), line.start + head.end()), head[1].upper(), last.widths)


@cache
def _class_words(forms: tuple[str, ...]) -> re.Pattern[str]:
    """What the converter takes for a class line: any word that begins with a class word. LOU is too short to be one."""
    heads = "|".join(sorted((form for form in forms if len(form) > 3), key=len, reverse=True))
    return re.compile(rf"({heads})\w*", re.IGNORECASE)


def _wrapped(cable: Cable, paragraph: int | None, at: int) -> bool:
    """Whether the prose around an offset of a paragraph is printed in lines that follow each other, as it was typed."""
    if paragraph is None:
        return False
    body = cable.paragraphs[paragraph].body
    behind = bisect_left(body, Span(at, at))
    return any(_WRAPPED.search(cable.text, *part) for part in body[max(behind - 1, 0) : behind + 1])


def sipdis_ocr(cable: Cable, context: Context) -> Iterator[Finding]:
    """A caption SIPDIS with letters apart, misread or mistyped, or with a stop behind it. Values: `written`."""
    for caption in cable.captions:
        if caption.name != "SIPDIS":
            continue
        stop = _STOP.match(cable.text, caption.span.end)
        span = Span(caption.span.start, stop.end() if stop else caption.span.end)
        letters = caption.text.replace(" ", "").translate(_MISREAD).upper()
        if stop or caption.text.upper() != "SIPDIS":
            yield Finding(
                span,
                {"written": span},
                variant=None if letters == "SIPDIS" else "misspelt",
                edits=(Edit(span, "SIPDIS"),),
            )


_MISREAD = str.maketrans("l15", "IIS")
"""Letters of SIPDIS by the signs that a scanner takes for them."""

_STOP = pattern(r"[.,:;]+(?=[ \t\r]*(?:\n|\Z))")
"""A stop at the end of a caption line, where none belongs."""


def page_line(cable: Cable, context: Context) -> Iterator[Finding]:
    """A page line or page marking inside a paragraph. Values: `line`."""
    for break_ in interruptions(cable, "page-line", "section-line", "page-marking"):
        line, marking = break_.first("page-line", "section-line"), break_.first("page-marking")
        told = line or marking
        if told and not break_.heads and not break_.first("circuit-line", "routing"):
            yield Finding(
                told.span,
                {"line": told},
                variant=None if line else "marking",
                edits=taken_out(cable, break_),
                paragraph=break_.paragraph,
            )


def circuit_lines(cable: Cable, context: Context) -> Iterator[Finding]:
    """A line of the transmission inside a paragraph. Values: `line`."""
    for break_ in interruptions(cable, "circuit-line", "routing", "counter"):
        line = break_.first("circuit-line", "routing", "counter")
        if line and break_.pure and not break_.heads and not break_.first("page-line", "section-line"):
            yield Finding(line.span, {"line": line}, paragraph=break_.paragraph)


def archive_banner(cable: Cable, context: Context) -> Iterator[Finding]:
    """A notice of an archive or web site around the cable."""
    for notice in cable.notices:
        yield Finding(notice.span, variant="extract" if "extract" in notice.text.casefold() else None)
