"""Rule files of a user's folders, read and checked: what only runs with custom rules need."""

from __future__ import annotations

import stat
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sbu_check.rules.catalogue import NO_CUSTOM_RULES, CustomRules, catalogue, profiles
from sbu_check.rules.model import Rule, rule_of
from sbu_check.rules.validate import rule_faults
from sbu_check.text.files import LARGE, inside, is_folder, outside, read_bytes, repository_of, status_of
from sbu_check.text.schema_faults import Fault, fault_at, parsed
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FAMILY = "custom"
"""The family of the rules directly in a folder; those of a subfolder are of the family with its name."""


class FaultyRules(Exception):
    """Rule files that cannot be used, with every fault found in them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


def custom_rules(
    places: Iterable[Path],
    before: CustomRules = NO_CUSTOM_RULES,
    within: tuple[Path, ...] | None = None,
    trust: tuple[Path, ...] = (),
) -> CustomRules:
    """Return the rules in files and folders, after those of `before`.

    They and the lists that they name must be in the folders `within`: by default the repository of each
    place and the folders of `trust`.

    Raises FaultyRules with all faults of all files, OSError for a place that cannot be read.
    """
    rules = {rule.id: rule for rule in before.rules}
    known = {rule.file for rule in before.rules}
    faults: list[Fault] = []
    listed = dict.fromkeys((*file, place) for place in places for file in rule_files(place))
    for path, family, place in listed:
        if str(path.resolve()) in known:
            continue
        known.add(str(path.resolve()))
        rule = read_rule(path, family, within or (_root(place), *trust))
        if not isinstance(rule, Rule):
            faults += rule
        elif clashes := [*_clashes(rule, rules.values())]:
            faults += (fault_at(_text(path), str(path), ["id"], message) for message in clashes)
        else:
            rules[rule.id] = rule
    if faults:
        raise FaultyRules(faults)
    found = tuple(rules.values())
    return CustomRules(found, _digest(found)) if found else NO_CUSTOM_RULES


def _digest(rules: Iterable[Rule]) -> str:
    """The same for rules that declare the same, wherever their files are."""
    declared = (repr(replace(rule, file="")) for rule in rules)
    return sha256("\n".join(declared).encode()).hexdigest()[:16]


def rule_files(place: Path) -> Iterator[tuple[Path, str]]:
    """The rule files in a folder and those below it, or the one file that it is, each with its family, in order.

    Raises OSError.
    """
    if not stat.S_ISDIR(status_of(place).st_mode):
        yield place, FAMILY
        return
    next(place.iterdir(), None)  # raises OSError if the folder cannot be read
    for path in sorted(place.rglob("*.toml")):
        if not is_folder(path):
            yield path, FAMILY if path.parent == place else path.parent.name


def _root(place: Path) -> Path:
    """The folder that holds all that the rules of a place may name: its repository, else its own folder."""
    folder = place if is_folder(place) else place.parent
    return repository_of(folder) or folder


def read_rule(path: Path, family: str, within: tuple[Path, ...]) -> Rule | list[Fault]:
    """Return the rule in a file, or all faults of the file. It and its lists must be in the folders `within`.

    Raises OSError.
    """
    data: Any
    if not inside(path, within):
        return [Fault(str(path), 1, "", outside(within))]
    try:
        text = _text(path)
        data = parsed(text, str(path))
    except UnicodeDecodeError:
        data = Fault(str(path), 1, "", "this is not UTF-8, which TOML files are")
    if isinstance(data, Fault):
        return [data]
    faults = rule_faults(text, str(path), data, custom=True)
    if not faults and "vocabulary" in data:
        faults = [
            fault_at(text, str(path), way, message)
            for way, message in _listed(path, data["vocabulary"], within)
        ]
        # What is read from the files has to have the form as well.
        faults = faults or rule_faults(text, str(path), data, custom=True)
    return faults or rule_of(data, family=family, file=str(path.resolve()), custom=True)


def _listed(path: Path, table: dict[str, Any], within: tuple[Path, ...]) -> Iterator[tuple[list[str], str]]:
    """Put the terms of files in the place of their names; what is wrong with the files."""
    for key, name in table.items():
        if key in {"only", "never"} and isinstance(name, str):
            if not inside(path.parent / name, within):
                yield ["vocabulary", key], f"{name} {outside(within)}"
                continue
            try:
                lines = _text(path.parent / name).splitlines()
            except OSError as error:
                yield ["vocabulary", key], f"{name}: {(error.strerror or str(error)).lower()}"
            except UnicodeDecodeError:
                yield ["vocabulary", key], f"{name}: it is not UTF-8"
            else:
                words = (line.partition("#")[0].strip() for line in lines)
                table[key] = list(dict.fromkeys(filter(None, words)))


def _text(path: Path) -> str:
    return read_bytes(path, most=LARGE).decode("utf-8-sig")


def _clashes(rule: Rule, others: Iterable[Rule]) -> Iterator[str]:
    """Why the name of a rule cannot be used, given the rules of the program and other custom rules."""
    taken = {name for one in (*catalogue().values(), *others) for name in (one.id, *one.former)}
    families = {one.family for one in (*catalogue().values(), *others)}
    for name in (rule.id, *rule.former):
        if name in taken:
            yield f'there is a rule "{name}" already'
        elif name in families or name in {"all", rule.family}:
            yield f'"{name}" is the name of a family of rules'
    if rule.family in taken or rule.family == "all" or rule.family.removeprefix("profile:") in profiles():
        yield f'the folder "{rule.family}" has the name of something else: a family of rules is named by it'
