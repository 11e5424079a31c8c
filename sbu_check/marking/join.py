"""Marks joined: the least upper bound, category by category; then, once, the rewrites that the authorities define."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from sbu_check.marking.data import HOME
from sbu_check.marking.model import Mark, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sbu_check.marking.data import MarkingTables, Names, Origin, Rewrite, Witness

_FINDING = "~"


def ranked(level: str, controls: Names, lists: Mapping[str, Names], tables: MarkingTables) -> Mark:
    """A mark with the name by which reports rank it."""
    top = tables.levels[level]
    rank, short = top.rank, top.short
    for name in controls & tables.controls.keys():
        control = tables.controls[name]
        if control.rank > rank:
            rank, short = control.rank, control.short
    return Mark(level, controls, tuple(sorted(lists.items())), short)


def complete(codes: Iterable[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """A list as a set: its codes, and the members of those groups whose members are known."""
    found = set(codes)
    for code in tuple(found):
        found |= groups.get(code, frozenset())
    return frozenset(found)


def meet(one: frozenset[str], other: frozenset[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The countries on both complete lists, and the groups of either whose members are all on both."""
    # A frozenset without the keys of a mapping is a set, which has no hash.
    common = frozenset((one & other) - groups.keys())
    return common | {code for code in one | other if code in groups and groups[code] <= common}


def filled(mark: Mark, banner: Mark, tables: MarkingTables) -> Mark:
    """A portion's mark with the list of the banner in place of one that it leaves open: `(S//REL)`."""
    lists = dict(mark.lists)
    for control in map(tables.control, mark.controls):
        name = (control.list_of or control.name) if control and control.shape == "countries" else ""
        said = banner.countries(name) if name and name not in lists else None
        if said is not None:
            lists[name] = said
    return ranked(mark.level, mark.controls, lists, tables) if len(lists) > len(mark.lists) else mark


def owned(marks: Sequence[Mark], tables: MarkingTables) -> Sequence[Mark]:
    """The marks; what a shared classification releases without a list is released to those who share it, at least."""
    for origin in tables.origins:
        if origin.gives and any(origin.name in mark.controls for mark in marks):
            opens = f"{origin.name}:"
            names = frozenset[str]().union(*(mark.controls for mark in marks))
            owners = [name.removeprefix(opens) for name in names if name.startswith(opens)]
            marks = [_released(mark, origin, owners, tables) for mark in marks]
    return marks


def _released(mark: Mark, origin: Origin, owners: Iterable[str], tables: MarkingTables) -> Mark:
    open_list = {origin.name, origin.gives} <= mark.controls and mark.countries(origin.gives) is None
    if not (open_list and owners):
        return mark
    lists = {**dict(mark.lists), origin.gives: complete(owners, tables.country_groups)}
    return ranked(mark.level, mark.controls, lists, tables)


def lift(mark: Mark, tables: MarkingTables, under: Mark | None = None) -> Mark:
    """A portion's mark with the findings that rewrites need; a mark that has them already is left alone.

    The banner that it is `under` is a witness to what holds for the whole document (that it is one of the United
    States).
    """
    if _FINDING in mark.controls:
        return mark
    found = {each.name for each in tables.witnesses if _holds(each, mark)}
    if under:
        found |= {each.name for each in tables.witnesses if each.whole and _holds(each, under)}
    return ranked(mark.level, mark.controls | found | {_FINDING}, _granted(mark, tables), tables)


def _holds(witness: Witness, mark: Mark) -> bool:
    return witness.when.holds(mark.level, mark.controls, dict(mark.lists))


def _granted(mark: Mark, tables: MarkingTables) -> dict[str, Names]:
    """The lists of one portion, complete: who is given it may be shown it, who is only shown it is not given it."""
    lists = dict(mark.lists)
    for control in tables.controls.values():
        if control.gives and lists:
            given = lists.setdefault(control.name, frozenset())
            lists[control.gives] = lists.get(control.gives, frozenset()) | given
    return lists


def least(marks: Sequence[Mark], tables: MarkingTables) -> Mark:
    """The least upper bound of the marks: commutative, associative, idempotent, monotone; ValueError for none."""
    if not marks:
        raise ValueError("no marks to join")
    return reduce(lambda one, other: _both(one, other, tables), (lift(mark, tables) for mark in marks))


def _both(one: Mark, other: Mark, tables: MarkingTables) -> Mark:
    level = max(one.level, other.level, key=lambda name: tables.levels[name].rank)
    lists = dict(one.lists)
    for name, countries in other.lists:
        lists[name] = meet(lists[name], countries, tables.country_groups) if name in lists else countries
    return ranked(level, one.controls | other.controls, lists, tables)


def rewritten(joined: Mark, tables: MarkingTables) -> tuple[Mark, tuple[Rewrite, ...]]:
    """The joined mark after the rewrites, each tried once in the order of the file; and the rewrites that held."""
    level, controls, lists = joined.level, joined.controls, dict(joined.lists)
    held: list[Rewrite] = []
    for rewrite in tables.rewrites:
        if rewrite.when.holds(level, controls, lists):
            held.append(rewrite)
            level = rewrite.level or level
            controls = _changed(controls, rewrite)
    controls = frozenset(name for name in controls if not name.startswith(_FINDING))
    own = _own(lists, controls, tables)
    # A list that adds nothing to a stronger one is left out: whoever is given the text may also be shown it.
    spare = {name for name, countries in own.items() if not countries and lists[name]}
    return ranked(level, controls - spare, {name: own[name] for name in own.keys() - spare}, tables), tuple(
        held
    )


def _changed(controls: Names, rewrite: Rewrite) -> Names:
    kept = set(rewrite.add)
    for name in controls:
        base, colon, value = name.partition(":")
        if base in rewrite.move:
            # A foreign list never names the country whose document it is.
            kept |= {rewrite.move[base] + colon + value} if value != HOME else set()
        elif base not in rewrite.drop:
            kept.add(name)
    return frozenset(kept)


def _own(lists: dict[str, Names], controls: Names, tables: MarkingTables) -> dict[str, Names]:
    """The lists that controls of the mark still have, each without the countries of a stronger list."""
    own: dict[str, Names] = {}
    for control in map(tables.control, controls):
        if control and (name := control.list_of or control.name) in lists:
            stronger = [other.name for other in tables.controls.values() if other.gives == name]
            given = frozenset[str]().union(*(lists[other] for other in stronger if other in controls))
            own[name] = _without(lists[name], given, tables.country_groups)
    return own


def _without(codes: Names, given: Names, groups: Mapping[str, frozenset[str]]) -> Names:
    """A complete list without some countries, and so without the groups that hold one of them."""
    return frozenset(code for code in codes - given if given.isdisjoint(groups.get(code, ())))


def reasons(
    marks: Sequence[Mark], banner: Mark, held: Sequence[Rewrite], tables: MarkingTables
) -> dict[str, Reason]:
    """Why the level and each control of a banner's mark are there: the first mark that carries or causes each."""
    top = max(marks, key=lambda mark: tables.levels[mark.level].rank)
    raised = [rewrite.source for rewrite in held if rewrite.level]
    level_source = raised[-1] if raised else tables.levels[banner.level].source
    found = {banner.level: Reason(banner.level, list(marks).index(top), level_source, banner.level)}
    lifted = [lift(mark, tables) for mark in marks]
    for name in sorted(banner.controls):
        control = tables.control(name)
        if ":" in name or control is None:
            continue
        carrier = _first(lifted, frozenset({name}))
        if carrier is not None:
            found[name] = Reason(name, carrier, control.source, name)
            continue
        causes = [rewrite for rewrite in held if name in rewrite.add or name in rewrite.move.values()]
        wanted = frozenset[str]().union(*(_causes(name, rewrite, held) for rewrite in causes))
        source = causes[0].source if causes else control.source
        found[name] = Reason(name, _first(lifted, wanted) or 0, source, name)
    return found


def _causes(name: str, rewrite: Rewrite, held: Sequence[Rewrite]) -> Names:
    """The names in single marks that force a name which a rewrite brings: what became it, or what was found."""
    moved = {old for old, new in rewrite.move.items() if new == name}
    found = {one for one in rewrite.when.all if one.startswith(_FINDING)}
    wanted = moved or found or rewrite.when.all or rewrite.when.any
    for earlier in held:
        if earlier is not rewrite and not wanted.isdisjoint(earlier.add):
            wanted |= earlier.when.any | earlier.when.all
    return frozenset(wanted)


def _first(marks: Sequence[Mark], names: Names) -> int | None:
    return next((number for number, mark in enumerate(marks) if not names.isdisjoint(mark.controls)), None)
