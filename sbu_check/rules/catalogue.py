"""All rules of the program: read from the index that the wheel build wrote, or from `rules/` itself in a checkout."""

from __future__ import annotations

import hashlib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.rules.model import Rule, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

INDEX = "rules.json"
"""Name of the index file among the files that the build saved."""

_SHOWN = ("id", "former", "summary", "message", "title", "severity", "confidence", "profiles", "fix", "since", "status",
          "sources", "check", "pattern", "pair", "required", "order", "variant")  # fmt: skip
"""The keys of a rule file that the index holds: all but documentation and examples."""


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule that ships with the program by id, in the order of family and id."""
    folder = resources.folder("rules")
    index = resources.saved(INDEX)
    entries = _indexed(index, folder) if index else None
    if entries is None:
        entries = list(read_folder(folder))
    rules = [rule_of(data, family=file.partition("/")[0], file=file) for file, data in entries]
    return MappingProxyType({rule.id: rule for rule in rules})


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder of rules, in order. Folders whose name begins with an underscore hold other data."""
    return sorted(
        path for path in folder.glob("*/*.toml") if not path.parent.name.startswith("_")
    )  # fmt: skip


def read_folder(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each rule file of the folder as its path relative to it (with `/`) and its parsed content."""
    import tomllib  # noqa: PLC0415 - a wheel has the index and needs no TOML

    for path in rule_files(folder):
        yield path.relative_to(folder).as_posix(), tomllib.loads(path.read_text(encoding="utf-8"))


def sources_digest(folder: Path) -> str:
    """A digest of names and contents of all rule files, which tells whether an index was made from them."""
    digest = hashlib.sha256()
    for path in rule_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def index_of(folder: Path) -> dict[str, Any]:
    """The index of a folder of rules, as the build saves it in JSON."""
    rules = []
    for file, data in read_folder(folder):
        entry = {key: data[key] for key in _SHOWN if key in data}
        entry["doc"] = {"remedy": data["doc"]["remedy"]}
        rules.append([file, entry])
    return {"sources": sources_digest(folder), "rules": rules}


def _indexed(index: Path, folder: Path) -> list[tuple[str, dict[str, Any]]] | None:
    """The entries of the saved index; None when the folder of a checkout has moved on since."""
    import json  # noqa: PLC0415 - a checkout without an index needs no JSON

    data = json.loads(index.read_text(encoding="utf-8"))
    # Inside a wheel folder and index were written together; beside a checkout the index may be of an earlier build.
    if folder.parent != index.parent and data["sources"] != sources_digest(folder):
        return None
    entries: list[tuple[str, dict[str, Any]]] = data["rules"]
    return entries
