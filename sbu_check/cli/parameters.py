"""Kinds of values on the command line, each with what a shell may complete it to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.shell_completion import CompletionItem


class Name(click.ParamType):  # type: ignore[type-arg] # it is generic in newer versions only
    """One name; `known` returns the valid names, each with its description."""

    name = "name"

    def __init__(self, known: Callable[[], Mapping[str, str]]) -> None:
        self.known = known

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin so."""
        return [
            _item(name, help=words or None)
            for name, words in self.known().items()
            if name.startswith(incomplete)
        ]


class NameList(Name):
    """Names separated by commas, without blanks around them."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names of a list."""
        words = value.split(",") if isinstance(value, str) else value
        return tuple(name for name in (word.strip() for word in words) if name)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The list with its last name complete."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [_item(before + comma + one.value, help=one.help) for one in found]


class FileName(click.ParamType):  # type: ignore[type-arg] # likewise
    """The name of a file or folder, which may be missing."""

    name = "path"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """What the shell finds."""
        return [_item(incomplete, type="file")]


def _rules() -> dict[str, str]:
    from sbu_check import api

    return {rule.id: rule.summary for rule in api.catalogue().values()}


def _selectable() -> dict[str, str]:
    from sbu_check import api

    families = {rule.family: "a family of rules" for rule in api.catalogue().values()}
    chosen = {f"profile:{name}": summary for name, summary in _profiles().items()}
    return {**families, "all": "every rule", **_rules(), **chosen}


def _profiles() -> dict[str, str]:
    from sbu_check.rules.catalogue import profiles

    return {name: profile.summary for name, profile in profiles().items()}


def _systems() -> dict[str, str]:
    from sbu_check.marking.systems import names

    return dict.fromkeys(names(), "")


def _item(value: str, **others: Any) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, **others)


RULE = Name(_rules)
"""A rule, as `explain` takes it."""

RULES = NameList(_selectable)
"""Rules, families and profiles, as `--select` and `--ignore` take them."""

PROFILE = Name(_profiles)
SYSTEM = Name(_systems)
FILE = FileName()
