"""The parts of a mark as its text parts them: blocks and items, by `portion.lark` and `banner.lark`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.grammar import Node, NotRead, Tok, load
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.marking.data import Place


class MarkItem(NamedTuple):
    """The words between two separators, in capitals; hyphens and commas are words of their own."""

    span: Span
    words: tuple[str, ...]
    places: tuple[Span, ...]
    """The place of each word."""

    def cut(self, start: int, stop: int | None = None) -> MarkItem:
        """Some of its words."""
        places = self.places[start:stop]
        # The list of a control may come before its word: the first in meaning is not the first in the text.
        span = Span(min(place.start for place in places), max(place.end for place in places))
        return MarkItem(span, self.words[start:stop], places)


class Text(NamedTuple):
    """A mark in its parts. `inner` is the text inside the brackets; `stray` the offset of a bracket within it."""

    inner: Span
    blocks: tuple[tuple[MarkItem, ...], ...] = ()
    opened: bool = False
    closed: bool = False
    round: bool = True
    entire: Span | None = None
    stray: int | None = None

    @property
    def items(self) -> Iterable[MarkItem]:
        """Every item in order."""
        for block in self.blocks:
            yield from block


def split(text: str, place: Place) -> Text:
    """The parts of a mark; a bracket inside it leaves `stray` set and no blocks."""
    try:
        tree = load(place).read(text)
    except NotRead as error:
        return Text(Span(0, len(text)), stray=error.at)
    opening, closing = tree.first("OPEN"), tree.first("CLOSE")
    tokens = tree.all("mark")[0].tokens()
    start = opening.end if opening else tokens[0].start if tokens else 0
    inner = Span(start, closing.start if closing else tokens[-1].end if tokens else start)
    entire = next((token.span for token in tokens if token.kind == "ENTIRE"), None)
    blocks = tuple(_blocks(tree.all("mark")[0], text, start))
    return Text(
        inner,
        blocks=_without_entire(blocks, entire) if entire else blocks,
        opened=opening is not None,
        closed=closing is not None,
        round=all(text[token.start] in "()" for token in (opening, closing) if token),
        entire=entire,
    )


def _blocks(mark: Node, text: str, at: int) -> Iterator[tuple[MarkItem, ...]]:
    """The blocks of a mark that starts at `at`; an item without words has its place after the separator before it."""
    for block in mark.children:
        if isinstance(block, Tok):
            at = block.end
            continue
        items: list[MarkItem] = []
        for child in block.children:
            if isinstance(child, Node):
                tokens = child.tokens()
                items.append(_item(tokens, text) if tokens else MarkItem(Span(at, at), (), ()))
            else:
                at = child.end
        yield tuple(items)


def _item(tokens: list[Tok], text: str) -> MarkItem:
    spelled = tuple("-" if token.kind == "DASH" else token.span.of(text).upper() for token in tokens)
    return MarkItem(Span(tokens[0].start, tokens[-1].end), spelled, tuple(token.span for token in tokens))


def _without_entire(blocks: Iterable[tuple[MarkItem, ...]], entire: Span) -> tuple[tuple[MarkItem, ...], ...]:
    """The blocks without the words "entire text" and the hyphens beside them."""
    return tuple(tuple(_trimmed(item, entire) for item in block) for block in blocks)


def _trimmed(item: MarkItem, entire: Span) -> MarkItem:
    if entire not in item.places:
        return item
    kept = [n for n, place in enumerate(item.places) if place != entire]
    while kept and item.words[kept[-1]] == "-":
        kept.pop()
    while kept and item.words[kept[0]] == "-":
        kept.pop(0)
    if not kept:
        return MarkItem(item.span, (), ())
    places = tuple(item.places[n] for n in kept)
    return MarkItem(Span(places[0].start, places[-1].end), tuple(item.words[n] for n in kept), places)
