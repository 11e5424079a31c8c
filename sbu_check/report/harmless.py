"""What of a document says nothing of its substance, so that every report may show it.

There are two kinds: places that the model knows (numbers, marks, tags, codes, the parts of a class line), and lines
outside prose. The label of such a line is harmless, and so is a line whose words are all in a vocabulary.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable
from sbu_check.checks.common.readings import once
from sbu_check.report.levels import subject_mark
from sbu_check.resources import table
from sbu_check.text.slips import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import ClassLine
    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading

_LONGEST_MARK = 8
"""Characters of a text in brackets that counts as a misspelt mark; a longer unknown one may be prose."""
_LONGEST_TAG = 8

_LABEL = re.compile(
    r"[ \t\f\r#*>|]*+(?:"
    r"(?P<open>(?i:e\.?[ ]?o\.?(?:[ ]?[0-9]{5})?|tags|refs?|references?|mrn|date/dtg|captions?|action|info|xmt|reasons?"
    r"|declassify[ ]on|decl|classification)\**[ ]?[:;]\**|(?:FM|TO|INFO|XMT|ACTION|ORIGIN)(?=[ \t]))"
    r"|(?i:subj(?:ect|t)?|classified[ ]by|derived[ ]from|from|to|b?cc|sent|date|importance|attachments?|pass[ ]line"
    r"|signature|(?:drafted|cleared|approved|released|controlled)[ ]by|(?:action|info)[ ]office|action[ ]post"
    r"|dissemination[ ]rule|distribution|cui[ ]category|poc|markings)\**[ ]?:\**)"
)
_APART = re.compile(
    r"(?<![A-Z])(?:U N C L A S(?: S I F I E D)?|L I M I T E D +O F F I C I A L +U S E|C O N F I D E N T I A L"
    r"|(?:T O P +)?S E C R E T|E F T O)(?![A-Z])"
)
_WORD = re.compile(r"[^\W_]+(?:-[0-9]{2}(?![0-9]))?")
_CODE = re.compile(
    r"[0-9]+[A-Z]?|[0-9]{4,6}Z|[BFXC][0-9]+X?[0-9]*|[A-Z]{1,5}-[0-9]{2}|RUE[A-Z]{2,5}|RUCN[A-Z]{2,4}|RH(?:EH|MF|MC|EF)[A-Z]{1,4}"
    r"|VZCZC[A-Z]{0,3}[0-9]*"
)
"""Words of letters and digits: a time, a case number, an office with its copies, a routing indicator."""
_SLIPPED = 6
"""Letters of the shortest word that counts as a misspelt caption."""

_ANCHORS = frozenset(
    [
        "UNCLASSIFIED",
        "UNCLAS",
        "UNCLASS",
        "CONFIDENTIAL",
        "SECRET",
        "TOP",
        "RESTRICTED",
        "SENSITIVE",
        "LIMITED",
        "OFFICIAL",
        "EFTO",
        "SBU",
        "LOU",
        "FOUO",
        "CUI",
        "SECTION",
        "PAGE",
        "BT",
        "NNNN",
        "NNN",
        "ZNR",
        "ZNY",
        "DE",
        "RELEASE",
        "RELEASED",
        "DENIED",
        "DECLASSIFIED",
        "AMEMBASSY",
        "AMCONSUL",
        "AMCONGEN",
        "SECSTATE",
        "USMISSION",
        "CIRCULAR",
        "FLASH",
        "NIACT",
        "IMMEDIATE",
        "PRIORITY",
        "ROUTINE",
        "MESSAGE",
        "PART",
        "FULL",
        "REVIEW",
        "CASE",
        "DOC",
        "TOSEC",
        "SECTO",
        "DEPT",
        "NOCONTRACT",
        "CHANNEL",
        "ORCON",
        "CORRECTED",
        "DUPE",
        "DECL",
        "GDS",
        "ADS",
        "RDS",
        "XGDS",
        "DEPARTMENT",
        "PROPIN",
        "IMCON",
    ]
)
"""Words that only a line of the field's forms is made of: a line without one is not known to be such a line."""
_PLAIN = frozenset(
    [
        "OF",
        "FINAL",
        "BUT",
        "USE",
        "ONLY",
        "IN",
        "AND",
        "BY",
        "NO",
        "U",
        "S",
        "N",
        "A",
        "OR",
        "X",
        "AS",
        "COPY",
        "POSS",
        "POSSIBLE",
        "TEXT",
        "ATTRIBUTES",
        "DATE",
        "STATE",
        "US",
        "EO",
        "SYSTEMATIC",
        "WASHDC",
        "WASHINGTON",
        "COLLECTIVE",
        "NOTAL",
        "ENTIRE",
        "ZZH",
        "ZFF",
        "UUUUU",
        "CCCCC",
        "SSSSS",
        "TTTTT",
        "EEEEE",
        "RRRRR",
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "OCT",
        "NOV",
        "DEC",
        "USA",
        "REL",
        "TO",
    ]
)


class HarmlessText:
    """The harmless places of one document, found as they are asked for."""

    def __init__(self, context: Context) -> None:
        self._text = context.document.text
        self._places: list[tuple[int, int]] = []
        for start, end in sorted(_places(context)):
            if not self._places or end > self._places[-1][1]:
                self._places.append((start, end))
        self._place_ends = [end for _, end in self._places]
        self._prose = sorted(_prose(context.document))
        self._prose_ends = [end for _, end in self._prose]
        self._lines: dict[int, tuple[int, int] | None] = {}

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the harmless places that meet a stretch, in order."""
        places, first = self._places, bisect_left(self._place_ends, start)
        found = []
        while first < len(places) and places[first][0] < end:
            found.append(places[first])
            first += 1
        lines = list(self._lines_within(start, end))
        return sorted(found + lines) if lines else found

    def _lines_within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The harmless places of the lines outside prose that a stretch meets."""
        text = self._text
        at = text.rfind("\n", 0, start) + 1
        prose = self._prose
        index = bisect_right(self._prose_ends, at)
        while at < end:
            stop = text.find("\n", at)
            stop = stop if stop >= 0 else len(text)
            while index < len(prose) and prose[index][1] <= at:
                index += 1
            if index < len(prose) and prose[index][0] < stop:
                # The lines of a paragraph are skipped together.
                stop = text.find("\n", prose[index][1] - 1)
                stop = stop if stop >= 0 else len(text)
            else:
                if at not in self._lines:
                    found = of_line(text[at:stop])
                    self._lines[at] = (at + found[0], at + found[1]) if found else None
                if place := self._lines[at]:
                    yield place
            at = stop + 1


@once
def harmless_text(context: Context) -> HarmlessText:
    """Return the harmless places of a document."""
    return HarmlessText(context)


def _prose(cable: Document) -> Iterator[tuple[int, int]]:
    """The prose of a document: in it a line that reads like one of the field's forms is prose."""
    for paragraph in cable.paragraphs:
        yield from ((run.start, run.end) for run in paragraph.body)
    if cable.subject:
        start = cable.text.find("\n", *cable.subject.span)
        if start >= 0:
            yield start + 1, cable.subject.span.end


def _places(context: Context) -> Iterator[tuple[int, int]]:
    """The harmless places that the model of a document knows, in no order; they may overlap."""
    yield from (portion.written.span for portion in context.portions if _is_mark(portion))
    if ending := subject_mark(context):
        yield ending
    yield from (paragraph.number.span for paragraph in context.document.paragraphs if paragraph.number)
    yield from (code.span for code in context.document.codes)
    yield from (banner.span for banner in context.document.banners if known(banner.text))
    if isinstance(context.document, Cable):
        yield from _of_header(context.document)


def _of_header(cable: Cable) -> Iterator[tuple[int, int]]:
    for line in cable.class_lines:
        yield from _of_class_line(line)
    for tag in (*cable.tags, *cable.tags_again):
        if not tag.person and len(tag.written) <= _LONGEST_TAG:
            yield tag.span
    if cable.executive_order and cable.executive_order.order:
        yield cable.executive_order.order.span
    if cable.routing.dtg and cable.routing.dtg.when:
        yield cable.routing.dtg.span


def _is_mark(portion: PortionReading) -> bool:
    """Whether what is in the brackets is a mark, perhaps a misspelt one, and nothing else."""
    written = portion.written
    if written.entire or len(written.text) <= _LONGEST_MARK:
        return True
    reading = portion.reading
    return reading.mark is not None and not any(problem.kind == "unknown" for problem in reading.problems)


def _of_class_line(line: ClassLine) -> Iterator[tuple[int, int]]:
    if line.level:
        yield line.words.span
    if line.section:
        yield line.section.span
    if line.number:
        yield line.number.span
    if line.post and all(word in _post_words() for word in _words(line.post.text)):
        yield line.post.span


@lru_cache(512)
def of_line(line: str) -> tuple[int, int] | None:
    """What of a line outside of prose is harmless: its label, or all of it; None for nothing of it."""
    label = _LABEL.match(line)
    if label is None:
        return (0, len(line)) if known(line) else None
    if label["open"] and _listed(_words(line[label.end() :])):
        return 0, len(line)
    return label.span()


@lru_cache(512)
def known(words: str) -> bool:
    """Whether a text consists of words of the field's forms only, one of which appears nowhere else.

    A lone word may be a caption with one slip: the reader must see what was misspelt.
    """
    found = _words(words)
    if len(found) == 1 and nearest(found[0], _captions(), least=_SLIPPED):
        return True
    return any(word in _ANCHORS or word in _captions() for word in found) and _listed(found)


def _words(line: str) -> list[str]:
    """The words of a line in capitals; letters that are printed apart make one word."""
    capitals = line.upper()
    if " " in capitals:
        capitals = _APART.sub(lambda apart: apart[0].replace(" ", ""), capitals)
    return _WORD.findall(capitals)


def _listed(words: list[str]) -> bool:
    """Whether each word is in a vocabulary. Single letters count unless several in a row may spell a word."""
    single = 0
    for word in words:
        single = single + 1 if len(word) == 1 and word.isalpha() else 0
        if single > 2:
            return False
        if single or word in _ANCHORS or word in _PLAIN or _CODE.fullmatch(word):
            continue
        if word not in _caption_words() and word not in _post_words():
            return False
    return True


@cache
def _captions() -> frozenset[str]:
    """Captions of one word."""
    return frozenset(name for name in table("vocabulary", "captions")["caption"] if " " not in name)


@cache
def _caption_words() -> frozenset[str]:
    captions = table("vocabulary", "captions")["caption"]
    return frozenset(word for name in captions for word in _WORD.findall(name.upper())) - _PLAIN


@cache
def _post_words() -> frozenset[str]:
    names = [name for group in table("vocabulary", "posts")["group"] for name in group["names"]]
    names += table("vocabulary", "post-aliases")["aliases"]
    return frozenset(word for name in names for word in _WORD.findall(name.upper()))
