"""Which rules are in force."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from sbu_check.rules.catalogue import catalogue, profiles
from sbu_check.rules.model import Rule, Wording
from sbu_check.rules.selection import (
    DEFAULT_PROFILE,
    Decision,
    Options,
    UnknownName,
    decide,
    in_force,
    resolve,
)


def rule(
    name: str, family: str, *profiles: str, status: str = "stable", former: tuple[str, ...] = ()
) -> Rule:
    main = Wording("m", "", "", "error", "high", "none")
    mild = Wording("m", "", "", "info", "low", "none")
    return Rule(
        name, family, f"{family}/{name}.toml", "s", main, profiles, "0.1.0", status, ("S",),  # type: ignore[arg-type]
        former=former, check="a.b", variants={"mild": mild},
    )  # fmt: skip


RULES = MappingProxyType(
    {
        one.id: one
        for one in (
            rule("one", "first", "archive", "draft"),
            rule("two", "first", "draft", former=("second-name",)),
            rule("three", "other", "archive"),
            rule("new", "other", "archive", status="preview"),
        )
    }
)


def names(**given: object) -> list[str]:
    return [rule.id for rule in in_force(Options(**given), RULES)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["one", "three"]),
        ({"profile": "draft"}, ["one", "two"]),
        ({"profile": "release"}, []),
        ({"preview": True}, ["one", "three", "new"]),
        ({"select": ("two",)}, ["two"]),
        ({"select": ("second-name",)}, ["two"]),
        ({"select": ("new",)}, ["new"]),
        ({"select": ("other",)}, ["three"]),
        ({"select": ("other",), "preview": True}, ["three", "new"]),
        ({"select": ("all",)}, ["one", "two", "three"]),
        ({"select": ("profile:draft", "three")}, ["one", "two", "three"]),
        ({"ignore": ("one",)}, ["three"]),
        ({"ignore": ("all",)}, []),
        ({"ignore": ("second-name",), "profile": "draft"}, ["one"]),
        ({"select": ("first",), "ignore": ("one",)}, ["two"]),
        ({"select": ("one",), "ignore": ("first",)}, ["one"]),
        ({"select": ("one",), "ignore": ("one",)}, []),
        ({"select": ("first",), "ignore": ("all",)}, ["one", "two"]),
    ],
)
def test_the_more_exact_name_wins(given: dict[str, object], expected: list[str]) -> None:
    assert names(**given) == expected


def test_severity_is_set_by_rule_before_family_and_for_all_variants() -> None:
    selection = Options(select=("all",), severity={"first": "warning", "two": "info", "three": "error"})
    rules = {rule.id: rule for rule in in_force(selection, RULES)}
    assert {name: rule.severity for name, rule in rules.items()} == {
        "one": "warning",
        "two": "info",
        "three": "error",
    }
    assert rules["one"].variants["mild"].severity == "warning"
    assert rules["one"].variants["mild"].confidence == "low"
    assert RULES["one"].severity == "error"


@pytest.mark.parametrize(
    "given",
    [{"select": ("onne",)}, {"ignore": ("onne",)}, {"severity": {"onne": "info"}}],
)
def test_an_unknown_name_is_refused_with_the_nearest(given: dict[str, object]) -> None:
    with pytest.raises(UnknownName, match='there is no rule "onne": did you mean "one"') as caught:
        names(**given)
    assert caught.value.near == "one"


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UnknownName, match='there is no profile "drift": expected archive, draft or release'):
        names(profile="drift")


def test_a_decision_says_what_decided() -> None:
    one, new = RULES["one"], RULES["new"]
    assert decide(one, Options()) == Decision(True, "profile:archive")
    assert decide(one, Options(select=("first", "all"))) == Decision(True, "first")
    assert decide(one, Options(ignore=("first",))) == Decision(False, "first")
    assert decide(one, Options(profile="release")) == Decision(False, "")
    assert decide(new, Options()) == Decision(False, "preview")
    assert decide(new, Options(select=("new",))) == Decision(True, "new")


def test_a_rule_is_found_by_its_former_name() -> None:
    assert resolve("second-name", RULES) is RULES["two"]
    assert resolve("one", RULES) is RULES["one"]
    with pytest.raises(UnknownName) as caught:
        resolve("first", RULES)
    assert caught.value.near is None


def test_the_shipped_rules_are_selected_by_default() -> None:
    assert DEFAULT_PROFILE in profiles()
    chosen = in_force(Options())
    assert chosen
    assert all(DEFAULT_PROFILE in rule.profiles for rule in chosen)
    assert resolve("not-a-cable") is catalogue()["not-a-cable"]
