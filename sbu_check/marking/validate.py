"""Files of marking systems checked against the schema and themselves, for the user's folders and for the tests."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.marking.load import extended, listed, shipped, shipped_names
from sbu_check.text.expressions import UnusableExpression, UserPattern, compiled
from sbu_check.text.files import LARGE, read_bytes
from sbu_check.text.schema_faults import Fault, fault_at, parsed, schema_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sbu_check.marking.load import Table

Way = tuple[str | int, ...]


class FaultySystems(Exception):
    """Files of marking systems that cannot be used, with every fault found in them: file, line, key and reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def checked(folders: Iterable[Path]) -> dict[str, Table]:
    """The documents of the user's systems by name; raises FaultySystems with all faults of all files."""
    files: list[tuple[Path, str, Table]] = []
    documents: dict[str, Table] = {}
    faults: list[Fault] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        text, data = _read(path)
        found = [data] if isinstance(data, Fault) else schema_faults(text, str(path), data, schema())
        if not found and not isinstance(data, Fault):
            name = data["name"]
            if name in documents or name in shipped_names():
                found = [fault_at(text, str(path), ["name"], f'there is a system "{name}" already')]
            else:
                documents[name] = data
                files.append((path, text, data))
        faults += found
    # A system may extend one of a later file.
    for path, text, data in files:
        faults += (
            fault_at(text, str(path), way, message) for way, message in contradictions(data, documents)
        )
    if faults:
        raise FaultySystems(tuple(faults))
    return {name: _marked(document) for name, document in documents.items()}


def _marked(document: Table) -> Table:
    """The document, its patterns marked as those of a user."""
    marked = dict(document)
    for kind in _WITH_PATTERNS & document.keys():
        tables = (dict(table) for table in document[kind])
        marked[kind] = [
            {**table, "value": UserPattern(table["value"])} if "value" in table else table for table in tables
        ]
    return marked


def _read(path: Path) -> tuple[str, Table | Fault]:
    """The text of a file and its contents, or the fault that makes it unreadable."""
    try:
        text = read_bytes(path, most=LARGE).decode("utf-8-sig")
    except OSError as error:
        return "", Fault(str(path), 1, "", (error.strerror or str(error)).lower())
    except UnicodeDecodeError:
        return "", Fault(str(path), 1, "", "is not UTF-8, which TOML files are")
    return text, parsed(text, str(path))


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of a system's file."""
    path = resources.folder("rules") / "_schema" / "marking-system.schema.json"
    loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def contradictions(own: Table, documents: Mapping[str, Table]) -> Iterator[tuple[Way, str]]:
    """What in a file of the right form does not fit the rest of it, with the path to its key.

    `documents` are other systems of the user's; a file that extends a system is seen on top of it.
    """
    whole = dict(own)
    if "extends" in own:
        try:
            whole = extended(_base(own["extends"], documents, {own["name"]}), own)
        except _NoBase as error:
            yield ("extends",), str(error)
            return
    yield from _incomplete(own, whole)
    yield from _unusable(own)
    for way, name, known in _references(own, whole):
        if name not in known:
            yield way, f'"{name}" is not defined in this system'


class _NoBase(Exception):
    """A system that is extended but cannot be; the message gives the reason."""


def _base(name: str, documents: Mapping[str, Table], above: set[str]) -> Table:
    """The whole document of a system that another one extends; `above` are the systems that extend it so far."""
    if name in above:
        raise _NoBase(f'"{name}" extends itself in the end')
    own = documents.get(name)
    if own is None:
        own = shipped(name)
        if own is None:
            raise _NoBase(f'no marking system is named "{name}"')
        return own
    return extended(_base(own["extends"], documents, above | {name}), own) if "extends" in own else own


def _incomplete(own: Table, whole: Table) -> Iterator[tuple[Way, str]]:
    """Keys that a table of the file lacks and that the system it extends does not give either."""
    for key in _TOP:
        if key not in whole:
            yield (), f'the key "{key}" is missing'
    for kind, keys in _NEEDED.items():
        complete = {table["name"]: table for table in whole.get(kind, ()) if "name" in table}
        for place, table in enumerate(own.get(kind, ())):
            found = complete.get(table.get("name"), table)
            yield from (((kind, place), f'the key "{key}" is missing') for key in keys if key not in found)
    notation = whole.get("notation", {})
    yield from (
        (("notation",), f'the key "{key}" is missing')
        for key in _NOTATION
        if "notation" in whole and key not in notation
    )


def _unusable(own: Table) -> Iterator[tuple[Way, str]]:
    """Patterns and days that have the right form, but are not valid."""
    for kind in ("level", "control", "terms", "origin", "earlier"):
        for place, table in enumerate(own.get(kind, ())):
            try:
                compiled(table["value"]) if "value" in table else None
            except UnusableExpression as error:
                yield (kind, place, "value"), str(error)
            for key in ("since", "until"):
                if isinstance(table.get(key), str) and not _is_day(table[key]):
                    yield (kind, place, key), "the calendar has no such day"


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


_WITH_PATTERNS = frozenset({"level", "control", "terms", "origin"})
_TOP = ("title", "source", "notation", "level")
_NOTATION = ("between", "within", "banner_between", "banner_within", "source")
_NEEDED = {
    "level": ("portion", "banner", "meaning", "source"),
    "control": ("category", "meaning", "source"),
    "origin": ("portion", "banner", "source"),
}


def _references(own: Table, whole: Table) -> Iterator[tuple[Way, str, frozenset[str]]]:
    """Every name that a table of the file refers to, with the path to it and the names that are allowed."""
    levels = frozenset(table["name"] for table in whole.get("level", ()))
    controls = frozenset(
        table["name"] for table in [*whole.get("control", ()), *listed(whole.get("terms", ()))]
    )
    categories = frozenset(table["name"] for table in whole.get("category", ()))
    origins = frozenset(table["name"] for table in whole.get("origin", ()))
    groups = frozenset(f"@{name}" for name in whole.get("groups", ()))
    findings = frozenset(f"~{table['name']}" for table in whole.get("witness", ()))
    findings |= {
        name for table in whole.get("rewrite", ()) for name in table.get("add", ()) if name[0] == "~"
    }
    marks = controls | origins | groups | findings | {"*"}
    marks |= {f"{table['name'].partition(':')[0]}" for table in whole.get("control", ())}
    for kind in ("control", "terms"):
        for place, table in enumerate(own.get(kind, ())):
            if "category" in table:
                yield (kind, place, "category"), table["category"], categories
            yield from _names((kind, place), table, ("above", "head", "levels"), levels | groups)
            yield from _names(
                (kind, place), table, ("needs", "excludes", "met_by", "gives", "list_of"), marks
            )
    for place, table in enumerate(own.get("origin", ())):
        yield from _names(("origin", place), table, ("excludes", "gives"), marks | {""})
    for place, table in enumerate(own.get("rewrite", ())):
        yield from _names(("rewrite", place), table, ("drop", "move"), marks)
        yield from _names(("rewrite", place), table, ("level",), levels)
        yield from ((("rewrite", place, "move"), name, marks) for name in table.get("move", {}).values())
        yield from (
            (("rewrite", place, "add"), name, marks) for name in table.get("add", ()) if ":" not in name
        )
    for kind in ("witness", "rewrite"):
        for place, table in enumerate(own.get(kind, ())):
            yield from _names((kind, place, "when"), table["when"], ("levels",), levels | groups)
            yield from _names((kind, place, "when"), table["when"], ("any", "all", "none", "lone"), marks)


def _names(
    way: Way, table: Table, keys: Iterable[str], known: frozenset[str]
) -> Iterator[tuple[Way, str, frozenset[str]]]:
    for key in keys:
        value = table.get(key, ())
        listed_names = [value] if isinstance(value, str) else value
        for name in listed_names:
            for one in [name] if isinstance(name, str) else name:
                yield (*way, key), one, known
