"""Marks joined: the least upper bound, category by category; then, once, the rewrites that the authorities define."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from sbu_check.marking.compose import finished
from sbu_check.marking.countries import meet
from sbu_check.marking.data import Rewrite, Tables
from sbu_check.marking.model import Mark, Reason

_LIFTED = "~"


def lift(mark: Mark, tables: Tables) -> Mark:
    """A portion's mark with the findings that the rewrites need; a mark that has them is left alone."""
    if _LIFTED in mark.controls:
        return mark
    lists = dict(mark.lists)
    found = {
        witness.name for witness in tables.witnesses if witness.when.holds(mark.level, mark.controls, lists)
    }
    return finished(mark.level, mark.controls | found | {_LIFTED}, lists, tables)


def least(marks: Sequence[Mark], tables: Tables) -> Mark:
    """The least upper bound of the marks: commutative, associative, idempotent; raises ValueError for none."""
    if not marks:
        raise ValueError("no marks to join")
    return reduce(lambda one, other: _two(one, other, tables), (lift(mark, tables) for mark in marks))


def _two(one: Mark, other: Mark, tables: Tables) -> Mark:
    level = max(one.level, other.level, key=lambda name: tables.levels[name].rank)
    lists = dict(one.lists)
    for name, countries in other.lists:
        lists[name] = meet(lists[name], countries) if name in lists else countries
    return finished(level, one.controls | other.controls, lists, tables)


def rewritten(joined: Mark, tables: Tables) -> tuple[Mark, list[Rewrite]]:
    """The mark after the authorities' rewrites, each tried once in the order of the file; and those that held."""
    level, controls, lists = joined.level, joined.controls, dict(joined.lists)
    used: list[Rewrite] = []
    for rewrite in tables.rewrites:
        if not rewrite.when.holds(level, controls, lists):
            continue
        used.append(rewrite)
        level = rewrite.level or level
        controls = _moved(controls, rewrite)
        lists = {name: countries for name, countries in lists.items() if name not in rewrite.drop}
    shown = frozenset(name for name in controls if not name.startswith(_LIFTED))
    return finished(level, shown, lists, tables), used


def _moved(controls: frozenset[str], rewrite: Rewrite) -> frozenset[str]:
    kept: set[str] = set(rewrite.add)
    for name in controls:
        base, colon, value = name.partition(":")
        if base in rewrite.move:
            if value != "USA":
                kept.add(rewrite.move[base] + colon + value)
        elif base not in rewrite.drop and name not in rewrite.drop:
            kept.add(name)
    return frozenset(kept)


def reasons(marks: Sequence[Mark], result: Mark, used: Sequence[Rewrite], tables: Tables) -> dict[str, Reason]:
    """Why each level and control of the result is there: the first mark that carries it, or that made a rewrite add it."""
    found = {result.level: _first_level(marks, result, used, tables)}
    for name in sorted(result.controls):
        base = name.partition(":")[0]
        control = tables.controls.get(base)
        index = next((n for n, mark in enumerate(marks) if name in mark.controls), None)
        source = control.source if control else tables.source
        if index is None:
            index, source = _first_cause(marks, name, used, tables, source)
        found.setdefault(base, Reason(base, index, source))
    return found


def _first_level(marks: Sequence[Mark], result: Mark, used: Sequence[Rewrite], tables: Tables) -> Reason:
    top = max(marks, key=lambda mark: tables.levels[mark.level].rank)
    source = next((rewrite.source for rewrite in used if rewrite.level), tables.levels[result.level].source)
    return Reason(result.level, list(marks).index(top), source)


def _first_cause(
    marks: Sequence[Mark], name: str, used: Sequence[Rewrite], tables: Tables, source: str
) -> tuple[int, str]:
    base = name.partition(":")[0]
    for rewrite in used:
        if base not in rewrite.add and base not in rewrite.move.values():
            continue
        wanted = rewrite.when.any | rewrite.when.all | frozenset(rewrite.move)
        for number, mark in enumerate(marks):
            if wanted & lift(mark, tables).controls:
                return number, rewrite.source
    return 0, source
