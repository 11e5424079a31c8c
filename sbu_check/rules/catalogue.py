"""All rules: those of the program, read from the saved index or from `rules/`, and custom rules beside them."""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.rules.model import Rule, rule_of
from sbu_check.values import field, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sbu_check.diagnostics.model import Severity
    from sbu_check.rules.model import Rule


INDEX = "rules.json"
"""Name of the index among the files that the build saved."""

_LEFT_OUT = frozenset({"doc", "example"})
"""What the index leaves out of a rule file, since only the rule's page needs it; but `doc.remedy` stays."""


@value
class Profile:
    """One file of `rules/_profiles`. `severity` holds severities by rule that differ from those in the rules' files."""

    name: str
    summary: str
    what: str
    severity: Mapping[str, Severity] = field(default_factory=dict)


def catalogue() -> Mapping[str, Rule]:
    """Every rule that ships with the program by id, in the order of family and id."""
    return _shipped()[0]


def profiles() -> Mapping[str, Profile]:
    """The profiles that ship with the program by name."""
    return _shipped()[1]


def sources() -> str:
    """A digest of the files of all rules and profiles: equal for two programs that have the same."""
    return _shipped()[2]


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder of rules, in order. Folders whose name begins with an underscore hold other data."""
    return sorted(path for path in folder.glob("*/*.toml") if not path.parent.name.startswith("_"))


def read_folder(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each rule file of the folder: its path relative to it (with `/`) and its parsed content."""
    for path in rule_files(folder):
        yield path.relative_to(folder).as_posix(), _toml(path)


def index_of(folder: Path) -> dict[str, Any]:
    """The index of the folder of rules, as the build saves it in JSON."""
    rules = []
    for file, data in read_folder(folder):
        entry = {key: value for key, value in data.items() if key not in _LEFT_OUT}
        rules.append([file, entry | {"doc": {"remedy": data["doc"]["remedy"]}}])
    return {
        "sources": _sources(folder),
        "profiles": [_toml(path) for path in _profile_files(folder)],
        "rules": rules,
    }


@cache
def _shipped() -> tuple[Mapping[str, Rule], Mapping[str, Profile], str]:
    folder = resources.folder("rules")
    index = _saved_index(folder) or index_of(folder)
    rules = [rule_of(data, family=file.partition("/")[0], file=file) for file, data in index["rules"]]
    profiles = [Profile(**data) for data in index["profiles"]]
    return (
        MappingProxyType({rule.id: rule for rule in rules}),
        MappingProxyType({profile.name: profile for profile in profiles}),
        index["sources"],
    )


def _saved_index(folder: Path) -> dict[str, Any] | None:
    """The index that the build saved; None without one, or when the folder of a checkout has moved on since."""
    path = resources.saved(INDEX)
    if path is None:
        return None
    import json  # noqa: PLC0415 - a checkout without an index needs none

    index: dict[str, Any] = json.loads(path.read_bytes())
    # Inside a wheel both were written together; beside a checkout the index may be of an earlier build.
    return index if folder.parent == path.parent or index["sources"] == _sources(folder) else None


def _profile_files(folder: Path) -> list[Path]:
    return sorted((folder / "_profiles").glob("*.toml"))


def _sources(folder: Path) -> str:
    """A digest of the names and contents of all files that an index is made from."""
    from hashlib import sha256  # noqa: PLC0415 - loads a large library, and a wheel needs none

    sources = sha256()
    for path in [*rule_files(folder), *_profile_files(folder)]:
        sources.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sources.hexdigest()


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - a wheel has the index and needs none

    return tomllib.loads(path.read_text(encoding="utf-8"))


@value
class CustomRules:
    """The custom rules of a configuration. Two with the same `digest` are the same rules, in any process."""

    rules: tuple[Rule, ...] = field(default_factory=tuple, compare=False)
    digest: str = ""


NO_CUSTOM_RULES = CustomRules()


@lru_cache(maxsize=16)
def every(custom: CustomRules) -> Mapping[str, Rule]:
    """The rules of the program and custom rules by id."""
    return (
        MappingProxyType({**catalogue(), **{rule.id: rule for rule in custom.rules}})
        if custom.rules
        else catalogue()
    )
