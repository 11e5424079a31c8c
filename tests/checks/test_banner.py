"""The header against the paragraphs: policies that single examples do not show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from sbu_check.cable.elements import Routing, Term
from sbu_check.cable.read import read_cable, read_cables
from sbu_check.checks.banner import captions, level
from sbu_check.checks.common.stated import before, caption_edits, stated
from sbu_check.engine import context_of
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Finding


def written(
    *paragraphs: str, line: str = "UNCLAS", captions: Sequence[str] = (), subject: str = "TALKS"
) -> str:
    block = "\n\n".join([f"{line} OTTAWA 000123", *captions])
    return f"{block}\n\nTAGS: ETRD, CA\nSUBJECT: {subject}\n\n" + "\n\n".join(paragraphs) + "\n\nDICKSON\n"


def findings(check: Callable[[Cable, Context], Iterator[Finding]], cable: Cable | str) -> list[Finding]:
    cable = read_cable(cable) if isinstance(cable, str) else cable
    return list(check(cable, context_of(cable, Options())))


def variants(check: Callable[[Cable, Context], Iterator[Finding]], cable: Cable | str) -> list[str | None]:
    return [finding.variant for finding in findings(check, cable)]


def test_the_message_names_the_first_of_the_highest_paragraphs() -> None:
    text = written("1. (U) A.", "2. (C) B.", "3. (S) C.", "4. (S) D.")
    (finding,) = findings(level.class_too_low, text)
    assert finding.values == {
        "stated": "UNCLASSIFIED",
        "portion": "paragraph 3",
        "level": "SECRET",
        "mark": "S",
    }
    assert finding.paragraph == 2
    assert [(place.span.of(text), place.message) for place in finding.related] == [
        ("(S)", "this paragraph is S"),
        ("(C)", "this paragraph is C"),
        ("(S)", "this paragraph is S"),
    ]


def test_the_places_of_the_other_side_are_bounded() -> None:
    text = written(*(f"{number}. (SBU) A." for number in range(1, 101)))
    (finding,) = findings(captions.sbu_without_caption, text)
    assert len(finding.related) == 10


def test_a_subject_alone_is_no_matter_of_the_class_line() -> None:
    assert findings(level.class_too_low, written("1. (U) A.", subject="(C) TALKS")) == []
    (finding,) = findings(level.class_too_low, written("1. (C) A.", subject="(S) TALKS"))
    assert finding.values["portion"] == "the subject"


def test_a_subject_that_is_sbu_asks_for_sensitive() -> None:
    (finding,) = findings(captions.sbu_without_caption, written("1. (U) A.", subject="(SBU) TALKS"))
    assert finding.values["portion"] == "the subject"
    with_caption = written("1. (U) A.", subject="(SBU) TALKS", captions=["SENSITIVE"])
    assert findings(captions.caption_without_sbu, with_caption) == []


def test_a_mark_behind_a_title_counts() -> None:
    (finding,) = findings(level.class_too_low, written("1. (U) A.", "2. Summary: (C) The talks."))
    assert finding.values["portion"] == "paragraph 2"


def test_what_is_unread_or_withheld_keeps_the_rules_of_too_much_silent() -> None:
    too_high = written("1. (U) A.", "2. (C) B.", line="SECRET")
    assert variants(level.class_too_high, too_high) == [None]
    assert findings(level.class_too_high, too_high.replace("(U)", "(QQQ)")) == []
    assert findings(level.class_too_high, too_high.replace("(U) ", "")) == []
    cable = read_cable(too_high)
    one, two = cable.paragraphs
    assert findings(level.class_too_high, replace(cable, paragraphs=(one, two._replace(withheld=True)))) == []


@pytest.mark.parametrize("check", [level.class_too_high, captions.caption_without_sbu])
def test_a_part_of_a_cable_is_judged_with_care(check: Callable[[Cable, Context], Iterator[Finding]]) -> None:
    text = written("1. (U) A.", "2. (U) B.", captions=["SENSITIVE"])
    if check is level.class_too_high:
        text = text.replace("UNCLAS", "SECRET", 1)
    cable = read_cable(text)
    assert variants(check, cable) == [None]
    notice = replace(cable, notices=(Term(Span(0, 0), "partial extract"),))
    assert variants(check, notice) == ["part"]
    section = read_cable(text.replace(" OTTAWA", " SECTION 01 OF 02 OTTAWA", 1))
    assert variants(check, section) == ["part"]
    page = replace(section, continuation_lines=(Term(Span(0, 0), "OTTAWA 00000123 002 OF 002"),))
    assert variants(check, page) == [None]


def test_compilation_that_is_stated_is_respected() -> None:
    text = written("1. (U) A.", "2. (C) B.", "3. (U) Classified by compilation.", line="SECRET")
    assert findings(level.class_too_high, text) == []


@pytest.mark.parametrize("handling", ["NODIS", "EXDIS"])
def test_special_handling_goes_before_sensitive(handling: str) -> None:
    assert findings(captions.sbu_without_caption, written("1. (SBU) A.", captions=[handling])) == []


def test_words_fused_with_the_class_are_stated() -> None:
    cable = read_cable(written("1. (SBU) A.", line="UNCLAS SENSITIVE"))
    header = stated(context_of(cable, Options()))
    assert header is not None
    assert header.sensitive
    assert stated(context_of(replace(cable, class_lines=()), Options())) is None


@pytest.mark.parametrize(
    ("captions", "name", "result"),
    [
        ([], "SENSITIVE", ["SENSITIVE"]),
        (["SIPDIS"], "SENSITIVE", ["SIPDIS", "SENSITIVE"]),
        (["SENSITIVE"], "NOFORN", ["NOFORN", "SENSITIVE"]),
        (["SIPDIS", "SENSITIVE"], "NOFORN", ["SIPDIS", "NOFORN", "SENSITIVE"]),
        (["SIPDIS"], "EXDIS", ["EXDIS", "SIPDIS"]),
    ],
)
def test_a_caption_is_added_at_its_place(captions: list[str], name: str, result: list[str]) -> None:
    text = written("1. (U) A.", captions=captions)
    cable = read_cable(text)
    (edit,) = caption_edits(cable, name, context_of(cable, Options()).vocabulary)
    fixed = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert fixed == written("1. (U) A.", captions=result)


def test_a_caption_is_added_to_each_section() -> None:
    head = "UNCLAS SECTION 0{} OF 02 OTTAWA 000123\n\nSIPDIS\n\n"
    text = (
        head.format(1)
        + "TAGS: ETRD\nSUBJECT: TALKS\n\n1. (SBU) A.\n\n"
        + head.format(2)
        + "2. (U) B.\n\nDICKSON\n"
    )
    cable = read_cable(text)
    edits = caption_edits(cable, "SENSITIVE", context_of(cable, Options()).vocabulary)
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text.count("SIPDIS\n\nSENSITIVE\n\n") == 2


SMART = """{mail}UNCLASSIFIED
SBU

MRN: 12 OTTAWA 123
Date/DTG: Mar 02, 2012 / 021647Z MAR 12
From: AMEMBASSY OTTAWA
Action: WASHDC, SECSTATE ROUTINE
E.O.: 13526
TAGS: ETRD, CA
{captions}Subject: TALKS

1. (SBU) The talks went well.

Signature: DICKSON

{bottom}
SBU
"""


def test_the_banners_of_a_smart_print_are_held_against_each_other_and_the_caption() -> None:
    fields = {"mail": "", "captions": "Captions: SENSITIVE\n", "bottom": "UNCLASSIFIED"}
    assert variants(level.smart_banner_line, SMART.format(**fields)) == []
    bare = SMART.format(**fields | {"captions": ""})
    assert variants(level.smart_banner_line, bare) == []  # the paragraph asks for the caption by itself
    assert variants(level.smart_banner_line, bare.replace("(SBU)", "(U)")) == ["caption"]
    assert variants(level.smart_banner_line, SMART.format(**fields | {"bottom": "SECRET"})) == ["differ"]


def test_the_line_of_an_e_mail_around_the_print_is_not_the_print_s() -> None:
    mail = "From: Jane Doe <DoeJ@state.gov>\nSent: Friday, March 2, 2012\nTo: John Roe\nSubject: FW: TALKS\n\nSBU\n\n"
    text = SMART.format(mail=mail, captions="Captions: SENSITIVE\n", bottom="UNCLASSIFIED")
    cable = read_cable(text)
    assert cable.layout == "smart"
    assert variants(level.smart_banner_line, cable) == []


def test_a_class_line_in_words_is_held_against_the_paragraphs() -> None:
    text = written("1. (SBU) A.", "2. (C) B.", line="SENSITIVE BUT UNCLASSIFIED")
    (low,) = findings(level.class_too_low, text)
    assert low.values["stated"] == "UNCLASSIFIED"
    assert low.paragraph == 1
    assert findings(level.class_too_low, text.replace("(C)", "(U)")) == []


@pytest.mark.parametrize(
    ("field", "fixed"), [("Captions: SIPDIS\n", "Captions: SIPDIS, SENSITIVE\n"), ("", None)]
)
def test_a_caption_is_added_to_the_field_of_a_smart_print(field: str, fixed: str | None) -> None:
    text = SMART.format(mail="", captions=field, bottom="UNCLASSIFIED")
    cable = read_cable(text)
    edits = caption_edits(cable, "SENSITIVE", context_of(cable, Options()).vocabulary)
    for edit in edits:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == SMART.format(mail="", captions=fixed or field, bottom="UNCLASSIFIED")
    assert len(edits) == (1 if fixed else 0)


@pytest.mark.parametrize(("day", "older"), [(date(2001, 5, 7), True), (date(2001, 5, 6), False)])
def test_a_cable_is_not_older_than_its_own_day(day: date, older: bool) -> None:
    cable = read_cable(written("1. (U) A."))
    assert before(day, cable, context_of(cable, Options(on=date(2001, 5, 6)))) is older


@pytest.mark.parametrize(("year", "older"), [(2012, True), (2011, True), (2010, False)])
def test_a_cable_may_be_older_than_a_day_of_its_year(year: int, older: bool) -> None:
    routing = Routing(mrn=Term(Span(0, 0), "11 OTTAWA 123"))
    cable = replace(read_cable(written("1. (U) A.")), routing=routing)
    assert before(date(year, 6, 1), cable, context_of(cable, Options())) is older


@pytest.mark.parametrize(
    ("day", "older"), [(date(1978, 12, 1), True), (date(1977, 12, 1), False), (date(1972, 1, 1), False)]
)
def test_the_executive_order_tells_the_age_of_a_cable_without_a_date(day: date, older: bool) -> None:
    cable = read_cable(written("1. (U) A.").replace("TAGS:", "E.O. 11652: N/A\nTAGS:"))
    assert before(day, cable, context_of(cable, Options())) is older


def test_a_smart_print_that_is_cut_off_tells_nothing_of_its_other_end() -> None:
    text = SMART.format(mail="", captions="Captions: SENSITIVE\n", bottom="UNCLASSIFIED")
    assert variants(level.smart_banner_line, text) == []
    assert variants(level.smart_banner_line, text[: text.index("Signature")]) == []
    without = text.rstrip().removesuffix("SBU")
    (found,) = findings(level.smart_banner_line, without)
    assert found.span.start == without.rindex("UNCLASSIFIED")


def test_a_banner_with_a_slip_is_told_at_its_place() -> None:
    text = SMART.format(mail="", captions="Captions: SENSITIVE\n", bottom="UNCLASSIFED")
    (found,) = findings(level.smart_banner_line, text)
    assert found.span.of(text) == "UNCLASSIFED"


def test_the_page_of_the_next_cable_is_not_this_one_s() -> None:
    first, second = written("1. (C) A.", line="CONFIDENTIAL"), written("1. (U) A.").replace("123", "124")
    text = f"{first}\n\nUNCLASSIFIED\n\n{second}"
    cable, _ = read_cables(text)
    assert findings(level.page_marking, cable) == []
    paged = first.replace("\n\nDICKSON", "\n\nUNCLASSIFIED\n\n2. (C) B.\n\nDICKSON")
    (found,) = findings(level.page_marking, read_cables(f"{paged}\n\n{second}")[0])
    assert found.span.of(paged) == "UNCLASSIFIED"


def test_an_order_alone_makes_no_classified_cable_of_an_unclassified_one() -> None:
    text = written("1. (U) A.", "2. (SBU) B.").replace("TAGS:", "E.O. 12958: DECL: 03/02/2015\nTAGS:")
    assert len(findings(captions.sbu_without_caption, text)) == 1
    assert findings(captions.sbu_without_caption, text.replace("(U)", "(C)")) == []


def test_pages_of_a_text_without_a_class_line_are_held_against_nothing() -> None:
    cable = read_cable(
        written("1. (C) A.", line="CONFIDENTIAL").replace("\n\nDICKSON", "\n\nUNCLASSIFIED\n\nDICKSON")
    )
    assert len(findings(level.page_marking, cable)) == 1
    assert findings(level.page_marking, replace(cable, class_lines=())) == []
    (first,) = cable.class_lines
    assert findings(level.page_marking, replace(cable, class_lines=(first._replace(level=None),))) == []
    assert findings(level.page_marking, replace(cable, layout="edition")) == []


@pytest.mark.parametrize(
    "line", ["Unclassifed", "UNCLASSIFED TEXT OF THE MINUTES OF THE TALKS WITH", "UNCLASSIFIED"]
)
def test_only_a_short_line_of_capitals_is_a_banner_with_a_slip(line: str) -> None:
    text = SMART.format(mail="", captions="Captions: SENSITIVE\n", bottom=f"{line}\n\nUNCLASSIFIED")
    assert findings(level.smart_banner_line, text) == []


def test_a_banner_with_a_slip_is_found_behind_blanks() -> None:
    text = SMART.format(mail="", captions="Captions: SENSITIVE\n", bottom="  UNCLASSIFED  \n\n UNCLASSIFED")
    assert [found.span.of(text) for found in findings(level.smart_banner_line, text)] == ["UNCLASSIFED"] * 2


def test_pages_are_told_once_with_all_their_places() -> None:
    paged = written("1. (C) A.", "2. (C) B.", line="CONFIDENTIAL")
    paged = paged.replace("2. (C)", "UNCLASSIFIED\n\n2. (C)").replace(
        "\n\nDICKSON", "\n\nSECRET\n\nDICKSON\n\nSECRET"
    )
    (found,) = findings(level.page_marking, paged)
    assert found.variant is None
    places = [(one.span.of(paged), one.message) for one in found.related]
    assert (found.span.of(paged), places) == (
        "UNCLASSIFIED",
        [
            ("CONFIDENTIAL", "the class of the cable"),
            ("SECRET", "a page marking"),
            ("SECRET", "a page marking"),
        ],
    )
    (found,) = findings(level.page_marking, paged.replace("UNCLASSIFIED", "SECRET"))
    assert found.variant == "line"
    assert [one.message for one in found.related] == ["a page marking"] * 3


def test_the_page_above_the_header_is_a_page_of_the_cable() -> None:
    above = "SECRET\n\n" + written("1. (C) A.", line="CONFIDENTIAL")
    (found,) = findings(level.page_marking, above)
    assert found.span == Span(0, 6)


def test_paragraphs_without_header_lines_are_held_against_nothing() -> None:
    cable = replace(read_cable(written("1. (C) A.", line="CONFIDENTIAL")), class_lines=())
    assert findings(level.eo_class_agree, cable) == []


def test_the_executive_order_line_that_says_not_applicable_is_shown_beside_a_classified_paragraph() -> None:
    text = written("1. (C) A.").replace("TAGS:", "E.O. 12958: N/A\nTAGS:")
    (found,) = findings(level.class_too_low, text)
    told = (found.related[-1].span.of(text), found.related[-1].message)
    assert told == ("N/A", "the E.O. line says that nothing is classified")
    loose = (
        written("1. (SBU) A.", line="UNCLAS")
        .replace("TAGS:", "E.O. 12958: N/A\nTAGS:")
        .replace("(SBU)", "(LOU)")
    )
    for found in findings(level.class_too_low, loose):
        assert all("E.O." not in str(one.message) for one in found.related)


@pytest.mark.parametrize(
    ("on", "told"), [(date(1995, 9, 30), 1), (date(1995, 10, 1), 0), (date(1995, 10, 2), 0)]
)
def test_a_class_that_is_no_more_is_not_too_high(on: date, told: int) -> None:
    cable = read_cable(written("1. (U) A.", line="LIMITED OFFICIAL USE"))
    assert len(list(level.class_too_high(cable, context_of(cable, Options(on=on))))) == told


def test_a_lone_page_is_told_at_the_page() -> None:
    text = written("1. (C) A.", line="CONFIDENTIAL").replace("DICKSON", "DICKSON\n\nSECRET")
    (found,) = findings(level.page_marking, text)
    assert (found.variant, found.span.of(text), [one.span.of(text) for one in found.related]) == (
        None,
        "SECRET",
        ["CONFIDENTIAL"],
    )


@pytest.mark.parametrize(("length", "told"), [(40, 1), (41, 0)])
def test_a_banner_with_a_slip_has_forty_letters_at_most(length: int, told: int) -> None:
    slip = f"UNCLASSIFED{' ' * (length - 14)}SBU"
    text = SMART.format(mail="", captions="Captions: SENSITIVE\n", bottom=f"{slip}\n\nUNCLASSIFIED")
    assert len(findings(level.smart_banner_line, text)) == told
