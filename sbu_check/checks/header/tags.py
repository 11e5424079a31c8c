"""Rules of the TAGS line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.document import label
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import Tag
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

_OCR = str.maketrans("0158", "OISB")


def tag_unknown(cable: Cable, context: Context) -> Iterator[Finding]:
    """A tag that no list has. Values: `tag`, `meant`."""
    vocabulary = context.vocabulary
    for tag in cable.tags:
        if tag.glued or vocabulary.tag_known(tag.written) or not _listable(tag):
            continue
        if _parts(tag.written, vocabulary) or _repaired(tag.written, vocabulary):
            continue  # tag-glued reports it
        meant = vocabulary.tag_meant(tag.written) if len(tag.written) >= 4 else None
        # Organisations have four letters too: ASEM is not ASEC with a slip.
        slip = meant and (len(tag.written) > len(meant) or sorted(tag.written) == sorted(meant))
        variant = None if not meant else "misspelt" if slip else "near"
        yield Finding(tag.span, {"tag": tag.span, "meant": meant or ""}, variant=variant)


def tag_separator(cable: Cable, context: Context) -> Iterator[Finding]:
    """Commas between some tags and blanks between others. Values: none."""
    gaps = _gaps(cable)
    commas = sum("," in gap.of(cable.text) for gap in gaps)
    if 0 < commas < len(gaps):
        first = next(gap for gap in gaps if "," not in gap.of(cable.text))
        yield Finding(
            Span(cable.tags[0].span.start, cable.tags[-1].span.end),
            related=(Related(first, "no comma here"),),
            edits=tuple(Edit(gap, ", ") for gap in gaps if gap.of(cable.text) != ", "),
        )


def tag_duplicate(cable: Cable, context: Context) -> Iterator[Finding]:
    """A tag that its line holds more than once, reported at its first repeat. Values: `tag`."""
    line = sorted((*cable.tags, *cable.tags_again), key=lambda tag: tag.span)
    line = [tag for tag in line if cable.tags_line and cable.tags_line.holds(tag.span)]
    by: dict[str, list[int]] = {}
    for index, tag in enumerate(line):
        if _listable(tag):
            by.setdefault(tag.written, []).append(index)
    for first, *again in by.values():
        if again:
            holes = [Span(line[index - 1].span.end, line[index].span.end) for index in again]
            yield Finding(
                line[again[0]].span,
                {"tag": line[first].span},
                related=(Related(line[first].span, "it stands here already"),),
                edits=tuple(Edit(hole, "") for hole in holes),
            )


def tag_era_country(cable: Cable, context: Context) -> Iterator[Finding]:
    """Two letters that named another country than that of the subject. Values: `tag`, `meaning`, `other`, `year`."""
    year, subject = context.year, cable.subject
    if year is None or subject is None:
        return
    about = subject.text.casefold()
    for tag in cable.tags:
        meanings = context.vocabulary.country_meanings(tag.written)
        meaning = context.vocabulary.country_meaning(tag.written, year) if meanings else None
        if meaning is None or _named(meaning, about):
            continue
        other = next((name for name in meanings.values() if _named(name, about)), None)
        if other:
            values = {"tag": tag.span, "meaning": meaning, "other": other, "year": year}
            yield Finding(tag.span, values, related=(Related(subject.span, "the subject names {other}"),))


def tag_glued(cable: Cable, context: Context) -> Iterator[Finding]:
    """Tags run together, or a digit for a letter. Values: `written`, `parts`, `tag`, `meant`."""
    vocabulary = context.vocabulary
    between = ", " if any("," in gap.of(cable.text) for gap in _gaps(cable)) else " "
    for group in _run_together(cable):
        if not all(vocabulary.tag_known(tag.written) for tag in group):
            continue
        edits = tuple(Edit(Span(tag.span.start, tag.span.start), between) for tag in group[1:])
        span = Span(group[0].span.start, group[-1].span.end)
        yield Finding(span, {"written": span, "parts": tuple(tag.written for tag in group)}, edits=edits)
    for tag in cable.tags:
        if tag.glued or vocabulary.tag_known(tag.written) or not _listable(tag):
            continue
        if parts := _parts(tag.written, vocabulary):
            at = tag.span.start + len(parts[0])
            edit = Edit(Span(at, at), between)
            yield Finding(tag.span, {"written": tag.span, "parts": parts}, edits=(edit,))
        elif meant := _repaired(tag.written, vocabulary):
            edit = Edit(tag.span, meant)
            yield Finding(tag.span, {"tag": tag.span, "meant": meant}, variant="digit", edits=(edit,))


def tags_label_typo(cable: Cable, context: Context) -> Iterator[Finding]:
    """A TAGS label that is misspelt or lacks its colon. Values: `written`."""
    line = cable.tags_line
    if line is None:
        return
    written = label(cable.text, line.start)
    words = written.of(cable.text)
    if words and words.replace(" ", "").upper() != "TAGS:":
        yield Finding(written, {"written": written}, edits=(Edit(written, "TAGS:"),))


def tag_person_form(cable: Cable, context: Context) -> Iterator[Finding]:
    """A name after OVIP that is not in brackets. Values: `tag`."""
    for before, tag in pairwise(cable.tags):
        if before.written != "OVIP" or cable.text[tag.span.start] == "(":
            continue
        name = _word_at(cable.text, tag.span.start) if tag.glued else tag.span
        words = name.of(cable.text)
        if tag.person or (len(words) > 4 and words.isalpha() and not context.vocabulary.tag_known(words)):
            yield Finding(name, {"tag": name})


def tag_restricted_use(cable: Cable, context: Context) -> Iterator[Finding]:
    """A sign that no tag has. Values: `tag`, `sign`."""
    for tag in cable.tags:
        found = None if tag.person else terminal("TAG_FOREIGN").search(tag.written)
        if found:
            yield Finding(
                tag.span,
                {"tag": tag.span, "sign": found[0] if found[0].isprintable() else "control character"},
            )


def _listable(tag: Tag) -> bool:
    """Whether it is a tag that the lists could hold: no person, no N/A, no strange sign."""
    return (
        not tag.person
        and tag.written not in {"N/A", "NA", "NONE"}
        and not terminal("TAG_FOREIGN").search(tag.written)
    )


def _word_at(text: str, start: int) -> Span:
    """Return the letters at an offset, also across tags that were read as separate."""
    end = start
    while text[end : end + 1].isalpha():
        end += 1
    return Span(start, end)


def _run_together(cable: Cable) -> list[list[Tag]]:
    """The groups of tags that were written without anything between them."""
    groups: list[list[Tag]] = []
    for tag in cable.tags:
        if tag.glued and groups and groups[-1][-1].span.end == tag.span.start:
            groups[-1].append(tag)
        elif tag.glued:
            groups.append([tag])
    return [group for group in groups if len(group) > 1]


def _parts(tag: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The two tags that a glued one is made of: one of them a subject tag."""
    if len(tag) not in {6, 8} or not tag.isalpha():
        return None
    for at in (2, 4) if len(tag) == 6 else (4,):
        parts = tag[:at], tag[at:]
        if all(vocabulary.tag_known(part) for part in parts) and any(
            len(part) == 4 and vocabulary.tag_kind(part) in {"subject", "program"} for part in parts
        ):
            return parts
    return None


def _repaired(tag: str, vocabulary: Vocabulary) -> str | None:
    """The known tag that a reader of letters took for digits."""
    meant = tag.translate(_OCR)
    return meant if len(tag) >= 4 and meant != tag and vocabulary.tag_known(meant) else None


def _gaps(cable: Cable) -> list[Span]:
    """Return the gaps between neighbouring tags that hold only separators."""
    gaps = [Span(one.span.end, other.span.start) for one, other in pairwise(cable.tags) if not other.person]
    return [gap for gap in gaps if gap.start < gap.end and not gap.of(cable.text).strip(", ")]


def _named(name: str, about: str) -> bool:
    """Whether the words name the country, without what its name has in brackets."""
    head = name.partition(" (")[0].casefold()
    return head in about and re.search(rf"\b{re.escape(head)}\b", about) is not None
