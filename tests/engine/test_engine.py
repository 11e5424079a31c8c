"""The engine: findings become diagnostics, a failing rule does not stop a run, and nothing is reported twice."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from sbu_check.cable.elements import Term
from sbu_check.cable.model import Cable, Paragraph, ParagraphNumber
from sbu_check.checks.common.context import Context
from sbu_check.diagnostics.fingerprint import Fingerprints
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.engine import NOT_A_CABLE, Checked, check_cables
from sbu_check.rules.model import Rule, rule_of
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span
from sbu_check.values import replace

TEXT = "UNCLAS X\n\n16. The secret talks failed.\n"
PARAGRAPH = Paragraph(Span(10, 38), ParagraphNumber(Span(10, 12), "16"), (), (Span(14, 38),), "numbered")
CABLE = Cable(TEXT, Span(0, len(TEXT)), "draft", paragraphs=(PARAGRAPH,), header=Span(0, 10))

Check = Callable[[Cable, Context], Iterator[Finding]]


def rule(check: str = "check", **changes: object) -> Rule:
    data = {
        "id": "a-rule", "summary": "s", "message": "found {what}", "severity": "error", "profiles": ["draft"],
        "fix": "unsafe", "since": "0.1.0", "status": "stable", "sources": ["S 1"], "check": check,
        "title": "put {what} right", "doc": {"remedy": "do it"},
        "variant": {"mild": {"message": "maybe {what}", "severity": "info", "confidence": "low", "fix": "none"}},
    }  # fmt: skip
    return rule_of(data | changes, family="trial", file="trial/a-rule.toml")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Checked]:
    """Runs one check as a rule of its own module."""

    def run(
        check: Check,
        *rules: Rule,
        cables: tuple[Cable, ...] = (CABLE,),
        options: Options = Options(),  # noqa: B008 - a frozen value
        **given: Any,
    ) -> Checked:
        module = ModuleType("sbu_check.checks.trial")
        module.check = check  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "sbu_check.checks.trial", module)
        given.setdefault("fingerprints", Fingerprints(cables))
        return check_cables(TEXT, cables, rules or (rule(),), options, path="f.txt", **given)

    return run


def test_a_finding_becomes_a_diagnostic_with_all_that_the_file_says(run: Callable[..., Checked]) -> None:
    finding = Finding(
        Span(10, 12),
        {"what": Term(Span(18, 24), "secret")},
        related=(Related(Span(0, 6), "the {what} here"),),
        edits=(Edit(Span(10, 12), "6"),),
        paragraph=0,
    )
    (found,) = run(lambda cable, context: iter([finding])).diagnostics
    assert (found.path, found.document, found.rule, found.span) == ("f.txt", 0, "a-rule", Span(10, 12))
    assert (found.severity, found.confidence, found.remedy, found.sources) == (
        "error",
        "high",
        "do it",
        ("S 1",),
    )
    assert (found.paragraph, found.index, found.state) == ("16", 0, "new")
    assert found.message.plain == "found secret"
    assert found.message.shown(lambda span: False, "#") == "found #"
    assert [(place.span, place.message.shown(lambda span: False, "#")) for place in found.related] == [
        (Span(0, 6), "the # here")
    ]
    assert found.fix is not None
    assert (found.fix.applicability, found.fix.edits) == ("unsafe", finding.edits)
    assert found.fix.title.shown(lambda span: False, "#") == "put # right"
    assert found.fingerprint


def test_a_variant_has_its_own_wording(run: Callable[..., Checked]) -> None:
    (found,) = run(
        lambda cable, context: iter([Finding(Span(0, 1), {"what": 1}, variant="mild")])
    ).diagnostics
    assert (found.message.plain, found.severity, found.confidence, found.fix) == (
        "maybe 1",
        "info",
        "low",
        None,
    )
    assert found.remedy == "do it"


def test_a_title_of_the_finding_wins(run: Callable[..., Checked]) -> None:
    finding = Finding(Span(0, 1), {"what": "it"}, edits=(Edit(Span(0, 1), ""),), title="drop {what}")
    (found,) = run(lambda cable, context: iter([finding])).diagnostics
    assert found.fix is not None
    assert found.fix.title.plain == "drop it"


def test_diagnostics_come_in_the_order_of_the_text_and_equal_ones_once(run: Callable[..., Checked]) -> None:
    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        for start in (9, 3, 5, 3, 9):
            yield Finding(Span(start, start + 1), {"what": "x"})

    assert [one.span.start for one in run(check).diagnostics] == [3, 5, 9]


def test_equal_places_with_other_words_are_two(run: Callable[..., Checked]) -> None:
    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        yield Finding(Span(3, 4), {"what": "x"})
        yield Finding(Span(3, 4), {"what": "y"})

    found = run(check).diagnostics
    assert [one.message.plain for one in found] == ["found x", "found y"]
    assert len({one.fingerprint for one in found}) == 2


def test_what_is_beyond_the_limit_is_counted(run: Callable[..., Checked]) -> None:
    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        yield from (Finding(Span(at, at + 1), {"what": "x"}) for at in range(12))

    checked = run(check, cables=(CABLE, CABLE), limit=10)
    assert len(checked.diagnostics) == 10
    assert checked.dropped == {"a-rule": 14}
    assert run(check, limit=12).dropped == {}


@pytest.mark.parametrize(
    ("finding", "message"),
    [
        (Finding(Span(0, 1)), "the message needs the value 'what', which the finding does not give"),
        (Finding(Span(0, 1), {"what": None}), "a NoneType is not allowed in a message"),
        (Finding(Span(0, 1), {"what": 1}, edits=(Edit(Span(0, 1), ""),), variant="mild"), "declares none"),
        (Finding(Span(0, 1), {"what": 1}, variant="wild"), "KeyError"),
    ],
)
def test_a_finding_that_does_not_fit_its_file_is_a_crash(
    run: Callable[..., Checked], finding: Finding, message: str
) -> None:
    checked = run(lambda cable, context: iter([finding]))
    assert not checked.diagnostics
    assert [(crash.rule, crash.path, crash.document) for crash in checked.crashes] == [("a-rule", "f.txt", 0)]
    assert message in checked.crashes[0].message


def test_a_rule_that_raises_is_named_and_the_others_run(run: Callable[..., Checked]) -> None:
    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        yield Finding(Span(0, 1), {"what": "x"})
        raise ValueError(cable.text)

    other = replace(rule(check=None, pattern={"find": ["talks"]}, message="m"), id="z-rule")
    checked = run(check, rule(), other)
    assert [one.rule for one in checked.diagnostics] == ["a-rule", "z-rule"]
    (crash,) = checked.crashes
    assert crash.rule == "a-rule"
    assert crash.message.startswith(f"ValueError in {__name__}, line ")
    assert "secret" not in crash.message


def test_a_check_that_is_not_there_is_a_crash(run: Callable[..., Checked]) -> None:
    checked = run(
        lambda cable, context: iter(()), rule(check="missing"), rule(check="nowhere.check", id="b-rule")
    )
    assert [crash.message.split()[0] for crash in checked.crashes] == [
        "AttributeError",
        "ModuleNotFoundError",
    ]


def test_a_text_that_is_no_cable_is_seen_by_one_rule(run: Callable[..., Checked]) -> None:
    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        yield Finding(Span(0, 1), {"what": cable.layout})

    rules = rule(), replace(rule(), id=NOT_A_CABLE)
    found = run(check, *rules, cables=(CABLE, replace(CABLE, layout="none"))).diagnostics
    assert [(one.rule, one.document, one.message.plain) for one in found] == [
        ("a-rule", 0, "found draft"),
        (NOT_A_CABLE, 0, "found draft"),
        (NOT_A_CABLE, 1, "found none"),
    ]


def test_the_context_knows_document_and_fallback(run: Callable[..., Checked]) -> None:
    seen = []

    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        seen.append((context.index, context.fallback))
        return iter(())

    run(check, cables=(CABLE, CABLE), fallback=True)
    assert seen == [(0, True), (1, True)]


def test_words_of_the_house_are_in_the_vocabulary(run: Callable[..., Checked]) -> None:
    seen = []

    def check(cable: Cable, context: Context) -> Iterator[Finding]:
        seen.append("HOUSECAP" in context.vocabulary.captions)
        return iter(())

    for captions in (frozenset[str](), frozenset({"HOUSECAP"}), frozenset[str]()):
        run(check, options=Options(captions=captions))
    assert seen == [False, True, False]
