"""The contents of a marking system's file in typed tables; `load` fills them.

Named tuples and no dataclasses: every start of the program makes these classes, and a dataclass takes four times as
long.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Place = Literal["portion", "banner"]
Names = frozenset[str]

HOME = "USA"
"""The country that a release list names first."""

_WORD = re.compile(r"[-,]|[^\s,-]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a spelling in capitals; a hyphen and a comma are words of their own."""
    return tuple(_WORD.findall(text.upper()))


def register_order(code: str) -> tuple[bool, str]:
    """The key by which a list is ordered: trigraphs by the alphabet, then groups by the alphabet."""
    return len(code) > 3, code


class Spelling(NamedTuple):
    """One way to write a term. `style` marks a way that is understood, but reported as another style."""

    text: str
    place: Place
    style: bool = False


class When(NamedTuple):
    """A condition on a mark: its level is one of `levels`, it has one of `any`, all of `all`, none of `none`.

    An empty set imposes nothing; `*` in `any` means every control. `lone` requires that the country list of the control
    names nobody but the United States.
    """

    levels: Names = frozenset()
    any: Names = frozenset()
    all: Names = frozenset()
    none: Names = frozenset()
    lone: str = ""

    def holds(self, level: str, controls: Names, lists: Mapping[str, Names]) -> bool:
        """Whether a mark of these parts meets the condition."""
        if self.levels and level not in self.levels:
            return False
        if self.any and self.any.isdisjoint(controls) and not ("*" in self.any and controls):
            return False
        if self.lone and (self.lone not in lists or lists[self.lone] - {HOME}):
            return False
        return self.all <= controls and self.none.isdisjoint(controls)


class Level(NamedTuple):
    """A classification. `portion` and `banner` are its canonical spellings, "" if it has none.

    `rank` is its strictness, an even number; `short` the name by which reports rank it. `legacy` names the successor of
    a term that only old documents have.
    """

    name: str
    portion: str
    banner: str
    meaning: str
    source: str
    spellings: tuple[Spelling, ...]
    since: date | None
    until: date | None
    legacy: str
    rank: int
    short: str


class Control(NamedTuple):
    """A control, caption, compartment or programme: what a level has, and more.

    `rank` is an odd number, between two levels, if reports rank it; else -1, and `short` is empty. `shape` is the form
    of the values after its word: nothing (`word`), countries whose lists intersect when joined (`countries`), countries
    that add up (`list`), compartments with sub-compartments (`tree`), names separated as controls are (`programs`).
    """

    name: str
    portion: str
    banner: str
    meaning: str
    source: str
    spellings: tuple[Spelling, ...]
    since: date | None
    until: date | None
    legacy: str
    rank: int
    short: str
    category: str
    place: int
    """Its place in the register."""
    shape: Literal["word", "countries", "list", "tree", "programs"] = "word"
    trailing: bool = False
    """Whether the list comes before the word, its countries separated as controls are (`USA/GBR EYES ONLY`)."""
    head: str = ""
    """The level that it means at the head of a mark, in the places of `heads`: (SBU) is UNCLASSIFIED with SBU."""
    heads: tuple[Place, ...] = ()
    bare: str = ""
    """Its portion spelling without a list, which means the list of the banner."""
    unlisted: str = ""
    """Its banner spelling if the portions leave the list open."""
    list_of: str = ""
    """The control that its list belongs to (EYES ONLY is a list of REL TO)."""
    gives: str = ""
    """The control whose list every country of this list enters too (who may have it may be shown it)."""
    permissive: bool = False
    """Whether it permits release: a banner may then claim it only if the portions permit it too."""
    supported: bool = False
    """Whether a banner may claim it only if a portion has it, compilation apart."""
    optional: bool = False
    """Whether a banner may leave it out, though portions carry it."""
    met_by: Names = frozenset()
    """Controls of a banner that satisfy it, if portions require it."""
    levels: Names = frozenset()
    needs: tuple[Names, ...] = ()
    excludes: Names = frozenset()
    value: str = ""
    """The pattern of one value."""
    least: int = 0
    most: int = 0
    barred: Names = frozenset()
    first: str = ""
    ordered: bool = False
    children: Mapping[str, str] = MappingProxyType({})
    """Spellings of its known values, each with the canonical value."""


Term: TypeAlias = Level | Control


class Category(NamedTuple):
    """Controls that are written together, in the order of the register or of the portions that bring them.

    `unknown_needs` opens it to names that no register publishes, in a mark that has one of these controls.
    """

    name: str
    order: Literal["register", "appearance"]
    needs: Names
    unknown_needs: Names
    source: str


class Origin(NamedTuple):
    """A foreign or joint classification, after a leading separator: `//DEU S`, `//JOINT S CAN USA`, `//NS`.

    `portion` and `banner` are its words for levels; `barred` are countries without such a level ("*": without any).
    It names `least` countries, `of` one that is among them; all are on the release list of the control `gives`.
    """

    name: str
    list_at: Literal["none", "front", "back"]
    word: str
    portion: Mapping[str, str]
    banner: Mapping[str, str]
    value: str
    excludes: Names
    barred: Mapping[str, Names]
    least: int
    of: str
    gives: str
    meaning: str
    source: str


class Rewrite(NamedTuple):
    """What an authority does to a joined mark if `when` holds: names are dropped, added, or moved with their values."""

    when: When
    source: str
    drop: Names
    add: Names
    move: Mapping[str, str]
    level: str


class Witness(NamedTuple):
    """A finding about a single portion that rewrites of the whole need: joined by union, as any control.

    `whole` is set if a banner is a witness to it as well, for all portions under it.
    """

    name: str
    when: When
    whole: bool


class Notation(NamedTuple):
    """The separators of marks: between categories (`between`) and inside one (`within`).

    `blanks` allows blanks alone between terms; `loose` leaves separators and order unchecked.
    """

    between: Mapping[Place, str]
    within: Mapping[Place, str]
    blanks: bool
    loose: bool
    source: str


class Uniform(NamedTuple):
    """The era in which one mark could be valid for the entire text."""

    since: date | None
    until: date | None
    source: str


class MarkingTables(NamedTuple):
    """The whole file of one system."""

    name: str
    root: str
    """The system that this one extends in the end, or its own name."""
    source: str
    knows: tuple[str, ...]
    """Systems to ask about a part that this one does not have."""
    earlier: tuple[tuple[date, str], ...]
    """Systems whose rules held before a date."""
    notation: Notation
    uniform: Uniform | None
    levels: Mapping[str, Level]
    categories: Mapping[str, Category]
    controls: Mapping[str, Control]
    origins: tuple[Origin, ...]
    country_groups: Mapping[str, Names]
    combinations: Mapping[str, str]
    """Canonical portion spellings of marks that their parts would spell otherwise."""
    phrases: tuple[tuple[Spelling, tuple[str, ...]], ...]
    """Spellings that mean several controls."""
    witnesses: tuple[Witness, ...]
    rewrites: tuple[Rewrite, ...]

    def terms(self) -> list[Term]:
        """All levels, then all controls."""
        return [*self.levels.values(), *self.controls.values()]

    def control(self, name: str) -> Control | None:
        """The control that a name in a mark belongs to (`SI` for `SI:G`); None for a finding or a foreign origin."""
        base = name.partition(":")[0]
        if base in self.controls:
            return self.controls[base]
        category, mark, word = base.partition("?")
        return self.unpublished(category, word) if mark else None

    @staticmethod
    def published(names: Iterable[str]) -> bool:
        """Whether every name in a mark is one of a register, none a word that an open category takes in."""
        return not any("?" in name for name in names)

    def unpublished(self, category: str, word: str) -> Control:
        """A control of an open category that no register publishes, as `CATEGORY?WORD`."""
        return Control(
            name=f"{category}?{word}",
            portion=word,
            banner=word,
            meaning="an unpublished control",
            source=self.categories[category].source,
            spellings=(),
            since=None,
            until=None,
            legacy="",
            rank=-1,
            short="",
            category=category,
            place=len(self.controls),
            shape="tree",
        )
