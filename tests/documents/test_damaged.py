"""Damaged PDF documents: repaired ones are read, lost pages are reported, and the rest is exit 2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from made import boxed, hidden, pdf, read

from sbu_check import check_file, compare
from sbu_check.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("pymupdf", reason="the extra pdf is not installed")
pytest.importorskip("xray", reason="the extra pdf is not installed")

ORIGINAL = """UNCLAS BRIDGETOWN 000101

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (U) The dredging of the deep harbor begins in June.

2. (U) The delegation was led by Alwyn Marchetti of the port
authority, and it will come back in the autumn.
FARRELL
"""
STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030"
COPY = f"{STAMP}\n{'RELEASE IN PART B6':>60}\n\n" + ORIGINAL.replace("Alwyn Marchetti", "█████████ (b)(6)")
DEEP = f"{COPY}\n" + "".join(f"{number}. (U) All went well in June.\n\n" for number in range(3, 99))


def without_table(data: bytes) -> bytes:
    return data[: data.rindex(b"\nxref")]


def wrong_start(data: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n7", data)


def shifted_table(data: bytes) -> bytes:
    return re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + 3), data)


REPAIRED: dict[str, Callable[[bytes], bytes]] = {
    "no table": without_table,
    "wrong start": wrong_start,
    "shifted table": shifted_table,
    "no start": lambda data: data[: data.rindex(b"startxref")],
    "cut in the table": lambda data: data[: data.rindex(b"\nxref") + 40],
    "something before": lambda data: b"\n\n" + data,
    "a mark of UTF-8 before": lambda data: b"\xef\xbb\xbf" + data,
    "zeros after": lambda data: data + bytes(3000),
}
"""Damage with which every part of a document can be found."""


@pytest.mark.parametrize("damage", REPAIRED)
def test_what_viewers_repair_is_read(damage: str) -> None:
    data = boxed(COPY)
    source = read(REPAIRED[damage](data))
    assert source.text == read(data).text
    assert source.hidden_content
    assert [one.kind for one in source.hidden_content.hidden] == ["repaired"]


@pytest.mark.parametrize("damage", REPAIRED)
def test_a_leak_in_a_damaged_file_is_told(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(REPAIRED[damage](boxed(COPY)))
    for report in (check_file(path, config={"profile": "release"}), compare(ORIGINAL, path)):
        told = [(one.rule, one.severity) for one in report.diagnostics if one.severity != "info"]
        assert told == []
        assert [one.severity for one in report.diagnostics if one.rule == "file-damaged"] == ["info"]
    assert main(["compare", "-q", "--no-config", str(original(tmp_path)), str(path)]) == 0
    path.write_bytes(REPAIRED[damage](boxed(COPY, "Marchetti")))
    for report in (check_file(path, config={"profile": "release"}), compare(ORIGINAL, path)):
        assert [one.rule for one in report.diagnostics if one.severity == "error"] == ["text-covered"]
    assert main(["compare", "-q", "--no-config", str(original(tmp_path)), str(path)]) == 1


def original(folder: Path) -> Path:
    path = folder / "original.txt"
    path.write_text(ORIGINAL, "utf-8")
    return path


def test_a_whole_file_without_its_last_line_needs_no_repair() -> None:
    assert hidden(boxed(COPY).replace(b"%%EOF", b"")) == []


def test_a_page_that_is_lost_is_told(tmp_path: Path) -> None:
    data = pdf(DEEP)
    half = data[: data.rindex(b"endobj") // 2]
    found = [(one.kind, one.where.page) for one in hidden(half)]
    assert found[0] == ("repaired", None)
    assert found[-1][0] == "unread"
    assert found[-1][1] == read(half).text.count("\f") + 1
    for size in range(len(half), len(half) + 400, 7):
        assert read(data[:size]).text
    path = tmp_path / "copy.pdf"
    path.write_bytes(half)
    # Also of a document that is no release copy.
    report = check_file(path, config={"profile": "draft"})
    assert {one.severity for one in report.diagnostics if one.rule == "file-damaged"} == {"info", "warning"}


def test_a_page_of_which_a_part_cannot_be_unpacked_is_told() -> None:
    data = pdf(DEEP, deflate=True)
    first = data.index(b"stream", data.index(b"FlateDecode")) + 10
    found = hidden(data[:first] + bytes(40) + data[first + 40 :])
    assert [(one.kind, one.where.page) for one in found] == [("unread", 1)]


def test_words_around_the_document_are_told() -> None:
    data = boxed(COPY)
    for hurt, part in (
        (b"To: Alwyn Marchetti\n" + data, "before"),
        (data + b"\nAlwyn Marchetti\n", "after"),
    ):
        told = [one for one in hidden(hurt) if one.kind == "attachment"]
        assert [one.words.split() for one in told] in (
            [["To:", "Alwyn", "Marchetti"]],
            [["Alwyn", "Marchetti"]],
        )
        assert part in told[0].where.part
    # Lines of what the pages show are not.
    assert [one.kind for one in hidden(data + b"\nFARRELL\n")] == []


def test_what_a_damaged_file_said_before_is_told() -> None:
    data = (
        without_table(boxed(COPY)) + b"\nstartxref\n7\n%%EOF\n" + boxed(COPY.replace("begins", "is delayed"))
    )
    assert "revision" not in {one.kind for one in hidden(boxed(COPY) + boxed(COPY))}
    assert ("revision", "begins") in {(one.kind, one.words) for one in hidden(data)}


def test_a_text_that_speaks_of_such_files_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("A file begins with\n%PDF-1.7\nand goes on.\n", "utf-8")
    report = check_file(path, config={"profile": "draft"})
    assert [file.status for file in report.files] == ["no-cable"]
