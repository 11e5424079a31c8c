"""Rules and texts that the tests of fixing share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sbu_check.fix import FixTerms, Outcome, fixed
from sbu_check.rules.model import rule_of
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from sbu_check.rules.model import Rule

HEAD = """\
UNCLAS BRIDGETOWN 000101

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

"""
CABLE = f"{HEAD}1. (U) The dredging begins.\n\n2. (U) It ends in June.\n\nHALVORSEN\n"


def custom_rule(
    name: str, regex: str, replacement: str | None = None, *, fix: str = "safe", lowers: bool = False
) -> Rule:
    """A rule that reports what a pattern matches and puts something else in its place."""
    table: dict[str, Any] = {"regex": regex} | ({"replace": replacement} if replacement is not None else {})
    data = {
        "id": name, "message": "found", "title": "write it so", "severity": "warning", "fix": fix, "status": "stable",
        "summary": "custom rule", "profiles": ["archive"], "since": "0.1.0", "sources": [], "doc": {"remedy": ""},
        "pattern": table, "lowers": lowers,
    }  # fmt: skip
    return rule_of(data, family="custom", file=f"{name}.toml")


def fixed_by(text: str, *rules: Rule, unsafe: bool = False, watching: tuple[Rule, ...] = ()) -> Outcome:
    """What some rules make of a text, while others watch; those that lower marks are named."""
    lowering = frozenset(rule.id for rule in rules if rule.lowers)
    terms = FixTerms(rules, (*rules, *watching), Options(), "text", unsafe=unsafe, lowering=lowering)
    return fixed(text, terms)


def words(outcome: Outcome) -> list[tuple[str, str]]:
    """What was held back and why."""
    return [(one.diagnostic.rule, one.why) for one in outcome.refused]
