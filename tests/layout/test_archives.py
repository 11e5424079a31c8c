"""What archives, circuits and converters make of a header or of the end of a text, in texts written for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sbu_check.cable.read import read_cable, read_cables

if TYPE_CHECKING:
    from sbu_check.cable.model import Cable

NOTICE = "This record is a partial extract of the original cable. The full text is not available."
HEADER = "E.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS ON APPLES\n"
CLASS = "UNCLAS OTTAWA 000101\n"
TEXT = "1. (U) The talks went well.\n\nDOE\n"


def named(cable: Cable) -> tuple[str, str]:
    line = cable.class_lines[0]
    assert line.post
    assert line.number
    return line.post.text, line.number.text


def prose(cable: Cable) -> str:
    """The words of the last paragraph without what interrupts them."""
    return " ".join(word for span in cable.paragraphs[-1].body for word in span.of(cable.text).split())


@pytest.mark.parametrize(
    ("before", "class_line"),
    [
        (NOTICE, "UNCLAS SECTION 01 OF 02 OTTAWA 000101"),
        (NOTICE, "S E C R E T OTTAWA 000101"),
        ("FM AMEMBASSY OTTAWA\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 3355", "UNCLAS OTTAWA 000101"),
        ("FM AMEMBASSY OTTAWA\nINFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE PRIORITY", "UNCLAS OTTAWA 000101"),
        ("FM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nRHEHNSC/NSC WASHDC", "CONFIDENTIAL OTTAWA 000101"),
    ],
)
def test_a_class_line_glued_to_the_line_before_it(before: str, class_line: str) -> None:
    cable = read_cable(f"{before}{class_line}\n\nSIPDIS\n\n{HEADER}\n{TEXT}")
    assert named(cable) == ("OTTAWA", "000101")
    assert [caption.name for caption in cable.captions] == ["SIPDIS"]


def test_a_class_word_in_an_address_is_no_class_line() -> None:
    cable = read_cable(f"FM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA 000101\n{HEADER}\n{TEXT}")
    assert [recipient.name for recipient in cable.routing.recipients][-1] == "SECSTATE WASHDC"


def test_the_tags_of_the_page_that_shows_a_cable_are_not_another_cable() -> None:
    page = "Identifier: 02OTTAWA101\nClassification: UNCLASSIFIED\nTags: ETRD CA\nRedacted: no\n"
    cables = read_cables(f"{page}{NOTICE}\n\nUNCLAS OTTAWA 000101\n\n{HEADER}\n{TEXT}")
    assert len(cables) == 1
    assert [tag.text for tag in cables[0].tags] == ["ETRD", "CA"]


def test_a_page_line_broken_in_two_is_one() -> None:
    text = (
        "PAGE 01\nSTATE 000101\nORIGIN EUR-12\nO 172244Z FEB 78\nFM SECSTATE WASHDC\nTO AMEMBASSY BONN\n"
        "UNCLAS STATE 000101\nE.O. 11652: N/A\nTAGS: ETRD, CA\nSUBJECT: APPLES\n1. THE TALKS ON\n"
        "UNCLASSIFIED\nPAGE 02\nSTATE 000101\nAPPLES WENT WELL.\nVANCE\n"
    )
    cables = read_cables(text)
    assert len(cables) == 1
    assert named(cables[0]) == ("STATE", "000101")
    assert prose(cables[0]) == "THE TALKS ON APPLES WENT WELL."


@pytest.mark.parametrize(
    ("lines", "references"),
    [
        ("REF: A. STATE 1, B. BONN 2\n(NOTAL), C. ROME 3\n", ["STATE 1", "BONN 2", "ROME 3"]),
        ("REF: A. STATE 1, B. BONN 2\n(NOTAL)\nC. ROME 3\n", ["STATE 1", "BONN 2", "ROME 3"]),
    ],
)
def test_a_note_at_the_head_of_a_line_of_references(lines: str, references: list[str]) -> None:
    cable = read_cable(f"{CLASS}{HEADER}{lines}{TEXT}")
    assert [f"{reference.post} {reference.number}" for reference in cable.references] == references
    assert len(cable.paragraphs) == 1


def test_a_mark_behind_the_references_is_no_note_on_them() -> None:
    cable = read_cable(
        f"{CLASS}{HEADER}REF: A. STATE 1, B. BONN 2\n(SBU) This is a demarche request.\n{TEXT}"
    )
    assert len(cable.references) == 2
    assert [mark.text for mark in cable.paragraphs[0].marks] == ["SBU"]


def test_a_reference_goes_on_behind_a_blank_line_where_it_is_set_in() -> None:
    lines = "REF: A) 1/21/03 ROE-DOE EMAIL B) 1/24/03\n\n     DOE-ROE EMAIL\n\n"
    cable = read_cable(f"{CLASS}{HEADER}{lines}{TEXT}")
    assert cable.references[-1].text == "B) 1/24/03 DOE-ROE EMAIL"


@pytest.mark.parametrize(
    "end",
    [
        "DOE\n\n                UNCLASSIFIED\n\n>\n\n 2002OTTAWA00101 - Classification: UNCLASSIFIED\n",
        "DOE\n\nUNCLASSIFIED\n\n&lt;&lt; END OF DOCUMENT &gt;&gt;\n\nInfo: OTTAWA, AMEMBASSY ROUTINE\n",
        "DOE\n\n----------------------------------------\n",
        "DOE\n\n```\n     Sheryl P. Walter\n```\n\n    Sheryl P. Walter\n\n-----------\n",
    ],
)
def test_what_an_archive_prints_behind_the_signature(end: str) -> None:
    cable = read_cable(f"{CLASS}{HEADER}\n1. (U) The talks went well.\n\n{end}")
    assert [signature.text for signature in cable.signatures] == ["DOE"]


@pytest.mark.parametrize("name", ["Boeker", "BOEKER", "BOEKer"])
def test_a_signature_behind_the_last_sentence_of_a_republished_cable(name: str) -> None:
    head = '---\ntitle: "Apples"\ncable-from: "AmEmbassy Ottawa"\ncable-subject: "Apples"\ncable-tags: "ETRD, CA"\n'
    end = "\n\n------------------\n\n#### Message Attributes\n\n-   **Document Number:** 1979OTTAWA00101\n"
    between = "\n" if name == "BOEKer" else " "
    cable = read_cable(f"{head}---\n\n**UNCLASSIFIED**\n\nThe talks went well.{between}{name}{end}")
    assert [signature.text for signature in cable.signatures] == [name]


def test_a_quotation_inside_a_value_of_a_republished_cable() -> None:
    head = '---\ncable-subject: "The \\"Great\\" Apple Talks"\ncable-classification: "UNCLASSIFIED"\n---\n'
    cable = read_cable(f"{head}\n1. The talks went well.\n")
    assert cable.subject
    assert cable.subject.text == 'The "Great" Apple Talks'


def test_the_time_group_of_a_page_line_stands_alone() -> None:
    text = f"{CLASS}{HEADER}\n1. (U) The talks on\n\n290743Z\n\napples went well.\n\nDOE\n"
    cable = read_cable(text)
    assert prose(cable) == "The talks on apples went well."


def test_no_break_blanks_are_blanks() -> None:
    text = f"{CLASS}{HEADER}\n1.  (SBU)  The talks went well.\n\nDOE\n".replace(": ", ":\u00a0")
    text = text.replace("  ", "\u00a0 ")
    cable = read_cable(text)
    assert cable.subject
    assert cable.subject.text == "TALKS ON APPLES"
    assert [mark.text for mark in cable.paragraphs[0].marks] == ["SBU"]
    assert (cable.written, len(cable.text)) == (text, len(text))


def test_returns_end_lines_where_nothing_else_does() -> None:
    text = f"{CLASS}{HEADER}\n1. (SBU) The talks\nwent well.\n\n2. (U) They end.\n\nDOE\n"
    for ends in ("\r", "\r\r\n"):
        cable, plain = read_cable(text.replace("\n", ends)), read_cable(text)
        assert [one.marks[0].text for one in cable.paragraphs] == ["SBU", "U"]
        assert (cable.subject and cable.subject.text) == (plain.subject and plain.subject.text)
        assert [(len(one.body), one.splits) for one in cable.paragraphs] == [(1, ()), (1, ())]
    assert read_cable(text.replace("\n", "\r")).paragraphs == plain.paragraphs


def test_fields_of_a_smart_print_in_capitals() -> None:
    head = "MRN: 11 OTTAWA 101\nDATE/DTG: Dec 28, 2011 / 281221Z DEC 11\nFROM: AMEMBASSY OTTAWA\n"
    head += "ACTION: WASHDC, SECSTATE ROUTINE\nE.O.: 13526\nTAGS: ETRD, CA\nCAPTIONS: SENSITIVE\n"
    head += "PASS LINE: STATE FOR S\nSUBJECT: APPLES\n"
    text = f"UNCLASSIFIED\nSBU\n\n{head}\n1. (SBU) The talks.\n\nSIGNATURE: DOE\n"
    cable = read_cable(text)
    assert [tag.text for tag in cable.tags] == ["ETRD", "CA"]
    assert [caption.name for caption in cable.captions] == ["SENSITIVE"]
    assert [recipient.name for recipient in cable.routing.recipients] == [
        "AMEMBASSY OTTAWA",
        "WASHDC, SECSTATE",
    ]
    assert [signature.text for signature in cable.signatures] == ["DOE"]


def test_a_word_in_brackets_does_not_make_a_number_of_a_wrapped_one() -> None:
    text = f"{CLASS}{HEADER}\n1. Talks began under article\n1. (REFTEL) says more of it.\n\n2. They ended.\n"
    assert [paragraph.number.digits for paragraph in read_cable(text).paragraphs if paragraph.number] == [
        "1",
        "2",
    ]


def test_a_word_in_brackets_behind_a_torn_sentence_is_no_mark() -> None:
    text = f"{CLASS}{HEADER}\n1. (U) The special representative\n\n(SRAP) Doe spoke.\n\n2. (U) He left.\n"
    marks = [mark.text for paragraph in read_cable(text).paragraphs for mark in paragraph.marks]
    assert marks == ["U", "U"]


def test_an_underlined_heading_of_two_lines_is_one() -> None:
    title = "Terms of Reference\nfor the Talks\n------------------\n"
    text = f"{CLASS}{HEADER}\n1. (U) They met.\n\n{title}\n2. (U) Done.\n"
    assert [paragraph.heading for paragraph in read_cable(text).paragraphs] == [False, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "5874. Subject: Talks on Apples. Ref: State 193407.",
        "5874. Subj: Talks on Apples. Ref: State 193407.",
        "5874. For Doe from Ambassador. Subject: Talks on Apples. Ref: State 193407.",
        "5874/Tosec 100234. Subject: Talks on Apples. Ref: State 193407.",
    ],
)
def test_the_first_line_of_a_telegram_in_the_printed_edition(line: str) -> None:
    head = "213. Telegram From the Embassy in Canada to the Department of State\nSource: National Archives, RG 59, "
    head += "Central Foreign Policy Files. Confidential; Immediate; Exdis. Sent Nodis to Bonn.\n\n"
    cable = read_cable(f"{head}Ottawa, August 4, 1978, 1335Z\n\n{line}\n\n1. Summary: It went well.\n\nDoe\n")
    assert named(cable) == ("OTTAWA", "5874")
    assert cable.subject
    assert cable.subject.text == "Talks on Apples."
    assert [(reference.post, reference.number) for reference in cable.references] == [("STATE", "193407")]
    assert [caption.name for caption in cable.captions] == ["EXDIS"]


def test_a_number_and_a_subject_inside_a_paragraph_are_its_own() -> None:
    cable = read_cable(f"{CLASS}{HEADER}\n1. Post sent a note. Subject: pears.\n\nDOE\n")
    assert len(cable.paragraphs) == 1
    assert not cable.disorders


def test_labels_that_a_converter_printed_bold() -> None:
    head = "**E.O. 12958:** N/A\n**TAGS:** ETRD, CA\n**SUBJECT:** TALKS ON APPLES\n**REF:** (A) OTTAWA 99 (B) BONN 2\n"
    cable = read_cable(f"{CLASS}{head}\n**1. (SBU)** The talks went well.\n\nDOE\n")
    assert cable.executive_order
    assert cable.executive_order.value
    assert cable.executive_order.value.text == "N/A"
    assert cable.subject
    assert cable.subject.text == "TALKS ON APPLES"
    assert [reference.number for reference in cable.references] == ["99", "2"]


def test_a_tab_parts_the_words_of_a_class_line() -> None:
    assert named(read_cable(f"UNCLAS\tOTTAWA 000101\n{HEADER}\n{TEXT}")) == ("OTTAWA", "000101")


@pytest.mark.parametrize("sign", ["# ", "> ", "**"])
def test_the_second_banner_line_with_the_sign_of_a_converter_is_no_class(sign: str) -> None:
    end = "**" if sign == "**" else ""
    banner = f"{sign}UNCLASSIFIED{end}\n\n{sign}SBU{end}\n\n"
    head = "MRN: 23 OTTAWA 101\nE.O.: 13526\nTAGS: ETRD, CA\nCaptions: SENSITIVE\nSubject: Apples\n"
    cable = read_cable(f"{banner}{head}\n1. (SBU) The talks went well.\n\nSignature: DOE\n")
    assert [one.text for one in cable.banners] == ["UNCLASSIFIED", "SBU"]
    assert [line.words.text for line in cable.class_lines] == ["UNCLASSIFIED"]


@pytest.mark.parametrize(
    ("line", "level", "post", "number"),
    [
        ("C O N F I D E N T I A L STATE 204311 TOSEC 080122", "CONFIDENTIAL", "STATE", "204311"),
        ("LIMITED OFFICIAL USE SAIGON 14433", "LIMITED OFFICIAL USE", "SAIGON", "14433"),
        ("SECRET//NOFORN BAGHDAD 000222", "SECRET", "BAGHDAD", "000222"),
        ("S E C R E T //NOFORN BAGHDAD 000222", "SECRET", "BAGHDAD", "000222"),
        ("SECRET//REL TO USA, GBR SECTION 01 OF 02 NEW DELHI 000222", "SECRET", "NEW DELHI", "000222"),
    ],
)
def test_class_lines_with_more_words(line: str, level: str, post: str, number: str) -> None:
    cable = read_cable(f"{line}\n\n{HEADER}\n{TEXT}")
    assert named(cable) == (post, number)
    assert cable.class_lines[0].level == level


def test_an_order_printed_bold_in_a_smart_header() -> None:
    header = "**MRN:** 19 ROME 1442\n**E.O.:** 13526\n**TAGS:** PREL, IT\n**Subject:** Apples\n"
    order = read_cable(f"UNCLASSIFIED\n\n{header}\n1. (U) One.\n").executive_order
    assert order
    assert order.order
    assert order.order.text == "13526"


@pytest.mark.parametrize(
    ("source", "subject"),
    [
        ("Reagan Library, Executive Secretariat, NSC Cable File. Secret; Priority.", "Subject: Apples."),
        ("National Archives, RG 59, D770144-0531. Secret; Exdis.", "Exdis. For Ambassador. Subject: Apples."),
    ],
)
def test_the_head_of_the_printed_edition(source: str, subject: str) -> None:
    cable = read_cable(
        f"12. Telegram From the Embassy in Italy to the Department of State\nSource: {source}\n\n"
        f"Rome, May 4, 1983, 0912Z\n\n1823. {subject}\n\n1. The talks went well.\n\nDoe\n"
    )
    assert named(cable) == ("ROME", "1823")
    assert cable.class_lines[0].level == "SECRET"


def test_the_class_line_of_a_next_section_glued_to_a_sentence() -> None:
    text = (
        f"UNCLAS SECTION 01 OF 02 OTTAWA 000101\n\n{HEADER}\n1. (U) They met. UNCLAS SECTION 02 OF 02 OTTAWA 000101\n\n"
        "2. (U) They parted.\n\nDOE\n"
    )
    cable = read_cable(text)
    assert [line.section.part for line in cable.class_lines if line.section] == [1, 2]
    assert prose(cable) == "They parted."
    told = read_cable(f"{CLASS}{HEADER}\n1. (U) He read UNCLAS SECTION 02 of the manual.\n\nDOE\n")
    assert len(told.class_lines) == 1


def test_a_note_belongs_to_the_reference_before_it() -> None:
    cable = read_cable(f"{CLASS}{HEADER}REF: STATE 1 (NOTAL), BONN 2 (EXDIS), ROME 3\n\n{TEXT}")
    assert [reference.text for reference in cable.references] == [
        "STATE 1 (NOTAL)",
        "BONN 2 (EXDIS)",
        "ROME 3",
    ]


def test_a_note_of_the_communications_office_behind_the_signature() -> None:
    cable = read_cable(
        f"{CLASS}{HEADER}\n1. THE TALKS WENT WELL.\nDOE\nNOTE BY OC/T: NOT PASSED ABOVE ADDRESSEES.\n"
    )
    assert [signature.text for signature in cable.signatures] == ["DOE"]
    assert prose(cable) == "THE TALKS WENT WELL."


@pytest.mark.parametrize(
    ("title", "dateline", "line", "post", "number"),
    [
        ("45. Telegram 1691 From the Embassy", "Cairo, May 8, 1974, 1520Z.", "Subject: Apples.", "CAIRO", "1691"),
        ("12. Circular Telegram From the Embassy", "Rome, May 4, 1962, 7 p.m.", "12. Subj: Apples.", "ROME", "12"),
        ("31. Telegram From the Embassy", "**Bonn, March 2, 1976, 1702Z**", "03312. Subj: Apples.", "BONN", "03312"),
        ("14. Telegram From the Delegation", "Rome, May 3, 1978, 1430Z", "Secto 8022. Subj: Apples.", "ROME", "8022"),
    ],
)  # fmt: skip
def test_titles_and_datelines_of_the_printed_edition(
    title: str, dateline: str, line: str, post: str, number: str
) -> None:
    source = "*Source: National Archives, RG 59. Secret; Sensitive; Immediate.*\n\n"
    cable = read_cable(
        f"{title} to the Department of State\n{source}{dateline}\n\n{line}\n\n1. It went well.\n\nDoe\n"
    )
    assert named(cable) == (post, number)
    assert cable.class_lines[0].level == "SECRET"
    assert [p.number.digits for p in cable.paragraphs if p.number] == ["1"]
    without = read_cable(
        f"{title} to the Department of State\n\n{dateline}\n\n{line}\n\n1. It went well.\n\nDoe\n"
    )
    assert named(without) == (post, number)
    assert without.class_lines[0].level is None


def test_a_class_line_with_the_caption_in_it() -> None:
    cable = read_cable(f"UNCLAS SENSITIVE PORT LOUIS 000101\n\n{HEADER}\n1. (SBU) One.\n\nDOE\n")
    assert named(cable) == ("PORT LOUIS", "000101")
    assert [caption.name for caption in cable.captions] == ["SENSITIVE"]


def test_pilcrows_written_as_character_references() -> None:
    text = f"{CLASS}{HEADER}\n&#182;1. (U) One.\n\n&para;2. (SBU) Two.\n\nDOE\n"
    cable = read_cable(text)
    assert [(p.number.digits, p.number.pilcrow) for p in cable.paragraphs if p.number] == [
        ("1", True),
        ("2", True),
    ]
    assert cable.written == text
