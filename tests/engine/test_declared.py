"""The declarative kinds of rule."""

from __future__ import annotations

import time
from typing import Any

import pytest

from sbu_check import read_cable
from sbu_check.cable.elements import Term
from sbu_check.cable.model import Cable, Disorder, Paragraph, TextBlock
from sbu_check.checks.common.context import Context
from sbu_check.checks.common.declared import TermTable, declared
from sbu_check.checks.common.document import paragraph_at
from sbu_check.diagnostics.model import Edit, Finding
from sbu_check.rules.model import Rule, Wording
from sbu_check.rules.vocabulary import vocabulary as rules_vocabulary
from sbu_check.text.span import Span

TEXT = "UNCLAS &amp; X\n\nOne &amp; two \\$9.\n\nThree &amp;.\nTRAILER &amp;"
HEADER, TRAILER = Span(0, 16), Span(50, 63)
PARAGRAPHS = tuple(Paragraph(span, None, (), (span,), "unnumbered") for span in (Span(16, 34), Span(36, 48)))
CABLE = Cable(TEXT, Span(0, 63), "archive", paragraphs=PARAGRAPHS, header=HEADER, trailer=TRAILER)


def found(kind: str, table: dict[str, Any], cable: Cable = CABLE, year: int | None = None) -> list[Finding]:
    wording = Wording("m", "", "", "info", "high", "none")
    rule = Rule("r", "f", "f/r.toml", "s", wording, (), "0.1.0", "stable", (), kind=kind, table=table)
    context = Context(cable, None, None)  # type: ignore[arg-type]
    context.__dict__["year"] = year
    return list(declared(rule)(cable, context))


@pytest.mark.parametrize(
    ("within", "starts"), [("header", [7]), ("text", [20, 42]), ("everywhere", [7, 20, 42, 57])]
)
def test_a_pattern_is_looked_for_where_it_says(within: str, starts: list[int]) -> None:
    findings = found("pattern", {"find": ["&amp;"], "within": within})
    assert [finding.span for finding in findings] == [Span(at, at + 5) for at in starts]
    assert all(finding.values == {"text": finding.span} and not finding.edits for finding in findings)


def test_a_pattern_finds_each_literal_and_knows_the_paragraph() -> None:
    findings = found("pattern", {"find": ["\\$", "two"]})
    assert [(finding.span.of(TEXT), finding.paragraph) for finding in findings] == [("two", 0), ("\\$", 0)]


def test_an_expression_decides_and_its_groups_are_values_and_replacement() -> None:
    table = {
        "find": ["\\"],
        "regex": r"\\(?P<sign>[$*])(?P<rest>x)?",
        "group": "sign",
        "replace": "{sign}{rest}",
    }
    (finding,) = found("pattern", table)
    assert (finding.span, dict(finding.values)) == (
        Span(31, 32),
        {"text": Span(31, 32), "sign": Span(31, 32)},
    )
    assert finding.edits == (Edit(Span(30, 32), "$"),)
    assert found("pattern", table | {"find": ["%"]}) == []


def test_a_pattern_keeps_to_its_layouts() -> None:
    assert found("pattern", {"find": ["&amp;"], "layouts": ["smart"]}) == []
    assert len(found("pattern", {"find": ["&amp;"], "layouts": ["smart", "archive"]})) == 4


def test_a_block_without_an_end_is_told_at_its_other_end() -> None:
    blocks = (
        TextBlock("summary", Span(16, 19), None, 0, 0),
        TextBlock("summary", Span(16, 19), Span(36, 39), 0, 1),
        TextBlock("comment", Span(36, 40), None, 1, 1),
        TextBlock("summary", Span(36, 41), None, 1, 1),
        TextBlock("summary", None, Span(37, 42), 1, 1),
    )
    cable = Cable(TEXT, Span(0, 63), "archive", paragraphs=PARAGRAPHS, blocks=blocks)
    table = {"blocks": ["summary"], "missing": "closer", "last": "at-end"}
    assert [(one.span, one.paragraph, one.variant) for one in found("pair", table, cable)] == [
        (Span(16, 19), 0, None),
        (Span(36, 41), 1, "at-end"),
    ]
    (stray,) = found("pair", {"blocks": ["summary"], "missing": "opener"}, cable)
    assert (stray.span, stray.values, stray.paragraph) == (Span(37, 42), {"block": "summary"}, 1)


def test_a_required_field_is_missed_at_the_head() -> None:
    assert [one.span for one in found("required", {"field": "subject"})] == [Span(0, 0)]
    assert found("required", {"field": "paragraphs"}) == []
    assert found("required", {"field": "subject", "layouts": ["smart"]}) == []
    none = Cable(TEXT, Span(0, 63), "none")
    assert found("required", {"field": "subject"}, none) == []


def test_a_required_field_keeps_to_its_years_and_to_whole_records() -> None:
    table = {"field": "subject", "since": 1973, "extract": False}
    assert [len(found("required", table, year=year)) for year in (1972, 1973, None)] == [0, 1, 1]
    extract = Cable(TEXT, Span(0, 63), "archive", notices=(Term(Span(0, 1), "partial extract"),))
    assert found("required", table, extract) == []
    assert len(found("required", {"field": "subject"}, extract)) == 1


def test_header_lines_out_of_place() -> None:
    tags = Term(Span(3, 4), "TAGS")
    disorders = (
        Disorder(Span(0, 1), "E.O.", "late", tags),
        Disorder(Span(5, 6), "SUBJECT", "again", None),
        Disorder(Span(17, 18), "E.O.", "stray", None),
    )
    cable = Cable(TEXT, Span(0, 63), "archive", paragraphs=PARAGRAPHS, disorders=disorders)
    findings = found("order", {}, cable)
    assert [(one.span.start, one.variant, one.paragraph) for one in findings] == [
        (0, "late", None),
        (5, "again", None),
        (17, "stray", 0),
    ]
    assert findings[0].values == {"line": "E.O.", "after": tags}
    assert findings[1].values == {"line": "SUBJECT", "after": ""}
    assert [one.span.start for one in found("order", {"lines": ["E.O."], "troubles": ["late"]}, cable)] == [0]


HEADED = """\
UNCLAS OTTAWWA 000875

SENSITIVE
NODISS

E.O. 12958: N/A
TAGS: ETRD, ECONN, CA
SUBJECT: TRADE TALKS

1. (U) The demarche, a note verbale,
of a Note
Verbale.

2. (U) No demarches; non-paper, note, verbale.
"""


def terms(table: dict[str, Any], **custom: Any) -> list[tuple[str, Any, str | None, int | None]]:
    """The terms that a vocabulary finds in HEADED, each with what was meant, the variant and the paragraph."""
    cable = read_cable(HEADED)
    context = Context(cable, None, rules_vocabulary().extended(**custom))  # type: ignore[arg-type]
    wording = Wording("m", "", "", "info", "high", "none")
    rule = Rule("r", "f", "f/r.toml", "s", wording, (), "0.1.0", "stable", (), kind="vocabulary", table=table)
    return [
        (one.span.of(HEADED), one.values["meant"], one.variant, one.paragraph)
        for one in declared(rule)(cable, context)
    ]


def test_a_list_holds_what_may_stand() -> None:
    tags = {"part": "tags", "near": "close"}
    assert terms(tags | {"only": ["etrd", "ECON"]}) == [
        ("ECONN", "ECON", "close", None),
        ("CA", "", None, None),
    ]
    assert terms(tags | {"known": True}) == [("ECONN", "ECON", "close", None)]
    assert terms(tags | {"known": True}, tags=["ECONN"]) == []
    assert terms(tags | {"known": True, "only": ["ECONN"]}) == []
    assert terms(tags | {"never": ["CA"]}) == [("CA", "", None, None)]
    assert terms(tags | {"never": ["CA"], "only": ["ETRD", "ECONN", "CA"]}) == [("CA", "", None, None)]
    assert terms({"part": "tags", "only": ["ETRD", "CA", "ECON"]}) == [("ECONN", "ECON", None, None)]


def test_captions_posts_and_recipients_are_lists_too() -> None:
    assert terms({"part": "captions", "known": True, "near": "x"}) == [("NODISS", "NODIS", "x", None)]
    assert [one[0] for one in terms({"part": "captions", "only": ["SIPDIS"]})] == ["SENSITIVE", "NODISS"]
    assert terms({"part": "post", "known": True}) == [("OTTAWWA", "OTTAWA", None, None)]
    assert terms({"part": "recipients", "only": ["SECSTATE WASHDC"]}) == []


def test_running_text_holds_what_may_not_stand() -> None:
    table = {"part": "text", "never": ["Demarche"], "instead": {"note verbale": "note", "note": "paper"}}
    assert terms(table) == [
        ("demarche", "", None, 0),
        ("note verbale", "note", None, 0),
        ("Note\nVerbale", "note", None, 0),
        ("note", "paper", None, 1),
    ]
    assert [one[0] for one in terms({"part": "subject", "never": ["trade"]})] == ["TRADE"]
    assert [one[0] for one in terms({"part": "header", "never": ["demarche", "n/a"]})] == ["N/A"]
    assert terms({"part": "text", "never": ["paper", "(u"], "layouts": ["smart"]}) == []


def test_a_long_list_takes_no_longer_than_a_short_one() -> None:
    text = "note verbale " * 20_000

    def seconds(count: int) -> float:
        """The least time of some runs: other processes make a single run longer."""
        listed = TermTable({"part": "text", "never": [f"word{at} of {at}" for at in range(count)]})
        spent = []
        for _ in range(5):
            start = time.process_time()
            assert list(listed.in_text(text, Span(0, len(text)))) == []
            spent.append(time.process_time() - start)
        return min(spent)

    assert seconds(20_000) < 3 * seconds(2)


def test_the_paragraph_around_a_place() -> None:
    places = (0, 15, 16, 33, 34, 35, 36, 47, 48, 60)
    assert [paragraph_at(CABLE, at) for at in places] == [None, None, 0, 0, None, None, 1, 1, None, None]
