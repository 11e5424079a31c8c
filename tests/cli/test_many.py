"""What helps with many files: lists of paths, forced exclusion, counts, times, progress."""

from __future__ import annotations

import io

import pytest
from cli_texts import FAULTY

from sbu_check.cli.console import Progress


@pytest.mark.parametrize(
    "data", [b"clean.txt\nfaulty.txt\n", b"clean.txt\r\n\r\nfaulty.txt", b"clean.txt\0faulty.txt\0"]
)
def test_paths_come_from_a_file_or_standard_input(sbu, folder, data):
    (folder / "list").write_bytes(data)
    plain = sbu("check", "clean.txt", "faulty.txt")
    assert sbu("check", "--files-from", "list") == plain
    assert sbu("check", "--files-from", "-", stdin=data) == plain
    assert sbu("check", "clean.txt", "--files-from", "-", stdin=b"faulty.txt") == plain


def test_a_list_that_is_empty_or_not_there(sbu):
    assert sbu("check", "--files-from", "-", stdin=b"").code == 3
    ended = sbu("check", "--files-from", "gone")
    assert ended.code == 2
    assert "gone: no such file" in ended.err


def test_what_is_excluded_is_left_out_though_named(sbu, folder):
    (folder / "sbu-check.toml").write_text('exclude = ["faulty.txt"]\n')
    assert sbu("check", "faulty.txt").code == 1
    assert sbu("check", "--force-exclude", "faulty.txt").code == 3
    assert sbu("check", "--force-exclude", "faulty.txt", "clean.txt").code == 0
    assert (
        sbu("check", "--force-exclude", "--stdin-filename", "faulty.txt", "-", stdin=FAULTY.encode()).code
        == 3
    )
    assert sbu("check", "--force-exclude", "--fix", "faulty.txt").code == 3


def test_counts(sbu, folder):
    (folder / "more.txt").write_text(FAULTY)
    ended = sbu("check", "--statistics", "--select", "class-too-low", ".")
    assert ended.code == 1
    assert ended.out == (
        "   count  severity\n       2  error\n       0  warning\n       0  info\n\n"
        "   count  rule\n       2  class-too-low\n\n"
        "   count  file\n       1  faulty.txt\n       1  more.txt\n\n"
    )  # fmt: skip
    ended = sbu("check", "--statistics", "--format", "json", "--select", "class-too-low", ".")
    assert ended.report["summary"]["errors"] == 2
    assert "       2  class-too-low" in ended.err


def test_times(sbu):
    ended = sbu("check", "--timing", "faulty.txt")
    assert ended.code == 1
    assert "1 file measured" in ended.err
    for name in ("understanding", "class-too-low", "mark-missing"):
        assert f"%  {name}\n" in ended.err


def test_progress_is_told_after_a_second_and_taken_away():
    stream, times = io.StringIO(), iter([0.0, 0.5, 2.0, 2.1, 3.0, 9.0])
    told = Progress(stream, lambda: next(times))
    told(5, 100)
    assert stream.getvalue() == ""
    told(20, 100)
    assert stream.getvalue() == "\rsbu-check: 20 of 100 files, 10 a second, 8 s left"
    told(21, 100)
    told(30, 100)
    told(100, 100)
    lines = stream.getvalue().split("\r")
    assert lines[2].startswith("sbu-check: 30 of 100 files, 10 a second, 7 s left")
    assert lines[3].strip() == ""
    assert lines[-1] == ""


def test_no_progress_where_nobody_sees_it(sbu):
    assert "\r" not in sbu("check", ".").err
