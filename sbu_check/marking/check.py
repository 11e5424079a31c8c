"""The form of a mark that was understood: brackets, separators, spelling, order, era."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.marking.data import HOME, Control, Level, MarkingTables, Notation, Place, register_order
from sbu_check.marking.model import MarkProblem
from sbu_check.marking.write import ORDERS
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sbu_check.marking.recognize import RecognizedTerm
    from sbu_check.marking.split import Text

_PLACES: dict[Place, str] = {"portion": "portion mark", "banner": "banner"}


def brackets(text: Text, size: int, notation: Notation, suggestion: str | None) -> Iterator[MarkProblem]:
    """Brackets that are missing or not round; a text without any is taken for the inside of a mark."""
    if text.opened and not text.closed:
        place, message = Span(text.inner.end, size), "the closing bracket is missing"
    elif text.closed and not text.opened:
        place, message = Span(0, text.inner.start), "the opening bracket is missing"
    elif not text.round:
        place, message = Span(0, size), "a portion mark needs round brackets"
    else:
        return
    yield MarkProblem(place, "bracket", message, notation.source, suggestion)


def gaps(text: Text, notation: Notation) -> Iterator[MarkProblem]:
    """Separators with nothing beside them, but for the leading one of a foreign classification."""
    if notation.loose:
        return
    for number, block in enumerate(text.blocks):
        leading = number == 0 and len(block) == 1 and len(text.blocks) > 1
        for item in block:
            if not item.words and not leading:
                place = Span(max(item.span.start - 1, text.inner.start), item.span.end)
                yield MarkProblem(place, "form", "a separator has nothing beside it", notation.source)


def misread(
    found: Iterable[RecognizedTerm], written: str, canonical: str, notation: Notation
) -> Iterator[MarkProblem]:
    """Words that a scanner took for others."""
    for piece in found:
        if piece.meant:
            message = f'"{piece.item.span.of(written)}" looks like {piece.meant} misread'
            yield MarkProblem(piece.item.span, "lookalike", message, notation.source, canonical)


def style(
    found: Sequence[RecognizedTerm],
    text: Text,
    written: str,
    canonical: str,
    tables: MarkingTables,
    place: Place,
) -> Iterator[MarkProblem]:
    """The first thing that is written otherwise than the system writes it, the meaning being clear."""
    notation = tables.notation
    if notation.loose or text.entire or text.inner.of(written) == canonical:
        return
    for message, span in _oddities(found, text, written, canonical, tables, place):
        yield MarkProblem(span, "style", message, notation.source, canonical)
        return


def _oddities(
    found: Sequence[RecognizedTerm],
    text: Text,
    written: str,
    canonical: str,
    tables: MarkingTables,
    place: Place,
) -> Iterator[tuple[str, Span]]:
    said: set[str] = set()
    for piece in found:
        shown = piece.item.span.of(written)
        names = {term.name for term in piece.terms}
        if names & said:
            yield f'"{shown}" is repeated', piece.item.span
        said |= names
        if piece.style:
            yield f'"{shown}" is not how a {_PLACES[place]} spells it', piece.item.span
        elif shown != shown.upper() and shown not in canonical:
            yield f'"{shown}" is not in capitals', piece.item.span
        elif head := _saying(found, piece, place):
            yield f'"{shown}" is redundant: {_shown(head)} includes it', piece.item.span
        elif _disordered(piece):
            yield f'"{shown}" lists its parts in another order than the register', piece.item.span
        elif _loosely_listed(piece, shown, place) or _spelt_out(piece, shown, canonical, place, tables):
            yield f'"{shown}" is not how a {_PLACES[place]} lists it', piece.item.span
    yield from _odd_separators(found, text, written, tables, place)


def _odd_separators(
    found: Sequence[RecognizedTerm], text: Text, written: str, tables: MarkingTables, place: Place
) -> Iterator[tuple[str, Span]]:
    before = Span(text.inner.start, found[0].item.span.start)
    if before.of(written).strip() != ("//" if found[0].foreign else ""):
        yield "a separator comes before the classification", before
    after = Span(found[-1].item.span.end, text.inner.end)
    for edge in (before, after):
        if edge.of(written).strip() != edge.of(written):
            yield "blanks inside the brackets", edge
    for one, other in pairwise(found):
        gap = Span(one.item.span.end, other.item.span.start)
        wanted = _separator(one, other, tables, place)
        if gap.of(written) != wanted and not (tables.notation.blanks and place == "banner"):
            yield f'the separator is "{gap.of(written)}", but "{wanted}" is expected', gap


def _loosely_listed(piece: RecognizedTerm, shown: str, place: Place) -> bool:
    """Whether a list has another form than the system's: after its word, each entry once (USA,GBR)."""
    last = piece.terms[-1] if piece.terms else None
    if not isinstance(last, Control) or not piece.values or last.shape not in {"countries", "list"}:
        return False
    if last.trailing:
        return not shown.startswith("/".join(dict.fromkeys(piece.values)) + " ")
    listed = (", " if last.shape == "countries" else " ").join(dict.fromkeys(piece.values))
    word = shown.removesuffix(f" {listed}")
    return word == shown or (place == "portion" and word == last.bare)


def _disordered(piece: RecognizedTerm) -> bool:
    """Whether compartments, programmes or the countries of a joint classification go in another order than printed."""
    if piece.foreign:
        # Whether the United States come first, as on a release list, the authorities leave open.
        countries = [code for code in piece.foreign.countries if code != HOME]
        return countries != sorted(countries, key=register_order) or HOME in piece.foreign.countries[1:-1]
    last = piece.terms[-1] if piece.terms else None
    key = ORDERS.get(last.shape) if isinstance(last, Control) else None
    return key is not None and list(piece.values) != sorted(piece.values, key=key)


def _spelt_out(
    piece: RecognizedTerm, shown: str, canonical: str, place: Place, tables: MarkingTables
) -> bool:
    """Whether a compartment is spelled as the other place spells it: a portion mark with its name, a banner with SG."""
    last = piece.terms[-1] if piece.terms else None
    if not isinstance(last, Control) or last.shape != "tree" or not piece.values:
        return False
    if place == "portion":
        return shown not in canonical
    known = [tables.controls.get(f"{last.name}:{value.partition(' ')[0]}") for value in piece.values]
    return any(child and child.banner != child.portion and f"-{child.portion} " in shown for child in known)


def _saying(found: Iterable[RecognizedTerm], piece: RecognizedTerm, place: Place) -> Control | None:
    """The control at the head of a mark that already implies the level that the mark also names."""
    level = piece.terms[0] if piece.terms else None
    if not isinstance(level, Level):
        return None
    terms = (term for other in found for term in other.terms)
    return next(
        (
            term
            for term in terms
            if isinstance(term, Control) and place in term.heads and term.head == level.name
        ),
        None,
    )


def _separator(one: RecognizedTerm, other: RecognizedTerm, tables: MarkingTables, place: Place) -> str:
    same = _category(one) == _category(other)
    return (tables.notation.within if same else tables.notation.between)[place]


def _category(piece: RecognizedTerm) -> str:
    last = piece.terms[-1] if piece.terms else None
    return last.category if isinstance(last, Control) else ""


def order(found: Iterable[RecognizedTerm], canonical: str, tables: MarkingTables) -> Iterator[MarkProblem]:
    """Controls that come after one that the register puts later."""
    if tables.notation.loose or tables.notation.blanks:
        return
    names = list(tables.categories)
    last: Control | None = None
    for piece in found:
        for term in piece.terms:
            if isinstance(term, Level):
                continue
            if last and _after(last, term, names, tables):
                message = f"{_shown(term)} comes after {_shown(last)}, but the register puts it first"
                yield MarkProblem(piece.item.span, "style", message, tables.notation.source, canonical)
            last = term


def _after(last: Control, term: Control, names: list[str], tables: MarkingTables) -> bool:
    if last.category != term.category:
        return names.index(last.category) > names.index(term.category)
    return tables.categories[term.category].order == "register" and last.place > term.place


def eras(
    found: Iterable[RecognizedTerm], text: Text, tables: MarkingTables, on: date | None
) -> Iterator[MarkProblem]:
    """Terms that were not in use on the day of the document, and terms that only old documents have."""
    for piece in found:
        for term in piece.terms:
            message = _era(_shown(term), term.since, term.until, on)
            if term.legacy:
                message = f"{_shown(term)} is a legacy marking; {term.legacy} took its place"
            if message:
                yield MarkProblem(piece.item.span, "era", message, term.source)
    if text.entire and tables.uniform:
        message = _era("one mark for the entire text", tables.uniform.since, tables.uniform.until, on)
        if message:
            yield MarkProblem(text.entire, "era", message, tables.uniform.source)
    elif text.entire:
        message = f"one mark for the entire text is unknown in {tables.name}"
        yield MarkProblem(text.entire, "unknown", message, tables.notation.source)


def _era(what: str, since: date | None, until: date | None, on: date | None) -> str | None:
    if on and since and on < since:
        return f"{what} came into use on {since}"
    if on and until and on >= until:
        return f"{what} went out of use on {until}"
    return None


def _shown(term: Level | Control) -> str:
    return term.portion or term.banner or term.name
