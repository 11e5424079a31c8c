"""Lines of every kind, made from the patterns of the grammar. A new kind of line needs no change here."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from re import _constants as op  # the standard library has no public name for its parser of patterns
from re import _parser as parser
from typing import Any

from .targets import terminals
from .words import PROSE

_MOST = 12
"""Most repeats of an unbounded part."""

_SAMPLES = 30
"""Lines of each kind that one seed makes."""

_LETTERS = "ABCDEFGHIKLMNOPRSTUVWZabcdeinorst 0123456789.,:/-'"


def matching(pattern: str, rng: Random) -> str:
    """A text that the pattern nearly always matches. It ignores look-arounds."""
    return "".join(_made(parser.parse(pattern), rng, ignore_case=False))


def _made(nodes: Any, rng: Random, *, ignore_case: bool) -> list[str]:
    found: list[str] = []
    for code, value in nodes:
        found += _part(code, value, rng, ignore_case)
    return found


def _part(code: Any, value: Any, rng: Random, ignore_case: bool) -> list[str]:
    if code is op.LITERAL:
        sign = chr(value)
        return [rng.choice((sign.upper(), sign.lower())) if ignore_case else sign]
    if code in {op.ANY, op.NOT_LITERAL}:
        return [rng.choice(_LETTERS)]
    if code is op.IN:
        return [_one_of(value, rng)]
    if code is op.BRANCH:
        return _made(rng.choice(value[1]), rng, ignore_case=ignore_case)
    if code in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return _repeated(*value, rng, ignore_case)
    if code is op.SUBPATTERN:
        return _made(value[3], rng, ignore_case=ignore_case or bool(value[1] & re.I))
    if code is op.ATOMIC_GROUP:
        return _made(value, rng, ignore_case=ignore_case)
    return []


def _repeated(least: int, most: Any, part: Any, rng: Random, ignore_case: bool) -> list[str]:
    high = int(most) if most is not parser.MAXREPEAT and int(most) < least + _MOST else least + _MOST
    count = rng.choice((least, rng.randint(least, high), min(least + 1, high)))
    if high - least == _MOST and len(part) == 1 and part[0][0] in {op.NOT_LITERAL, op.ANY}:
        return [" ".join(rng.choices(PROSE, k=count))]
    return [sign for _ in range(count) for sign in _made(part, rng, ignore_case=ignore_case)]


def _one_of(choices: Any, rng: Random) -> str:
    if choices[0][0] is op.NEGATE:
        excluded = {chr(value) for code, value in choices[1:] if code is op.LITERAL}
        return rng.choice([sign for sign in _LETTERS if sign not in excluded] or ["x"])
    code, value = rng.choice(choices)
    if code is op.RANGE:
        return chr(rng.randint(*value))
    return chr(value) if code is op.LITERAL else rng.choice(_LETTERS)


@cache
def pools(seed: int) -> dict[str, tuple[str, ...]]:
    """Lines by kind, each without its line end; the same for the same seed."""
    rng = Random(f"lines {seed}")
    found: dict[str, tuple[str, ...]] = {}
    for name, pattern in terminals():
        made = (matching(pattern, rng).strip("\n") for _ in range(_SAMPLES))
        found[name] = tuple(line for line in made if line.strip()) or (" ",)
    return found
