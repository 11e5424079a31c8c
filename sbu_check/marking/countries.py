"""Lists of countries, as release markings carry them."""

from __future__ import annotations

from collections.abc import Iterable

# Annex A of the IC register gives each group its code; the members of these two do not change.
GROUPS = {
    "ACGU": frozenset({"AUS", "CAN", "GBR", "USA"}),
    "FVEY": frozenset({"AUS", "CAN", "GBR", "NZL", "USA"}),
}


def listed(codes: Iterable[str]) -> frozenset[str]:
    """A list as a set: its codes, and the members of its groups."""
    found = set(codes)
    for code in tuple(found):
        found |= GROUPS.get(code, frozenset())
    return frozenset(found)


def meet(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The countries on both lists, and the groups of either whose members are all on both."""
    common = {code for code in one & other if code not in GROUPS}
    groups = {code for code in one | other if code in GROUPS and GROUPS[code] <= common}
    return frozenset(common | groups)


def spelled(countries: frozenset[str]) -> tuple[str, ...]:
    """The codes in the register's order: the United States, countries, groups; a group stands for its members."""
    groups = {code for code in countries if code in GROUPS}
    groups -= {code for code in groups for other in groups if GROUPS[code] < GROUPS[other]}
    covered = {code for group in groups for code in GROUPS[group]} - {"USA"}
    plain = sorted(countries - GROUPS.keys() - covered - {"USA"}, key=lambda code: (len(code) > 3, code))
    ordered = sorted([*plain, *groups], key=lambda code: (len(code) > 3, code))
    return ("USA", *ordered) if "USA" in countries else tuple(ordered)
