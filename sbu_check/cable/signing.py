"""The end of a text: who signs it, and the lines below the name that belong to no paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.model import Signature
from sbu_check.cable.prose import ENDS, Draft, TextReader
from sbu_check.cable.terminals import folded, lines, terminal, trimmed
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NO_NAMES = {
    "END",
    "COMMENT",
    "SUMMARY",
    "TEXT",
    "NOTE",
    "REGARDS",
    "NOFORN",
    "UNCLASSIFIED",
    "BACKGROUND",
    "INTRODUCTION",
}
"""Words that are not a signature when they are alone on a last line."""
MOST_BELOW = 8
"""Lines that may follow a signature."""
SHORTEST = 4
"""Letters of a name in small letters; fewer are the initials of a typist."""
JUNK = 4
"""Signs of a line that repeats one letter: a circuit or a scanner made it."""
WRAPPED = 45
"""Characters of a line that may go on in the next one."""
SIGNS = "#. \t\r\f"
"""What a typist or a printer leaves after a name, besides blanks."""


class _Line(NamedTuple):
    """One of the last lines of a text, with the paragraph and the run of prose that hold it."""

    draft: int
    run: int
    span: Span


def sign_off(
    text: str, reader: TextReader, fields: Sequence[Signature]
) -> tuple[tuple[Signature, ...], Span | None]:
    """Take the signature and what may follow it off the end of the text; then the signature fields."""
    found, trailer = _signed(text, reader.drafts)
    reader.drafts = [d for d in reader.drafts if d.runs or d.number or d.marks]
    return (*([found] if found else []), *fields), trailer


def _signed(text: str, drafts: list[Draft]) -> tuple[Signature | None, Span | None]:
    """The signature above the lines that may follow one; those of a printer go in any case."""
    site: Span | None = None
    printed: _Line | None = None
    for count, line in enumerate(_last_lines(text, drafts)):
        kind = _kind(text, line.span)
        if kind == "name" and _signs(text, drafts, line):
            _cut(text, drafts, line)
            return _signature(text, line.span), site or _trailer(text, drafts)
        if kind == "printed" and (printed or count == 0):
            printed = line
        if kind == "site":
            site = Span(line.span.start, site.end if site else line.span.end)
        if kind in {"", "name"} or count == MOST_BELOW:
            break
    if printed:
        _cut(text, drafts, printed)
    return _after_sentence(text, drafts), _trailer(text, drafts)


def _last_lines(text: str, drafts: list[Draft]) -> Iterator[_Line]:
    """The lines of the text that hold a letter or a digit, from the last one up."""
    for index in range(len(drafts) - 1, -1, -1):
        for run in range(len(drafts[index].runs) - 1, -1, -1):
            whole = drafts[index].runs[run]
            for line in reversed(list(lines(text, whole))):
                yield _Line(index, run, line)


def _kind(text: str, span: Span) -> str:
    """What a last line is: a name, or what may follow one; "" for prose."""
    words = span.of(text).strip()
    letters = [sign for sign in words.upper() if sign.isalnum()]
    if (
        not letters
        or (len(letters) >= JUNK and len(set(letters)) == 1)
        or terminal("PRINTED_BELOW").fullmatch(words)
    ):
        return "printed"
    if terminal("SITE_BELOW").search(words):
        return "site"
    if terminal("TITLE_BELOW").fullmatch(words) or terminal("ADDRESS_BELOW").match(words):
        return "title"
    name = words.lstrip("> ").rstrip(SIGNS)
    if NO_NAMES & set(name.upper().split()):
        return ""
    initials = name.islower() and len(name) < SHORTEST
    return "name" if terminal("SIGNED").fullmatch(name) and name[-1] != "-" and not initials else ""


def _signs(text: str, drafts: list[Draft], line: _Line) -> bool:
    """Whether a name has its line to itself, and the sentence before it has ended where it has small letters."""
    draft = drafts[line.draft]
    run = draft.runs[line.run]
    at = line.span.start
    first = line.run == 0 and not run.of(text)[: at - run.start].strip()
    if first and draft.number is not None and "\n" not in text[draft.number.span.end : at]:
        return False
    name = line.span.of(text).strip(SIGNS + ">")
    before = _before(draft, text, line)
    if name.isupper():
        # The last word of a sentence in capitals ends a paragraph whose lines are full.
        above = text[max(text.rfind("\n", 0, max(at - 1, 0)), run.start) : at].strip()
        return before in ENDS or len(above) < WRAPPED or not above.isupper()
    # After a colon, a word in small letters is what the colon announces.
    return before in ENDS and not (name.islower() and before in ":;")


def _before(draft: Draft, text: str, line: _Line) -> str:
    """The last character of the prose before a line, "." when there is none."""
    run = draft.runs[line.run]
    head = trimmed(text, Span(run.start, line.span.start))
    if head.end > head.start:
        return text[head.end - 1]
    return text[draft.runs[line.run - 1].end - 1] if line.run else "."


def _after_sentence(text: str, drafts: list[Draft]) -> Signature | None:
    """A name after the last sentence, on its line."""
    draft = next((one for one in reversed(drafts) if one.runs), None)
    if draft is None:
        return None
    run = draft.runs[-1]
    at = text.rfind("\n", run.start, run.end) + 1 or run.start
    after = text.rfind(". ", max(at, run.end - 45), run.end)
    # A single letter before the stop is a label or an initial.
    word = after > at and text[after - 2 : after].isalpha()
    if word and terminal("SIGNED_AFTER").fullmatch(text, after, run.end):
        name = Span(after + 2, run.end)
        if not NO_NAMES & set(name.of(text).upper().split()):
            _cut_run(draft, text, after + 1)
            return _signature(text, name)
    return None


def _cut(text: str, drafts: list[Draft], line: _Line) -> None:
    """Take a line, and all that follows it, off the text."""
    draft = drafts[line.draft]
    del draft.runs[line.run + 1 :]
    _cut_run(draft, text, line.span.start)
    for later in drafts[line.draft + 1 :]:
        later.runs.clear()


def _cut_run(draft: Draft, text: str, at: int) -> None:
    run = draft.runs.pop()
    rest = trimmed(text, Span(run.start, at))
    if rest.end > rest.start:
        draft.runs.append(rest)


def _signature(text: str, span: Span) -> Signature:
    span = trimmed(text, span)
    while text[span.start] in "> ":  # the sign of a line that an e-mail quotes
        span = Span(span.start + 1, span.end)
    span = Span(span.start, span.start + len(span.of(text).rstrip(SIGNS)))
    name = folded(span.of(text))
    half = name[: len(name) // 2]
    return Signature(span, half if name == f"{half} {half}" else name)


def _trailer(text: str, drafts: list[Draft]) -> Span | None:
    """The last lines of the text where they only point to a post's site."""
    draft = next((one for one in reversed(drafts) if one.runs), None)
    if draft is None:
        return None
    run = draft.runs[-1]
    link = text.rfind("://", run.start, run.end)
    if link < 0 or run.end - link > 200:
        return None
    above = text.rfind(
        "\n", run.start, text.rfind("\n", run.start, link) if text.rfind("\n", run.start, link) > 0 else link
    )
    at = above + 1 if above > 0 else run.start
    if "isit" not in text[at:link]:
        return None
    trailer = trimmed(text, Span(at, run.end))
    _cut_run(draft, text, at)
    return trailer
