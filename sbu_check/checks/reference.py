"""Rules of the REF line, and of the references to it in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.names import post
from sbu_check.checks.common import prose
from sbu_check.checks.common.document import copied, paragraph_at, whole
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from sbu_check.cable.elements import Reference
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_SPELLINGS = ("ref", "Ref", "REF")

_NEAR = 10
"""Numbers after the cable's own that cables may have which were written together with it."""

_EARLY = 3
"""Months of a year in which cables refer to the year before, often without it."""

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_ADDRESS_NAMES = ("SECSTATE", "AMEMBASSY", "AMCONSUL", "USMISSION")


def ref_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """A reference that is not shaped as one. Values: `text`."""
    items = cable.references if cable.layout != "edition" else ()
    for index, reference in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        # A number on its own is the second half of the item before, which a line end divided.
        if reference.shaped or _number_only(reference) or (following and _number_only(following)):
            continue
        place = reference.kind == "other" and context.vocabulary.post_known(_without_label(reference))
        yield Finding(reference.span, {"text": reference}, variant="post" if place else None)


def ref_letters(cable: Cable, context: Context) -> Iterator[Finding]:
    """Letters of references that are not A, B, C in turn. Values: `label`, `expected`."""
    expected, before = "A", None
    due = ""  # after a wrong letter, what would follow the right one
    for reference in cable.references:
        letter = _letter(reference)
        if letter is None:
            expected = expected if before else ""  # after any first item, the next may be B
            continue
        wrong = expected and letter not in {expected, due} and not (letter == "A" and before is not None)
        if wrong:
            repeated = before is not None and letter == _letter(before)
            yield Finding(
                reference.span,
                {"label": letter, "expected": expected},
                related=(Related(before.span, "the reference before"),) if before else (),
                variant="copy" if copied(cable) else "repeated" if repeated else None,
            )
        due = chr(ord(expected) + 1) if wrong else ""
        expected, before = chr(ord(letter) + 1), reference


def ref_body_match(cable: Cable, context: Context) -> Iterator[Finding]:
    """References that the text names and the list lacks. Values: `label`, `last`."""
    if not whole(cable):
        return
    if not cable.references:
        for index, found in _mentions(cable, ("eftel", "EFTEL"), prose.REFTEL):
            yield Finding(Span(*found.span()), variant="none", paragraph=index)
            return
        return
    listed, variant = _listed(cable)
    seen = set(listed)
    for index, cited in _mentions(cable, _SPELLINGS, prose.CITED) if listed else ():
        for letter in prose.CITED_LETTER.finditer(cable.text, *cited.span(1)):
            if letter[0] in seen:
                continue
            seen.add(letter[0])
            only = len(cited[1].strip("() \r\n\t")) == 1
            yield Finding(
                Span(*(cited if only else letter).span()),
                {"label": letter[0], "last": listed[-1]},
                related=(Related(cable.references[-1].span, "the last reference"),),
                variant=variant,
                paragraph=index,
            )


def _listed(cable: Cable) -> tuple[str, str | None]:
    """The letters that the text may name, and the variant of the message; no letter if the list has a gap."""
    letters = "".join(letter for reference in cable.references if (letter := _letter(reference)))
    if not letters and all(reference.kind == "cable" and reference.number for reference in cable.references):
        return _ALPHABET[: len(cable.references)], "unlettered"
    return (letters, None) if len(letters) > 1 and letters == _ALPHABET[: len(letters)] else ("", None)


def ref_future(cable: Cable, context: Context) -> Iterator[Finding]:
    """A reference of a later year than the cable, or to a later number of its own post and year.

    Numbers of a post go up through the year. Values: `text`, `own`.
    """
    for reference in cable.references:
        if context.year is not None and reference.year is not None and reference.year > context.year:
            yield Finding(reference.span, {"text": reference, "own": context.year})
    for reference, own, distance in _own_series(cable, context) if cable.layout != "draft" else ():
        if distance <= 0 or (reference.year and not context.year):
            continue
        early = context.on is not None and context.on.month <= _EARLY and reference.year is None
        yield Finding(
            reference.span,
            {"text": reference, "own": own},
            (Related(own, "the cable's own number"),),
            variant="near"
            if distance <= _NEAR
            else "before"
            if early
            else "copy"
            if copied(cable)
            else "number",
        )


def ref_self(cable: Cable, context: Context) -> Iterator[Finding]:
    """A reference to the cable itself."""
    for reference, own, distance in _own_series(cable, context):
        if distance == 0:
            yield Finding(
                reference.span, {"text": reference}, related=(Related(own, "the cable's own number"),)
            )


def _own_series(cable: Cable, context: Context) -> Iterator[tuple[Reference, Span, int]]:
    """References to the cable's own post and year, each with the own number and the distance of theirs from it."""
    line = cable.classification
    if line is None or line.post is None or line.number is None or not line.number.text.isdecimal():
        return
    posts = {_joined(line.post.text), _joined(post(line.post.text))}
    for reference in cable.references:
        number = reference.number or ""
        if reference.kind != "cable" or not number.isdecimal() or _joined(reference.post or "") not in posts:
            continue
        if reference.year is None or context.year is None or reference.year == context.year:
            yield reference, line.number.span, int(number) - int(line.number.text)


def ref_duplicate(cable: Cable, context: Context) -> Iterator[Finding]:
    """A cable that the list names twice. Values: `text`."""
    seen: dict[tuple[str, str, int | None], Reference] = {}
    for reference in cable.references:
        if reference.kind != "cable" or not reference.post or not reference.number:
            continue
        key = _joined(reference.post), reference.number.lstrip("0"), reference.year or context.year
        first = seen.setdefault(key, reference)
        if first is not reference:
            yield Finding(
                reference.span, {"text": reference}, related=(Related(first.span, "the same cable"),)
            )


def _mentions(
    cable: Cable, words: tuple[str, ...], form: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield matches of a pattern with one of the words in the cable's own prose; quoted text has other references."""
    text, places = cable.text, set[int]()
    for word in words:
        at = text.find(word, cable.header.end, cable.span.end)
        while at >= 0:
            places.add(at)
            at = text.find(word, at + 1, cable.span.end)
    for at in sorted(places):
        index = paragraph_at(cable, at)
        # `find` may have met the second letter of the word.
        found = form.match(text, at) or form.match(text, at - 1)
        if index is None or found is None:
            continue
        paragraph = cable.paragraphs[index]
        if paragraph.role != "quoted" and paragraph.inherits is None:
            yield index, found


def _letter(reference: Reference) -> str | None:
    """Return the letter of an item if it is written; further cables under one letter do not repeat it."""
    label = reference.label or ""
    written = reference.text.lstrip("¶( [{").upper().removeprefix("REF ")[:2]
    return label if label.isalpha() and written[:1] == label and not written[1:].isalnum() else None


def _number_only(reference: Reference) -> bool:
    return reference.label is None and reference.text.strip(" .,;").isdigit()


def _without_label(reference: Reference) -> str:
    words = reference.text.strip(" .,")
    return words.split(" ", 1)[-1] if reference.label and " " in words else words


def _joined(name: str) -> str:
    return name.replace(" ", "").upper()


def reference_address(cable: Cable, context: Context) -> Iterator[Finding]:
    """A reference that calls a post by its address, SECSTATE or AMEMBASSY. Values: `written`, `post`."""
    for one in cable.references:
        name = (one.written_post or "").upper()
        if name.startswith(_ADDRESS_NAMES):
            first, _, rest = name.partition(" ")
            meant = "STATE" if first == "SECSTATE" else rest
            if meant and meant != name:
                start = cable.text.find(one.written_post or "", *one.span)
                span = one.span if start < 0 else Span(start, start + len(name))
                yield Finding(span, {"written": span, "post": meant})
