"""From drafts of paragraphs to the paragraphs of the model: roles, subparagraphs, artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.elements import Term
from sbu_check.cable.header_lines import portion_mark
from sbu_check.cable.model import Artifact, Paragraph, Role, Subparagraph
from sbu_check.cable.prose import ENDS, Draft, TextReader
from sbu_check.cable.terminals import folded, terminal, trimmed
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def assemble(text: str, reader: TextReader) -> tuple[tuple[Paragraph, ...], tuple[Artifact, ...]]:
    """The paragraphs and the artifacts of the text, in order."""
    paragraphs: list[Paragraph] = []
    numbered: int | None = None
    codes = {
        id(item.after): item.prose_before
        for item in reversed(reader.interruptions)
        if item.kind == "margin-code"
    }
    final: dict[int, int] = {}
    for draft in reader.drafts:
        role = _role(text, draft)
        inherits = (
            numbered if role in {"quoted", "unnumbered"} and not draft.marks and not draft.heading else None
        )
        final[id(draft)] = len(paragraphs)
        withheld = _withheld(text, draft, codes.get(id(draft)))
        paragraphs.append(_paragraph(text, draft, role, inherits, withheld=withheld))
        if role in {"numbered", "inline"}:
            numbered = len(paragraphs) - 1
    artifacts = tuple(_artifacts(text, reader, paragraphs, final))
    return tuple(paragraphs), artifacts


def _role(text: str, draft: Draft) -> Role:
    if draft.number is None:
        return "unnumbered"
    if draft.quoted:
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
        index = final.get(id(item.after))
        cuts = False
        if index is not None:
            body = paragraphs[index].body
            cuts = bool(body) and body[-1].start >= item.span.end and text[item.prose_before - 1] not in ENDS
        yield Artifact(item.kind, item.span, folded(item.span.of(text)), index, cuts)
