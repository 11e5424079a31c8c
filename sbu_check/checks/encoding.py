"""Rules of characters: converters' markup, typography, lost and misread letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.normalize import NO_BREAK, WIDTHLESS, normalize
from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import MARKDOWN_HEAD, in_prose, paragraph_at
from sbu_check.checks.common.words import CapitalWords, capital_words, one_finding, places_of, printed_copy
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_LINK = pattern(r"(?<!!)\[([^\[\]\n]*)\]\(([^()\s]*)\)")

_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,24}\d{0,2});")

_LONGEST = 28
"""Characters of the longest entity."""

PLAIN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "•": "-", "…": "..."}
"""Signs of a word processor, and their forms on a typewriter."""

_TYPOGRAPHY = pattern(f"[{''.join(PLAIN)}]")

_NO_BREAK = pattern(f"[{NO_BREAK}]")

_WIDTHLESS = pattern(f"[{WIDTHLESS}]")

_BACKSLASH = pattern(r"\\(?=\r?(?:\n|\Z))")

_DOUBLED = pattern(r"(?<!\r)\r+(?=\r\n)")

_RETURNS = pattern(r"(?<!\r)\r++(?!\n)")

_NO_ASCII = pattern(r"[^\x00-\x7f]")

_TYPED = ("archive", "telegram", "aad")

WORD_PROCESSED = 2008
"""From this year extracts usually hold typographic signs (counted in extracts of 2004 to 2010)."""

_LOOKS = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "/": "l", "!": "l", "5": "s", "8": "b", " ": None}
)

_DIGITS = str.maketrans("OoQIl|SsB", "000111558")

_ZERO = pattern(r"0[A-Za-z]{1,3}(?![A-Za-z0-9])")

_SIGNS = ("\\", "^", "|", "©", "®", "¥", "§")

_MISREAD = ((b"NN", b"M"), (b"RN", b"M"), (b"VV", b"W"), (b"EI", b"EL"), (b"OI", b"OL"), (b"AI", b"AL"))

_ADDRESS_SIGNS = ("://", "www.", "@", "?", "&")


def markdown_link(cable: Cable, context: Context) -> Iterator[Finding]:
    """Markdown links, those of a line reported together; links to an address stay. Values: `words`."""
    for run in _link_runs(cable):
        empty = [link for link in run if _leads_nowhere(link)]
        if empty:
            edits = (Edit(Span(*link.span()), link[1], Span(*link.span(1))) for link in empty)
            yield _links(cable, empty, None, *edits)
        if len(empty) < len(run):
            yield _links(cable, [link for link in run if not _leads_nowhere(link)], "address")


def _links(cable: Cable, links: list[re.Match[str]], variant: str | None, *edits: Edit) -> Finding:
    return Finding(
        Span(links[0].start(), links[-1].end()),
        {"words": tuple(Span(*link.span(1)) for link in links)},
        variant=variant,
        edits=edits,
        paragraph=paragraph_at(cable, links[0].start()),
    )


def _leads_nowhere(link: re.Match[str]) -> bool:
    """Whether a link has no address, or one within its page only."""
    return not link[2] or link[2].startswith("#")


def _link_runs(cable: Cable) -> Iterator[list[re.Match[str]]]:
    """The links of each line that has some."""
    text = cable.text
    if text.find("](", *cable.span) < 0:
        return
    run: list[re.Match[str]] = []
    for link in _LINK.finditer(text, *cable.span):
        if run and text.find("\n", run[-1].end(), link.start()) >= 0:
            yield run
            run = []
        run.append(link)
    if run:
        yield run


def html_entity(cable: Cable, context: Context) -> Iterator[Finding]:
    """Entities of HTML. Values: `entity`, `sign`."""
    if cable.text.find("&", *cable.span) < 0:
        return
    for match in _ENTITY.finditer(cable.text, *cable.span):
        sign = _sign(match[0])
        if sign != match[0]:
            span, sign = _to_the_end(cable.text, Span(*match.span()), sign)
            shown = sign if sign.isprintable() else f"U+{ord(sign[0]):04X}"
            paragraph = paragraph_at(cable, span.start)
            yield Finding(
                span, {"entity": span, "sign": shown}, edits=(Edit(span, sign),), paragraph=paragraph
            )


def smart_quotes(cable: Cable, context: Context) -> Iterator[Finding]:
    """Typographic signs in a cable older than word processors, reported once; a quoted text may have them.

    Values: `count`, `sign`.
    """
    year = context.year
    if cable.text.isascii() or cable.layout not in _TYPED or year is None or year >= WORD_PROCESSED:
        return
    places = [Span(*match.span()) for match in _TYPOGRAPHY.finditer(cable.text, *cable.span)]
    if places:
        quoted = {
            index for one in cable.blocks if one.kind == "text" for index in range(one.first, one.last + 1)
        }
        own = [place for place in places if paragraph_at(cable, place.start) not in quoted]
        edits = tuple(Edit(place, PLAIN[place.of(cable.text)]) for place in own)
        if own:
            yield Finding(own[0], {"count": len(own), "sign": own[0]}, edits=edits)


def line_end_noise(cable: Cable, context: Context) -> Iterator[Finding]:
    """Backslashes and stray returns at line ends, blanks that nobody sees as such: each kind once. Values: `count`."""
    text = cable.written or cable.text
    if text.find("\\", *cable.span) >= 0:
        yield from _noise(text, cable.span, _BACKSLASH, "", None)
    if text.find("\r", *cable.span) >= 0:
        yield from _noise(text, cable.span, _DOUBLED, "", "doubled")
        yield from _noise(
            text, cable.span, _RETURNS, "\r\n" if text.find("\r\n", *cable.span) >= 0 else "\n", "return"
        )
    if text.isascii():
        return
    if any(text.find(blank, *cable.span) >= 0 for blank in NO_BREAK):
        yield from _noise(text, cable.span, _NO_BREAK, " ", "blank")
    if any(text.find(sign, *cable.span) >= 0 for sign in WIDTHLESS):
        yield from _noise(text, cable.span, _WIDTHLESS, "", "widthless")


def ocr_confusable(cable: Cable, context: Context) -> Iterator[Finding]:
    """Letters for digits in the cable's number, and misread labels of the SMART print. Values: `written`, `meant`."""
    for line in cable.class_lines:
        if line.number and not line.number.text.isdecimal():
            meant = line.number.text.translate(_DIGITS)
            if meant.isdecimal():
                yield _misread(line.number.span, meant)
    if cable.layout == "smart":
        fields = {_folded(name): name for name in context.vocabulary.smart_fields}
        for label in terminal("ANY_LABEL").finditer(cable.text, *cable.header):
            name = fields.get(_folded(label[1]))
            if name and name.casefold() != label[1].casefold():
                yield _misread(Span(*label.span(1)), name)


def encoding_fallback(cable: Cable, context: Context) -> Iterator[Finding]:
    """A file that was read as Latin-1, reported once at the first sign outside ASCII."""
    if context.fallback and not cable.text.isascii():
        first = _NO_ASCII.search(cable.text)
        if first and cable.span.start <= first.start() < cable.span.end:
            yield Finding(Span(*first.span()), {"sign": Span(*first.span())})


def _noise(text: str, span: Span, signs: re.Pattern[str], by: str, variant: str | None) -> Iterator[Finding]:
    """One finding for all such signs; each is to be replaced by `by`."""
    places = [Span(*match.span()) for match in signs.finditer(text, *span)]
    if places:
        yield Finding(
            places[0],
            {"count": len(places)},
            variant=variant,
            edits=tuple(Edit(place, by * (place.end - place.start)) for place in places),
        )


def _misread(place: Span, meant: str) -> Finding:
    return Finding(place, {"written": place, "meant": meant}, edits=(Edit(place, meant),))


def _folded(label: str) -> str:
    """The label with signs that look alike made one sign."""
    return label.casefold().translate(_LOOKS)


def _to_the_end(text: str, span: Span, sign: str) -> tuple[Span, str]:
    """An entity that was converted more than once, `&amp;amp;lt;`, and the sign that it means."""
    while sign == "&":
        deeper = _ENTITY.match("&" + text[span.end : span.end + _LONGEST])
        inner = _sign(deeper[0]) if deeper else ""
        if deeper is None or inner == deeper[0]:
            break
        span, sign = Span(span.start, span.end + len(deeper[0]) - 1), inner
    return span, sign


def _sign(entity: str) -> str:
    """Return the sign of an entity, as a typist wrote it; the entity itself if it has none."""
    from html import unescape  # noqa: PLC0415 - its table of names is needed only for an entity

    sign = unescape(entity)
    if "\ufffd" in sign or sign.endswith(
        ";"
    ):  # no such number, or a name of which HTML knows the beginning only
        return entity
    return "".join(PLAIN.get(one, one) for one in normalize(sign))


def markdown_heading(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of a cable that a converter made headings of a Markdown page, reported once. Values: `count`."""
    text = cable.text
    start = cable.span.start
    if text.startswith(MARKDOWN_HEAD, start) or not (
        text.startswith("#", start) or text.find("\n#", *cable.span) >= 0
    ):
        return
    places = [Span(*found.span()) for found in terminal("MARKDOWN_HEADING").finditer(text, *cable.span)]
    if places:
        yield Finding(
            places[0],
            {"count": len(places)},
            related=tuple(Related(place, "and here") for place in places[1:]),
            paragraph=paragraph_at(cable, places[0].start),
        )


def misread(cable: Cable, context: Context) -> Iterator[Finding]:
    """Words that a scanner misread, as far as their signs or the text prove it. Values: `written`, `count`."""
    if cable.layout == "aad" or not printed_copy(cable) or not cable.paragraphs:
        return
    text, region = cable.text, Span(cable.paragraphs[0].span.start, cable.paragraphs[-1].span.end)
    places: set[Span] = set()
    for found in _ZERO.finditer(text, *region):
        if not text[found.start() - 1].isalnum() and text[found.start() - 1] not in ".,:":
            places.add(Span(*found.span()))
    for sign in _SIGNS:
        at = text.find(sign, *region)
        while at >= 0:
            if text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha():
                places.add(_word(text, at))
            at = text.find(sign, at + 1, region.end)
    for word in _proved(capital_words(context)):
        places.update(places_of(cable, word.decode()))
    real = sorted(place for place in places if _damaged(text, place) and in_prose(cable, place))
    if real:
        yield one_finding(cable, real)


def _proved(known: CapitalWords) -> Iterator[bytes]:
    """Yield rare words that occur in the text in another form, with one group of letters misread."""
    text = b" ".join((b"", *known.rare, b""))
    for wrong, right in _MISREAD:
        at = text.find(wrong)
        while at >= 0:
            start, end = text.rfind(b" ", 0, at) + 1, text.find(b" ", at)
            if text[start:at] + right + text[at + len(wrong) : end] in known.every:
                yield text[start:end]
            at = text.find(wrong, at + 1)


def _damaged(text: str, place: Span) -> bool:
    """Whether the signs of a place are misread letters, not an address, a table or a rule."""
    word = place.of(text)
    return any(map(str.isalpha, word)) and not any(part in word for part in _ADDRESS_SIGNS) and len(word) < 40


def _word(text: str, at: int) -> Span:
    """The place, widened to the blanks on either side."""
    start, end = at, at + 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)
