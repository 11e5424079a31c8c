"""The values of header lines: class line, banner, captions, E.O., TAGS, subject, classifier block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.class_words import class_line_with_damage, is_post, level_meant
from sbu_check.cable.elements import (
    BannerLine,
    CaptionWord,
    ClassifierBlock,
    ClassLine,
    ExecutiveOrder,
    PortionMark,
    Section,
    Subject,
    Tag,
    Term,
)
from sbu_check.cable.names import separated
from sbu_check.cable.terminals import (
    BLANKS,
    BOLD_END,
    decl_date,
    folded,
    joined,
    line,
    term,
    terminal,
    token_term,
    trimmed,
    unescaped,
)
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.grammar import Node, Tok

LEVELS = {
    "UNCLASSIFIED": "UNCLASSIFIED",
    "LIMITED": "LIMITED OFFICIAL USE",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "SECRET": "SECRET",
    "TOP_SECRET": "TOP SECRET",
    "RESTRICTED": "RESTRICTED",
    "SBU": "SBU",
}
"""Canonical class names by the kinds of the grammar `header` (5 FAH-2 H-222, ACP 127 209)."""


def class_line(text: str, token: Tok) -> ClassLine:
    """The parts of a classification line; `level` is None when its class is unknown or missing.

    Where the plain reading finds no class or no known post, a reading by the evidence of the parts takes its place.
    """
    plain = _plain_class_line(text, token)
    if plain.level and (plain.post is None or is_post(plain.post.text)):
        return plain
    weighed = class_line_with_damage(text, token.span)
    return weighed if weighed and (weighed.post or not plain.level) else plain


def _plain_class_line(text: str, token: Tok) -> ClassLine:
    node = line(text, token.span, "post_line" if token.kind == "CLASS_MISSING" else "class_line")
    span = trimmed(text, token.span)
    if node is None:
        return ClassLine(span, Term(span, folded(span.of(text))), None)
    name = next(iter(node.all("class_name")), None)
    odd = node.first("ODD_CLASS")
    fused = [branch for part in node.all("fused") for branch in part.tokens()]
    words = token_term(text, name.tokens()[0] if name else odd)
    section = next(iter(node.all("section")), None)
    extra = joined(text, fused) or token_term(text, node.first("CONTROLS"))
    return ClassLine(
        span,
        words or Term(Span(span.start, span.start), ""),
        _class_level(LEVELS[name.tokens()[0].kind]) if name else level_meant(words.text) if words else None,
        efto=node.first("EFTO") is not None,
        section=_section(text, section) if section else None,
        post=token_term(text, node.first("POST")),
        number=token_term(text, node.first("NUMBER")),
        extra=extra,
    )


def _section(text: str, node: Node) -> Section:
    tokens = node.tokens()
    numbers = [int(token.span.of(text)) for token in tokens if token.kind == "COUNT"]
    words = [token.span.of(text).upper() for token in tokens if token.kind in {"SECTION_WORD", "OF_WORD"}]
    return Section(
        node.span, numbers[0], numbers[-1], garbled=words not in (["SECTION", "OF"], ["SECTION", "/"], [])
    )


def banner(text: str, token: Tok) -> BannerLine:
    """A bare class word: the page marking, or a line of the SMART banner."""
    node = line(text, token.span, "banner_line")
    span = trimmed(text, token.span)
    name = next(iter(node.all("class_name")), None) if node else None
    if name and name.start > span.start:
        # Without a converter's signs, or a label.
        span = Span(name.start, name.start + len(text[name.start : span.end].rstrip(BOLD_END)))
    return BannerLine(span, LEVELS[name.tokens()[0].kind] if name else None, folded(span.of(text)))


def captions(text: str, span: Span, section: int) -> list[CaptionWord]:
    """Every caption on a caption line or in a SMART `Captions:` field, in order."""
    found = []
    for match in terminal("CAPTION_WORD_ALONE").finditer(text, span.start, span.end):
        written = match.group()
        sipdis = terminal("SIPDIS_WORD").fullmatch(written)
        name = "SIPDIS" if sipdis else folded(written).upper().replace("É", "E")
        found.append(CaptionWord(Span(match.start(), match.end()), name, folded(written), section))
    return found


def executive_order(text: str, span: Span) -> ExecutiveOrder:
    """The E.O. line: its order, its value, and what it says of declassification."""
    node = line(text, span, "eo_line")
    if node is None:
        return ExecutiveOrder(trimmed(text, span), None, None)
    value = next(iter(node.all("eo_value")), None)
    tokens = value.tokens() if value else []
    declassify = [branch for part in node.all("declassify") for branch in part.tokens()]
    date = next((token for token in declassify if token.kind == "DATE"), None)
    return ExecutiveOrder(
        trimmed(text, span),
        token_term(text, node.first("ORDER")),
        joined(text, tokens),
        declassify_on=token_term(text, declassify[-1]) if declassify else None,
        declassify_date=decl_date(date.span.of(text)) if date else None,
    )


def tags(text: str, span: Span) -> list[Tag]:
    """The tags of a TAGS line in order: links removed, glued tags separated."""
    node = line(text, span, "tags_line")
    found: list[Tag] = []
    for token in node.tokens() if node else ():
        written = token.span.of(text)
        if token.kind == "TAG_LINK":
            found.append(Tag(token.span, written[1 : written.index("]")].upper(), linked=True))
        elif token.kind == "TAG_PERSON":
            found.append(Tag(token.span, folded(written[1:-1]).upper(), person=True))
        elif token.kind == "TAG_PHRASE":
            found.append(Tag(token.span, folded(written).upper()))
        elif token.kind == "TAG_VISIT":
            name = written.split()
            found.append(Tag(Span(token.start, token.start + 4), "OVIP"))
            found.append(Tag(Span(token.start + 5, token.end), f"{name[1]}, {name[2]}", person=True))
        elif token.kind == "TAG":
            found.extend(_unglued(token.span, written.upper()))
    return found


def _unglued(span: Span, written: str) -> Iterator[Tag]:
    """One tag, or the tags that a converter ran together."""
    parts = separated(written)
    at = span.start
    for part in parts:
        yield Tag(Span(at, at + len(part)), part, glued=len(parts) > 1)
        at += len(part)


def subject(text: str, span: Span) -> Subject:
    """The subject of a span that runs from its label to the last of its lines."""
    node = line(text, span, "subject_line")
    if node is None:
        return Subject(trimmed(text, span), "")
    mark = node.first("SUBJECT_MARK")
    first = mark or node.first("SUBJECT_TEXT")
    cell = node.first("CELL_END")
    end = cell.start if cell else span.end
    body = trimmed(text, Span(first.start, end)) if first else Span(end, end)
    return Subject(
        trimmed(text, span), unescaped(folded(body.of(text))), portion_mark(text, mark.span) if mark else None
    )


def portion_mark(text: str, span: Span) -> PortionMark:
    """A mark as the grammar found it: which brackets it has, and the words inside them."""
    span = trimmed(text, span)
    written = span.of(text)
    opened, closed = written[0] in "([{", written[-1] in ")]}"
    inner = written[opened : len(written) - closed].strip()
    uniform = _uniform(inner) if " " in inner and "ENTIRE" in inner.upper() else None
    return PortionMark(span, uniform or inner, opened, closed, uniform is not None)


def _uniform(inner: str) -> str | None:
    """The mark of `C - ENTIRE TEXT` or `This entire message is Confidential.`: as a bracketed mark would have it."""
    words = terminal("UNIFORM_WORD").findall(inner)
    mark = next((LETTERS.get(folded(word.upper()), word.upper()) for word in words), None)
    return f"{mark}/NF" if mark and "NOFORN" in inner else mark


LETTERS = {
    "TOP SECRET": "TS",
    "SECRET": "S",
    "CONFIDENTIAL": "C",
    "UNCLASSIFIED": "U",
    "LIMITED OFFICIAL USE": "LOU",
}
"""The letters of a mark by the class that a uniform one spells out."""


def classifier_block(text: str, lines: list[Span]) -> ClassifierBlock:
    """The classifier block of the spans of its lines: who classified, the reasons, until when."""
    span = trimmed(text, Span(lines[0].start, lines[-1].end))
    node = line(text, span, "classifier")
    tokens = node.tokens() if node else []
    mark = next((token for token in tokens if token.kind == "CLASSIFIER_MARK"), None)
    name = next((token for token in tokens if token.kind == "CLASSIFIER_NAME"), None)
    until = next((token for token in tokens if token.kind == "LINE"), None)
    return ClassifierBlock(
        span,
        _without_comma(text, name),
        tuple(term(text, token.span) for token in tokens if token.kind == "CLASSIFIER_REASON"),
        declassify_on=token_term(text, until),
        mark=portion_mark(text, mark.span) if mark else None,
    )


def _without_comma(text: str, name: Tok | None) -> Term | None:
    """The classifier, without the sign before the reason."""
    if name is None:
        return None
    words = name.span.of(text).rstrip(BLANKS + ",;:")
    return term(text, Span(name.start, name.start + len(words)))


def _class_level(level: str) -> str:
    """The class that a class line says: SENSITIVE BUT UNCLASSIFIED is unclassified, with words that say SENSITIVE."""
    return "UNCLASSIFIED" if level == "SBU" else level


def class_of_banner(banner: BannerLine, post: Term | None = None, number: Term | None = None) -> ClassLine:
    """The class line of a layout that prints the class alone: a SMART banner, the head of a draft or of a page."""
    level = _class_level(banner.level) if banner.level else None
    return ClassLine(banner.span, Term(banner.span, banner.text), level, post=post, number=number)


def smart_number(mrn: Term) -> tuple[Term | None, Term | None]:
    """Post and number of `11 TEL AVIV 4354`."""
    words = mrn.text.split()
    if len(words) < 2 or not words[-1].isdigit():
        return None, None
    names = words[1:-1] if words[0].isdigit() else words[:-1]
    end = mrn.span.end
    number = Term(Span(end - len(words[-1]), end), words[-1])
    start = mrn.span.start + mrn.text.index(names[0]) if names else mrn.span.start
    return (Term(Span(start, number.span.start - 1), " ".join(names)) if names else None), number
