"""Lists of countries, as release markings carry them: trigraphs, and groups of countries by codes of four letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HOME = "USA"
"""The country that a release list names first."""


def complete(codes: Iterable[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """A list as a set: its codes, and the members of those groups whose members are known."""
    found = set(codes)
    for code in tuple(found):
        found |= groups.get(code, frozenset())
    return frozenset(found)


def meet(one: frozenset[str], other: frozenset[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The countries on both complete lists, and the groups of either whose members are all on both."""
    # A frozen set less the keys of a dictionary is a set that nothing can hash.
    common = (one & other).difference(groups)
    return common | {code for code in one | other if code in groups and groups[code] <= common}


def spelled(countries: frozenset[str], groups: Mapping[str, frozenset[str]]) -> list[str]:
    """The codes in the register's order: the United States, countries, groups (which stand for their members).

    Source: CAPCO 2016 p. 151.
    """
    present = {code for code in countries if code in groups}
    widest = {code for code in present if not any(groups[code] < groups[other] for other in present)}
    covered = {member for code in widest for member in groups[code]} | (present - widest) | {HOME}
    ordered = sorted((countries - covered) | widest, key=register_order)
    return [HOME, *ordered] if HOME in countries else ordered


def register_order(code: str) -> tuple[bool, str]:
    """The key by which a list is ordered: trigraphs by the alphabet, then groups by the alphabet."""
    return len(code) > 3, code
