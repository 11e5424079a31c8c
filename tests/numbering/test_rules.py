"""The rules of paragraph numbers, on invented cables and on the first document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sbu_check.cable.elements import Section, Term
from sbu_check.cable.model import Paragraph, ParagraphNumber
from sbu_check.cable.numbering.explain import explain_paragraphs
from sbu_check.cable.read import read_cable, read_cables
from sbu_check.engine import check_cables
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from sbu_check.cable.model import Cable
    from sbu_check.diagnostics.model import Diagnostic

FIRST = Path(__file__).parents[3] / "shared" / "corpus" / "dev" / "000-ottawa-000875.txt"
RULES = [rule for rule in catalogue().values() if rule.family == "numbering"]
HEADER = """UNCLAS BRIDGETOWN 000101

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

"""


def cable(*numbers: object, header: str = HEADER, mark: str = "(SBU)") -> str:
    """A cable with these paragraph numbers; an empty one is a paragraph without a number."""
    heads = [f"{number}. {mark}" if number != "" else mark for number in numbers]
    return header + "".join(
        f"{head} The port authority met the delegation on day {day}.\n\n" for day, head in enumerate(heads)
    )


def diagnostics(text: str, cables: tuple[Cable, ...] = ()) -> list[Diagnostic]:
    checked = check_cables(text, cables or read_cables(text), RULES, Options(), path="a.txt")
    assert not checked.crashes
    return list(checked.diagnostics)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.message.plain) for one in diagnostics(text)]


def fixed(text: str) -> str:
    edits = [edit for one in diagnostics(text) if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.shared
def test_the_first_document_has_one_run_of_glued_ones():
    text = FIRST.read_text("utf-8")
    found = diagnostics(text)
    assert [(one.rule, one.severity) for one in found] == [
        ("paragraph-split", "info"),
        ("number-leading-one", "warning"),
    ]
    run = found[1]
    assert run.message.plain == "paragraphs 16, 17, 18, 19 and 110 are 6 to 10 with a 1 glued in front"
    assert [text.count("\n", 0, place.span.start) + 1 for place in run.related] == [45, 51, 53, 55, 57]
    assert [place.message.plain for place in run.related] == [f"this is paragraph {n}" for n in range(6, 11)]
    assert run.fix
    assert run.fix.applicability == "safe"
    assert [edit.text for edit in run.fix.edits] == ["6", "7", "8", "9", "10"]
    numbers = [
        paragraph.number.digits for paragraph in read_cable(fixed(text)).paragraphs if paragraph.number
    ]
    assert numbers == [str(number) for number in range(1, 12)]


@pytest.mark.parametrize(
    ("numbers", "applicability"),
    [
        ((1, 2, 13, 14, 15, 6), "safe"),
        ((1, 2, 13, 14, 5), "unsafe"),  # two are too few
        ((1, 2, 3, 14, 15, 16), "unsafe"),  # the text ends: it could be a hole of ten
        ((1, 2, 3, 4, 5, 6, 17, 18, 19, 110), "safe"),  # 110 does not follow 19
        ((11, 12, 13, 4), "safe"),  # nothing is before paragraph 1
        ((1, 2, 13, 15, 16, 7), "unsafe"),  # paragraph 4 is missing inside the run
        ((1, 2, 13, 14, 15, 7), "unsafe"),  # paragraph 6 is missing after it
        ((1, 2, 14, 15, 16, 7), "unsafe"),  # paragraph 3 is missing before it
        ((1, 2, 13, 14, 15, 26, 7), "unsafe"),  # its neighbour is damaged too
    ],
)
def test_a_run_of_glued_digits_is_fixed_safely_where_its_neighbours_fit(numbers, applicability):
    fixes = [
        one.fix.applicability
        for one in diagnostics(cable(*numbers))
        if one.rule == "number-leading-one" and one.fix
    ]
    assert applicability in fixes
    assert "safe" not in {*fixes} - {applicability}


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((1, 2, 83, 4), "paragraph 83 is 3 with an 8 glued in front"),
        ((1, 2, 37, 4), "paragraph 37 is 3 with a 7 glued at the end"),
        ((1, 12, 13, 4), "paragraphs 12 and 13 are 2 and 3 with a 1 glued in front"),
        (
            (*(f"1{number}" for number in range(1, 12)), 12),
            "paragraphs 11, 12, 13, … and 111 are 1 to 11 with a 1 glued in front",
        ),
    ],
)
def test_the_message_names_the_digit_and_the_numbers(numbers, message):
    assert told(cable(*numbers)) == [("number-leading-one", "warning", message)]
    assert fixed(cable(*numbers)) == cable(*range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("numbers", "rule", "severity", "message"),
    [
        ((1, 2, 4), "number-sequence", "error", "paragraph 3 is missing: 4 follows 2"),
        ((1, 2, 5), "number-sequence", "error", "paragraphs 3 and 4 are missing: 5 follows 2"),
        ((1, 2, 6), "number-sequence", "error", "paragraphs 3 to 5 are missing: 6 follows 2"),
        ((3, 4, 5), "number-sequence", "warning", "the text begins with paragraph 3, not with 1"),
        ((1, "", 3), "number-sequence", "error", "paragraph 2 has no number"),
        ((1, "", "", 4), "number-sequence", "error", "paragraphs 2 and 3 have no numbers"),
        ((*range(1, 11), 1, 12), "number-sequence", "warning", "paragraph 1 is 11 with a digit lost"),
        (
            (*range(1, 11), 1, 2, 13),
            "number-sequence",
            "warning",
            "paragraphs 1 and 2 are 11 and 12 with a digit lost",
        ),
        ((1, 2, 8, 4), "number-sequence", "warning", "paragraph 8 is 3 with a character misread"),
        (
            (1, 2, 8, 9, 5),
            "number-sequence",
            "warning",
            "paragraphs 8 and 9 are 3 and 4 with a character misread",
        ),
        ((1, 2, 70, 4), "number-sequence", "error", "paragraph number 70 is where 3 is expected"),
        (
            (1, 2, 3, 3, 4),
            "number-goes-back",
            "error",
            "paragraph number 3 is used twice: the second one and what follows it, 3 and 4, should be 4 and 5",
        ),
        (
            (1, 2, 3, 3, 5),
            "number-goes-back",
            "error",
            "paragraph number 3 is used twice: the second one should be 4",
        ),
        (
            (1, 2, 3, 4, 3, 4, 5),
            "number-goes-back",
            "error",
            "paragraph numbers go back from 4 to 3: 3, 4 and 5 should be 5 to 7",
        ),
        ((1, 2, 4, 3, 5), "number-goes-back", "error", "paragraphs 4 and 3 are in the wrong order"),
        ((1, 2, 3, 1, 2), "number-goes-back", "warning", "paragraph numbers start again at 1 after 3"),
        (
            (1, 2, 1, 2, 3, 3),
            "number-goes-back",
            "info",
            "numbers 1, 2 and 3 are between 2 and 3: they look like those of a quoted text",
        ),
        ((1, 2, 90, 3), "number-goes-back", "info", "number 90 is between 2 and 3 and fits neither"),
    ],
)
def test_each_cause_is_told_once(numbers, rule, severity, message):
    assert told(cable(*numbers)) == [(rule, severity, message)]


def test_what_a_fix_makes_of_each_damage():
    for numbers in [
        (1, "", "", 4), (*range(1, 11), 1, 2, 13), (1, 2, 8, 4), (1, 2, 70, 4), (1, 2, 3, 3, 4), (1, 2, 3, 3, 5),
        (1, 2, 3, 4, 3, 4, 5),
    ]:  # fmt: skip
        assert fixed(cable(*numbers)) == cable(*range(1, len(numbers) + 1))


def test_no_fix_is_offered_where_paragraphs_may_be_lost_or_foreign():
    for numbers in [
        (1, 2, 4),
        (3, 4, 5),
        (1, 2, 4, 3, 5),
        (1, 2, 3, 1, 2),
        (1, 2, 1, 2, 3, 3),
        (1, 2, 90, 3),
    ]:
        assert fixed(cable(*numbers)) == cable(*numbers)


def test_places_of_a_fall_are_the_number_before_and_all_that_follow():
    text = cable(1, 2, 3, 4, 3, 4, 5)
    (fall,) = diagnostics(text)
    assert fall.span.of(text) == "3"
    assert fall.paragraph == "3"
    assert [(place.span.of(text), place.message.plain) for place in fall.related] == [
        ("4", "the number before"),
        ("3", "counted through, this is paragraph 5"),
        ("4", "counted through, this is paragraph 6"),
        ("5", "counted through, this is paragraph 7"),
    ]


def test_a_number_too_long_to_be_one_is_shortened():
    text = cable(1, "4" * 5000, 3)
    (one,) = diagnostics(text)
    assert one.message.plain == "paragraph number 4444… is where 2 is expected"


def test_a_hole_in_an_extract_is_info():
    text = cable(1, 2, 4)
    notice = Term(Span(0, 6), "This record is a partial extract of the original cable.")
    (one,) = diagnostics(text, (replace(read_cable(text), notices=(notice,)),))
    assert (one.severity, one.message.plain) == ("info", "the extract lacks 3 in front of paragraph 4")


def test_a_hole_at_an_exemption_code_is_info():
    text = cable(1, 2, 4)
    read = read_cable(text)
    inside = Term(Span(read.paragraphs[1].span.end - 2, read.paragraphs[1].span.end), "B5")
    start, after = read.paragraphs[1].span.start, read.paragraphs[2].span.start
    opening, later = Term(Span(start, start + 2), "B5"), Term(Span(after, after + 2), "B5")
    for code, severity in (
        (inside, "info"),
        (opening, "info"),
        (later, "error"),
        (Term(Span(0, 2), "B5"), "error"),
    ):
        (one,) = diagnostics(text, (replace(read, codes=(code,)),))
        assert one.severity == severity


@pytest.mark.parametrize(
    ("sections", "numbers", "count"),
    [
        (((2, 2),), (5, 6, 7), 0),  # section 1 is in another record
        (((1, 2),), (5, 6, 7), 1),
        ((None,), (5, 6, 7), 1),
    ],
)
def test_a_later_section_begins_with_any_number(sections, numbers, count):
    (line,) = [section and f"SECTION 0{section[0]} OF 0{section[1]} " for section in sections]
    text = cable(*numbers, header=HEADER.replace("UNCLAS ", f"UNCLAS {line or ''}"))
    assert len(diagnostics(text)) == count


def test_numbers_of_a_missing_section_are_not_told_of_as_well():
    text = cable(1, 2, 7, 8, 10)
    read = read_cable(text)
    first = read.class_lines[0]
    at = read.paragraphs[2].span.start - 1
    lines = (
        first._replace(section=Section(first.span, 1, 3)),
        first._replace(span=Span(at, at), section=Section(Span(at, at), 3, 3)),
    )
    explanation = explain_paragraphs(replace(read, class_lines=lines))
    assert explanation.numbers == (1, 2, 7, 8, 10)
    assert [(cause.kind, cause.indices) for cause in explanation.causes] == [("gap", (4,))]


def test_headings_and_quoted_texts_are_no_part_of_the_sequence():
    def paragraph(digits: str | None, **values: object) -> Paragraph:
        number = ParagraphNumber(Span(0, 1), digits) if digits else None
        return Paragraph(Span(0, 1), number, (), (), "numbered" if digits else "unnumbered", **values)

    read = read_cable(cable(1))
    paragraphs = (
        paragraph("1"),
        paragraph(None, heading=True),
        paragraph("1")._replace(role="quoted"),
        paragraph(None, inherits=0),
        paragraph("3"),
        paragraph(None, withheld=True),
        paragraph("9"),
    )
    explanation = explain_paragraphs(replace(read, paragraphs=paragraphs))
    assert explanation.numbers == (1, None, 1, None, 3, None, 9)
    assert [(cause.kind, cause.indices) for cause in explanation.causes] == [("gap", (4,))]


def test_a_lone_number_is_told_of_unless_other_sections_may_hold_more():
    assert told(cable(1)) == [("number-single", "info", "the only paragraph of the text is numbered")]
    assert told(cable("")) == []
    assert told(cable(1, header=HEADER.replace("UNCLAS ", "UNCLAS SECTION 01 OF 02 "))) == []
    assert [rule for rule, _, _ in told(cable(16))] == ["number-leading-one"]
    assert fixed(cable(1)) == cable("")


def test_one_section_of_one_holds_all_there_is():
    text = cable(1, header=HEADER.replace("UNCLAS ", "UNCLAS SECTION 01 OF 01 "))
    assert [rule for rule, _, _ in told(text)] == ["number-single"]


def test_the_number_before_a_hole_is_a_related_place():
    text = cable(1, 3, 4)
    (one,) = diagnostics(text)
    assert one.message.plain == "paragraph 2 is missing: 3 follows 1"
    assert [(place.span.of(text), place.message.plain) for place in one.related] == [
        ("1", "the number before")
    ]
    assert diagnostics(cable(3, 4))[0].related == ()


PROSE = "The delegation asked the port authority for a survey of the channel, which it had promised in the spring."
LAST = "the last paragraph has no number: it would be 3"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (f"(U) {PROSE}", [LAST]),
        (f"WHAT CAME OF IT\n\n(U) {PROSE}", [LAST]),
        ("(U) The delegation left.", []),
        (f"(U) Figure 1: {PROSE}", []),
        (f"(U) Figure 1 {PROSE}", []),
        (f"(U) Ship's 4 {PROSE}", [LAST]),
        (f"(U) {PROSE}\n\n(U) {PROSE}", []),
        (f"(U) {PROSE}\n\n{PROSE}", []),
    ],
)
def test_the_only_paragraph_without_a_number_at_the_end(end, said):
    text = f"{cable(1, 2, mark='(U)')}{end}\n"
    assert [one.message.plain for one in diagnostics(text) if one.rule == "number-sequence"] == said


def test_prose_in_a_text_block_needs_no_number():
    inside = f"2. (SBU) Begin text:\n\n{PROSE}\n\nEnd text.\n\n"
    assert told(f"{HEADER}1. (SBU) The talks ended.\n\n{inside}3. (SBU) The delegation left.\n") == []
    outside = f"2. (SBU) The talks went on.\n\n{PROSE}\n\n"
    ((_, _, message),) = told(
        f"{HEADER}1. (SBU) The talks ended.\n\n{outside}4. (SBU) The delegation left.\n"
    )
    assert message == "paragraph 3 has neither its number nor a portion mark"


def test_a_text_without_numbers_is_told_of_once():
    text = cable("", "", "")
    (one,) = diagnostics(text)
    assert one.paragraph is None
    assert one.span == Span(len(HEADER), len(HEADER))
    assert (one.rule, one.severity) == ("number-unnumbered", "warning")
    assert one.message.plain == "none of the 3 paragraphs is numbered"
    assert [text[place.span.start :][:9] for place in one.related] == ["(SBU) The"] * 2
    assert fixed(text) == cable(1, 2, 3)
    (one,) = diagnostics(text, (replace(read_cable(text), layout="aad"),))
    assert one.severity == "info"


def test_pilcrows_and_missing_stops_are_told_once_each():
    text = HEADER + "¶1) (U) One.\n\n¶2) (U) Two.\n\n3. (U) Three.\n"
    assert told(text) == [
        ("number-pilcrow", "info", "2 paragraph numbers carry a pilcrow"),
        ("number-punctuation", "info", "2 paragraph numbers have no full stop"),
    ]
    assert [one.fix and one.fix.applicability for one in diagnostics(text)] == ["unsafe", "unsafe"]
    places = [
        [one.span.of(text), *(place.span.of(text) for place in one.related)] for one in diagnostics(text)
    ]
    assert places == [["¶", "¶"], ["1", "2"]]
    assert fixed(text) == HEADER + "1. (U) One.\n\n2. (U) Two.\n\n3. (U) Three.\n"


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("The delegation asked for the survey and", "the plans of the channel.", True),
        ("The delegation asked for the survey.", "the plans followed.", False),
        ('The delegation asked for "the survey."', "the plans followed.", False),
        ("The delegation asked for:", "the plans of the channel.", False),
    ],
)
def test_only_blank_lines_inside_a_sentence_are_told_of(before, after, cut):
    text = f"{HEADER}1. (U) {before}\n\n{after}\n\n2. (U) The talks ended.\n"
    found = diagnostics(text)
    assert [one.rule for one in found] == ["paragraph-split"] * cut
    for one in found:
        assert one.span.start == text.index(before) + len(before) + 1
        assert text[one.related[0].span.start :].startswith(after)


def test_the_blank_lines_between_two_halves_are_the_place_of_a_split():
    text = (
        f"{HEADER}1. (U) The delegation asked for\r\n \r\n\r\nthe plans.\r\n\r\n2. (U) The talks ended.\r\n"
    )
    (one,) = diagnostics(text)
    assert one.span.of(text) == " \r\n\r"
    assert fixed(text) == text.replace("\r\n \r\n\r\nthe", "\r\nthe")
