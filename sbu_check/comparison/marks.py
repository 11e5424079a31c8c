"""Rules of a comparison: portion marks and the header of the copy against those of the original."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbu_check.cable.model import Memo
from sbu_check.checks.common.stated import banner_of, stated
from sbu_check.comparison.covers import is_note
from sbu_check.comparison.levels import has_level
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import PortionMark
    from sbu_check.checks.common.context import Context
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.marking import Mark, MarkingSystem


@dataclass(frozen=True, slots=True)
class _Change:
    """A place whose mark is not the same in both texts. `at` is where the copy has it, or should have it."""

    name: str
    was: PortionMark | None
    now: PortionMark | None
    at: Span
    original: Span
    paragraph: int | None


def altered(comparison: Comparison) -> Iterator[Finding]:
    """Marks that the copy lowers, changes, drops, adds or puts on another paragraph.

    Values: `portion`, `was`, `now`, `on`.
    """
    system = comparison.contexts[0][0].system
    changes = [
        change
        for change in _changes(comparison)
        if _meaning(system, change.was) != _meaning(system, change.now)
    ]
    # A strict mark that is missing has moved; the weaker one in its place has not.
    changes.sort(key=lambda change: _rank(system, change.was), reverse=True)
    gained: defaultdict[Mark | str | None, deque[_Change]] = defaultdict(deque)
    for change in changes:
        gained[_meaning(system, change.now)].append(change)
    told: set[int] = set()
    for change in changes:
        if id(change) in told:
            continue
        mark = _meaning(system, change.was)
        places = gained[mark] if mark is not None else None
        while places and id(places[0]) in told:
            places.popleft()
        to = places.popleft() if places else None
        told |= {id(change), id(to)}
        yield _finding(system, change, to)


def _rank(system: MarkingSystem, mark: PortionMark | None) -> int:
    read = system.read_portion(mark.text).mark if mark else None
    return system.rank(read.highest) if read else -1


def _finding(system: MarkingSystem, change: _Change, to: _Change | None) -> Finding:
    place = to if to is not None else change
    values = {
        "portion": change.name,
        "was": _spelt(system, change.was),
        "now": _spelt(system, change.now),
        "on": place.name,
    }
    return Finding(
        place.at,
        values,
        related=(Related(change.original, "the original has it so"),),
        variant="moved" if to is not None else _variant(system, change),
        paragraph=place.paragraph,
    )


def _variant(system: MarkingSystem, change: _Change) -> str | None:
    if change.now is None:
        return "removed"
    if change.was is None:
        return "added"
    was, now = (system.read_portion(mark.text).mark for mark in (change.was, change.now))
    return "lowered" if was and now and system.rank(now.highest) < system.rank(was.highest) else None


def _changes(comparison: Comparison) -> Iterator[_Change]:
    """Every place that both texts have and that either of them marks."""
    original, copy = comparison.original, comparison.copy
    for cable, other in zip(original.cables, copy.cables, strict=False):
        if cable.subject and other.subject:
            ours, theirs = cable.subject, other.subject
            yield _change("the subject", ours.mark, theirs.mark, theirs.span.start, ours.span, None)
    for one, index in comparison.pairs.items():
        para, there = original.paragraphs[one], copy.paragraphs[index]
        mark = there.paragraph.mark
        if mark and is_note(f"[{mark.text}]"):
            continue  # the mark is covered
        number = para.paragraph.number
        name = f"paragraph {number.digits}" if number else "an unnumbered paragraph"
        head = there.paragraph.number.span.end if there.paragraph.number else there.paragraph.span.start
        yield _change(name, para.paragraph.mark, there.paragraph.mark, head, para.paragraph.span, there.index)
        parts = {part.label.text: part for part in there.paragraph.subparagraphs}
        for part in para.paragraph.subparagraphs:
            same = parts.get(part.label.text)
            if same:
                label = f"{name}, part {part.label.text}"
                yield _change(label, part.mark, same.mark, same.label.span.end, part.span, there.index)


def _change(
    name: str,
    was: PortionMark | None,
    now: PortionMark | None,
    head: int,
    original: Span,
    paragraph: int | None,
) -> _Change:
    place = was.span if was else Span(original.start, original.start)
    return _Change(name, was, now, now.span if now else Span(head, head), place, paragraph)


def _meaning(system: MarkingSystem, mark: PortionMark | None) -> Mark | str | None:
    """What a mark says; as written where the system cannot read it, None where there is none."""
    return None if mark is None else system.read_portion(mark.text).mark or mark.text


def _spelt(system: MarkingSystem, mark: PortionMark | None) -> str:
    """The canonical spelling of a mark; as written where the system cannot read it, "" where there is none."""
    return "" if mark is None else system.read_portion(mark.text).canonical or mark.text


def header(comparison: Comparison) -> Iterator[Finding]:
    """Headers that do not claim what the original's claim, or what the marks of the copy need.

    Values: `was`, `now`, `needed`.
    """
    contexts, copies = comparison.contexts
    if len(contexts) != len(copies):
        return
    for ours, theirs in zip(contexts, copies, strict=True):
        was, now = _claim(ours), _claim(theirs)
        if was is None:
            continue
        gone = comparison.place_of(comparison.original.words.after(was.place.start))
        place = now.place if now else comparison.copy.words.span(gone, gone)
        related = (Related(was.place, "the original's header"),)
        values = {"was": was.shown, "now": now.shown if now else "", "needed": _needed(theirs) or ""}
        for variant in _troubles(ours, theirs, was, now):
            yield Finding(place, values, related=related, variant=variant)


class _Claim(NamedTuple):
    """What a header claims. `highest` is the name by which it is ranked, `said` all that a copy has to say again."""

    place: Span
    shown: str
    highest: str
    said: object


def _claim(context: Context) -> _Claim | None:
    """The claim of a cable's header, or of the banner of another marked document."""
    if isinstance(context.document, Memo):
        banner = banner_of(context)
        if banner is None:
            return None
        shown = context.system.banner(banner.mark)
        return _Claim(banner.line.banner.span, shown, banner.mark.highest, banner.mark)
    header = stated(context)
    if header is None:
        return None
    name = "SBU" if header.sensitive else header.level
    return _Claim(header.place(context.cable), name, name, (header.level, "SENSITIVE" in header.captions))


def _troubles(ours: Context, theirs: Context, was: _Claim, now: _Claim | None) -> Iterator[str | None]:
    """What is wrong with the header of the copy, by variant."""
    if now is None:
        yield "gone"
        return
    if not all(has_level(one.highest, ours.system) for one in (was, now)):
        # A class that the system does not have, such as RESTRICTED, is neither higher nor lower than another.
        if now.said != was.said:
            yield "altered"
        return
    rank, rank_before, needed, needed_before = (
        -1 if name is None else ours.system.rank(name)
        for name in (now.highest, was.highest, _needed(theirs), _needed(ours))
    )
    if now.said != was.said:
        yield None if rank < min(needed, rank_before) else "altered"
    elif 0 <= needed < rank <= needed_before:
        yield "still"


def _needed(context: Context) -> str | None:
    return context.required.mark.highest if context.required else None
