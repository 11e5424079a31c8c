"""Make a failing input smaller, by lines and then by characters, while its signature stays the same."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from .failures import run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .inputs import Input

_Item = TypeVar("_Item")


def reduced(
    items: Sequence[_Item], fails: Callable[[Sequence[_Item]], bool], until: float
) -> Sequence[_Item]:
    """A subsequence of the items that still fails, and of which each item is needed. Stop at the time `until`."""
    size = max(len(items) // 2, 1)
    while items and time.monotonic() < until:
        at, shorter = 0, items
        while at < len(shorter) and time.monotonic() < until:
            trial = [*shorter[:at], *shorter[at + size :]]
            if fails(trial):
                shorter = trial
            else:
                at += size
        if len(shorter) == len(items) and size == 1:
            break
        items, size = shorter, max(min(size // 2, len(shorter) // 2), 1)
    return items


def minimised(case: Input, seconds: float = 60) -> Input:
    """The smallest input found in that time with the same signature, or the input itself if it does not fail."""
    failure = run(case)
    if failure is None:
        return case
    until = time.monotonic() + seconds
    for name in list(case.parts):
        for split in (_lines, _signs):
            case = _without(case, name, split, failure.signature, until)
    return case


def _lines(value: str | bytes) -> list[str] | list[bytes]:
    return value.splitlines(keepends=True)


def _signs(value: str | bytes) -> list[str] | list[bytes]:
    return list(value) if isinstance(value, str) else [value[at : at + 1] for at in range(len(value))]


def _without(
    case: Input,
    name: str,
    split: Callable[[str | bytes], Sequence[str | bytes]],
    signature: str,
    until: float,
) -> Input:
    empty = case.parts[name][:0]

    def fails(items: Sequence[str | bytes]) -> bool:
        found = run(case.with_part(name, empty.join(items)))  # type: ignore[arg-type]
        return found is not None and found.signature == signature

    return case.with_part(name, empty.join(reduced(split(case.parts[name]), fails, until)))  # type: ignore[arg-type]
