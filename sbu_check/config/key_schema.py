"""The JSON Schema of a configuration, made from the keys and from the rules, profiles and marking systems there are.

`python -m sbu_check.config.key_schema FILE` writes it. Editors complete and check a configuration by it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sbu_check.config.suppressions import LINES
from sbu_check.marking.systems import names as system_names
from sbu_check.rules.catalogue import catalogue, profiles
from sbu_check.rules.selection import DEFAULT_PROFILE

if TYPE_CHECKING:
    from collections.abc import Mapping

ID = "urn:sbu-check:schema:config:1"

_STRINGS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_NAMES = {"type": "array", "items": {"$ref": "#/$defs/name"}}
_FORM = {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
_SHIPPED = {"$ref": "#/$defs/shipped-name"}
_NAMING: dict[str, Any] = {
    "select": {"items": _SHIPPED},
    "ignore": {"items": _SHIPPED},
    "severity": {"propertyNames": _SHIPPED},
}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

PER_FILE: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "profile": (
        "Set of rules to run.",
        f'"{DEFAULT_PROFILE}"',
        {"$ref": "#/$defs/profile"},
    ),
    "select": (
        "Rules, families and profile:NAME to run, in place of the profile's.",
        '["profile:archive", "encoding"]',
        _NAMES,
    ),
    "ignore": ("Rules and families not to run.", '["smart-quotes"]', _NAMES),
    "severity": (
        "Severity by rule or family.",
        '{ section-missing = "warning" }',
        {
            "type": "object",
            "propertyNames": {"$ref": "#/$defs/name"},
            "additionalProperties": {"$ref": "#/$defs/severity"},
        },
    ),
    "preview": ("Whether to run rules that are not stable yet.", "false", {"type": "boolean"}),
    "marking-system": (
        "Marking system of the documents: one that ships, or one of marking-paths.",
        '"state"',
        {"anyOf": [{"$ref": "#/$defs/system"}, {"type": "string", "minLength": 1}]},
    ),
    "date": ("Day whose rules apply to documents without a date.", "2005-03-02", _DAY),
    "date-pattern": (
        "Template of the day in the names of files (with a slash: in their paths): %Y %y %m %b %d %j.",
        '"%Y-%m-%d"',
        {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "%[Yy]"},
    ),
    "expect": ("What every file is; one that is not is an error.", '"cable"', {"const": "cable"}),
    "captions": ("Custom captions.", '["OURCAP"]', _STRINGS),
    "posts": ("Custom posts.", '["OURPOST"]', _STRINGS),
    "tags": ("Custom TAGS.", '["OURT"]', _STRINGS),
}
"""The keys that hold for files: what each says, an example of its value in TOML, and its schema."""

WHOLE: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "extends": (
        "Configuration file that this one extends, relative to this one.",
        '"base.toml"',
        {"type": "string", "minLength": 1},
    ),
    "rule-paths": ("Files and folders of custom rules, relative to this file.", '["our-rules/"]', _STRINGS),
    "plugins": (
        "Installed checks, by their entry points, that custom rules may use.",
        '["our-checks"]',
        _STRINGS,
    ),
    "fail-level": (
        "Least severity that makes the exit code 1.",
        '"warning"',
        {"$ref": "#/$defs/severity"},
    ),
    "exclude": ("Files that a walk leaves out: patterns as in .gitignore.", '["drafts/old/"]', _STRINGS),
    "baseline": (
        "File of known findings, which `baseline create` writes.",
        '"sbu-check-baseline.json"',
        {"type": "string", "minLength": 1},
    ),
    "marking-paths": (
        "Folders of custom marking systems, in the form of those that ship.",
        '["marking-systems"]',
        _STRINGS,
    ),
}
"""The keys that hold for the whole project, likewise; besides the tables of `per-file` and `suppress`."""


def schema() -> dict[str, Any]:
    """The schema of `sbu-check.toml`, and of `[tool.sbu-check]` in a pyproject.toml (draft 2020-12)."""
    per_file = _described(PER_FILE)
    rules = sorted(catalogue())
    former = sorted(name for rule in catalogue().values() for name in rule.former)
    families = sorted({rule.family for rule in catalogue().values()})
    named = [f"profile:{profile}" for profile in sorted(profiles())]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Configuration of sbu-check",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **per_file,
            **_described(WHOLE),
            "per-file": {
                "description": "What holds for some files: later tables win.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["paths"],
                    "properties": {
                        "paths": {"description": "Patterns as in .gitignore.", **_STRINGS},
                        **per_file,
                    },
                },
            },
            "suppress": {
                "description": "Findings that are known and right.",
                "type": "array",
                "items": {"$ref": "#/$defs/suppression"},
            },
        },
        # Custom rules are not known here: where there may be some, a name need only look like one.
        "if": {"not": {"anyOf": [{"required": ["rule-paths"]}, {"required": ["extends"]}]}},
        "then": {
            "properties": {
                **_NAMING,
                "per-file": {"items": {"properties": _NAMING}},
                "suppress": {"items": {"properties": {"rule": {"$ref": "#/$defs/shipped-rule"}}}},
            }
        },
        "$defs": {
            "name": {"anyOf": [{"$ref": "#/$defs/shipped-name"}, _FORM]},
            "rule": {"anyOf": [{"$ref": "#/$defs/shipped-rule"}, _FORM]},
            "shipped-name": {"enum": [*rules, *former, *families, *named, "all"]},
            "shipped-rule": {
                "anyOf": [
                    *({"const": rule, "description": catalogue()[rule].summary} for rule in rules),
                    *({"const": name} for name in former),
                ]
            },
            "profile": {"enum": sorted(profiles())},
            "system": {"enum": sorted(system_names())},
            "severity": {"enum": ["error", "warning", "info"]},
            "suppression": _suppression(),
        },
    }


def _suppression() -> dict[str, Any]:
    path = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["path", "rule", "reason"],
        "properties": {
            "path": {"description": "Patterns as in .gitignore.", "oneOf": [path, _STRINGS]},
            "rule": {"description": "One rule by its own name.", "$ref": "#/$defs/rule"},
            "where": {
                "description": "Its place; without it the whole file.",
                "type": "string",
                "pattern": rf"^(?:paragraph +\d{{1,6}}|text +[0-9a-f]{{24}}|{'|'.join(LINES)})$",
            },
            "reason": {"description": "Why it is right.", "type": "string", "pattern": r"\S"},
            "until": {"description": "The last day on which it counts.", **_DAY},
        },
    }


def _described(keys: Mapping[str, tuple[str, str, dict[str, Any]]]) -> dict[str, Any]:
    return {key: {"description": words, **kind} for key, (words, _, kind) in keys.items()}


def text() -> str:
    """The schema as the file that ships has it."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8", newline="\n")
