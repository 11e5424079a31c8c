"""A marking system as its file states it, in typed tables. The file's form: `rules/_schema/marking-system.schema.json`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Table = Mapping[str, Any]
Place = Literal["portion", "banner"]
Names = frozenset[str]

_WORD = re.compile(r"[-,]|[^\s,-]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a spelling in capitals; a hyphen and a comma are words of their own."""
    return tuple(_WORD.findall(text.upper()))


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a term. `style` marks a way that is understood, and told as another style."""

    text: str
    place: Place
    style: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a mark: its level is one of `levels`, it has one of `any`, all of `all`, none of `none`.

    An empty set asks nothing; `*` in `any` stands for every control. `lone` asks that the country list of that control
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
        if self.lone and (self.lone not in lists or lists[self.lone] - {"USA"}):
            return False
        return self.all <= controls and self.none.isdisjoint(controls)


@dataclass(frozen=True, slots=True)
class Term:
    """What a level and a control have in common. `portion` and `banner` are the canonical spellings, "" where it has none."""

    name: str
    portion: str
    banner: str
    meaning: str
    source: str
    spellings: tuple[Spelling, ...]
    since: date | None
    until: date | None
    legacy: str
    """What took its place, for a term that only old documents carry."""
    rank: int
    """Strictness among the levels of the system; a control that reports rank with the levels has the rank of one."""
    short: str
    """The name by which reports rank it; "" for a control that is not ranked."""


@dataclass(frozen=True, slots=True)
class Level(Term):
    """A classification of the system."""


@dataclass(frozen=True, slots=True)
class Control(Term):
    """A control, caption, compartment or programme.

    `shape` says what stands behind its word: nothing (`word`), countries whose lists intersect when joined (`countries`),
    countries that add up (`list`), compartments with sub-compartments (`tree`), names parted as controls are (`programs`).
    """

    category: str
    place: int
    shape: Literal["word", "countries", "list", "tree", "programs"] = "word"
    trailing: bool = False
    """Whether the list stands before the word, its countries parted as controls are (`USA/GBR EYES ONLY`)."""
    head: str = ""
    """The level that it stands for at the head of a portion mark: (SBU) is UNCLASSIFIED with SBU."""
    list_of: str = ""
    """The control whose list its own list enters (EYES ONLY is a list of REL TO)."""
    gives: str = ""
    """The control whose list every country of this list enters too (who may have it may be shown it)."""
    levels: Names = frozenset()
    needs: tuple[Names, ...] = ()
    excludes: Names = frozenset()
    value: str = ""
    least: int = 0
    most: int = 0
    barred: Names = frozenset()
    first: str = ""
    ordered: bool = False
    children: Mapping[str, str] = field(default_factory=dict)
    """Spellings of known values, each with the canonical value."""


@dataclass(frozen=True, slots=True)
class Category:
    """Controls that stand together. `unknown_needs` opens it to names that no register publishes, beside one of these."""

    name: str
    order: Literal["register", "appearance", "any"] = "register"
    unknown_needs: Names = frozenset()
    after: Names = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A foreign or joint classification, behind a leading separator: `//DEU S`, `//JOINT S CAN USA`, `//NS`."""

    name: str
    list_at: Literal["none", "front", "back"]
    word: str
    portion: Mapping[str, str]
    banner: Mapping[str, str]
    excludes: Names
    least: int
    barred: Mapping[str, Names]
    source: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What an authority does to a joined mark: where `when` holds, names go (`drop`), come (`add`) or move with their values."""

    when: When
    source: str
    drop: Names
    add: Names
    move: Mapping[str, str]
    level: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A finding about a single portion that rewrites of the whole need: joined by union, as any control."""

    name: str
    when: When


@dataclass(frozen=True, slots=True)
class Notation:
    """The separators of a mark: between categories and within one."""

    between: str
    within: str
    banner_between: str
    banner_within: str
    blanks: bool
    source: str


@dataclass(frozen=True, slots=True)
class Uniform:
    """The era of one mark for the entire text."""

    since: date | None
    until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All that one system's file says."""

    name: str
    title: str
    source: str
    knows: tuple[str, ...]
    earlier: tuple[tuple[date, str], ...]
    """Systems whose rules held before a date: the first whose date is not yet reached stands in."""
    notation: Notation
    uniform: Uniform | None
    levels: Mapping[str, Level]
    categories: Mapping[str, Category]
    controls: Mapping[str, Control]
    origins: tuple[Origin, ...]
    groups: Mapping[str, Names]
    combinations: tuple[tuple[str, str, str], ...]
    """A mark as its parts would spell it, its canonical spelling, the source."""
    phrases: tuple[tuple[Spelling, tuple[str, ...]], ...]
    witnesses: tuple[Witness, ...]
    rewrites: tuple[Rewrite, ...]


def tables(document: Table) -> Tables:
    """The tables of a file that meets the schema."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Table) -> None:
        self.document = document
        self.groups = {f"@{name}": frozenset(members) for name, members in document.get("groups", {}).items()}

    def read(self) -> Tables:
        document = self.document
        levels = [self._level(table, rank) for rank, table in enumerate(document["level"])]
        self.ranks = {level.name: level.rank for level in levels}
        return Tables(
            name=document["name"],
            title=document["title"],
            source=document["source"],
            knows=tuple(document.get("knows", ())),
            earlier=tuple((table["until"], table["system"]) for table in document.get("earlier", ())),
            notation=_notation(document["notation"]),
            uniform=_uniform(document.get("uniform")),
            levels={level.name: level for level in levels},
            categories={table["name"]: self._category(table) for table in document.get("category", ())},
            controls={
                table["name"]: self._control(table, place)
                for place, table in enumerate(document.get("control", ()))
            },
            origins=tuple(self._origin(table) for table in document.get("origin", ())),
            groups=self.groups,
            combinations=tuple(
                (table["reads"], table["portion"], table["source"])
                for table in document.get("combination", ())
            ),
            phrases=tuple(
                (spelling, tuple(table["reads"]))
                for table in document.get("phrase", ())
                for spelling in _also(table)
            ),
            witnesses=tuple(
                Witness("~" + table["name"], self._when(table["when"])) for table in document.get("witness", ())
            ),
            rewrites=tuple(self._rewrite(table) for table in document.get("rewrite", ())),
        )

    def names(self, listed: Iterable[str]) -> Names:
        """The names, groups opened."""
        found: set[str] = set()
        for name in listed:
            found |= self.groups.get(name, {name})
        return frozenset(found)

    def _when(self, table: Table) -> When:
        sets = {key: self.names(table.get(key, ())) for key in ("levels", "any", "all", "none")}
        return When(**sets, lone=table.get("lone", ""))

    def _level(self, table: Table, rank: int) -> Level:
        return Level(**_term(table), rank=rank, short=table.get("short", table.get("portion", "")))

    def _control(self, table: Table, place: int) -> Control:
        children: dict[str, str] = {}
        for child in table.get("children", ()):
            children |= dict.fromkeys([child["value"], *child.get("also", ())], child["value"])
        return Control(
            **_term(table),
            rank=self.ranks[table["ranks"]] if "ranks" in table else -1,
            short=table.get("short", ""),
            category=table["category"],
            place=place,
            levels=self.names(table.get("levels", ())),
            needs=tuple(self.names(group) for group in table.get("needs", ())),
            excludes=self.names(table.get("excludes", ())),
            barred=frozenset(table.get("barred", ())),
            children=children,
            **{key: table[key] for key in _PLAIN if key in table},
        )

    def _category(self, table: Table) -> Category:
        return Category(
            name=table["name"],
            order=table.get("order", "register"),
            unknown_needs=self.names(table.get("unknown_needs", ())),
            source=table.get("source", ""),
        )

    def _origin(self, table: Table) -> Origin:
        return Origin(
            name=table["name"],
            list_at=table.get("list", "none"),
            word=table.get("word", ""),
            portion=table["portion"],
            banner=table["banner"],
            excludes=self.names(table.get("excludes", ())),
            least=table.get("least", 0),
            barred={level: frozenset(countries) for level, countries in table.get("barred", {}).items()},
            source=table["source"],
        )

    def _rewrite(self, table: Table) -> Rewrite:
        return Rewrite(
            when=self._when(table["when"]),
            source=table["source"],
            drop=self.names(table.get("drop", ())),
            add=self.names(table.get("add", ())),
            move=table.get("move", {}),
            level=table.get("level", ""),
        )


_PLAIN = ("shape", "trailing", "head", "list_of", "gives", "value", "least", "most", "first", "ordered")


def _term(table: Table) -> dict[str, Any]:
    return {
        "name": table["name"],
        "portion": table.get("portion", ""),
        "banner": table.get("banner", ""),
        "meaning": table["meaning"],
        "source": table["source"],
        "spellings": tuple(_also(table)),
        "since": table.get("since"),
        "until": table.get("until"),
        "legacy": table.get("legacy", ""),
    }


def _also(table: Table) -> Iterable[Spelling]:
    for place in ("portion", "banner"):
        if table.get(place):
            yield Spelling(table[place], place)
    for other in table.get("also", ()):
        for place in ("portion", "banner") if "in" not in other else (other["in"],):
            yield Spelling(other["text"], place, other.get("style", False))


def _notation(table: Table) -> Notation:
    return Notation(
        between=table["between"],
        within=table["within"],
        banner_between=table["banner_between"],
        banner_within=table["banner_within"],
        blanks=table.get("blanks", False),
        source=table["source"],
    )


def _uniform(table: Table | None) -> Uniform | None:
    return Uniform(table.get("since"), table.get("until"), table["source"]) if table else None
