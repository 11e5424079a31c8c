"""Rules of the blocks of a text (Summary, Comment), and of the reason for a NIACT precedence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common import prose
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, TextBlock
    from sbu_check.checks.common.context import Context


def summary_pair(cable: Cable, context: Context) -> Iterator[Finding]:
    """A summary that is not ended. Values: `block`, `ending`."""
    return _unclosed(cable, "summary")


def comment_pair(cable: Cable, context: Context) -> Iterator[Finding]:
    """A comment that is not ended; variant `last` if it opens the last paragraph. Values: `block`, `ending`."""
    return _unclosed(cable, "comment")


def text_pair(cable: Cable, context: Context) -> Iterator[Finding]:
    """A quoted text that is begun and not ended. Values: `block`, `ending`."""
    return _unclosed(cable, "text")


def stray_end(cable: Cable, context: Context) -> Iterator[Finding]:
    """The end of a block that nothing begins. Values: `block`, `ending`.

    A block may begin in words that are no opener by form ("Text follows", a garbled "Begin text"). If its word
    is a title anywhere since the last such block, nothing is reported.
    """
    since: dict[str, int] = {}
    for block in sorted(cable.blocks, key=_closes):
        if block.closer is None:
            continue
        word = block.kind.split()[0]
        start = since.get(word, cable.header.end)
        since[word] = block.closer.end
        if block.opener is None and not any(
            cable.text.find(title, start, block.closer.start) >= 0 for title in (word.upper(), word.title())
        ):
            yield Finding(block.closer, {"block": block.kind, "ending": block.closer}, paragraph=block.last)


def _closes(block: TextBlock) -> int:
    return block.closer.start if block.closer else 0


def niact_reason(cable: Cable, context: Context) -> Iterator[Finding]:
    """A NIACT precedence whose reason the first paragraph does not give."""
    places = [term.span for term in cable.routing.precedence if term.text.upper().startswith("NIACT")]
    places += [
        to.span for to in cable.routing.recipients if (to.precedence or "").upper().startswith("NIACT")
    ]
    if places and cable.paragraphs:
        first = cable.paragraphs[0]
        if not any(prose.URGENT.search(cable.text, *part) for part in first.body):
            yield Finding(places[0], related=(Related(first.span, "this paragraph should say why"),))


def _unclosed(cable: Cable, kind: str) -> Iterator[Finding]:
    """The blocks of one kind that lack their end. A "summary and comment" is a summary."""
    for block in cable.blocks:
        if block.closer is not None or block.opener is None or block.kind.split()[0] != kind:
            continue
        if _bracketed(cable.text, Span(block.opener.start, cable.paragraphs[block.last].span.end)):
            continue
        loud = block.opener.of(cable.text).isupper()
        ending = f"END {block.kind.upper()}" if loud else f"End {block.kind}"
        end = cable.paragraphs[block.last].span.end
        yield Finding(
            block.opener,
            {"block": block.kind, "ending": ending},
            variant="last" if block.first == len(cable.paragraphs) - 1 else None,
            edits=(Edit(Span(end, end), f" {ending}."),),
            paragraph=block.first,
        )


def _bracketed(text: str, block: Span) -> bool:
    """Whether a block is in brackets that close before its paragraph ends: they end it as words do."""
    if text[block.start - 1 : block.start] != "(":
        return False
    depth = 1
    for bracket in prose.BRACKET.finditer(text, *block):
        depth += 1 if bracket[0] == "(" else -1
        if depth == 0:
            return True
    return False
