"""Rules of SIPDIS lines that a converter inserted, and of misspelt SIPDIS captions.

The converter took each line that begins with a class word for a classification line and put SIPDIS below it.
Archives print a paragraph as one long line, but the drafter's terminal had wrapped it: lines of up to 69 columns (ACP
127 para 138f), each filled with as many words as fit, two blanks after a sentence. The width is not known, so all
are tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common import prose
from sbu_check.checks.common.interruptions import LINE, interruptions, line_before, taken_out
from sbu_check.checks.common.prose import SIPDIS_INSIDE
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Artifact, Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

TRAPS = frozenset(
    {"secret", "secrets", "secretly", "secretary", "secretaries", "secretarial", "secretariat", "secretive"}
    | {"confidential", "confidentially", "confidentiality", "unclassified"}
)
"""Common words that begin with a class word. A message may name them: they disclose nothing of the text."""

_ABOUT_BEFORE = (
    " add added and as by caption captioned for from mark marked no not of on or remove removed see to under use used"
    " using via with without word "
)
_ABOUT_AFTER = (
    " and cable cables can caption captions distribution does guidance is label mark marking may message messages must"
    " network or should system telegram telegrams user users was will "
)
"""Words before and after SIPDIS in a sentence about the caption."""

MANY = 2
"""SIPDIS lines from which a common cause is reported."""


class LastLine(NamedTuple):
    """A last line that a text can have when it is wrapped.

    `start` is its offset in the text. `widths` are the line widths, in columns, at which the text wraps so; empty if
    the text is that line already.
    """

    start: int
    widths: frozenset[int] = frozenset()


def last_line(text: str, heads: re.Pattern[str], limit: int = LINE) -> LastLine | None:
    """The longest last line that begins with one of `heads`, or None if no wrapping gives one.

    `text` is one line without a break in it; `heads` matches the whole word at the head of a line. A text that begins
    with such a word and fits is a line by itself.
    """
    for match in heads.finditer(text, max(0, len(text) - limit)):
        start = match.start()
        if start == 0:
            return LastLine(0)
        if text[start - 1] == " " and (widths := break_widths(text, start, limit)):
            return LastLine(start, widths)
    return None


def break_widths(text: str, at: int, limit: int = LINE) -> frozenset[int]:
    """The widths up to `limit` at which the last line of `text` begins at offset `at`, the head of a word.

    Tried as the text is spaced and with two blanks after each sentence, which converters fold into one. Takes time
    linear in the length of the text for each width.
    """
    head, tail = text[:at], text[at:]
    found: set[int] = set()
    for before, line in {
        (head, tail),
        (prose.SENTENCE_END.sub(r"\1  ", head), prose.SENTENCE_END.sub(r"\1  ", tail)),
    }:
        whole = before + line
        found.update(width for width in range(len(line), limit + 1) if _breaks_at(whole, len(before), width))
    return frozenset(found)


def _breaks_at(text: str, at: int, width: int) -> bool:
    """Whether the last line begins at `at` when lines are filled up to `width` columns."""
    start, end = 0, len(text)
    while start < at:
        if end - start <= width:
            return False
        gap = text.rfind(" ", start, start + width + 1)
        if gap <= start:  # one word is wider than the line: it has a line for itself
            gap = text.find(" ", start)
        start = gap + 1
        while text[start] == " ":
            start += 1
    return start == at


class SipdisCause(NamedTuple):
    """Why a converter put SIPDIS into a text: the line before began with a class word.

    `word` is the place of that word and `head` the class word that it begins with; `widths` are the line widths that
    put it at the head of the line, empty if it is printed there.
    """

    word: Span
    head: str
    widths: frozenset[int] = frozenset()

    def named(self, text: str) -> str:
        """Return the word as a message may show it: a common word, else only the class word in it."""
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


def sipdis_inside(cable: Cable, context: Context) -> Iterator[Finding]:
    """SIPDIS inside a line of a sentence that is not about the caption."""
    for index, paragraph in enumerate(cable.paragraphs):
        for run in paragraph.body:
            if cable.text.find(" SIPDIS ", *run) < 0:
                continue
            for found in SIPDIS_INSIDE.finditer(cable.text, *run):
                about = f" {found['before']} " in _ABOUT_BEFORE or f" {found['after']} " in _ABOUT_AFTER
                if not about:
                    yield Finding(Span(*found.span("word")), paragraph=index)


def sipdis_after_secret_line(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report once what several SIPDIS lines of a text have in common; `sipdis_body` reports a single one.

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
    """Return the class word that made the converter insert SIPDIS, None if no wrapping of the text before shows one.

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
    """Pattern of the converter for class lines: words that begin with a class word. LOU is too short to be one."""
    heads = "|".join(sorted((form for form in forms if len(form) > 3), key=len, reverse=True))
    return re.compile(rf"({heads})\w*", re.IGNORECASE)


def _wrapped(cable: Cable, paragraph: int | None, at: int) -> bool:
    """Whether the prose around an offset of a paragraph is printed in lines that follow each other, as it was typed."""
    if paragraph is None:
        return False
    body = cable.paragraphs[paragraph].body
    after = bisect_left(body, Span(at, at))
    return any(terminal("WRAPPED").search(cable.text, *part) for part in body[max(after - 1, 0) : after + 1])


def sipdis_ocr(cable: Cable, context: Context) -> Iterator[Finding]:
    """A caption SIPDIS with letters apart, misread or mistyped, or with a stop after it. Values: `written`."""
    for caption in cable.captions:
        if caption.name != "SIPDIS":
            continue
        stop = terminal("CAPTION_STOP").match(cable.text, caption.span.end)
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
