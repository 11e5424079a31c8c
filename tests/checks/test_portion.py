"""What the rules of portion marks say, and where they hold their tongue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from sbu_check.cable.model import Cable
from sbu_check.cable.read import read_cable
from sbu_check.checks.banner.captions import absent as marks_absent
from sbu_check.checks.common.portions import opening
from sbu_check.checks.portion import mark, presence
from sbu_check.engine import context_of
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Finding

HEAD = "{line} OTTAWA 000123\n\n{captions}{eo}TAGS: ETRD, CA\nSUBJECT: HARBOR TALKS\n\n"


def written(*paragraphs: str, line: str = "UNCLAS", captions: str = "", eo: str = "", dtg: str = "") -> str:
    routing = f"{dtg}\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n\n" if dtg else ""
    block = f"{captions}\n\n" if captions else ""
    order = f"E.O. {eo}\n" if eo else ""
    return (
        routing + HEAD.format(line=line, captions=block, eo=order) + "\n\n".join(paragraphs) + "\n\nDICKSON\n"
    )


def findings(
    check: Callable[[Cable, Context], Iterator[Finding]], cable: Cable | str, on: date | None = None
) -> list[Finding]:
    cable = read_cable(cable) if isinstance(cable, str) else cable
    return list(check(cable, context_of(cable, Options(on=on))))


def places(
    check: Callable[[Cable, Context], Iterator[Finding]], text: str, on: date | None = None
) -> list[tuple[str | None, str]]:
    return [(one.variant, one.span.of(text)) for one in findings(check, text, on)]


def test_a_paragraph_whose_mark_was_withheld_is_passed_over() -> None:
    text = written("1. (U) The talks.", "2. A letter.", "3. (U) The end.")
    cable = read_cable(text)
    assert [one.paragraph for one in findings(presence.missing, cable)] == [1]
    kept = list(cable.paragraphs)
    kept[1] = kept[1]._replace(withheld=True)
    assert findings(presence.missing, replace(cable, paragraphs=tuple(kept))) == []


def test_quoted_and_inheriting_paragraphs_owe_no_mark() -> None:
    cable = read_cable(written("1. (U) The talks.", "2. A letter.", "3. A letter."))
    one, two, three = cable.paragraphs
    quoted = (one, two._replace(role="quoted"), three._replace(inherits=0))
    assert findings(presence.missing, replace(cable, paragraphs=quoted)) == []


def test_parts_that_are_all_marked_stand_for_the_paragraph() -> None:
    text = written("1. (U) The talks.", "2. Two points:\n\nA. (U) The port.\n\nB. (SBU) The road.")
    assert findings(presence.missing, text) == []
    text = written("1. (U) The talks.", "2. Two points:\n\nA. The port.\n\nB. (SBU) The road.")
    assert places(presence.missing, text) == [(None, "2.")]


@pytest.mark.parametrize(
    ("line", "captions", "mark"),
    [
        ("UNCLAS", "", "U"),
        ("UNCLAS", "SENSITIVE", "SBU"),
        ("CONFIDENTIAL", "", "C"),
        ("CONFIDENTIAL", "SENSITIVE", "C"),
        ("S E C R E T", "NOFORN", "S"),
        ("LIMITED OFFICIAL USE", "", "LOU"),
    ],
)
def test_the_fix_proposes_what_the_header_implies(line: str, captions: str, mark: str) -> None:
    text = written("1. (U) The talks.", "2. A letter.", line=line, captions=captions)
    (finding,) = findings(presence.missing, text)
    (edit,) = finding.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace(
        "2. A", f"2. ({mark}) A"
    )


def test_where_no_class_is_known_no_mark_is_proposed() -> None:
    cable = replace(read_cable(written("1. (U) The talks.", "2. A letter.")), class_lines=())
    (finding,) = findings(presence.missing, cable)
    assert finding.edits == ()


@pytest.mark.parametrize(
    ("marked", "of", "told"),
    [(1, 5, 1), (2, 5, 3), (1, 4, 3), (2, 6, 4), (2, 7, 1)],
)
def test_most_missing_marks_are_told_once(marked: int, of: int, told: int) -> None:
    paragraphs = [f"{n}. {'(U) ' if n <= marked else ''}The talks." for n in range(1, of + 1)]
    assert len(findings(presence.missing, written(*paragraphs))) == told


def test_the_one_word_on_missing_marks_shows_ten_more_places() -> None:
    for of, places in ((5, ["3.", "4.", "5."]), (16, [f"{n}." for n in range(3, 13)])):
        text = written("1. (U) The talks.", *(f"{n}. The talks." for n in range(2, of + 1)))
        (found,) = findings(presence.missing, text)
        assert (found.paragraph, found.span.of(text)) == (1, "2.")
        assert [one.span.of(text) for one in found.related] == places


def test_a_withheld_paragraph_before_the_first_number_owes_no_mark() -> None:
    prose = (
        "The minister asked for a survey of the channel, which the port authority had promised in the spring."
    )
    cable = read_cable(written(prose, "1. (U) The talks.", "2. (U) The end."))
    assert [one.variant for one in findings(presence.missing, cable)] == ["unnumbered"]
    first, *others = cable.paragraphs
    kept = replace(cable, paragraphs=(first._replace(withheld=True), *others))
    assert findings(presence.missing, kept) == []
    kept = replace(cable, paragraphs=(first._replace(heading=True), *others))
    assert findings(presence.missing, kept) == []


@pytest.mark.parametrize(
    ("line", "captions", "eo", "dtg", "told"),
    [
        ("UNCLAS", "", "12958: N/A", "", "plain"),
        ("UNCLAS", "", "12958: N/A", "R 021647Z MAR 05", "plain"),
        ("UNCLAS", "", "12356: N/A", "R 021647Z MAR 94", None),
        ("UNCLAS", "", "12356: N/A", "", None),
        ("UNCLAS", "SENSITIVE", "12958: N/A", "", "controlled"),
        ("CONFIDENTIAL", "", "12958: DECL: 03/01/2015", "R 021647Z MAR 05", "controlled"),
        ("CONFIDENTIAL", "", "12065: GDS 3/16/85 (DOE, JANE)", "R 021647Z MAR 79", "controlled"),
        ("CONFIDENTIAL", "", "11652: GDS", "R 021647Z MAR 75", None),
        ("CONFIDENTIAL", "", "11652: GDS", "", None),
        ("LIMITED OFFICIAL USE", "", "11652: N/A", "R 021647Z MAR 75", None),
        ("LIMITED OFFICIAL USE", "", "12065: N/A", "R 021647Z MAR 79", "limited"),
    ],
)
def test_a_cable_that_marks_nothing_is_told_once_as_its_header_and_time_ask(
    line: str, captions: str, eo: str, dtg: str, told: str | None
) -> None:
    text = written("1. The talks.", "2. A letter.", line=line, captions=captions, eo=eo, dtg=dtg)
    missing, absent = places(presence.missing, text), places(marks_absent, text)
    assert missing == ([("plain", "1.")] if told == "plain" else [])
    expected = {"controlled": [(None, "1.")], "limited": [("limited", "1.")]}
    assert absent == expected.get(told or "", [])


def test_a_printed_edition_and_a_withheld_number_are_no_absence() -> None:
    cable = read_cable(written("1. The talks.", "2. A letter.", line="SECRET"))
    assert len(findings(marks_absent, cable)) == 1
    assert findings(marks_absent, replace(cable, layout="edition")) == []
    one, two = cable.paragraphs
    assert findings(marks_absent, replace(cable, paragraphs=(one, two._replace(withheld=True)))) == []


@pytest.mark.parametrize(
    "paragraph",
    [
        "2. We want (C) the bridge.",
        "2. Points: (A) the port, (B) the road, (C) the bridge.",
        "2. Minister(s) came.",
        "2. See 5 U.S.C. (c) for the rest.",
        "2. One long sentence that goes on and on and on before its end comes: (C) The bridge.",
    ],
)
def test_a_letter_in_brackets_in_prose_is_no_mark(paragraph: str) -> None:
    text = written("1. (U) The talks.", paragraph)
    assert findings(presence.position, text) == []
    assert len(findings(presence.missing, text)) == 1


@pytest.mark.parametrize("title", ["Summary:", "BEGIN SUMMARY.", "Comment -", "THE STUDENTS."])
def test_a_mark_behind_a_title_is_a_mark_in_the_wrong_place(title: str) -> None:
    text = written("1. (U) The talks.", f"2. {title} (C) The bridge.", line="CONFIDENTIAL")
    assert places(presence.position, text) == [("title", "(C)")]
    assert findings(presence.missing, text) == []


def test_rules_by_date_are_silent_without_one() -> None:
    old = written("1. (LOU) The talks.", "2. (SBU) A letter.")
    assert findings(mark.lou_era, old) == []
    assert places(mark.lou_era, old, date(2004, 1, 1)) == [(None, "(LOU)")]
    assert places(mark.lou_era, old, date(1979, 1, 1)) == [("sbu", "(SBU)")]
    uniform = written("1. (C - ENTIRE TEXT)", "2. The talks.", line="CONFIDENTIAL")
    assert findings(mark.entire, uniform) == []
    assert places(mark.entire, uniform, date(1989, 1, 1)) == []
    assert places(mark.entire, uniform, date(2008, 1, 1)) == [(None, "(C - ENTIRE TEXT)")]


@pytest.mark.parametrize(
    ("written_mark", "part"),
    [("(OFFICIAL)", "OFFICIAL"), ("(S/OFFICIAL)", "OFFICIAL"), ("(U//ABC)", "ABC")],
)
def test_an_unknown_part_is_named(written_mark: str, part: str) -> None:
    text = written("1. (U) The talks.", f"2. {written_mark} A letter.")
    (finding,) = findings(mark.unknown, text)
    assert finding.span.of(text) == written_mark
    place = finding.values["part"]
    assert text[place.start : place.end] == part  # type: ignore[attr-defined]  # a span, by the values of the rule


def test_blanks_are_put_and_taken_around_a_mark_alone() -> None:
    text = written("1.(U)The talks.", "2. ( SBU ) A letter.", captions="SENSITIVE")
    edits = [edit for finding in findings(mark.spacing, text) for edit in finding.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        assert edit.text.strip() == ""
        assert edit.span.of(text).strip() == ""
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == written("1. (U) The talks.", "2. (SBU) A letter.", captions="SENSITIVE")
    assert findings(mark.spacing, text) == []


def test_headings_are_told_once_where_the_cable_marks_portions() -> None:
    marked = read_cable(
        written("1. (U) The talks.", "A SECOND ROUND", "2. (U) A letter.", "THE END", "3. (U) End.")
    )
    headings = [paragraph.heading for paragraph in marked.paragraphs]
    assert headings == [False, True, False, True, False]
    (finding,) = findings(presence.titles, marked)
    assert finding.values["count"] == 2
    plain = read_cable(written("1. The talks.", "A SECOND ROUND", "2. A letter."))
    assert findings(presence.titles, plain) == []


def test_what_only_looks_like_a_mark_is_none() -> None:
    plain = written("1. (A) The talks.", "2. (1) A letter.", "3. (NATO) The end.")
    assert findings(mark.unknown, plain) == []
    assert places(presence.missing, plain) == [("plain", "1.")]
    marked = written("1. (U) (REFTEL) The talks.", "2. (1) A letter.", "3. (U) The end.")
    assert findings(mark.unknown, marked) == []
    assert findings(presence.duplicate, marked) == []
    assert (
        places(presence.missing, marked) == []
    )  # the bracket may be a mark that a scanner misread, and is reported


def test_an_unknown_word_in_most_paragraphs_is_a_mark() -> None:
    text = written("1. (OFFICIAL) The talks.", "2. (OFFICIAL) A letter.", "3. The end.")
    assert places(mark.unknown, text) == [(None, "(OFFICIAL)"), (None, "(OFFICIAL)")]
    assert places(presence.missing, text) == [(None, "3.")]


def test_a_control_alone_is_a_second_mark_and_nothing_more() -> None:
    text = written("1. (C) (NF) The talks.", line="CONFIDENTIAL")
    assert places(presence.duplicate, text) == [(None, "(NF)")]
    assert findings(mark.unknown, text) == []


def test_another_system_s_mark_is_a_matter_of_style() -> None:
    text = written("1. (U) The talks.", "2. (U//FOUO) A letter.", "3. (S//NF//XD) The end.")
    assert places(mark.style, text) == [("foreign", "(U//FOUO)"), ("foreign", "(S//NF//XD)")]
    assert findings(mark.unknown, text) == []


@pytest.mark.parametrize(
    "uniform",
    [
        "(C - ENTIRE TEXT)",
        "(C-ENTIRE TEXT).",
        "C - ENTIRE TEXT.",
        "(C) ENTIRE TEXT.",
        "(ENTIRE TEXT CONFIDENTIAL)",
        "CONFIDENTIAL ENTIRE TEXT",
        "(C - ENTIRE MESSAGE)",
        "(C - Entire text.)",
        "(C-ENTIRE TEXT.)",
        "(C: ENTIRE TEXT)",
        "(C -\nENTIRE TEXT)",
        "(C/NF - ENTIRE TEXT)",
        "(C) (Entire text)",
        "(Confidential - Entire text)",
        "C - Entire Text.",
        "(This entire message is classified Confidential)",
        "(C) This entire message is classified Confidential.",
        "THIS MESSAGE IS CONFIDENTIAL IN ITS ENTIRETY.",
        "THE ENTIRE TEXT OF THIS MESSAGE IS CONFIDENTIAL.",
        "ENTIRE TEXT.",
    ],
)
def test_a_mark_for_the_entire_text_covers_every_paragraph(uniform: str) -> None:
    text = written(f"1. {uniform}", "2. THE TALKS.", "3. A LETTER.", line="CONFIDENTIAL")
    assert findings(presence.missing, text) == []
    assert findings(marks_absent, text) == []
    first = read_cable(text).paragraphs[0]
    if uniform != "ENTIRE TEXT.":  # which leaves the class to the header
        assert [one.text.removesuffix("/NF") for one in first.marks] == ["C"]


@pytest.mark.parametrize(
    "opening", ["THE ENTIRE TEXT IS SECRET", "ENTIRE TEXT OF NOTE:", "(C) ENTIRE TEXT OF NOTE"]
)
def test_words_of_the_text_are_no_mark_for_all(opening: str) -> None:
    text = written(f"1. {opening}", "2. THE TALKS.", "3. (C) A LETTER.", line="CONFIDENTIAL")
    assert findings(presence.missing, text) != []


@pytest.mark.parametrize(
    ("opening", "letters", "variant"),
    [
        ("SBU The", "SBU", "none"),
        ("C The", "C", "none"),
        ("S B U The", "SBU", "none"),
        ("(C The", "C", None),
        ("SBU) The", "SBU", None),
        ("(SBUJ The", "SBU", "signs"),
        ("lSBU) The", "SBU", "signs"),
        ("(SBU. The", "SBU", "signs"),
        ("(SBU] The", "SBU", "signs"),
        ("((SBU) The", "SBU", "signs"),
        ("<SBU> The", "SBU", "signs"),
    ],
)
def test_a_mark_with_broken_brackets_is_a_mark(opening: str, letters: str, variant: str | None) -> None:
    text = written("1. (U) The talks.", f"2. {opening} letter.", "3. (C) The end.", line="CONFIDENTIAL")
    assert [one.text for one in read_cable(text).paragraphs[1].marks] == [letters]
    assert [one for one, _ in places(mark.bracket, text)] == [variant]
    assert findings(presence.missing, text) == []


@pytest.mark.parametrize(
    "opening", ["C. Smith said so", "U.S. ships", "SBU information", "The C", "S. and T."]
)
def test_words_are_no_broken_marks(opening: str) -> None:
    text = written("1. (U) The talks.", f"2. {opening}.", "3. (C) The end.", line="CONFIDENTIAL")
    assert [finding.paragraph for finding in findings(presence.missing, text)] == [1]


def test_marks_without_brackets_are_believed_where_all_paragraphs_have_them() -> None:
    bare = written("1. SBU The talks.", "2. U A letter.", captions="SENSITIVE")
    assert [one.mark.text for one in read_cable(bare).paragraphs if one.mark] == ["SBU", "U"]
    prose = written("1. C Company guards the port.", "2. It left.", line="CONFIDENTIAL")
    assert not read_cable(prose).marked


@pytest.mark.parametrize("gap", ["\n", "\n\n   ", "\r\n"])
def test_a_mark_on_the_line_behind_its_number(gap: str) -> None:
    cable = read_cable(written("1. (U) The talks.", f"2.{gap}(SBU) A letter.", captions="SENSITIVE"))
    assert [(one.number.digits, one.mark.text) for one in cable.paragraphs if one.number and one.mark] == [
        ("1", "U"),
        ("2", "SBU"),
    ]


def test_marks_of_a_quoted_document_are_not_the_cable_s_own() -> None:
    cable = read_cable(written("1. The talks.", "2. (U) A letter.", captions="SENSITIVE"))
    assert findings(marks_absent, cable) == []
    one, two = cable.paragraphs
    quoting = replace(cable, paragraphs=(one, two._replace(role="quoted")))
    assert len(findings(marks_absent, quoting)) == 1
    assert findings(presence.missing, quoting) == []


def test_the_form_of_a_mark_and_its_blanks_are_mended_together() -> None:
    text = written("1. [u]The talks.", "2. (U) A letter.")
    ((edit,),) = [finding.edits for finding in findings(mark.spacing, text)]
    fixed = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert fixed == written("1. (U) The talks.", "2. (U) A letter.")


def test_lettered_parts_with_marks_belong_to_their_paragraph() -> None:
    text = written(
        "1. (U) The talks.", "2. (C) Points:\n\nA. The port.\n\nB. (S) The road.", line="CONFIDENTIAL"
    )
    assert places(presence.subparagraphs, text) == [(None, "A.")]
    assert findings(presence.missing, text) == []


def test_a_paragraph_run_into_the_underline_of_a_heading_is_one() -> None:
    text = written("1. (U) The talks.", "THE BRIDGE\n---------- 2. (SBU) A letter.", captions="SENSITIVE")
    assert [one.number.digits for one in read_cable(text).paragraphs if one.number] == ["1", "2"]


def test_headings_without_a_mark_are_told_once_each_with_its_first_line() -> None:
    texts = ["1. (U) The talks.", "HARBOR\n------", "2. (U) More.", "CHANNEL", "3. (U) The end.", "ANNEX"]
    (found,) = findings(presence.titles, written(*texts))
    text = written(*texts)
    assert [found.span.of(text), *(one.span.of(text) for one in found.related)] == ["HARBOR", "CHANNEL"]
    assert (found.paragraph, found.values) == (1, {"count": 2})


def test_headings_of_a_text_without_numbers_are_passed_over() -> None:
    cable = read_cable(
        written("HARBOR", "(U) The talks went well and will go on for some time yet in the fall.")
    )
    assert cable.marked
    assert findings(presence.titles, cable) == []


def test_the_last_word_of_a_text_opens_a_paragraph() -> None:
    cable = read_cable(written("1. (U) The talks.")).paragraphs[0]
    whole = Cable("WORD", Span(0, 4), "draft", paragraphs=(replace(cable, span=Span(0, 4), number=None),))
    assert opening(whole, 0) == Span(0, 4)


def test_numbered_lettered_and_dashed_parts_are_rows_of_their_own() -> None:
    parts = "1. (U) Aims:\n\n(1) (U) One.\n\n{}\n\nA. (U) Four.\n\nB. (U) Five.\n\n-- Six.\n\n-- Seven."
    assert findings(presence.subparagraphs, written(parts.format("(2) (U) Two."))) == []
    text = written(parts.format("(2) Two."))
    assert [one.span.of(text) for one in findings(presence.subparagraphs, text)] == ["(2)"]
    text = written("1. (U) Aims:\n\n(1) (U) One.\n\n(2) (U) Two.\n\nA. Three.\n\nB. Four.")
    assert findings(presence.subparagraphs, text) == []


def test_a_text_of_a_republication_is_not_told_that_nothing_is_marked() -> None:
    text = written("1. The talks.", "2. The end.")
    cable = read_cable(text)
    assert [one.variant for one in findings(presence.missing, cable, date(2005, 3, 2))] == ["plain"]
    assert findings(presence.missing, replace(cable, overlays=("markdown",)), date(2005, 3, 2)) == []
    assert findings(presence.missing, replace(cable, layout="edition"), date(2005, 3, 2)) == []


def test_a_late_mark_is_moved_from_behind_a_title_and_from_the_end() -> None:
    for paragraph, moved in (
        ("2. Harbor talks. (SBU) They go on.", "2. (SBU) Harbor talks. They go on."),
        ("2. The talks go on. (SBU)", "2. (SBU) The talks go on."),
    ):
        text = written("1. (U) The talks.", paragraph, "3. (U) The end.")
        (found,) = findings(presence.position, text)
        for edit in reversed(found.edits):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert text == written("1. (U) The talks.", moved, "3. (U) The end.")


def test_a_paragraph_with_the_number_of_another_text_owes_no_mark() -> None:
    text = written("1. (U) The talks.", "2. (U) The road.", "90. The letter.", "3. (U) The end.")
    assert places(presence.missing, text) == []
    assert places(presence.missing, text.replace("90.", "3.").replace("3. (U)", "4. (U)")) == [(None, "3.")]


def test_the_last_paragraph_inside_a_text_block_owes_no_mark() -> None:
    prose = (
        "The minister asked for a survey of the channel, which the port authority had promised in the spring."
    )
    text = written("1. (U) The talks.", f"2. (U) They end.\n\n{prose}")
    assert places(presence.missing, text) == [("unnumbered", "The")]
    quoted = written("1. (U) The talks.", f"2. (U) Begin text:\n\n{prose}\n\nEnd text.")
    assert places(presence.missing, quoted) == []


def test_headings_without_a_mark_show_ten_more_places() -> None:
    words = [f"HARBOR {letter * 3}" for letter in "BDFGHJKMNPQTV"]
    texts = [text for n, word in enumerate(words, 1) for text in (word, f"{n}. (U) The talks.")]
    text = written(*texts)
    (found,) = findings(presence.titles, text)
    assert [one.span.of(text) for one in found.related] == words[1:11]


def test_parts_without_a_mark_show_each_other() -> None:
    text = written("1. (U) Aims:\n\nA. (U) One.\n\nB. Two.\n\nC. Three.\n\nD. Four.")
    (found,) = findings(presence.subparagraphs, text)
    assert [one.span.of(text) for one in (found, *found.related)] == ["B.", "(U)", "C.", "D."]


def test_a_second_mark_that_cannot_be_read_is_another() -> None:
    text = written("1. (U) (U) The talks.", "2. (U) (SBU) The road.", "3. (SBX) (SBX) The end.")
    assert [one.variant for one in findings(presence.duplicate, text)] == ["same", None, None]
