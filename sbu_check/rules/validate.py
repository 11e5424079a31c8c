"""Rule files checked against the schema and against themselves, for custom rules and for the tests.

The rules that ship are valid, so that the ordinary path needs none of this.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.diagnostics.message import slots
from sbu_check.rules.rule_page import unmarked
from sbu_check.rules.vocabulary import LISTS, TEXTS, words_of
from sbu_check.text.expressions import UnusableExpression, expression
from sbu_check.text.schema_faults import Fault, fault_at, schema_faults, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Way = tuple[str | int, ...]

_VALUES: Mapping[str, frozenset[str]] = {
    "vocabulary": frozenset({"term", "meant"}),
    "pair": frozenset({"block"}),
    "required": frozenset(),
    "order": frozenset({"line", "after"}),
    "hidden": frozenset({"words", "where"}),
}
"""The values that a declarative kind gives to its messages; those of a pattern are its named groups and `text`."""

_NOT_HERE: Mapping[str, str] = {
    "check": "a custom rule names no function of the program: say what it looks for in a table such as [pattern]",
    "memo-check": "a custom rule names no function of the program",
    "compare": "a custom rule does not look at released copies",
    "project": "a custom rule does not look at configurations",
    "plugin": "only a custom rule has a plugin",
    "program": "a custom rule does not report failures of the program",
}
_NOT_CUSTOM, _CUSTOM_ONLY = ("check", "memo-check", "compare", "project", "program"), ("plugin",)
"""The keys of a rule file that only the program's own rules may have, and that only custom rules may."""


def rule_faults(text: str, file: str, data: Mapping[str, Any], *, custom: bool = False) -> list[Fault]:
    """Everything that is wrong with one rule file, whose `text` was parsed to `data`.

    The file of a `custom` rule must not name a function of the program, and its expression is one for RE2.
    """
    faults = schema_faults(text, file, data, schema("rule"))
    # The keys can be compared with each other only if the file has the right form.
    return faults or [fault_at(text, file, way, message) for way, message in _contradictions(data, custom)]


@cache
def schema(name: str) -> Mapping[str, Any]:
    """The JSON Schema `rules/_schema/NAME.schema.json`."""
    path = resources.folder("rules") / "_schema" / f"{name}.schema.json"
    loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _contradictions(data: Mapping[str, Any], custom: bool) -> Iterator[tuple[Way, str]]:
    """What in a rule file of the right form does not fit the rest of it, with the key it is about."""
    yield from _misplaced(data, _NOT_CUSTOM if custom else _CUSTOM_ONLY)
    wordings: list[tuple[Way, Mapping[str, Any]]] = [((), data)]
    wordings += [(("variant", name), variant) for name, variant in data.get("variant", {}).items()]
    yield from _idle_words(data, wordings)
    yield from _silent_lowering(data, wordings)
    for way, variant in _named_variants(data):
        if variant not in data.get("variant", {}):
            yield way, f"the file has no [variant.{variant}]"
    groups = None
    if "pattern" in data:
        try:
            groups = _groups(data["pattern"].get("regex", ""), custom)
        except UnusableExpression as error:
            yield ("pattern", "regex"), str(error)
        else:
            yield from _pattern_contradictions(data["pattern"], groups)
    if "vocabulary" in data:
        yield from _term_contradictions(data["vocabulary"], custom, fix=data["fix"])
    given = _given(data, groups)
    for way, wording in wordings:
        for key in ("message", "title"):
            if given is not None and (unknown := slots(wording.get(key, "")) - given):
                yield (*way, key), f"nothing gives the value {_listed(unknown)}"


def _idle_words(
    data: Mapping[str, Any], wordings: Iterable[tuple[Way, Mapping[str, Any]]]
) -> Iterator[tuple[Way, str]]:
    """Keys of a file that describe a fix if there is none."""
    fixing = [(*way, "fix") for way, wording in wordings if wording.get("fix", "none") != "none"]
    if "plugin" in data:
        yield from ((way, "a check of a plugin offers no fix") for way in fixing)
    if not fixing:
        yield from (
            ((*way, "title"), "names a fix, but the rule has none") for way, one in wordings if "title" in one
        )


_LOWERS = re.compile(r"\b(?:lower|remov)", re.IGNORECASE)


def _silent_lowering(
    data: Mapping[str, Any], wordings: Iterable[tuple[Way, Mapping[str, Any]]]
) -> Iterator[tuple[Way, str]]:
    """Report `lowers` without a fix, or without a word of it in `fix_safety`."""
    if "lowers" not in data:
        return
    if not any(wording.get("fix") in {"safe", "unsafe"} for _, wording in wordings):
        yield ("lowers",), "the rule makes no fix that could lower a mark"
    elif not _LOWERS.search(data["doc"].get("fix_safety", "")):
        yield ("lowers",), 'doc.fix_safety does not say what the fix lowers or removes ("lowers", "removes")'


def _misplaced(data: Mapping[str, Any], keys: Iterable[str]) -> Iterator[tuple[Way, str]]:
    """The keys that a file of this kind may not have."""
    yield from (((key,), _NOT_HERE[key]) for key in keys if key in data)
    yield from _bad_examples(data["example"])


def _bad_examples(examples: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Way, str]]:
    for index, example in enumerate(examples):
        try:
            unmarked(example.get("bad", ""))
        except ValueError as error:
            yield ("example", index, "bad"), str(error)


def _groups(regex: str, custom: bool) -> frozenset[str]:
    """The named groups of an expression. Raises UnusableExpression."""
    if custom:
        return frozenset(expression(regex).groups if regex else ())
    try:
        return frozenset(re.compile(regex).groupindex)
    except re.error as error:
        raise UnusableExpression(f"this is not a regular expression: {error.msg}") from None


def _pattern_contradictions(table: Mapping[str, Any], groups: frozenset[str]) -> Iterator[tuple[Way, str]]:
    if "group" in table and table["group"] not in groups:
        yield ("pattern", "group"), "the expression has no group of that name"
    if unknown := slots(table.get("replace", "")) - groups:
        yield ("pattern", "replace"), f"the expression has no group {_listed(unknown)}"


def _term_contradictions(table: Mapping[str, Any], custom: bool, *, fix: str) -> Iterator[tuple[Way, str]]:
    part = table["part"]
    if "instead" in table and fix == "none":
        yield ("fix",), 'says "none", but "instead" is a fix: "display" shows it and changes nothing'
    if part not in LISTS and "known" in table:
        yield ("vocabulary", "known"), f"there are lists of {', '.join(LISTS)} only"
    if part in TEXTS:
        keys = [key for key in ("only", "near") if key in table]
        yield from (
            (("vocabulary", key), "in running text only what may not stand can be named") for key in keys
        )
    for key in ("only", "never", "instead"):
        terms = table.get(key, ())
        if isinstance(terms, str):
            if not custom:
                yield ("vocabulary", key), "only a custom rule has its terms in a file of their own"
            continue
        for term in terms:
            if not words_of(term):
                yield ("vocabulary", key), f"{shown(term)} holds no word"


def _given(data: Mapping[str, Any], groups: frozenset[str] | None) -> frozenset[str] | None:
    """The values that the rule's messages may use; None if they are known only when its check runs."""
    if "pattern" in data:
        return None if groups is None else groups | {"text"}
    return next((values for kind, values in _VALUES.items() if kind in data), None)


def _named_variants(data: Mapping[str, Any]) -> Iterator[tuple[Way, str]]:
    """Each variant that something in the file names, with the key that does."""
    if "near" in data.get("vocabulary", {}):
        yield ("vocabulary", "near"), data["vocabulary"]["near"]
    if "last" in data.get("pair", {}):
        yield ("pair", "last"), data["pair"]["last"]
    for trouble in data["order"].get("troubles", ("late", "again", "stray")) if "order" in data else ():
        yield ("order",), trouble
    for index, example in enumerate(data["example"]):
        if "variant" in example:
            yield ("example", index, "variant"), example["variant"]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in sorted(names))
