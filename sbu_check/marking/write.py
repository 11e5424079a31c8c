"""A mark printed in the canonical spelling of its system, as a portion mark or as a banner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sbu_check.marking.countries import spelled
from sbu_check.marking.data import Control, Origin, Place, Tables
from sbu_check.marking.model import Mark


class Writer:
    """Prints marks of one system."""

    def __init__(self, tables: Tables, place: Place) -> None:
        self._tables = tables
        self._place = place
        notation = tables.notation
        portion = place == "portion"
        self._between = notation.between if portion else notation.banner_between
        self._within = notation.within if portion else notation.banner_within
        self._combined = {reads: text for reads, text, _ in tables.combinations} if portion else {}

    def write(self, mark: Mark, appeared: Mapping[str, int] | None = None) -> str:
        """The mark as text, without brackets. `appeared` orders the controls of a category that goes by appearance."""
        head, controls = self.head(mark)
        text = self._between.join([head, *self.blocks(mark, controls, appeared or {})])
        return self._combined.get(text, text)

    def head(self, mark: Mark) -> tuple[str, list[Control]]:
        """The spelling of the classification, and the controls that follow it."""
        controls = [self._tables.controls[name] for name in mark.controls if name in self._tables.controls]
        for origin in self._tables.origins:
            if origin.name in mark.controls:
                return self._foreign(mark, origin), controls
        if self._place == "portion":
            for control in controls:
                if control.head == mark.level:
                    return control.portion, [other for other in controls if other is not control]
        level = self._tables.levels[mark.level]
        return (level.portion if self._place == "portion" else level.banner), controls

    def blocks(self, mark: Mark, controls: Iterable[Control], appeared: Mapping[str, int]) -> list[str]:
        """The controls by category, each block joined."""
        blocks: list[str] = []
        kept = list(controls)
        for category in self._tables.categories.values():
            mine = [control for control in kept if control.category == category.name]
            mine.sort(key=lambda control: control.place)
            if category.order == "appearance":
                mine.sort(key=lambda control: appeared.get(control.name, 0))
            unknown = sorted(name for name in mark.controls if name.startswith(category.name + "?") and ":" not in name)
            texts = [self.control(mark, control) for control in mine]
            texts += [_tree(name.partition("?")[2], _values(mark, name)) for name in unknown]
            if texts:
                blocks.append(self._within.join(texts))
        return blocks

    def control(self, mark: Mark, control: Control) -> str:
        """One control with its values."""
        word = (control.portion or control.banner) if self._place == "portion" else (control.banner or control.portion)
        if control.shape == "countries":
            countries = mark.countries(control.list_of or control.name)
            if not countries:
                return word if countries is None else f"{word} "
            shown = _shown(mark, control, countries, self._tables)
            return f"{'/'.join(shown)} {word}" if control.trailing else f"{word} {', '.join(shown)}"
        values = _values(mark, control.name)
        if not values:
            return word
        if control.shape == "tree":
            return _tree(word, values)
        if control.shape == "programs":
            return f"{word}-{'/'.join(sorted(values))}"
        return f"{word} {' '.join(spelled(frozenset(values)))}"

    def _foreign(self, mark: Mark, origin: Origin) -> str:
        table = origin.portion if self._place == "portion" else origin.banner
        word = next(text for text, level in table.items() if level == mark.level)
        countries = " ".join(sorted(_values(mark, origin.name)))
        order = [countries, word] if origin.list_at == "front" else [word, countries]
        return "//" + " ".join(text for text in [origin.word, *order] if text)


def _values(mark: Mark, name: str) -> list[str]:
    return [control.partition(":")[2] for control in mark.controls if control.startswith(name + ":")]


def _shown(mark: Mark, control: Control, countries: frozenset[str], tables: Tables) -> tuple[str, ...]:
    """The countries of a list that no stronger list of the mark names already."""
    for other in tables.controls.values():
        if other.gives == control.name and other.name in mark.controls:
            countries -= mark.countries(other.name) or frozenset()
    return spelled(countries)


def _tree(word: str, values: Iterable[str]) -> str:
    """A control with compartments and sub-compartments: numbers by size, words in the order of the alphabet."""
    branches: dict[str, list[str]] = {}
    for value in values:
        head, _, leaf = value.partition(" ")
        branches.setdefault(head, []).extend([leaf] if leaf else [])
    shown = [word]
    for head in sorted(branches, key=_natural):
        shown.append(" ".join([head, *sorted(branches[head], key=_natural)]))
    return "-".join(shown)


def _natural(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdigit() else (0, text)
