"""What a mark says, part by part, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.marking import MarkingSystem, Part, Reading


def mark_page(text: str, reading: Reading, marking: MarkingSystem) -> str:
    """The page of a mark that a system knows: its parts with meaning, years and source; then what is wrong with it."""
    return "\n".join(_lines(text, reading, marking)) + "\n"


def _lines(text: str, reading: Reading, marking: MarkingSystem) -> Iterator[str]:
    yield f"{text}: a portion mark of the system {marking.name}"
    for part in reading.parts:
        yield from _part(text, part, marking)
    if reading.mark:
        yield ""
        yield f"  written       {reading.canonical}"
        yield f"  banner alone  {marking.required((reading.mark,))}"
    for problem in reading.problems:
        yield ""
        yield f"  {problem.kind}: {problem.message}"
        if problem.suggestion:
            yield f"  perhaps: {problem.suggestion}"
        if problem.source:
            yield f"  source: {problem.source}"


def _part(text: str, part: Part, marking: MarkingSystem) -> Iterator[str]:
    term = marking.tables.levels.get(part.name) or marking.tables.controls.get(part.name)
    yield ""
    yield f"  {part.span.of(text)}: {' '.join((part.name, *part.values))} ({part.category})"
    if term is None:
        return
    if term.meaning:
        yield f"    {term.meaning}"
    if term.since or term.until:
        yield f"    in use {_years(term.since, term.until)}" + (
            f", then {term.legacy}" if term.legacy else ""
        )
    yield f"    source: {term.source}"


def _years(since: object, until: object) -> str:
    return " ".join(filter(None, (f"since {since}" if since else "", f"until {until}" if until else "")))
