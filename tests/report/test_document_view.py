"""Documents for reading: every line is there, every place is lit, and nothing hidden is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checked import EXAMPLES, HOSTILE, MIXED, checked
from cli_texts import CLEAN
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.report import document_view
from sbu_check.report.model import MASK
from sbu_check.run.outputs import TextBudget
from sbu_check.text.source import decode

SHARED = Path(__file__).parents[2].parent / "shared"
CABLES = [*sorted((EXAMPLES / "cables").glob("*/*.txt")), *sorted((SHARED / "corpus/dev").glob("*.txt"))]


def blocks(found):
    return [block for file in found.files for one in file.sheets for block in one.blocks]


def lines(found):
    """The lines that are shown, by number, joined over the blocks that share one."""
    shown, number = {}, 0
    for block in blocks(found):
        for row in block.rows:
            number = row.line or number
            shown[number] = shown.get(number, "") + "".join(piece.text for piece in row.pieces)
    return shown


def same(text, found):
    shown = lines(found)
    for number, line in enumerate(text.split("\n"), 1):
        # Blanks between two blocks of one line are not shown.
        assert "".join(shown.get(number, "").split()) == "".join(line.split())


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
def test_every_line_is_shown_as_it_stands(path):
    text = decode(path.read_bytes()).text
    same(text, checked(text, sheets=True))


@given(
    st.lists(
        st.sampled_from([*MIXED.split("\n"), *HOSTILE.split("\n"), "\r", "1. (U) A. 2. (C) B."]), max_size=40
    )
)
def test_every_line_of_any_text_is_shown(some):
    text = "\n".join(some)
    same(text, checked(text, sheets=True))


@pytest.mark.parametrize("limit", ["all", "U", "none"])
@pytest.mark.parametrize("path", CABLES[:18], ids=lambda path: path.stem)
def test_every_diagnostic_begins_in_one_block_and_is_lit(path, limit):
    found = checked(decode(path.read_bytes()).text, limit=limit, sheets=True)
    (file,) = found.files
    begun = [index for block in blocks(found) for index in block.found]
    lit = {
        index
        for block in blocks(found)
        for row in block.rows
        for piece in row.pieces
        for index in piece.found
    }
    assert sorted(begun) == list(range(len(file.diagnostics)))
    assert lit == set(begun)


def test_what_is_lit_is_what_the_diagnostic_points_at():
    found = checked(MIXED, sheets=True)
    (file,) = found.files
    for index, one in enumerate(file.diagnostics):
        words = "".join(
            piece.text
            for block in blocks(found)
            for row in block.rows
            for piece in row.pieces
            if index in piece.found
        )
        assert words == one.excerpt.caret.of(one.excerpt.text)


def test_blocks_and_their_levels():
    levels = [(block.kind, block.level, block.mark) for block in blocks(checked(MIXED, sheets=True))]
    assert levels == [
        ("header", None, ""),
        ("paragraph", "U", "U"),
        ("paragraph", "SBU", "SBU"),
        ("paragraph", None, "ZZ"),
        ("paragraph", None, ""),
        ("between", None, ""),
    ]


def test_hidden_prose_is_one_mask_and_what_stands_between_is_shown():
    shown = lines(checked(MIXED, limit="U", sheets=True))
    assert shown[11] == f"2. (SBU) {MASK}"
    assert shown[13] == "SIPDIS"
    assert shown[15] == MASK
    assert shown[17] == f"3. (ZZ) {MASK}"
    assert shown[19] == f"4. {MASK}"


def test_under_none_nothing_is_shown():
    found = checked(MIXED, limit="none", sheets=True)
    assert {piece.text for block in blocks(found) for row in block.rows for piece in row.pieces} == {MASK}
    assert {(block.level, block.mark) for block in blocks(found)} <= {(None, ""), (None, MASK)}


def test_each_document_has_the_banner_of_what_it_shows():
    second = MIXED.replace("(SBU)", "(C)").replace("OTTAWA 000875", "OTTAWA 000876")
    (file,) = checked(MIXED + "\n\n" + second, sheets=True).files
    assert [one.banner[1] for one in file.sheets] == ["UNCLASSIFIED; SENSITIVE", "CONFIDENTIAL"]
    (file,) = checked(MIXED, limit="U", sheets=True).files
    assert file.sheets[0].banner[1] == "UNCLASSIFIED"
    (file,) = checked(MIXED, limit="none", sheets=True).files
    assert file.sheets[0].banner is None


def test_the_length_of_hidden_words_tells_nothing():
    def shape(filler):
        text = re.sub(r"Zebra.*numbat\.", filler, MIXED, flags=re.DOTALL)
        return [
            [piece.text for row in block.rows for piece in row.pieces]
            for block in blocks(checked(text, limit="U", sheets=True))
        ]

    assert shape("Short one.") == shape("A much longer one " * 9 + "that\ntakes\nsome lines.")


def test_a_long_file_has_no_sheet(monkeypatch):
    monkeypatch.setattr(document_view, "MOST", len(MIXED) - 1)
    assert blocks(checked(MIXED, sheets=True)) == []


def test_room_is_for_files_with_findings_first(monkeypatch):
    monkeypatch.setattr("sbu_check.run.outputs._FOUND", len(MIXED) * 2.5)
    monkeypatch.setattr("sbu_check.run.outputs._CLEAN", len(CLEAN) * 3.5)
    files = checked(CLEAN, CLEAN, CLEAN, CLEAN, MIXED, MIXED, MIXED, sheets=True).files
    assert not any(file.diagnostics for file in files[:4])
    room = TextBudget()
    assert [bool(room.kept(file).sheets) for file in files] == [True, True, True, False, True, True, False]


@pytest.mark.parametrize(
    ("captions", "banner", "shown"),
    [
        ("SIPDIS", "UNCLASSIFIED", True),
        ("SIPDIS\nSENSITIVE", "UNCLASSIFIED", False),
        ("NODIS", "UNCLASSIFIED", False),
    ],
)
def test_in_a_cable_without_marks_the_header_says_what_a_paragraph_is(captions, banner, shown):
    text = CLEAN.replace("SIPDIS", captions).replace("(U) ", "")
    (file,) = checked(text, limit="U", sheets=True).files
    assert (file.sheets[0].banner or (0, None))[1] == banner
    assert ("talks went well" in " ".join(lines(checked(text, limit="U", sheets=True)).values())) == shown
