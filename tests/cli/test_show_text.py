"""No report shows text above the limit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sbu_check.cable.read import read_cables
from sbu_check.run import outputs
from sbu_check.text.source import decode

CABLE = """\
UNCLAS OTTAWA 000875

SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE TALKS

1. (U) Summary: Walrus talks &amp; [walrus](#) went well.

2. (SBU) Zebra quokka &amp; [wombat](#) \\$9 ate the

SIPDIS

numbat.

4. (SBU) Summary: Quoll potoroo &amp; bilby.

4. Unmarked bandicoot &amp; dunnart.

DICKSON
"""
SECRET = ("ebra", "quokka", "wombat", "numbat", "quoll", "potoroo", "bilby")
UNMARKED = ("bandicoot", "dunnart")
FORMS = tuple(outputs.FORMS)


@pytest.fixture
def cable(folder):
    (folder / "cable.txt").write_text(CABLE)
    return folder


def spilt(output, words):
    return [word for word in words if re.search(word, output, re.IGNORECASE)]


@pytest.mark.parametrize("form", FORMS)
def test_by_default_a_pipe_sees_unclassified_text_only(sbu, cable, form):
    ended = sbu("check", "--format", form, "--fail-level", "info", "cable.txt")
    assert ended.code == 1
    assert spilt(ended.out + ended.err, SECRET + UNMARKED) == []


@pytest.mark.parametrize("form", FORMS)
def test_up_to_shows_paragraphs_of_that_mark(sbu, cable, form):
    """Text without a mark has the document's high-water mark."""
    ended = sbu("check", "--format", form, "--show-text", "up-to", "SBU", "cable.txt")
    if form in {"text", "html", "junit", "sarif"}:
        assert spilt(ended.out, SECRET)
        assert spilt(ended.out, UNMARKED)


def test_all_shows_all(sbu, cable):
    ended = sbu("check", "--show-text", "all", "cable.txt")
    assert spilt(ended.out, SECRET)
    assert spilt(ended.out, UNMARKED)
    assert "[not shown]" not in ended.out


@pytest.mark.parametrize("form", FORMS)
def test_none_shows_no_word_of_the_document(sbu, cable, form):
    ended = sbu("check", "--format", form, "--show-text", "none", "cable.txt")
    assert spilt(ended.out, (*SECRET, *UNMARKED, "walrus")) == []


def test_the_report_carries_the_banner_of_what_it_shows(sbu, cable):
    def banner(*limit):
        lines = sbu("check", "--show-text", *limit, "cable.txt").out.splitlines()
        assert lines[0] == lines[-1]
        return lines[0]

    assert banner("U") == "UNCLASSIFIED"
    assert banner("up-to", "SBU") == banner("up-to SBU") == "UNCLASSIFIED; SENSITIVE"


def test_a_mask_has_one_width_and_the_caret_points_at_it(sbu, cable):
    lines = sbu("check", "cable.txt").out.splitlines()
    masked = [at for at, line in enumerate(lines) if line.startswith("11 | 2. (SBU)")]
    assert masked
    for at in masked:
        assert lines[at] == "11 | 2. (SBU) [not shown]"
        assert lines[at + 1].strip("| ").startswith(("^", "-"))


def test_masked_edits_are_for_display(sbu, cable):
    report = sbu("check", "--format", "json", "cable.txt").report
    fixes = [one["fix"] for one in report["diagnostics"] if one["fix"]]
    masked = [fix for fix in fixes if any("[not shown]" in edit["text"] for edit in fix["edits"])]
    assert masked
    assert {fix["applicability"] for fix in masked} == {"display"}


def test_that_something_is_masked_is_said(sbu, cable):
    assert "--show-text all" in sbu("check", "cable.txt").err
    assert "--show-text" not in sbu("check", "--show-text", "all", "cable.txt").err


def test_positions_and_rules_are_the_same_under_any_limit(sbu, cable):
    def places(limit):
        report = sbu("check", "--format", "json", "--show-text", limit, "cable.txt").report
        return [(one["rule"], one["start"], one["end"], one["fingerprint"]) for one in report["diagnostics"]]

    assert places("all") == places("U") != []
    assert [one[:3] for one in places("none")] == [one[:3] for one in places("U")]


def test_inspect_is_the_document_itself(sbu, cable):
    ended = sbu("inspect", "cable.txt")
    assert "UNCLASSIFIED; SENSITIVE" in ended.out
    assert "TRADE TALKS" in ended.out


def hidden_words(text):
    """Return the words of six letters and more that occur only in paragraphs that may be above (U).

    An unmarked paragraph may be anything that the header or another mark of the cable says: (U), if these say no more.
    """
    hidden, rest = [], text
    for cable in read_cables(text):
        marked = {mark.text.strip() for one in cable.paragraphs for mark in one.marks}
        captions = {caption.name for caption in cable.captions} - {"SIPDIS"}
        line = cable.classification
        if marked == {"U"} and not captions and line and line.level == "UNCLASSIFIED":
            continue
        for paragraph in cable.paragraphs:
            marks = {mark.text.strip() for mark in paragraph.marks}
            if cable.marked and paragraph.inherits is None and marks != {"U"}:
                hidden += [span.of(text) for span in paragraph.body]
                for span in paragraph.body:
                    rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    return words_of(" ".join(hidden)) - words_of(rest) - OWN_WORDS


def words_of(text):
    return set(re.findall(r"[a-z]{6,}", text.lower()))


ROOT = Path(__file__).parents[2]
OWN = [
    *sorted((ROOT / "rules").glob("*/*.toml")),
    *sorted((ROOT / "sbu_check/schemas").glob("*.json")),
    *sorted(
        path
        for path in (ROOT / "sbu_check/report").rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js"}
    ),
]
OWN_WORDS = words_of(" ".join(path.read_text("utf-8") for path in OWN))
"""Words that the program says by itself."""
CABLES = [
    *sorted((ROOT / "examples/cables").glob("*/*.txt")),
    *sorted((ROOT.parent / "shared/corpus/dev").glob("*.txt")),
]


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
def test_no_word_of_a_hidden_paragraph_is_in_any_report(sbu, path):
    words = hidden_words(decode(path.read_bytes()).text)
    for form in FORMS:
        told = words_of(sbu("check", "--format", form, str(path)).out)
        assert words & told == set()
