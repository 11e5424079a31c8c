"""What a text is, by evidence: the cues of a cable and of another marked document, with their weights.

One weak cue appears in other texts too: a word that looks like a routing indicator, a list of tags, a class word at
the head of a business letter. Two independent cues, or one strong one, decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.class_words import is_post, level_meant
from sbu_check.cable.elements import Cue
from sbu_check.cable.names import subject_codes
from sbu_check.cable.terminals import terminal
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Memo, Paragraph

ENOUGH = 2
"""Weight that makes a text a cable or a marked document."""
STRONG, WEAK = 2, 1


class Kind(NamedTuple):
    """A cue of the tables: its weight, and how `inspect` names it."""

    weight: int
    text: str


CUES = {
    # of a cable
    "class-line": Kind(STRONG, "classification line with class, known post and number"),
    "class-line-part": Kind(WEAK, "classification line without a class, a known post or a number"),
    "message-number": Kind(STRONG, "message reference number"),
    "date-time": Kind(STRONG, "date-time group"),
    "transmission": Kind(STRONG, "transmission line"),
    "routing": Kind(WEAK, "line of routing indicators"),
    "originator": Kind(WEAK, "DE line"),
    "security": Kind(WEAK, "security line"),
    "addresses": Kind(WEAK, "FM, TO or INFO lines"),
    "offices": Kind(WEAK, "office distribution or message counter"),
    "page-line": Kind(WEAK, "page line of an archive"),
    "archive-stamp": Kind(STRONG, "stamp of an archive"),
    "message-text": Kind(WEAK, "line that heads a message text in an archive"),
    "attributes": Kind(WEAK, "block of archive data"),
    "edition": Kind(STRONG, "head of a printed edition"),
    "subject-numbered": Kind(WEAK, "numbered subject of a printed edition"),
    "republication": Kind(STRONG, "data block of a republication"),
    "executive-order": Kind(WEAK, "E.O. line"),
    "tags": Kind(WEAK, "TAGS line with a known tag"),
    "header-text": Kind(WEAK, "SUBJECT line or text below an E.O. or TAGS line"),
    "captions": Kind(WEAK, "distribution caption"),
    "references": Kind(WEAK, "references to cables"),
    "marks": Kind(WEAK, "portion marks in one notation"),
    # of another marked document
    "banner-controls": Kind(STRONG, "banner with a class and controls on the first line"),
    "banner": Kind(WEAK, "banner"),
    "controls": Kind(WEAK, "portion marks with controls"),
    "authority": Kind(WEAK, "lines of an authority block or a designation indicator"),
}
"""Every cue, by its name."""

_BY_KIND = {
    "TRANSMISSION": "transmission",
    "ROUTING": "routing",
    "DE": "originator",
    "SECURITY": "security",
    "PAGE": "page-line",
    "CONTINUATION": "page-line",
    "OFFICES": "offices",
    "COUNTER": "offices",
    "ARCHIVE_STAMP": "archive-stamp",
    "MESSAGE_TEXT": "message-text",
    "ATTRIBUTES": "attributes",
    "EDITION": "edition",
    "SUBJECT_NUMBERED": "subject-numbered",
}
"""Cues that are the presence of a kind of line."""
_CAPTIONS = frozenset({"SIPDIS", "NODIS", "EXDIS", "LIMDIS", "STADIS", "TERREP"})
_CLASSES = frozenset({"U", "C", "S", "TS"})
"""Marks that say a class and nothing else, alike in every system."""
_OF_CABLES = _CLASSES | {"SBU", "LOU", "SBU/NF", "C/NF", "S/NF"}
_AUTHORITY = frozenset(
    {"CLASSIFIED BY", "DERIVED FROM", "DECLASSIFY ON", "CONTROLLED BY", "CUI CATEGORY", "CUI CATEGORIES"}
)


def enough(cues: tuple[Cue, ...]) -> bool:
    """Whether the cues decide that a text is what they are cues of."""
    return sum(one.weight for one in cues) >= ENOUGH


def cues_of_cable(cable: Cable, kinds: set[str], *, republished: bool) -> tuple[Cue, ...]:
    """The cues that a text read as a cable has, each one once."""
    names = dict.fromkeys(_names_of_cable(cable, kinds, republished=republished))
    return tuple(_cue(name) for name in names)


def cues_of_memo(memo: Memo, first: int) -> tuple[Cue, ...]:
    """The cues of a marked document; `first` is the end of its first line."""
    return tuple(_cue(name) for name in dict.fromkeys(_names_of_memo(memo, first)))


def _cue(name: str) -> Cue:
    return Cue(name, CUES[name].weight, CUES[name].text)


def _names_of_cable(cable: Cable, kinds: set[str], *, republished: bool) -> Iterator[str]:
    lines = cable.class_lines
    if any(one.level and one.number and one.post and is_post(one.post.text) for one in lines):
        yield "class-line"
    elif any(one.number or one.post for one in lines):
        yield "class-line-part"
    if cable.routing.mrn or "MRN" in kinds:
        yield "message-number"
    if "DTG" in kinds or cable.routing.dtg:
        yield "date-time"
    for kind, name in _BY_KIND.items():
        if kind in kinds:
            yield name
    if republished and "YAML" in kinds:
        yield "republication"
    if any(one.action in {"FM", "TO"} for one in cable.routing.recipients):
        yield "addresses"
    yield from _names_of_header(cable)


def _names_of_header(cable: Cable) -> Iterator[str]:
    order = cable.executive_order and _heads_a_line(cable.text, cable.executive_order.span.start)
    tags = _are_tags(cable)
    if order:
        yield "executive-order"
    if tags:
        yield "tags"
    if (order or tags) and (cable.subject or cable.paragraphs):
        yield "header-text"
    if any(one.name in _CAPTIONS or one.name.endswith("CHANNEL") for one in cable.captions):
        yield "captions"
    if any(one.kind == "cable" and one.post and is_post(one.post) for one in cable.references):
        yield "references"
    if any(one.number for one in cable.paragraphs) and marked_in_one_notation(
        cable.text, cable.paragraphs, _OF_CABLES
    ):
        yield "marks"


def _are_tags(cable: Cable) -> bool:
    """Whether a fifth of the tags or more are subject tags in capitals: other lists hold words."""
    known = sum(
        tag.written in subject_codes() and not tag.span.of(cable.text).islower() for tag in cable.tags
    )
    return known > 0 and known * 5 >= len(cable.tags)


def _heads_a_line(text: str, at: int) -> bool:
    """Whether only the signs of a converter are before a place on its line: other texts quote an E.O. line."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t\f#*>|")


def _names_of_memo(memo: Memo, first: int) -> Iterator[str]:
    controlled = any(
        "//" in mark.text or mark.text.startswith("CUI") for one in memo.paragraphs for mark in one.marks
    )
    opens = bool(memo.banners) and memo.banners[0].span.start <= first
    words = memo.banners[0].text.upper() if memo.banners else ""
    if opens and _names_a_class(words):
        yield "banner-controls"
    elif "//" in words or words == "CUI":
        yield "banner"
    elif opens and (controlled or (len(memo.banners) > 1 and memo.banners[-1].text.upper() == words)):
        # A class alone at the head is one of many uses of the word: it needs its repeat at the foot.
        yield "banner"
    if controlled:
        yield "controls"
    elif marked_in_one_notation(memo.text, memo.paragraphs, _CLASSES):
        yield "marks"
    if sum(one.name in _AUTHORITY and one.value is not None for one in memo.fields) > 1:
        yield "authority"


def _names_a_class(words: str) -> bool:
    """Whether a banner has controls after words that mean a class, or a foreign class after two slashes."""
    head, controls, rest = words.partition("//")
    head = head.rpartition(":")[2].strip()
    if controls and not head:
        return any(level_meant(word) for word in rest.replace("/", " ").split())
    return bool(controls) and (
        level_meant(head) is not None or head.startswith(("CUI", "CONTROLLED", "TOP "))
    )


def is_sentence(words: str) -> bool:
    """Whether the words of a line are of a wrapped sentence: a banner has one letter case."""
    found = [word for word in terminal("LETTERS").findall(words) if len(word) > 3]
    return any(word.isupper() for word in found) and any(word.islower() for word in found)


def marked_in_one_notation(text: str, paragraphs: tuple[Paragraph, ...], notation: frozenset[str]) -> bool:
    """Whether the brackets at the head of two or more paragraphs are marks, all of them in one notation.

    The letters of a list, and letters that begin the word after them ("(C) Costs, (S) Severability"), are no marks.
    """
    marks = [mark for one in paragraphs for mark in one.marks]
    if not notation.issuperset(mark.text for mark in marks):
        return False
    if any(terminal("LETTERED").match(text, one.span.start) for one in paragraphs):
        return False
    named = [mark for mark in marks if len(mark.text) == 1]
    if len(marks) == len(named) and all(_begins_its_word(text, mark.span.end, mark.text) for mark in named):
        return False
    return len(marks) > 1


def _begins_its_word(text: str, at: int, letter: str) -> bool:
    found = terminal("NEXT_WORD").match(text, at)
    return found is not None and found.group("letter").upper() == letter
