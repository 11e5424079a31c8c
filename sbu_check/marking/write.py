"""A mark printed in the canonical spelling of its system, as a portion mark or as a banner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sbu_check.marking.data import HOME, register_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sbu_check.marking.data import Control, MarkingTables, Origin, Place, Term
    from sbu_check.marking.model import Mark


class Writer:
    """Prints the marks of one system in one place."""

    def __init__(self, tables: MarkingTables, place: Place) -> None:
        self._tables = tables
        self._place = place
        self._between = tables.notation.between[place]
        self._within = tables.notation.within[place]
        self._combined = tables.combinations if place == "portion" else {}

    def write(self, mark: Mark, appeared: Mapping[str, int] | None = None) -> str:
        """The mark as text, without brackets.

        `appeared` gives the portion that brought a control; a category in the order of appearance is listed by it.
        """
        head, controls = self.head(mark)
        blocks = [
            self._within.join(self.control(mark, control) for control in block)
            for block in self._blocks(controls, appeared or {})
        ]
        text = self._between.join([head, *blocks])
        return self._combined.get(text, text)

    def head(self, mark: Mark) -> tuple[str, list[Control]]:
        """The spelling of the classification, and the controls that follow it in the order of the register."""
        controls = [
            control for name in mark.controls if ":" not in name and (control := self._tables.control(name))
        ]
        controls.sort(key=lambda control: control.place)
        for origin in self._tables.origins:
            if origin.name in mark.controls:
                return self._foreign(mark, origin), controls
        for control in controls:
            if control.head == mark.level and self._place in control.heads:
                return self._word(control), [other for other in controls if other is not control]
        return self._word(self._tables.levels[mark.level]), controls

    def control(self, mark: Mark, control: Control) -> str:
        """One control with its values."""
        word = self._word(control)
        values = [name.partition(":")[2] for name in mark.controls if name.startswith(control.name + ":")]
        if control.shape in ORDERS:
            values.sort(key=ORDERS[control.shape])
        if control.shape == "tree":
            return self._tree(control, word, values)
        if control.shape == "programs":
            return f"{word}-{'/'.join(values)}" if values else word
        if control.shape == "word":
            return word
        groups = self._tables.country_groups
        countries = mark.countries(control.list_of or control.name)
        if not values and countries is None:
            return (control.bare if self._place == "portion" else control.unlisted) or word
        if control.shape == "list":
            return f"{word} {' '.join(_country_codes(frozenset(values), groups))}"
        shown = _country_codes(countries or frozenset(), groups)
        return (
            f"{'/'.join(shown)} {word}".lstrip()
            if control.trailing
            else f"{word} {', '.join(shown)}".rstrip()
        )

    def _blocks(self, controls: Iterable[Control], appeared: Mapping[str, int]) -> list[list[Control]]:
        blocks: dict[str, list[Control]] = {name: [] for name in self._tables.categories}
        for control in controls:
            blocks[control.category].append(control)
        for name, block in blocks.items():
            if self._tables.categories[name].order == "appearance":
                block.sort(key=lambda control: appeared.get(control.name, 0))
        return [block for block in blocks.values() if block]

    def _word(self, term: Term) -> str:
        return (term.portion or term.banner) if self._place == "portion" else (term.banner or term.portion)

    def _tree(self, control: Control, word: str, values: Iterable[str]) -> str:
        branches: dict[str, list[str]] = {}
        for value in values:
            head, _, leaf = value.partition(" ")
            branches.setdefault(head, []).extend([leaf] if leaf else [])
        shown = [word]
        for head, leaves in branches.items():
            known = self._tables.controls.get(f"{control.name}:{head}")
            shown.append(" ".join([self._word(known) if known else head, *leaves]))
        return "-".join(shown)

    def _foreign(self, mark: Mark, origin: Origin) -> str:
        table = origin.portion if self._place == "portion" else origin.banner
        word = next(text for text, level in table.items() if level == mark.level)
        names = (name.partition(":")[2] for name in mark.controls if name.startswith(origin.name + ":"))
        countries = sorted(names, key=register_order)
        order = [*countries, word] if origin.list_at == "front" else [word, *countries]
        return "//" + " ".join(text for text in (origin.word, *order) if text)


def _country_codes(countries: frozenset[str], groups: Mapping[str, frozenset[str]]) -> list[str]:
    """The codes in the register's order: the United States, countries, groups (in place of their members).

    Source: CAPCO 2016 p. 151.
    """
    present = {code for code in countries if code in groups}
    widest = {code for code in present if not any(groups[code] < groups[other] for other in present)}
    covered = {member for code in widest for member in groups[code]} | (present - widest) | {HOME}
    ordered = sorted((countries - covered) | widest, key=register_order)
    return [HOME, *ordered] if HOME in countries else ordered


def _branch(value: str) -> tuple[tuple[int, str], ...]:
    """The key of a compartment, or of a sub-compartment of one, which follows it."""
    head, _, leaf = value.partition(" ")
    return (_natural(head), _natural(leaf)) if leaf else (_natural(head),)


def _natural(text: str) -> tuple[int, str]:
    """The key of a list of compartments: numbers by size, before words by the alphabet."""
    return (int(text), "") if text.isdecimal() else (10**9, text)


ORDERS: Mapping[str, Callable[[str], Any]] = {"tree": _branch, "programs": str}
"""The key by which the values of a control of each shape are ordered."""
