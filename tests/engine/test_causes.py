"""One word for one cause: what another diagnostic explains is a related place of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sbu_check.api import check_file, check_text
from sbu_check.rules.catalogue import catalogue

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "R 021647Z MAR 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n"
CABLE = """ZNR UUUUU ZZH
{line} OTTAWA 000875

E.O. 12958: {value}
TAGS: ETRD, CA
SUBJECT: {subject}
{block}
1. {mark} The talks went well.

2. (U) The second round is in May.
DICKSON
"""


def told(**parts: str) -> dict[str, tuple[str, ...]]:
    """By the rule of each diagnostic above info, what its related places say."""
    given = {
        "line": "UNCLAS",
        "value": "N/A",
        "subject": "(U) TRADE TALKS",
        "block": "",
        "mark": "(U)",
    } | parts
    report = check_text(HEAD + CABLE.format(**given))
    found = [one for one in report.diagnostics if one.severity != "info"]
    assert len({one.rule for one in found}) == len(found)
    return {one.rule: tuple(str(place.message) for place in one.related) for one in found}


def test_a_class_line_raised_against_the_whole_header_is_told_once() -> None:
    (rule, related), *others = told(line="CONFIDENTIAL").items()
    assert (rule, others) == ("class-too-high", [])
    assert any("security line" in place for place in related)
    assert any("no classifier" in place for place in related)


def test_a_class_line_lowered_against_the_whole_header_is_told_once() -> None:
    block = "Classified By: Jane Doe, Ambassador. Reason: 1.4 (b)\n"
    (rule, related), *others = told(
        value="DECL: 03/02/2015", block=block, mark="(C)", subject="(C) X"
    ).items()
    assert (rule, others) == ("class-too-low", [])
    assert any("DECL" in place for place in related)
    assert any("a classifier is named" in place for place in related)


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"value": "DECL: 03/02/2015"}, "eo-decl-unclassified"),
        ({"block": "Classified By: Jane Doe, Ambassador. Reason: 1.4 (b)\n"}, "classifier-on-unclassified"),
        ({"subject": "(C) TRADE TALKS"}, "subject-mark-high"),
    ],
)
def test_what_stands_alone_speaks_for_itself(parts: dict[str, str], rule: str) -> None:
    assert list(told(**parts)) == [rule]


def test_what_is_told_with_a_rule_that_is_not_asked_for_is_told() -> None:
    text = HEAD + CABLE.format(line="CONFIDENTIAL", value="N/A", subject="(U) X", block="", mark="(C)")
    rules = [one.rule for one in check_text(text, config={"select": ["fl4-class-agree"]}).diagnostics]
    assert rules == ["fl4-class-agree"]


def test_what_is_told_with_a_rule_that_is_suppressed_is_told(tmp_path: Path) -> None:
    text = HEAD + CABLE.format(line="SECRET", value="N/A", subject="(U) X", block="", mark="(S)")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    config = tmp_path / "sbu-check.toml"
    config.write_text('[[suppress]]\npath = "a.txt"\nrule = "eo-na-classified"\nreason = "so"\n', "utf-8")
    told = {
        (one.rule, one.state)
        for one in check_file(tmp_path / "a.txt", config=config).diagnostics
        if one.severity == "error"
    }
    assert told == {
        ("eo-na-classified", "suppressed"),
        ("classifier-block", "new"),
        ("fl4-class-agree", "new"),
    }
    config.write_text(config.read_text("utf-8").replace("eo-na-classified", "classifier-block"), "utf-8")
    report = check_file(tmp_path / "a.txt", config=config)
    assert "suppression-unused" not in {one.rule for one in report.diagnostics}


def test_rules_are_told_with_rules_that_there_are_and_never_in_a_circle() -> None:
    under = {
        rule.id: {name for one in (rule.main, *rule.variants.values()) for name in one.explained_by}
        for rule in catalogue().values()
    }
    assert set().union(*under.values()) <= under.keys()
    for rule, names in under.items():
        reached, waiting = set(), list(names)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += under[name]
        assert rule not in reached


def test_what_may_be_told_with_another_offers_no_fix() -> None:
    """A fix that another diagnostic hides would come out in a second run only."""
    wordings = [
        (rule.id, one) for rule in catalogue().values() for one in (rule.main, *rule.variants.values())
    ]
    assert [name for name, one in wordings if one.explained_by and one.fix != "none"] == []
