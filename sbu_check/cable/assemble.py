"""From drafts of paragraphs to the paragraphs of the model: signature, roles, subparagraphs, artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.elements import Term
from sbu_check.cable.header_lines import portion_mark
from sbu_check.cable.model import Artifact, Paragraph, Role, Signature, Subparagraph
from sbu_check.cable.prose import ENDS, Draft, TextReader
from sbu_check.cable.terminals import folded, terminal, trimmed
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def sign_off(
    text: str, reader: TextReader, fields: Sequence[Signature]
) -> tuple[tuple[Signature, ...], Span | None]:
    """Take the signature, and a site trailer before it, off the last paragraph; then the signature fields."""
    found: list[Signature] = []
    trailer = None
    for draft in reversed(reader.drafts):
        _drop_rules(text, draft)
        if draft.runs:
            name = _signed(text, draft)
            if name:
                found.append(name)
            trailer = _trailer(text, draft)
            break
    reader.drafts = [d for d in reader.drafts if d.runs or d.number or d.marks]
    return (*found, *fields), trailer


def _drop_rules(text: str, draft: Draft) -> None:
    """Take the lines without a letter off the end: the rule that a converter draws under the text."""
    while draft.runs:
        run = draft.runs[-1]
        at = text.rfind("\n", run.start, run.end) + 1 or run.start
        if any(map(str.isalnum, text[at : run.end])):
            return
        _cut(draft, text, at)


def _signed(text: str, draft: Draft) -> Signature | None:
    run = draft.runs[-1]
    at = text.rfind("\n", run.start, run.end) + 1 or run.start
    if (
        at > run.start
        or len(draft.runs) > 1
        or draft.number is None
        or "\n" in text[draft.number.span.end : at]
    ):
        line = Span(at, run.end)
        if terminal("SIGNED").fullmatch(text, line.start, line.end) and _is_name(line.of(text)):
            before = _before(draft, text, at)
            if line.of(text).strip().isupper() or before in ENDS:
                _cut(draft, text, at)
                return _signature(text, line)
    line = Span(at, run.end)
    after = text.rfind(". ", max(at, run.end - 45), run.end)
    if after >= 0 and terminal("SIGNED_AFTER").fullmatch(text, after, run.end):
        name = Span(after + 2, run.end)
        if _is_name(name.of(text)):
            _cut(draft, text, after + 1)
            return _signature(text, name)
    return None


def _before(draft: Draft, text: str, at: int) -> str:
    """The last character of the prose before that place, "." when there is none."""
    run = draft.runs[-1]
    head = trimmed(text, Span(run.start, at))
    if head.end > head.start:
        return text[head.end - 1]
    return text[draft.runs[-2].end - 1] if len(draft.runs) > 1 else "."


def _is_name(written: str) -> bool:
    return not NO_NAMES & set(written.upper().split())


def _cut(draft: Draft, text: str, at: int) -> None:
    run = draft.runs.pop()
    rest = trimmed(text, Span(run.start, at))
    if rest.end > rest.start:
        draft.runs.append(rest)


def _signature(text: str, span: Span) -> Signature:
    span = trimmed(text, span)
    while text.startswith(">", span.start):  # the sign of a line that an e-mail quotes
        span = trimmed(text, Span(span.start + 1, span.end))
    name = folded(span.of(text))
    half = name[: len(name) // 2]
    return Signature(span, half if name == f"{half} {half}" else name)


def _trailer(text: str, draft: Draft) -> Span | None:
    """The last lines of the text where they only point to a post's site."""
    if not draft.runs:
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
    _cut(draft, text, at)
    return trailer


def assemble(
    text: str, reader: TextReader, verdicts: Mapping[int, str]
) -> tuple[tuple[Paragraph, ...], tuple[Artifact, ...]]:
    """The paragraphs and the artifacts of the text, in order."""
    paragraphs: list[Paragraph] = []
    numbered: int | None = None
    places = {id(draft): index for index, draft in enumerate(reader.order)}
    codes = {
        item.after: item.prose_before for item in reversed(reader.interruptions) if item.kind == "margin-code"
    }
    final: dict[int, int] = {}
    for draft in reader.drafts:
        place = places[id(draft)]
        role = _role(text, draft, verdicts.get(place))
        inherits = (
            numbered if role in {"quoted", "unnumbered"} and not draft.marks and not draft.heading else None
        )
        final[place] = len(paragraphs)
        withheld = _withheld(text, draft, codes.get(place))
        paragraphs.append(_paragraph(text, draft, role, inherits, withheld=withheld))
        if role in {"numbered", "inline"}:
            numbered = len(paragraphs) - 1
    artifacts = tuple(_artifacts(text, reader, paragraphs, final))
    return tuple(paragraphs), artifacts


def _role(text: str, draft: Draft, verdict: str | None) -> Role:
    if draft.number is None:
        return "unnumbered"
    if verdict == "quoted":
        return "quoted"
    at = draft.start - 1
    while at >= 0 and text[at] != "\n" and not text[at].isalnum():
        at -= 1
    return "inline" if at >= 0 and text[at] != "\n" else "numbered"


def _withheld(text: str, draft: Draft, before_code: int | None) -> bool:
    """Whether an exemption code is in the place of a paragraph's mark, with no word beside it.

    `before_code` is where the prose before the first code that interrupts the paragraph ends, None without one.
    """
    if draft.number is None or draft.marks:
        return False
    if before_code is not None and before_code <= draft.number.span.end:
        return True
    start = draft.runs[0].start if draft.runs else draft.end
    end = text.find("\n", start)
    line = text[start : len(text) if end < 0 else end]
    # Words after a code are words without a mark.
    return terminal("EXEMPTION").match(line) is not None and not any(
        map(str.isalnum, terminal("EXEMPTION").sub("", line))
    )


def _paragraph(text: str, draft: Draft, role: Role, inherits: int | None, *, withheld: bool) -> Paragraph:
    return Paragraph(
        Span(draft.start, max(draft.end, draft.start)),
        draft.number,
        draft.marks,
        tuple(draft.runs),
        role,
        subparagraphs=tuple(_subparagraphs(text, draft.runs)),
        inherits=inherits,
        heading=draft.heading,
        splits=tuple(draft.splits),
        withheld=withheld,
        misplaced=draft.misplaced,
    )


def _subparagraphs(text: str, runs: Sequence[Span]) -> Iterator[Subparagraph]:
    for run in runs:
        items = list(_items(text, run))
        ends = [*(start for start, _ in items[1:]), run.end][: len(items)]
        for (start, at), end in zip(items, ends, strict=True):
            label = trimmed(text, Span(start, at))
            mark = terminal("PORTION_MARK").match(text, at, run.end)
            if mark and text[mark.end() : mark.end() + 1].islower():
                mark = None  # `- (C)apital`
            span = trimmed(text, Span(label.start, end))
            yield Subparagraph(
                span, Term(label, label.of(text)), portion_mark(text, Span(*mark.span())) if mark else None
            )


def _items(text: str, run: Span) -> Iterator[tuple[int, int]]:
    """Places of the labels at the heads of the lines of a run of prose."""
    # A run begins after the indentation of its first line.
    before = run.start
    while before and text[before - 1] in " \t\f":
        before -= 1
    if (not before or text[before - 1] == "\n") and (first := terminal("ITEM_LABEL").match(text, *run)):
        yield first.span()
    for found in terminal("ITEM_LINE").finditer(text, *run):
        yield found.start() + 1, found.end()


def _artifacts(
    text: str, reader: TextReader, paragraphs: Sequence[Paragraph], final: Mapping[int, int]
) -> Iterator[Artifact]:
    for item in reader.interruptions:
        index = final.get(item.after)
        cuts = False
        if index is not None:
            body = paragraphs[index].body
            cuts = bool(body) and body[-1].start >= item.span.end and text[item.prose_before - 1] not in ENDS
        yield Artifact(item.kind, item.span, folded(item.span.of(text)), index, cuts)
