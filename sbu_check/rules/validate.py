"""Rule files checked against the schema and against themselves, for house rules and for the tests.

The rules that ship are valid, so that the ordinary path needs none of this.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.diagnostics.message import slots
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.model import Rule, rule_of
from sbu_check.text.faults import Fault, fault_at, parsed, schema_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Way = tuple[str | int, ...]

_VALUES: Mapping[str, frozenset[str]] = {
    "pair": frozenset({"block"}),
    "required": frozenset(),
    "order": frozenset({"line", "after"}),
}
"""The values that a declarative kind gives to its messages; those of a pattern are its named groups and `text`."""


class FaultyRules(Exception):
    """Rule files that cannot be used, with every fault found in them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def house_rules(folders: Iterable[Path]) -> dict[str, Rule]:
    """The rules in the user's folders by id. The family is the file's folder below the given one, else `house`.

    Raises FaultyRules with all faults of all files.
    """
    rules: dict[str, Rule] = {}
    faults: list[Fault] = []
    for folder in folders:
        for path in sorted(folder.rglob("*.toml")):
            text = path.read_text(encoding="utf-8")
            data = parsed(text, str(path))
            found = [data] if isinstance(data, Fault) else list(rule_faults(text, str(path), data))
            faults += found
            if found or isinstance(data, Fault):
                continue
            family = "house" if path.parent == folder else path.parent.name
            rule = rule_of(data, family=family, file=str(path.resolve()))
            if rule.id in rules or rule.id in catalogue():
                faults.append(fault_at(text, str(path), ["id"], f'there is a rule "{rule.id}" already'))
            rules[rule.id] = rule
    if faults:
        raise FaultyRules(tuple(faults))
    return rules


def rule_faults(text: str, file: str, data: Mapping[str, Any]) -> list[Fault]:
    """Everything that is wrong with one rule file, whose `text` was parsed to `data`."""
    faults = schema_faults(text, file, data, schema("rule"))
    # What the file says of itself can be compared only when it has the form.
    return faults or [fault_at(text, file, way, message) for way, message in _contradictions(data)]


@cache
def schema(name: str) -> Mapping[str, Any]:
    """The JSON Schema `rules/_schema/NAME.schema.json`."""
    path = resources.folder("rules") / "_schema" / f"{name}.schema.json"
    loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _contradictions(data: Mapping[str, Any]) -> Iterator[tuple[Way, str]]:
    """What in a rule file of the right form does not fit the rest of it, with the key it is about."""
    wordings: list[tuple[Way, Mapping[str, Any]]] = [((), data)]
    wordings += [(("variant", name), variant) for name, variant in data.get("variant", {}).items()]
    if all(wording.get("fix", "none") == "none" for _, wording in wordings):
        yield from (
            ((*way, "title"), "names a fix, but the rule has none") for way, one in wordings if "title" in one
        )
    for way, variant in _named_variants(data):
        if variant not in data.get("variant", {}):
            yield way, f"the file has no [variant.{variant}]"
    if "pattern" in data:
        yield from _pattern_contradictions(data["pattern"])
    given = _given(data)
    for way, wording in wordings:
        for key in ("message", "title"):
            if given is not None and (unknown := slots(wording.get(key, "")) - given):
                yield (*way, key), f"nothing gives the value {_listed(unknown)}"


def _pattern_contradictions(table: Mapping[str, Any]) -> Iterator[tuple[Way, str]]:
    try:
        groups = re.compile(table.get("regex", "")).groupindex.keys()
    except re.error as error:
        yield ("pattern", "regex"), f"this is no regular expression: {error.msg}"
        return
    if "group" in table and table["group"] not in groups:
        yield ("pattern", "group"), "the expression has no group of that name"
    if unknown := slots(table.get("replace", "")) - groups:
        yield ("pattern", "replace"), f"the expression has no group {_listed(unknown)}"


def _given(data: Mapping[str, Any]) -> frozenset[str] | None:
    """The values that the rule's messages may use; None where only the run of its check can tell."""
    if "pattern" in data:
        try:
            return frozenset({"text", *re.compile(data["pattern"].get("regex", "")).groupindex})
        except re.error:
            return None
    return next((values for kind, values in _VALUES.items() if kind in data), None)


def _named_variants(data: Mapping[str, Any]) -> Iterator[tuple[Way, str]]:
    """Each variant that something in the file names, with the key that does."""
    if "last" in data.get("pair", {}):
        yield ("pair", "last"), data["pair"]["last"]
    for trouble in data["order"].get("troubles", ("late", "again", "stray")) if "order" in data else ():
        yield ("order",), trouble
    for index, example in enumerate(data["example"]):
        if "variant" in example:
            yield ("example", index, "variant"), example["variant"]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in sorted(names))
