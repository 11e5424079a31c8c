"""Marks by themselves: the banner that they require, what is wrong with one, and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sbu_check.marking import system as marking_system

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from datetime import date

    from sbu_check.marking import Banner, Mark, MarkingSystem, MarkProblem, Reading


class UnreadableMark(ValueError):
    """A portion mark that the marking system cannot read, or no mark where one is needed."""


def required_banner(
    portions: Iterable[str],
    *,
    system: str = "state",
    on: date | None = None,
    under: str | None = None,
    marking_paths: Iterable[str | os.PathLike[str]] = (),
) -> Banner:
    """Return the banner that portion marks require, with the reason for each of its parts.

    A list that a portion leaves open, as `(S//REL)` does, is that of the banner which it stands `under`.
    `portions` are marks with or without their brackets, `on` is the day whose rules apply, `marking_paths` are folders
    of marking systems in addition to those that ship. Raises UnreadableMark, UnknownSystem and FaultySystems.
    """
    marking = _marking(system, on, marking_paths)
    marks = [
        _mark_of(marking.read_portion(one), one, f"portion mark of the system {marking.name}")
        for one in portions
    ]
    if not marks:
        raise UnreadableMark("a banner needs at least one portion mark")
    banner = (
        _mark_of(marking.read_banner(under), under, f"banner of the system {marking.name}") if under else None
    )
    return marking.required(marks, banner)


def _mark_of(reading: Reading, written: str, what: str) -> Mark:
    """What a text says. A part that nobody knows may be a control: without it the banner could be too low."""
    unknown = next((one for one in reading.problems if one.kind == "unknown"), None)
    if reading.mark and unknown is None:
        return reading.mark
    first = unknown or next(iter(reading.problems), None)
    raise UnreadableMark(
        f"{written!r} is no {what}: {first.message if first else 'it holds no classification'}"
    )


def check_mark(
    text: str,
    *,
    kind: Literal["portion", "banner"] = "portion",
    system: str = "state",
    on: date | None = None,
    marking_paths: Iterable[str | os.PathLike[str]] = (),
) -> list[MarkProblem]:
    """Return the problems of a portion mark or a banner; empty for a valid one.

    `marking_paths` are folders of marking systems in addition to those that ship. Raises UnknownSystem and
    FaultySystems.
    """
    marking = _marking(system, on, marking_paths)
    reading = marking.read_portion(text) if kind == "portion" else marking.read_banner(text)
    return list(reading.problems)


def explain_mark(
    text: str,
    *,
    system: str = "state",
    on: date | None = None,
    marking_paths: Iterable[str | os.PathLike[str]] = (),
) -> str | None:
    """Explain a portion mark, part by part; None for a text that the system cannot read as one.

    `marking_paths` are folders of marking systems in addition to those that ship. Raises UnknownSystem and
    FaultySystems.
    """
    from sbu_check.marking.explain import explained
    from sbu_check.report.mark_page import mark_page

    mark = explained(text, _marking(system, on, marking_paths))
    return mark_page(mark) if mark.canonical is not None else None


def _marking(name: str, on: date | None, folders: Iterable[str | os.PathLike[str]]) -> MarkingSystem:
    return marking_system(name, on, tuple(map(Path, folders)))
