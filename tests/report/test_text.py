"""The report for people, to the letter."""

from __future__ import annotations

import re

from report_values import excerpt, file, one, report, spot

from sbu_check.report import concise, text
from sbu_check.report.model import Excerpt, ShownFix
from sbu_check.report.terminal import Style
from sbu_check.text.span import Span
from sbu_check.values import replace


def shown(*diagnostics, columns=80, **given):
    return "".join(text.render(report(file(*diagnostics, **given)), columns=columns))


def caret_lines(words):
    return [line for line in words.split("\n") if "^" in line]


def test_a_diagnostic_shows_place_line_caret_related_remedy_and_source():
    found = one(
        "3. (C) The Minister agreed.",
        "(C)",
        24,
        rule="class-too-low",
        message="the header says UNCLASSIFIED, but paragraph 3 is CONFIDENTIAL",
        related=(spot("UNCLAS PARIS 000123", "UNCLAS", 5, "the class line"),),
        remedy="raise the class line, or lower the mark",
        sources=("32 CFR 2001.21(b)", "5 FAH-1 H-246.2"),
        fix=ShownFix("unsafe", "write CONFIDENTIAL", ()),
    )
    assert shown(found) == (
        "cables/draft.txt:24:4: error class-too-low"
        " the header says UNCLASSIFIED, but paragraph 3 is CONFIDENTIAL\n"
        "   |\n"
        "24 | 3. (C) The Minister agreed.\n"
        "   |    ^^^\n"
        " 5 | UNCLAS PARIS 000123\n"
        "   | ------ the class line\n"
        "   = help: raise the class line, or lower the mark\n"
        "   = unsafe fix: write CONFIDENTIAL\n"
        "   = source: 32 CFR 2001.21(b); 5 FAH-1 H-246.2\n"
        "\n"
        "sbu-check 9.9.9, rules 0123456789abcdef\n"
    )


def test_messages_are_never_wrapped_but_excerpts_fit_the_width():
    line = "1. (U) " + "open words " * 300 + "(HERE) " + "more words " * 300
    found = one(line, "(HERE)", message="word " * 60)
    lines = shown(found).split("\n")
    assert len(lines[0]) > 300
    assert all(len(each) <= 80 for each in lines[1:])
    at = lines[3].index("^")
    assert lines[2][at : at + 6] == "(HERE)"
    assert lines[2].startswith("7 | …")
    assert lines[2].endswith("…")


def test_a_long_line_is_shown_from_its_head_when_the_place_is_there():
    lines = shown(one("1. (SBV) " + "words " * 50)).split("\n")
    assert lines[2].startswith("7 | 1. (SBV) words")
    assert lines[2].endswith("…")
    assert 79 <= len(lines[2]) <= 80


def test_wide_characters_are_measured():
    lines = shown(one("日本語 (SBV) 日本", "(SBV)")).split("\n")
    assert lines[2] == "7 | 日本語 (SBV) 日本"
    assert lines[3] == "  | " + " " * 7 + "^^^^^"
    assert caret_lines(shown(one("日本語", "本"))) == ["  |   ^^"]


def test_combining_marks_take_no_column():
    assert caret_lines(shown(one("cafe\u0301 (X)", "(X)"))) == ["  |      ^^^"]


def test_a_tab_is_one_blank_wide():
    lines = shown(one("1.\t(SBV)\tText", "(SBV)")).split("\n")
    assert lines[2:4] == ["7 | 1. (SBV) Text", "  |    ^^^^^"]


def test_control_and_bidi_characters_are_made_visible_everywhere():
    words = shown(
        one(
            "a\x1b[31m\x00\u202e\ud800 (X)\r",
            "(X)",
            message="a\x1b\nb",
            path="a\nb.txt",
            related=(spot("x\x07", "x", 1, "label\x1b"),),
            remedy="\x1b",
        )
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\ud800]", words)
    lines = words.split("\n")
    assert lines[0] == "a␊b.txt:7:11: error mark-unknown a␛␊b"
    assert lines[2] == "7 | a␛[31m␀<U+202E><U+D800> (X)␍"
    at = lines[3].index("^")
    assert lines[2][at : at + 3] == "(X)"


def test_an_empty_place_has_one_caret():
    assert caret_lines(shown(one(excerpt=Excerpt("2. Text", Span(3, 3))))) == ["  |    ^"]


def test_a_place_at_the_end_of_a_line_stands_behind_it():
    assert caret_lines(shown(one(excerpt=Excerpt("Text", Span(4, 4))))) == ["  |     ^"]


def test_an_empty_line_has_no_trailing_blank():
    lines = shown(one(excerpt=Excerpt("", Span(0, 0)))).split("\n")
    assert lines[2:4] == ["7 |", "  | ^"]


def test_a_place_of_several_lines_says_that_it_goes_on():
    assert caret_lines(shown(one(excerpt=excerpt("2. Text", "Text", more=True)))) == ["  |    ^^^^ …"]


def test_a_related_place_that_is_the_place_itself_labels_it():
    here = spot("1. (SBV) Text.", "(SBV)", 7, "this is it")
    found = one(related=(replace(here, start=one().start, end=one().end),))
    assert shown(found).split("\n")[2:5] == ["7 | 1. (SBV) Text.", "  |    ^^^^^ this is it", ""]


def test_many_related_places_are_counted():
    spots = tuple(spot(f"{n}. (U) Text.", "(U)", n, "marked U") for n in range(1, 13))
    words = shown(one(related=spots))
    assert words.count("marked U") == 8
    assert "  = and 4 more places\n" in words


def test_the_banner_stands_above_and_below():
    words = shown(one(), banner=(1, "UNCLASSIFIED; SENSITIVE"))
    assert words.startswith("UNCLASSIFIED; SENSITIVE\n\n")
    assert words.endswith("\n\nUNCLASSIFIED; SENSITIVE\n")


def test_the_highest_banner_of_all_files_is_the_reports():
    files = [
        file(one(), banner=(rank, name)) for rank, name in ((0, "U"), (2, "SECRET"), (1, "CONFIDENTIAL"))
    ]
    assert report(*files).banner == "SECRET"


def test_what_is_dropped_is_counted():
    assert "cables/draft.txt: mark-unknown was found 41 times more; only the first are listed\n" in shown(
        one(), dropped={"mark-unknown": 41}
    )


def test_suppressed_and_baselined_diagnostics_are_not_shown():
    assert shown(one(state="suppressed"), one(state="baselined")) == ""


def test_nothing_found_prints_nothing():
    assert shown() == ""


def test_a_guess_is_called_one():
    assert "  = a guess: low confidence\n" in shown(one(confidence="low"))


def test_colour_changes_nothing_but_colour():
    found = file(one(related=(spot("UNCLAS", "UNCLAS", 1, "here"),)), banner=(0, "UNCLASSIFIED"))
    plain = "".join(text.render(report(found)))
    coloured = "".join(text.render(report(found), Style(coloured=True)))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_concise_is_one_line_a_diagnostic():
    words = "".join(
        concise.render(report(file(one(), one(number=9, severity="info", rule="x", message="y"))))
    )
    assert words == (
        'cables/draft.txt:7:4: error mark-unknown unknown portion mark "SBV"\ncables/draft.txt:9:4: info x y\n'
    )
