"""Which paragraph heads are paragraphs, and which belong to a quoted document.

A wrapped "45. At the time" or a year at the head of a line looks like a number. A head counts if a mark
confirms it, or if it is where a paragraph may begin and its number continues or could continue the count.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.prose import ENDS, paragraph_number
from sbu_check.cable.terminals import BLANKS
from sbu_check.grammar import Tok
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.model import ParagraphNumber
    from sbu_check.grammar import Node

Verdict = Literal["numbered", "quoted", "prose"]
WORD = 4
"""Letters from which on a mark in brackets may be any word."""
CLASS_WORDS = {"FOUO", "UNCLAS", "UNCLASSIFIED", "SENSITIVE", "CONFIDENTIAL", "SECRET", "CONTROLLED"}
HUGE = 9
"""Digits beyond which a number is not worth reading as one."""


class Head(NamedTuple):
    """A paragraph head with its verdict: a number, and the mark before it, if any."""

    verdict: Verdict
    number: ParagraphNumber
    misplaced: PortionMark | None


_AFTER_SENTENCE = BLANKS + "*_"
"""What may follow the end of a sentence on its line: blanks, and the end of Markdown emphasis."""


class Candidate(NamedTuple):
    """One head, its value (-1 if it cannot be counted), and the evidence for it."""

    number: ParagraphNumber
    misplaced: PortionMark | None
    value: int
    marked: bool
    gap: bool
    """Whether a blank line or an interruption is before it."""
    finished: bool
    """Whether the prose before it has ended."""
    opens_quote: bool
    """Whether the prose before it ends with a colon, as before a list, or begins to quote a text."""
    doubled: bool = False
    """Whether it directly follows another head: the converter's number and the drafter's."""
    lettered: bool = False
    """Whether it is made of letters alone that look like digits."""
    label: bool = False
    """Whether only a closing bracket follows its digits, as in the label of a part: `1) more money`."""
    quotes: bool = False
    """Whether it is the first of another cable that the text quotes in full."""
    row: bool = False
    """Whether the line before it is the row of a table, which ends no sentence."""


def judge_heads(
    text: str, layers: Sequence[Sequence[Node]], quoted_layers: Container[int] = ()
) -> Iterator[Head]:
    """A head with its verdict for each paragraph node of a cable, in order, in time linear to their number.

    `layers` holds the paragraph nodes of each layer: the first of a section may begin anywhere in the count. Those at
    the places `quoted_layers` hold another cable in full.
    """
    marked = any(_is_marked(text, node) for nodes in layers for node in nodes)
    candidates = (
        _candidate(text, node, before, quotes=before is None and place in quoted_layers)
        for place, nodes in enumerate(layers)
        for node, before in zip(nodes, chain([None], nodes), strict=False)
    )
    main, quoted, listed = 0, 0, -1
    labelled = False
    for candidate, following in pairwise(chain(candidates, [None])):
        assert candidate
        if candidate.label and main and not labelled and candidate.value in {1, listed + 1}:
            listed = candidate.value
            verdict: Verdict = "prose"
        else:
            verdict = _verdict(candidate, main, quoted, following, marked_cable=marked)
        yield Head(verdict, candidate.number, candidate.misplaced)
        if verdict == "numbered":
            main, quoted, listed = candidate.value, 0, -1
            labelled = candidate.label
        elif verdict == "quoted":
            quoted = candidate.value


def _verdict(
    candidate: Candidate, main: int, quoted: int, after: Candidate | None, *, marked_cable: bool
) -> Verdict:
    if candidate.doubled:
        return "prose"
    value = candidate.value
    if candidate.marked:
        # A letter that looks like a digit is a number only where it goes on: `B. (S)` is a part of its paragraph.
        return "prose" if candidate.lettered and value != main + 1 else "numbered"
    if not (candidate.gap or candidate.finished or (candidate.row and value == main + 1)) or value < 0:
        return "prose"
    following = after and after.value
    # A wrapped line whose number the next head has too, with a mark or after a blank line, is not a paragraph.
    if after and not candidate.gap and value == main + 1 == following and (after.marked or after.gap):
        return "prose"
    # Without a mark in a cable that marks its own, a number that goes on in a quoted document is the document's.
    goes_on = bool(quoted) and value == quoted + 1
    if value == main + 1 and not (goes_on and (marked_cable or following == value)) and not candidate.quotes:
        return "numbered"
    if goes_on or candidate.quotes:
        return "quoted"
    if not (candidate.gap and candidate.finished) or value >= 1900:
        return "prose"
    # A second 1 opens a quoted list where a 2 follows it; where the numbers go on, it is a number that lost a digit.
    if value == 1 and main >= 1 and (following == 2 or (following is None and candidate.opens_quote)):
        return "quoted" if marked_cable or candidate.opens_quote else "numbered"
    return "numbered"


def _candidate(text: str, node: Node, before: Node | None, *, quotes: bool) -> Candidate:
    head = node.first("PARA")
    assert head
    number, misplaced = paragraph_number(text, head)
    digits = number.digits if number.digits.isdigit() else number.digits.translate(LOOK_ALIKES)
    value = int(digits) if digits.isdigit() and len(digits) <= HUGE else -1
    known = number, misplaced, value, _is_marked(text, node)
    label = not known[-1] and text.startswith(")", number.span.end - 1)
    if before is None:
        return Candidate(*known, gap=True, finished=True, opens_quote=quotes, label=label, quotes=quotes)
    if before.end == node.start and len(before.children) == 1 and "\n" not in before.span.of(text):
        return Candidate(*known, gap=False, finished=False, opens_quote=False, doubled=True)
    last = _last_prose(before)
    interrupted = last is None or last.end < node.start
    end = last.end if last else node.start
    start = last.start if last else node.start
    while end > start and text[end - 1] in _AFTER_SENTENCE:
        end -= 1
    gap = interrupted or text.count("\n", end, head.start + 1) > 1
    line = max(start, text.rfind("\n", 0, end) + 1)
    final = text[end - 1] if end > start else "."
    finished, lettered = final in ENDS or _title(text, start, end), number.digits.isalpha()
    opens = final == ":" or (value == 1 and _quoting(before.span.of(text)))
    row = "  " in text[line:end]
    return Candidate(*known, gap, finished, opens, lettered=lettered, label=label, row=row)


def _quoting(written: str) -> bool:
    """Whether a paragraph begins to quote a text, and does not end it."""
    upper = written.upper()
    begins = max(
        upper.rfind(words) for words in ("BEGIN TEXT", "BEGIN QUOTE", "QUOTE", "QTE", "TEXT FOLLOWS")
    )
    ends = ("UNQUOTE", "UNQTE", "END TEXT", "END QUOTE")
    return begins >= 0 and not any(upper.find(words, max(begins - 2, 0)) >= 0 for words in ends)


def _is_marked(text: str, node: Node) -> bool:
    """Whether a mark after or before the number confirms it."""
    mark = node.first("MARK")
    if mark and not _is_word(mark.span.of(text)):
        return True
    head = node.first("PARA")
    return head is not None and text.find("(", head.start, head.end) >= 0


def _is_word(mark: str) -> bool:
    """Whether what was read as a mark is a word in brackets, as any sentence has: it does not vouch for a number."""
    inner = mark.strip(BLANKS + "()[]{}")
    return len(inner) >= WORD and inner.isalpha() and inner.upper() not in CLASS_WORDS


def _last_prose(node: Node) -> Tok | None:
    for branch in reversed(node.children):
        if isinstance(branch, Tok) and branch.kind == "PROSE":
            return branch
    return None


LOOK_ALIKES = str.maketrans("lIOSB", "11058")


def _title(text: str, start: int, end: int) -> bool:
    """Whether the last line of a run of prose has a blank line above: a heading, or the underline of one."""
    line = text.rfind("\n", start, end) + 1
    if line <= start:
        return False
    above = text.rfind("\n", start, line - 1) + 1
    return end - line < 72 and (not text[above:line].strip(BLANKS) or text[line:end].strip("-=_ \t") == "")
