"""Custom rules: rules of a user's own, of the same form as those of the program, that a configuration names."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sbu_check.rules.catalogue import catalogue
from sbu_check.values import field, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbu_check.rules.model import Rule


@value
class CustomRules:
    """The custom rules of a configuration. Two with the same `digest` are the same rules, in whatever process."""

    rules: tuple[Rule, ...] = field(default_factory=tuple, compare=False)
    digest: str = ""


NO_CUSTOM_RULES = CustomRules()


@lru_cache(maxsize=16)
def every(custom: CustomRules) -> Mapping[str, Rule]:
    """The rules of the program and of a house by id."""
    return (
        MappingProxyType({**catalogue(), **{rule.id: rule for rule in custom.rules}})
        if custom.rules
        else catalogue()
    )
