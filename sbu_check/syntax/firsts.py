"""How a match of a pattern can begin: what lets a scanner try only the kinds that could stand at a place.

Read off the parse of the pattern that the re module itself makes.
"""

from __future__ import annotations

import re._constants as ops  # type: ignore[import-not-found]  # the re module types its parser nowhere
import re._parser as parser  # type: ignore[import-not-found]  # the re module types its parser nowhere
from typing import Any

from sbu_check.syntax.kinds import OTHER

ANY = frozenset(map(chr, range(128))) | {OTHER}
LENGTH = 2
"""How many characters of a beginning are told."""
_ZERO_WIDTH = {ops.ASSERT, ops.ASSERT_NOT, ops.AT}
_REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}


def beginnings(pattern: str) -> tuple[tuple[str, str], ...]:
    """The characters that can begin a match, and for each group of them those that can follow, "" where any can."""
    found: dict[str, set[str] | None] = {}
    for start in _sequence(parser.parse(pattern)):
        for first in start[:1] or ANY:
            seconds = found.setdefault(first, set())
            if len(start) < LENGTH:
                found[first] = None
            elif seconds is not None:
                seconds.add(start[1])
    groups: dict[str, str] = {}
    for first, seconds in sorted(found.items()):
        behind = "".join(sorted(seconds or ()))
        groups[behind] = groups.get(behind, "") + first
    return tuple((firsts, behind) for behind, firsts in groups.items())


def _sequence(items: Any) -> set[str]:
    """The beginnings of a sequence: strings of LENGTH characters, shorter ones where the sequence can end before."""
    starts = {""}
    for operator, argument in items:
        if all(len(start) == LENGTH for start in starts):
            break
        here = _item(operator, argument)
        starts = {(start + more)[:LENGTH] for start in starts for more in here}
    return starts


def _item(operator: Any, argument: Any) -> set[str]:
    if operator in _ZERO_WIDTH:
        return {""}
    if operator is ops.BRANCH:
        return set().union(*map(_sequence, argument[1]))
    if operator is ops.SUBPATTERN:
        _, added, _, body = argument
        found = _sequence(body)
        return set().union(*map(_cases, found)) if added & parser.SRE_FLAG_IGNORECASE else found
    if operator is ops.ATOMIC_GROUP:
        return _sequence(argument)
    if operator in _REPEATS:
        return _repeated(*argument)
    if operator is ops.LITERAL:
        return {_fold(argument)}
    if operator is ops.IN:
        return _charset(argument)
    return set(ANY)


def _repeated(least: int, most: int, body: Any) -> set[str]:
    once = _sequence(body)
    found = {""} if least == 0 else set()
    starts = {""}
    for count in range(1, min(most, LENGTH) + 1):
        starts = {(start + more)[:LENGTH] for start in starts for more in once}
        if count >= least or count == LENGTH:
            found |= starts
    return found


def _charset(items: Any) -> set[str]:
    negated = items[0][0] is ops.NEGATE
    found: set[str] = set()
    for operator, argument in items:
        if operator is ops.LITERAL:
            found.add(_fold(argument))
        elif operator is ops.RANGE:
            found |= {_fold(code) for code in range(argument[0], min(argument[1], 128) + 1)}
        elif operator is not ops.NEGATE:
            return set(ANY)
    return (set(ANY) - found) | {OTHER} if negated else found


def _fold(code: int) -> str:
    return chr(code) if code < 128 else OTHER


def _cases(start: str) -> set[str]:
    folded = {""}
    for character in start:
        folded = {one + case for one in folded for case in {character.lower(), character.upper()}}
    return folded
