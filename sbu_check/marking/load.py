"""The tables of a marking system from its document: a file of `rules/_markings`, in the form of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from sbu_check import resources
from sbu_check.marking.data import (
    Category,
    Control,
    Level,
    MarkingTables,
    Names,
    Notation,
    Origin,
    Place,
    Rewrite,
    Spelling,
    Uniform,
    When,
    Witness,
)

Table = Mapping[str, Any]
_PLACES: tuple[Place, Place] = ("portion", "banner")
_NAMED = frozenset({"level", "category", "control", "origin"})
_PLAIN = (
    "shape", "trailing", "head", "bare", "unlisted", "list_of", "gives", "permissive", "supported", "optional", "value",
    "least", "most", "first", "ordered",
)  # fmt: skip


def shipped_names() -> frozenset[str]:
    """The names of the systems that ship."""
    return frozenset(path.stem for path in (resources.folder("rules") / "_markings").glob("*.toml"))


def shipped(name: str) -> Table | None:
    """The whole document of a system that ships, None if no such system does."""
    if not (resources.folder("rules") / "_markings" / f"{name}.toml").is_file():
        return None
    own = resources.table("markings", name)
    base = shipped(own["extends"]) if "extends" in own else None
    return extended(base, own) if base else own


def extended(base: Table, own: Table) -> dict[str, Any]:
    """A document on top of another: its values win, and its named tables extend those of the same name.

    `root` is the name of the system below all.
    """
    merged: dict[str, Any] = {**base, **own, "root": base.get("root", base["name"])}
    for key in own.keys() & base.keys():
        if key in _NAMED:
            merged[key] = _overlaid(base[key], own[key])
        elif isinstance(own[key], dict):
            merged[key] = base[key] | own[key]
    return merged


def _overlaid(base: Iterable[Table], own: Iterable[Table]) -> list[dict[str, Any]]:
    tables = {table["name"]: dict(table) for table in base}
    for table in own:
        tables[table["name"]] = tables.get(table["name"], {}) | dict(table)
    return list(tables.values())


def tables(document: Table) -> MarkingTables:
    """The tables of a whole document that meets the schema; days are dates, or strings as JSON has them."""
    return _Loader(document).tables()


class _Loader:
    def __init__(self, document: Table) -> None:
        self._document = document
        self._groups = {f"@{name}": members for name, members in document.get("groups", {}).items()}
        self._ranks = {table["name"]: 2 * place for place, table in enumerate(document["level"])}
        self._controls = [*document.get("control", ()), *listed(document.get("terms", ()))]
        self._children = _children(self._controls)

    def tables(self) -> MarkingTables:
        document = self._document
        return MarkingTables(
            name=document["name"],
            root=document.get("root", document["name"]),
            source=document["source"],
            knows=tuple(document.get("knows", ())),
            earlier=tuple((_day(table["until"]), table["system"]) for table in document.get("earlier", ())),
            notation=_notation(document["notation"]),
            uniform=_uniform(document.get("uniform")),
            levels={table["name"]: self._level(table) for table in document["level"]},
            categories={table["name"]: self._category(table) for table in document.get("category", ())},
            controls={
                table["name"]: self._control(table, place) for place, table in enumerate(self._controls)
            },
            origins=tuple(self._origin(table) for table in document.get("origin", ())),
            country_groups={
                name: frozenset(codes) for name, codes in document.get("country_groups", {}).items()
            },
            combinations={table["reads"]: table["portion"] for table in document.get("combination", ())},
            phrases=tuple(
                (spelling, tuple(table["reads"]))
                for table in document.get("phrase", ())
                for spelling in _also(table)
            ),
            witnesses=tuple(
                Witness("~" + table["name"], self._when(table["when"]), table.get("whole", False))
                for table in document.get("witness", ())
            ),
            rewrites=tuple(self._rewrite(table) for table in document.get("rewrite", ())),
        )

    def _names(self, listed: Iterable[str]) -> Names:
        """The names, groups opened; a group may hold groups."""
        found: set[str] = set()
        for name in listed:
            found |= self._names(self._groups[name]) if name in self._groups else {name}
        return frozenset(found)

    def _when(self, table: Table) -> When:
        return When(
            levels=self._names(table.get("levels", ())),
            any=self._names(table.get("any", ())),
            all=self._names(table.get("all", ())),
            none=self._names(table.get("none", ())),
            lone=table.get("lone", ""),
        )

    def _level(self, table: Table) -> Level:
        return Level(
            **_term(table), rank=self._ranks[table["name"]], short=table.get("short") or table["portion"]
        )

    def _control(self, table: Table, place: int) -> Control:
        return Control(
            **_term(table),
            rank=self._ranks[table["above"]] + 1 if "above" in table else -1,
            heads=tuple(table.get("heads", ())),
            short=table.get("short", ""),
            category=table["category"],
            place=place,
            met_by=self._names(table.get("met_by", ())),
            levels=self._names(table.get("levels", ())),
            needs=tuple(self._names(group) for group in table.get("needs", ())),
            excludes=self._names(table.get("excludes", ())),
            barred=frozenset(table.get("barred", ())),
            children=self._children.get(table["name"], {}),
            **{key: table[key] for key in _PLAIN if key in table},
        )

    def _category(self, table: Table) -> Category:
        return Category(
            name=table["name"],
            order=table.get("order", "register"),
            needs=self._names(table.get("needs", ())),
            unknown_needs=self._names(table.get("unknown_needs", ())),
            source=table.get("source", ""),
        )

    def _origin(self, table: Table) -> Origin:
        return Origin(
            name=table["name"],
            list_at=table.get("list", "none"),
            word=table.get("word", ""),
            portion=table["portion"],
            banner=table["banner"],
            value=table.get("value", ""),
            excludes=self._names(table.get("excludes", ())),
            barred={level: frozenset(countries) for level, countries in table.get("barred", {}).items()},
            least=table.get("least", 0),
            of=table.get("of", ""),
            gives=table.get("gives", ""),
            meaning=table["meaning"],
            source=table["source"],
        )

    def _rewrite(self, table: Table) -> Rewrite:
        return Rewrite(
            when=self._when(table["when"]),
            source=table["source"],
            drop=self._names(table.get("drop", ())),
            add=self._names(table.get("add", ())),
            move=table.get("move", {}),
            level=table.get("level", ""),
        )


def listed(lists: Iterable[Table]) -> Iterable[Table]:
    """The controls of lists that give each its name and meaning only."""
    for terms in lists:
        shared = {key: value for key, value in terms.items() if key != "meanings"}
        for name, meaning in terms["meanings"].items():
            yield shared | {"name": name, "portion": name, "banner": name, "meaning": meaning}


def _children(controls: Iterable[Table]) -> dict[str, dict[str, str]]:
    """The known values of each control: their spellings, each with the canonical value."""
    children: dict[str, dict[str, str]] = {}
    for table in controls:
        name, colon, value = table["name"].partition(":")
        if colon and not value.endswith("*"):
            children.setdefault(name, {}).update({spelling.text: value for spelling in _also(table)})
    return children


def _term(table: Table) -> dict[str, Any]:
    return {
        "name": table["name"],
        "portion": table.get("portion", ""),
        "banner": table.get("banner", ""),
        "meaning": table["meaning"],
        "source": table["source"],
        "spellings": tuple(_also(table)),
        "since": _day(table.get("since")),
        "until": _day(table.get("until")),
        "legacy": table.get("legacy", ""),
    }


def _also(table: Table) -> Iterable[Spelling]:
    for place in _PLACES:
        if table.get(place):
            yield Spelling(table[place], place)
    if table.get("bare"):
        yield Spelling(table["bare"], "portion")
    for other in table.get("also", ()):
        for place in (cast("Place", other["in"]),) if "in" in other else _PLACES:
            yield Spelling(other["text"], place, other.get("style", False))


def _notation(table: Table) -> Notation:
    return Notation(
        between={"portion": table["between"], "banner": table["banner_between"]},
        within={"portion": table["within"], "banner": table["banner_within"]},
        blanks=table.get("blanks", False),
        loose=table.get("loose", False),
        source=table["source"],
    )


def _uniform(table: Table | None) -> Uniform | None:
    return Uniform(_day(table.get("since")), _day(table.get("until")), table["source"]) if table else None


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value
