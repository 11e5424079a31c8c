"""Class words with damage, and lines that are class lines by the evidence of their parts.

A line of the envelope that ends in a known post and a number is a classification line if the words before them resemble
a class: misspelt, run into the post, struck out, in small letters. So is one that lacks its post or its number, where
the class itself is beyond doubt.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sbu_check.cable.elements import ClassLine, Section, Term
from sbu_check.cable.names import known_posts
from sbu_check.cable.terminals import folded, terminal
from sbu_check.resources import table
from sbu_check.text.slips import distance
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re

LONGEST = 90
"""Characters of a class line, captions after its number included."""
LONGEST_POST = 24
"""Letters of a post's name."""
COUNTS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6}
STRUCK = "-~=_*[]"
"""Signs that a conversion leaves of a line through a word."""


def level_meant(words: str) -> str | None:
    """Return the class that words mean in spite of a slip, or of what strikes them out; None if they resemble none."""
    written = "".join(filter(str.isalnum, words)).upper().translate(_LOOK_ALIKE)
    if len(written) < 4:
        return None
    slips = 1 if len(written) < 9 else 2
    found = {
        level for form, level in _forms().items() if written[:1] and distance(written, form, slips) <= slips
    }
    exact = _forms().get(written)
    return exact or (found.pop() if len(found) == 1 else None)


_LOOK_ALIKE = str.maketrans("015€", "OISE")


@cache
def _forms() -> dict[str, str]:
    """The level of each form of a class, without blanks."""
    classes = table("vocabulary", "classifications")["class"]
    forms = {
        form.replace(" ", ""): name.removesuffix(" EFTO")
        for name, one in classes.items()
        for form in one["forms"]
        if len(form) > len("LOU")
    }
    return {**forms, "SENSITIVEBUTUNCLASSIFIED": "UNCLASSIFIED"}


def class_line_with_damage(text: str, span: Span) -> ClassLine | None:
    """Read one line as a class line; None if its parts do not say so."""
    span = _bare(text, span)
    if not len("UNCLAS 1") <= span.end - span.start <= LONGEST:
        return None
    section = terminal("SECTION_DAMAGED").search(text, *span)
    number, end, after = _number(text, span, section)
    words = Span(span.start, end)
    post = None
    if section and section.end() <= end:
        rest = _stripped(text, Span(section.end(), end), "-")
        words = Span(span.start, section.start())
        if rest.start < rest.end:
            post = rest if is_post(rest.of(text)) else None
            if post is None:
                return None
    if post is None:
        words = _stripped(text, words)
        at = _post_at(text, words)
        post = Span(at, words.end) if at < words.end else None
        words = Span(words.start, at)
    line = _understood(text, span, _stripped(text, words))
    if line is None or (post is None and number is None):
        return None
    struck = line.level is None and not (post and number)
    certain = post is not None and number is not None
    if struck or not (certain or _ends(text, Span(after, span.end), section)):
        return None
    return line._replace(
        section=_counted(section) if section else None,
        post=Term(post, folded(post.of(text))) if post else None,
        number=Term(number, number.of(text)) if number else None,
    )


def _number(text: str, span: Span, section: re.Match[str] | None) -> tuple[Span | None, int, int]:
    """The number of the cable, the end of the words before it, and its own end; a draft may leave it open."""
    for found in reversed(list(terminal("NUMBER_LAST").finditer(text, *span))):
        if section and found.start() < section.end() and section.start() < found.end():
            continue
        return Span(*found.span("number")), found.start(), found.end()
    if left_open := terminal("NUMBER_OPEN").search(text, *span):
        return None, *left_open.span()
    end = section.start() if section and section.end() == span.end else span.end
    return None, end, end


def _ends(text: str, after: Span, section: re.Match[str] | None) -> bool:
    """Whether nothing but its section follows the class line: where a part is missing, other words are doubt enough."""
    start = section.end() if section and section.start() >= after.start else after.start
    return not text[start : after.end].strip(" -.,")


def _understood(text: str, span: Span, words: Span) -> ClassLine | None:
    """The line by its class words: with their level, or with none where they are struck out."""
    controls = terminal("CONTROLS_LAST").search(text, *words)
    level, named = level_meant(words.of(text)), words
    if controls and controls.start() > words.start:
        before = _stripped(text, Span(words.start, controls.start()))
        if inner := level_meant(before.of(text)):
            level, named = inner, before
    if level is None and not is_struck(named.of(text)):
        return None
    efto = bool(controls and named is not words and controls["efto"])
    extra = None
    if controls and named is not words and not efto:
        at = _stripped(text, Span(*controls.span()))
        extra = Term(at, folded(at.of(text)))
    return ClassLine(span, Term(named, folded(named.of(text))), level, efto=efto, extra=extra)


def is_struck(words: str) -> bool:
    """Whether words are letters and digits with what a conversion leaves of a line through them."""
    return sum(sign in STRUCK for sign in words) >= 2 and all(
        sign.isalnum() or sign in STRUCK + " ." for sign in words
    )


def _counted(found: re.Match[str]) -> Section:
    part, whole = (COUNTS.get(found[name].upper()) or int(found[name]) for name in ("part", "whole"))
    garbled = found["word"].upper() != "SECTION" or found["of"].strip().upper() not in {"OF", "/"}
    return Section(Span(*found.span()), part, whole, garbled)


def _bare(text: str, span: Span) -> Span:
    """The line without blanks and the signs of a conversion around it."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "#>|`"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "|`\\"):
        end -= 1
    if text.startswith("**", start) and text.startswith("**", end - 2):
        start, end = start + 2, end - 2
    return Span(start, end)


def _stripped(text: str, span: Span, signs: str = "") -> Span:
    """The span without blanks, commas, brackets and those signs at its ends."""
    start, end = span
    while start < end and text[end - 1] in " \t,(" + signs:
        end -= 1
    while start < end and text[start] in " \t,)" + signs:
        start += 1
    return Span(start, end)


def is_post(name: str) -> bool:
    """Whether the list of posts has the name."""
    return "".join(filter(str.isalpha, name)).upper() in known_posts()


def _post_at(text: str, words: Span) -> int:
    """Where a known post begins that ends the words, its end if none does: after a blank, or run into the class."""
    posts = known_posts()
    name = ""
    best = words.end
    at = words.end
    while at > words.start and len(name) <= LONGEST_POST:
        at -= 1
        sign = text[at]
        if sign.isalpha():
            name = sign.upper() + name
            if name in posts and level_meant(text[words.start : at]):
                return at
            if name in posts and not text[at - 1 : at].isalpha():
                best = at
        elif sign not in " .'-":
            break
    return best
