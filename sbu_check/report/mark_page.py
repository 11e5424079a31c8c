"""What a mark says, part by part, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.marking.explain import ExplainedMark, ExplainedPart


def mark_page(mark: ExplainedMark) -> str:
    """The page of an explained mark: its parts with meaning, years and source; then what is wrong."""
    return "\n".join(_lines(mark)) + "\n"


def _lines(mark: ExplainedMark) -> Iterator[str]:
    if mark.canonical is None:
        yield f"{mark.text}: not understood"
    else:
        yield f"{mark.text}: a portion mark of the system {mark.system}"
    for part in mark.parts:
        yield from _part(part)
    if mark.canonical is not None:
        yield ""
        yield f"  written       {mark.canonical}"
        yield f"  banner alone  {mark.banner}"
    for problem in mark.problems:
        yield ""
        yield f"  {problem.kind}: {problem.message}"
        if problem.suggestion:
            yield f"  perhaps: {problem.suggestion}"
        if problem.source:
            yield f"  source: {problem.source}"


def _part(part: ExplainedPart) -> Iterator[str]:
    yield ""
    yield f"  {part.written}: {part.name} ({part.category})"
    yield f"    {part.meaning}"
    yield f"    in use {_years(part)}"
    yield f"    source: {part.source}"


def _years(part: ExplainedPart) -> str:
    known = (f"since {part.since}" if part.since else "", f"until {part.until}" if part.until else "")
    return " ".join(filter(None, known)) or "at all times that the system knows"
