"""How a match of a pattern can begin: the scanner tries only the kinds that are possible at a place.

Read off the parse of the pattern that the re module itself makes.
"""

from __future__ import annotations

import re._constants as ops  # type: ignore[import-not-found]  # the re module types its parser nowhere
import re._parser as parser  # type: ignore[import-not-found]  # the re module types its parser nowhere
from typing import Any

from sbu_check.grammar.kinds import OTHER

ANY = frozenset(map(chr, range(128))) | {OTHER}
LENGTH = 2
"""Characters of a beginning."""
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
        following = "".join(sorted(seconds or ()))
        groups[following] = groups.get(following, "") + first
    return tuple((firsts, following) for following, firsts in groups.items())


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


MANY, LONG = 128, 8
"""The most heads, and the most characters of a head."""
FEW = 10
"""Characters of a set beyond which it is not part of a word."""
_Starts = set[tuple[str, bool]]
"""Beginnings in full: each with whether what follows it in the pattern follows it in a match too."""


def heads(pattern: str) -> tuple[str, ...]:
    """Words of which one begins every match; none if they are too many or no longer than beginnings."""
    found = sorted({start for start, _ in _words(parser.parse(pattern), folded=False)})
    if len(found) > MANY or "" in found or max(map(len, found)) <= LENGTH:
        return ()
    kept: list[str] = []
    for word in found:
        if not (kept and word.startswith(kept[-1])):
            kept.append(word)
    return tuple(kept)


def _words(items: Any, *, folded: bool) -> _Starts:
    """The beginnings of a sequence, as far as they are a few words."""
    starts: _Starts = {("", True)}
    for operator, argument in items:
        here = _word(operator, argument, folded=folded)
        longer = {
            (f"{start}{more}"[:LONG], goes_on and len(start) + len(more) < LONG)
            for start, is_open in starts
            if is_open
            for more, goes_on in here
        } | {(start, False) for start, is_open in starts if not is_open}
        if len(longer) > MANY:
            return _ended(starts)
        starts = longer
        if not any(is_open for _, is_open in starts):
            break
    return starts


def _ended(starts: _Starts) -> _Starts:
    return {(start, False) for start, _ in starts}


def _word(operator: Any, argument: Any, *, folded: bool) -> _Starts:
    """Return the beginnings of one item; anything else than a word ends them."""
    if operator in _ZERO_WIDTH:
        return {("", True)}
    if operator is ops.LITERAL:
        return _letters({chr(argument)}, folded=folded)
    if operator is ops.IN and (few := _few(argument)):
        return _letters(few, folded=folded)
    if operator is ops.BRANCH:
        return set().union(*(_words(branch, folded=folded) for branch in argument[1]))
    if operator is ops.SUBPATTERN:
        _, added, removed, body = argument
        folded = (folded or bool(added & parser.SRE_FLAG_IGNORECASE)) and not (
            removed & parser.SRE_FLAG_IGNORECASE
        )
        return _words(body, folded=folded)
    if operator is ops.ATOMIC_GROUP:
        return _words(argument, folded=folded)
    if operator in _REPEATS:
        least, most, body = argument
        once = _words(body, folded=folded)
        if most > 1:
            once = _ended(once)
        return once | {("", True)} if least == 0 else once
    return {("", False)}


def _few(items: Any) -> set[str]:
    """The characters of a set that has few, else none."""
    ranges = [
        (argument, argument) if operator is ops.LITERAL else argument
        for operator, argument in items
        if operator in {ops.LITERAL, ops.RANGE}
    ]
    if len(ranges) < len(items) or sum(last - first + 1 for first, last in ranges) > FEW:
        return set()
    return {chr(code) for first, last in ranges for code in range(first, last + 1)}


def _letters(letters: set[str], *, folded: bool) -> _Starts:
    if not folded:
        return {(letter, True) for letter in letters}
    # These have relatives beyond ASCII that a pattern without regard to case takes for them.
    if any(letter in "iIkKsS" or not letter.isascii() for letter in letters):
        return {("", False)}
    return {(case, True) for letter in letters for case in (letter.lower(), letter.upper())}
