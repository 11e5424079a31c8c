"""Unified diffs from known edits: complete, minimal at their edges, and such as `patch` applies."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_edits import edited

from sbu_check.diagnostics.edits import applied, shift_of
from sbu_check.diagnostics.model import Edit
from sbu_check.report.diff import HIDDEN_WORDS, Diff
from sbu_check.report.masked import masked_lines
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

LINES = "".join(f"line {number}\n" for number in range(1, 13))


def diff(text: str, *edits: Edit) -> list[str]:
    return list(Diff(text, applied(text, edits), shift_of(edits)).render("a.txt"))


def replacing(text: str, old: str, new: str) -> Edit:
    start = text.index(old)
    return Edit(Span(start, start + len(old)), new)


def test_a_changed_line_with_its_surroundings() -> None:
    assert diff(LINES, replacing(LINES, "line 6", "LINE 6")) == [
        "--- a.txt\n", "+++ a.txt\n", "@@ -3,7 +3,7 @@\n", " line 3\n", " line 4\n", " line 5\n",
        "-line 6\n", "+LINE 6\n", " line 7\n", " line 8\n", " line 9\n",
    ]  # fmt: skip


def test_lines_that_go_and_come() -> None:
    assert diff(LINES, replacing(LINES, "line 1\nline 2\n", ""))[2:] == [
        "@@ -1,5 +1,3 @@\n", "-line 1\n", "-line 2\n", " line 3\n", " line 4\n", " line 5\n",
    ]  # fmt: skip
    assert diff("a\n", Edit(Span(2, 2), "b\n"))[2:] == ["@@ -1 +1,2 @@\n", " a\n", "+b\n"]
    assert diff("", Edit(Span(0, 0), "b\n"))[2:] == ["@@ -0,0 +1 @@\n", "+b\n"]
    assert diff("a\n", Edit(Span(0, 2), ""))[2:] == ["@@ -1 +0,0 @@\n", "-a\n"]


def test_changes_far_apart_are_two_hunks() -> None:
    far = [replacing(LINES, "line 1\n", "x\n"), replacing(LINES, "line 9", "y")]
    near = [replacing(LINES, "line 1\n", "x\n"), replacing(LINES, "line 8", "y")]
    assert [line for line in diff(LINES, *far) if line.startswith("@@")] == [
        "@@ -1,4 +1,4 @@\n",
        "@@ -6,7 +6,7 @@\n",
    ]
    assert [line for line in diff(LINES, *near) if line.startswith("@@")] == ["@@ -1,11 +1,11 @@\n"]


def test_a_last_line_without_an_end() -> None:
    assert diff("a", Edit(Span(0, 1), "b"))[2:] == [
        "@@ -1 +1 @@\n", "-a\n\\ No newline at end of file\n", "+b\n\\ No newline at end of file\n",
    ]  # fmt: skip


def test_equal_texts_have_none() -> None:
    assert diff(LINES) == []
    assert not Diff(LINES, LINES, shift_of([replacing(LINES, "line 6", "line 6")]))


def test_a_name_with_blanks_ends_in_a_tab() -> None:
    assert (
        next(iter(Diff("a", "b", shift_of([Edit(Span(0, 1), "b")])).render("a b.txt"))) == "--- a b.txt\t\n"
    )


def test_what_is_shown() -> None:
    edits = [replacing(LINES, "line 6", "LINE 6")]
    after = applied(LINES, edits)
    [old], [new] = Diff(LINES, after, shift_of(edits)).shown
    assert old.of(LINES) == "".join(f"line {number}\n" for number in range(3, 10))
    assert new.of(after) == old.of(LINES).replace("line 6", "LINE 6")


def test_what_was_hidden_stays_hidden() -> None:
    """Also where the new text alone would show it; what is written in front of it is shown."""
    edits = [replacing(LINES, "line 6", "(U) line 6"), replacing(LINES, "e 8", "E 8")]
    after, shift = applied(LINES, edits), shift_of(edits)
    hidden = Span(LINES.index("line 8"), LINES.index("line 9"))
    masks = masked_lines((LINES, [hidden]), (after, []), shift)
    lines = list(Diff(LINES, after, shift).render("a.txt", masks))
    assert lines[0] == f"{HIDDEN_WORDS}\n"
    assert [line for line in lines if line[0] in "+-"][2:] == [
        "-line 6\n", "+(U) line 6\n", "-[not shown]\n", "+[not shown]\n",
    ]  # fmt: skip


def test_edits_that_undo_each_other_are_no_difference() -> None:
    edits = [Edit(Span(0, 1), ""), Edit(Span(2, 2), "\n")]
    assert not Diff("\n\n", applied("\n\n", edits), shift_of(edits))


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
@settings(max_examples=60, deadline=None)
@given(case=edited(st.lists(st.sampled_from(("a\n", "b\n", "\n", "c\r\n", "d")), max_size=20).map("".join)))
def test_patch_makes_the_new_text_of_the_old(
    case: tuple[str, list[Edit]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, edits = case
    new = applied(text, edits)
    lines = list(Diff(text, new, shift_of(edits)).render("a.txt"))
    assert bool(lines) == (text != new)
    if lines and text and new:  # an empty file is one that comes or goes, which this patch does not speak of
        folder: Path = tmp_path_factory.mktemp("patch")
        (folder / "a.txt").write_bytes(text.encode())
        subprocess.run(
            ["patch", "--binary", "-s", "a.txt"], input="".join(lines).encode(), cwd=folder, check=True
        )
        assert (folder / "a.txt").read_bytes() == new.encode()


def test_a_long_text_takes_linear_time() -> None:
    """Ten thousand changes: a search for what is alike would take minutes."""
    text = "".join(f"word {number % 7}\nSIPDIS\n" for number in range(10_000))
    edits = [Edit(Span(at, at + 7), "") for at in range(7, len(text), 14)]
    assert len(diff(text, *edits)) == 3 + 20_000
